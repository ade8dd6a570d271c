"""A case of the rules' door, read from JSON: programmes, members, steps. Whatever is wrong is named by its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from loyalty.basket import Product
from loyalty.birthdays import parse_birthday
from loyalty.door_fields import MEMBER_FIELDS, PRODUCT_FIELDS, PROGRAMME_FIELDS, SHOP_FIELDS, STEPS, StepShape
from loyalty.explain import explain_refusal
from loyalty.members import Birthday
from loyalty.presets import PRESETS, presets_in
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from loyalty.shop import CURRENCIES, ShopRules, shop_rules
from loyalty.taken_codes import code_taken
from loyalty.terms import Field, malformed, validate
from loyalty.words import Words

_LATEST_MS = int(datetime(9000, 1, 1, tzinfo=ZoneInfo("UTC")).timestamp() * 1000)


class MalformedCaseError(Exception):
    """The case cannot be read. `refusal` is MALFORMED with the place and what is wrong there."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.facts}")
        self.refusal = refusal

    def line(self, words: Words) -> str:
        """The place and what is wrong there, in one line whatever the case's own names hold."""
        said = explain_refusal(self.refusal, words)
        return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in said)


class RefusedStepError(Exception):
    """A step refers to what an earlier one was refused: it is refused in its turn."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is a member by the start. `joined` is a business day, None for the start itself."""

    name: str
    place: str
    birthday: Birthday | None = None
    joined: date | None = None
    tags: tuple[str, ...] = ()
    referrer: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its kind, its place in the case, checked values and maps. An unknown kind keeps none.

    `counts` and `texts` are maps by name ("rewards", "items"), those that were given. `given` names all that was.
    """

    kind: str
    place: str
    values: Mapping[str, Any]
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether the door has this kind of step."""
        return self.kind in STEPS

    def wrong(self, value: str, detail: str, **facts: int | str) -> MalformedCaseError:
        """What to raise about one of the step's values."""
        return MalformedCaseError(malformed(f"{self.place}.{value}", detail, **facts))


@dataclass(frozen=True, slots=True)
class Case:
    """A whole case, checked. `programmes` are the versions of each, oldest first. `start_ms` is epoch ms UTC."""

    shop: ShopRules
    programmes: tuple[tuple[Programme, ...], ...]
    products: Mapping[str, Product]
    members: tuple[Newcomer, ...]
    start_ms: int
    steps: tuple[Step, ...]


