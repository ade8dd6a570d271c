"""Long work in place: what is being done, how far it is, and a button that stops it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from loyalty.words import Words
from ui.products.facts import Progress
from ui.widgets.buttons import Button
from ui.widgets.text import ElidedLabel


class WorkBar(QFrame):
    """A bar that is only there while there is work."""

    cancelled = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title = ElidedLabel()
        self.bar = QProgressBar(textVisible=False)
        self.stop = Button("", "quiet", "x")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.stop.clicked.connect(self.cancelled)
        self.relabel(words)
        self.hide()

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far the work is; a total of 0 says that nobody knows."""
        self.setVisible(progress is not None)
        if progress is not None:
            self._title.setText(progress.title)
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self.stop.setText(words("products.stop_work"))
