"""The counter: joins the view to finding, selling and taking back, and says in one bar what just happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop import describe
from desktop.counter import draft as drafts
from desktop.counter import news
from desktop.counter.benefits import BenefitsDesk
from desktop.counter.drawer import DrawerDesk
from desktop.counter.find import FindDesk
from desktop.counter.finishing import FinishingDesk
from desktop.counter.hand_card import HandCardDesk
from desktop.counter.leaving import LeavingDesk
from desktop.counter.member_actions import MemberActionsDesk
from desktop.counter.news import A_CARD, DROP_PARKED, PUT_BACK, UNDO
from desktop.counter.parking import ParkingDesk
from desktop.counter.reprint import ReprintDesk
from desktop.counter.sale import SaleDesk
from desktop.counter.taking_back import TakingBackDesk
from desktop.counter.turn import Turn
from desktop.operations.members import MemberFile
from desktop.operations.sales import RecordedSale
from desktop.services import Services
from desktop.slip_numbers import slip_number
from loyalty.errors import KnownError
from loyalty.explain import explain_error, explain_refusal
from loyalty.refusals import Refusal
from ui.counter.view import CounterView
from ui.facts import MessageFacts

if TYPE_CHECKING:
    from desktop.operations.reversals import Reversed

# After the first paint, and after the parts that are drawn once where nobody sees them.
WARM_MS = 250


class CounterDesk(QObject):
    """Everything the counter's wishes do.

    `said` carries a MessageFacts for the bar at the bottom. `member_page_wished` carries the member to open whole,
    `slip_found` a slip's number that was scanned while nobody was at the counter, `keys_wished` asks for the sheet of
    keys.
    """

    said = Signal(object)
    member_page_wished = Signal(object)
    slip_found = Signal(str)
    keys_wished = Signal()

    def __init__(self, view: CounterView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._turn = Turn()
        self.find = FindDesk(view, services, self._turn, self)
        self.sale = SaleDesk(view, services, self._turn, self)
        self.snapshot = self.sale.snapshot
        self.benefits = BenefitsDesk(view, services, self.sale, self)
        self.actions = MemberActionsDesk(view.member, services, self.sale, self)
        self.hand_cards = HandCardDesk(view.member, services, self.sale, self)
        asked = partial(_asks, view, self.hand_cards)
        self.finishing = FinishingDesk(services, self.find, self.sale, self._seat, asked, self)
        self.finish = self.finishing.finish
        self.parking = ParkingDesk(view, services, self.sale, self.find, self.finishing, self)
        self.leaving = LeavingDesk(view, services, self.sale, self.parking, self)
        self.taking_back = TakingBackDesk(services, self._turn, self)
        self.undo = self.taking_back.undo
        self.reprint = ReprintDesk(services, self)
        self.drawer = DrawerDesk(view, services, self)
        self._without_member: tuple[str, int] | None = None
        self._connect()

    def _connect(self) -> None:
        view = self._view
        self.find.joined.connect(self._joined)
        self.sale.recorded.connect(self._recorded)
        # Whoever comes after another sale was begun is not the one who said yes to a card.
        self.sale.begun.connect(self.taking_back.wait_no_more)
        self.sale.member_left.connect(lambda: view.show_note(news.member_left(self._services.state.words)))
        self.finishing.unanswered.connect(lambda: warn(view, self._services.state.words("benefits.answer_first")))
        self.taking_back.undone.connect(self._undone)
        self.taking_back.credited.connect(self._credited)
        self.reprint.said.connect(self.said)
        self.drawer.said.connect(self.said)
        self.actions.said.connect(self.said)
        self.actions.done.connect(self._look_again)
        self.find.paper_found.connect(self.hand_cards.ask)
        self.hand_cards.asked.connect(self.find.forget)
        self.hand_cards.sent.connect(lambda: view.setFocus())
        self.hand_cards.said.connect(self.said)
        self.hand_cards.bound.connect(self.finishing.bring)
        for part in (self.find, self.sale, self.benefits, self.taking_back, self.reprint, self.drawer):
            part.refused.connect(self.refuse)
        for failing in (self.find, self.sale, self.benefits, self.actions, self.hand_cards, self.taking_back):
            failing.failed.connect(self.fail)
        view.member_cleared.connect(self.leave)
        view.finish_wished.connect(self.finish)
        view.undo_wished.connect(self.undo)
        view.print_again_wished.connect(self.reprint.last_slip)
        view.card_wished.connect(lambda: self._with_member(self.reprint.member_card))
        view.edit_member_wished.connect(lambda: self._with_member(self.member_page_wished.emit))
        view.history_wished.connect(lambda: self._with_member(self.member_page_wished.emit))
        view.note_action_wished.connect(self.act)

    def start(self) -> None:
        """The empty counter, ready for the first scan."""
        self.sale.begin()
        self.parking.show()
        self._view.focus_search()
        QTimer.singleShot(WARM_MS, self.find.search, self.find.search.warm)

    def relabel(self) -> None:
        """Show everything again in the screen's language."""
        self._view.show_note(None)
        self.sale.show_products()
        self.sale.change(self.sale.draft)
        self.find.search.refresh()
        self.actions.relabel()
        self.hand_cards.relabel()

    def shown(self) -> None:
        """The counter is in front again: the member may have changed on another screen."""
        if self.sale.member is not None:
            self._look_again()
        else:
            self._view.focus_search()

    def new_member(self) -> None:
        """F4: a member of the phone typed so far, or the search box with what to do."""
        typed = self.find.search.query
        if typed.strip():
            self.find.submit_new(typed)
            return
        self._view.focus_search()
        self._view.show_note(MessageFacts(self._services.state.words("desk.type_phone"), "info"))

    def scan(self, text: str) -> None:
        """A code from the scanner, wherever the focus was: a member's card, or the slip of a sale without a member."""
        self._turn.when_free(partial(self._scan, text))

    def _scan(self, text: str) -> None:
        self._view.show_note(None)
        if self.actions.take_scan(text):
            return
        slip = slip_number(text)
        if slip is None and self.benefits.is_code(text):
            self.benefits.enter_code(text)
        elif slip is None:
            self.find.scan(text)
        elif self.sale.member is None:
            self.slip_found.emit(text.strip().upper())
        else:
            self.taking_back.credit(*slip, self.sale.member.member.id)

    def offer_card(self) -> None:
        """ "A card?": the sale just made without a member waits for whoever joins or is found next."""
        if self._without_member is None:
            return
        self.taking_back.waiting = self._without_member
        self._view.focus_search()
        words = self._services.state.words
        slip = "{}-{:06d}".format(*self._without_member)
        self._view.show_note(MessageFacts(words("desk.card_for_slip", slip=slip), "info"))

    def leave(self) -> None:
        """Esc: a finish that waits for its member is taken back, the keypad leaves the money received; else the next
        customer: member and sale leave together, and where nothing is, the search is emptied.
        """
        self.find.stop()
        if self.finishing.take_back():
            return
        if self._turn.busy:
            self._turn.when_free(self.leave)
            return
        self._view.show_note(None)
        self.taking_back.wait_no_more()
        if self.hand_cards.asks():
            self.hand_cards.close()
        elif self.actions.is_open:
            self.actions.leave()
        elif self.sale.draft.tendering:
            self.sale.toggle_tendering()
        elif self.sale.draft != drafts.closed(self.sale.draft):
            self.sale.change(drafts.closed(self.sale.draft))
        elif not self.sale.empty:
            self.leaving.clear()
        else:
            self.find.forget()
            self._view.focus_search()

    def act(self, action: str) -> None:
        """What a message's button offers."""
        if action == UNDO:
            self.undo()
        elif action == A_CARD:
            self.offer_card()
        elif action == PUT_BACK:
            self.leaving.put_back()
        elif action == DROP_PARKED:
            self.leaving.drop()

    def refuse(self, refusal: Refusal) -> None:
        """The rules said no: one sentence in place, and a short beep for whoever looks at the scanner."""
        state = self._services.state
        warn(self._view, explain_refusal(refusal, state.words, state.context.shop.currency))

    def fail(self, error: KnownError) -> None:
        """The world said no: one sentence in place; what was typed stays."""
        self._view.show_note(MessageFacts(explain_error(error, self._services.state.words), "danger"))

    def _with_member(self, act: Callable[[int], None]) -> None:
        if self.sale.member is not None:
            act(self.sale.member.member.id)

    def _look_again(self) -> None:
        """Read the member at the counter again, unless the sale is leaving or the next customer is coming."""
        if not self._turn.busy and not self.find.on_its_way:
            self._with_member(self.find.choose)

    def _seat(self, file: MemberFile) -> None:
        self._view.show_note(None)
        self.find.forget()
        self.actions.close()
        self.hand_cards.close()
        self.sale.seat(file)
        self._view.setFocus()
        self.taking_back.credit_waiting(file.member.id)

    def _joined(self, file: MemberFile) -> None:
        words = self._services.state.words
        self._services.spooler.wake()
        self._services.state.members_changed.emit(file.member.id)
        title = describe.member_title(file.member, words)
        self.said.emit(MessageFacts(words("desk.joined", name=title, number=file.member.number), "done"))

    def _recorded(self, sale: RecordedSale) -> None:
        state = self._services.state
        if self.sale.member is not None:
            self.find.search.remember(self.sale.member)
        self.said.emit(news.sale_recorded(sale, state.context, state.words))
        self.actions.close()
        operation = sale.operation
        self._without_member = (operation.till, operation.number) if sale.member is None else None
        self.sale.begin()
        self._view.show_note(None)
        # The drawer before the slip: whoever pays waits for the change.
        self.drawer.after(sale)
        self._services.spooler.wake()
        state.ledger_changed.emit(operation.member_id)
        self.find.forget()
        self._view.focus_search()
        self.parking.show()

    def _undone(self, answer: Reversed) -> None:
        self.said.emit(news.undone(answer, self._services.state.words))
        if not self.sale.empty:
            self._look_again()
        elif answer.member is not None and not self._turn.busy and not self.find.on_its_way:
            self.find.choose(answer.member.id)

    def _credited(self, answer: Reversed) -> None:
        self.said.emit(news.credited(answer, self._services.state.words))
        self._look_again()


def _asks(view: CounterView, hand_cards: HandCardDesk) -> bool:
    """Whether the member's column waits for an answer: about a paper card, or a deed that was begun and not done."""
    return hand_cards.asks() or view.member.action_panel.offers_deed()


def warn(view: CounterView, sentence: str) -> None:
    """One sentence in place, and a short beep for whoever looks at the scanner."""
    QApplication.beep()
    view.show_note(MessageFacts(sentence, "warn"))
