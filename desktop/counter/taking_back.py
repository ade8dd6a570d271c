"""Undo at the counter, and crediting a slip that was made without a member."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.counter.turn import Turn
from desktop.services import Services
from loyalty.errors import KnownError
from loyalty.refusals import Refusal

if TYPE_CHECKING:
    from desktop.operations.reversals import Reversed

# A slip's till and number, and the member who gets it. An undo is of no slip.
_Slip = tuple[str, int, int]
_UNDO: _Slip = ("", 0, 0)


class TakingBackDesk(QObject):
    """One at a time: a second press of undo while one is on its way does nothing; a slip scanned meanwhile waits.

    `waiting` is the slip of a sale without a member that the next member at the counter gets, as (till, number).

    `undone` and `credited` carry what was Reversed, `refused` a Refusal, `failed` a KnownError.
    """

    undone = Signal(object)
    credited = Signal(object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, turn: Turn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._turn = turn
        self._on_its_way: _Slip | None = None
        self._slips: deque[_Slip] = deque()
        self.waiting: tuple[str, int] | None = None

    def credit_waiting(self, member_id: int) -> None:
        """Give the waiting slip to the member who came for it, once."""
        if self.waiting is not None:
            slip, self.waiting = self.waiting, None
            self.credit(*slip, member_id)

    def wait_no_more(self) -> None:
        """Nobody came for the waiting slip: its sale stays without a member."""
        self.waiting = None

    def undo(self) -> None:
        """Ctrl+Z: take this till's last operation back; the rules say until when. While a sale is on its way nobody can
        tell which is the last.
        """
        if self._turn.busy or self._on_its_way is not None:
            return
        # Taking back is brought in with the first time that something is, not before the first scan.
        from desktop.operations import edits
        from desktop.operations.edits import UndoLast

        services, make = self._services, self._services.maker.operation_id
        # What takes back stands before what is posted anew, also within one millisecond.
        reversal_id, operation_id = sorted((make(), make()))
        command = UndoLast(operation_id, reversal_id, make(), services.clock.now_ms())
        self._ask(_UNDO, partial(edits.undo, services.store, services.state.context, command), self.undone)

    def credit(self, till: str, number: int, member_id: int) -> None:
        """Give the sale of this slip to a member, behind what is on its way; once, however often it is scanned."""
        slip = (till, number, member_id)
        if self._on_its_way is None:
            self._credit(slip)
        elif slip != self._on_its_way and slip not in self._slips:
            self._slips.append(slip)

    def _credit(self, slip: _Slip) -> None:
        from desktop.operations import reversals
        from desktop.operations.reversals import Credit

        services, make = self._services, self._services.maker.operation_id
        command = Credit(make(), make(), services.clock.now_ms(), *slip)
        self._ask(slip, partial(reversals.credit, services.store, services.state.context, command), self.credited)

    def _ask(self, what: _Slip, work: partial[Reversed | Refusal], done: Signal) -> None:
        self._on_its_way = what
        self._services.writer.ask(work, partial(self._answered, done), self._not_stored)

    def _answered(self, done: Signal, answer: Reversed | Refusal) -> None:
        self._on_its_way = None
        if isinstance(answer, Refusal):
            self.refused.emit(answer)
        else:
            self._services.spooler.wake()
            self._services.state.ledger_changed.emit(answer.operation.member_id)
            done.emit(answer)
        self._go_on()

    def _not_stored(self, error: KnownError) -> None:
        self._on_its_way = None
        self.failed.emit(error)
        self._go_on()

    def _go_on(self) -> None:
        if self._slips and self._on_its_way is None:
            self._credit(self._slips.popleft())
