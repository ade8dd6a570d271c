"""The line buffer: what stands on a line of native text until a command prints it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.printing.simulator import letters
from tests.printing.simulator.paper import Cell, TextLine

# Where ESC R puts letters of a country instead of ASCII; which country a printer starts with is a matter of switches.
_COUNTRY_CHARACTERS = frozenset("#$@[\\]^`{|}~")


class PrintError(ValueError):
    """A command that the reference allows and that cannot be carried out here as it was meant."""


@dataclass
class Style:
    """How characters are printed from now on."""

    wide: int = 1
    high: int = 1
    bold: bool = False
    underline: int = 0
    reverse: bool = False
    spacing: int = 0
    wide_spacing: tuple[int, int] | None = None
    country: int | None = None


def _spacing(style: Style, width: int) -> tuple[int, int]:
    """The white before and after a character, before it is magnified."""
    if width != letters.FULL:
        return 0, style.spacing
    if style.wide_spacing is None:
        raise PrintError("printers differ in the space beside Chinese, and FS S was not sent")
    return style.wide_spacing


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the line: left edge, size, and rows (the highest of `width` bits is the leftmost dot)."""

    left: int
    width: int
    rows: tuple[int, ...]
    cell: Cell | None = None


@dataclass
class WaitingLine:
    """A line `area` dots wide that is being put together."""

    area: int
    at: int = 0
    items: list[Item] = field(default_factory=list)

    def add_character(self, text: str, width: int, style: Style) -> None:
        """Raises PrintError for a character that would not fit: a printer goes on on the next line by itself.

        And for one whose place or shape is a switch's matter, because nothing in the stream settled it.
        """
        if text in _COUNTRY_CHARACTERS and style.country != 0:
            raise PrintError(f"{text!r} is another character where ESC R 0 was not sent")
        before, after = _spacing(style, width)
        left, dots = self.at + before * style.wide, width * style.wide
        end = left + dots + after * style.wide
        if end > self.area:
            raise PrintError(f"{text!r} ends at dot {end} of {self.area}: text beyond the right edge")
        rows = letters.shape(text, width, style.wide, style.high, style.bold)
        if style.reverse:
            rows = tuple(row ^ ((1 << dots) - 1) for row in rows)
        cell = Cell(text, left, dots, style.wide, style.high, style.bold, style.reverse)
        self.items.append(Item(left, dots, rows, cell))
        self.at = end

    def add_image(self, mode: int, columns: int, data: bytes) -> None:
        """Columns of 8 dots, each three rows high (modes 0, 1), or of 24; twice as wide in modes 0 and 32."""
        deep, wide = (3, 1 if mode == 33 else 2) if mode >= 32 else (1, 1 if mode == 1 else 2)
        if self.at + columns * wide > self.area:
            raise PrintError(f"a bit image of {columns * wide} dots at {self.at} goes beyond the right edge")
        rows = []
        for y in range(deep * 8):
            row = 0
            for x in range(columns):
                row = row << 1 | (data[x * deep + y // 8] >> (7 - y % 8) & 1)
            rows.append(row)
        tall = letters.magnified(tuple(rows), columns, wide, 1 if deep == 3 else 3)
        self.items.append(Item(self.at, columns * wide, tall))
        self.at += columns * wide

    def move_to(self, left: int) -> None:
        """Leave white up to a dot. Raises PrintError for what would print over, or beyond the edge."""
        if not self.at <= left <= self.area:
            raise PrintError(f"moved to dot {left} from {self.at} of {self.area}")
        self.at = left

    def printed(self, top: int, align: int, margin: int, paper_width: int) -> tuple[list[int], TextLine | None]:
        """The rows of the paper, all standing on one foot line, and what they say; none when nothing was waiting."""
        if not self.items:
            return [], None
        start = margin + (0, (self.area - self.at) // 2, self.area - self.at)[align]
        height = max(len(item.rows) for item in self.items)
        rows = [0] * height
        for item in self.items:
            shift = paper_width - start - item.left - item.width
            for y, row in enumerate(item.rows, height - len(item.rows)):
                rows[y] |= row << shift
        return rows, TextLine(top, height, self._cells(start), self._pictures(start))

    def _cells(self, start: int) -> tuple[Cell, ...]:
        cells = [item.cell for item in self.items if item.cell is not None]
        return tuple(
            Cell(cell.character, start + cell.left, cell.width, cell.wide, cell.high, cell.bold, cell.reverse)
            for cell in cells
        )

    def _pictures(self, start: int) -> tuple[tuple[int, int], ...]:
        return tuple((start + item.left, item.width) for item in self.items if item.cell is None)
