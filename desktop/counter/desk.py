"""The counter: joins the view to finding, selling and taking back, and says in one bar what just happened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop import describe
from desktop.counter.find import FindDesk
from desktop.counter.parking import ParkingDesk
from desktop.counter.sale import SaleDesk
from desktop.operations import members, print_jobs, reversals
from desktop.operations.members import MemberFile
from desktop.operations.reversals import Credit, Reversed, Undo
from desktop.operations.sales import RecordedSale
from desktop.services import Services
from desktop.slip_numbers import slip_number
from loyalty.basket import Product
from loyalty.errors import KnownError
from loyalty.explain import explain_error, explain_refusal
from loyalty.ledger import Unit
from loyalty.money import format_money
from loyalty.refusals import Refusal
from ui.counter.facts import ProductButton
from ui.counter.view import CounterView
from ui.facts import MessageFacts

UNDO = "undo"


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
        self._undoing = False
        self.find = FindDesk(view, services, self)
        self.sale = SaleDesk(view, services, self)
        self.parking = ParkingDesk(view, services, self.sale, self.find, self)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        self.find.found.connect(self._seat)
        self.find.joined.connect(self._joined)
        self.find.refused.connect(self.refuse)
        self.sale.recorded.connect(self._recorded)
        self.sale.refused.connect(self.refuse)
        self.sale.failed.connect(self.fail)
        view.member_cleared.connect(self.leave)
        view.undo_wished.connect(self.undo)
        view.print_again_wished.connect(self.print_again)
        view.card_wished.connect(self.print_card)
        view.edit_member_wished.connect(self._open_member)
        view.history_wished.connect(self._open_member)
        view.note_action_wished.connect(lambda action: self.undo() if action == UNDO else None)

    def start(self) -> None:
        """The empty counter, ready for the first scan."""
        self.sale.clear()
        self.parking.show()
        self._view.focus_search()

    def relabel(self) -> None:
        """Show everything again in the screen's language."""
        self._view.show_note(None)
        self._show_products()
        self.sale.change(self.sale.draft)
        self.find.refresh()

    def shown(self) -> None:
        """The counter is in front again: the member may have changed on another screen."""
        if self.sale.member is not None:
            self.find.choose(self.sale.member.member.id)
        else:
            self._view.focus_search()

    def show_products(self, products: tuple[Product, ...]) -> None:
        """The shop's products as they are now."""
        self.sale.products = {product.id: product for product in products if not product.retired}
        self._show_products()

    def snapshot(self) -> Callable[[], None]:
        """Remember the sale as typed, so that what a scan leaks into it can be put back."""
        draft = self.sale.draft
        return lambda: self.sale.change(draft) if self.sale.draft != draft else None

    def start_amount(self) -> None:
        """F2: leave the search, so that digits go to the amount: a sale without a member."""
        self._view.setFocus()

    def new_member(self) -> None:
        """F4: a member of the phone typed so far, or the search box with what to do."""
        typed = self.find.query
        if typed.strip():
            self.find.submit_new(typed)
            return
        self._view.focus_search()
        self._view.show_note(MessageFacts(self._services.state.words("desk.type_phone"), "info"))

    def show_keys(self) -> None:
        """F11: the sheet of keys."""
        self.keys_wished.emit()

    def scan(self, text: str) -> None:
        """A code from the scanner, wherever the focus was."""
        self._view.show_note(None)
        slip = slip_number(text)
        if slip is None:
            self.find.scan(text)
        elif self.sale.member is None:
            self.slip_found.emit(text.strip().upper())
        else:
            self._credit(*slip, self.sale.member.member.id)

    def leave(self) -> None:
        """Esc: the member goes, then what was typed, then the search; one step at a time."""
        self._view.show_note(None)
        if self.sale.draft.tendering:
            self._view.tendering_wished.emit(False)
        elif self.sale.member is not None:
            self.sale.seat(None)
            self._view.focus_search()
        elif not self.sale.draft.untouched:
            self.sale.clear()
        else:
            self.find.forget()
            self._view.focus_search()

    def undo(self) -> None:
        """Take this till's last operation back; the rules say until when."""
        if self._undoing or self.sale.busy:
            return
        self._undoing = True
        maker, clock = self._services.maker, self._services.clock
        command = Undo(maker.operation_id(), clock.now_ms())
        work = partial(reversals.undo, self._services.store, self._services.state.context, command)
        self._services.writer.ask(work, self._undone, self._undo_failed)

    def print_again(self) -> None:
        """The newest slip once more, marked as a second copy."""
        services = self._services
        job_id, now_ms = services.maker.operation_id(), services.clock.now_ms()
        work = partial(print_jobs.print_again, services.store, services.state.context, "", job_id, now_ms)
        services.writer.ask(work, self._printed_again)

    def print_card(self) -> None:
        """The seated member's card once more."""
        if self.sale.member is None:
            return
        services = self._services
        job_id, now_ms = services.maker.operation_id(), services.clock.now_ms()
        work = partial(
            members.print_member_card,
            services.store,
            services.state.context,
            self.sale.member.member.id,
            job_id,
            now_ms,
        )
        services.writer.ask(work, self._card_queued)

    def refuse(self, refusal: Refusal) -> None:
        """The rules said no: one sentence in place, and a short beep for whoever looks at the scanner."""
        QApplication.beep()
        self._view.show_note(MessageFacts(explain_refusal(refusal, self._services.state.words), "warn"))

    def fail(self, error: KnownError) -> None:
        """The world said no: one sentence in place; what was typed stays."""
        self._view.show_note(MessageFacts(explain_error(error, self._services.state.words), "danger"))

    def _credit(self, till: str, number: int, member_id: int) -> None:
        maker, clock = self._services.maker, self._services.clock
        command = Credit(maker.operation_id(), maker.operation_id(), clock.now_ms(), till, number, member_id)
        work = partial(reversals.credit, self._services.store, self._services.state.context, command)
        self._services.writer.ask(work, self._credited, self.fail)

    def _credited(self, answer: Reversed | Refusal) -> None:
        if isinstance(answer, Refusal):
            self.refuse(answer)
            return
        words = self._services.state.words
        who = describe.member_title(answer.member, words) if answer.member else ""
        text = words("desk.credited", who=who, slip=answer.original.slip_number)
        self.said.emit(MessageFacts(text, "done", words("desk.undo"), UNDO, "Ctrl+Z"))
        self._services.spooler.wake()
        self._services.state.ledger_changed.emit(answer.operation.member_id)
        if self.sale.member is not None:
            self.find.choose(self.sale.member.member.id)

    def _show_products(self) -> None:
        money = self._services.state.context.shop.currency
        self._view.show_products(
            [
                ProductButton(product.id, product.name, format_money(product.price, money), product.category)
                for product in sorted(self.sale.products.values(), key=lambda product: product.position)
            ]
        )

    def _seat(self, file: MemberFile) -> None:
        self._view.show_note(None)
        self.find.forget()
        self.sale.seat(file)
        self._view.setFocus()

    def _joined(self, file: MemberFile) -> None:
        words = self._services.state.words
        self._seat(file)
        self._services.spooler.wake()
        self._services.state.members_changed.emit(file.member.id)
        title = describe.member_title(file.member, words)
        self.said.emit(MessageFacts(words("desk.joined", name=title, number=file.member.number), "done"))

    def _recorded(self, sale: RecordedSale) -> None:
        if self.sale.member is not None:
            self.find.remember(self.sale.member)
        self.said.emit(self._what_happened(sale))
        self._view.show_note(None)
        self.sale.clear()
        self.find.forget()
        self._view.focus_search()
        self.parking.show()
        self._services.spooler.wake()
        self._services.state.ledger_changed.emit(sale.operation.member_id)

    def _what_happened(self, sale: RecordedSale) -> MessageFacts:
        words = self._services.state.words
        stamps = sum(count for account, count in sale.outcome.earned.items() if account.unit is Unit.STAMP)
        points = sum(count for account, count in sale.outcome.earned.items() if account.unit is Unit.POINT)
        facts: list[str] = []
        if stamps:
            facts.append(words("desk.got_stamps", count=stamps))
        if points:
            facts.append(words("desk.got_points", count=points))
        facts += [words("desk.redeemed", title=applied.title) for applied in sale.outcome.applied]
        if sale.member is None:
            who = words("desk.without_member", slip=sale.operation.slip_number)
        else:
            who = describe.member_title(sale.member, words)
        if not facts:
            facts.append(words("desk.recorded"))
        text = words("desk.done", who=who, what=words("desk.comma").join(facts))
        return MessageFacts(text, "done", words("desk.undo"), UNDO, "Ctrl+Z")

    def _undone(self, answer: Reversed | Refusal) -> None:
        self._undoing = False
        if isinstance(answer, Refusal):
            self.refuse(answer)
            return
        words = self._services.state.words
        who = words("desk.somebody")
        if answer.member is not None:
            who = describe.member_title(answer.member, words)
            if self.sale.draft.untouched:
                self.find.choose(answer.member.id)
        self.said.emit(MessageFacts(words("desk.undone", who=who, slip=answer.original.slip_number), "info"))
        self._services.state.ledger_changed.emit(answer.operation.member_id)

    def _undo_failed(self, error: KnownError) -> None:
        self._undoing = False
        self.fail(error)

    def _printed_again(self, answer: object) -> None:
        if isinstance(answer, Refusal):
            self.refuse(answer)
            return
        self._services.spooler.wake()
        self.said.emit(MessageFacts(self._services.state.words("desk.printed_again"), "done"))

    def _card_queued(self, answer: Refusal | None) -> None:
        if answer is not None:
            self.refuse(answer)
            return
        self._services.spooler.wake()
        self.said.emit(MessageFacts(self._services.state.words("desk.card_printed"), "done"))

    def _open_member(self) -> None:
        if self.sale.member is not None:
            self.member_page_wished.emit(self.sale.member.member.id)
