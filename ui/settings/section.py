"""A section of the settings: its title, one sentence, and its content in a column that is easy to read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.widgets.buttons import Button
from ui.widgets.text import label

_CONTENT_WIDTH = 640


class Section(QFrame):
    """A card that scrolls its content and keeps its foot in sight."""

    def __init__(self, key: str, width: int = _CONTENT_WIDTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._key = key
        self._title = label(role="heading")
        self._lead = label(role="second", wrap=True)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self.content = QVBoxLayout(inside)
        self.content.setContentsMargins(24, 18, 24, 18)
        self.content.setSpacing(14)
        self.content.addWidget(self._title)
        self.content.addWidget(self._lead)
        self.content.addSpacing(6)
        inside.setMaximumWidth(width)
        self.scroll = QScrollArea(widgetResizable=True)
        self.scroll.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.scroll.setWidget(inside)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(self.scroll, 1)

    def add_foot(self, *parts: QWidget) -> None:
        """Put these under the content, always in sight."""
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 14)
        foot.setSpacing(8)
        for part in parts:
            foot.addWidget(part)
        foot.addStretch(1)
        self._column.addLayout(foot)

    def relabel(self, words: Words) -> None:
        """Say title and sentence in this language."""
        self._title.setText(words(f"settings.section_{self._key}"))
        self._lead.setText(words(f"settings.section_{self._key}_lead"))


def nav_button(icon: str) -> Button:
    """A button of the list of sections."""
    button = Button("", "nav", icon)
    button.setCheckable(True)
    button.setProperty("side", "left")
    return button
