"""The first start: the shop's name, the programme, the printer; each can be skipped."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from loyalty.words import Words
from ui.settings.facts import PresetCard


class FirstStartView(QWidget):
    """Three questions, each of which can be skipped.

    `finished` carries a dict: name (str), preset (id, "" for none), printer_kind, printer_address and printer_width_mm;
    what was skipped is left out. `language_wished(id)` asks for another language, now.
    """

    finished = Signal(dict)
    language_wished = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def show_presets(self, presets: tuple[PresetCard, ...]) -> None:
        """Show the presets that can be chosen; the first one marked running is chosen beforehand."""

    def show_field_error(self, field: str, sentence: str) -> None:
        """Show a sentence under a field; what was typed stays."""

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
