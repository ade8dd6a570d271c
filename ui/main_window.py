"""The main window: it navigates, and holds the message, the status line and the sheet in front. Nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.bottom_bar import BottomBar
from ui.facts import MessageFacts, StatusFacts
from ui.focus import move_focus
from ui.sheet import SheetHost
from ui.top_bar import TopBar
from ui.widgets.message_bar import MessageBar


@runtime_checkable
class Relabelled(Protocol):
    """A screen that can say everything again in another language."""

    def relabel(self, words: Words) -> None:
        """Say everything again in the language of `words`."""


@runtime_checkable
class NarrowScreen(Protocol):
    """A screen that gives a part of itself (its search box) to the top bar while the window is narrow."""

    def set_narrow(self, narrow: bool) -> None:
        """Arrange for a narrow window or a wide one; a wide screen takes its header back into its own layout."""

    def narrow_header(self) -> QWidget:
        """The part that stands in the top bar while the window is narrow."""


@dataclass(frozen=True, slots=True)
class _Screen:
    name: str
    label_key: str
    widget: QWidget | Callable[[], QWidget]


class MainWindow(QMainWindow):
    """Shows one screen at a time. `screen_shown` tells which; `message_action_wished` is the message's button."""

    screen_shown = Signal(str)
    message_action_wished = Signal(str)
    sheet_closed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._screens: dict[str, _Screen] = {}
        self._made: dict[str, QWidget] = {}
        self._current = ""
        self._narrow: bool | None = None
        self.top_bar = TopBar()
        self.bottom_bar = BottomBar()
        self.trouble = MessageBar()
        self.bug = MessageBar()
        self._stack = QStackedWidget()
        ground = QWidget()
        ground.setProperty("role", "page")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        for bar in (self.bug, self.trouble):
            row = QHBoxLayout()
            row.setContentsMargins(12, 0, 12, 0)
            row.addWidget(bar)
            column.addLayout(row)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bottom_bar)
        self.setCentralWidget(ground)
        self._sheet = SheetHost(ground)
        self._sheet.closed.connect(self.sheet_closed)
        self.top_bar.screen_wished.connect(self.show_screen)
        self.bottom_bar.message_action_wished.connect(self.message_action_wished)
        self.trouble.action_wished.connect(self.message_action_wished)
        self.bug.action_wished.connect(lambda: self.bug.show_message(None))
        self.setMinimumSize(QSize(960, 640))
        self.resize(1280, 800)
        self.relabel(words)

    def add_screen(self, name: str, icon: str, label_key: str, widget: QWidget | Callable[[], QWidget]) -> None:
        """Add a screen and its place in the navigation; `label_key` "" makes a screen without one (first start).

        Given what makes the widget, the screen is made when it is first wanted.
        """
        self._screens[name] = _Screen(name, label_key, widget)
        if label_key:
            self.top_bar.add_entry(name, icon, self._words(label_key))
        if not self._current:
            self.show_screen(name)

    def widget_of(self, name: str) -> QWidget:
        """The widget of a screen, made now if it was not yet; an unknown name raises KeyError."""
        made = self._made.get(name)
        if made is None:
            wanted = self._screens[name].widget
            made = wanted if isinstance(wanted, QWidget) else wanted()
            self._made[name] = made
            self._stack.addWidget(made)
            if isinstance(made, NarrowScreen):
                made.set_narrow(self._is_narrow())
        return made

    def show_screen(self, name: str) -> None:
        """Show a screen; an unknown name raises KeyError. Emits `screen_shown`, also when it was shown already."""
        screen, widget = self._screens[name], self.widget_of(name)
        moved = self._current not in ("", name)
        self._current = name
        if moved:
            # Qt hands the focus of what is hidden to whatever comes next, often a button of the navigation.
            self._stack.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stack.setCurrentWidget(widget)
        self.top_bar.mark(name)
        self.top_bar.setVisible(bool(screen.label_key))
        self.bottom_bar.setVisible(bool(screen.label_key))
        self._place_header()
        self.screen_shown.emit(name)

    def current_screen(self) -> str:
        """The name of the screen that is shown, "" before the first."""
        return self._current

    def show_shop(self, name: str) -> None:
        """Show the shop's name at the top left and in the window's title."""
        self.top_bar.show_shop(name)
        self.setWindowTitle(name)

    def show_clock(self, text: str) -> None:
        """Show the time of day, as a finished text."""
        self.top_bar.show_clock(text)

    def show_person(self, name: str, initial: str) -> None:
        """Show who is at the till."""
        self.top_bar.show_person(name, initial)

    def show_status(self, facts: StatusFacts) -> None:
        """Show how the scanner, the printer and the data are."""
        self.bottom_bar.show_status(facts)

    def show_message(self, facts: MessageFacts | None) -> None:
        """Show one message at the bottom left, or none."""
        self.bottom_bar.show_message(facts)

    def show_trouble(self, facts: MessageFacts | None) -> None:
        """Show a message that stays until its cause is gone, above every screen; None takes it away."""
        if facts is not None and self.trouble.message() is None:
            # Only trouble that begins: of more or fewer slips behind it nobody is told twice, and an undo is confirmed.
            self.bottom_bar.message.contradict()
        self.trouble.show_message(facts)

    def show_bug(self, text: str) -> None:
        """Say that a bug was met, above every screen and whatever else is in trouble, until it was read."""
        self.bug.show_message(MessageFacts(text, "danger", self._words("common.close"), "bug_read"))

    def show_sheet(self, widget: QWidget, title: str = "") -> None:
        """Show a widget on a sheet in front of everything, with a close button; it is deleted when it closes."""
        self._sheet.show_sheet(widget, title)

    def close_sheet(self) -> None:
        """Take the sheet away; nothing happens when there is none."""
        self._sheet.close_sheet()

    def sheet_is_open(self) -> bool:
        """Whether a sheet is in front."""
        return self._sheet.isVisible()

    def relabel(self, words: Words) -> None:
        """Say everything in another language: the bars, and every screen that can."""
        self._words = words
        labelled = [screen for screen in self._screens.values() if screen.label_key]
        self.top_bar.relabel({screen.name: words(screen.label_key) for screen in labelled})
        self._sheet.relabel(words)
        if not self.windowTitle():
            self.setWindowTitle(words("common.app_name"))
        for widget in self._made.values():
            if isinstance(widget, Relabelled):
                widget.relabel(words)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes in the order of reading, and stays on a sheet while one is open."""
        root = self._sheet if self.sheet_is_open() else self.centralWidget()
        return move_focus(root, self.focusWidget(), forward=forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self._is_narrow()
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.top_bar.set_narrow(narrow)
        for widget in self._made.values():
            if isinstance(widget, NarrowScreen):
                widget.set_narrow(narrow)
        self._place_header()

    def _is_narrow(self) -> bool:
        return self.width() < theme.NARROW_BELOW

    def _place_header(self) -> None:
        widget = self._made.get(self._current)
        header = widget.narrow_header() if isinstance(widget, NarrowScreen) and self._is_narrow() else None
        self.top_bar.show_header(header)
