"""What a customer buys for later: a top-up, a membership, prepaid items. A line of the basket that is no goods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from loyalty.ledger import Account, EntryReason
from loyalty.refusals import Refusal


@dataclass(frozen=True, slots=True)
class PlanPart:
    """What one unit of a plan gives: an amount of an account until the end of a business day (None: for ever).

    `tally` adds it to the one running figure of the account of `holder` (None: the member). `once` gives it once for
    a line of the basket, however much was bought.
    """

    account: Account
    amount: int
    reason: EntryReason = EntryReason.BOUGHT
    expires_on: date | None = None
    holder: int | None = None
    tally: bool = False
    once: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Something to buy, at `price` whole units of money; it is paid with money and takes no discount.

    It earns nothing unless it `earns`: then what earns on all goods earns on it too.

    `is_open` lets the cashier type the amount (a donation, a free top-up): then the parts' amounts are for each 1 of
    money. `most` is how many at once. `for_everybody` needs no member. `why_not` is why it cannot be bought now.
    `round_to` asks for what is missing to the next full step of so much money.
    """

    id: str
    title: str
    price: int
    parts: tuple[PlanPart, ...]
    is_open: bool = False
    most: int = 1
    for_everybody: bool = False
    why_not: Refusal | None = None
    round_to: int = 0
    earns: bool = False


def round_up(plan: Plan, to_pay: int) -> int:
    """What is missing from what is to pay without the plan to its next full step; 0 when it is even. Whole units."""
    return -to_pay % plan.round_to if plan.round_to else 0


@dataclass(frozen=True, slots=True)
class PayOut:
    """What goes back of what was bought and is unspent: `money` after the `fee`, both whole units of money.

    `paid` is taken for it from each account; `withdrawn` is what the shop had given on top and takes back.
    """

    money: int
    fee: int
    paid: Mapping[Account, int]
    withdrawn: Mapping[Account, int] = field(default_factory=dict)
