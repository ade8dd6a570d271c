"""A strict reader of the bytes of a slip: anything that it does not know fails the test."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """What would be on the paper: rows of dots, left to right, and whether the knife cut."""

    rows: list[bytes]
    bands: list[int]
    cut: bool


def read(data: bytes, width_bytes: int) -> Paper:
    """ESC @, then bands, and a cut or a feed; rows are filled up to the width with white."""
    rows: list[bytes] = []
    bands: list[int] = []
    at = _expect(data, 0, b"\x1b@")
    while data[at : at + 3] == b"\x1dv0":
        at = _expect(data, at, b"\x1dv0\x00")
        width, height = int.from_bytes(data[at : at + 2], "little"), int.from_bytes(data[at + 2 : at + 4], "little")
        at += 4
        assert 1 <= width <= width_bytes
        assert 1 <= height <= 256
        dots = data[at : at + width * height]
        assert len(dots) == width * height
        rows += [dots[y * width : (y + 1) * width].ljust(width_bytes, b"\0") for y in range(height)]
        bands.append(height)
        at += width * height
    cut = data[at:] == b"\x1dVB\x00"
    assert cut or data[at:] == b"\x1bd\x04"
    return Paper(rows, bands, cut)


def _expect(data: bytes, at: int, command: bytes) -> int:
    assert data[at : at + len(command)] == command
    return at + len(command)
