"""A story written as a case of the rules' door, and a case of that kind read as a story."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any

from loyalty.basket import Product
from loyalty.birthdays import parse_birthday, show_birthday
from loyalty.door_case import Case, MalformedCaseError, Newcomer, Step, moment_ms, read_case
from loyalty.door_fields import PRODUCT_FIELDS
from loyalty.money import Currency
from loyalty.programmes import Programme, in_force
from loyalty.refusals import Refusal
from loyalty.shop import RULES_FIELDS, ShopRules
from loyalty.story import MEMBER_FIELDS, SALE_FIELDS, Story, StorySale, levels_of, sale_times, story_of
from loyalty.terms import malformed, validate
from loyalty.words import Words

SOMEBODY = "member"
_REASON = "rehearsal"
# Who the shop is, is nobody's business who gets the file.
_UNSAID = frozenset({"name", "address", "phone"})
_RULES = {each.name for each in fields(ShopRules)} & {each.name for each in RULES_FIELDS} - _UNSAID
_PASSED = {"minutes": 60_000, "hours": 3_600_000, "days": 86_400_000}


@dataclass(frozen=True, slots=True)
class Stage:
    """What a story plays on: the versions of each programme, the products by id, the shop, and the first day.

    `language` is that of the sentences.
    """

    programmes: tuple[tuple[Programme, ...], ...]
    products: Mapping[str, Product]
    shop: ShopRules
    first_day: date
    language: str = "zh_tw"


@dataclass(frozen=True, slots=True)
class Written:
    """A story as a case, JSON-ready. `played` are the ids of the sales in it, one for each of its sales.

    `faults` say by id what is wrong with every other sale, `member_fault` what is wrong with the member: each is
    MALFORMED with the field as its place.
    """

    case: Mapping[str, Any] = field(default_factory=dict)
    played: tuple[str, ...] = ()
    faults: Mapping[str, Refusal] = field(default_factory=dict)
    member_fault: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ReadStory:
    """A story that was read, with the programmes (the versions of each) and products of its file."""

    story: Story
    programmes: tuple[tuple[Programme, ...], ...]
    products: Mapping[str, Product]


def write_story(story: Story, stage: Stage) -> Written:
    """The story as a case. A sale with a fault is left out of it; a fault of the member leaves nothing."""
    member = validate(MEMBER_FIELDS, dict(story.member), "")
    if not isinstance(member, Refusal) and member["birthday"]:
        read = parse_birthday(str(member["birthday"]))
        member = malformed(".birthday", "not_birthday") if isinstance(read, Refusal) else member
    if isinstance(member, Refusal):
        return Written(member_fault=member)
    right, faults = _checked(story.sales)
    times = sale_times([values for _, values in right], stage.first_day, stage.shop.calendar)
    told = [(sale, values, at_ms) for (sale, values), at_ms in zip(right, times, strict=True) if at_ms is not None]
    late = {sale.id for (sale, _), at_ms in zip(right, times, strict=True) if at_ms is None}
    faults.update({sale_id: malformed(".day", "not_later") for sale_id in late})
    start_ms = told[0][2] if told else moment_of(stage)
    case = {
        "shop": _shop(stage),
        "programmes": [_programme(version) for versions in stage.programmes for version in versions],
        "products": [_product(stage.products[each]) for each in _named(told, stage.products)],
        "members": [_somebody(member, start_ms, stage)],
        "start": _written(start_ms, stage),
        "steps": [*_tiers(member, start_ms, stage), *_steps(told, stage)],
    }
    return Written(case, tuple(sale.id for sale, _, _ in told), faults)


def text_of(written: Written) -> str:
    """The case as the text of a file."""
    return json.dumps(written.case, ensure_ascii=False, indent=2) + "\n"


def case_of(written: Written) -> Case:
    """The case, read as the door reads it. Raises MalformedCaseError."""
    return read_case(json.dumps(written.case))


def moment_of(stage: Stage) -> int:
    """When a story without a sale is played: noon of its first day, epoch milliseconds UTC."""
    plain: dict[str, object] = {each.name: each.default for each in SALE_FIELDS}
    return sale_times([{**plain, "later": 0}], stage.first_day, stage.shop.calendar)[0] or 0


def _checked(sales: Iterable[StorySale]) -> tuple[list[tuple[StorySale, dict[str, object]]], dict[str, Refusal]]:
    right: list[tuple[StorySale, dict[str, object]]] = []
    faults: dict[str, Refusal] = {}
    for sale in sales:
        values = validate(SALE_FIELDS, dict(sale.values), "")
        if isinstance(values, Refusal):
            faults[sale.id] = values
        else:
            right.append((sale, values))
    return right, faults


_Told = tuple[StorySale, Mapping[str, Any], int]


def _shop(stage: Stage) -> dict[str, object]:
    settings: dict[str, object] = {}
    for name in sorted(_RULES):
        value = getattr(stage.shop, name)
        settings[name] = value.code if isinstance(value, Currency) else list(value) if name == "tenders" else value
    return {**settings, "language": stage.language}


def _programme(version: Programme) -> dict[str, object]:
    said: dict[str, object] = {
        "id": version.id,
        "version": version.version,
        "kind": version.kind,
        "name": version.name,
        "terms": dict(version.terms),
    }
    if version.stopped:
        said["stopped"] = True
    return {**said, "from_day": version.from_day.isoformat()} if version.from_day else said


def _product(product: Product) -> dict[str, object]:
    known = {each.name: getattr(product, each.name) for each in PRODUCT_FIELDS}
    return {**known, "tags": list(product.tags)}


def _named(told: Sequence[_Told], products: Mapping[str, Product]) -> list[str]:
    """The products of the story that there still are, each once."""
    return [
        each for each in dict.fromkeys(item for _, values, _ in told for item in values["items"]) if each in products
    ]


def _somebody(member: Mapping[str, Any], start_ms: int, stage: Stage) -> dict[str, object]:
    joined = stage.shop.calendar.business_day(start_ms) - timedelta(days=member["joined_days"])
    return {
        "name": SOMEBODY,
        "birthday": member["birthday"],
        "joined": joined.isoformat(),
        "tags": list(member["tags"]),
    }


def _tiers(member: Mapping[str, Any], start_ms: int, stage: Stage) -> Iterator[dict[str, object]]:
    """Levels held by hand, each written "programme:level"; those of programmes that do not play are left out."""
    day = stage.shop.calendar.business_day(start_ms)
    playing = [programme for versions in stage.programmes if (programme := in_force(versions, day)) is not None]
    known = set(levels_of(playing))
    for held in member["tiers"]:
        programme, _, level = held.rpartition(":")
        if held in known:
            yield {"step": "give_tier", "member": SOMEBODY, "programme": programme, "level": level, "reason": _REASON}


def _steps(told: Sequence[_Told], stage: Stage) -> Iterator[dict[str, object]]:
    now_ms = told[0][2] if told else 0
    for sale, values, at_ms in told:
        if at_ms > now_ms:
            yield {"step": "time", "to": _written(at_ms, stage)}
        now_ms = at_ms
        step: dict[str, object] = {"step": "sale", "lines": list(_lines(values, stage.products))}
        if values["with_card"]:
            step["member"] = SOMEBODY
        if sale.rewards:
            step["rewards"] = dict(sale.rewards)
        if values["codes"]:
            step["codes"] = list(values["codes"])
        yield step


def _lines(values: Mapping[str, Any], products: Mapping[str, Product]) -> Iterator[dict[str, object]]:
    for item in values["items"]:
        if item in products:
            yield {"product": item, "quantity": values["quantity"]}
    if values["amount"]:
        yield {"amount": values["amount"]}
    for plan in values["plans"]:
        yield {"plan": plan}


def _written(at_ms: int, stage: Stage) -> str:
    return stage.shop.calendar.local(at_ms).replace(tzinfo=None).isoformat(timespec="minutes")


def read_story(text: str) -> ReadStory:
    """A story from the text of a case. Raises MalformedCaseError for what is no case, or what no story can say."""
    case = read_case(text)
    if len(case.members) > 1:
        raise MalformedCaseError(malformed(case.members[1].place, "not_in_story"))
    calendar = case.shop.calendar
    now_ms, tiers, sales = case.start_ms, list[str](), list[dict[str, object]]()
    for step in case.steps:
        match step.kind:
            case "time":
                now_ms = _passed(step, now_ms, case.shop)
            case "give_tier" if not sales:
                tiers.append(f"{step.values['programme']}:{step.values['level']}")
            case "sale" | "buy" | "top_up":
                at = calendar.local(now_ms).strftime("%H:%M")
                when = {"later": 1, "day": calendar.business_day(now_ms).isoformat(), "time": at}
                sales.append({**when, **_read_sale(step, bool(case.members))})
            case _:
                raise MalformedCaseError(malformed(step.place, "not_in_story"))
    language = Words(case.shop.language)
    member = (
        _read_member(case.members[0], tiers, calendar.business_day(case.start_ms), language) if case.members else {}
    )
    return ReadStory(story_of(member, sales), case.programmes, case.products)


def _passed(step: Step, now_ms: int, shop: ShopRules) -> int:
    if step.values["to"]:
        return moment_ms(step.values["to"], shop, f"{step.place}.to")
    return now_ms + sum(int(step.values[name]) * length for name, length in _PASSED.items())


def _read_member(newcomer: Newcomer, tiers: Sequence[str], first_day: date, words: Words) -> dict[str, object]:
    if newcomer.referrer:
        raise MalformedCaseError(malformed(f"{newcomer.place}.referrer", "not_in_story"))
    return {
        "joined_days": (first_day - (newcomer.joined or first_day)).days,
        "birthday": show_birthday(newcomer.birthday, words) if newcomer.birthday else "",
        "tags": newcomer.tags,
        "tiers": tuple(tiers),
    }


def _read_sale(step: Step, somebody: bool) -> dict[str, object]:
    values = step.values
    for name in ("items", "notes", "stamps"):
        if step.texts.get(name) or step.counts.get(name):
            raise step.wrong(name, "not_in_story")
    if step.kind != "sale":
        lines: Sequence[Mapping[str, Any]] = [{**values, "product": "", "unit_price": None}]
    else:
        lines = values["lines"]
    read = _read_lines(step, lines)
    return {
        **read,
        "codes": tuple(values.get("codes") or ()),
        "with_card": somebody and bool(values["member"]),
        "rewards": dict(step.counts.get("rewards", {})),
    }


def _read_lines(step: Step, lines: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """Products as often as they were bought, the typed amounts added up, and what was bought for later."""
    amount, items, plans = 0, list[str](), list[str]()
    for index, line in enumerate(lines):
        many, own_price = line["quantity"], line["unit_price"] is not None
        priced = line["amount"] is not None and (line["plan"] or line["product"])
        if not 1 <= many <= 99 or own_price or priced:
            raise step.wrong(f"lines[{index}]", "not_in_story")
        if line["plan"]:
            plans += [line["plan"]] * many
        elif line["product"]:
            items += [line["product"]] * many
        else:
            amount += (line["amount"] or 0) * many
    read = {"amount": amount, "items": tuple(items), "plans": tuple(plans)}
    fault = validate([each for each in SALE_FIELDS if each.name in read], read, f"{step.place}")
    if isinstance(fault, Refusal):
        raise MalformedCaseError(fault)
    return read
