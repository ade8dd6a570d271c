"""A slip as lines of cells for a printer's own letters: where each character stands, before it is sent or drawn.

A half-width cell is 12 dots wide and 24 high, Chinese takes two: 32 cells on 58 mm paper (384 dots), 42 on 512 dots,
48 on 576. The plan is carried out by two hands: one draws it for the screen, the other sends it. No Qt.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from printing import breaking, native_encoding
from printing.document import Align, Block, Document, Qr, Row, Sample, Size, StampGrid, Text
from printing.qr import QUIET_ZONE_MODULES, modules
from printing.route import TextRoute

CELL_WIDTH = 12
CELL_HEIGHT = 24
LEADING = 6  # white rows beneath each line

# How often wider and higher than a cell; the later ones where a text would not keep to its line.
_SIZES = {
    Size.SMALL: ((1, 1),),
    Size.NORMAL: ((1, 1),),
    Size.LARGE: ((1, 2), (1, 1)),
    Size.HUGE: ((2, 2), (1, 2), (1, 1)),
}
_SYMBOL_DOTS = range(3, 17)  # function 167 knows 1 to 16 dots a module; less than 3 is read from no paper
# A denser code is drawn, for a printer may choose a larger version; so is Chinese, for it says in no code how it is
# encoded and printers choose their own way.
_SYMBOL_BYTES_MAX = 300
_WIDE_SPACE = unicodedata.lookup("IDEOGRAPHIC SPACE")
# Signs that no printer has, as their nearest kin that all have: minus, hyphens, the Japanese dot between words.
_KIN = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2011": "-", "\u30fb": "\u00b7"})
_MANY_STAMPS, _CIRCLE_MM_MAX = 20, 7  # a card of more, or of larger ones, is dear to send as it is drawn elsewhere
_TIMES_MAX, _DOTS_PER_MM = 8, 8  # GS ! makes letters up to eight times as large
_FILLED, _FRESH, _EMPTY = "\N{BLACK CIRCLE}", "\N{BULLSEYE}", "\N{WHITE CIRCLE}"  # both encodings have them
_GROUP = 10
_ROOM_MIN = 6  # cells: a name in less is harder to read than one above its amount


Showable = Callable[[str, Callable[[str], object]], str]


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of text, `indent` half-width cells of normal size from the left, `wide` and `high` times as large.

    A line with a character that the route's encoding lacks is `drawn`: it stands in the same cells, but goes to the
    printer as a picture, for in a line of text not every printer joins a picture to the letters.
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
        """Whether it goes to the printer as a picture; so does an empty one, which has no letters to measure it by."""
        return not self.text.strip(" ") or any(
            native_encoding.encoded(character, self.route) is None for character in self.text
        )

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


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is no text: it is drawn as in the picture of the slip, and sent as dots."""

    block: Block


Item = CellLine | Symbol | Drawn


def planned(document: Document, width_dots: int, route: TextRoute, showable: Showable) -> Iterator[Item]:
    """The document's blocks as lines, codes and drawings, from top to bottom, without the bars of a second copy.

    `showable` puts a box for every character that is not drawn and, asked of it, not sent.
    """
    plan = _Plan(cells_of(width_dots), width_dots, route, showable)
    for block in document.blocks:
        yield from plan.items(block)


