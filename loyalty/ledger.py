"""The ledger's vocabulary. Operations and entries are only ever appended; everything else is derived from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from loyalty.members import Birthday


class Unit(StrEnum):
    """What an account counts; always whole numbers."""

    # Accounts are keys of every balance: the text's own hash, not the enumeration's, which runs in Python.
    __hash__ = str.__hash__

    STAMP = "stamp"
    POINT = "point"
    REWARD = "reward"
    REMAINDER = "remainder"  # money below the next earning step, where a programme carries it to the next sale
    SPEND = "spend"  # money paid that counts towards a tier, one lot a sale
    TIER = "tier"  # a tier given by hand; part: the level
    MEMBERSHIP = "membership"  # a paid time that runs; part: the plan
    CASHBACK = "cashback"  # money off the next purchases
    STORED_PAID = "stored_paid"  # stored value the customer paid for
    STORED_BONUS = "stored_bonus"  # stored value the shop gave on top
    ITEM = "item"  # prepaid items that wait at the counter; part: the item
    USE = "use"  # how often something limited was used; part: which of it
    REFERRAL = "referral"  # a referral that waits for its first sale; part: the referrer's member id
    REFERRED = "referred"  # who referred the member, for ever; part: the referrer's member id
    DONATION = "donation"  # money given to a cause
    COUPON = "coupon"  # a coupon that whoever brings its code may use; part: the code


class OperationKind(StrEnum):
    """What was done at the till."""

    JOIN = "join"
    SALE = "sale"
    UNDO = "undo"
    CANCEL = "cancel"
    REFUND = "refund"
    EDIT = "edit"  # a sale is taken back to be posted again as edited: the SALE that reverses this one
    CREDIT = "credit"  # an earlier sale without a member is given to one
    EXPIRE = "expire"  # what a business day ended
    ADJUST = "adjust"  # balances corrected by hand, with a reason
    REFER = "refer"  # who brought the member
    PAY_OUT = "pay_out"  # unspent stored value goes back as money
    ISSUE = "issue"  # coupons for whoever brings them


class EntryReason(StrEnum):
    """Why a balance moved; the words `entry.<value>` state it with the entry's facts."""

    STARTING_STAMPS = "starting_stamps"
    EARNED_BY_ITEMS = "earned_by_items"  # base
    EARNED_BY_VISIT = "earned_by_visit"
    EARNED_BY_AMOUNT = "earned_by_amount"  # base, step, rate, carried_in
    COUNTED_BY_HAND = "counted_by_hand"  # base
    CARRIED_ON = "carried_on"  # the remainder that waits, or -1 times the one that was used up
    CARD_FILLED = "card_filled"  # needed
    REWARD_FROM_FULL_CARD = "reward_from_full_card"  # needed
    REWARD_TAKEN = "reward_taken"
    POINTS_SPENT = "points_spent"
    SPENDING_COUNTED = "spending_counted"  # base
    VISIT_COUNTED = "visit_counted"  # towards a tier; a refund of a part leaves it
    PERCENT_EARNED = "percent_earned"  # base, percent
    PAID_WITH = "paid_with"  # stored value, cashback: a payment
    BOUGHT = "bought"  # paid: a top-up, a membership, prepaid items
    BONUS = "bonus"  # what the shop gives on top of what was bought
    USED = "used"  # one more use of something limited
    GRANTED = "granted"  # a gift, a welcome, a coupon: a reward to take later
    FLAT_BONUS = "flat_bonus"  # points, stamps or cashback for an event
    REFERRAL_BEGUN = "referral_begun"
    REFERRAL_REWARDED = "referral_rewarded"
    REFERRAL_DONE = "referral_done"
    DONATED = "donated"  # base
    TIER_GIVEN = "tier_given"
    TIER_TAKEN = "tier_taken"
    ADJUSTED = "adjusted"
    TAKEN_OVER = "taken_over"  # base: the stamps on a paper card
    EXPIRED = "expired"
    PAID_OUT = "paid_out"
    BONUS_WITHDRAWN = "bonus_withdrawn"
    ISSUED = "issued"
    FILLS_DEBT = "fills_debt"
    PAID_IN_MONEY = "paid_in_money"  # money: what was owed, kept of the money that goes back
    SETTLED = "settled"  # turned back into what it was made of, or gone with it, after a reversal
    TAKEN_BACK = "taken_back"  # what a reversed operation had earned
    GIVEN_BACK = "given_back"  # what a reversed operation had spent


