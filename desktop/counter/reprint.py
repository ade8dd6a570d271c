"""Printing again at the counter: the last slip, and the card of the member who stands there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.operations import members, print_jobs
from desktop.print_words import no_printer
from desktop.services import Services
from loyalty.refusals import Refusal
from ui.facts import MessageFacts


class ReprintDesk(QObject):
    """`said` carries the good news, `refused` a Refusal."""

    said = Signal(object)
    refused = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def last_slip(self) -> None:
        """The newest slip once more, marked as a second copy."""
        services = self._services
        job_id, now_ms = services.maker.operation_id(), services.clock.now_ms()
        self._ask(
            partial(print_jobs.print_again, services.store, services.state.context, "", job_id, now_ms),
            "desk.printed_again",
        )

    def member_card(self, member_id: int) -> None:
        """The member's card once more."""
        services = self._services
        job_id, now_ms = services.maker.operation_id(), services.clock.now_ms()
        self._ask(
            partial(members.print_member_card, services.store, services.state.context, member_id, job_id, now_ms),
            "desk.card_printed",
        )

    def _ask(self, work: Callable[[], Any], sentence: str) -> None:
        if not self._services.state.till.prints:
            self.said.emit(no_printer(self._services.state.words))
            return
        self._services.writer.ask(work, partial(self._queued, sentence))

    def _queued(self, sentence: str, answer: object) -> None:
        if isinstance(answer, Refusal):
            self.refused.emit(answer)
            return
        self._services.spooler.wake()
        self.said.emit(MessageFacts(self._services.state.words(sentence), "done"))
