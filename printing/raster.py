"""The bytes of a slip for an ESC/POS printer: its picture as raster bands, then the cut. A pure function.

Commands as in Epson's ESC/POS Command Reference (the TM series' programming manual), which the clones follow. Blank
rows are fed as a band one byte wide, never with ESC J: ESC J counts vertical motion units, which are half a dot on
Epson's TM-T20 and TM-T88 and a whole dot on most clones, and GS P, which would set the unit, prints a logo on some.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtGui import QImage

from printing.document import Cut, Document, Drawer

INITIALISE = b"\x1b@"  # ESC @: clears what a broken job left behind
DRAWER_KICK = b"\x1bp\x00\x19\xfa"  # ESC p m t1 t2: connector pin 2, on for 25 x 2 ms, off for 250 x 2 ms
FEED_LINES = b"\x1bd\x04"  # ESC d n: four lines, so that a slip without a cut can be torn off
FEED_AND_CUT = b"\x1dVB\x00"  # GS V 66 0: feed the last row past the knife, then a partial cut

BAND_ROWS_MAX = 256  # more than that and printers with a small buffer print gaps
_BLANK_ROWS_MIN = 4  # a shorter blank run is not worth a band of its own


def to_escpos(image: QImage, document: Document) -> bytes:
    """The whole job for a picture painted from the document: ESC @, drawer, raster bands, cut.

    The picture is Format_Mono with a set bit for a black dot. Raises ValueError for any other.
    """
    if image.format() != QImage.Format.Format_Mono:
        raise ValueError("the picture of a slip has one bit a dot")
    kick = DRAWER_KICK if any(isinstance(block, Drawer) for block in document.blocks) else b""
    end = FEED_AND_CUT if any(isinstance(block, Cut) for block in document.blocks) else FEED_LINES
    return b"".join((INITIALISE, kick, *_bands(_rows(image)), end))


def _rows(image: QImage) -> list[bytes]:
    """Each row without the white to its right; the first dot is the highest bit of the first byte."""
    stride, width = image.bytesPerLine(), (image.width() + 7) // 8
    bits = bytes(image.constBits())
    return [bits[start : start + width].rstrip(b"\0") for start in range(0, stride * image.height(), stride)]


def _bands(rows: list[bytes]) -> Iterator[bytes]:
    for run in _runs(rows):
        for start in range(0, len(run), BAND_ROWS_MAX):
            yield _band(run[start : start + BAND_ROWS_MAX])


def _runs(rows: list[bytes]) -> Iterator[list[bytes]]:
    """Runs of rows that are all blank, or sent together at the width of the widest. Short blank runs stay in."""
    inked: list[bytes] = []
    for is_inked, group in groupby(rows, key=bool):
        run = list(group)
        if is_inked or len(run) < _BLANK_ROWS_MIN:
            inked += run
            continue
        if inked:
            yield inked
            inked = []
        yield run
    if inked:
        yield inked


def _band(rows: list[bytes]) -> bytes:
    """GS v 0 at normal size: width in bytes and height in rows, 16-bit little-endian each, then the dots row by row."""
    width = max(1, max(map(len, rows)))
    head = b"\x1dv0\x00" + width.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    return head + b"".join(row.ljust(width, b"\0") for row in rows)
