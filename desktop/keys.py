"""One router for every key: tells scans from typing wherever the focus is, and gives the counter its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop.scanner import GAP_MS_MAX, ScanDetector, ScanSign, StrayText

_CONTROL = Qt.KeyboardModifier.ControlModifier
_NOT_OURS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier)

SILENCE_MS = GAP_MS_MAX + 30


class KeyRouter(QObject):
    """Watches the main window's keys before any widget sees them.

    `scanned` carries the text of a scan; whatever it leaked into a field was put back. `half_scanned` says that a scan
    stopped without its end; what it leaked was put back as well. `strayed` says that digits behind a letter were
    swallowed, a code that came too slowly to be a scan. `keys` maps (key, with Ctrl) to what it does while the counter
    is shown; `typed` gets digits, + and - that no text field takes; `is_code` knows the shop's codes, which may be
    short. `snapshot` remembers what a scan may spoil besides the focused field and returns the way back.
    """

    scanned = Signal(str)
    half_scanned = Signal()
    strayed = Signal()

    def __init__(self, snapshot: Callable[[], Callable[[], None]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._snapshot = snapshot
        self.is_code: Callable[[str], bool] = lambda _: False
        self._detector = ScanDetector(lambda text: self.is_code(text))
        self._stray = StrayText()
        self._put_back: list[Callable[[], None]] = []
        self.keys: Mapping[tuple[Qt.Key, bool], Callable[[], None]] = {}
        self.typed: Callable[[str], bool] = lambda _: False
        self.counter_shown: Callable[[], bool] = lambda: False
        self._silence = QTimer(self, interval=SILENCE_MS, singleShot=True)
        # Keys that came in time may still wait behind a screen that was busy: they go first.
        self._silence.timeout.connect(lambda: QTimer.singleShot(0, self, self._fell_silent))

    def watch(self, window: QWidget) -> None:
        """Watch a shown window. Not the application: then every event of every widget would pass through here."""
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: true swallows the event."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.text() and self._is_of_a_scan(event):
            return True
        return self._act(event)

    def _is_of_a_scan(self, event: QKeyEvent) -> bool:
        self._silence.start()
        seen = self._detector.feed(event.text(), event.timestamp())
        if seen is None:
            return False
        if seen.sign is ScanSign.BEGAN:
            self._put_back = [_field_snapshot(QApplication.focusWidget()), self._snapshot()]
            return False
        if seen.sign is ScanSign.SCANNED:
            self._stray.forget()
            self._put_all_back()
            self.scanned.emit(seen.text)
        return True

    def _fell_silent(self) -> None:
        if self._silence.isActive():
            return
        if self._detector.fell_silent():
            self._stray.forget()
            self._put_all_back()
            self.half_scanned.emit()
        elif self._stray.to_be_said():
            self.strayed.emit()

    def _put_all_back(self) -> None:
        for put_back in self._put_back:
            put_back()

    def _act(self, event: QKeyEvent) -> bool:
        if not self.counter_shown() or QApplication.activePopupWidget() or QApplication.activeModalWidget():
            return False
        modifiers = event.modifiers()
        if modifiers & _NOT_OURS:
            return False
        with_control = bool(modifiers & _CONTROL)
        action = self.keys.get((Qt.Key(event.key()), with_control))
        if action is not None:
            self._stray.forget()
            # A key that is held down is one wish. Repeated digits are digits.
            if not event.isAutoRepeat():
                action()
            return True
        if with_control or modifiers not in _PLAIN or takes_text(QApplication.focusWidget()):
            return False
        if event.text() and self._stray.swallows(event.text(), event.timestamp()):
            return True
        return self.typed(_typed_text(event))


def takes_text(widget: QWidget | None) -> bool:
    """Whether typed characters belong to this widget."""
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox)


def _typed_text(event: QKeyEvent) -> str:
    if event.key() == Qt.Key.Key_Backspace:
        return "\b"
    if event.key() == Qt.Key.Key_Delete:
        return "\x7f"
    return event.text()


def _field_snapshot(widget: QWidget | None) -> Callable[[], None]:
    if isinstance(widget, QLineEdit):
        field, text, cursor = widget, widget.text(), widget.cursorPosition()

        def put_back() -> None:
            field.setText(text)
            field.setCursorPosition(cursor)

        return put_back
    if isinstance(widget, QPlainTextEdit):
        area, content = widget, widget.toPlainText()
        return lambda: area.setPlainText(content)
    if isinstance(widget, QComboBox):
        # Letters choose in a box by their beginning.
        return partial(widget.setCurrentIndex, widget.currentIndex())
    return lambda: None
