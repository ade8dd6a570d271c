"""Reading a case of the rules' door: JSON text in, checked values out; the first thing wrong is named by its place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from loyalty.basket import Basket, Choices, Line, Product, Tender
from loyalty.presets import PRESETS, presets_in
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from loyalty.shop import RULES_FIELDS, ShopRules, shop_rules
from loyalty.terms import Field, FieldKind, malformed, validate
from loyalty.words import Words

_FAR = 10**12
# Far enough from the calendar's ends that no zone and no day of a case falls over them.
_LATEST_MS = round(datetime(9000, 1, 1, tzinfo=UTC).timestamp() * 1000)
_REFERENCE = Field("of", FieldKind.TEXT, "", required=True)
_OWN_NAME = Field("id", FieldKind.TEXT, "", maximum=64)
_WHO = Field("member", FieldKind.TEXT, "", required=True)

PRODUCT_FIELDS = (
    Field("id", FieldKind.TEXT, "", maximum=64, required=True),
    Field("name", FieldKind.TEXT, "", maximum=60),
    Field("price", FieldKind.AMOUNT, 0, maximum=999_999_999),
    Field("category", FieldKind.TEXT, "", maximum=120),
)
# Numbers are not limited here: what the shop refuses at the counter must be refused by the rules, not by the reader.
LINE_FIELDS = (
    Field("amount", FieldKind.AMOUNT, None, minimum=-_FAR, maximum=_FAR),
    Field("product", FieldKind.TEXT, ""),
    Field("quantity", FieldKind.WHOLE_NUMBER, 1, minimum=-_FAR, maximum=_FAR),
    Field("unit_price", FieldKind.AMOUNT, None, minimum=-_FAR, maximum=_FAR),
)
TENDER_FIELDS = (
    Field("name", FieldKind.TEXT, "", required=True),
    Field("amount", FieldKind.AMOUNT, 0, minimum=-_FAR, maximum=_FAR),
)
# A count by name ({"stamp-card": 2}) is read apart; here it only has to be known.
_COUNTS = ("rewards", "stamps")
_SALE_FIELDS = (
    _OWN_NAME,
    Field("member", FieldKind.TEXT, ""),
    Field("lines", FieldKind.ROWS, (), parts=LINE_FIELDS),
    Field("tenders", FieldKind.ROWS, (), parts=TENDER_FIELDS),
)
STEP_FIELDS: dict[str, tuple[Field, ...]] = {
    "join": (_OWN_NAME, _WHO),
    "quote": _SALE_FIELDS,
    "sale": _SALE_FIELDS,
    "undo": (_OWN_NAME, Field("of", FieldKind.TEXT, "")),
    "cancel": (_OWN_NAME, _REFERENCE),
    "refund": (
        _OWN_NAME,
        _REFERENCE,
        Field("amount", FieldKind.AMOUNT, None, minimum=-_FAR, maximum=_FAR),
        Field("units", FieldKind.WHOLE_NUMBER, None, maximum=_FAR),
    ),
    "credit": (_OWN_NAME, _REFERENCE, _WHO),
    "time": (
        Field("minutes", FieldKind.WHOLE_NUMBER, 0, maximum=_FAR),
        Field("hours", FieldKind.WHOLE_NUMBER, 0, maximum=100_000),
        Field("days", FieldKind.WHOLE_NUMBER, 0, maximum=36_500),
        Field("to", FieldKind.TEXT, ""),
    ),
}


class MalformedCaseError(Exception):
    """The case cannot be read. `refusal` is MALFORMED with the place and what is wrong there."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.facts}")
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its kind, checked values, and its place in the case. A kind the door does not have keeps no values."""

    kind: str
    place: str
    values: Mapping[str, Any]
    choices: Choices = field(default_factory=Choices)
    basket: Basket = field(default_factory=Basket)

    @property
    def is_known(self) -> bool:
        """Whether the door has this kind of step."""
        return self.kind in STEP_FIELDS


@dataclass(frozen=True, slots=True)
class Case:
    """A whole case, checked. `start_ms` is epoch milliseconds UTC; `members` have joined by then."""

    shop: ShopRules
    programmes: tuple[Programme, ...]
    members: tuple[str, ...]
    start_ms: int
    steps: tuple[Step, ...]


def read_case(text: str) -> Case:
    """Raises MalformedCaseError."""
    case = _object(_json(text), "case", ("shop", "preset", "programmes", "products", "members", "start", "steps"))
    shop = shop_rules(_checked(RULES_FIELDS, case.get("shop", {}), "shop"))
    products = _products(case.get("products", ()))
    steps = _list(case.get("steps"), "steps")
    return Case(
        shop=shop,
        programmes=_programmes(case.get("programmes", ()), _preset(case.get("preset"), shop)),
        members=_members(case.get("members", ())),
        start_ms=moment_ms(case.get("start", "2026-01-01T09:00"), shop, "start"),
        steps=tuple(_step(raw, f"steps[{index}]", shop, products) for index, raw in enumerate(steps)),
    )


def moment_ms(raw: object, shop: ShopRules, place: str) -> int:
    """A written local time of the shop ("2026-03-01T10:00") as epoch milliseconds UTC. Raises MalformedCaseError."""
    try:
        moment = datetime.fromisoformat(cast(str, raw))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(shop.time_zone))
        at_ms = round(moment.timestamp() * 1000)
    except (TypeError, ValueError, OverflowError) as error:
        raise MalformedCaseError(malformed(place, "not_time")) from error
    return within_calendar(at_ms, place)


def within_calendar(at_ms: int, place: str) -> int:
    """The same time, which the shop's calendar can show: from 1970 to 8999. Raises MalformedCaseError."""
    if not 0 <= at_ms < _LATEST_MS:
        raise MalformedCaseError(malformed(place, "not_time"))
    return at_ms


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise MalformedCaseError(malformed(place, "not_json", problem=error.msg)) from error
    except ValueError as error:  # a number of more digits than Python reads
        raise MalformedCaseError(malformed("case", "not_json", problem="a number is too long")) from error
    except RecursionError as error:
        raise MalformedCaseError(malformed("case", "not_json", problem="nested too deep")) from error


