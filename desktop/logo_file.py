"""A picture's file made into the shop's logo: scaled, on white, each dot black or white. Any thread may do it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from loyalty.slip_rules import LOGO_HEIGHT_MAX, Logo, make_logo

DOTS = ("threshold", "dither")
# How much of the paper's width a logo may take; a wide one is as high as it then must be.
SHARES = {"small": 0.35, "medium": 0.55, "large": 0.85}
_SIDE_MAX = 20_000
_BLACK_IS_ONE = (0xFFFFFFFF, 0xFF000000)


class NoLogo(Enum):
    """Why a file gives no logo: no picture can be read, or nothing of it is black."""

    UNREADABLE = "unreadable"
    BLANK = "blank"


def read_logo(path: str, paper_dots: int, dots: str, size: str) -> Logo | NoLogo:
    """The logo for paper of `paper_dots`: by threshold (what is darker than its surroundings is black) or by ordered
    dither. `size` is one of SHARES. Pictures may be PNG, JPEG or SVG, turned as their file says; clear is white.
    """
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    whole = reader.size()
    if not whole.isValid() or whole.isEmpty() or max(whole.width(), whole.height()) > _SIDE_MAX:
        return NoLogo.UNREADABLE
    room = QSize(round(paper_dots * SHARES[size]), LOGO_HEIGHT_MAX)
    if bytes(reader.format().data()) == b"svg":
        # Drawn at its size on paper, and not enlarged or reduced from dots.
        reader.setScaledSize(whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    if picture.isNull():
        return NoLogo.UNREADABLE
    grey = _on_white(picture, room)
    level = _between(grey) if dots == "threshold" else None
    mono = _black_below(grey, level) if level is not None else _dithered(grey)
    logo = _logo(mono)
    return logo if logo is not None else NoLogo.BLANK


def _on_white(picture: QImage, room: QSize) -> QImage:
    """Scaled into the room, in greys."""
    scaled = picture.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    if scaled.size() != room:
        mode = Qt.TransformationMode.SmoothTransformation
        scaled = scaled.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, mode)
    ground = QImage(max(1, scaled.width()), max(1, scaled.height()), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(0, 0, scaled)
    painter.end()
    return ground.convertToFormat(QImage.Format.Format_Grayscale8)


def _between(grey: QImage) -> int:
    """The level that tells ink from ground best (Otsu 1979, A threshold selection method from gray-level histograms):
    the greatest variance between the two sides.
    """
    counts = [0] * 256
    for line in _lines(grey, grey.width()):
        for value in line:
            counts[value] += 1
    total, whole = sum(counts), sum(value * count for value, count in enumerate(counts))
    best, best_variance, below, below_sum = 127, -1.0, 0, 0
    for value, count in enumerate(counts):
        below += count
        below_sum += value * count
        if not 0 < below < total:
            continue
        apart = below_sum / below - (whole - below_sum) / (total - below)
        variance = below * (total - below) * apart * apart
        if variance > best_variance:
            best, best_variance = value, variance
    return best


def _black_below(grey: QImage, level: int) -> QImage:
    table = bytes(0 if value <= level else 255 for value in range(256))
    dots = bytes(grey.constBits()).translate(table)
    made = QImage(dots, grey.width(), grey.height(), grey.bytesPerLine(), QImage.Format.Format_Grayscale8)
    return made.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)


def _dithered(grey: QImage) -> QImage:
    return grey.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.OrderedDither)


def _logo(mono: QImage) -> Logo | None:
    """Its dots as they are kept; None when none is black."""
    if tuple(mono.colorTable()) != _BLACK_IS_ONE:
        mono.invertPixels()
    stride = -(-mono.width() // 8)
    rest = -mono.width() % 8
    last = 0xFF & (0xFF << rest)
    rows = b"".join(line[:-1] + bytes([line[-1] & last]) for line in _lines(mono, stride))
    return make_logo(mono.width(), mono.height(), rows) if any(rows) else None


def _lines(picture: QImage, width: int) -> Iterator[bytes]:
    """The first `width` bytes of each row."""
    bits, stride = bytes(picture.constBits()), picture.bytesPerLine()
    for start in range(0, stride * picture.height(), stride):
        yield bits[start : start + width]
