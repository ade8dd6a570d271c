"""One sale in full, its actions, and in their place the steps of taking back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from loyalty.words import Words
from ui.empty_state import EmptyState
from ui.sales.actions import SaleActions
from ui.sales.edit_step import EditStep
from ui.sales.facts import EditForm, MemberChoice, OpenSale, ReversalPreview
from ui.sales.member_step import MemberStep
from ui.sales.preview_step import PreviewStep
from ui.sales.refund_step import RefundStep
from ui.sales.slip import SaleSlip
from ui.widgets.buttons import IconButton
from ui.widgets.text import label, rule


class SaleDetail(QFrame):
    """The open sale as a card. `preview_wished(action, id, amount)` asks what would happen; `confirmed` with the same
    three does it. The amount is a whole number, None for all, ((index, units), ...) for lines, the member's id for
    "credit", or an EditWish for "edit".
    """

    closed = Signal()
    print_again_wished = Signal(str)
    credit_wished = Signal(str)
    edit_wished = Signal(str)
    preview_wished = Signal(str, str, object)
    confirmed = Signal(str, str, object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._sale: OpenSale | None = None
        self._amount: object = None
        self._preview: ReversalPreview | None = None
        self.choose = EmptyState("receipt-text")
        self.close_button = IconButton("x", "")
        self.slip = SaleSlip(words)
        self._actions = SaleActions()
        self.buttons = self._actions.buttons
        self.refund = RefundStep(words)
        self.credit = MemberStep(words, "sales.credit_title")
        self.edit = EditStep(words)
        self.whose = MemberStep(words, "sales.edit_whose_title", or_nobody=True)
        self.preview = PreviewStep(words)
        self._title = label(role="heading")
        self._lay_out()
        self._join()
        self.relabel(words)
        self.show_sale(None)

    def _lay_out(self) -> None:
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setWidget(self.slip)
        # The steps come first: the slip has the room that they leave, and scrolls.
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 8)
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        self._steps = QVBoxLayout()
        self._steps.setContentsMargins(14, 10, 14, 14)
        self._every_step = (self._actions, self.refund, self.credit, self.edit, self.whose, self.preview)
        for step in self._every_step:
            self._steps.addWidget(step)
        whole = QWidget()
        whole.setProperty("role", "scrolled")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self._scroll, 1)
        column.addWidget(rule())
        column.addLayout(self._steps)
        self._body = QStackedLayout(self)
        self._body.setContentsMargins(1, 1, 1, 1)
        self._body.addWidget(self.choose)
        self._body.addWidget(whole)

    def _join(self) -> None:
        self.close_button.clicked.connect(self.closed)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._back)
        self.buttons["print_again"].clicked.connect(lambda: self.print_again_wished.emit(self._id()))
        self.buttons["cancel"].clicked.connect(lambda: self._wish_preview("cancel", None))
        self.buttons["refund"].clicked.connect(self._begin_refund)
        self.buttons["credit"].clicked.connect(self._begin_credit)
        self.refund.amount_chosen.connect(lambda amount: self._wish_preview("refund", amount))
        self.buttons["edit"].clicked.connect(lambda: self.edit_wished.emit(self._id()))
        self.buttons["reopen"].clicked.connect(lambda: self._wish_preview("reopen", None))
        self.credit.member_chosen.connect(lambda member: self._wish_preview("credit", member.member_id))
        self.edit.edit_chosen.connect(lambda wish: self._wish_preview("edit", wish))
        self.edit.somebody_else_wished.connect(self._ask_whose)
        self.whose.member_chosen.connect(self._hand_over)
        self.preview.confirmed.connect(self._confirm)
        for step in self._every_step[1:]:
            step.backed_out.connect(self._step_back)

    def _id(self) -> str:
        return self._sale.operation_id if self._sale else ""

    def _wish_preview(self, action: str, amount: object) -> None:
        self._amount = amount
        self.preview_wished.emit(action, self._id(), amount)

    def _begin_refund(self) -> None:
        self._show_step(self.refund)
        if self._sale is not None:
            self.refund.begin(self._sale.refund_left, self._sale.returnable)

    def _begin_credit(self) -> None:
        self._show_step(self.credit)
        self.credit.begin()
        self.credit_wished.emit(self._id())

    def _ask_whose(self) -> None:
        self._show_step(self.whose)
        self.whose.begin()

    def _hand_over(self, member: MemberChoice | None) -> None:
        self.edit.hand_over(member)
        self._show_step(self.edit)
        self.edit.change_member.setFocus()

    def _confirm(self) -> None:
        """Ask for it once: a second click finds the actions again."""
        preview, self._preview = self._preview, None
        if preview is not None:
            self.show_actions()
            self.confirmed.emit(preview.action, self._id(), self._amount)

    def _back(self) -> None:
        if self._actions.isHidden():
            self._step_back()
        else:
            self.closed.emit()

    def _step_back(self) -> None:
        """Out of a step; from what an edit asks or shows back to the edit, with all that was put right."""
        of_edit = self._preview is not None and self._preview.action == "edit"
        if self.whose.isVisible() or (self.preview.isVisible() and of_edit):
            self._show_step(self.edit)
            self.edit.show_button.setFocus()
        else:
            self.show_actions()

    def _show_step(self, shown: QWidget) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            # A button that hides, or that may not be pressed any more, hands the focus to whatever comes next, often
            # far away; the one that closes is always there.
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        for step in self._every_step:
            step.setVisible(step is shown)
        # What is put right, and every movement that comes of it, need the height.
        told = self._preview is not None and bool(self._preview.movements)
        self._scroll.setVisible(shown is not self.edit and not (shown is self.preview and told))

    def show_actions(self) -> None:
        """Leave any step and show the actions again."""
        self._preview = None
        self._show_step(self._actions)

    def show_sale(self, sale: OpenSale | None) -> None:
        """Show one sale in full, or the invitation to choose one."""
        self._sale = sale
        self.show_actions()
        self._body.setCurrentIndex(0 if sale is None else 1)
        if sale is None:
            return
        self._show_title()
        self.slip.show_sale(sale)
        self._scroll.verticalScrollBar().setValue(0)
        self._actions.show_possible(sale, self._words)

    def show_edit(self, form: EditForm) -> None:
        """Open the sale to be put right."""
        if self._sale is not None and self._sale.operation_id == form.operation_id:
            self._show_step(self.edit)
            self.edit.begin(form)

    def member_step(self) -> MemberStep | None:
        """The step that asks for a member now."""
        return next((step for step in (self.credit, self.whose) if step.isVisible()), None)

    def show_preview(self, preview: ReversalPreview | None) -> None:
        """Show what taking back will do, or close it."""
        if preview is None:
            self.show_actions()
        elif self._sale is not None:
            self._preview = preview
            self._show_step(self.preview)
            self.preview.begin(preview)

    def _show_title(self) -> None:
        if self._sale is not None:
            self._title.setText(self._words("sales.slip", number=self._sale.slip_number))

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self.choose.show_texts(words("sales.choose_title"), words("sales.choose_text"))
        self.close_button.rename(words("sales.close"))
        for part in (self._actions, self.slip, self.refund, self.credit, self.edit, self.whose, self.preview):
            part.relabel(words)
        self._show_title()
        if self._sale is not None:
            self._actions.show_possible(self._sale, words)
