"""The settings' screen: sections at the left, one of them open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from loyalty.words import Words
from ui.facts import MessageFacts
from ui.settings.facts import SettingsFacts


class SettingsView(QWidget):
    """Settings. Passive: `show_*` draws finished texts, signals are wishes.

    `saved` carries the values of the shop's Fields (whole numbers as int, lists as tuples); `printer_saved` carries
    kind, address and width_mm; `preset_wished(id)` starts a preset and "" stops all programmes; `folder_wished()`
    opens the data's folder.
    """

    saved = Signal(dict)
    language_wished = Signal(str)
    theme_wished = Signal(str)
    preset_wished = Signal(str)
    printer_saved = Signal(dict)
    test_page_wished = Signal()
    folder_wished = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def show_settings(self, facts: SettingsFacts) -> None:
        """Show everything as it is now."""

    def show_section(self, section: str) -> None:
        """Open a section: "shop", "look", "programmes", "printer" or "about"."""

    def show_field_error(self, field: str, sentence: str) -> None:
        """Show a sentence under a field of the shop or the printer; what was typed stays."""

    def show_printer_result(self, message: MessageFacts | None) -> None:
        """Show in place what came of the test page or of saving the printer."""

    def show_message(self, message: MessageFacts | None) -> None:
        """Show a bar in place, or none."""

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
