"""The ledger: operations and entries are appended and read, never changed. The hot file of the store.

Whoever appends holds the transaction: look for the id with `operation`, read `standing`, settle, `append`, queue the
paper, and leave `Store.write`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select, text

from db import chain, projections
from db.encoding import entry_of, entry_rows, id_bytes, operation_of, operation_row
from db.schema import entries, operations
from db.standings import standing
from db.statements import Statement, insert_into
from loyalty.ledger import Entry, Operation

_HEAD = Statement(text("SELECT number, chain FROM operations WHERE till = :till ORDER BY number DESC LIMIT 1"), "till")
_ADD_OPERATION = insert_into(operations)
_ADD_ENTRY = insert_into(entries)

_COLUMNS = ", ".join(column.name for column in operations.columns if column.name != "chain")
_BY_ID = Statement(text(f"SELECT {_COLUMNS} FROM operations WHERE id = :id"), "id")
_BY_SLIP = Statement(
    text(f"SELECT {_COLUMNS} FROM operations WHERE till = :till AND number = :number"), "till", "number"
)
_REVERSALS = Statement(text(f"SELECT {_COLUMNS} FROM operations WHERE reverses = :id ORDER BY at_ms, id"), "id")
_LAST_OF_TILL = Statement(
    text(f"SELECT {_COLUMNS} FROM operations WHERE till = :till ORDER BY number DESC LIMIT 1"), "till"
)
_LATEST_MS = Statement(
    text(
        "SELECT max(at_ms) FROM"
        " (SELECT at_ms FROM operations WHERE till = :till ORDER BY number DESC LIMIT :count) AS newest"
    ),
    "till",
    "count",
)
_FOLLOWING = Statement(
    text(
        "SELECT 1 FROM operations WHERE member_id = :member_id AND kind <> 'expire'"
        " AND CASE WHEN till = :till THEN number > :number ELSE at_ms > :at_ms END LIMIT 1"
    ),
    "member_id",
    "till",
    "number",
    "at_ms",
)
_ENDINGS = Statement(
    text(
        f"SELECT {_COLUMNS} FROM operations"
        " WHERE member_id = :member_id AND at_ms >= :since_ms AND (kind = 'expire' OR EXISTS (SELECT 1 FROM entries e"
        " WHERE e.operation_id = operations.id AND e.reason = 'expired')) ORDER BY at_ms, id"
    ),
    "member_id",
    "since_ms",
)
_ENTRIES = Statement(select(entries).where(entries.c.operation_id == text(":id")).order_by(entries.c.position), "id")

_ENTRY_BATCH = 500

__all__ = [
    "append",
    "append_all",
    "by_slip",
    "endings",
    "head",
    "is_followed",
    "last_of_till",
    "latest_ms",
    "next_number",
    "operation",
    "reversals_of",
    "standing",
    "with_entries",
]


def operation(connection: Connection, operation_id: str) -> Operation | None:
    """The recorded operation with this id, or None: how a double click finds what it already did."""
    return _only(connection, _BY_ID.run(connection, id_bytes(operation_id)).fetchall())


def by_slip(connection: Connection, till: str, number: int) -> Operation | None:
    """The operation whose slip carries this till and number."""
    return _only(connection, _BY_SLIP.run(connection, till, number).fetchall())


def reversals_of(connection: Connection, operation_id: str) -> tuple[Operation, ...]:
    """Every undo, cancel, refund and credit of an operation, oldest first."""
    return with_entries(connection, _REVERSALS.run(connection, id_bytes(operation_id)).fetchall())


def endings(connection: Connection, member_id: int, since_ms: int) -> tuple[Operation, ...]:
    """What ended of a member's balances since then, oldest first: by business days, or as a visit found it."""
    return with_entries(connection, _ENDINGS.run(connection, member_id, since_ms).fetchall())


def last_of_till(connection: Connection, till: str) -> Operation | None:
    """The till's latest operation."""
    return _only(connection, _LAST_OF_TILL.run(connection, till).fetchall())


def latest_ms(connection: Connection, till: str, count: int) -> int | None:
    """The latest time among the till's newest operations, `count` of them by number; None before the first."""
    found = _LATEST_MS.run(connection, till, count).fetchone()
    return None if found is None else found[0]


def is_followed(connection: Connection, operation: Operation, member_id: int) -> bool:
    """Whether something was done later for the member: by number on the operation's own till, by time on another.

    What a day ended was done by nobody.
    A till's clock may be set back; its numbers only rise.
    """
    later = _FOLLOWING.run(connection, member_id, operation.till, operation.number, operation.at_ms)
    return later.fetchone() is not None


def next_number(connection: Connection, till: str) -> int:
    """The number that the till's next operation must carry; right as long as the transaction lasts."""
    return head(connection, till)[0] + 1


def head(connection: Connection, till: str) -> tuple[int, bytes]:
    """The till's last number and the 32-byte end of its chain; (0, zeros) before the first operation.

    Printed on the day's report, it shows a ledger whose end was cut off.
    """
    found = _HEAD.run(connection, till).fetchone()
    return (0, chain.START) if found is None else (found[0], found[1])


def append(connection: Connection, operation: Operation) -> None:
    """Record one operation with its entries and everything derived from it.

    Raises ValueError when its number is not the till's next. A second append of the same id, a second undo or cancel
    of one operation, violates a key of the database and raises IntegrityError.
    """
    append_all(connection, (operation,))


def append_all(connection: Connection, batch: Sequence[Operation]) -> None:
    """Record operations in the order given, as `append` does one by one, but with one statement a table."""
    operation_rows: list[tuple[object, ...]] = []
    all_entries: list[tuple[object, ...]] = []
    heads: dict[str, tuple[int, bytes]] = {}
    for each in batch:
        number, previous = heads.get(each.till) or head(connection, each.till)
        if each.number != number + 1:
            raise ValueError(f"till {each.till} expects number {number + 1}, not {each.number}")
        row, rows = operation_row(each), entry_rows(each)
        hashed = chain.link(previous, row, rows)
        heads[each.till] = (each.number, hashed)
        operation_rows.append((*row, hashed))
        all_entries.extend(rows)
    _ADD_OPERATION.run_many(connection, operation_rows)
    _ADD_ENTRY.run_many(connection, all_entries)
    projections.follow(connection, batch)


def with_entries(connection: Connection, rows: Iterable[Sequence[Any]]) -> tuple[Operation, ...]:
    """The operations of rows of `operations`, in the same order, each with its entries."""
    pending = iter(rows)
    made: list[Operation] = []
    while batch := list(islice(pending, _ENTRY_BATCH)):
        found = _entries_of(connection, {row[0]: row[7] for row in batch})
        made.extend(operation_of(row, tuple(found.get(row[0], ()))) for row in batch)
    return tuple(made)


def _entries_of(connection: Connection, member_ids: Mapping[bytes, int | None]) -> dict[bytes, list[Entry]]:
    """The entries of some operations, each told by its id and its member."""
    found: dict[bytes, list[Entry]] = defaultdict(list)
    if len(member_ids) == 1:
        rows: Iterable[Any] = _ENTRIES.run(connection, *member_ids).fetchall()
    else:
        query = select(entries).where(entries.c.operation_id.in_(list(member_ids)))
        rows = connection.execute(query.order_by(entries.c.operation_id, entries.c.position))
    for row in rows:
        found[row[0]].append(entry_of(row, member_ids[row[0]]))
    return found


def _only(connection: Connection, rows: Sequence[Any]) -> Operation | None:
    made = with_entries(connection, rows)
    return made[0] if made else None
