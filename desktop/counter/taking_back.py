"""Undo at the counter, and crediting a slip that was made without a member."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.counter.turn import Turn
from desktop.operations import reversals
from desktop.operations.reversals import Credit, Reversed, Undo
from desktop.services import Services
from loyalty.errors import KnownError
from loyalty.refusals import Refusal


class TakingBackDesk(QObject):
    """One at a time: a second press while one is on its way does nothing.

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
        self._busy = False
        self.waiting: tuple[str, int] | None = None

    def credit_waiting(self, member_id: int) -> None:
        """Give the waiting slip to the member who came for it, once."""
        if self.waiting is not None:
            slip, self.waiting = self.waiting, None
            self.credit(*slip, member_id)

    def undo(self) -> None:
        """Ctrl+Z: take this till's last operation back; the rules say until when. While a sale is on its way nobody can
        tell which is the last.
        """
        if self._turn.busy:
            return
        services = self._services
        command = Undo(services.maker.operation_id(), services.clock.now_ms())
        self._ask(partial(reversals.undo, services.store, services.state.context, command), self.undone)

    def credit(self, till: str, number: int, member_id: int) -> None:
        """Give the sale of this slip to a member."""
        services, make = self._services, self._services.maker.operation_id
        command = Credit(make(), make(), services.clock.now_ms(), till, number, member_id)
        self._ask(partial(reversals.credit, services.store, services.state.context, command), self.credited)

    def _ask(self, work: partial[Reversed | Refusal], done: Signal) -> None:
        if self._busy:
            return
        self._busy = True
        self._services.writer.ask(work, partial(self._answered, done), self._not_stored)

    def _answered(self, done: Signal, answer: Reversed | Refusal) -> None:
        self._busy = False
        if isinstance(answer, Refusal):
            self.refused.emit(answer)
            return
        self._services.spooler.wake()
        self._services.state.ledger_changed.emit(answer.operation.member_id)
        done.emit(answer)

    def _not_stored(self, error: KnownError) -> None:
        self._busy = False
        self.failed.emit(error)
