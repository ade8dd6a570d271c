"""A standing made from the operations alone: what the ledger's projections must agree with, to the unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from loyalty.ledger import NOBODY, Account, Entry, Lot, LotKey, Operation, OperationKind, Standing, Unit

_NEVER_OPENED = (0, None)


def lots_of(operations: Iterable[Operation], holder: int) -> tuple[Lot, ...]:
    """Every lot of one holder with something left, debts included, in the order they were opened.

    `operations` are those that moved one of the holder's balances, oldest first; entries of others are left out. A
    lot's time is that of the operation that opened it; a debt and a running figure have none. A coupon is as old as
    when it was put out, also where it was given back after its end.
    """
    left: dict[tuple[Account, LotKey], int] = {}
    put_out: dict[Account, int] = {}
    opened: dict[tuple[Account, LotKey], tuple[int, date | None]] = {}
    for operation in operations:
        for entry in operation.entries:
            if entry.holder_in(operation.member_id) != holder:
                continue
            at = (entry.account, entry.lot)
            left[at] = left.get(at, 0) + entry.delta
            if at not in opened:
                since = operation.at_ms
                if entry.account.unit is Unit.COUPON:
                    since = put_out.setdefault(entry.account, since)
                opened[at] = (since, entry.expires_on) if entry.lot.operation_id else _NEVER_OPENED
    return tuple(Lot(key, account, amount, *opened[account, key]) for (account, key), amount in left.items() if amount)


def standing_of(member_id: int, operations: Iterable[Operation]) -> Standing:
    """What the rules need to know of a member from the ledger, from operations oldest first; those of others may be
    among them: they may have moved a balance of this member."""
    every = tuple(operations)
    own = [each for each in every if each.member_id == member_id]
    uncounted = {each.reverses for each in own if each.counts_visit < 0}
    # A credited sale is taken back by its own id, not by that of the credit which made it a visit of the member.
    visits = [each.at_ms for each in own if each.counts_visit > 0 and not uncounted & {each.id, each.reverses}]
    return Standing(
        member_id=member_id,
        lots=lots_of(every, member_id),
        visits=sum(each.counts_visit for each in own),
        spent=sum(each.bill for each in own),
        last_visit_ms=max(visits, default=None),
        joined_at_ms=min((each.at_ms for each in own if each.kind is OperationKind.JOIN), default=None),
    )


def moved(standing: Standing, entries: Sequence[Entry], at_ms: int) -> Standing:
    """The standing, and those of the others it knows, with an operation's entries at `at_ms` written into their lots.

    Visits and spending stay: they are the operation's own figures.
    """
    holders = {entry.holder for entry in entries if entry.holder is not None}
    others = {
        holder: replace(standing.others.get(holder, replace(NOBODY, member_id=holder)), lots=lots)
        for holder in sorted(holders)
        for lots in [_moved(standing.others.get(holder, NOBODY), entries, holder, at_ms)]
    }
    return replace(standing, lots=_moved(standing, entries, None, at_ms), others={**standing.others, **others})


def _moved(standing: Standing, entries: Iterable[Entry], holder: int | None, at_ms: int) -> tuple[Lot, ...]:
    lots = {(lot.account, lot.key): lot for lot in standing.lots}
    for entry in entries:
        if entry.holder != holder:
            continue
        at = (entry.account, entry.lot)
        opened_ms = at_ms if entry.lot.operation_id else 0
        before = lots.get(at) or Lot(entry.lot, entry.account, 0, opened_ms, entry.expires_on)
        lots[at] = replace(before, left=before.left + entry.delta)
    return tuple(lot for lot in lots.values() if lot.left)
