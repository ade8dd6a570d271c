"""What was earned, spent, and is to be taken back now: paid in money, where the shop keeps it of what goes back."""

from __future__ import annotations

from collections.abc import Sequence

from loyalty.ledger import DEBT, Account, EntryReason
from loyalty.lots import Book
from loyalty.money import floor_ratio
from loyalty.programmes import Programme
from loyalty.programs import kind_of

_MONEY = "money"


def pay(book: Book, programmes: Sequence[Programme], most: int) -> int:
    """Pay what the book's entries left the own member owing, as far as `most` money goes; the money it took.

    A programme says what its units stand for. Of several units the money is rounded down, in the customer's favour.
    What has no worth, what is more than `most`, and what others owe stays owed.
    """
    paid, known = 0, {each.id: each for each in programmes}
    for account, owed in sorted(_owed(book).items()):
        programme = known.get(account.programme_id)
        worth = None if programme is None else kind_of(programme).worth(programme, account)
        if worth is None:
            continue
        money, units = worth
        count = min(owed, floor_ratio(units, most - paid, money))
        price = floor_ratio(money, count, units)
        if price:
            book.pay_debt(account, count, EntryReason.PAID_IN_MONEY, {_MONEY: price})
            paid += price
    return paid


def _owed(book: Book) -> dict[Account, int]:
    """How much deeper in debt each account of the own member is than before these entries."""
    deeper: dict[Account, int] = {}
    for entry in book.entries:
        if entry.lot == DEBT and entry.holder is None:
            deeper[entry.account] = deeper.get(entry.account, 0) - entry.delta
    return {account: owed for account, owed in deeper.items() if owed > 0}
