"""The steps of the rules' door that take something back: undo, cancel, refund."""

from __future__ import annotations

from loyalty.door_case import Step
from loyalty.door_state import Answer, DoorState
from loyalty.ledger import Operation, OperationKind, Standing
from loyalty.refusals import Refusal
from loyalty.reversals import Reversal, cancel, holders_of, member_of, refund, undo


class Reversals:
    """Plays the steps that take something back."""

    def __init__(self, state: DoorState) -> None:
        self._state = state
        self._ledger = state.ledger
        self._speaker = state.speaker

    def undo(self, step: Step) -> Answer:
        """Take an operation back while nothing followed."""
        original, earlier, standing, operation_id = self._of(step)
        later = [each for each in self._ledger.after(original) if each.kind is not OperationKind.EXPIRE]
        mover = member_of(original, earlier)
        for_member = mover is not None and any(each.member_id == mover for each in later)
        at_ms, shop = self._state.now_ms, self._state.shop
        reversal = undo(original, bool(later), for_member, earlier, standing, at_ms, shop, operation_id)
        return self._reversed(step, mover, operation_id, reversal)

    def cancel(self, step: Step) -> Answer:
        """Take all that is left of a sale back, on its own business day."""
        original, earlier, standing, operation_id = self._of(step)
        known = original, earlier, standing, self._state.now_ms, self._state.shop, operation_id
        reversal = cancel(*known, self._state.programmes())
        return self._reversed(step, member_of(original, earlier), operation_id, reversal)

    def refund(self, step: Step) -> Answer:
        """Give all that is left of a sale back, or some of its value, or some units of some lines."""
        original, earlier, standing, operation_id = self._of(step)
        amount, units, lines = step.values["amount"], step.values["units"], self._line_units(step)
        if lines is not None and (amount is not None or units is not None):
            raise step.wrong("lines", "unknown_name")
        at_ms, shop = self._state.now_ms, self._state.shop
        programmes = self._state.programmes()
        reversal = refund(original, earlier, standing, amount, at_ms, shop, operation_id, units, lines, programmes)
        return self._reversed(step, member_of(original, earlier), operation_id, reversal)

    def _line_units(self, step: Step) -> dict[int, int] | None:
        """Units by the line's index, which JSON writes as a text."""
        given = step.counts.get("lines")
        if given is None:
            return None
        for name in given:
            if not (name.isascii() and name.isdigit() and len(name) < 6):
                raise step.wrong(f"lines.{name}", "not_whole_number")
        return {int(name): count for name, count in given.items()}

    def _of(self, step: Step) -> tuple[Operation, tuple[Operation, ...], Standing, str]:
        original, operation_id = self._state.original(step), self._ledger.next_id(self._state.own_name(step))
        earlier = self._ledger.acting_on(original)
        standing = self._ledger.standing(member_of(original, earlier), holders_of(original, earlier))
        return original, earlier, standing, operation_id

    def _reversed(self, step: Step, member_id: int | None, operation_id: str, reversal: Reversal | Refusal) -> Answer:
        if isinstance(reversal, Refusal):
            return self._speaker.no([reversal])
        before = self._ledger.standing(member_id)
        at_ms = self._state.now_ms
        self._ledger.record_reversal(step.values["id"], reversal, member_id, at_ms, operation_id)
        moves = self._speaker.movement(reversal.entries, before, self._ledger.standing(member_id))
        return {"ok": True, "operation": operation_id, "bill": reversal.bill, **moves}
