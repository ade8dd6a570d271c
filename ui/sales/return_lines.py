"""Which units of which lines go back: a row for each line, with one more and one fewer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.sales.facts import ReturnLine
from ui.widgets.buttons import IconButton
from ui.widgets.text import ElidedLabel, label

_ROWS_IN_SIGHT, _ROW_HEIGHT = 3, 46


class _LineRow(QWidget):
    """One line: its name, and how many of it go back."""

    changed = Signal()

    def __init__(self, line: ReturnLine, words: Words) -> None:
        super().__init__()
        self.line = line
        self.count = 0
        self.fewer, self.more = IconButton("minus", ""), IconButton("plus", "")
        for button in (self.fewer, self.more):
            button.setProperty("kind", "bare_icon")
        self._figure = label("", "strong")
        self._figure.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._figure.setMinimumWidth(56)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(ElidedLabel(line.name, least_width=60), 1)
        for part in (self.fewer, self._figure, self.more):
            row.addWidget(part)
        self.fewer.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))
        self.relabel(words)

    def _step(self, by: int) -> None:
        self.count = min(max(self.count + by, 0), self.line.left)
        self._show_count()
        self.changed.emit()

    def _show_count(self) -> None:
        self._figure.setText(self._words("sales.of_left", count=self.count, left=self.line.left))
        self.fewer.setEnabled(self.count > 0)
        self.more.setEnabled(self.count < self.line.left)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self.fewer.rename(words("sales.one_fewer", name=self.line.name))
        self.more.rename(words("sales.one_more", name=self.line.name))
        self._show_count()


class ReturnLines(QScrollArea):
    """All lines of which something is left, a few of them in sight."""

    changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(widgetResizable=True)
        self._words = words
        self.rows: list[_LineRow] = []
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
        self.rows = [_LineRow(line, self._words) for line in lines]
        for row in self.rows:
            row.changed.connect(self.changed)
            column.addWidget(row)
        column.addStretch(1)
        self.setWidget(inner)
        self.setFixedHeight(_ROW_HEIGHT * min(len(lines), _ROWS_IN_SIGHT))
        self.setVisible(bool(lines))

    def chosen(self) -> tuple[tuple[int, int], ...]:
        """(index, units) of every line that goes back."""
        return tuple((row.line.index, row.count) for row in self.rows if row.count)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        for row in self.rows:
            row.relabel(words)
