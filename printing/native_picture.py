"""The hand that draws: a plan's lines as they will look on paper, each character in its own cells. QtGui only.

The printer has letterforms of its own; ours stand in the same places and take the same room.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QTransform

from printing.document import Size
from printing.native_encoding import cells
from printing.native_plan import CELL_HEIGHT, CELL_WIDTH, CellLine
from printing.typesetting import Faces

_WHITE = 0xFFFFFFFF
_BLACK = 0xFF000000
# Dots from the top of a cell of 24: Chinese reaches three dots beneath its baseline, the tail of a "g" five.
_BASELINE, _BASELINE_ASCII = 21, 19
_GLYPHS_MAX = 4_096

_Key = tuple[str, int, int, int, bool]
_local = threading.local()


def draw(painter: QPainter, line: CellLine, top: int, faces: Faces) -> None:
    """Draw the line with the top of its cells at `top`."""
    for column, character in line.cells():
        key = (character, cells(character, line.route), line.wide, line.high, line.bold)
        painter.drawImage(column * CELL_WIDTH, top, _glyph(key, faces))


def _glyph(key: _Key, faces: Faces) -> QImage:
    """The character in its cells, drawn once for each thread and size."""
    known: dict[_Key, QImage] | None = getattr(_local, "glyphs", None)
    if known is None or len(known) > _GLYPHS_MAX:
        known = _local.glyphs = {}
    if key not in known:
        known[key] = _drawn(key, faces)
    return known[key]


def _drawn(key: _Key, faces: Faces) -> QImage:
    """The glyph, made narrower where it is wider than its cells; larger sizes repeat each dot, as printers do."""
    character, width, wide, high, bold = key
    shown = faces.showable(character)
    face = faces.face(Size.NORMAL, bold)
    room, baseline = width * CELL_WIDTH, _BASELINE_ASCII if character.isascii() else _BASELINE
    image = QImage(room, CELL_HEIGHT, QImage.Format.Format_Mono)
    image.setColorTable([_WHITE, _BLACK])
    image.fill(0)
    painter = QPainter(image)
    painter.setPen(QColor(_BLACK))
    painter.setFont(face.font)
    painter.setClipRect(QRect(0, 0, room, CELL_HEIGHT))
    advance = face.width(shown)
    if advance > room:
        painter.setTransform(QTransform.fromScale(room / advance, 1.0))
        painter.drawText(0, baseline, shown)
    else:
        painter.drawText(round((room - advance) / 2), baseline, shown)
    painter.end()
    return image.scaled(room * wide, CELL_HEIGHT * high) if wide > 1 or high > 1 else image
