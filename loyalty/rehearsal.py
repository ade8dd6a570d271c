"""An example sale tried on the programmes: what each would do and why, for a member who came so often before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from loyalty.basket import Basket, Choices, Line, Product
from loyalty.calendar import ShopCalendar
from loyalty.checkout import quote
from loyalty.ledger import Operation, OperationKind, Standing
from loyalty.outcome import Outcome
from loyalty.programmes import Programme
from loyalty.replay import standing_of
from loyalty.shop import ShopRules
from loyalty.terms import Field, FieldKind

VISITS_MOST = 60
_NOON = time(12)
_DAY_MS = 86_400_000
_SOMEBODY = 1
_NOUN = "programmes_screen"
_MEMBER = ("example_member", (True,))

EXAMPLE_FIELDS: tuple[Field, ...] = (
    Field("example_amount", FieldKind.AMOUNT, 300, maximum=999_999, noun=_NOUN),
    Field("example_visits", FieldKind.WHOLE_NUMBER, 3, maximum=VISITS_MOST, noun=_NOUN, when=_MEMBER),
    Field("example_items", FieldKind.TEXTS, (), maximum=20, suggest="products", noun=_NOUN),
    Field("example_day", FieldKind.DAY, "", noun=_NOUN),
    Field("example_time", FieldKind.TIME, "", noun=_NOUN),
    Field("example_member", FieldKind.YES_NO, True, noun=_NOUN),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sale that may happen: `at_ms` epoch milliseconds UTC; `visits` None for a customer without a card.

    Each earlier visit was the same sale, a day before the next; `rewards` are used on this one.
    """

    basket: Basket
    at_ms: int
    visits: int | None = 0
    rewards: Mapping[str, int] = field(default_factory=dict)


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
    return Example(Basket(lines), at_ms, visits if with_member and isinstance(visits, int) else None)


def rehearse(programmes: Sequence[Programme], example: Example, shop: ShopRules) -> Rehearsal:
    """The example sale by these programmes. Nothing is recorded."""
    if example.visits is None:
        standing = Standing()
    else:
        standing = _came_before(programmes, example, min(example.visits, VISITS_MOST), shop)
    choices = Choices(rewards=dict(example.rewards))
    return Rehearsal(quote(programmes, standing, example.basket, choices, example.at_ms, shop), standing)


def _came_before(programmes: Sequence[Programme], example: Example, visits: int, shop: ShopRules) -> Standing:
    history: list[Operation] = []
    standing = standing_of(_SOMEBODY, ())
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
        standing = standing_of(_SOMEBODY, history)
    return standing


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
