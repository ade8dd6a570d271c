"""Who is due next: what subscribers have still to get, one row each; a row opens the member."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.empty_state import EmptyState
from ui.members.facts import DueRow
from ui.widgets.buttons import Button, IconButton
from ui.widgets.scrolling import own_parts
from ui.widgets.text import ElidedLabel, label, rule


class DueList(QFrame):
    """The rows, the soonest first. Esc or the arrow goes back to the list of members."""

    closed = Signal()
    member_opened = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.rows: list[Button] = []
        self.back = IconButton("arrow-left", "")
        self._title = label(role="heading")
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(own_parts(self._scroll), QScroller.ScrollerGestureType.TouchGesture)
        head = QHBoxLayout()
        head.setContentsMargins(10, 10, 16, 8)
        head.setSpacing(10)
        head.addWidget(self.back)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self._scroll, 1)
        self.back.clicked.connect(self.closed)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)
        self.relabel(words)

    def show_rows(self, rows: tuple[DueRow, ...]) -> None:
        """Show who is due."""
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(6)
        self.rows = []
        for row in rows:
            column.addWidget(self._row(row))
        if not rows:
            empty = EmptyState("users")
            empty.show_texts(self._words("members.due_empty"), "")
            column.addWidget(empty, 1)
        else:
            column.addStretch(1)
        self._scroll.setWidget(inner)

    def _row(self, row: DueRow) -> QWidget:
        part = QWidget()
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        button = Button(row.name, "quiet", "user")
        button.clicked.connect(lambda: self.member_opened.emit(row.member_id))
        self.rows.append(button)
        line.addWidget(button)
        line.addWidget(ElidedLabel(row.what, least_width=80), 1)
        line.addWidget(label(row.left, "second"))
        return part

    def relabel(self, words: Words) -> None:
        """Say everything in this language; the rows come anew from the desk."""
        self._words = words
        self.back.rename(words("members.back"))
        self._title.setText(words("members.due_title"))
