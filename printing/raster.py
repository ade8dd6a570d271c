"""What a slip's bytes begin and end with, and rows of dots as raster bands for an ESC/POS printer. Pure functions.

Commands as in Epson's ESC/POS Command Reference (the TM series' programming manual), which the clones follow. Blank
rows are fed as a band one byte wide, never with ESC J: ESC J counts vertical motion units, which are half a dot on
Epson's TM-T20 and TM-T88 and a whole dot on most clones, and GS P, which would set the unit, prints a logo on some.

DLE EOT, DLE ENQ and DLE DC4 act on arrival, in the midst of a picture's data too: a few dots would ask for a status,
clear the printer's memory or open the drawer. GS ( D, which the reference names against DLE DC4, leaves the other two
and prints stray characters where it is unknown; so no picture of ours has such bytes, and no two rows of a band make
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from PySide6.QtGui import QImage

from printing.document import Document, is_cut

INITIALISE = b"\x1b@"  # ESC @: clears what a broken job left behind
FEED_LINES = b"\x1bd\x04"  # ESC d n: four lines, so that a slip without a cut can be torn off
FEED_AND_CUT = b"\x1dVB\x00"  # GS V 66 0: feed the last row past the knife, then a partial cut

BAND_ROWS_MAX = 256  # more than that and printers with a small buffer print gaps
_ACTS_AT_ONCE = re.compile(b"\x10[\x04\x05\x14]")
_THICKER = 0x18  # DLE with one more dot, to the right of its only one

_BAND_COST = 24  # bytes: eight of the command, and the moment that a printer takes between two bands


def ending(document: Document) -> bytes:
    """The cut, or paper enough to tear the slip off."""
    return FEED_AND_CUT if is_cut(document) else FEED_LINES


def part_commands(image: QImage) -> None:
    """Give the rows that spell a command that acts at once one more dot, in place; a picture has one in a few hundred.

    Raises ValueError for a picture with more than one bit a dot.
    """
    _must_be_mono(image)
    bits, stride, width = memoryview(image.bits()), image.bytesPerLine(), (image.width() + 7) // 8
    for found in _ACTS_AT_ONCE.finditer(bytes(bits)):
        # A row's last byte and what follows are parted by `bands`.
        if found.start() % stride + 1 < width:
            bits[found.start()] = _THICKER


def rows_of(image: QImage) -> list[bytes]:
    """Each row without the white to its right; the first dot is the highest bit of the first byte.

    Raises ValueError for a picture with more than one bit a dot.
    """
    _must_be_mono(image)
    stride, width = image.bytesPerLine(), (image.width() + 7) // 8
    bits = bytes(image.constBits())
    return [bits[start : start + width].rstrip(b"\0") for start in range(0, stride * image.height(), stride)]


def bands(rows: list[bytes]) -> Iterator[bytes]:
    """The rows as raster commands, blank paper included. Rows of a picture that was `part_commands` spell no other."""
    start = 0
    for height, width in _heights_and_widths(rows):
        for top in range(start, start + height, BAND_ROWS_MAX):
            yield from _parted(rows[top : min(top + BAND_ROWS_MAX, start + height)], width)
        start += height


def _must_be_mono(image: QImage) -> None:
    if image.format() != QImage.Format.Format_Mono:
        raise ValueError("the picture of a slip has one bit a dot")


def _heights_and_widths(rows: list[bytes]) -> list[tuple[int, int]]:
    """Rows gathered from the top into bands of one width each, joined while a join wastes less than a band costs."""
    bands: list[tuple[int, int]] = []
    for width, run in groupby(rows, key=lambda row: max(1, len(row))):
        height = len(list(run))
        while bands and _wasted(bands[-1], (height, width)) <= _BAND_COST:
            above, width_above = bands.pop()
            height, width = above + height, max(width, width_above)
        bands.append((height, width))
    return bands


def _wasted(above: tuple[int, int], below: tuple[int, int]) -> int:
    """The white bytes that joining two bands of (height, width) would add."""
    (height_above, width_above), (height, width) = above, below
    return height_above * (width - width_above) if width > width_above else height * (width_above - width)


def _parted(rows: list[bytes], width: int) -> Iterator[bytes]:
    """One band, or more where the end of a row and the beginning of the next would spell a command together."""
    band, start = _band(rows, width), 0
    if _ACTS_AT_ONCE.search(band):
        for row in range(1, len(rows)):
            if _ACTS_AT_ONCE.fullmatch(rows[row - 1].ljust(width, b"\0")[-1:] + rows[row][:1]):
                yield _band(rows[start:row], width)
                start = row
        band = _band(rows[start:], width)
    yield band


def _band(rows: list[bytes], width: int) -> bytes:
    """GS v 0 at normal size: width in bytes and height in rows, 16-bit little-endian each, then the dots row by row."""
    head = b"\x1dv0\x00" + width.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    return head + b"".join(row.ljust(width, b"\0") for row in rows)
