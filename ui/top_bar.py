"""The bar at the top: the shop's mark and name, the navigation, the time and the person at the till."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from ui import icons, theme
from ui.widgets.avatar import Avatar
from ui.widgets.buttons import Button
from ui.widgets.text import ElidedLabel, label
from ui.widgets.tile import IconLabel

_HEIGHT = 56
_HEIGHT_NARROW = 64
_HEADER_WIDTH = 300


class Mark(QWidget):
    """The shop's mark: a cup on the colour of stamps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(34, 34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("stamp"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        icons.draw_icon(painter, "coffee", QRectF(7, 7, 20, 20), theme.colour("on_stamp"))


class TopBar(QFrame):
    """Emits the screen that is wished. While narrow, the navigation is icons and a screen's header fits in."""

    screen_wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._narrow = False
        self._labels: dict[str, str] = {}
        self._entries: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        self._header: QWidget | None = None
        self._shop = ElidedLabel(role="section", least_width=60)
        self._clock = label()
        self._person = ElidedLabel(least_width=30)
        self._avatar = Avatar(30)
        self._header_place = QHBoxLayout()
        self._nav = QHBoxLayout()
        self._nav.setSpacing(6)
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(10)
        row.addWidget(Mark())
        row.addWidget(self._shop)
        row.addLayout(self._header_place)
        row.addSpacing(12)
        row.addLayout(self._nav)
        row.addStretch(1)
        row.addWidget(IconLabel("clock", "text3", 17))
        row.addWidget(self._clock)
        row.addSpacing(10)
        row.addWidget(self._avatar)
        row.addWidget(self._person)
        self.setFixedHeight(_HEIGHT)
        self._avatar.hide()

    def add_entry(self, name: str, icon: str, text: str) -> None:
        """Add a screen's button to the navigation."""
        button = Button(text, "nav", icon)
        button.setCheckable(True)
        button.clicked.connect(lambda: self.screen_wished.emit(name))
        self._group.addButton(button)
        self._nav.addWidget(button)
        self._entries[name] = button
        self._labels[name] = text
        self._show_labels()

    def entry(self, name: str) -> Button:
        """The button of one screen; an unknown name raises KeyError."""
        return self._entries[name]

    def mark(self, name: str) -> None:
        """Mark the screen that is shown."""
        if name in self._entries:
            self._entries[name].setChecked(True)

    def relabel(self, labels: Mapping[str, str]) -> None:
        """Say the names of the screens in another language."""
        self._labels = dict(labels)
        self._show_labels()

    def show_shop(self, name: str) -> None:
        """Show the shop's name."""
        self._shop.setText(name)

    def show_clock(self, text: str) -> None:
        """Show the time."""
        self._clock.setText(text)

    def show_person(self, name: str, initial: str) -> None:
        """Show who is at the till."""
        self._person.setText(name)
        self._avatar.show_person(initial, 5)
        self._avatar.setVisible(bool(initial))

    def set_narrow(self, narrow: bool) -> None:
        """Icons instead of words, or words again."""
        self._narrow = narrow
        self.setFixedHeight(_HEIGHT_NARROW if narrow else _HEIGHT)
        self._person.setVisible(not narrow)
        self._show_labels()
        self._show_shop()

    def show_header(self, widget: QWidget | None) -> None:
        """Give a screen's header its place while narrow; None takes it out (its screen has taken it back already)."""
        if self._header is not None and self._header is not widget:
            self._header_place.removeWidget(self._header)
            if self._header.parent() is self:
                self._header.hide()
        self._header = widget
        if widget is not None:
            self._header_place.addWidget(widget)
            widget.setFixedWidth(_HEADER_WIDTH)
            widget.show()
        self._show_shop()

    def _show_shop(self) -> None:
        self._shop.setVisible(self._header is None)

    def _show_labels(self) -> None:
        for name, button in self._entries.items():
            button.setText("" if self._narrow else self._labels.get(name, ""))
            button.setToolTip(self._labels.get(name, "") if self._narrow else "")
            button.setAccessibleName(self._labels.get(name, ""))
