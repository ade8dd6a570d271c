"""What a till did on one business day, for the report of it. Each question walks an index, never the whole ledger."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select, text

from db.ledger import with_entries
from db.schema import SHOWN_OPERATIONS, UNSHOWN_OPERATIONS, operations
from db.statements import Statement
from loyalty.ledger import Account, Operation, account_of

_COLUMNS = [column for column in operations.columns if column.name != "chain"]
_NAMES = ", ".join(column.name for column in _COLUMNS)
# The conditions of the partial indexes stand here word for word, or those are not used. The till is written as a term,
# or its own index is taken, which leads through everything it ever did.
_DONE = Statement(
    text(
        f"SELECT {_NAMES} FROM operations WHERE {SHOWN_OPERATIONS} AND at_ms >= :since_ms AND at_ms < :until_ms"
        " AND till || '' = :till AND business_day = :day"
    ),
    "since_ms",
    "until_ms",
    "till",
    "day",
)
_JOINED = Statement(
    text(
        f"SELECT {_NAMES} FROM operations WHERE {UNSHOWN_OPERATIONS} AND business_day = :day AND kind = 'join'"
        " AND till || '' = :till"
    ),
    "day",
    "till",
)
_ENDED = Statement(
    text(
        "SELECT e.programme_id, e.unit, -sum(e.delta) FROM operations o JOIN entries e ON e.operation_id = o.id"
        f" WHERE o.{UNSHOWN_OPERATIONS} AND o.business_day = :day AND o.kind = 'expire' AND o.till || '' = :till"
        " AND e.reason = 'expired' GROUP BY e.programme_id, e.unit"
    ),
    "day",
    "till",
)
_CHAIN = select(operations.c.chain)


def done_on(connection: Connection, till: str, day: date, since_ms: int, until_ms: int) -> tuple[Operation, ...]:
    """Everything of a till's business day but joinings and expiries, in the order of its numbers.

    It is looked for among what was done from `since_ms` to before `until_ms` (epoch milliseconds UTC): the day, with
    room on both sides.
    """
    rows = _DONE.run(connection, since_ms, until_ms, till, day.isoformat()).fetchall()
    return tuple(sorted(with_entries(connection, rows), key=lambda each: each.number))


def joined_on(connection: Connection, till: str, day: date) -> tuple[Operation, ...]:
    """Who joined at a till on a business day, in the order of its numbers."""
    rows = _JOINED.run(connection, day.isoformat(), till).fetchall()
    return tuple(sorted(with_entries(connection, rows), key=lambda each: each.number))


def ended_on(connection: Connection, till: str, day: date) -> dict[Account, int]:
    """How much of each account, of all who held it together, the expiries under this name of a till ended that day."""
    rows = _ENDED.run(connection, day.isoformat(), till).fetchall()
    return {account_of(programme_id, unit): int(amount) for programme_id, unit, amount in rows}


def chain_at(connection: Connection, till: str, number: int) -> bytes | None:
    """The 32-byte end of a till's chain at one of its operations; None when it has no such number."""
    wanted = _CHAIN.where(operations.c.till == till, operations.c.number == number)
    found = connection.execute(wanted).scalar_one_or_none()
    return found if isinstance(found, bytes) else None
