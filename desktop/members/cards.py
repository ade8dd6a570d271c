"""Cards printed from a member's page: theirs, and empty ones to be stamped by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.operations import hand_cards, members
from desktop.operations.hand_cards import Made, MakeCards
from desktop.print_words import no_printer
from desktop.services import Services
from loyalty.refusals import Refusal
from ui.facts import MessageFacts
from ui.members.view import MembersView


class CardsDesk(QObject):
    """Joins the two printing buttons to the shop. `said` carries a MessageFacts; `refuse` shows a Refusal in place."""

    said = Signal(object)

    def __init__(
        self,
        view: MembersView,
        services: Services,
        refuse: Callable[[Refusal], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._refuse = refuse
        view.card_print_wished.connect(self._print_card)
        view.stamp_card_print_wished.connect(self._print_stamp_cards)

    def _has_printer(self) -> bool:
        if not self._services.state.till.prints:
            self.said.emit(no_printer(self._services.state.words))
        return self._services.state.till.prints

    def _print_card(self, member_id: int) -> None:
        if not self._has_printer():
            return
        services = self._services
        job_id, now_ms = services.maker.operation_id(), services.clock.now_ms()
        work = partial(members.print_member_card, services.store, services.state.context, member_id, job_id, now_ms)
        services.writer.ask(work, partial(self._queued, "desk.card_printed"))

    def _print_stamp_cards(self, member_id: int) -> None:
        """One empty card for each stamp card that is running, this member's from the beginning."""
        services = self._services
        context, maker = services.state.context, services.maker
        cards = [each for each in context.programmes if each.kind == "stamp_card" and not each.stopped]
        if not cards:
            sentence = services.state.words("desk.members_no_stamp_card")
            self._view.show_message(MessageFacts(sentence, "warn"))
            return
        if not self._has_printer():
            return
        for programme in cards:
            ids, now_ms = (maker.operation_id(), maker.operation_id()), services.clock.now_ms()
            command = MakeCards(*ids, now_ms, programme.id, (maker.card_id(),), member_id)
            work = partial(hand_cards.make, services.store, context, command)
            services.writer.ask(work, partial(self._queued, "desk.members_stamp_card_printed"))

    def _queued(self, sentence_key: str, answer: Made | Refusal | None) -> None:
        if isinstance(answer, Refusal):
            self._refuse(answer)
            return
        self._services.spooler.wake()
        self.said.emit(MessageFacts(self._services.state.words(sentence_key), "done"))
