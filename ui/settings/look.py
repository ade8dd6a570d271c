"""Language and look of the screen; both change at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from loyalty.words import LANGUAGES, Words
from ui.settings.section import Section
from ui.widgets.segments import Segments
from ui.widgets.text import label

THEMES = ("light", "dark", "system")
_SWITCH_WIDTH = 420


class LookSection(Section):
    """Two switches."""

    language_wished = Signal(str)
    theme_wished = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__("look")
        self.language = Segments()
        self.theme = Segments()
        self._language_label = label(role="small")
        self._theme_label = label(role="small")
        for part in (self._language_label, self.language, self._theme_label, self.theme):
            self._add(part)
        self.content.addStretch(1)
        self.language.chosen.connect(self.language_wished)
        self.theme.chosen.connect(self.theme_wished)
        self._theme = "system"
        self.relabel(words)

    def _add(self, part: QWidget) -> None:
        part.setMaximumWidth(_SWITCH_WIDTH)
        self.content.addWidget(part)

    def show_look(self, language: str, theme: str) -> None:
        """Mark what is in force."""
        self._theme = theme
        self.language.choose(language)
        self.theme.choose(theme)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        super().relabel(words)
        self._language_label.setText(words("settings.screen_language"))
        self._theme_label.setText(words("settings.theme"))
        languages = [(language, words(f"settings.language_{language}")) for language in LANGUAGES]
        self.language.show_choices(languages, words.language)
        self.theme.show_choices([(theme, words(f"settings.theme_{theme}")) for theme in THEMES], self._theme)
