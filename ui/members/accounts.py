"""What a member has, whole: every balance with what of it ends when, the tier, paid times, who brought whom."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from ui.members.facts import AccountRow, AccountSection
from ui.widgets.scrolling import own_parts
from ui.widgets.text import label, rule


class AccountsPanel(QScrollArea):
    """Sections of rows, made anew for every member; the keyboard scrolls them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[AccountSection, ...] | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(own_parts(self), QScroller.ScrollerGestureType.TouchGesture)

    def show_sections(self, sections: tuple[AccountSection, ...]) -> None:
        """Show these; nothing is built again while they are the same."""
        if sections == self._shown:
            return
        self._shown = sections
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 4, 16, 10)
        column.setSpacing(4)
        for section in sections:
            column.addWidget(label(section.title, "hint"))
            column.addWidget(rule())
            for row in section.rows:
                column.addWidget(_row(row))
            column.addSpacing(10)
        column.addStretch(1)
        self.setWidget(inner)


def _row(row: AccountRow) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 2, 0, 2)
    column.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(label(row.text, "strong" if row.value else "", wrap=True), 1)
    if row.value:
        value = label(row.value, "strong")
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        head.addWidget(value)
    column.addLayout(head)
    if row.notes:
        column.addWidget(label("\n".join(row.notes), "small", wrap=True))
    return part
