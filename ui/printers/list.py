"""The printers of this till, a card each, with what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.empty_state import EmptyState
from ui.facts import ChipFacts, ChipKind, MessageFacts
from ui.printers.facts import ICONS, PrinterRow
from ui.settings.section import Section
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.message_bar import MessageBar
from ui.widgets.text import ElidedLabel, label
from ui.widgets.tile import IconLabel

_WIDTH = 900
_CHIPS: dict[str, tuple[ChipKind, str]] = {
    "ok": ("primary", "circle-check"),
    "busy": ("info", "printer"),
    "warn": ("warn", ""),
    "danger": ("danger", ""),
}


class PrinterCard(QFrame):
    """One printer. Its buttons are wishes of the list."""

    def __init__(self, row: PrinterRow, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.row = row
        self.test = Button(words("printer.test_page"), "quiet", "printer")
        self.drawer = Button(words("printer.drawer_open"), "quiet", "lock-open")
        self.change = Button(words("printer.change"), "quiet", "pencil")
        self.remove = Button(words("printer.remove"), "quiet", "trash-2")
        for button in (self.test, self.drawer, self.change, self.remove):
            button.setAccessibleName(words("printer.button_name", what=button.text(), name=row.name))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(4)
        column.addLayout(self._head())
        for text in (row.place, row.prints):
            if text:
                column.addWidget(label(text, "second", wrap=True))
        if row.trouble:
            column.addWidget(label(row.trouble, "error", wrap=True))
        column.addSpacing(6)
        column.addLayout(self._buttons())
        self.test.setVisible(row.can_test)
        self.drawer.setVisible(row.drawer)
        self.remove.setVisible(row.can_remove)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel(ICONS[self.row.kind], "text2", 22))
        head.addWidget(ElidedLabel(self.row.name, "section"), 1)
        if self.row.state is not None:
            kind, icon = _CHIPS[self.row.state.level]
            head.addWidget(Chip(ChipFacts(self.row.state.text, kind, icon)))
        return head

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.test, self.drawer, self.change, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        return row


class PrintersSection(Section):
    """The list. Each wish carries the printer's id; `add_wished` sets up a new one."""

    add_wished = Signal()
    change_wished = Signal(str)
    remove_wished = Signal(str)
    test_wished = Signal(str)
    drawer_wished = Signal(str)
    action_wished = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__("printer", _WIDTH)
        self.add = Button("", "primary", "plus")
        self.message = MessageBar()
        self.cards: dict[str, PrinterCard] = {}
        self._rows: tuple[PrinterRow, ...] = ()
        self._stale = True
        self._words = words
        self.empty = EmptyState("printer")
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.content.addWidget(self.message)
        self.content.addLayout(self._cards)
        self.content.addWidget(self.empty)
        self.content.addStretch(1)
        self.add_foot(self.add)
        self.add.clicked.connect(self.add_wished)
        self.message.action_wished.connect(self.action_wished)
        self.relabel(words)

    def show_printers(self, rows: tuple[PrinterRow, ...]) -> None:
        """Show these; the focus stays on its button. Nothing is made while nobody looks: a printer says how it is at
        every slip, and the counter must not wait for cards.
        """
        if rows == self._rows:
            return
        self._rows = rows
        self._make_when_seen()

    def _make_when_seen(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self._make()

    def showEvent(self, event: QShowEvent) -> None:
        """Make what was to be shown meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._make()

    def _make(self) -> None:
        held = self._focused()
        for card in self.cards.values():
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {row.printer_id: PrinterCard(row, self._words) for row in self._rows}
        for name, card in self.cards.items():
            self._cards.addWidget(card)
            # What is not shown yet takes no focus.
            card.show()
            for button, wish in (
                (card.test, self.test_wished),
                (card.drawer, self.drawer_wished),
                (card.change, self.change_wished),
                (card.remove, self.remove_wished),
            ):
                button.clicked.connect(lambda _=False, wish=wish, name=name: wish.emit(name))
        self.empty.setVisible(not self._rows)
        if held is not None:
            self._focus(*held)

    def _focused(self) -> tuple[str, str] | None:
        for name, card in self.cards.items():
            for part in ("test", "drawer", "change", "remove"):
                if getattr(card, part).hasFocus():
                    return name, part
        return None

    def _focus(self, name: str, part: str) -> None:
        button: QWidget = getattr(self.cards[name], part) if name in self.cards else self.add
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_message(self, message: MessageFacts | None) -> None:
        """Say in place what came of a wish, or nothing."""
        self.message.show_message(message)

    def relabel(self, words: Words) -> None:
        """Say everything in this language; the rows' texts come anew from the desk."""
        super().relabel(words)
        self._words = words
        self.add.setText(words("printer.add"))
        self.empty.show_texts(words("printer.empty_title"), words("printer.empty_text"))
        self._make_when_seen()
