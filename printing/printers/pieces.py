"""A job's bytes parted where a question may stand between them. Pure.

DLE EOT is answered at once wherever it stands, but within a picture its three bytes are printed as dots too (Epson's
ESC/POS Command Reference, "Notes on real-time commands"): it may stand between two commands only.
"""

from __future__ import annotations

from collections.abc import Iterator

_RASTER = b"\x1dv0"  # GS v 0 m xL xH yL yH, then x bytes for each of y rows
_HEAD = 8


def in_parts(data: bytes, most: int) -> Iterator[bytes]:
    """Whole commands; raster bands of more than `most` bytes as several of fewer rows, which print the same.

    What is no raster band, and what is none as its head says, is left in one piece.
    """
    start = 0
    while (at := data.find(_RASTER, start)) >= 0:
        head = data[at : at + _HEAD]
        width, rows = (int.from_bytes(head[place : place + 2], "little") for place in (4, 6))
        end = at + _HEAD + width * rows
        if len(head) < _HEAD or not width or not rows or end > len(data):
            break
        if at > start:
            yield data[start:at]
        yield from _fewer_rows(head, data[at + _HEAD : end], width, max(1, (most - _HEAD) // width))
        start = end
    if start < len(data):
        yield data[start:]


def _fewer_rows(head: bytes, dots: bytes, width: int, rows: int) -> Iterator[bytes]:
    for top in range(0, len(dots), width * rows):
        part = dots[top : top + width * rows]
        yield head[:6] + (len(part) // width).to_bytes(2, "little") + part
