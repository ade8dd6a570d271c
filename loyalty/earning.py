"""What a programme gives for a sale: movements of balances, the base they are earned on, and what multiplies it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from loyalty.calendar import ShopCalendar
from loyalty.conditions import EVERY_LINE, NO_MINIMUM, LineFilter, Minimum
from loyalty.ledger import Account, EntryReason, Standing
from loyalty.outcome import PricedLine, paid_lines
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Multiplier:
    """What the matching lines count for, in percent (200: double, 0: nothing), in one programme or ("") in all.

    It counts only on a sale that reaches `minimum` after every discount.
    """

    percent: int
    lines: LineFilter = EVERY_LINE
    programme_id: str = ""
    minimum: Minimum = NO_MINIMUM

    def applies(self, lines: Sequence[PricedLine]) -> bool:
        """Whether a sale of these lines reaches the minimum."""
        if self.minimum is NO_MINIMUM:
            return True
        bought = paid_lines(lines)
        return self.minimum.missing(bought, self.lines) is None


@dataclass(frozen=True, slots=True)
class Earning:
    """A movement that a programme asks for: above 0 opens a lot, below 0 spends, 0 is stated but not recorded.

    `tally` adds to the account's one running figure instead. `holder` is whose account it is when not the member's.
    """

    account: Account
    amount: int
    reason: EntryReason
    facts: Mapping[str, int] = field(default_factory=dict)
    expires_on: date | None = None
    holder: int | None = None
    tally: bool = False


@dataclass(frozen=True, slots=True)
class Filling:
    """`times` x `needed` units of one account become `times` units of another."""

    source: Account
    needed: int
    target: Account
    times: int
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a reversal did to a member: the standings before and after it, and how many cards it opened again."""

    before: Standing
    after: Standing
    opened: int
    calendar: ShopCalendar


@dataclass(frozen=True, slots=True)
class Sold:
    """What a programme may earn on: the lines after every discount and payment, and the cashier's own count.

    `base` is the money that counts: what was paid with money or paid stored value, for goods. `counted` is None where
    the cashier did not count. `redeemed` tells that a reward was used. `multipliers` are those of every programme.
    `opened` is whether the code was said that the programme may wait for: else the sale itself earns nothing there.
    """

    situation: Situation
    lines: tuple[PricedLine, ...]
    base: int
    to_pay: int
    counted: int | None = None
    redeemed: bool = False
    multipliers: tuple[Multiplier, ...] = ()
    opened: bool = True

    @property
    def counts_free_item(self) -> bool:
        """The shop's setting: whether a free item earns a stamp too."""
        return self.situation.shop.counts_free_item


def base_of(sold: Sold, taken: LineFilter) -> int:
    """The money that counts on the lines a filter takes. Money is whole units of the shop's currency."""
    return sold.base if taken.is_open else sum(priced.base for priced in sold.lines if taken.takes(priced.line))


def multiplied(sold: Sold, taken: LineFilter, programme_id: str, own: Iterable[Multiplier] = ()) -> tuple[int, int]:
    """(base, base x multipliers) of the matching lines; the second rounded down once, for the whole sale."""
    base, total, weight = weighted(sold, taken, programme_id, own)
    return base, total // weight


def weighted(sold: Sold, taken: LineFilter, programme_id: str, own: Iterable[Multiplier] = ()) -> tuple[int, int, int]:
    """(base, numerator, denominator) of the matching lines: base x multipliers as an exact fraction of money.

    Every multiplier acts on its own lines; several on one line multiply each other, so their order does not matter.
    """
    active = [each for each in (*sold.multipliers, *own) if each.programme_id in ("", programme_id)]
    base = base_of(sold, taken)
    if not active:
        return base, base, 1
    weight = PERCENT ** len(active)
    total = 0
    for priced in sold.lines:
        if priced.base and _counts(priced, taken):
            share = priced.base
            for each in active:
                share *= each.percent if _counts(priced, each.lines) else PERCENT
            total += share
    return base, total, weight


def _counts(priced: PricedLine, taken: LineFilter) -> bool:
    """Whether a line counts; what is bought for later and earns does where all goods do."""
    return taken.takes(priced.line) or (priced.earns and taken.is_open)


def _earning(name: str, kind: FieldKind, default: object, **more: Any) -> Field:
    return Field(name, kind, default, noun="programme", section="earning", **more)


PER = ("order", "unit", "money", "step", "item")

# How much, for what: per order, per unit of anything, per 1 of money, per full step of money, per matching item.
RULE_FIELDS = (
    _earning("earn_per", FieldKind.CHOICE, "step", choices=PER),
    _earning("earn_amount", FieldKind.WHOLE_NUMBER, 1, minimum=0, maximum=1_000),
    _earning("earn_step", FieldKind.AMOUNT, 100, minimum=1, maximum=999_999, when=("earn_per", ("step",))),
)


def units(sold: Sold, taken: LineFilter, catalogue_only: bool) -> int:
    """The paid units the filter takes; those that a reward made free, or that points, cashback or a bonus paid, count
    only where the shop says so.
    """
    return sum(units_by_line(sold, taken, catalogue_only))


def units_by_line(sold: Sold, taken: LineFilter, catalogue_only: bool) -> list[int]:
    """Of every line the units that `units` counts."""
    found = []
    for priced in sold.lines:
        free = priced.line.quantity if priced.reward_id is not None or _earns_nothing(priced) else priced.free_units
        counts = taken.takes(priced.line) and not (
            catalogue_only and priced.line.product_id is None and not priced.reward_id
        )
        found.append(priced.line.quantity - (0 if sold.counts_free_item else free) if counts else 0)
    return found


def _earns_nothing(priced: PricedLine) -> bool:
    """Whether points, cashback or a bonus paid all of a line."""
    return 0 < priced.net <= priced.unearning


def facts_of_units(sold: Sold, counted: Sequence[int]) -> dict[str, int]:
    """The facts of what is earned by units: `base`, their number; and where other units than the paid ones count,
    `line_<index>` for every line with units that do.

    A refund by lines asks for them: what was earned by units follows its own.
    """
    facts = {"base": sum(counted)}
    if any(counts != paid_units(priced) for counts, priced in zip(counted, sold.lines, strict=True)):
        facts.update({f"line_{index}": counts for index, counts in enumerate(counted) if counts})
    return facts


def paid_units(priced: PricedLine) -> int:
    """The units of goods of a line that no reward made free."""
    return 0 if priced.reward_id is not None or priced.line.plan else priced.line.quantity - priced.free_units
