"""A new operation of this till, as every use case appends it."""

from __future__ import annotations

from typing import Any

from db import ledger
from db.store import Connection
from desktop.operations.context import ShopContext
from loyalty.ledger import Entry, Operation, OperationKind


def new_operation(
    connection: Connection,
    context: ShopContext,
    kind: OperationKind,
    operation_id: str,
    at_ms: int,
    member_id: int | None,
    entries: tuple[Entry, ...],
    **more: Any,
) -> Operation:
    """The operation at `at_ms` (epoch milliseconds UTC) with the till's next number, not yet appended.

    No bill, no visit, and the programmes as they are now; `more` are attributes of Operation that differ.
    """
    values: dict[str, Any] = {
        "id": operation_id,
        "kind": kind,
        "till": context.till,
        "number": ledger.next_number(connection, context.till),
        "staff": context.person.id,
        "business_day": context.shop.calendar.business_day(at_ms),
        "at_ms": at_ms,
        "member_id": member_id,
        "reverses": None,
        "bill": 0,
        "counts_visit": 0,
        "programme_versions": {programme.id: programme.version for programme in context.programmes},
        "detail": {},
        "entries": entries,
    }
    return Operation(**{**values, **more})
