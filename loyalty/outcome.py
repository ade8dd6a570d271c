"""What a checkout answers: the priced lines, what to pay, what was offered and why not, and the entries to append."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from loyalty.basket import Line
from loyalty.ledger import Account, Entry
from loyalty.plans import Plan
from loyalty.refusals import Refusal


class RewardKind(StrEnum):
    """What a reward gives."""

    FREE_ITEM = "free_item"  # one unit: the cheapest matching one in the basket, or handed out on top
    AMOUNT_OFF = "amount_off"  # money off the bill
    PERCENT_OFF = "percent_off"  # percent off the bill or some lines
    BENEFIT = "benefit"  # handed out; the bill stays


@dataclass(frozen=True, slots=True)
class Offer:
    """A reward of a programme as it stands on this sale.

    `price` is what one use costs in `account`'s unit. `most` is how often it could be used now, `chosen` how often it
    is. `why_not` is set exactly when it cannot be used at all, with how far to go. `value` is money off for AMOUNT_OFF,
    percent for PERCENT_OFF. `automatic` is used unless declined; `is_payment` pays instead of money. `choice` are the
    product ids to choose a free item from. `lost` is the money off, or paid, that this bill is too small for: it
    gives no change. `gives` is what one use brings the member besides: points, stamps.
    """

    id: str
    account: Account
    kind: RewardKind
    title: str
    price: int
    most: int
    chosen: int = 0
    value: int = 0
    why_not: Refusal | None = None
    automatic: bool = False
    is_payment: bool = False
    choice: tuple[str, ...] = ()
    lost: int = 0
    gives: Mapping[Account, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line after pricing: `discount` is this line's share of every discount, `free_units` those a reward made free.

    `reward_id` names the offer of a line that a reward added on top. `net` is what is paid for it, never below 0.
    `unearning` is the share of it paid with points, cashback or bonus, on which nothing is earned. What is
    bought for later earns only where it `earns`.
    """

    line: Line
    discount: int = 0
    free_units: int = 0
    reward_id: str | None = None
    unearning: int = 0
    earns: bool = False

    @property
    def gross(self) -> int:
        """Units times unit price."""
        return self.line.unit_price * self.line.quantity

    @property
    def net(self) -> int:
        """What is paid for the line."""
        return self.gross - self.discount

    @property
    def base(self) -> int:
        """The money that earns on it."""
        return 0 if self.line.plan and not self.earns else self.gross - self.discount - self.unearning


def paid_lines(lines: Iterable[PricedLine]) -> list[tuple[Line, int]]:
    """The units of each line that no reward made free, and what is paid for them: what minimums are counted on."""
    return [(_paid_part(each), each.net) for each in lines if each.reward_id is None and _has_paid_units(each)]


def _has_paid_units(priced: PricedLine) -> bool:
    return priced.free_units < priced.line.quantity


def _paid_part(priced: PricedLine) -> Line:
    if not priced.free_units:
        return priced.line
    return replace(priced.line, quantity=priced.line.quantity - priced.free_units)


@dataclass(frozen=True, slots=True)
class Applied:
    """A reward that was used: which, how often, and the money it took off (0 for something handed out on top).

    `paid` is the money it paid instead, for a wallet or points as money: then `discount` is 0. `shares` is what of the
    discount lies on each line of the basket; empty without one. `cost` is what one use cost the shop by the terms of
    the sale, 0 where they do not say.
    """

    offer_id: str
    title: str
    times: int
    discount: int
    paid: int = 0
    shares: tuple[int, ...] = ()
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to one quote; recorded unchanged when the sale is committed.

    `refusals` are the reasons why it cannot be recorded as it stands (empty: it can). `dropped` are chosen rewards that
    could not be used, by offer id. `before` and `after` are balances per account. `entries` sum to after - before.
    `total` is what the lines cost after every discount; `to_pay` what is left of it for money after wallets paid.
    `statuses_before` and `statuses_after` are the tiers and memberships held, `birthdays` what the sale remembers of
    the member's birthday: which programmes it opened.
    `counted_stamps` is what each stamp card counted for this sale. `earned` is what each account earned before any card
    was filled.
    """

    lines: tuple[PricedLine, ...]
    subtotal: int
    discount: int
    to_pay: int
    tendered: int
    change: int
    offers: tuple[Offer, ...]
    applied: tuple[Applied, ...]
    before: Mapping[Account, int]
    after: Mapping[Account, int]
    earned: Mapping[Account, int]
    entries: tuple[Entry, ...]
    counted_stamps: Mapping[str, int] = field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    dropped: Mapping[str, Refusal] = field(default_factory=dict)
    plans: tuple[Plan, ...] = ()
    statuses_before: frozenset[str] = frozenset()
    statuses_after: frozenset[str] = frozenset()
    birthdays: frozenset[str] = frozenset()

    @property
    def paid(self) -> int:
        """What wallets and points paid instead of money."""
        return sum(applied.paid for applied in self.applied)

    @property
    def total(self) -> int:
        """What the lines cost after every discount."""
        return self.to_pay + self.paid
