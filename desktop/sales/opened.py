"""The open sale: read, shown, and printed again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from db.print_jobs import PrintJob
from desktop import describe
from desktop.operations import print_jobs, sales_list
from desktop.operations.sales_list import OpenedSale, PastSale
from desktop.print_words import no_printer
from desktop.sales import present
from desktop.services import Services
from loyalty.errors import KnownError
from loyalty.explain import explain_error, explain_refusal
from loyalty.ledger import Operation
from loyalty.refusals import Refusal
from ui.facts import MessageFacts
from ui.sales.facts import OpenSale
from ui.sales.view import SalesView


class OpenedDesk(QObject):
    """Shows one operation whole. `said` carries a MessageFacts."""

    said = Signal(object)

    def __init__(self, view: SalesView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._wanted = ""
        self._opened: OpenedSale | None = None
        self._shown: OpenSale | None = None
        self._printing = False
        view.sale_opened.connect(self.open)
        view.sale_closed.connect(self._close)
        view.print_again_wished.connect(self._print_again)

    @property
    def sale(self) -> PastSale | None:
        """The operation that is shown, with everything that acts on it."""
        return None if self._opened is None else self._opened.sale

    @property
    def operation(self) -> Operation | None:
        """The operation that is shown."""
        return None if self._opened is None else self._opened.sale.operation

    @property
    def member(self) -> str:
        """What the member of the open sale is called; "" for a customer who is none."""
        member = None if self._opened is None else self._opened.sale.member
        return "" if member is None else describe.member_title(member, self._services.state.words)

    def open(self, operation_id: str) -> None:
        """Read this operation and show it."""
        self._wanted = operation_id
        services = self._services
        now_ms = services.clock.now_ms()
        work = partial(sales_list.open_sale, services.store, services.state.context, operation_id, now_ms)
        services.book.ask(work, partial(self._show, operation_id), newest_of="open_sale")

    def refresh(self) -> None:
        """Read the open sale anew."""
        if self._wanted:
            self.open(self._wanted)

    def relabel(self) -> None:
        """Show the open sale again in the screen's language."""
        self._shown = None
        if self._opened is not None:
            self._show(self._wanted, self._opened)

    def shows(self, operation_id: str) -> bool:
        """Whether this is the operation that is shown, and none is on its way into its place."""
        return self._wanted == operation_id and self.operation is not None and self.operation.id == operation_id

    def refuse(self, refusal: Refusal, operation_id: str = "") -> None:
        """The rules said no: one sentence in place, or in the bar where the operation that was meant was left since."""
        state = self._services.state
        message = MessageFacts(explain_refusal(refusal, state.words, state.context.shop.currency), "warn")
        if operation_id and not self.shows(operation_id):
            self.said.emit(message)
        else:
            self._view.show_message(message)

    def fail(self, error: KnownError) -> None:
        """The world said no: one sentence in place."""
        self._view.show_message(MessageFacts(explain_error(error, self._services.state.words), "danger"))

    def _show(self, operation_id: str, answer: OpenedSale | Refusal) -> None:
        if operation_id != self._wanted:
            return
        if isinstance(answer, Refusal):
            self._close()
            self.refuse(answer)
            return
        if self._opened is None or self._opened.sale.operation.id != operation_id:
            self._view.show_message(None)
        self._opened = answer
        state = self._services.state
        sale = present.open_sale(answer, state.context, state.words)
        # Shown again it would end the step that somebody is at.
        if sale != self._shown:
            self._shown = sale
            self._view.show_sale(sale)

    def _close(self) -> None:
        self._wanted, self._opened, self._shown = "", None, None

    def _print_again(self, operation_id: str) -> None:
        if self._printing:
            return
        if not self._services.state.till.prints:
            self.said.emit(no_printer(self._services.state.words))
            return
        self._printing = True
        services = self._services
        job_id, now_ms = services.maker.operation_id(), services.clock.now_ms()
        context = services.state.context
        work = partial(print_jobs.print_again, services.store, context, operation_id, job_id, now_ms)
        services.writer.ask(work, self._queued, self._not_queued)

    def _queued(self, answer: PrintJob | Refusal) -> None:
        self._printing = False
        if isinstance(answer, Refusal):
            self.refuse(answer)
            return
        self._services.spooler.wake()
        self.said.emit(MessageFacts(self._services.state.words("desk.printed_again"), "done"))

    def _not_queued(self, error: KnownError) -> None:
        self._printing = False
        self.fail(error)
