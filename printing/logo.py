"""A picture block drawn in dots: whole, or at a half, a third ... where the paper is too narrow. QtGui only."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from printing.document import Picture, picture_rows

_WHITE = 0xFFFFFFFF
_BLACK = 0xFF000000


@lru_cache(maxsize=8)
def image(block: Picture, width: int) -> QImage | None:
    """The picture as Format_Mono at most `width` dots wide, None for one whose bits cannot be read."""
    try:
        rows = picture_rows(block)
    except ValueError:
        return None
    stride = -(-block.width // 8)
    whole = QImage(rows, block.width, block.height, stride, QImage.Format.Format_Mono)
    whole.setColorTable([_WHITE, _BLACK])
    step = -(-block.width // width)
    if step == 1:
        return whole.copy()
    return _smaller(whole, max(1, block.width // step), max(1, block.height // step))


def _smaller(whole: QImage, width: int, height: int) -> QImage:
    """A dot is black where at least half of what it stands for is."""
    grey = whole.convertToFormat(QImage.Format.Format_Grayscale8).scaled(
        width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    small = grey.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)
    if small.colorTable() != [_WHITE, _BLACK]:
        small.invertPixels()
        small.setColorTable([_WHITE, _BLACK])
    return small
