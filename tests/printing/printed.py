"""Every slip as it is printed: the samples of all layouts, rendered for each paper and route, and read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from printing.document import Document
from printing.native_plan import CELL_WIDTH, CellLine, Symbol, planned
from printing.picture import FAMILY, Piece, Sheet, canvas_width, pieces_of
from printing.render import Rendered, render
from printing.route import TextRoute
from printing.typesetting import faces
from tests.printing import samples
from tests.printing.simulator.paper import Paper
from tests.printing.simulator.parser import parse

WIDTHS = (384, 512, 576)
DOTS_PER_MM = 8
MARGIN = 64  # how far beyond either edge clipped ink is looked for


@cache
def slips(language: str) -> dict[str, Document]:
    """One of each slip, by name."""
    return samples.slips(language)


@dataclass(frozen=True)
class Printed:
    """A slip, what was made of it, and what came out of the printer."""

    document: Document
    width: int
    route: TextRoute
    rendered: Rendered
    paper: Paper
    encoding: str | None

    @property
    def kilobytes_a_mm(self) -> float:
        """Bytes sent for each millimetre of paper."""
        return len(self.rendered.data) / 1000 / self.paper.height_mm


def printed(document: Document, width: int, route: TextRoute, units_a_dot: int = 1) -> Printed:
    """Rendered and read by the strict printer; a page of rulers longer than the paper by one that cuts them off."""
    rendered = render(document, width, route)
    finds_out = document.slip == "test_page"
    encoding = route.value if route is not TextRoute.PICTURE else "big5" if finds_out else None
    paper = parse(rendered.data, width, encoding, units_a_dot, finds_out)
    return Printed(document, width, route, rendered, paper, encoding)


def pieces(document: Document, width: int, route: TextRoute) -> list[tuple[int, Piece]]:
    """The plan that the preview shows, piece by piece, each with its first row."""
    if route is TextRoute.PICTURE:
        found = pieces_of(document, width)
    else:
        sheet = Sheet(width, faces(FAMILY))
        plan = planned(document, width, route, faces(FAMILY).showable)
        found = [*sheet.marks(document), *(piece for item in plan for piece in sheet.planned(item))]
    placed, top = [], 0
    for piece in found:
        placed.append((top, piece))
        top += piece.height
    return placed


def rows_of(image: QImage, width: int) -> list[bytes]:
    """A picture's rows, as far as paper of this width shows them."""
    stride, bits = image.bytesPerLine(), bytes(image.constBits())
    return [bits[start : start + width // 8] for start in range(0, stride * image.height(), stride)]


def beyond_the_edges(document: Document, width: int, route: TextRoute) -> list[int]:
    """The rows in which something would be drawn left or right of the canvas: the picture itself has lost it."""
    canvas = canvas_width(document, width)
    placed = pieces(document, width, route)
    height = placed[-1][0] + placed[-1][1].height if placed else 1
    image = QImage(canvas + 2 * MARGIN, max(1, height), QImage.Format.Format_Mono)
    image.setColorTable([0xFFFFFFFF, 0xFF000000])
    image.fill(0)
    painter = QPainter(image)
    painter.translate(MARGIN, 0)
    painter.setPen(QColor(Qt.GlobalColor.black))
    for top, piece in placed:
        piece.draw(painter, top)
    painter.end()
    bits = image.bytesPerLine() * 8
    inside = ((1 << canvas) - 1) << (bits - MARGIN - canvas)
    rows = rows_of(image, bits)
    return [y for y, row in enumerate(rows) if int.from_bytes(row, "big") & ~inside]


def native_texts(document: Document, width: int, route: TextRoute) -> Iterator[tuple[int, CellLine]]:
    """The lines of the plan that the printer writes itself, with their first row."""
    for top, piece in pieces(document, width, route):
        if isinstance(piece.native, CellLine) and not piece.native.drawn:
            yield top, piece.native


def native_symbols(document: Document, width: int, route: TextRoute) -> Iterator[tuple[int, Symbol]]:
    """The codes of the plan that the printer draws itself, with the first row of their dots."""
    for top, piece in pieces(document, width, route):
        if isinstance(piece.native, Symbol):
            yield top + piece.native.quiet, piece.native


def places(line: CellLine) -> list[tuple[int, str]]:
    """Each character that leaves ink, with its left edge in dots."""
    return [(column * CELL_WIDTH, character) for column, character in line.cells() if not character.isspace()]
