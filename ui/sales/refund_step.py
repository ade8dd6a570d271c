"""How much goes back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from loyalty.words import Words
from ui.controls import NumberControl
from ui.forms import FieldRow
from ui.sales.facts import ReturnLine
from ui.sales.return_lines import ReturnLines
from ui.sales.step import Step
from ui.widgets.buttons import Button
from ui.widgets.text import label


class RefundStep(Step):
    """All that is left, some units of some lines, or an amount.

    `amount_chosen` carries None for all, ((index, units), ...) for lines, or a whole number.
    """

    amount_chosen = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.lines = ReturnLines(words)
        self.refund_lines = Button("", "")
        self.refund_all = Button("", "")
        self.amount = FieldRow(NumberControl())
        self.refund_amount = Button("", "")
        self._left_text = ""
        self._left = label(role="second", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.refund_amount)
        row.addWidget(self.refund_all)
        row.addStretch(1)
        row.addWidget(self.back_out)
        for part in (self._left, self.lines, self.refund_lines, self.amount):
            self.column.addWidget(part)
        self.column.addLayout(row)
        self.refund_all.clicked.connect(lambda: self.amount_chosen.emit(None))
        self.refund_amount.clicked.connect(self._choose)
        self.refund_lines.clicked.connect(lambda: self.amount_chosen.emit(self.lines.chosen()))
        self.lines.changed.connect(self._show_lines)
        self.relabel(words)

    def begin(self, left: str, lines: tuple[ReturnLine, ...] = ()) -> None:
        """Start with nothing chosen; `left` is the most that can be refunded, as shown, `lines` what can be chosen."""
        self._left_text = left
        self.amount.control.set_value("")
        self.amount.show_error("")
        self.lines.show_lines(lines)
        self._show_left()
        self._show_lines()
        self.amount.control.setFocus()

    def _show_left(self) -> None:
        self._left.setText(self._words("sales.refund_left", left=self._left_text))

    def _show_lines(self) -> None:
        self.refund_lines.setVisible(bool(self.lines.rows))
        self.refund_lines.setEnabled(bool(self.lines.chosen()))

    def _choose(self) -> None:
        amount = self.amount.control.value()
        if isinstance(amount, int):
            self.amount_chosen.emit(amount)
        else:
            self.amount.show_error(self._words("sales.amount_needed"))

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        super().relabel(words)
        self.title.setText(words("sales.refund_title"))
        self.amount.set_texts(words("sales.refund_amount"))
        self.lines.relabel(words)
        self.refund_lines.setText(words("sales.refund_lines_show"))
        self.refund_all.setText(words("sales.refund_all"))
        self.refund_amount.setText(words("sales.refund_amount_show"))
        self._show_left()
