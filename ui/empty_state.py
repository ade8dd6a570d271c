"""What stands where a list has nothing: what it means and what to do next, with buttons where they help."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.text import label
from ui.widgets.tile import IconLabel

_TEXT_WIDTH = 320


class EmptyState(QWidget):
    """An icon, one strong line, one helpful line, and the given buttons."""

    def __init__(self, icon: str, *buttons: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "scrolled")
        self._icon = IconLabel(icon, "text3", 36)
        self.title = label(role="section")
        self.text = label(role="second", wrap=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setFixedWidth(_TEXT_WIDTH)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        for part in (self._icon, self.title, self.text):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(4)
        column.addLayout(row)
        column.addStretch(3)

    def show_texts(self, title: str, text: str) -> None:
        """Say these two lines."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the text anew: the style's font is known now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        # A centred label in a box layout is not asked for its height at its width, so it is told.
        self.text.setMinimumHeight(max(self.text.heightForWidth(_TEXT_WIDTH), 0))
