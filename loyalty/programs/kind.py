"""What every programme kind answers, and the few values kinds and checkout hand each other. Kinds never meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from loyalty.basket import Line
from loyalty.ledger import Account, EntryReason
from loyalty.money import Currency
from loyalty.outcome import PricedLine, RewardKind
from loyalty.programmes import Programme
from loyalty.refusals import Refusal
from loyalty.terms import Field
from loyalty.words import Words


@dataclass(frozen=True, slots=True)
class RewardTerms:
    """A reward as a programme promises it: `price` units of `account` for one use.

    `value` is the money off of an AMOUNT_OFF, `category` filters the items of a FREE_ITEM ("" takes any), `cost` is
    what one use costs the shop; `is_payment` takes its money off after every discount. Money is whole units of the
    shop's currency.
    """

    id: str
    account: Account
    kind: RewardKind
    title: str
    price: int
    value: int = 0
    category: str = ""
    cost: int = 0
    is_payment: bool = False


@dataclass(frozen=True, slots=True)
class Sold:
    """What a programme may earn on: lines after every discount, and the cashier's own count (None: not counted).

    `redeemed` tells that a reward was used; `counts_free_item` is the shop's setting.
    """

    lines: tuple[PricedLine, ...]
    to_pay: int
    counted: int | None = None
    redeemed: bool = False
    counts_free_item: bool = False


@dataclass(frozen=True, slots=True)
class Earning:
    """A movement that a programme asks for: above 0 opens a lot, below 0 spends, 0 is stated but not recorded."""

    account: Account
    amount: int
    reason: EntryReason
    facts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filling:
    """`times` x `needed` units of one account become `times` units of another."""

    source: Account
    needed: int
    target: Account
    times: int


class Kind(Protocol):
    """One kind of programme. Every method is pure; `programme.terms` was validated by `fields`."""

    @property
    def name(self) -> str:
        """The kind's name in `Programme.kind`."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The terms the owner sets."""

    def fault(self, terms: Mapping[str, object], place: str) -> Refusal | None:
        """What no single field can see: MALFORMED when terms that are each right do not fit together."""

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """The balances a member has in it, in the order they are shown."""

    def rewards(self, programme: Programme) -> tuple[RewardTerms, ...]:
        """What can be redeemed."""

    def how_far(self, programme: Programme, reward: RewardTerms, balances: Mapping[Account, int]) -> Refusal:
        """Why a reward cannot be paid from these balances, with what is missing."""

    def joined(self, programme: Programme) -> tuple[Earning, ...]:
        """What a new member starts with."""

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """What a sale earns; `balances` are those after rewards were paid."""

    def fillings(self, programme: Programme, balances: Mapping[Account, int]) -> tuple[Filling, ...]:
        """What the balances after earning turn into."""

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """The programme in one sentence made from its terms; printed and shown."""

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """What waits and how far it is to the next reward, for the member panel and the slip."""


def whole(programme: Programme, name: str) -> int:
    """A whole number of the terms. Raises TypeError when the terms were never validated."""
    value = programme.terms[name]
    if not isinstance(value, int):
        raise TypeError(f"{programme.id}.{name} is not a whole number")
    return value


def text(programme: Programme, name: str) -> str:
    """A text of the terms."""
    return str(programme.terms[name])


def matches(line: Line, category: str) -> bool:
    """Whether a line is of the catalogue and in the category or below it ("飲料" takes "飲料/咖啡")."""
    return line.product_id is not None and within(line, category)


def within(line: Line, category: str) -> bool:
    """Whether a line's category is the category or below it, of the catalogue or handed out; "" holds every line."""
    return not category or line.category == category or line.category.startswith(category + "/")
