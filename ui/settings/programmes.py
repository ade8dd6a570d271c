"""The programmes: each preset a card that states itself; one can be started, the running one stopped."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from loyalty.words import Words
from ui.facts import ChipFacts
from ui.settings.facts import PresetCard
from ui.settings.section import Section
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.text import label


class _Card(QFrame):
    """One preset."""

    def __init__(self, preset: PresetCard, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        key = "settings.preset_stop" if preset.running else "settings.preset_start"
        self.button = Button(words(key), "quiet" if preset.running else "")
        self.button.setAccessibleName(f"{words(key)} {preset.name}")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(preset.name, "section"))
        if preset.running:
            head.addWidget(Chip(ChipFacts(words("settings.preset_running"), "primary", "circle-check")))
        head.addStretch(1)
        head.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 14)
        column.setSpacing(4)
        column.addLayout(head)
        for sentence in preset.sentences:
            column.addWidget(label(sentence, "second", wrap=True))


class ProgrammesSection(Section):
    """The cards. `preset_wished(id)` starts one, "" stops what runs."""

    preset_wished = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__("programmes")
        self.buttons: dict[str, Button] = {}
        self._cards: list[_Card] = []
        self._presets: tuple[PresetCard, ...] = ()
        self.content.addStretch(1)
        self.relabel(words)

    def show_presets(self, presets: tuple[PresetCard, ...]) -> None:
        """Show these presets."""
        self._presets = presets
        for card in self._cards:
            self.content.removeWidget(card)
            card.deleteLater()
        self._cards = [_Card(preset, self._words) for preset in presets]
        self.buttons = {}
        for preset, card in zip(presets, self._cards, strict=True):
            self.content.insertWidget(self.content.count() - 1, card)
            self.buttons[preset.preset_id] = card.button
            wish = "" if preset.running else preset.preset_id
            card.button.clicked.connect(lambda _=False, wish=wish: self.preset_wished.emit(wish))

    def relabel(self, words: Words) -> None:
        """Say everything in this language; the sentences come anew from the desk."""
        super().relabel(words)
        self._words = words
        self.show_presets(self._presets)
