"""The picture of a slip: 1 bit a dot, 203 dpi, the same for the screen, the virtual printer and the raster bytes.

QtGui only, QImage only, so any thread may paint; a QGuiApplication must exist and the font must have been registered.
Everything is measured before it is drawn: nothing is cut at the right edge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from loyalty.words import Words
from printing import logo, native_picture, native_plan, ruler, stamp_grid
from printing.document import (
    Align,
    Block,
    Cut,
    Document,
    Picture,
    Qr,
    Row,
    Rule,
    Ruler,
    Sample,
    Size,
    Space,
    StampGrid,
    Text,
)
from printing.native_plan import LEADING, CellLine, Drawn, Item, Symbol
from printing.paper import DOTS_PER_MM
from printing.qr import modules
from printing.raster import part_commands
from printing.typesetting import Face, Faces, balanced, broken, faces

MARGIN = 4
FAMILY = "Noto Sans TC"

_WHITE = 0xFFFFFFFF
_BLACK = 0xFF000000
_GAP = 12
_RULE_HEIGHT = 15


@dataclass(frozen=True, slots=True)
class Piece:
    """Something of a known height that draws itself with its top at a given row.

    `native` says that the printer makes it itself, out of text or QR commands: it takes `height` rows there as well.
    """

    height: int
    draw: Callable[[QPainter, int], None]
    native: CellLine | Symbol | None = None


def lacking_in_font(text: str) -> str:
    """The characters of the text that are printed as boxes, each once; "" when all can be read on paper."""
    return faces(FAMILY).lacking(text)


def paint(document: Document, width_dots: int, family: str = FAMILY) -> QImage:
    """The slip as Format_Mono, `width_dots` wide (58 mm paper: 384, 80 mm: 576), as tall as it needs to be.

    Index 1 of the colour table is black, so a set bit is a printed dot. The cut leaves no mark. Only a ruler longer
    than the paper makes the picture wider.
    """
    return painted(pieces_of(document, width_dots, family), canvas_width(document, width_dots))


def pieces_of(document: Document, width_dots: int, family: str = FAMILY) -> list[Piece]:
    """The slip measured for a width of paper, from top to bottom."""
    sheet = Sheet(width_dots, faces(family))
    return [*sheet.marks(document), *(piece for block in document.blocks for piece in sheet.pieces(block))]


def canvas_width(document: Document, width_dots: int) -> int:
    """How many dots the widest row takes: the paper's, or those of a ruler that is there to find the paper's edge."""
    return max([width_dots, *(block.dots for block in document.blocks if isinstance(block, Ruler))])


def painted(pieces: list[Piece], width: int) -> QImage:
    """The pieces beneath each other, as `paint` promises."""
    image = QImage(width, max(1, sum(piece.height for piece in pieces)), QImage.Format.Format_Mono)
    image.setColorTable([_WHITE, _BLACK])
    image.fill(0)
    image.setDotsPerMeterX(DOTS_PER_MM * 1000)
    image.setDotsPerMeterY(DOTS_PER_MM * 1000)
    painter = QPainter(image)
    painter.setPen(QColor(_BLACK))
    top = 0
    for piece in pieces:
        piece.draw(painter, top)
        top += piece.height
    painter.end()
    part_commands(image)
    return image


class Sheet:
    """Blocks measured for one width of paper."""

    def __init__(self, width: int, type_faces: Faces) -> None:
        self.width = width
        self.inner = width - 2 * MARGIN
        self.faces = type_faces

    def marks(self, document: Document) -> list[Piece]:
        """The bars above a slip that is a second copy or made in practice."""
        words = Words(document.language)
        marks = [
            words(key)
            for key, marked in (("slip.second_copy", document.second_copy), ("slip.practice", document.practice))
            if marked
        ]
        return [self._bar(mark) for mark in marks]

    def pieces(self, block: Block) -> list[Piece]:
        """The block as pieces, from top to bottom."""
        match block:
            case Text():
                return self._text(block)
            case Row():
                return self._row(block)
            case Rule():
                return [Piece(_RULE_HEIGHT, self._draw_rule)]
            case StampGrid():
                return [self._stamp_grid(block)]
            case Qr():
                return self._qr(block)
            case Ruler():
                return [self._ruler(block)]
            case Picture():
                return self._picture(block)
            case Sample():
                return self.planned(native_plan.sample_line(block.text, block.route, self.width))
            case Space():
                return [Piece(block.mm * DOTS_PER_MM, _draw_nothing)]
            case Cut():
                return []

    def planned(self, item: Item) -> list[Piece]:
        """Something of a native plan as pieces."""
        match item:
            case CellLine():
                return [self._cell_line(item)]
            case Symbol():
                return [self._code(item.data, item.dots_per_module, item)]
            case Drawn():
                return self.pieces(item.block)

    def _text(self, block: Text) -> list[Piece]:
        text = self.faces.showable(block.text)
        face = self.faces.fitting(text, block.size, block.bold, self.inner)
        breaking = balanced if block.align is Align.CENTRE else broken
        return [self._line(line, face, block.align) for line in breaking(text, face, self.inner)]

    def _line(self, text: str, face: Face, align: Align) -> Piece:
        spare = self.inner - face.width(text)
        left = MARGIN + round({Align.LEFT: 0.0, Align.CENTRE: spare / 2, Align.RIGHT: spare}[align])

        def draw(painter: QPainter, top: int) -> None:
            painter.setFont(face.font)
            painter.drawText(left, top + face.baseline, text)

        return Piece(face.line, draw)

    def _row(self, block: Row) -> list[Piece]:
        """The amount stands on the last line of the name, or beneath the name where that takes no more lines."""
        left, right = self.faces.showable(block.left), self.faces.showable(block.right)
        face = self.faces.fitting(f"{left}  {right}", block.size, block.bold, self.inner)
        room = self.inner - face.width(right) - _GAP
        if face.width(left) <= room:
            return [self._pair(left, right, face)]
        alone = broken(left, face, self.inner)
        beside = broken(left, face, room) if room > 2 * face.line else None
        if beside is None or len(alone) + 1 <= len(beside):
            amount = [self._line(line, face, Align.RIGHT) for line in broken(right, face, self.inner)]
            return [*(self._line(line, face, Align.LEFT) for line in alone), *amount]
        *above, last = beside
        return [*(self._line(line, face, Align.LEFT) for line in above), self._pair(last, right, face)]

    def _pair(self, left: str, right: str, face: Face) -> Piece:
        start = MARGIN + int(self.inner - face.width(right))

        def draw(painter: QPainter, top: int) -> None:
            painter.setFont(face.font)
            painter.drawText(MARGIN, top + face.baseline, left)
            painter.drawText(start, top + face.baseline, right)

        return Piece(face.line, draw)

    def _draw_rule(self, painter: QPainter, top: int) -> None:
        middle = top + _RULE_HEIGHT // 2
        for left in range(MARGIN, self.width - MARGIN, 12):
            painter.fillRect(left, middle, min(7, self.width - MARGIN - left), 2, QColor(_BLACK))

    def _bar(self, text: str) -> Piece:
        face = self.faces.fitting(text, Size.LARGE, True, self.inner)
        left = MARGIN + round((self.inner - face.width(text)) / 2)

        def draw(painter: QPainter, top: int) -> None:
            painter.fillRect(max(0, left - 16), top, self.width - 2 * max(0, left - 16), face.line + 4, QColor(_BLACK))
            painter.setFont(face.font)
            painter.setPen(QColor(_WHITE))
            painter.drawText(left, top + 2 + face.baseline, text)
            painter.setPen(QColor(_BLACK))

        return Piece(face.line + 10, draw)

    def _stamp_grid(self, block: StampGrid) -> Piece:
        gift = self.faces.showable(block.gift)
        plan = stamp_grid.planned(block, self.inner)

        def draw(painter: QPainter, top: int) -> None:
            stamp_grid.draw(painter, plan, gift, MARGIN, top, self.faces)

        return Piece(plan.height, draw)

    def _qr(self, block: Qr) -> list[Piece]:
        dots = max(1, min(block.dots_per_module, self.width // len(modules(block.data))))
        caption = self._text(Text(block.caption, Size.SMALL, align=Align.CENTRE)) if block.caption else []
        return [self._code(block.data, dots), *caption]

    def _code(self, data: str, dots: int, native: Symbol | None = None) -> Piece:
        square = modules(data)
        side = len(square) * dots
        left = (self.width - side) // 2

        def draw(painter: QPainter, top: int) -> None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(_BLACK))
            painter.drawRects(_dark_runs(square, dots, left, top))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(_BLACK))

        return Piece(side, draw, native)

    def _ruler(self, block: Ruler) -> Piece:
        def draw(painter: QPainter, top: int) -> None:
            ruler.draw(painter, block, self.width, top, self.faces)

        return Piece(ruler.height(block, self.faces), draw)

    def _picture(self, block: Picture) -> list[Piece]:
        image = logo.image(block, self.width)
        if image is None:
            return []
        left = (self.width - image.width()) // 2

        def draw(painter: QPainter, top: int) -> None:
            painter.drawImage(left, top, image)

        return [Piece(image.height(), draw)]

    def _cell_line(self, line: CellLine) -> Piece:
        """A line in the printer's own letters, as near as ours come to them."""

        def draw(painter: QPainter, top: int) -> None:
            native_picture.draw(painter, line, top, self.faces)

        return Piece(line.height + LEADING, draw, line)


def _draw_nothing(painter: QPainter, top: int) -> None:
    """Empty paper."""


def _dark_runs(square: tuple[tuple[bool, ...], ...], dots: int, left: int, top: int) -> list[QRect]:
    """One rectangle for each run of dark modules in a row."""
    runs = []
    for y, row in enumerate(square):
        start: int | None = None
        for x, dark in enumerate((*row, False)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append(QRect(left + start * dots, top + y * dots, (x - start) * dots, dots))
                start = None
    return runs
