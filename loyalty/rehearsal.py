"""An example sale tried on the programmes: what each would do and why, for a member who came so often before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from loyalty.basket import Basket, Choices, Line, Product
from loyalty.calendar import ShopCalendar
from loyalty.checkout import quote
from loyalty.ledger import Operation, OperationKind, Standing
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.outcome import Outcome
from loyalty.programmes import Programme
from loyalty.replay import standing_of
from loyalty.shop import ShopRules
from loyalty.terms import Field, FieldKind

VISITS_MOST = 60
# What is paid for a plan of which the cashier types the amount.
OPEN_PLAN = 100
_NOON = time(12)
_DAY_MS = 86_400_000
_SOMEBODY = 1
_NOUN = "programmes_screen"
_MEMBER = ("example_member", (True,))

EXAMPLE_FIELDS: tuple[Field, ...] = (
    Field("example_amount", FieldKind.AMOUNT, 300, maximum=999_999, noun=_NOUN),
    Field("example_visits", FieldKind.WHOLE_NUMBER, 3, maximum=VISITS_MOST, noun=_NOUN, when=_MEMBER),
    Field("example_items", FieldKind.TEXTS, (), maximum=20, suggest="products", noun=_NOUN),
    Field("example_member", FieldKind.YES_NO, True, noun=_NOUN),
    Field("example_day", FieldKind.DAY, "", noun=_NOUN, section="more"),
    Field("example_time", FieldKind.TIME, "", noun=_NOUN, section="more"),
    Field("example_code", FieldKind.TEXT, "", maximum=64, noun=_NOUN, section="more"),
    Field("example_birthday", FieldKind.YES_NO, False, noun=_NOUN, when=_MEMBER, section="more"),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sale that may happen: `at_ms` epoch milliseconds UTC; `visits` None for a customer without a card.

    Each earlier visit was the same sale, a day before the next. On this one `rewards` are used (a wallet's as far as it
    reaches), `declined` are not although they would be, `plans` are bought, by their ids; `codes` are entered.
    """

    basket: Basket
    at_ms: int
    visits: int | None = 0
    rewards: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()
    plans: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()
    has_birthday: bool = False


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the sale would be, and who the member would be before it."""

    outcome: Outcome
    standing: Standing


def read_example(
    values: Mapping[str, object], products: Mapping[str, Product], calendar: ShopCalendar, now_ms: int
) -> Example:
    """The example of checked values of EXAMPLE_FIELDS: products where some are named, else the amount.

    Without a day it is the day of `now_ms`, without a time noon of another day.
    """
    items = [products[str(each)] for each in _texts(values["example_items"]) if str(each) in products]
    amount = values["example_amount"]
    lines = tuple(Line(each.price, 1, each.id, each.name, each.category, each.tags) for each in items)
    if not lines and isinstance(amount, int) and amount:
        lines = (Line(amount),)
    visits = values["example_visits"]
    with_member = bool(values["example_member"]) and isinstance(visits, int)
    at_ms = _at_ms(str(values["example_day"]), str(values["example_time"]), calendar, now_ms)
    code = str(values["example_code"]).strip()
    return Example(
        Basket(lines),
        at_ms,
        visits if with_member and isinstance(visits, int) else None,
        codes=(code,) if code else (),
        has_birthday=with_member and bool(values["example_birthday"]),
    )


def rehearse(programmes: Sequence[Programme], example: Example, shop: ShopRules) -> Rehearsal:
    """The example sale by these programmes. Nothing is recorded."""
    if example.visits is None:
        standing = Standing()
    else:
        standing = _came_before(programmes, example, min(example.visits, VISITS_MOST), shop)
    asked = Choices(rewards=_times(example, {}), codes=example.codes)
    first = quote(programmes, standing, example.basket, asked, example.at_ms, shop)
    bought = [plan for plan in first.plans if plan.id in example.plans]
    most = {offer.id: offer.most for offer in first.offers if offer.is_payment}
    if not bought and not most.keys() & example.rewards:
        return Rehearsal(first, standing)
    lines = [Line(plan.price or OPEN_PLAN, name=plan.title, plan=plan.id) for plan in bought]
    basket = Basket((*example.basket.lines, *lines))
    choices = Choices(rewards=_times(example, most), codes=example.codes)
    return Rehearsal(quote(programmes, standing, basket, choices, example.at_ms, shop), standing)


def _times(example: Example, most: Mapping[str, int]) -> dict[str, int]:
    used = {offer_id: most.get(offer_id, 1) for offer_id in sorted(example.rewards)}
    return {**dict.fromkeys(sorted(example.declined), 0), **used}


def _came_before(programmes: Sequence[Programme], example: Example, visits: int, shop: ShopRules) -> Standing:
    history: list[Operation] = []
    standing = _known(standing_of(_SOMEBODY, ()), example, visits, shop)
    for number in range(1, visits + 1):
        at_ms = example.at_ms - (visits + 1 - number) * _DAY_MS
        operation_id = f"{number:032x}"
        outcome = quote(programmes, standing, example.basket, Choices(), at_ms, shop, operation_id)
        if outcome.refusals:
            break
        history.append(
            Operation(
                id=operation_id,
                kind=OperationKind.SALE,
                till="",
                number=number,
                staff="",
                business_day=shop.calendar.business_day(at_ms),
                at_ms=at_ms,
                member_id=_SOMEBODY,
                reverses=None,
                bill=outcome.to_pay,
                counts_visit=1,
                programme_versions={},
                detail={},
                entries=outcome.entries,
            )
        )
        standing = _known(standing_of(_SOMEBODY, history), example, visits, shop)
    return standing


def _known(standing: Standing, example: Example, visits: int, shop: ShopRules) -> Standing:
    """The member joined with the first of the visits, and may have the birthday on the example's day."""
    day = shop.calendar.business_day(example.at_ms)
    birthday = Birthday(BirthdayCalendar.SOLAR, day.month, day.day) if example.has_birthday else None
    return replace(standing, joined_at_ms=example.at_ms - visits * _DAY_MS, birthday=birthday)


def _at_ms(day: str, at: str, calendar: ShopCalendar, now_ms: int) -> int:
    if not day and not at:
        return now_ms
    now = calendar.local(now_ms)
    on = date.fromisoformat(day) if day else calendar.business_day(now_ms)
    clock = time.fromisoformat(at) if at else _NOON
    if clock.hour < calendar.day_starts_at_hour:
        on += timedelta(days=1)
    return int(datetime.combine(on, clock, tzinfo=now.tzinfo).timestamp() * 1000)


def _texts(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()
