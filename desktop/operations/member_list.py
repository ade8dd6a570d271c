"""The owner's list of members, and the whole history of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db import history, ledger, members
from db.members import MemberPage, MemberQuery
from db.store import Connection, Store
from desktop.operations.context import ShopContext
from loyalty import limits
from loyalty.ledger import Operation, OperationKind
from loyalty.limits import Action
from loyalty.refusals import Refusal

Cursor = tuple[int | str, int]


@dataclass(frozen=True)
class PastOperation:
    """An operation with everything that acts on it (undo, cancel, refunds, credit), oldest first."""

    operation: Operation
    reversals: tuple[Operation, ...]


def page(
    store: Store, context: ShopContext, query: MemberQuery, limit: int, after: Cursor | None
) -> MemberPage | Refusal:
    """The members behind the cursor `after`, in the query's order."""
    refused = limits.check(context.person, Action.SEE_MEMBERS, {})
    if refused is not None:
        return refused
    with store.browse() as connection:
        return members.page(connection, query, limit, after)


def count(store: Store, query: MemberQuery) -> int:
    """How many members a query shows."""
    with store.browse() as connection:
        return members.count(connection, query)


def counts(store: Store, queries: Mapping[str, MemberQuery]) -> dict[str, int]:
    """How many members each of the queries shows, by its name."""
    with store.browse() as connection:
        return {name: members.count(connection, query) for name, query in queries.items()}


def history_page(store: Store, member_id: int, limit: int, before: tuple[int, str] | None) -> tuple[PastOperation, ...]:
    """A page of the member's history, newest first; `before` is the (at_ms, id) of the last one already shown."""
    with store.browse() as connection:
        found = history.of_member(connection, member_id, limit, before)
        return tuple(past(connection, operation) for operation in found)


def past(connection: Connection, operation: Operation) -> PastOperation:
    """The operation with what acts on it; a credit that was undone is as if it had never been."""
    acting = ledger.reversals_of(connection, operation.id)
    return PastOperation(operation, tuple(each for each in acting if not _is_undone_credit(connection, each)))


def _is_undone_credit(connection: Connection, operation: Operation) -> bool:
    return operation.kind is OperationKind.CREDIT and bool(ledger.reversals_of(connection, operation.id))
