"""Unspent money that goes back: what was bought beforehand, less the fee; what was given on top goes away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loyalty.checkout import situate
from loyalty.ledger import Account, Entry, EntryReason, Standing
from loyalty.lots import Book
from loyalty.plans import PayOut
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules


@dataclass(frozen=True, slots=True)
class PaidOut:
    """What to record: a PAY_OUT operation of the member with `bill` and these entries.

    `money` goes back after the `fee`; `bill` is it below 0, so that the member's spending counts it. Money is whole
    units of the shop's currency. Entries sum to `after` - `before`.
    """

    money: int
    fee: int
    entries: tuple[Entry, ...]
    before: Mapping[Account, int]
    after: Mapping[Account, int]

    @property
    def bill(self) -> int:
        """The operation's bill."""
        return -self.money


def pay_out(
    programmes: Sequence[Programme],
    programme_id: str,
    standing: Standing,
    at_ms: int,
    shop: ShopRules,
    operation_id: str,
) -> PaidOut | Refusal:
    """Give back all that is unspent of one programme, at `at_ms` (epoch milliseconds UTC).

    `standing` is the member's now. Refused: NOTHING_TO_PAY_OUT, also for a programme that sells nothing for later;
    MEMBER_NEEDED. It cannot be undone: the money is out of the house.
    """
    if standing.member_id is None:
        return Refusal(RefusalReason.MEMBER_NEEDED)
    situation = situate(programmes, standing, at_ms, shop)
    found = (each for each in programmes if each.id == programme_id)
    back = next((kind_of(each).pay_out(each, situation) for each in found), None)
    if back is None:
        return Refusal(RefusalReason.NOTHING_TO_PAY_OUT)
    book = Book(situation.standing, operation_id)
    before = dict(book.balances)
    _write(book, back)
    return PaidOut(back.money, back.fee, tuple(book.entries), before, book.balances)


def _write(book: Book, back: PayOut) -> None:
    facts = {"money": back.money, "fee": back.fee}
    for reason, parts in ((EntryReason.PAID_OUT, back.paid), (EntryReason.BONUS_WITHDRAWN, back.withdrawn)):
        for account, amount in sorted(parts.items()):
            if amount:
                book.spend(account, amount, reason, facts)
