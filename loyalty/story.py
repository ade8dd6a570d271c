"""A story to rehearse: an imagined member and sales one under another, as they are typed. Pure; nothing is recorded.

A story is written as a case of the rules' door (`story_case`) and played there (`story_play`): a rehearsal has no rules
of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from loyalty.calendar import ShopCalendar
from loyalty.programmes import Programme
from loyalty.programs.kind import rows
from loyalty.terms import Field, FieldKind

SALES_MOST = 100
_NOUN = "rehearsal"
_NOON = time(12)
_MONEY_MOST = 999_999

MEMBER_FIELDS: tuple[Field, ...] = (
    Field("joined_days", FieldKind.WHOLE_NUMBER, 30, maximum=3_650, noun=_NOUN),
    Field("birthday", FieldKind.TEXT, "", maximum=30, noun=_NOUN),
    Field("tiers", FieldKind.TEXTS, (), maximum=10, suggest="levels", noun=_NOUN),
    Field("tags", FieldKind.TEXTS, (), maximum=20, suggest="member_tags", noun=_NOUN),
)
SALE_FIELDS: tuple[Field, ...] = (
    Field("later", FieldKind.WHOLE_NUMBER, 1, maximum=3_650, noun=_NOUN),
    Field("day", FieldKind.DAY, "", noun=_NOUN),
    Field("time", FieldKind.TIME, "", noun=_NOUN),
    Field("amount", FieldKind.AMOUNT, 0, maximum=_MONEY_MOST, noun=_NOUN),
    Field("items", FieldKind.TEXTS, (), maximum=99, suggest="products", noun=_NOUN),
    Field("quantity", FieldKind.WHOLE_NUMBER, 1, minimum=1, maximum=99, noun=_NOUN),
    Field("plans", FieldKind.TEXTS, (), maximum=5, suggest="plans", noun=_NOUN),
    Field("codes", FieldKind.TEXTS, (), maximum=5, suggest="codes", noun=_NOUN),
    Field("with_card", FieldKind.YES_NO, True, noun=_NOUN),
)
_DEFAULTS = {each.name: each.default for each in SALE_FIELDS}


@dataclass(frozen=True, slots=True)
class StorySale:
    """One sale as typed: values of SALE_FIELDS, checked or not, and how often each offer is used, by the offer's id.

    `id` is what the screen knows it by; it stays when the sale is moved.
    """

    id: str
    values: Mapping[str, object] = field(default_factory=dict)
    rewards: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """The whole story as typed: values of MEMBER_FIELDS, and the sales in their order."""

    member: Mapping[str, object] = field(default_factory=dict)
    sales: tuple[StorySale, ...] = ()

    def sale(self, sale_id: str) -> StorySale | None:
        """The sale of this id; None where there is none."""
        return next((each for each in self.sales if each.id == sale_id), None)

    def replaced(self, sale: StorySale) -> Story:
        """The story with this sale in the place of the one with its id."""
        return replace(self, sales=tuple(sale if each.id == sale.id else each for each in self.sales))

    def added(self) -> Story:
        """One more sale at the end, like the last one, a day later; nothing happens when there are SALES_MOST."""
        if len(self.sales) >= SALES_MOST:
            return self
        like = {**(self.sales[-1].values if self.sales else {"amount": 300}), "later": 1, "day": ""}
        return replace(self, sales=(*self.sales, StorySale(self._next_id(), like)))

    def removed(self, sale_id: str) -> Story:
        """The story without this sale."""
        return replace(self, sales=tuple(each for each in self.sales if each.id != sale_id))

    def moved(self, sale_id: str, by: int) -> Story:
        """The story with this sale earlier (-1) or later (1); at an end it stays."""
        order = [each.id for each in self.sales]
        if sale_id not in order:
            return self
        here = order.index(sale_id)
        there = min(max(here + by, 0), len(order) - 1)
        sales = list(self.sales)
        sales.insert(there, sales.pop(here))
        return replace(self, sales=tuple(sales))

    def _next_id(self) -> str:
        """An id that no sale has."""
        return f"s{max((int(each.id[1:]) for each in self.sales), default=0) + 1}"


def story_of(member: Mapping[str, object], sales: Iterable[Mapping[str, object]]) -> Story:
    """A story of these values, the sales numbered; `rewards` among a sale's values are the offers it uses."""
    numbered = []
    for number, values in enumerate(sales, start=1):
        rewards = values.get("rewards", {})
        plain = {name: value for name, value in values.items() if name != "rewards"}
        used = {str(name): int(times) for name, times in rewards.items()} if isinstance(rewards, Mapping) else {}
        numbered.append(StorySale(f"s{number}", {**_DEFAULTS, **plain}, used))
    return Story(member, tuple(numbered))


def sale_times(
    sales: Sequence[Mapping[str, object]], first_day: date, calendar: ShopCalendar
) -> tuple[int | None, ...]:
    """When each sale happens, epoch milliseconds UTC, from checked values; None for one before the sale above it.

    The first is so many days after `first_day`, every other after the sale above it, where no `day` is typed. Without
    a time it is noon, or as late as the sale above it where that was later on the same business day.
    """
    found: list[int | None] = []
    day, last_ms = first_day, 0
    for values in sales:
        typed = str(values["day"])
        then = date.fromisoformat(typed) if typed else day + timedelta(days=int(str(values["later"])))
        at_ms = moment_ms(then, str(values["time"]), calendar)
        if not values["time"] and last_ms > at_ms and then == day:
            at_ms = last_ms
        if at_ms < last_ms:
            found.append(None)
            continue
        found.append(at_ms)
        day, last_ms = then, at_ms
    return tuple(found)


def moment_ms(day: date, at: str, calendar: ShopCalendar) -> int:
    """The time "HH:MM" ("" for noon) of a business day as epoch milliseconds UTC."""
    clock = time.fromisoformat(at) if at else _NOON
    wall = day + timedelta(days=1) if clock.hour < calendar.day_starts_at_hour else day
    zone = calendar.local(0).tzinfo
    return int(datetime.combine(wall, clock, tzinfo=zone).timestamp() * 1000)


def levels_of(programmes: Iterable[Programme]) -> list[str]:
    """The levels of tiers programmes as a story writes them, those of one programme from the lowest on."""
    return [f"{each.id}:{row['id']}" for each in programmes if each.kind == "tiers" for row in rows(each, "levels")]
