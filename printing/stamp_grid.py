"""A stamp card drawn in dots: filled circles with a tick, new ones with a plus, numbered empty ones, and the gift."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from printing.document import Size, StampGrid
from printing.typesetting import Faces

_GAP = 6
_ABOVE = 5  # white rows above and below the card
_DOTS_PER_MM = 8
_BLACK = QColor(0xFF000000)
_WHITE = QColor(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything stands, in dots from the grid's own left and top. `circle` is the stamps' diameter."""

    block: StampGrid
    circle: int
    cells: tuple[QPoint, ...]
    gift: QRect | None
    height: int


def planned(block: StampGrid, width: int) -> Plan:
    """The card measured for a width in dots, centred in it."""
    columns = _columns(block, width)
    rows = -(-block.needed // columns)
    spare = rows * columns - block.needed
    beside = 1 if block.gift and spare == 0 else 0
    pitch = min(width // (columns + beside), block.circle_mm * _DOTS_PER_MM + _GAP)
    indent = (width - pitch * (columns + beside)) // 2
    cells = tuple(
        QPoint(indent + column * pitch + _GAP // 2, _ABOVE + row * pitch + _GAP // 2)
        for row, column in (divmod(index, columns) for index in range(block.needed))
    )
    return Plan(block, pitch - _GAP, cells, _gift_place(block, columns, rows, pitch, indent), rows * pitch + 2 * _ABOVE)


def _columns(block: StampGrid, width: int) -> int:
    """Twice the columns on wide paper, if the circles keep four fifths of their size: paper costs by its length."""
    columns = max(1, min(block.columns, block.needed))
    doubled = min(2 * columns, block.needed)
    beside = 1 if block.gift and block.needed % doubled == 0 else 0
    roomy = width // (doubled + beside) * 5 >= (block.circle_mm * _DOTS_PER_MM + _GAP) * 4
    return doubled if roomy else columns


def _gift_place(block: StampGrid, columns: int, rows: int, pitch: int, indent: int) -> QRect | None:
    if not block.gift:
        return None
    spare = rows * columns - block.needed
    if spare == 0:
        return QRect(indent + columns * pitch + _GAP // 2, _ABOVE + _GAP // 2, pitch - _GAP, rows * pitch - _GAP)
    left = indent + (columns - spare) * pitch + _GAP // 2
    return QRect(left, _ABOVE + (rows - 1) * pitch + _GAP // 2, spare * pitch - _GAP, pitch - _GAP)


def draw(painter: QPainter, plan: Plan, gift: str, left: int, top: int, faces: Faces) -> None:
    """Draw the card with its top left corner at (left, top); `gift` is the gift's word, fit to be shown."""
    block = plan.block
    for index, cell in enumerate(plan.cells):
        circle = QRect(cell + QPoint(left, top), cell + QPoint(left + plan.circle - 1, top + plan.circle - 1))
        if index < block.filled - block.fresh:
            _draw_filled(painter, circle, fresh=False)
        elif index < block.filled:
            _draw_filled(painter, circle, fresh=True)
        else:
            _draw_empty(painter, circle, str(index + 1), faces)
    if plan.gift is not None:
        _draw_gift(painter, plan.gift.translated(left, top), plan.circle, gift, faces)
    painter.setPen(_BLACK)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_filled(painter: QPainter, circle: QRect, fresh: bool) -> None:
    side = circle.width()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_BLACK)
    painter.drawEllipse(circle)
    painter.setPen(QPen(_WHITE, max(2, side // 11)))
    x, y = circle.left(), circle.top()
    if fresh:
        painter.drawLine(x + side * 3 // 10, y + side // 2, x + side * 7 // 10, y + side // 2)
        painter.drawLine(x + side // 2, y + side * 3 // 10, x + side // 2, y + side * 7 // 10)
        return
    tick = [QPoint(x + side * a // 100, y + side * b // 100) for a, b in ((29, 52), (44, 66), (72, 35))]
    painter.drawPolyline(tick)


def _draw_empty(painter: QPainter, circle: QRect, number: str, faces: Faces) -> None:
    painter.setPen(QPen(_BLACK, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
    if circle.width() < 30:
        return
    face = faces.face(Size.SMALL, False)
    painter.setFont(face.font)
    painter.setPen(_BLACK)
    x = circle.left() + round((circle.width() - face.width(number)) / 2)
    painter.drawText(x, circle.top() + (circle.height() - face.line) // 2 + face.baseline, number)


def _draw_gift(painter: QPainter, place: QRect, circle: int, gift: str, faces: Faces) -> None:
    face = faces.fitting(gift, Size.NORMAL, True, place.width())
    if face.width(gift) > place.width():
        face = faces.face(Size.SMALL, True)
    worded = face.width(gift) <= place.width() - 4
    beneath = worded and place.height() >= circle + face.line
    beside = worded and not beneath and place.width() >= circle + face.width(gift) + 8
    box = QRect(0, 0, circle * 3 // 4, circle * 3 // 4)
    words_height = face.line if beneath else 0
    words_width = round(face.width(gift)) + 8 if beside else 0
    box.moveTo(
        place.left() + (place.width() - box.width() - words_width) // 2,
        place.top() + (place.height() - box.height() - words_height) // 2,
    )
    _draw_parcel(painter, box)
    painter.setFont(face.font)
    if beneath:
        x = place.left() + round((place.width() - face.width(gift)) / 2)
        painter.drawText(x, box.bottom() + 2 + face.baseline, gift)
    elif beside:
        painter.drawText(box.right() + 8, box.center().y() - face.line // 2 + face.baseline, gift)


def _draw_parcel(painter: QPainter, box: QRect) -> None:
    """A present: a lid, a body, a ribbon down the middle and a bow of two loops."""
    thick = max(2, box.width() // 14)
    painter.setPen(QPen(_BLACK, thick))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    lid_top, lid_foot = box.top() + box.height() * 30 // 100, box.top() + box.height() * 50 // 100
    inset = box.width() // 10
    painter.drawRect(QRect(QPoint(box.left(), lid_top), QPoint(box.right(), lid_foot)))
    painter.drawRect(QRect(QPoint(box.left() + inset, lid_foot), QPoint(box.right() - inset, box.bottom())))
    middle = box.center().x()
    painter.drawLine(middle, lid_top, middle, box.bottom())
    loop = box.width() * 28 // 100
    painter.drawEllipse(QRect(QPoint(middle - loop, box.top()), QPoint(middle, lid_top)))
    painter.drawEllipse(QRect(QPoint(middle, box.top()), QPoint(middle + loop, lid_top)))
