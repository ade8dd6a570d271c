"""One row with a name and how many of it, with one more and one fewer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from loyalty.words import Words
from ui.widgets.buttons import IconButton
from ui.widgets.text import ElidedLabel, label

ROW_HEIGHT = 46


class CountRow(QWidget):
    """Counts from 0 to `most`, by `step`. `words_of` begins the words of its figure ("<it>_count") and of its two
    buttons ("<it>_fewer", "<it>_more").
    """

    changed = Signal()

    def __init__(self, name: str, count: int, most: int, words_of: str, words: Words, step: int = 1) -> None:
        super().__init__()
        self.name = name
        self.count = count
        self.most = most
        self._words_of = words_of
        self.fewer, self.more = IconButton("minus", ""), IconButton("plus", "")
        for button in (self.fewer, self.more):
            button.setProperty("kind", "bare_icon")
        self._figure = label("", "strong")
        self._figure.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._figure.setMinimumWidth(56)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(ElidedLabel(name, least_width=60), 1)
        for part in (self.fewer, self._figure, self.more):
            row.addWidget(part)
        self.fewer.clicked.connect(lambda: self._step(-step))
        self.more.clicked.connect(lambda: self._step(step))
        self.relabel(words)

    def _step(self, by: int) -> None:
        self.count = min(max(self.count + by, 0), self.most)
        self._show_count()
        self.changed.emit()

    def _show_count(self) -> None:
        self._figure.setText(self._words(f"sales.{self._words_of}_count", count=self.count, most=self.most))
        self.fewer.setEnabled(self.count > 0)
        self.more.setEnabled(self.count < self.most)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self.fewer.rename(words(f"sales.{self._words_of}_fewer", name=self.name))
        self.more.rename(words(f"sales.{self._words_of}_more", name=self.name))
        self._show_count()
