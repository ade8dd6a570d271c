"""One slip of the history: its picture as it printed, what became of it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.controls import ChoiceControl
from ui.facts import MessageFacts
from ui.prints.facts import OpenPrint
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.message_bar import MessageBar
from ui.widgets.paper_view import PaperView
from ui.widgets.text import label

_ICONS = {"came_out": "check", "retry": "refresh-cw", "again": "printer", "reroute": "printer-check", "drop": "x"}
# What takes the chosen printer with it.
_TAKES_PRINTER = ("reroute", "again")
_WIDE, _PAPER, _PAPER_NARROW = 860, 440, 330


class PrintDetail(QWidget):
    """`action_wished(action, job_id, printer_id)`; `closed` goes back to the list, also by Escape."""

    action_wished = Signal(str, str, str)
    closed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.facts: OpenPrint | None = None
        self.buttons: dict[str, Button] = {}
        self.back = Button("", "quiet", "arrow-left")
        self.message = MessageBar()
        self.printer = ChoiceControl()
        self._printer_label = label(role="small")
        self.paper = PaperView(clickable=False)
        self.paper.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._note = label(role="hint", wrap=True)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._actions = QWidget()
        self._flow = FlowLayout(self._actions)
        self._lay_out()
        self.back.clicked.connect(self.closed)
        self.relabel(words)

    def _lay_out(self) -> None:
        said = QFrame()
        said.setProperty("role", "card")
        column = QVBoxLayout(said)
        column.setContentsMargins(1, 10, 1, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 14, 0)
        head.addWidget(self.back)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 0)
        foot.setSpacing(8)
        for part in (self.message, self._printer_label, self.printer, self._actions):
            foot.addWidget(part)
        column.addLayout(foot)
        self._side = QFrame()
        self._side.setProperty("role", "card")
        papers = QVBoxLayout(self._side)
        papers.setContentsMargins(14, 14, 14, 14)
        papers.setSpacing(8)
        papers.addWidget(self._note)
        papers.addWidget(self.paper, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(said, 1)
        row.addWidget(self._side)

    def show_print(self, facts: OpenPrint) -> None:
        """Show this slip; what is the same stays as it is, and so does the focus on a button."""
        if facts == self.facts:
            return
        other = self.facts is None or self.facts.job_id != facts.job_id
        self.facts = facts
        if other:
            self.message.show_message(None)
            self.paper.show_picture(None, self._words("slips_settings.preview_wait"))
            self.paper.verticalScrollBar().setValue(0)
        self._note.setText(facts.picture_note)
        self._scroll.setWidget(self._page(facts))
        self._show_printers(facts, other)
        self._show_actions(facts)

    def show_picture(self, picture: QImage) -> None:
        """The slip as it is on paper."""
        self.paper.show_picture(picture)

    def show_message(self, message: MessageFacts | None) -> None:
        """Say in place what came of a wish, or nothing."""
        self.message.show_message(message)

    def _page(self, facts: OpenPrint) -> QWidget:
        page = QWidget()
        page.setProperty("role", "scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 4, 24, 8)
        column.setSpacing(8)
        column.addWidget(label(facts.title, "heading", wrap=True))
        chips = QHBoxLayout()
        chips.addWidget(Chip(facts.state))
        chips.addStretch(1)
        column.addLayout(chips)
        column.addWidget(label(facts.about, "second", wrap=True))
        if facts.why:
            column.addWidget(label(facts.why, "error", wrap=True))
        column.addSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, (name, value) in enumerate(facts.facts):
            grid.addWidget(label(name, "small"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True), place, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return page

    def _show_printers(self, facts: OpenPrint, other: bool) -> None:
        """What was chosen for one slip is not meant for the next."""
        taking = [action.name for action in facts.actions if action.name in _TAKES_PRINTER]
        self.printer.set_choices(facts.printers)
        if other:
            self.printer.setCurrentIndex(0 if facts.printers else -1)
        for part in (self.printer, self._printer_label):
            part.setVisible(bool(taking) and len(facts.printers) > 1)
        self._printer_label.setText(self._words(f"prints.printer_{taking[0]}") if taking else "")
        self.printer.setAccessibleName(self._printer_label.text())

    def _show_actions(self, facts: OpenPrint) -> None:
        """Buttons that are there already stay: the focus would leave with them."""
        held = next((name for name, button in self.buttons.items() if button.hasFocus()), "")
        for button in self.buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for place, action in enumerate(facts.actions):
            kind = "quiet" if action.name == "drop" else "primary" if place == 0 else ""
            button = Button(action.text, kind, _ICONS[action.name])
            button.clicked.connect(lambda _=False, name=action.name: self._wish(name))
            self.buttons[action.name] = button
            self._flow.addWidget(button)
            # What is not shown yet takes no focus.
            button.show()
        if held:
            self.buttons.get(held, self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _wish(self, action: str) -> None:
        if self.facts is not None:
            printer = str(self.printer.value()) if action in _TAKES_PRINTER else ""
            self.action_wished.emit(action, self.facts.job_id, printer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The paper is shown 1:1 where there is room for it."""
        super().resizeEvent(event)
        self._side.setFixedWidth(_PAPER if self.width() >= _WIDE else _PAPER_NARROW)

    def relabel(self, words: Words) -> None:
        """Say everything in this language; the slip's texts come anew from the desk."""
        self._words = words
        self.back.setText(words("prints.back"))
        self.paper.setAccessibleName(words("prints.picture_name"))
