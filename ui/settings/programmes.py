"""The programmes in short: those that run, each stating itself, and the way to their own screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from loyalty.words import Words
from ui.settings.section import Section
from ui.widgets.buttons import Button
from ui.widgets.text import label


class _Card(QFrame):
    """One programme."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 14)
        column.setSpacing(4)
        column.addWidget(label(name, "section", wrap=True))
        column.addWidget(label(sentence, "second", wrap=True))


class ProgrammesSection(Section):
    """The cards. `programmes_wished` goes to the screen where programmes are made and changed."""

    programmes_wished = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__("programmes")
        self.open = Button("", "", "gift")
        self._cards: list[_Card] = []
        self._none = label(role="hint", wrap=True)
        self.content.addWidget(self._none)
        self.content.addStretch(1)
        self.add_foot(self.open)
        self.open.clicked.connect(self.programmes_wished)
        self.relabel(words)

    def show_programmes(self, programmes: tuple[tuple[str, str], ...]) -> None:
        """Show these as (name, sentence)."""
        for card in self._cards:
            self.content.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = [_Card(name, sentence) for name, sentence in programmes]
        for card in self._cards:
            self.content.insertWidget(self.content.count() - 1, card)
        self._none.setVisible(not programmes)

    def relabel(self, words: Words) -> None:
        """Say everything in this language; the sentences come anew from the desk."""
        super().relabel(words)
        self.open.setText(words("settings.programmes_open"))
        self._none.setText(words("settings.programmes_none"))
