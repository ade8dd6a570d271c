"""What a case played at the rules' door has come to: the time, the members, the ledger, the quotes that wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from loyalty.basket import Basket, Choices
from loyalty.door_answer import Speaker, holder_name
from loyalty.door_case import Case, RefusedStepError, Step
from loyalty.door_ledger import DoorLedger
from loyalty.ledger import SHOP, Entry, Operation, OperationKind
from loyalty.programmes import Programme, in_force
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import Words

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote that the case named: it can be edited, given codes, cancelled, reopened, and committed once."""

    member_id: int | None
    basket: Basket
    choices: Choices
    is_open: bool = True
    operation_id: str = ""


class DoorState:
    """One case being played."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.shop = case.shop
        self.now_ms = case.start_ms
        self.members: dict[str, int] = {}
        self.ledger = DoorLedger(case.shop)
        self.drafts: dict[str, Draft] = {}
        self.tried: set[str] = set()
        names = {versions[-1].id: versions[-1].name for versions in case.programmes}
        words, currency = Words(case.shop.language), case.shop.currency
        self.speaker = Speaker(words, currency, names, self.written, lambda holder: holder_name(self.members, holder))

    def programmes(self, at_ms: int | None = None) -> tuple[Programme, ...]:
        """The programmes in force now, or at another time, with their earlier versions."""
        day = self.shop.calendar.business_day(self.now_ms if at_ms is None else at_ms)
        found = (in_force(versions, day) for versions in self.case.programmes)
        return tuple(programme for programme in found if programme is not None)

    def member(self, step: Step, name: str = "member") -> int | None:
        """The member that a step names; None where it names nobody. Raises MalformedCaseError."""
        member = step.values[name]
        if not member:
            return None
        if member not in self.members:
            raise step.wrong(name, "unknown_reference", name=member)
        return self.members[member]

    def somebody(self, step: Step, name: str = "member") -> int:
        """The member that a step must name. Raises MalformedCaseError."""
        member_id = self.member(step, name)
        if member_id is None:
            raise step.wrong(name, "empty")
        return member_id

    def original(self, step: Step) -> Operation:
        """The operation that a step acts on, the last one where it may leave that open.

        Raises RefusedStepError for one that an earlier step wanted and was refused, MalformedCaseError for any other.
        """
        name = step.values["of"]
        done = [each for each in self.ledger.operations if each.kind is not OperationKind.EXPIRE]
        found = self.ledger.find(name) if name else (done[-1] if done else None)
        if found is not None:
            return found
        if name in self.tried:
            raise RefusedStepError(Refusal(RefusalReason.SLIP_UNKNOWN))
        raise step.wrong("of", "unknown_reference", name=name)

    def own_name(self, step: Step) -> str:
        """The step's own id, which no earlier operation has: only a sale may be sent twice."""
        name = str(step.values.get("id") or "")
        if name and self.ledger.find(name) is not None:
            raise step.wrong("id", "used_twice")
        return name

    def written(self, at_ms: int) -> str:
        """A time on the shop's wall."""
        return self.shop.calendar.local(at_ms).isoformat()

    def record(
        self,
        name: str,
        kind: OperationKind,
        member_id: int | None,
        operation_id: str,
        entries: Iterable[Entry],
        bill: int = 0,
        detail: Mapping[str, object] | None = None,
    ) -> Answer:
        """Record what only moves balances and perhaps money, and its answer."""
        holder = SHOP if member_id is None else member_id
        before = self.ledger.standing(holder)
        operation = self.ledger.record(
            name,
            kind,
            member_id,
            self.now_ms,
            operation_id,
            programmes=self.programmes(),
            bill=bill,
            entries=tuple(entries),
            detail=detail,
        )
        return {
            "ok": True,
            "operation": operation.id,
            **self.speaker.movement(operation.entries, before, self.ledger.standing(holder)),
        }

    def committed(self, name: str, draft: Draft) -> None:
        """Note that a quote was recorded: from now on its name is that of the sale, whatever the sale was called."""
        self.drafts[name] = draft
        if self.ledger.find(name) is None:
            self.ledger.call(name, draft.operation_id)
