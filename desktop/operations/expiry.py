"""What a business day ended is taken from the balances, by whoever opens the shop first that day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from db import expiring, ledger, standings
from db.store import Connection, Store
from desktop.operations.context import ShopContext
from desktop.operations.recording import new_operation
from loyalty import ids, living
from loyalty.begun import BEGUN_COUNTS_MS
from loyalty.expiry import idle_days
from loyalty.ledger import SHOP, Entry, Operation, OperationKind

# Members in one transaction: the counter waits for one at most.
BATCH = 100
_DAY_MS = 86_400_000
_EPOCH = date(1970, 1, 1)
# Longer than shops are closed for a holiday.
_LEAP = timedelta(days=31)

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True)
class Expired:
    """What was done: of how many holders something ended, and whether the whole day is through."""

    holders: int
    finished: bool


@dataclass(frozen=True)
class Leap:
    """A day on which something would end, so long after `last`, the day that was done before, that the computer's clock
    may be ahead. What is expired stays expired when the clock is set right.
    """

    today: date
    last: date


def is_due(store: Store, context: ShopContext, at_ms: int) -> bool:
    """Whether nobody did it yet on this business day; one short read.

    Another till may be a day ahead around midnight; what was done on a later day was done by a clock that was wrong.
    """
    with store.read() as connection:
        done = expiring.done_on(connection)
    today = _ended_day(context, at_ms)
    return done is None or not timedelta() <= done - today <= timedelta(days=1)


def leap(store: Store, context: ShopContext, at_ms: int) -> Leap | None:
    """What to ask somebody before the day's expiry; None where nothing ends or the last one was not long ago."""
    today = _ended_day(context, at_ms)
    with store.browse() as connection:
        last = expiring.done_on(connection)
        if last is None or today - last <= _LEAP:
            return None
        ends = expiring.holders(connection, today, _idle(context, at_ms))
    return Leap(today, last) if ends else None


def expire_day(store: Store, context: ShopContext, at_ms: int, progress: Progress, cancel: Cancel) -> Expired:
    """Record what ended before the business day of `at_ms`, one EXPIRE operation for each holder of it; in the first
    half hour of a day what ended before the day before it, since a sale begun then may still use the rest.

    In transactions of a hundred members, so that a sale gets in between; `cancel` is asked before each, `progress` told
    (done, total) after. What is done is done: called again, or by another till at the same time, it goes on with the
    rest, and nobody's lot is taken twice. Its operations have a chain and numbers of their own, so that slips keep
    theirs and the last sale can still be undone. Raises KnownError when the disk cannot take it.
    """
    day = _ended_day(context, at_ms)
    own = replace(context, till=expiry_till(context.till))
    with store.browse() as connection:
        waiting = expiring.holders(connection, day, _idle(context, at_ms))
    expired = done = 0
    for batch in _batches(waiting):
        if cancel():
            return Expired(expired, finished=False)
        with store.write() as connection:
            expired += _expire(connection, own, at_ms, day, batch)
        store.checkpoint()
        done += len(batch)
        progress(done, len(waiting))
    with store.write() as connection:
        expiring.set_done(connection, day)
    return Expired(expired, finished=True)


def expiry_till(till: str) -> str:
    """The name under which a till's expiries are numbered; no slip carries it."""
    return f"{till}/expiry"


def _ended_day(context: ShopContext, at_ms: int) -> date:
    """The first business day that no sale may look behind any more."""
    return context.shop.calendar.business_day(at_ms - BEGUN_COUNTS_MS)


def _idle(context: ShopContext, at_ms: int) -> list[tuple[str, int]]:
    """Since when members must have been seen, programme by programme; a day early, as the rules look at it exactly."""
    days = [(programme.id, idle_days(programme.terms)) for programme in context.programmes]
    return [(programme_id, at_ms - (number - 1) * _DAY_MS) for programme_id, number in days if number]


def _batches(holders: Sequence[int]) -> Iterable[Sequence[int]]:
    return (holders[start : start + BATCH] for start in range(0, len(holders), BATCH))


def _expire(connection: Connection, context: ShopContext, at_ms: int, day: date, holders: Iterable[int]) -> int:
    """Record what ended for these holders; of how many it was."""
    operations: list[Operation] = []
    for holder in holders:
        operation_id = _operation_id(day, holder)
        standing = expiring.of_shop(connection, day) if holder == SHOP else standings.of_holder(connection, holder)
        entries = living.expire(context.programmes, standing, day, context.shop.calendar, operation_id)
        if entries and ledger.operation(connection, operation_id) is None:
            operations.append(_operation(connection, context, operation_id, at_ms, holder, entries, len(operations)))
    ledger.append_all(connection, operations)
    return len(operations)


def _operation(
    connection: Connection,
    context: ShopContext,
    operation_id: str,
    at_ms: int,
    holder: int,
    entries: tuple[Entry, ...],
    before: int,
) -> Operation:
    """The EXPIRE of one holder, behind `before` others that are not appended yet. The shop's is one of nobody."""
    made = new_operation(connection, context, OperationKind.EXPIRE, operation_id, at_ms, holder or None, entries)
    if holder == SHOP:
        entries = tuple(replace(entry, holder=SHOP) for entry in entries)
    return replace(made, number=made.number + before, entries=entries)


def _operation_id(day: date, holder: int) -> str:
    """The same for everyone who expires this holder's lots on that day: whoever comes second finds it done."""
    chosen = sha256(f"{day.isoformat()}/{holder}".encode("ascii")).digest()
    return ids.operation_id((day - _EPOCH).days * _DAY_MS, chosen[: ids.OPERATION_ID_RANDOM_BYTES])