def _checked(fields: Sequence[Field], raw: object, place: str) -> dict[str, Any]:
    checked = validate(fields, raw, place)
    if isinstance(checked, Refusal):
        raise MalformedCaseError(checked)
    return checked


def _object(raw: object, place: str, names: Sequence[str]) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise MalformedCaseError(malformed(place, "not_object"))
    for name in raw:
        if name not in names:
            raise MalformedCaseError(malformed(f"{place}.{name}", "unknown_name"))
    return raw


def _list(raw: object, place: str) -> Sequence[object]:
    if not isinstance(raw, list | tuple):
        raise MalformedCaseError(malformed(place, "missing_name" if raw is None else "not_list"))
    return raw


def _preset(raw: object, shop: ShopRules) -> tuple[Programme, ...]:
    if raw is None:
        return ()
    for preset in presets_in(Words(shop.language)):
        if preset.id == raw:
            return preset.programmes
    raise MalformedCaseError(malformed("preset", "not_a_choice", choices=", ".join(preset.id for preset in PRESETS)))


_PROGRAMME_FIELDS = (
    Field("id", FieldKind.TEXT, "", maximum=64, required=True),
    Field("version", FieldKind.WHOLE_NUMBER, 1, minimum=1),
    Field("kind", FieldKind.TEXT, "", required=True),
    Field("name", FieldKind.TEXT, "", maximum=60),
    Field("stopped", FieldKind.YES_NO, False),
)


def _programmes(raw: object, preset: Sequence[Programme]) -> tuple[Programme, ...]:
    """The preset's programmes and the case's own: two of one id would share their accounts."""
    programmes = {programme.id: programme for programme in preset}
    for index, each in enumerate(_list(raw, "programmes")):
        place = f"programmes[{index}]"
        plain = {name: value for name, value in each.items() if name != "terms"} if isinstance(each, Mapping) else each
        values = _checked(_PROGRAMME_FIELDS, plain, place)
        terms = read_terms(values["kind"], cast(Mapping[str, object], each).get("terms", {}), f"{place}.terms")
        if isinstance(terms, Refusal):
            raise MalformedCaseError(terms)
        if values["id"] in programmes:
            raise MalformedCaseError(malformed(f"{place}.id", "used_twice"))
        programmes[values["id"]] = Programme(
            values["id"], values["version"], values["kind"], values["name"] or values["id"], terms, values["stopped"]
        )
    return tuple(programmes.values())


def _products(raw: object) -> dict[str, Product]:
    products: dict[str, Product] = {}
    for index, each in enumerate(_list(raw, "products")):
        values = _checked(PRODUCT_FIELDS, each, f"products[{index}]")
        if values["id"] in products:
            raise MalformedCaseError(malformed(f"products[{index}].id", "used_twice"))
        products[values["id"]] = Product(**values)
    return products


def _members(raw: object) -> tuple[str, ...]:
    names = _checked((Field("members", FieldKind.TEXTS, ()),), {"members": raw}, "case")["members"]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise MalformedCaseError(malformed(f"members[{index}]", "used_twice"))
    return tuple(names)


def _step(raw: object, place: str, shop: ShopRules, products: Mapping[str, Product]) -> Step:
    if not isinstance(raw, Mapping):
        raise MalformedCaseError(malformed(place, "not_object"))
    kind = raw.get("step")
    if not isinstance(kind, str):
        raise MalformedCaseError(malformed(f"{place}.step", "missing_name" if kind is None else "not_text"))
    fields = STEP_FIELDS.get(kind)
    if fields is None:
        return Step(kind, place, {})
    apart = ("step", *_COUNTS) if fields is _SALE_FIELDS else ("step",)
    values = _checked(fields, {name: value for name, value in raw.items() if name not in apart}, place)
    if fields is not _SALE_FIELDS:
        return Step(kind, place, values)
    rewards, stamps = (_counts(raw.get(name, {}), f"{place}.{name}") for name in _COUNTS)
    tenders = [Tender(each["name"], each["amount"], each["name"] == shop.tenders[0]) for each in values["tenders"]]
    lines = [_line(each, f"{place}.lines[{index}]", products) for index, each in enumerate(values["lines"])]
    return Step(kind, place, values, Choices(rewards, stamps, tuple(tenders)), Basket(tuple(lines)))


def _counts(raw: object, place: str) -> dict[str, int]:
    if not isinstance(raw, Mapping):
        raise MalformedCaseError(malformed(place, "not_object"))
    for name, count in raw.items():
        if isinstance(count, bool) or not isinstance(count, int):
            raise MalformedCaseError(malformed(f"{place}.{name}", "not_whole_number"))
    return dict(raw)


def _line(values: Mapping[str, Any], place: str, products: Mapping[str, Product]) -> Line:
    if values["amount"] is not None and not values["product"]:
        return Line(values["amount"], values["quantity"])
    if not values["product"]:
        raise MalformedCaseError(malformed(f"{place}.amount", "missing_name"))
    product = products.get(values["product"])
    if product is None:
        raise MalformedCaseError(malformed(f"{place}.product", "unknown_reference", name=values["product"]))
    price = product.price if values["unit_price"] is None else values["unit_price"]
    return Line(price, values["quantity"], product.id, product.name, product.category)
