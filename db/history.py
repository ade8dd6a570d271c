"""What was done, newest first, a page at a time."""

from __future__ import annotations

from sqlalchemy import Connection, Select, select, text, tuple_

from db.encoding import id_bytes
from db.ledger import with_entries
from db.schema import SHOWN_OPERATIONS, operations
from loyalty.ledger import Operation

_COLUMNS = [column for column in operations.columns if column.name != "chain"]


def of_member(
    connection: Connection, member_id: int, limit: int, before: tuple[int, str] | None = None
) -> tuple[Operation, ...]:
    """A member's operations, newest first. `before` is the (at_ms, id) of the last one already shown."""
    wanted: Select[tuple[object, ...]] = select(*_COLUMNS).where(operations.c.member_id == member_id)
    return _page(connection, wanted, limit, before)


def recent(connection: Connection, limit: int, before: tuple[int, str] | None = None) -> tuple[Operation, ...]:
    """Everybody's operations but joinings and expiries, newest first. `before` is the (at_ms, id) of the last one
    already shown.
    """
    return _page(connection, select(*_COLUMNS).where(text(SHOWN_OPERATIONS)), limit, before)


def _page(
    connection: Connection, wanted: Select[tuple[object, ...]], limit: int, before: tuple[int, str] | None
) -> tuple[Operation, ...]:
    if before is not None:
        wanted = wanted.where(tuple_(operations.c.at_ms, operations.c.id) < (before[0], id_bytes(before[1])))
    newest = wanted.order_by(operations.c.at_ms.desc(), operations.c.id.desc()).limit(limit)
    return with_entries(connection, connection.execute(newest).fetchall())
