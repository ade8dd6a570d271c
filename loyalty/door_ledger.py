"""The ledger of the rules' door: operations in a list, standings replayed from them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from loyalty.ledger import NOBODY, Entry, Operation, OperationKind, Standing
from loyalty.replay import standing_of
from loyalty.reversals import Reversal
from loyalty.shop import ShopRules

_OPERATION_ID = re.compile("[0-9a-f]{32}")


class DoorLedger:
    """Everything recorded in one case. Operations are found by the name the case gave them, or by their id."""

    def __init__(self, shop: ShopRules) -> None:
        self._shop = shop
        self.operations: list[Operation] = []
        self._named: dict[str, Operation] = {}

    def next_id(self, name: str) -> str:
        """The id of the next operation: its name where that is an operation id, else made from its number."""
        return name if _OPERATION_ID.fullmatch(name) else f"{len(self.operations) + 1:032x}"

    def find(self, name: str) -> Operation | None:
        """The operation with this name or id."""
        return self._named.get(name)

    def standing(self, member_id: int | None) -> Standing:
        """Where a member stands now."""
        if member_id is None:
            return NOBODY
        return standing_of(member_id, self.operations)

    def acting_on(self, original: Operation) -> tuple[Operation, ...]:
        """The operations that act on one, and those that act on its credit."""
        direct = [each for each in self.operations if each.reverses == original.id]
        ids = {each.id for each in direct}
        return (*direct, *(each for each in self.operations if each.reverses in ids))

    def after(self, original: Operation) -> list[Operation]:
        """What was recorded later."""
        return self.operations[self.operations.index(original) + 1 :]

    def record_reversal(
        self, name: str, reversal: Reversal, member_id: int | None, at_ms: int, operation_id: str
    ) -> Operation:
        """Append what takes an operation back."""
        return self.record(
            name,
            reversal.kind,
            member_id,
            at_ms,
            operation_id,
            reverses=reversal.reverses,
            bill=reversal.bill,
            counts_visit=reversal.counts_visit,
            entries=reversal.entries,
            detail=reversal.detail,
        )

    def record(
        self,
        name: str,
        kind: OperationKind,
        member_id: int | None,
        at_ms: int,
        operation_id: str,
        *,
        reverses: str | None = None,
        bill: int = 0,
        counts_visit: int = 0,
        entries: tuple[Entry, ...] = (),
        detail: Mapping[str, object] | None = None,
    ) -> Operation:
        """Append an operation."""
        operation = Operation(
            id=operation_id,
            kind=kind,
            till="A",
            number=len(self.operations) + 1,
            staff="owner",
            business_day=self._shop.calendar.business_day(at_ms),
            at_ms=at_ms,
            member_id=member_id,
            reverses=reverses,
            bill=bill,
            counts_visit=counts_visit,
            programme_versions={},
            detail=detail or {},
            entries=entries,
        )
        self.operations.append(operation)
        self._named[operation_id] = operation
        if name:
            self._named[name] = operation
        return operation
