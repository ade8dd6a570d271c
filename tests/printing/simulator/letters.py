"""The printer's own shapes: characters in cells, drawn with the bundled font, and QR codes."""

from __future__ import annotations

from functools import lru_cache

import zxingcpp
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

CELL_HEIGHT = 24
HALF, FULL = 12, 24


@lru_cache(maxsize=4_096)
def shape(character: str, width: int, wide: int, high: int, bold: bool) -> tuple[int, ...]:
    """The rows of one character's cell, `width` dots before it is magnified; the leftmost dot is the highest bit."""
    image = QImage(width, CELL_HEIGHT, QImage.Format.Format_Mono)
    image.setColorTable([0xFFFFFFFF, 0xFF000000])
    image.fill(0)
    painter = QPainter(image)
    font = QFont("Noto Sans TC")
    font.setPixelSize(22 if width == FULL else 19)
    font.setBold(bold)
    font.setStyleStrategy(QFont.StyleStrategy.NoAntialias)
    painter.setFont(font)
    painter.setPen(QColor(0xFF000000))
    painter.drawText(QRect(0, 0, width, CELL_HEIGHT), Qt.AlignmentFlag.AlignCenter, character)
    painter.end()
    bits, stride = bytes(image.constBits()), image.bytesPerLine()
    rows = [int.from_bytes(bits[y * stride : (y + 1) * stride], "big") >> (stride * 8 - width) for y in range(24)]
    return magnified(tuple(rows), width, wide, high)


def magnified(rows: tuple[int, ...], width: int, wide: int, high: int) -> tuple[int, ...]:
    """Every dot `wide` dots wide and `high` dots high."""
    if wide > 1:
        rows = tuple(_stretched(row, width, wide) for row in rows)
    return tuple(row for row in rows for _ in range(high))


def _stretched(row: int, width: int, wide: int) -> int:
    dot = (1 << wide) - 1
    stretched = 0
    for x in range(width):
        stretched = stretched << wide | (dot if row >> (width - 1 - x) & 1 else 0)
    return stretched


@lru_cache(maxsize=256)
def qr_rows(data: bytes, level: str, dots: int) -> tuple[int, tuple[int, ...]]:
    """The side in dots and the rows of a QR code, model 2, without a quiet zone. Raises ValueError for too much."""
    barcode = zxingcpp.create_barcode(data, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    square = memoryview(barcode.to_image(scale=1, add_quiet_zones=False))
    side = square.shape[0]
    rows = []
    for y in range(side):
        row = 0
        for x in range(side):
            row = row << 1 | (square[y, x] < 128)
        rows.append(row)
    return side * dots, magnified(tuple(rows), side, dots, dots)
