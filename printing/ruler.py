"""Scales drawn in dots: millimetres over the paper's width, and the test page's lettered lines with two arrows."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPainter, QPolygon

from printing.document import Ruler, Size
from printing.typesetting import Faces

_BLACK = QColor(0xFF000000)
_DOTS_PER_MM = 8
_TICKS = 26
_ARROW = 24  # dots, long and high
_THICK = 4


def height(block: Ruler, faces: Faces) -> int:
    """How many rows the ruler takes."""
    return _ARROW + faces.face(Size.NORMAL, True).line if block.dots else _TICKS + faces.face(Size.SMALL, False).line


def draw(painter: QPainter, block: Ruler, width: int, top: int, faces: Faces) -> None:
    """Draw the ruler from the paper's left edge, its top at `top`; `width` is the paper's, in dots."""
    if block.dots:
        _draw_arrows(painter, block, top, faces)
    else:
        _draw_scale(painter, width, top, faces)


def _draw_scale(painter: QPainter, width: int, top: int, faces: Faces) -> None:
    face = faces.face(Size.SMALL, False)
    painter.setFont(face.font)
    painter.fillRect(0, top, width, 2, _BLACK)
    for mm in range(width // _DOTS_PER_MM + 1):
        x = min(mm * _DOTS_PER_MM, width - 2)
        painter.fillRect(x, top, 2, 24 if mm % 10 == 0 else 16 if mm % 5 == 0 else 9, _BLACK)
        if mm % 10 == 0:
            at = min(max(0, x - round(face.width(str(mm)) / 2)), width - round(face.width(str(mm))) - 1)
            painter.drawText(at, top + _TICKS + face.baseline, str(mm))


def _draw_arrows(painter: QPainter, block: Ruler, top: int, faces: Faces) -> None:
    """ "A" beneath the left end of <-------->: an arrow's point touches the first dot, the other one the last."""
    face = faces.face(Size.NORMAL, True)
    middle, end = top + _ARROW // 2, block.dots - 1
    painter.fillRect(_ARROW // 2, middle - _THICK // 2, block.dots - _ARROW, _THICK, _BLACK)
    painter.setBrush(_BLACK)
    for tip, back in ((0, _ARROW - 1), (end, end - _ARROW + 1)):
        corners = [QPoint(tip, middle), QPoint(back, top), QPoint(back, top + _ARROW - 1)]
        painter.drawPolygon(QPolygon(corners))
    painter.setBrush(QColor(0, 0, 0, 0))
    painter.setFont(face.font)
    painter.drawText(_ARROW, top + _ARROW + face.baseline, f"{block.letter}   {block.dots // _DOTS_PER_MM} mm")