class _Plan:
    """Blocks measured in cells for one width of paper."""

    def __init__(self, columns: int, width_dots: int, route: TextRoute, showable: Showable) -> None:
        self._columns = columns
        self._width_dots = width_dots
        self._route = route
        self._showable = showable

    def items(self, block: Block) -> list[Item]:
        """The block as items, from top to bottom."""
        match block:
            case Text():
                return [*self._text(block)]
            case Row():
                return [*self._row(block)]
            case Qr():
                caption = Text(block.caption, Size.SMALL, align=Align.CENTRE)
                return [self._code(block), *(self._text(caption) if block.caption else ())]
            case Sample():
                return [sample_line(block.text, block.route, self._width_dots)]
            case StampGrid() if block.needed > _MANY_STAMPS:
                return [*self._stamps(block)]
            case StampGrid() if block.circle_mm > _CIRCLE_MM_MAX and not block.filled:
                return [*self._rings(block)]
            case _:
                return [Drawn(block)]

    def _text(self, block: Text) -> list[CellLine]:
        text = self._clean(block.text)
        wide, high = self._fitting(self._width(text), block.size)
        room = self._columns // wide
        lines = self._balanced(text, room) if block.align is Align.CENTRE else self._broken(text, room)
        return [self._line(line, wide, high, block.bold, block.align) for line in lines]

    def _row(self, block: Row) -> list[CellLine]:
        """The amount stands on the last line of the name, or beneath the name where that takes no more lines."""
        left, right = self._clean(block.left), self._clean(block.right)
        wide, high = self._fitting(self._width(left) + 1 + self._width(right), block.size)
        columns = self._columns // wide
        room = columns - self._width(right) - 1
        if self._width(left) <= room:
            return [self._pair(left, right, columns, (wide, high), block.bold)]
        alone = self._broken(left, columns)
        beside = self._broken(left, room) if room >= _ROOM_MIN else None
        if beside is None or len(alone) + 1 <= len(beside):
            amount = [self._line(line, wide, high, block.bold, Align.RIGHT) for line in self._broken(right, columns)]
            return [*(self._line(line, wide, high, block.bold) for line in alone), *amount]
        *above, last = beside
        pair = self._pair(last, right, columns, (wide, high), block.bold)
        return [*(self._line(line, wide, high, block.bold) for line in above), pair]

    def _pair(self, left: str, right: str, columns: int, size: tuple[int, int], bold: bool) -> CellLine:
        between = " " * (columns - self._width(left) - self._width(right))
        return self._line(left + between + right, *size, bold)

    def _line(self, text: str, wide: int, high: int, bold: bool, align: Align = Align.LEFT) -> CellLine:
        """Spaces, not ESC a, stand before a line: wherever a printer's own margins are, lines and pictures agree."""
        spare = self._columns - self._width(text) * wide
        indent = {Align.LEFT: 0, Align.CENTRE: spare // 2, Align.RIGHT: spare}[align]
        return CellLine(text, self._route, indent if text else 0, wide, high, bold)

    def _stamps(self, block: StampGrid) -> Iterator[CellLine]:
        """A card of many stamps in the printer's own circles, in tens; the rings around new ones are double."""
        filled = min(block.filled, block.needed)
        fresh = min(block.fresh, filled)
        marks = _FILLED * (filled - fresh) + _FRESH * fresh + _EMPTY * (block.needed - filled)
        tens = [marks[start : start + _GROUP] for start in range(0, len(marks), _GROUP)]
        beside = max(1, (self._columns + 1) // (2 * _GROUP + 1))
        rows = [" ".join(tens[start : start + beside]) for start in range(0, len(tens), beside)]
        indent = (self._columns - self._width(rows[0])) // 2
        yield from (CellLine(row, self._route, indent) for row in rows)

    def _rings(self, block: StampGrid) -> Iterator[CellLine]:
        """An empty card in the printer's own circles, so many times as large that a stamp has room, then the gift."""
        columns = max(1, min(block.columns, block.needed))
        wanted = round(block.circle_mm * _DOTS_PER_MM / CELL_HEIGHT)
        times = max(1, min(wanted, self._columns // (2 * columns), _TIMES_MAX))
        indent = (self._columns - 2 * columns * times) // 2
        rows = [_EMPTY * min(columns, block.needed - start) for start in range(0, block.needed, columns)]
        gift = self._clean(block.gift)
        beside = self._width(rows[-1] + gift) <= 2 * columns
        if beside:
            rows[-1] += gift
        yield from (CellLine(row, self._route, indent, times, times) for row in rows)
        if gift and not beside:
            yield from self._text(Text(block.gift, Size.LARGE, bold=True, align=Align.CENTRE))

    def _code(self, block: Qr) -> Item:
        side = len(modules(block.data))
        dots = max(1, min(block.dots_per_module, self._width_dots // side))
        if dots in _SYMBOL_DOTS and block.data.isascii() and 0 < len(block.data) <= _SYMBOL_BYTES_MAX:
            return Symbol(block.data, dots, side)
        return Drawn(replace(block, caption=""))

    def _fitting(self, text_width: int, size: Size) -> tuple[int, int]:
        """The largest size, from `size` down, in which the text keeps to one line; the smallest for one that wraps."""
        fits = (each for each in _SIZES[size] if text_width * each[0] <= self._columns)
        return next(fits, _SIZES[size][-1])

    def _clean(self, text: str) -> str:
        """The text in characters that can be sent or drawn; only the full-width space is wider than a space."""
        shown = self._showable(text.translate(_KIN), self._sendable)
        if shown.isascii():
            return shown
        return "".join(" " if unicodedata.category(each) == "Zs" and each != _WIDE_SPACE else each for each in shown)

    def _sendable(self, character: str) -> bool:
        return native_encoding.encoded(character, self._route) is not None

    def _width(self, text: str) -> int:
        return width(text, self._route)

    def _broken(self, text: str, columns: float) -> list[str]:
        return breaking.broken(text, self._width, columns)

    def _balanced(self, text: str, columns: int) -> list[str]:
        return breaking.balanced(text, self._broken, self._width, columns, 1)


def cells_of(width_dots: int) -> int:
    """How many half-width cells stand side by side on the paper."""
    return width_dots // CELL_WIDTH


def width(text: str, route: TextRoute) -> int:
    """The text's width in half-width cells of normal size."""
    return sum(native_encoding.cells(character, route) for character in text)


def sample_line(text: str, route: TextRoute, width_dots: int) -> CellLine:
    """A text in the route's encoding, cut at the paper's edge; what the encoding lacks is left out.

    A space ends it: a printer of another encoding may take the last byte for half of a character with the next one.
    """
    kept, columns = "", cells_of(width_dots)
    for character in text:
        if native_encoding.encoded(character, route) is None:
            continue
        if width(kept + character, route) >= columns:
            break
        kept += character
    return CellLine(kept + " ", route)
