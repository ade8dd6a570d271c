"""The hand at the till: keys, mouse and scanner as events sent to the window, each with a time of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

from desktop.tour.failure import TourError

PERSON_GAP_MS = 180
SCANNER_GAP_MS = 8
_NOTCH = 120
_NOTCHES_MOST = 60

_NO_MODIFIER = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton
_NO_BUTTON = Qt.MouseButton.NoButton
_SPECIAL = {"+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus, "\r": Qt.Key.Key_Return, "\n": Qt.Key.Key_Enter}


class TourClock:
    """The tour's time: it moves only when the hand does, so that every tour tells the same times."""

    def __init__(self, at_ms: int) -> None:
        self._at_ms = at_ms

    def now_ms(self) -> int:
        """Epoch milliseconds UTC."""
        return self._at_ms

    def pass_ms(self, ms: int) -> None:
        """Move the clock on."""
        self._at_ms += ms


class Hand:
    """Acts on one shown window and waits after each act until `settle` returns.

    The times are the hand's own: a person's keys are 180 ms apart, a scanner's 8 ms, however fast the machine is.
    """

    def __init__(self, window: QWidget, clock: TourClock, settle: Callable[[], None]) -> None:
        self._window = window
        self._clock = clock
        self._settle = settle
        self._began_ms = clock.now_ms() - 10_000

    def press(self, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = _NO_MODIFIER) -> None:
        """Press and release one key as a person does."""
        self._clock.pass_ms(PERSON_GAP_MS)
        self._key(key, text, modifiers)
        self._settle()

    def control(self, key: Qt.Key) -> None:
        """Press a key with Ctrl held."""
        self.press(key, chr(key.value - 64), Qt.KeyboardModifier.ControlModifier)

    def enter(self) -> None:
        """Press Enter."""
        self.press(Qt.Key.Key_Return, "\r")

    def escape(self) -> None:
        """Press Esc; elsewhere than at the counter it is a shortcut, which only a key from the system reaches."""
        self._clock.pass_ms(PERSON_GAP_MS)
        QTest.keyClick(self._handle(), Qt.Key.Key_Escape)
        self._settle()

    def type(self, text: str) -> None:
        """Type characters one by one, as a person does."""
        for character in text:
            self.press(_key_of(character), character)

    def say(self, text: str) -> None:
        """Enter text the way an input method commits it, into whatever has the focus."""
        focused = QApplication.focusWidget()
        if focused is None:
            raise TourError("a field with the focus for the input method", "nothing has the focus")
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(focused, event)
        self._settle()

    def scan(self, text: str, end: str = "\r") -> None:
        """Scan a code: a burst of keys with its terminator, and no waiting in between. `end` "" is a scan cut off."""
        self._clock.pass_ms(1_000)
        for character in text + end:
            self._clock.pass_ms(SCANNER_GAP_MS)
            self._key(_key_of(character), character, _NO_MODIFIER)
        self._settle()

    def click(self, widget: QWidget) -> None:
        """Click a widget at its centre, scrolled into sight with the wheel where it must be."""
        if not widget.isVisible():
            raise TourError(f"{_name(widget)} to be clicked", "it is not visible")
        self._scroll_to(widget)
        self._click_at(widget, widget.rect().center())

    def click_row(self, view: QAbstractItemView, row: int) -> None:
        """Click a row of a list or table that is in sight."""
        rect = view.visualRect(view.model().index(row, 0))
        if not rect.isValid() or not view.viewport().rect().contains(rect.center()):
            raise TourError(f"row {row} of {_name(view)} in sight", "it is not")
        self._click_at(view.viewport(), QPoint(min(rect.center().x(), view.viewport().width() - 8), rect.center().y()))

    def click_heading(self, header: QWidget, x: int) -> None:
        """Click a heading at `x` of its row of headings."""
        self._click_at(header, QPoint(x, header.height() // 2))

    def _click_at(self, widget: QWidget, point: QPoint) -> None:
        self._clock.pass_ms(PERSON_GAP_MS)
        place = QPointF(widget.mapTo(self._window, point))
        for kind, button, held in (
            (QEvent.Type.MouseMove, _NO_BUTTON, _NO_BUTTON),
            (QEvent.Type.MouseButtonPress, _LEFT, _LEFT),
            (QEvent.Type.MouseButtonRelease, _LEFT, _NO_BUTTON),
        ):
            event = QMouseEvent(kind, place, QPointF(self._window.mapToGlobal(place)), button, held, _NO_MODIFIER)
            event.setTimestamp(self._clock.now_ms() - self._began_ms)
            QCoreApplication.sendEvent(self._handle(), event)
        self._settle()

    def _scroll_to(self, widget: QWidget) -> None:
        """Turn the wheel over the nearest scroll area until the widget's centre is in sight."""
        for _ in range(_NOTCHES_MOST):
            area = _scroll_area_of(widget)
            if area is None:
                return
            y = widget.mapTo(area.viewport(), widget.rect().center()).y()
            if 0 <= y < area.viewport().height():
                return
            self._wheel(area.viewport(), _NOTCH if y < 0 else -_NOTCH)
        raise TourError(f"{_name(widget)} in sight", "the wheel does not reach it")

    def _wheel(self, widget: QWidget, turn: int) -> None:
        # As the system hands it over: an event of our own would not be passed on by what lies under the wheel.
        place = QPointF(widget.mapTo(self._window, widget.rect().center()))
        QTest.wheelEvent(self._handle(), place, QPoint(0, turn))
        self._settle()

    def _key(self, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text)
            event.setTimestamp(self._clock.now_ms() - self._began_ms)
            QCoreApplication.sendEvent(self._handle(), event)

    def _handle(self) -> QWindow:
        return self._window.windowHandle()


def _key_of(character: str) -> Qt.Key:
    if character in _SPECIAL:
        return _SPECIAL[character]
    upper = character.upper()
    return Qt.Key(ord(upper)) if upper.isascii() and upper.isalnum() else Qt.Key.Key_unknown


def _scroll_area_of(widget: QWidget) -> QScrollArea | None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            return above
        above = above.parentWidget()
    return None


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName()!r}"
