"""The box that finds: a large field with its icon, its key, and a way to empty it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui import theme
from ui.widgets.badge import KeyBadge
from ui.widgets.buttons import IconButton
from ui.widgets.resting import resting
from ui.widgets.tile import IconLabel

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}


class CounterEdit(QLineEdit):
    """A line that leaves Ctrl+Z to the counter's undo, and the arrows up and down to the list it searches.

    `composing` carries the text with what an input method has not committed yet: the 注音 of a name's beginning.
    """

    moved = Signal(int)
    composing = Signal(str)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if event.preeditString():
            place = self.cursorPosition()
            self.composing.emit(self.text()[:place] + event.preeditString() + self.text()[place:])

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z is not taken from the shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_undo(event):
            event.ignore()
        elif event.key() in _STEPS:
            self.moved.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


def _is_undo(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Z and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class SearchBox(QWidget):
    """Emits `changed` from the first key, `submitted` on Enter, `moved` (rows, + is down) on the arrows."""

    changed = Signal(str)
    submitted = Signal(str)
    moved = Signal(int)

    def __init__(self, key_label: str = "", height: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = CounterEdit()
        self.edit.setProperty("role", "bare" if height >= 56 else "bare_small")
        self.edit.setMaxLength(120)
        self._clear = IconButton("x", "")
        self._clear.setProperty("kind", "bare_icon")
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._key = KeyBadge(key_label)
        self._has_key = bool(key_label)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(10)
        for part in (IconLabel("search", "primary", 22 if height >= 56 else 18), self.edit, self._clear, self._key):
            row.addWidget(part)
        self.setFixedHeight(height)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._on_text)
        self.edit.returnPressed.connect(lambda: self.submitted.emit(self.edit.text()))
        self.edit.moved.connect(self.moved)
        self.edit.composing.connect(self.changed)
        self._clear.clicked.connect(self.edit.clear)
        self.edit.installEventFilter(self)
        self._show_ends()

    def set_height(self, height: int) -> None:
        """Make the box this high (56 on a screen, 48 in a bar)."""
        self.setFixedHeight(height)

    def relabel(self, placeholder: str, accessible_name: str, clear_name: str) -> None:
        """Say what may be typed, and the names of the box and of the button that empties it."""
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(accessible_name)
        self._clear.rename(clear_name)

    def text(self) -> str:
        """What is typed now."""
        return self.edit.text()

    def set_text_quietly(self, text: str) -> None:
        """Put `text` into the box without emitting `changed` (a scan's leak is put back, a search is emptied)."""
        self.edit.blockSignals(True)
        self.edit.setText(text)
        self.edit.blockSignals(False)
        self._show_ends()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.edit.hasFocus()
        painter.setPen(QPen(theme.colour("primary" if focused else "control"), 2 if focused else 1))
        painter.setBrush(theme.colour("surface"))
        inset = 1 if focused else 0.5
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), theme.RADIUS_CONTROL, theme.RADIUS_CONTROL
        )

    def _on_text(self, text: str) -> None:
        # Whoever searches begins at once, while the box is laid out anew.
        self.changed.emit(text)
        self._show_ends()

    def _show_ends(self) -> None:
        typed = bool(self.edit.text())
        with resting(self._row):
            self._clear.setVisible(typed)
            self._key.setVisible(self._has_key and not typed)
