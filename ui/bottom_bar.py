"""The bar at the bottom: the last thing that happened, with its undo, and how scanner, printer and data are."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.facts import MessageFacts, StatusFacts, StatusItem
from ui.widgets.message_bar import MessageBar
from ui.widgets.text import ElidedLabel, set_role
from ui.widgets.tile import IconLabel

_HEIGHT = 56
LOOK_AGAIN_MS = 2_000
# What the printers say is read before the rest: the other parts are shortened first.
_PRINTER_ROOM = 210
_INK = {"ok": "primary", "busy": "info", "warn": "warn", "danger": "danger"}
_ROLES = {"ok": "small", "busy": "small", "warn": "status_warn", "danger": "status_danger"}


class StatusMark(QWidget):
    """One part of the status line: an icon and its words."""

    def __init__(self, icon: str, least_width: int = 60, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = icon
        self._icon = IconLabel(icon, "primary", 17)
        self._text = ElidedLabel(role="small", least_width=least_width)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._text)

    def show_item(self, item: StatusItem) -> None:
        """Show how it is; trouble has its own icon and colour beside the words."""
        self._icon.show_icon("triangle-alert" if item.level in ("warn", "danger") else self._name, _INK[item.level])
        set_role(self._text, _ROLES[item.level])
        self._text.setText(item.text)


class BottomBar(QWidget):
    """Message at the left, status at the right; a long message may take the status line's room."""

    message_action_wished = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = MessageBar(toast=True)
        self.message.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.message.action_wished.connect(self.message_action_wished)
        self.scanner = StatusMark("scan-barcode")
        self.printer = StatusMark("printer-check", _PRINTER_ROOM)
        self.data = StatusMark("database")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 16, 6)
        row.setSpacing(18)
        row.addWidget(self.message)
        row.addStretch(1)
        for mark in (self.scanner, self.printer, self.data):
            row.addWidget(mark)
        self.setFixedHeight(_HEIGHT)

    def show_message(self, facts: MessageFacts | None) -> None:
        """Show one message, or none."""
        self.message.show_message(facts)

    def show_when_free(self, facts: MessageFacts) -> None:
        """Show a message that nobody waits for, once nothing else stands here: an undo must not go for it."""
        if self.message.message() is None:
            self.show_message(facts)
        else:
            QTimer.singleShot(LOOK_AGAIN_MS, self, partial(self.show_when_free, facts))

    def show_status(self, facts: StatusFacts) -> None:
        """Show the status line."""
        self.scanner.show_item(facts.scanner)
        self.printer.show_item(facts.printer)
        self.data.show_item(facts.data)
