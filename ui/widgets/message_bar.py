"""A message in place: never in front of anything, never waiting for an answer; with a button where one helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.facts import MessageFacts
from ui.widgets.buttons import Button
from ui.widgets.text import label, set_role
from ui.widgets.tile import IconLabel

_ICONS = {"info": "info", "done": "circle-check", "warn": "triangle-alert", "danger": "circle-x"}
_ACTION_ICONS = {"undo": "undo-2", "retry": "refresh-cw", "join": "user-plus", "print": "printer"}
# How wide the words of a toast may be, in a narrow window and in a wide one; trouble may take more.
_TOAST_ROOMS, _TROUBLE_ROOMS = (350, 420), (540, 700)
# What two lines lose where a word goes to the second of them.
_LOST_BY_WRAPPING = 60
# Good news leaves by itself, what can still be undone a little later; trouble stays until it is over.
GOOD_NEWS_MS, WITH_A_BUTTON_MS = 8_000, 20_000
_GOOD = ("done", "info")
_INK = {"info": "info", "done": "primary", "warn": "warn", "danger": "danger"}


class MessageBar(QFrame):
    """Shows one message at a time. As a toast (the bottom bar) good news stands on a dark ground, and for a while."""

    action_wished = Signal(str)

    def __init__(self, *, toast: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self._toast = toast
        self._facts: MessageFacts | None = None
        self._leave = QTimer(self, singleShot=True)
        self._leave.timeout.connect(self._time_is_up)
        self._icon = IconLabel(size=20)
        self._text = label(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._action = Button()
        self._more = Button()
        self._other = Button()
        self._key = label(role="tiny")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1 if toast else 4, 12 if toast else 6, 1 if toast else 4)
        row.setSpacing(10)
        for part in (self._icon, self._text, self._action, self._key, self._more, self._other):
            row.addWidget(part)
        row.setStretchFactor(self._text, 1)
        self._action.clicked.connect(self._on_action)
        self._more.clicked.connect(self._on_more)
        self._other.clicked.connect(self._on_other)
        self.setMinimumHeight(44)
        self.show_message(None)

    def show_message(self, facts: MessageFacts | None) -> None:
        """Show the message, or nothing."""
        self._facts = facts
        self._leave.stop()
        self.setVisible(facts is not None)
        if facts is None:
            return
        on_dark = self._toast and facts.kind in _GOOD
        if on_dark:
            self._leave.start(WITH_A_BUTTON_MS if facts.action_id else GOOD_NEWS_MS)
        set_role(self, "toast" if on_dark else facts.kind, name="kind")
        self._icon.show_icon(_ICONS[facts.kind], "toast_action" if on_dark else _INK[facts.kind])
        whole = self._show_text(facts)
        self._action.setText(facts.action_label)
        self._action.setVisible(bool(facts.action_label))
        if facts.action_id in _ACTION_ICONS:
            self._action.set_icon(_ACTION_ICONS[facts.action_id], "toast_action" if on_dark else _INK[facts.kind])
        else:
            self._action.setIcon(QIcon())
        self._more.setText(facts.more_label)
        self._more.setVisible(bool(facts.more_label))
        self._other.setText(facts.other_label)
        self._other.setVisible(bool(facts.other_label))
        self._key.setText(facts.key_label)
        self._key.setVisible(bool(facts.key_label))
        self.setToolTip(facts.tip or ("" if whole else facts.text))
        self.setAccessibleName(facts.tip or facts.text)

    def _show_text(self, facts: MessageFacts) -> bool:
        """Show the words; whether they are all there: a toast has two lines.

        A toast is as wide as its words; what wraps is told no width of its own.
        """
        self._text.setText(facts.text)
        if not self._toast:
            return True
        rooms = _TROUBLE_ROOMS if facts.kind not in _GOOD and not facts.action_label else _TOAST_ROOMS
        room = rooms[0] if self.window().width() < theme.NARROW_BELOW else rooms[1]
        metrics = self._text.fontMetrics()
        advance, most = metrics.horizontalAdvance(facts.text), 2 * room - _LOST_BY_WRAPPING
        self._text.setMinimumWidth(min(advance + 4, room))
        if advance <= most:
            return True
        self._text.setText(metrics.elidedText(facts.text, Qt.TextElideMode.ElideRight, most))
        return False

    def contradict(self) -> None:
        """Something went wrong: good news that offers nothing does not stand beside it."""
        if self._facts is not None and self._facts.kind in _GOOD and not self._facts.action_id:
            self.show_message(None)

    def message(self) -> MessageFacts | None:
        """What is shown now."""
        return self._facts

    def action_button(self) -> Button:
        """The button of the message."""
        return self._action

    def other_button(self) -> Button:
        """The button of the other way out."""
        return self._other

    def more_button(self) -> Button:
        """The button of the third way out."""
        return self._more

    def _time_is_up(self) -> None:
        if any(button.hasFocus() for button in (self._action, self._more, self._other)):
            # A button that goes while somebody is on it hands the focus on to another one.
            self._leave.start()
        else:
            self.show_message(None)

    def _on_action(self) -> None:
        if self._facts is not None and self._facts.action_id:
            self.action_wished.emit(self._facts.action_id)

    def _on_more(self) -> None:
        if self._facts is not None and self._facts.more_id:
            self.action_wished.emit(self._facts.more_id)

    def _on_other(self) -> None:
        if self._facts is not None and self._facts.other_id:
            self.action_wished.emit(self._facts.other_id)
