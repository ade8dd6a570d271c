"""A paper card at its first scan: asked how many stamps are on it and whose it becomes, then taken over once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.counter import news
from desktop.counter import present_hand_card as present
from desktop.counter.present_hand_card import BEARER, PHONE, SEATED, Asked
from desktop.counter.sale import SaleDesk
from desktop.operations.recording import Recorded
from desktop.services import Services
from loyalty.errors import KnownError
from loyalty.explain import explain_refusal
from loyalty.refusals import Refusal
from ui.counter.member_column import MemberColumn
from ui.facts import MessageFacts

# Paper cards are brought in with the first of them, not before the first scan.
if TYPE_CHECKING:
    from db.hand_cards import HandCard
    from desktop.operations.hand_cards import PaperCard, TakeOver


class HandCardDesk(QObject):
    """One paper card at a time, in the member's column. `said` carries a MessageFacts, `bound` the id of the member
    whose card it has become while it was asked about, `failed` a KnownError; `asked` says that a card is asked about,
    `sent` that the answer is on its way to the disk: what is typed from then on is the sale's.
    """

    asked = Signal()
    sent = Signal()
    said = Signal(object)
    bound = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        view: MemberColumn,
        services: Services,
        sale: SaleDesk,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._sale = sale
        self._asked: Asked | None = None
        self._sent: set[bytes] = set()
        # What the disk did not take: the same wish again is the same operation, whatever became of the first try.
        self._unsure: TakeOver | None = None
        panel = view.hand_card
        panel.stamps_typed.connect(lambda text: self._change(typed=text))
        panel.owner_chosen.connect(lambda owner: self._change(owner=owner))
        panel.confirmed.connect(self._confirm)
        panel.void_wished.connect(self._void)
        panel.left.connect(self.close)

    def asks(self) -> bool:
        """Whether a card is asked about."""
        return self._asked is not None

    def ask(self, paper: PaperCard) -> None:
        """Ask about a card: it becomes the card of who is at the counter, or else a new bearer card, until told."""
        seated = None if self._sale.member is None else self._sale.member.member
        owner = BEARER if seated is None else SEATED
        if self._asked is None or self._asked.paper.card.card_id != paper.card.card_id:
            self._view.hand_card.forget()
            self._show(Asked(paper, owner, seated))
        self.asked.emit()

    def close(self) -> None:
        """Back to what was there before."""
        if self._asked is not None:
            self._show(None)

    def relabel(self) -> None:
        """Show it again in the screen's language."""
        if self._asked is not None:
            self._show(self._asked)

    def _change(self, typed: str | None = None, owner: str | None = None, problem: str = "") -> None:
        asked = self._asked
        if asked is not None and not self._waits(asked):
            typed, owner = asked.typed if typed is None else typed, owner or asked.owner
            self._show(replace(asked, typed=typed, owner=owner, problem=problem, voiding=False))

    def _confirm(self, phone: str) -> None:
        asked = self._asked
        if asked is None or self._waits(asked):
            return
        words = self._services.state.words
        if asked.stamps is None:
            self._change(problem=present.number_needed(asked, words))
            self._view.hand_card.focus_stamps()
            return
        if asked.owner == PHONE and not phone.strip() and asked.paper.owner is None:
            self._change(problem=words("hand_cards.phone_needed"))
            self._view.hand_card.focus_phone()
            return
        self._send(self._command(asked, asked.stamps, phone.strip() if asked.owner == PHONE else ""))

    def _command(self, asked: Asked, stamps: int, phone: str) -> TakeOver:
        from desktop.operations.hand_cards import TakeOver

        maker, now_ms = self._services.maker, self._services.clock.now_ms()
        member_id = asked.seated.id if asked.owner == SEATED and asked.seated is not None else None
        ids = (maker.operation_id(), maker.operation_id(), maker.member_id())
        command = TakeOver(*ids, now_ms, asked.paper.card.card_id, stamps, member_id, phone)
        unsure = self._unsure
        return unsure if unsure is not None and _wish(unsure) == _wish(command) else command

    def _send(self, command: TakeOver) -> None:
        from desktop.operations import hand_cards

        self._unsure = command
        services = self._services
        work = partial(hand_cards.take_over, services.store, services.state.context, command)
        self._ask_disk(command.card_id, work, partial(self._taken_over, command))

    def _waits(self, asked: Asked) -> bool:
        """Whether the answer about this card is on its way to the disk."""
        return asked.paper.card.card_id in self._sent

    def _ask_disk(self, card_id: bytes, work: Callable[[], object], then: Callable[[Any], None]) -> None:
        self._sent.add(card_id)
        self._view.hand_card.let_go()
        self.sent.emit()
        self._services.writer.ask(work, then, partial(self._not_stored, card_id))

    def _taken_over(self, command: TakeOver, answer: Recorded | Refusal) -> None:
        self._sent.discard(command.card_id)
        if self._unsure is command:
            self._unsure = None
        if isinstance(answer, Refusal):
            self._refuse(command.card_id, answer)
            return
        state = self._services.state
        serial = str(answer.operation.detail["hand_card"])
        text = present.said(serial, command.stamps, answer, state.words)
        waited_for = self._close_if(command.card_id)
        self.said.emit(news.with_undo(text, state.words))
        state.members_changed.emit(answer.member.id)
        state.ledger_changed.emit(answer.member.id)
        if waited_for:
            self.bound.emit(answer.member.id)

    def _void(self) -> None:
        if self._asked is None or self._waits(self._asked):
            return
        # Nothing leads back from it: it is pressed twice.
        if not self._asked.voiding:
            self._show(replace(self._asked, problem="", voiding=True))
            return
        from desktop.operations import hand_cards

        services, card_id = self._services, self._asked.paper.card.card_id
        work = partial(hand_cards.void, services.store, services.state.context, card_id, services.clock.now_ms())
        self._ask_disk(card_id, work, partial(self._voided, card_id))

    def _voided(self, card_id: bytes, answer: HandCard | Refusal) -> None:
        self._sent.discard(card_id)
        if isinstance(answer, Refusal):
            self._refuse(card_id, answer)
            return
        self._close_if(card_id)
        words = self._services.state.words
        self.said.emit(MessageFacts(words("hand_cards.voided", serial=answer.serial), "done"))

    def _refuse(self, card_id: bytes, refusal: Refusal) -> None:
        """In the question about this card, or in the bar once that was left."""
        state = self._services.state
        sentence = explain_refusal(refusal, state.words, state.context.shop.currency)
        if self._asks_about(card_id):
            self._change(problem=sentence)
            self._view.hand_card.focus_stamps()
        else:
            self.said.emit(MessageFacts(sentence, "danger"))

    def _asks_about(self, card_id: bytes) -> bool:
        return self._asked is not None and self._asked.paper.card.card_id == card_id

    def _close_if(self, card_id: bytes) -> bool:
        """Whether this card was still asked about; the question about another one stays."""
        asks = self._asks_about(card_id)
        if asks:
            self.close()
        return asks

    def _not_stored(self, card_id: bytes, error: KnownError) -> None:
        self._sent.discard(card_id)
        if self._asks_about(card_id):
            self._view.hand_card.focus_stamps()
        self.failed.emit(error)

    def _show(self, asked: Asked | None) -> None:
        self._asked = asked
        self._view.show_hand_card(None if asked is None else present.facts(asked, self._services.state.words))


def _wish(command: TakeOver) -> TakeOver:
    """The command without what differs from one press to the next."""
    return replace(command, operation_id="", join_id="", new_member_id=0, at_ms=0)
