"""Which units of which lines go back: a row for each line, with one more and one fewer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.sales.count_row import ROW_HEIGHT, CountRow
from ui.sales.facts import ReturnLine

_ROWS_IN_SIGHT = 3


class ReturnLines(QScrollArea):
    """All lines of which something is left, a few of them in sight."""

    changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(widgetResizable=True)
        self._words = words
        self._lines: tuple[ReturnLine, ...] = ()
        self.rows: list[CountRow] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_lines(self, lines: tuple[ReturnLine, ...]) -> None:
        """Start with these lines, none of them chosen."""
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._lines = lines
        self.rows = [CountRow(line.name, 0, line.left, "refund_row", self._words) for line in lines]
        for row in self.rows:
            row.changed.connect(self.changed)
            column.addWidget(row)
        column.addStretch(1)
        self.setWidget(inner)
        self.setFixedHeight(ROW_HEIGHT * min(len(lines), _ROWS_IN_SIGHT))
        self.setVisible(bool(lines))

    def chosen(self) -> tuple[tuple[int, int], ...]:
        """(index, units) of every line that goes back."""
        pairs = zip(self._lines, self.rows, strict=True)
        return tuple((line.index, row.count) for line, row in pairs if row.count)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        for row in self.rows:
            row.relabel(words)
