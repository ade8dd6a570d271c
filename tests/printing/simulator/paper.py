"""What came out of the printer: rows of dots, and what was printed on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtGui import QImage

DOTS_PER_MM = 8


@dataclass(frozen=True, slots=True)
class Cell:
    """One character of the printer's own font: its left edge and width in dots, and how often it is magnified."""

    character: str
    left: int
    width: int
    wide: int = 1
    high: int = 1
    bold: bool = False
    reverse: bool = False

    @property
    def right(self) -> int:
        """The first dot to its right."""
        return self.left + self.width


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of native text: its first row, its height, its characters, and the (left, width) of pictures in it."""

    top: int
    height: int
    cells: tuple[Cell, ...]
    pictures: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(cell.character for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR code that the printer drew itself, quiet zone not included."""

    top: int
    left: int
    side: int
    dots_per_module: int
    level: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Band:
    """A raster picture: its place and size in dots."""

    top: int
    left: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The knife cut above `row`; where the paper was not `fed` to it, it cut through what was printed last."""

    row: int
    full: bool
    fed: bool


@dataclass(frozen=True, slots=True)
class Pulse:
    """A drawer kick: the connector's pin, and the milliseconds on and off."""

    pin: int
    on_ms: int
    off_ms: int


@dataclass
class Paper:
    """One stretch of paper, `width` dots wide. `rows` hold one bit a dot, the first dot the highest bit.

    `feeds` are the white dots that were fed, as (row, dots), `begins` the rows at which ESC @ began anew.
    """

    width: int
    rows: list[bytes] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    pulses: list[Pulse] = field(default_factory=list)
    feeds: list[tuple[int, int]] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)

    @property
    def height_mm(self) -> float:
        """How long the paper is."""
        return len(self.rows) / DOTS_PER_MM

    @property
    def text(self) -> str:
        """The native text, line by line."""
        return "\n".join(line.text for line in self.lines)

    def image(self) -> QImage:
        """The paper as a picture, black on white."""
        image = QImage(self.width, max(1, len(self.rows)), QImage.Format.Format_Mono)
        image.setColorTable([0xFFFFFFFF, 0xFF000000])
        image.fill(0)
        bits, stride = image.bits(), image.bytesPerLine()
        for y, row in enumerate(self.rows):
            bits[y * stride : y * stride + len(row)] = row
        return image

    def ink(self) -> Iterator[tuple[int, int, int]]:
        """Row, first and last black dot of every row that is not white."""
        bits = len(self.rows[0]) * 8 if self.rows else 0
        for y, row in enumerate(self.rows):
            value = int.from_bytes(row, "big")
            if value:
                last = bits - 1 - ((value & -value).bit_length() - 1)
                yield y, bits - value.bit_length(), last

    @property
    def ink_right(self) -> int:
        """The first dot column right of all ink; 0 on white paper."""
        return max((last + 1 for _, _, last in self.ink()), default=0)
