"""The screen of earlier sales: the list by day, and the open sale beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.facts import MessageFacts
from ui.sales.detail import SaleDetail
from ui.sales.facts import EditForm, MemberChoice, OpenSale, ReversalPreview, SalesPage
from ui.sales.list import SalesList
from ui.widgets.message_bar import MessageBar


class SalesView(QWidget):
    """Earlier sales, newest first. Passive: `show_*` draws finished texts, signals are wishes.

    Taking back goes in two steps: `preview_wished(action, operation_id, amount)` with action "cancel", "refund",
    "credit", "edit" or "reopen" is answered by `show_reversal_preview`; the second button emits `cancel_wished(id)`,
    `refund_wished(id, amount)` (a whole number, ((index, units), ...) of lines, or None for all that is left) or
    `credit_confirmed(id, member_id)`, `edit_confirmed(id, wish)` or `reopen_wished(id)`.
    `edit_wished(id)` is answered by `show_edit`; what is put right comes as an EditWish in the place of the amount.
    `credit_wished(id)` opens the choice of a member: `credit_search_changed(text)` is answered by
    `show_member_choices`, then the preview is wished with the member's id in the place of the amount.
    """

    find_changed = Signal(str)
    page_wished = Signal(object)
    sale_opened = Signal(str)
    sale_closed = Signal()
    preview_wished = Signal(str, str, object)
    cancel_wished = Signal(str)
    refund_wished = Signal(str, object)
    credit_wished = Signal(str)
    credit_search_changed = Signal(str)
    credit_confirmed = Signal(str, object)
    edit_wished = Signal(str)
    edit_confirmed = Signal(str, object)
    reopen_wished = Signal(str)
    print_again_wished = Signal(str)
    message_action_wished = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.list = SalesList(words)
        self.detail = SaleDetail(words)
        self.message = MessageBar()
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.list, 1)
        row.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(self.message)
        column.addLayout(row, 1)
        self._join()

    def _join(self) -> None:
        for own, part in (
            (self.find_changed, self.list.find_changed),
            (self.page_wished, self.list.page_wished),
            (self.sale_opened, self.list.sale_opened),
            (self.preview_wished, self.detail.preview_wished),
            (self.credit_wished, self.detail.credit_wished),
            (self.credit_search_changed, self.detail.credit.search_changed),
            (self.credit_search_changed, self.detail.whose.search_changed),
            (self.edit_wished, self.detail.edit_wished),
            (self.print_again_wished, self.detail.print_again_wished),
            (self.message_action_wished, self.message.action_wished),
        ):
            part.connect(own)
        self.detail.closed.connect(self._close_sale)
        self.detail.confirmed.connect(self._confirm)

    def _close_sale(self) -> None:
        self.show_sale(None)
        self.sale_closed.emit()

    def _confirm(self, action: str, operation_id: str, amount: object) -> None:
        if action == "cancel":
            self.cancel_wished.emit(operation_id)
        elif action == "refund":
            self.refund_wished.emit(operation_id, amount)
        elif action == "edit":
            self.edit_confirmed.emit(operation_id, amount)
        elif action == "reopen":
            self.reopen_wished.emit(operation_id)
        else:
            self.credit_confirmed.emit(operation_id, amount)

    def refresh(self) -> None:
        """Read the list anew from its first page."""
        self.list.refresh()

    def focus_search(self) -> None:
        """Go to the search box."""
        self.list.search.setFocus()

    def show_page(self, page: SalesPage) -> None:
        """Show a page that was wished for; one for an older text is dropped."""
        self.list.show_page(page)

    def show_sale(self, sale: OpenSale | None) -> None:
        """Show one sale in full, or none."""
        self.detail.show_sale(sale)
        if sale is None:
            self.list.table.clearSelection()
            self.list.table.setFocus()

    def show_reversal_preview(self, preview: ReversalPreview | None) -> None:
        """Show what taking back will do, with the button that does it, or close it."""
        self.detail.show_preview(preview)

    def show_edit(self, form: EditForm) -> None:
        """Open the sale to be put right."""
        self.detail.show_edit(form)

    def show_member_choices(self, choices: tuple[MemberChoice, ...]) -> None:
        """Show the members whose the open sale could be."""
        step = self.detail.member_step()
        if step is not None:
            step.show_choices(choices)

    def asks_for_member(self) -> bool:
        """Whether the choice of a member for the open sale is in sight."""
        return self.detail.member_step() is not None

    def choose_member(self, member: MemberChoice) -> None:
        """Choose whose the open sale is, as a click on the name does."""
        step = self.detail.member_step()
        if step is not None:
            step.member_chosen.emit(member)

    def show_message(self, message: MessageFacts | None) -> None:
        """Show a bar in place, or none."""
        self.message.show_message(message)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the open sale less room where there is less."""
        super().resizeEvent(event)
        self.detail.setFixedWidth(420 if self.width() >= theme.NARROW_BELOW else 370)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self.list.relabel(words)
        self.detail.relabel(words)
