"""What was earned, spent, and is to be taken back now: paid in money, where the shop keeps it of what goes back."""

from __future__ import annotations

from collections.abc import Sequence

from loyalty.ledger import DEBT, Account, Entry, EntryReason, Operation
from loyalty.lots import Book
from loyalty.money import floor_ratio
from loyalty.programmes import Programme
from loyalty.programs import kind_of

_MONEY = "money"


def pay(book: Book, programmes: Sequence[Programme], most: int, refunds: Sequence[Operation] = ()) -> int:
    """Pay what the book's entries left the own member owing, as far as `most` money goes; the money it took.

    A programme says what its units stand for. Of several units the money is rounded down, in the customer's favour.
    What has no worth, what is more than `most`, and what others owe stays owed. `refunds` are the earlier pieces of the
    same sale: what they could not pay is paid now, and the money of all pieces is rounded once.
    """
    paid, known = 0, {each.id: each for each in programmes}
    earlier = [entry for refund in refunds for entry in refund.entries]
    for account, owed in sorted(_owed(book, earlier).items()):
        programme = known.get(account.programme_id)
        worth = None if programme is None else kind_of(programme).worth(programme, account)
        if worth is None:
            continue
        money, units = worth
        had_count = _paid(earlier, account)
        # What they stand for today, whatever was asked for them then: terms may have changed since.
        had_money = floor_ratio(money, had_count, units)
        count = min(owed, floor_ratio(units, most - paid + had_money, money) - had_count)
        price = floor_ratio(money, had_count + count, units) - had_money
        # A piece that rounds to nothing beside what was paid before is paid by that; alone it stays owed.
        if count > 0 and had_money + price > 0:
            book.pay_debt(account, count, EntryReason.PAID_IN_MONEY, {_MONEY: price})
            paid += price
    return paid


def _owed(book: Book, earlier: Sequence[Entry]) -> dict[Account, int]:
    """How much deeper in debt each account of the own member is than before the first of these entries, and still is.

    What came in since then may have filled it.
    """
    deeper: dict[Account, int] = {}
    for entry in (*earlier, *book.entries):
        if entry.lot == DEBT and entry.holder is None:
            deeper[entry.account] = deeper.get(entry.account, 0) - entry.delta
    still = {account: min(owed, -book.balances.get(account, 0)) for account, owed in deeper.items()}
    return {account: owed for account, owed in still.items() if owed > 0}


def _paid(earlier: Sequence[Entry], account: Account) -> int:
    """How many units were paid for before."""
    paid = (each for each in earlier if each.reason is EntryReason.PAID_IN_MONEY and each.account == account)
    return sum(each.delta for each in paid)
