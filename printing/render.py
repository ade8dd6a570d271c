"""The one way from a document to paper: its picture, and the bytes that print that picture. Any thread may render.

A QGuiApplication must exist and the font must have been registered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import QImage

from printing.document import Document
from printing.native import Hand
from printing.native_plan import LEADING, CellLine, Symbol, planned
from printing.picture import FAMILY, Piece, Sheet, canvas_width, painted, pieces_of
from printing.raster import INITIALISE, bands, ending, rows_of
from printing.route import TextRoute
from printing.typesetting import faces


@dataclass(frozen=True, slots=True)
class Rendered:
    """A slip for one printer: Format_Mono as the screen shows it (see printing.picture.paint), and the whole job."""

    picture: QImage
    data: bytes


def render(document: Document, width_dots: int, route: TextRoute = TextRoute.PICTURE) -> Rendered:
    """The slip for paper of `width_dots` (58 mm: 384, 80 mm: 576 or 512).

    By TextRoute.PICTURE the bytes print the picture dot for dot. By the others texts are in the printer's own letters:
    each stands where the picture has it, in lines of the same height, and what is no text is the picture's.
    """
    pieces = _pieces(document, width_dots, route)
    picture = painted(pieces, canvas_width(document, width_dots))
    return Rendered(picture, b"".join((INITIALISE, *_sent(pieces, rows_of(picture)), ending(document))))


def preview(document: Document, width_dots: int, route: TextRoute = TextRoute.PICTURE) -> QImage:
    """The picture of `render` alone."""
    return painted(_pieces(document, width_dots, route), canvas_width(document, width_dots))


def _pieces(document: Document, width_dots: int, route: TextRoute) -> list[Piece]:
    if route is TextRoute.PICTURE:
        return pieces_of(document, width_dots)
    type_faces = faces(FAMILY)
    sheet = Sheet(width_dots, type_faces)
    plan = planned(document, width_dots, route, type_faces.showable)
    return [*sheet.marks(document), *(piece for item in plan for piece in sheet.planned(item))]


def _sent(pieces: list[Piece], rows: list[bytes]) -> Iterator[bytes]:
    """The picture's rows as raster bands, but for those of lines and codes that the printer makes itself."""
    hand, start, top = Hand(), 0, 0
    for piece in pieces:
        match piece.native:
            case CellLine() as line if not line.drawn:
                yield from bands(rows[start:top])
                yield hand.line(line)
                start = top + piece.height - LEADING
            case Symbol() as symbol:
                yield from bands(rows[start : top + symbol.quiet])
                yield hand.symbol(symbol)
                start = top + symbol.side - symbol.quiet
        top += piece.height
    yield from bands(rows[start:])
    yield hand.back()
