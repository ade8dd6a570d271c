"""A new operation of this till, as every use case appends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db import ledger, members
from db.store import Connection
from desktop.operations.context import ShopContext
from loyalty.ledger import Account, Entry, Operation, OperationKind
from loyalty.members import Member


@dataclass(frozen=True)
class Recorded:
    """What was recorded for a member, and the balances; those are empty when the command had been recorded before."""

    operation: Operation
    member: Member
    before: Mapping[Account, int] = field(default_factory=dict)
    after: Mapping[Account, int] = field(default_factory=dict)


def recorded_before(connection: Connection, operation_id: str) -> Recorded | None:
    """What a command with this id recorded for its member when it came before; None when it is new.

    Raises LookupError for an operation of nobody.
    """
    operation = ledger.operation(connection, operation_id)
    if operation is None:
        return None
    member = None if operation.member_id is None else members.get(connection, operation.member_id)
    if member is None:
        raise LookupError(f"operation {operation_id} is nobody's")
    return Recorded(operation, member)


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
