"""A chip: a word with its icon on a tinted pill. Colour is never alone: every kind but the plain one has an icon."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme
from ui.facts import ChipFacts

_ICONS = {
    "gold": "crown",
    "silver": "medal",
    "bronze": "award",
    "danger": "triangle-alert",
    "warn": "circle-alert",
    "info": "info",
    "primary": "heart",
    "stamp": "stamp",
}
_PLAIN = ("text2", "sunken")


def _colours(kind: str) -> tuple[QColor, QColor]:
    ink, ground = _PLAIN if kind == "plain" else (kind, f"{kind}_tint")
    return theme.colour(ink), theme.colour(ground)


def chip_size(facts: ChipFacts, height: int = 26) -> QSize:
    """How much room the chip takes at this height."""
    metrics = QFontMetricsF(theme.font(_font_size(height), bold=facts.kind != "plain"))
    icon_room = _icon_side(height) + 5 if _icon_of(facts) else 0
    return QSize(round(metrics.horizontalAdvance(facts.text) + icon_room + height * 0.8 + 1), height)


def paint_chip(painter: QPainter, corner: QPointF, facts: ChipFacts, height: int = 26, most: float = 0) -> float:
    """Draw the chip with its top left at `corner`, no wider than `most` (0: as wide as it is); returns its width."""
    width = float(chip_size(facts, height).width())
    width = min(width, most) if most else width
    ink, ground = _colours(facts.kind)
    rect = QRectF(corner.x(), corner.y(), width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, height / 2, height / 2)
    inner = rect.adjusted(height * 0.4, 0, -height * 0.4, 0)
    side = _icon_side(height)
    if _icon_of(facts):
        icons.draw_icon(painter, _icon_of(facts), QRectF(inner.left(), inner.center().y() - side / 2, side, side), ink)
        inner.setLeft(inner.left() + side + 5)
    painter.setPen(ink)
    painter.setFont(theme.font(_font_size(height), bold=facts.kind != "plain"))
    text = QFontMetricsF(painter.font()).elidedText(facts.text, Qt.TextElideMode.ElideRight, inner.width() + 1)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
    return width


def _icon_of(facts: ChipFacts) -> str:
    return facts.icon or _ICONS.get(facts.kind, "")


def _icon_side(height: int) -> int:
    return round(height * 0.58)


def _font_size(height: int) -> int:
    return 12 if height < 24 else 13 if height < 28 else 15


class Chip(QWidget):
    """The chip as a widget."""

    def __init__(self, facts: ChipFacts, height: int = 26, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(facts.text)

    def text(self) -> str:
        """The word on the chip."""
        return self._facts.text

    def sizeHint(self) -> QSize:
        return chip_size(self._facts, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), QPointF(0, 0), self._facts, self._height, self.width())
