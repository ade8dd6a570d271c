"""What a reversal leaves to settle: stamps below 0 beside the reward they became, and gifts that followed the stamps.

A reversal mirrors one sale's own entries. What other sales made of its stamps or of its carried money meanwhile is
turned back here, so that nothing waits to be used that rests on what is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loyalty.calendar import ShopCalendar
from loyalty.earning import Change
from loyalty.ledger import Account, Entry, EntryReason, Operation, Standing, Unit
from loyalty.lots import Book
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.replay import moved


def settle(
    book: Book,
    programmes: Sequence[Programme],
    standing: Standing,
    source: Operation,
    at_ms: int,
    calendar: ShopCalendar,
) -> None:
    """Settle every programme whose balances of the member of `standing` the entries in the book moved."""
    touched = {entry.account.programme_id for entry in book.entries if entry.holder is None}
    for programme in sorted(programmes, key=lambda each: each.id):
        if programme.id not in touched:
            continue
        kind = kind_of(programme)
        opened = _opened(book.entries, source, programme.id)
        for made in kind.made(programme):
            opened += _turn_back(book, made.source, made.needed, made.target, made.times)
        change = Change(standing, moved(standing, book.entries, at_ms), opened, calendar)
        for account, amount in kind.withdrawn(programme, change):
            book.take(account, amount, EntryReason.SETTLED, {})


def _opened(entries: Iterable[Entry], source: Operation, programme_id: str) -> int:
    """The cards that the mirrored entries opened again."""
    return -sum(
        entry.delta
        for entry in entries
        if entry.reason is EntryReason.TAKEN_BACK
        and entry.account.programme_id == programme_id
        and entry.account.unit is Unit.REWARD
        and entry.holder is None
        and source.entries[entry.facts["of"]].reason is EntryReason.REWARD_FROM_FULL_CARD
    )


def _turn_back(book: Book, source: Account, needed: int, target: Account, made: int) -> int:
    """Turn what was made of a balance below 0 back into it, and the other way round; how often, the latter below 0."""
    times = 0
    while book.balances.get(source, 0) < 0 and book.balances.get(target, 0) >= made:
        _turn(book, target, made, source, needed)
        times += 1
    while book.balances.get(target, 0) < 0 and book.balances.get(source, 0) >= needed:
        _turn(book, source, needed, target, made)
        times -= 1
    return times


def _turn(book: Book, spent: Account, amount: int, came: Account, number: int) -> None:
    book.spend(spent, amount, EntryReason.SETTLED, {})
    book.earn(came, number, EntryReason.SETTLED, {}, book.entries[-1].expires_on)
