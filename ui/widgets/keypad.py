"""The keypad: twelve keys for fingers. Holding the erase key empties the amount."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import icons, theme
from ui.widgets.buttons import Button
from ui.widgets.text import set_role

_KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3", "00", "0")
_HOLD_MS = 600


class Keypad(QWidget):
    """Emits `digit` ("0" to "9", "00"), `erased` on the erase key and `cleared` when that key is held."""

    digit = Signal(str)
    erased = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(_HOLD_MS)
        self._held.timeout.connect(self._on_held)
        self._was_held = False
        self.erase = self._key("", "")
        self.erase.setIcon(icons.icon("delete", "text"))
        self.erase.setIconSize(QSize(22, 22))
        self.erase.pressed.connect(self._on_erase_pressed)
        self.erase.released.connect(self._held.stop)
        self.erase.clicked.connect(self._on_erase)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE)
        self.keys = {text: self._key(text, text) for text in _KEYS}
        for place, key in enumerate((*self.keys.values(), self.erase)):
            grid.addWidget(key, place // 3, place % 3)

    def relabel(self, erase_name: str) -> None:
        """Say the erase key's name in another language."""
        self.erase.setAccessibleName(erase_name)
        self.erase.setToolTip(erase_name)

    def set_low(self, low: bool) -> None:
        """Lower keys for a low screen, or whole ones again."""
        for key in (*self.keys.values(), self.erase):
            set_role(key, str(low).lower(), name="low")
            key.setFixedHeight(theme.TARGET_KEY_LOW if low else theme.TARGET_KEY)

    def _key(self, text: str, digit: str) -> Button:
        key = Button(text, "key")
        key.setFixedHeight(theme.TARGET_KEY)
        if digit:
            key.clicked.connect(lambda: self.digit.emit(digit))
        return key

    def _on_erase_pressed(self) -> None:
        self._was_held = False
        self._held.start()

    def _on_held(self) -> None:
        self._was_held = True
        self.cleared.emit()

    def _on_erase(self) -> None:
        if not self._was_held:
            self.erased.emit()
