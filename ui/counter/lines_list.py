"""The lines of the sale being made: one more, one fewer, out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.counter.facts import SaleLine
from ui.widgets.buttons import IconButton
from ui.widgets.scrolling import own_parts
from ui.widgets.text import ElidedLabel, label


class LineRow(QWidget):
    """One line with its buttons."""

    def __init__(self, line: SaleLine, words: Words) -> None:
        super().__init__()
        self.fewer = IconButton("minus", words("counter.one_fewer", text=line.text))
        self.more = IconButton("plus", words("counter.one_more", text=line.text))
        self.remove = IconButton("x", words("counter.remove_line", text=line.text))
        for button in (self.fewer, self.more, self.remove):
            button.setProperty("kind", "bare_icon")
        self.fewer.setEnabled(line.quantity > 1)
        self.more.setEnabled(line.more)
        quantity = label(str(line.quantity), "strong")
        quantity.setAlignment(Qt.AlignmentFlag.AlignCenter)
        quantity.setMinimumWidth(24)
        amount = label(line.amount, "second")
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        amount.setMinimumWidth(70)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(ElidedLabel(line.text, least_width=60), 1)
        for part in (self.fewer, quantity, self.more, amount, self.remove):
            row.addWidget(part)


class LinesList(QScrollArea):
    """All lines; the newest is in sight."""

    removed = Signal(int)
    quantity_wished = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[SaleLine, ...] | None = None
        self.rows: list[LineRow] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(own_parts(self), QScroller.ScrollerGestureType.TouchGesture)
        self.verticalScrollBar().rangeChanged.connect(lambda _, last: self.verticalScrollBar().setValue(last))

    def show_lines(self, lines: Sequence[SaleLine], words: Words, *, anew: bool = False) -> None:
        """Show these lines; nothing is built again while they are the same (`anew` builds in any case)."""
        if tuple(lines) == self._lines and not anew:
            return
        self._lines = tuple(lines)
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = [self._row(line, words) for line in lines]
        for row in self.rows:
            column.addWidget(row)
        if not lines:
            column.addWidget(label(words("counter.lines_empty"), "hint"))
        column.addStretch(1)
        self.setWidget(inner)

    def _row(self, line: SaleLine, words: Words) -> LineRow:
        row = LineRow(line, words)
        row.fewer.clicked.connect(lambda: self.quantity_wished.emit(line.index, line.quantity - 1))
        row.more.clicked.connect(lambda: self.quantity_wished.emit(line.index, line.quantity + 1))
        row.remove.clicked.connect(lambda: self.removed.emit(line.index))
        return row
