"""A slip as lines of cells for a printer's own letters: where each character stands, before it is sent or drawn.

A half-width cell is 12 dots wide and 24 high, Chinese takes two: 32 cells on 58 mm paper (384 dots), 42 on 512 dots,
48 on 576. The plan is carried out by two hands: one draws it for the screen, the other sends it. No Qt.
"""

from __future__ import annotations

from dataclasses import dataclass

from printing import native_encoding
from printing.qr import QUIET_ZONE_MODULES
from printing.route import TextRoute

CELL_WIDTH = 12
CELL_HEIGHT = 24
LEADING = 8  # white rows beneath each line


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of text, `indent` half-width cells of normal size from the left, `wide` and `high` times as large.

    A line with a character that the route's encoding lacks is `drawn`: it stands in the same cells, but goes to the
    printer as a picture.
    """

    text: str
    route: TextRoute
    indent: int = 0
    wide: int = 1
    high: int = 1
    bold: bool = False

    @property
    def height(self) -> int:
        """In dots, without the leading."""
        return CELL_HEIGHT * self.high

    @property
    def drawn(self) -> bool:
        """Whether it goes to the printer as a picture."""
        return any(native_encoding.encoded(character, self.route) is None for character in self.text)

    def cells(self) -> list[tuple[int, str]]:
        """Every character but the spaces with its left edge, counted in cells of normal size from the paper's left."""
        at, placed = self.indent, []
        for character in self.text:
            if character != " ":
                placed.append((at, character))
            at += native_encoding.cells(character, self.route) * self.wide
        return placed


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR code made by the printer, centred. `modules` is its width and height, the quiet zone of 4 included."""

    data: str
    dots_per_module: int
    modules: int

    @property
    def side(self) -> int:
        """Width and height in dots, quiet zone included."""
        return self.modules * self.dots_per_module

    @property
    def quiet(self) -> int:
        """The quiet zone's width in dots, which the printer leaves to us."""
        return QUIET_ZONE_MODULES * self.dots_per_module


def cells_of(width_dots: int) -> int:
    """How many half-width cells stand side by side on the paper."""
    return width_dots // CELL_WIDTH


def width(text: str, route: TextRoute) -> int:
    """The text's width in half-width cells of normal size."""
    return sum(native_encoding.cells(character, route) for character in text)


def sample_line(text: str, route: TextRoute, width_dots: int) -> CellLine:
    """A text in the route's encoding, cut at the paper's edge; what the encoding lacks is left out."""
    kept, columns = "", cells_of(width_dots)
    for character in text:
        if native_encoding.encoded(character, route) is None:
            continue
        if width(kept + character, route) > columns:
            break
        kept += character
    return CellLine(kept, route)
