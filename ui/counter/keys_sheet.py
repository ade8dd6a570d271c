"""The sheet of keys: every key of the counter with what it does."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.widgets.badge import KeyBadge
from ui.widgets.text import label

KEYS = (
    ("F1", "keys.search"),
    ("↑ ↓", "keys.choose"),
    ("Enter", "keys.take"),
    ("F4", "keys.join"),
    ("F2  0-9", "keys.amount"),
    ("+  −", "keys.stamps"),
    ("F5  F6  F7", "keys.rewards"),
    ("F3", "keys.benefits"),
    ("F10", "keys.top_up"),
    ("Ctrl+1", "keys.wallets"),
    ("F8", "keys.tendered"),
    ("F9", "keys.park"),
    ("F12", "keys.finish"),
    ("Ctrl+Z", "keys.undo"),
    ("Ctrl+P", "keys.print_again"),
    ("Ctrl+D", "keys.drawer"),
    ("Esc", "keys.next"),
    ("F11", "keys.keys"),
)


class KeysSheet(QWidget):
    """The list, in two columns; for `MainWindow.show_sheet`."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(16)
        column.addWidget(label(words("keys.intro"), "second"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(14)
        grid.setColumnMinimumWidth(2, 24)
        half = (len(KEYS) + 1) // 2
        for place, (key, words_key) in enumerate(KEYS):
            left = 3 if place >= half else 0
            badge = KeyBadge(key)
            badge.setFixedWidth(92)
            grid.addWidget(badge, place % half, left)
            grid.addWidget(label(words(words_key)), place % half, left + 1)
        column.addLayout(grid)
