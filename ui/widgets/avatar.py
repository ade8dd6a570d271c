"""A person's round mark: the name's first character on a colour that stays theirs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import icons, theme


def paint_avatar(painter: QPainter, rect: QRectF, initial: str, seed: int) -> None:
    """Draw the mark into `rect` (square). An empty initial draws a card, for bearers without a name."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.avatar_colour(seed))
    painter.drawEllipse(rect)
    ink = QColor(theme.ON_AVATAR)
    if initial:
        painter.setPen(ink)
        painter.setFont(theme.font(round(rect.height() * 0.42), bold=True))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initial)
    else:
        inset = rect.height() * 0.26
        icons.draw_icon(painter, "id-card", rect.adjusted(inset, inset, -inset, -inset), ink)
    painter.restore()


class Avatar(QWidget):
    """The mark as a widget, `size` pixels square."""

    def __init__(self, size: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initial = ""
        self._seed = 0
        self.setFixedSize(QSize(size, size))

    def show_person(self, initial: str, seed: int) -> None:
        """Show `initial` on the colour that belongs to `seed` (the member's id)."""
        self._initial = initial
        self._seed = seed
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()), self._initial, self._seed)
