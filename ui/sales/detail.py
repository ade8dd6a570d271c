"""One sale in full, its actions, and in their place the steps of taking back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from loyalty.words import Words
from ui.empty_state import EmptyState
from ui.sales.facts import ActionFacts, OpenSale, ReversalPreview
from ui.sales.slip import SaleSlip
from ui.sales.steps import CreditStep, PreviewStep, RefundStep
from ui.widgets.buttons import Button, IconButton
from ui.widgets.text import label, rule

ACTIONS = ("print_again", "credit", "cancel", "refund")
_LOOKS = {
    "print_again": ("quiet", "printer"),
    "credit": ("quiet", "user-plus"),
    "cancel": ("danger", "circle-x"),
    "refund": ("danger", "undo-2"),
}


class SaleDetail(QFrame):
    """The open sale as a card. `preview_wished(action, id, amount)` asks what would happen; `confirmed` with the same
    three does it. The amount is a whole number, None for all, ((index, units), ...) for lines, or the member's id for
    "credit".
    """

    closed = Signal()
    print_again_wished = Signal(str)
    credit_wished = Signal(str)
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
        self.buttons = {name: Button("", *_LOOKS[name]) for name in ACTIONS}
        self.refund = RefundStep(words)
        self.credit = CreditStep(words)
        self.preview = PreviewStep(words)
        self._title = label(role="heading")
        self._why_not = label(role="hint", wrap=True)
        self._lay_out()
        self._join()
        self.relabel(words)
        self.show_sale(None)

    def _lay_out(self) -> None:
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setWidget(self.slip)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 8)
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        self._steps = QVBoxLayout()
        self._steps.setContentsMargins(14, 10, 14, 14)
        self._actions = self._action_panel()
        for step in (self._actions, self.refund, self.credit, self.preview):
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

    def _action_panel(self) -> QWidget:
        panel = QWidget()
        grid = QGridLayout(panel)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for number, button in enumerate(self.buttons.values()):
            grid.addWidget(button, number // 2, number % 2)
        grid.addWidget(self._why_not, 2, 0, 1, 2)
        return panel

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
        self.credit.member_chosen.connect(lambda member: self._wish_preview("credit", member))
        self.preview.confirmed.connect(self._confirm)
        for step in (self.refund, self.credit, self.preview):
            step.backed_out.connect(self.show_actions)

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

    def _confirm(self) -> None:
        """Ask for it once: a second click finds the actions again."""
        preview, self._preview = self._preview, None
        if preview is not None:
            self.show_actions()
            self.confirmed.emit(preview.action, self._id(), self._amount)

    def _back(self) -> None:
        if self._actions.isHidden():
            self.show_actions()
        else:
            self.closed.emit()

    def _show_step(self, shown: QWidget) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            # A button that hides, or that may not be pressed any more, hands the focus to whatever comes next, often
            # far away; the one that closes is always there.
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        for step in (self._actions, self.refund, self.credit, self.preview):
            step.setVisible(step is shown)

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
        self._show_possible(sale)

    def _show_possible(self, sale: OpenSale) -> None:
        reasons = []
        for name, button in self.buttons.items():
            action: ActionFacts = getattr(sale, name)
            button.setEnabled(action.possible)
            button.setToolTip(action.why_not)
            if action.why_not and not action.possible:
                reasons.append(self._words("sales.why_not", action=button.text(), reason=action.why_not))
        self._why_not.setText("\n".join(reasons))
        self._why_not.setVisible(bool(reasons))

    def show_preview(self, preview: ReversalPreview | None) -> None:
        """Show what taking back will do, or close it."""
        self.show_actions()
        if preview is not None and self._sale is not None:
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
        for name, button in self.buttons.items():
            button.setText(words(f"sales.{name}"))
        for part in (self.slip, self.refund, self.credit, self.preview):
            part.relabel(words)
        self._show_title()
        if self._sale is not None:
            self._show_possible(self._sale)
