"""What every step at the open sale is made of."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.widgets.buttons import Button
from ui.widgets.text import label


class Step(QFrame):
    """A panel with a title, and the button that backs out of it."""

    backed_out = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._words = words
        self.title = label(role="section", wrap=True)
        self.back_out = Button("", "quiet")
        self.back_out.clicked.connect(self.backed_out)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(8)
        self.column.addWidget(self.title)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self.back_out.setText(words("sales.back_out"))
