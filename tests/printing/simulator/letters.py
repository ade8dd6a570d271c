"""The printer's own shapes: characters in cells, drawn with the bundled font, and QR codes."""

from __future__ import annotations

from functools import lru_cache

import zxingcpp
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

CELL_HEIGHT = 24
_LEVELS = {"L": 1, "M": 0, "Q": 3, "H": 2}  # the two bits of ISO/IEC 18004, table 12
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
    """The side in dots and the rows of a QR code, model 2, without a quiet zone.

    ASCII is drawn by a library that chooses the modes of its own accord, like a printer; anything else as bytes without
    a word about their encoding (no ECI), which printers do not write.
    """
    square = _ascii_square(data, level) if data.isascii() else _byte_square(data, level)
    rows = tuple(sum(1 << (len(row) - 1 - x) for x, dark in enumerate(row) if dark) for row in square)
    return len(square) * dots, magnified(rows, len(square), dots, dots)


def _ascii_square(data: bytes, level: str) -> list[list[bool]]:
    barcode = zxingcpp.create_barcode(data.decode(), zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    square = memoryview(barcode.to_image(scale=1, add_quiet_zones=False))
    side = square.shape[0]
    return [[square[y, x] < 128 for x in range(side)] for y in range(side)]


def _byte_square(data: bytes, level: str) -> list[list[bool]]:
    code = QRCode(error_correction=_LEVELS[level], border=0)
    code.add_data(QRData(data, mode=MODE_8BIT_BYTE))
    code.make(fit=True)
    return code.get_matrix()
