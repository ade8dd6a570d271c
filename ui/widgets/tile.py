"""A tile: one figure, large, with its name above and a note below."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import icons
from ui.widgets.text import ElidedLabel


class IconLabel(QLabel):
    """An icon as a label, in the theme's colour at every paint of a new theme."""

    def __init__(self, name: str = "", token: str = "text2", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._icon = QIcon()
        self.setFixedSize(size, size)
        if name:
            self.show_icon(name, token)

    def show_icon(self, name: str, token: str = "text2") -> None:
        """Show another icon or colour."""
        self._icon = icons.icon(name, token)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)


class Tile(QFrame):
    """The figure as a widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._icon = IconLabel(size=16)
        self._label = ElidedLabel(role="small")
        self._value = ElidedLabel(role="value")
        self._note = ElidedLabel(role="tiny")
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._icon)
        head.addWidget(self._label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(1)
        column.addLayout(head)
        column.addWidget(self._value)
        column.addWidget(self._note)

    def show_tile(self, icon: str, label: str, value: str, note: str = "") -> None:
        """Show the figure; texts that do not fit end in "…" and are whole in the tooltip."""
        self._icon.show_icon(icon)
        self._label.setText(label)
        self._value.setText(value)
        self._note.setText(note)
        self.setAccessibleName(f"{label} {value} {note}".strip())
