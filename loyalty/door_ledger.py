"""The ledger of the rules' door: operations in a list, who the members are, standings replayed from both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from loyalty.ledger import NOBODY, SHOP, Entry, EntryReason, Operation, OperationKind, Standing, Unit
from loyalty.members import Birthday
from loyalty.programmes import Programme
from loyalty.replay import standing_of
from loyalty.reversals import Reversal
from loyalty.shop import ShopRules

_OPERATION_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a member besides the ledger, since `since` operations had been recorded."""

    since: int
    birthday: Birthday | None = None
    birthday_changed_on: date | None = None
    tags: tuple[str, ...] = ()


class DoorLedger:
    """Everything recorded in one case. Operations are found by the name the case gave them, or by their id."""

    def __init__(self, shop: ShopRules) -> None:
        self._shop = shop
        self.operations: list[Operation] = []
        self._named: dict[str, Operation] = {}
        self._people: dict[int, list[Person]] = {}
        self._replayed: dict[tuple[int, int], Standing] = {}

    def next_id(self, name: str, ahead: int = 0) -> str:
        """The id of the next operation, or of one `ahead`: its name where that is an id, else made from its number."""
        return name if _OPERATION_ID.fullmatch(name) else f"{len(self.operations) + 1 + ahead:032x}"

    def find(self, name: str) -> Operation | None:
        """The operation with this name or id; an edited sale's name is that of the sale as it now stands."""
        return self._named.get(name)

    def call(self, name: str, operation_id: str) -> None:
        """Let an operation be found by one more name."""
        self._named[name] = self._named[operation_id]

    def know(
        self, member_id: int, birthday: Birthday | None, tags: tuple[str, ...], changed_on: date | None = None
    ) -> None:
        """Note who a member is from now on."""
        now = Person(len(self.operations), birthday, changed_on, tags)
        self._people.setdefault(member_id, []).append(now)

    def person(self, member_id: int) -> Person:
        """Who a member is."""
        return self._people[member_id][-1]

    def standing(self, member_id: int | None, also: Iterable[int] = ()) -> Standing:
        """Where a member stands now. Its others are the shop itself, whoever brought the member, and `also`."""
        return self._standing(member_id, self.operations, len(self.operations), also)

    def just_before(self, operation: Operation) -> Standing:
        """Where the operation's member stood at its time; for a sale posted again, when it was posted first."""
        first = operation
        while first.kind is OperationKind.SALE and first.reverses is not None:
            first = self._named[self._named[first.reverses].reverses or ""]
        count = self.operations.index(first)
        earlier = [each for index, each in enumerate(self.operations) if (each.at_ms, index) < (first.at_ms, count)]
        return self._standing(operation.member_id, sorted(earlier, key=lambda each: each.at_ms), count)

    def just_after(self, operation: Operation) -> Standing:
        """Where the operation's member stood with it."""
        count = self.operations.index(operation) + 1
        return self._standing(operation.member_id, self.operations[:count], count)

    def _standing(
        self, member_id: int | None, recorded: Sequence[Operation], known: int, also: Iterable[int] = ()
    ) -> Standing:
        """The standing from what was recorded, and from who the members were after `known` operations."""
        own = self._own(member_id, recorded, known)
        brought = {int(lot.account.part) for lot in own.lots if lot.account.unit is Unit.REFERRAL}
        holders = ({SHOP} | brought | set(also)) - {own.member_id}
        return replace(own, others={holder: self._own(holder, recorded, known) for holder in sorted(holders)})

    def _own(self, member_id: int | None, recorded: Sequence[Operation], known: int) -> Standing:
        if member_id is None:
            return NOBODY
        found = self._replay(member_id, recorded)
        people = [each for each in self._people.get(member_id, ()) if each.since <= known]
        if not people:
            return found
        person = people[-1]
        return replace(
            found, birthday=person.birthday, birthday_changed_on=person.birthday_changed_on, tags=person.tags
        )

    def _replay(self, member_id: int, recorded: Sequence[Operation]) -> Standing:
        """The standing from operations alone; asked again before anything else is recorded, it is not made again."""
        if recorded is not self.operations:
            return standing_of(member_id, recorded)
        key = (member_id, len(recorded))
        if key not in self._replayed:
            self._replayed = {known: each for known, each in self._replayed.items() if known[1] == len(recorded)}
            self._replayed[key] = standing_of(member_id, recorded)
        return self._replayed[key]

    def acting_on(self, original: Operation) -> tuple[Operation, ...]:
        """The operations that act on one, those that act on its credit, and those that ended a lot of either."""
        direct = [each for each in self.operations if each.reverses == original.id]
        ids = {each.id for each in direct}
        lots = [
            each
            for each in self.operations
            if any(
                entry.reason is EntryReason.EXPIRED and entry.lot.operation_id in {original.id, *ids}
                for entry in each.entries
            )
        ]
        return (*direct, *(each for each in self.operations if each.reverses in ids), *lots)

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
        programmes: Iterable[Programme] = (),
        reverses: str | None = None,
        bill: int = 0,
        counts_visit: int = 0,
        entries: tuple[Entry, ...] = (),
        detail: Mapping[str, object] | None = None,
    ) -> Operation:
        """Append an operation; its name is found from now on."""
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
            programme_versions={programme.id: programme.version for programme in programmes},
            detail=detail or {},
            entries=entries,
        )
        self.operations.append(operation)
        self._named[operation_id] = operation
        if name:
            self._named[name] = operation
        return operation