def read_case(text: str) -> Case:
    """Raises MalformedCaseError."""
    case = _object(_json(text), "case", ("shop", "preset", "programmes", "products", "members", "start", "steps"))
    shop = _shop(case.get("shop", {}))
    steps = _list(case.get("steps"), "steps")
    return Case(
        shop=shop,
        programmes=_programmes(case.get("programmes", ()), _preset(case.get("preset"), shop)),
        products=_products(case.get("products", ())),
        members=_members(case.get("members", ())),
        start_ms=moment_ms(case.get("start", "2026-01-01T09:00"), shop, "start"),
        steps=tuple(_step(raw, f"steps[{index}]") for index, raw in enumerate(steps)),
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


def birthday_of(text: str, place: str) -> Birthday | None:
    """A birthday as people write it, None for "". Raises MalformedCaseError."""
    if not text:
        return None
    birthday = parse_birthday(text)
    if isinstance(birthday, Refusal):
        raise MalformedCaseError(malformed(place, "not_birthday"))
    return birthday


def _json(text: str) -> object:
    try:
        case: object = json.loads(text)
        json.dumps(case, ensure_ascii=False).encode("utf-8")
        return case
    except UnicodeEncodeError as error:
        raise MalformedCaseError(malformed("case", "not_json", problem="half of a character stands alone")) from error
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


def _shop(raw: object) -> ShopRules:
    settings = _checked(SHOP_FIELDS, raw, "shop")
    digits = settings.pop("digits")
    stated = CURRENCIES[settings["currency"]].digits
    if digits is not None and digits != stated:
        raise MalformedCaseError(malformed("shop.digits", "other_digits", currency=settings["currency"], digits=stated))
    return shop_rules(settings)


def _preset(raw: object, shop: ShopRules) -> tuple[Programme, ...]:
    if raw is None:
        return ()
    for preset in presets_in(Words(shop.language)):
        if preset.id == raw:
            return preset.programmes
    raise MalformedCaseError(malformed("preset", "not_a_choice", choices=", ".join(preset.id for preset in PRESETS)))


def _programmes(raw: object, preset: Sequence[Programme]) -> tuple[tuple[Programme, ...], ...]:
    """The preset's programmes and the case's own, each with its versions in order."""
    versions = {programme.id: [programme] for programme in preset}
    read: list[tuple[str, Programme]] = []
    for index, each in enumerate(_list(raw, "programmes")):
        place = f"programmes[{index}]"
        plain = {name: value for name, value in each.items() if name != "terms"} if isinstance(each, Mapping) else each
        values = _checked(PROGRAMME_FIELDS, plain, place)
        known = versions.setdefault(values["id"], [])
        last = known[-1] if known else None
        if last is not None and values["version"] <= last.version:
            raise MalformedCaseError(malformed(f"{place}.id", "used_twice"))
        if last is not None and values["kind"] != last.kind:
            raise MalformedCaseError(malformed(f"{place}.kind", "not_a_choice", choices=last.kind))
        from_day = date.fromisoformat(values["from_day"]) if values["from_day"] else None
        if last is not None and (from_day is None or (last.from_day is not None and from_day < last.from_day)):
            raise MalformedCaseError(malformed(f"{place}.from_day", "not_later"))
        given = cast(Mapping[str, object], each).get("terms", last.terms if last is not None else {})
        terms = read_terms(values["kind"], given, f"{place}.terms")
        if isinstance(terms, Refusal):
            raise MalformedCaseError(terms)
        name = values["name"] or (last.name if last is not None else values["id"])
        known.append(
            Programme(values["id"], values["version"], values["kind"], name, terms, values["stopped"], from_day)
        )
        read.append((place, known[-1]))
    _one_code_each(read, tuple(versions.values()))
    return tuple(tuple(each) for each in versions.values())


def _one_code_each(read: Sequence[tuple[str, Programme]], versions: Sequence[Sequence[Programme]]) -> None:
    """Raises at the one that begins last, or stands last in the case."""
    for place, programme in sorted(read, key=lambda each: each[1].from_day or date.min)[::-1]:
        taken = code_taken(programme, _in_force(versions, programme.from_day or date.min))
        if taken is not None:
            raise MalformedCaseError(malformed(f"{place}.{taken.facts['place']}", "used_twice"))


def _in_force(versions: Iterable[Sequence[Programme]], day: date) -> list[Programme]:
    """Each programme's version of that day; none of one that begins later."""
    begun = ([each for each in every if (each.from_day or date.min) <= day] for every in versions)
    return [each[-1] for each in begun if each]


def _products(raw: object) -> dict[str, Product]:
    products: dict[str, Product] = {}
    for index, each in enumerate(_list(raw, "products")):
        values = _checked(PRODUCT_FIELDS, each, f"products[{index}]")
        if values["id"] in products:
            raise MalformedCaseError(malformed(f"products[{index}].id", "used_twice"))
        products[values["id"]] = Product(**{**values, "tags": tuple(values["tags"])})
    return products


def _members(raw: object) -> tuple[Newcomer, ...]:
    found: dict[str, Newcomer] = {}
    for index, each in enumerate(_list(raw, "members")):
        place = f"members[{index}]"
        if not isinstance(each, str | Mapping):
            raise MalformedCaseError(malformed(place, "not_text"))
        values = _checked(MEMBER_FIELDS, {"name": each} if isinstance(each, str) else each, place)
        if values["name"] in found:
            raise MalformedCaseError(malformed(place, "used_twice"))
        found[values["name"]] = Newcomer(
            values["name"],
            place,
            birthday_of(values["birthday"], f"{place}.birthday"),
            date.fromisoformat(values["joined"]) if values["joined"] else None,
            tuple(values["tags"]),
            values["referrer"],
        )
    return tuple(found.values())


def _step(raw: object, place: str) -> Step:
    if not isinstance(raw, Mapping):
        raise MalformedCaseError(malformed(place, "not_object"))
    kind = raw.get("step")
    if not isinstance(kind, str):
        raise MalformedCaseError(malformed(f"{place}.step", "missing_name" if kind is None else "not_text"))
    shape = STEPS.get(kind)
    if shape is None:
        return Step(kind, place, {})
    return _known_step(kind, shape, raw, place)


def _known_step(kind: str, shape: StepShape, raw: Mapping[str, Any], place: str) -> Step:
    apart = ("step", *shape.counts, *shape.texts)
    values = _checked(shape.fields, {name: value for name, value in raw.items() if name not in apart}, place)
    counts = {name: _counts(raw[name], f"{place}.{name}") for name in shape.counts if name in raw}
    texts = {name: _texts(raw[name], f"{place}.{name}") for name in shape.texts if name in raw}
    return Step(kind, place, values, counts, texts)


def _counts(raw: object, place: str) -> dict[str, int]:
    if not isinstance(raw, Mapping):
        raise MalformedCaseError(malformed(place, "not_object"))
    for name, count in raw.items():
        if isinstance(count, bool) or not isinstance(count, int):
            raise MalformedCaseError(malformed(f"{place}.{name}", "not_whole_number"))
    return dict(raw)


def _texts(raw: object, place: str) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        raise MalformedCaseError(malformed(place, "not_object"))
    for name, text in raw.items():
        if not isinstance(text, str):
            raise MalformedCaseError(malformed(f"{place}.{name}", "not_text"))
    return dict(raw)
