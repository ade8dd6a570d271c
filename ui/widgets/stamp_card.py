"""The stamp card, painted: what is stamped, what this sale would stamp (dashed, +1), what is missing, and the gift."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme

_LEANS = (-8.0, 6.0, -3.0, 9.0, -6.0, 3.0, -9.0)
_LARGEST = 62.0
_GAP_LEAST = 6.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the stamps stand: columns, rows, the side of a cell, the gap beside it, and the side of the gift."""

    columns: int
    rows: int
    side: float
    gap: float
    gift: float

    def height(self) -> float:
        """How high the stamps stand; never lower than the gift beside them."""
        return max(self.rows * self.side + (self.rows - 1) * row_gap(self.side), self.gift)


def row_gap(side: float) -> float:
    """The gap between two rows of stamps of this size."""
    return max(5.0, side * 0.16)


def grid_for(needed: int, width: float) -> Grid:
    """The calmest grid for `needed` stamps (1 to 50) in `width` pixels: up to 5 in a row, then up to 10."""
    columns = needed if needed <= 5 else math.ceil(needed / 2) if needed <= 20 else 10
    rows = math.ceil(needed / columns)
    gift = 84.0 if width >= 380 else 68.0
    room = width - gift - 18
    side = min(_LARGEST, (room - (columns - 1) * _GAP_LEAST) / columns)
    gap = (room - columns * side) / max(columns - 1, 1)
    return Grid(columns, rows, max(side, 12.0), min(gap, side * 0.45), gift)


class StampCard(QWidget):
    """One card. `show_card` says how many; the picture follows the width it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._have = 0
        self._pending = 0
        self._needed = 10
        self._waiting = 0
        self._gift = ""
        self._icon = "coffee"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_card(
        self, have: int, pending: int, needed: int, *, waiting: int = 0, gift: str = "", icon: str = "coffee"
    ) -> None:
        """`have` filled, `pending` dashed, of `needed`; `waiting` full cards not yet redeemed; `gift` is its word."""
        self._have = min(have, needed)
        self._pending = max(0, min(pending, needed - self._have))
        self._needed = max(needed, 1)
        self._waiting = waiting
        self._gift = gift
        self._icon = icon
        self.setAccessibleName(f"{have}+{pending}/{needed}")
        self._fit_height()
        self.update()

    def counts(self) -> tuple[int, int, int]:
        """What is drawn: filled, dashed, missing."""
        return self._have, self._pending, self._needed - self._have - self._pending

    def sizeHint(self) -> QSize:
        return QSize(450, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        """The height follows the width; a layout's own way to ask for it stops at scroll areas."""
        self.setFixedHeight(math.ceil(grid_for(self._needed, self.width()).height()) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid = grid_for(self._needed, self.width())
        top = (self.height() - grid.rows * grid.side - (grid.rows - 1) * row_gap(grid.side)) / 2
        for number in range(self._needed):
            row, column = divmod(number, grid.columns)
            corner = QPointF(column * (grid.side + grid.gap), top + row * (grid.side + row_gap(grid.side)))
            rect = QRectF(corner.x(), corner.y(), grid.side, grid.side).adjusted(1, 1, -1, -1)
            self._paint_stamp(painter, rect, number)
        gift_rect = QRectF(self.width() - grid.gift, (self.height() - grid.gift) / 2, grid.gift, grid.gift)
        self._paint_gift(painter, gift_rect.adjusted(2, 2, -2, -2))

    def _paint_stamp(self, painter: QPainter, rect: QRectF, number: int) -> None:
        if number < self._have:
            self._paint_filled(painter, rect, _LEANS[number % len(_LEANS)])
        elif number < self._have + self._pending:
            self._paint_pending(painter, rect)
        else:
            painter.setPen(QPen(theme.colour("control"), 1.2))
            painter.setBrush(theme.colour("surface2"))
            painter.drawEllipse(rect)
            painter.setPen(theme.colour("text3"))
            painter.setFont(theme.font(max(10, round(rect.width() * 0.26))))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(number + 1))

    def _paint_filled(self, painter: QPainter, rect: QRectF, lean: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("stamp"))
        painter.drawEllipse(rect)
        ink = theme.colour("on_stamp")
        ring = theme.colour("on_stamp")
        ring.setAlphaF(0.45)
        inset = rect.width() * 0.07
        painter.setPen(QPen(ring, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))
        side = rect.width() * 0.5
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(rect.center())
        painter.rotate(lean)
        icons.draw_icon(painter, self._icon, QRectF(-side / 2, -side / 2, side, side), ink)
        painter.restore()

    def _paint_pending(self, painter: QPainter, rect: QRectF) -> None:
        pen = QPen(theme.colour("stamp"), 2 if rect.width() > 30 else 1.4)
        pen.setDashPattern([4, 2.4])
        painter.setPen(pen)
        painter.setBrush(theme.colour("stamp_tint"))
        painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(theme.colour("stamp"))
        painter.setFont(theme.font(max(11, round(rect.width() * 0.34)), bold=True))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "+1")

    def _paint_gift(self, painter: QPainter, rect: QRectF) -> None:
        full = self._waiting > 0 or self._have + self._pending >= self._needed
        painter.setPen(QPen(theme.colour("gold_line"), 3 if full else 1.5))
        painter.setBrush(theme.colour("gold_tint"))
        painter.drawEllipse(rect)
        ink = theme.colour("gold")
        side = rect.width() * 0.36
        lift = rect.height() * 0.1 if self._gift else 0
        centre = rect.center()
        icons.draw_icon(painter, "gift", QRectF(centre.x() - side / 2, centre.y() - side / 2 - lift, side, side), ink)
        if self._gift:
            painter.setPen(ink)
            painter.setFont(theme.font(13, bold=True))
            word = QRectF(rect.left(), centre.y() + side * 0.36, rect.width(), 20)
            painter.drawText(word, Qt.AlignmentFlag.AlignCenter, self._gift)
        if self._waiting > 0:
            self._paint_waiting(painter, rect)

    def _paint_waiting(self, painter: QPainter, rect: QRectF) -> None:
        badge = QRectF(rect.right() - 24, rect.top() - 1, 26, 26)
        painter.setPen(QPen(theme.colour("surface"), 2))
        painter.setBrush(theme.colour("stamp"))
        painter.drawEllipse(badge)
        painter.setPen(theme.colour("on_stamp"))
        painter.setFont(theme.font(13, bold=True))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self._waiting))