class Account(NamedTuple):
    """One balance of one member: a programme, the unit it counts, and which part of it where there are several."""

    programme_id: str
    unit: Unit
    part: str = ""

    @property
    def unit_text(self) -> str:
        """The unit with its part ("item/latte"), as it is stored and written; `account_of` reads it back."""
        return f"{self.unit.value}/{self.part}" if self.part else self.unit.value


def account_of(programme_id: str, unit_text: str) -> Account:
    """The account of a stored `unit_text`. Raises ValueError for a unit that does not exist."""
    unit, _, part = unit_text.partition("/")
    return Account(programme_id, Unit(unit), part)


class LotKey(NamedTuple):
    """The entry that opened a lot: operation id (32 hex digits) and position in it."""

    operation_id: str
    position: int


# Where a negative balance is kept: what was taken back after it had been spent. New earnings fill it first.
DEBT = LotKey("", 0)

# Where an account that only counts (what was donated, how often something was used) keeps its one running figure.
TALLY = LotKey("", 1)

# Who holds what belongs to no member: donations of all bills, uses of an offer for the first N, coupons of the bearer.
SHOP = 0


@dataclass(frozen=True, slots=True)
class Lot:
    """What is left of one earning. `expires_on` is the last business day it may be used, or None for never."""

    key: LotKey
    account: Account
    left: int
    earned_at_ms: int
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement of one balance: whole-number delta on one lot, with its reason and the figures behind it.

    `holder` is whose balance it is when not the operation's member: another member (who referred), or SHOP.
    """

    position: int
    account: Account
    delta: int
    lot: LotKey
    reason: EntryReason
    facts: Mapping[str, int] = field(default_factory=dict)
    expires_on: date | None = None
    holder: int | None = None

    def holder_in(self, member_id: int | None) -> int:
        """Whose balance moved, in an operation of this member (None: nobody's)."""
        if self.holder is not None:
            return self.holder
        return SHOP if member_id is None else member_id


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing done at a till, with its entries.

    `id` is a UUIDv7 in 32 hex digits, made by the caller: the same id is the same operation, once. `number` counts the
    till's operations from 1. `at_ms` is epoch milliseconds UTC, `business_day` the shop's day it belongs to. `reverses`
    names the operation that an undo, cancel, refund or credit acts on; a SALE that is posted again names what took it
    back. Money is whole units of the shop's currency:
    `bill` is what was to pay after discounts (negative for money going back), 0 for a visit without an amount.
    `counts_visit` is +1, 0 or -1. `detail` is JSON-ready and holds no personal data: basket, choices, tenders, balances
    before.
    """

    id: str
    kind: OperationKind
    till: str
    number: int
    staff: str
    business_day: date
    at_ms: int
    member_id: int | None
    reverses: str | None
    bill: int
    counts_visit: int
    programme_versions: Mapping[str, int]
    detail: Mapping[str, object]
    entries: tuple[Entry, ...]

    @property
    def slip_number(self) -> str:
        """The number printed on the slip and typed to find the sale again: till, hyphen, six digits at least."""
        return f"{self.till}-{self.number:06d}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules need to know of a member before a sale; all of it derived from the ledger.

    `member_id` None is a customer without a card. `lots` holds every lot with something left, DEBT lots with a negative
    `left` included. `spent` is the sum of all bills, `visits` the number of visits. `others` are the standings of
    whoever else the sale may move: the SHOP's own, and who referred the member.
    """

    member_id: int | None = None
    lots: tuple[Lot, ...] = ()
    visits: int = 0
    spent: int = 0
    last_visit_ms: int | None = None
    joined_at_ms: int | None = None
    birthday: Birthday | None = None
    birthday_changed_on: date | None = None
    tags: tuple[str, ...] = ()
    others: Mapping[int, Standing] = field(default_factory=dict)

    def balance(self, account: Account) -> int:
        """The account's balance; negative when more was taken back than was left."""
        return sum(lot.left for lot in self.lots if lot.account == account)

    def balances(self) -> dict[Account, int]:
        """All balances that have at least one lot."""
        totals: dict[Account, int] = {}
        for lot in self.lots:
            totals[lot.account] = totals.get(lot.account, 0) + lot.left
        return totals


NOBODY = Standing()
