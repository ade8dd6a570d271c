"""The list of earlier sales: pages of everybody's, or of a slip's number or a member."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.operations import sales_list
from desktop.operations.sales_list import Before, SalePage
from desktop.sales import present
from desktop.services import Services
from loyalty.ledger import Operation
from ui.sales.facts import SalesPage
from ui.sales.view import SalesView

PAGE_SALES = 50


class ListDesk(QObject):
    """Feeds the list. `slip_found` carries the id of the operation whose slip was looked for."""

    slip_found = Signal(str)

    def __init__(self, view: SalesView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._text = ""
        view.find_changed.connect(self._take_text)
        view.page_wished.connect(self._read)

    def refresh(self) -> None:
        """Read the list anew."""
        self._view.refresh()

    def find(self, text: str) -> None:
        """Put the text into the search; a slip's number opens its sale."""
        self._take_text(text)
        self._view.list.search.set_text_quietly(text)
        self._view.refresh()
        services = self._services
        work = partial(sales_list.by_slip, services.store, services.state.context, text)
        services.book.ask(work, self._open, newest_of="sale_by_slip")

    def _take_text(self, text: str) -> None:
        self._text = text

    def _open(self, operation: Operation | None) -> None:
        if operation is not None:
            self.slip_found.emit(operation.id)

    def _read(self, after: Before | None) -> None:
        services, text = self._services, self._text
        if text.strip():
            work = partial(sales_list.find, services.store, services.state.context, text, PAGE_SALES, after)
        else:
            work = partial(sales_list.recent, services.store, PAGE_SALES, after)
        newest_of = "" if after else "sales_list"
        services.book.ask(work, partial(self._show, text, after), newest_of=newest_of)

    def _show(self, text: str, after: object, page: SalePage) -> None:
        state, now_ms = self._services.state, self._services.clock.now_ms()
        rows = tuple(present.sale_row(sale, state.context, now_ms, state.words) for sale in page.sales)
        self._view.show_page(SalesPage(rows, after, page.next, text))
