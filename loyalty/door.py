"""The rules' door: a case played through the rules alone, on a ledger in memory. Pure; the answer is JSON-ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from loyalty.basket import Choices
from loyalty.checkout import quote
from loyalty.detail import basket_of, choices_of, detail_of
from loyalty.door_answer import Speaker, balances, standing
from loyalty.door_case import Case, MalformedCaseError, Step, moment_ms, read_case, within_calendar
from loyalty.door_ledger import DoorLedger
from loyalty.earlier_sales import credit, outcome_of
from loyalty.joining import join_entries
from loyalty.ledger import Operation, OperationKind, Standing
from loyalty.outcome import Outcome
from loyalty.refusals import Refusal, RefusalReason
from loyalty.reversals import Reversal, cancel, member_of, refund, undo
from loyalty.terms import malformed
from loyalty.words import Words

_MINUTE_MS = 60_000
Answer = dict[str, Any]


def answer(text: str) -> Answer:
    """Play a case given as JSON: the answer of each step, and where each member stands at the end.

    Raises MalformedCaseError when it cannot be read; a step that refers to something unknown is malformed too.
    """
    return _Play(read_case(text)).whole()


class _Play:
    """One case being played: the time, the members, and what was recorded."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._shop = case.shop
        self._now_ms = case.start_ms
        self._members: dict[str, int] = {}
        self._ledger = DoorLedger(case.shop)
        names = {programme.id: programme.name for programme in case.programmes}
        self._speaker = Speaker(Words(case.shop.language), case.shop.currency, names)
        self._plays: dict[str, Callable[[Step], Answer]] = {
            "join": self._join,
            "quote": self._quote,
            "sale": self._sale,
            "undo": self._undo,
            "cancel": self._cancel,
            "refund": self._refund,
            "credit": self._credit,
            "time": self._time,
        }

    def whole(self) -> Answer:
        for name in self._case.members:
            self._enrol(name, "")
        steps = [self._step(step) for step in self._case.steps]
        members = {name: standing(self._ledger.standing(number)) for name, number in self._members.items()}
        return {"steps": steps, "members": members}

    def _step(self, step: Step) -> Answer:
        head: Answer = {"step": step.kind, "at": self._written(self._now_ms)}
        if not step.is_known:
            return {**head, **self._speaker.no([Refusal(RefusalReason.STEP_UNKNOWN, {"step": step.kind})])}
        return {**head, **self._plays[step.kind](step)}

    def _written(self, at_ms: int) -> str:
        return self._shop.calendar.local(at_ms).isoformat()

    def _time(self, step: Step) -> Answer:
        values = step.values
        minutes = values["minutes"] + 60 * values["hours"] + 1_440 * values["days"]
        then_ms = self._now_ms + minutes * _MINUTE_MS
        if values["to"]:
            then_ms = moment_ms(values["to"], self._shop, f"{step.place}.to")
        if then_ms < self._now_ms:
            raise MalformedCaseError(malformed(f"{step.place}.to", "not_later"))
        self._now_ms = within_calendar(then_ms, step.place)
        return {"ok": True, "now": self._written(then_ms)}

    def _join(self, step: Step) -> Answer:
        if step.values["member"] in self._members:
            raise MalformedCaseError(malformed(f"{step.place}.member", "used_twice"))
        operation = self._enrol(step.values["member"], self._own_name(step))
        return {"ok": True, "operation": operation.id, "entries": self._speaker.entries(operation.entries)}

    def _enrol(self, member: str, name: str) -> Operation:
        self._members[member] = len(self._members) + 1
        operation_id = self._ledger.next_id(name)
        newcomer = Standing(self._members[member], joined_at_ms=self._now_ms)
        entries = join_entries(self._case.programmes, newcomer, self._now_ms, self._shop, operation_id)
        return self._ledger.record(
            name, OperationKind.JOIN, self._members[member], self._now_ms, operation_id, entries=entries
        )

    def _quote(self, step: Step) -> Answer:
        return self._speaker.outcome(self._outcome(step))

    def _outcome(self, step: Step) -> Outcome:
        member = self._ledger.standing(self._member(step))
        operation_id = self._ledger.next_id(step.values["id"])
        return quote(self._case.programmes, member, step.basket, step.choices, self._now_ms, self._shop, operation_id)

    def _sale(self, step: Step) -> Answer:
        name = step.values["id"]
        recorded = self._ledger.find(name)
        if recorded is not None:
            if recorded.kind is not OperationKind.SALE:
                raise MalformedCaseError(malformed(f"{step.place}.id", "used_twice"))
            again = outcome_of(recorded, self._case.programmes, self._shop)
            return {"operation": recorded.id, "repeated": True, **self._speaker.outcome(again)}
        outcome = self._outcome(step)
        if outcome.refusals:
            return self._speaker.outcome(outcome)
        detail = detail_of(step.basket, step.choices, outcome)
        return self._sold(name, OperationKind.SALE, self._member(step), None, outcome, detail)

    def _credit(self, step: Step) -> Answer:
        sale, name, member_id = self._original(step), self._own_name(step), self._member(step)
        outcome = credit(
            self._case.programmes,
            self._ledger.standing(member_id),
            sale,
            self._ledger.acting_on(sale),
            self._now_ms,
            self._shop,
            self._ledger.next_id(name),
        )
        if isinstance(outcome, Refusal):
            return self._speaker.no([outcome])
        if outcome.refusals:
            return self._speaker.outcome(outcome)
        detail = detail_of(basket_of(sale.detail), Choices(stamps=choices_of(sale.detail).stamps), outcome)
        return self._sold(name, OperationKind.CREDIT, member_id, sale.id, outcome, detail)

    def _sold(
        self,
        name: str,
        kind: OperationKind,
        member_id: int | None,
        reverses: str | None,
        outcome: Outcome,
        detail: dict[str, object],
    ) -> Answer:
        operation = self._ledger.record(
            name,
            kind,
            member_id,
            self._now_ms,
            self._ledger.next_id(name),
            reverses=reverses,
            bill=outcome.to_pay,
            counts_visit=1,
            entries=outcome.entries,
            detail=detail,
        )
        return {"operation": operation.id, **self._speaker.outcome(outcome)}

    def _undo(self, step: Step) -> Answer:
        sale, operation_id = self._original(step), self._ledger.next_id(self._own_name(step))
        earlier, later = self._ledger.acting_on(sale), self._ledger.after(sale)
        mover = member_of(sale, earlier)
        for_member = mover is not None and any(each.member_id == mover for each in later)
        member = self._ledger.standing(mover)
        reversal = undo(sale, bool(later), for_member, earlier, member, self._now_ms, self._shop, operation_id)
        return self._reversed(step, mover, operation_id, reversal)

    def _cancel(self, step: Step) -> Answer:
        sale, operation_id = self._original(step), self._ledger.next_id(self._own_name(step))
        earlier = self._ledger.acting_on(sale)
        mover = member_of(sale, earlier)
        member = self._ledger.standing(mover)
        reversal = cancel(sale, earlier, member, self._now_ms, self._shop, operation_id)
        return self._reversed(step, mover, operation_id, reversal)

    def _refund(self, step: Step) -> Answer:
        sale, operation_id = self._original(step), self._ledger.next_id(self._own_name(step))
        earlier, amount, units = self._ledger.acting_on(sale), step.values["amount"], step.values["units"]
        mover = member_of(sale, earlier)
        member = self._ledger.standing(mover)
        reversal = refund(sale, earlier, member, amount, self._now_ms, self._shop, operation_id, units)
        return self._reversed(step, mover, operation_id, reversal)

    def _reversed(self, step: Step, member_id: int | None, operation_id: str, reversal: Reversal | Refusal) -> Answer:
        if isinstance(reversal, Refusal):
            return self._speaker.no([reversal])
        self._ledger.record_reversal(step.values["id"], reversal, member_id, self._now_ms, operation_id)
        return {
            "ok": True,
            "operation": operation_id,
            "bill": reversal.bill,
            "entries": self._speaker.entries(reversal.entries),
            "before": balances(reversal.before),
            "after": balances(reversal.after),
        }

    def _member(self, step: Step) -> int | None:
        name = step.values["member"]
        if not name:
            return None
        if name not in self._members:
            raise MalformedCaseError(malformed(f"{step.place}.member", "unknown_reference", name=name))
        return self._members[name]

    def _original(self, step: Step) -> Operation:
        name = step.values["of"]
        operations = self._ledger.operations
        found = self._ledger.find(name) if name else (operations[-1] if operations else None)
        if found is None:
            raise MalformedCaseError(malformed(f"{step.place}.of", "unknown_reference", name=name))
        return found

    def _own_name(self, step: Step) -> str:
        """The step's own id, which no earlier operation has: only a sale may be sent twice."""
        name = str(step.values["id"])
        if name and self._ledger.find(name) is not None:
            raise MalformedCaseError(malformed(f"{step.place}.id", "used_twice"))
        return name
