"""The people found, best first: one painted row each, so that twenty rows cost one paint."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.counter.facts import MatchRow
from ui.widgets.avatar import paint_avatar
from ui.widgets.chip import chip_size, paint_chip

ROW_HEIGHT = 66
_LEFT = 13
_AVATAR = 40
_PROGRESS = 46
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class MatchModel(QAbstractListModel):
    """The rows as they were given; the row itself is the user data."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[MatchRow, ...] = ()

    def show_rows(self, rows: Sequence[MatchRow]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> MatchRow | None:
        """The row at this place, None when there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row for what reads the screen aloud, the row itself as user data."""
        row = self.row(index.row())
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.name} {row.phone}"
        return row if role == Qt.ItemDataRole.UserRole else None


class MatchDelegate(QStyledItemDelegate):
    """Paints one row: avatar, name, chip, phone with what was typed marked, and the stamps at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row of `index`."""
        row = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        painter.save()
        self._paint_ground(painter, rect, bool(option.state & QStyle.StateFlag.State_Selected))
        avatar = QRectF(rect.left() + _LEFT, rect.center().y() - _AVATAR / 2, _AVATAR, _AVATAR)
        paint_avatar(painter, avatar, row.initial, row.member_id)
        right = self._paint_stamps(painter, rect, row)
        area = QRectF(avatar.right() + 12, rect.top() + 9, right - avatar.right() - 20, 24)
        self._paint_name(painter, area, row)
        self._paint_phone(painter, area.translated(0, 25).adjusted(0, 0, 0, -2), row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, selected: bool) -> None:
        if selected:
            painter.fillRect(rect, theme.colour("primary_tint"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 4, rect.height()), theme.colour("primary"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))

    def _paint_stamps(self, painter: QPainter, rect: QRectF, row: MatchRow) -> float:
        right = rect.right() - 14
        if row.needed <= 0:
            return right
        area = QRectF(right - 60, rect.top() + 10, 60, 26)
        painter.setFont(theme.font(13))
        of = f" / {row.needed}"
        width = QFontMetricsF(painter.font()).horizontalAdvance(of)
        painter.setPen(theme.colour("text2"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area.translated(0, 1), flags, of)
        painter.setFont(theme.font(17, bold=True))
        painter.setPen(theme.colour("stamp"))
        painter.drawText(area.adjusted(0, 0, -width, 0), flags, str(row.stamps))
        bar = QRectF(right - _PROGRESS, rect.top() + 42, _PROGRESS, 5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("stamp_tint"))
        painter.drawRoundedRect(bar, 2.5, 2.5)
        if row.stamps > 0:
            painter.setBrush(theme.colour("stamp"))
            share = min(1.0, row.stamps / row.needed)
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), max(5.0, bar.width() * share), 5), 2.5, 2.5)
        return area.left()

    def _paint_name(self, painter: QPainter, area: QRectF, row: MatchRow) -> None:
        chip_room = chip_size(row.chip, 22).width() + 8 if row.chip else 0
        name_area = QRectF(area.left(), area.top(), max(area.width() - chip_room, 40), area.height())
        painter.setFont(theme.font(17, bold=True))
        end = _paint_marked(painter, name_area, row.name, row.name_spans, "text")
        if row.chip:
            paint_chip(painter, QPointF(end + 8, area.top() + 1), row.chip, 22, area.right() - end - 8)

    def _paint_phone(self, painter: QPainter, area: QRectF, row: MatchRow) -> None:
        painter.setFont(theme.font(13))
        end = _paint_marked(painter, area, row.phone, row.phone_spans, "text2")
        if row.note:
            painter.setFont(theme.font(12))
            painter.setPen(theme.colour("text3"))
            rest = QRectF(end + 8, area.top(), area.right() - end - 8, area.height())
            text = QFontMetricsF(painter.font()).elidedText(row.note, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, text)


def _paint_marked(painter: QPainter, area: QRectF, text: str, spans: Sequence[tuple[int, int]], ink: str) -> float:
    """Draw one line with the spans marked, shortened to the area; returns where it ends."""
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    for start, length in spans:
        left = area.left() + metrics.horizontalAdvance(shown[:start])
        width = metrics.horizontalAdvance(shown[start : start + length])
        top = area.center().y() - metrics.height() / 2 + 1
        painter.fillRect(QRectF(left, top, width, metrics.height() - 2), theme.colour("highlight"))
    painter.setPen(theme.colour(ink))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return min(area.right(), area.left() + metrics.horizontalAdvance(shown))


class MatchList(QListView):
    """The list. Emits the member's id when a row is clicked or taken with Enter."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._model = MatchModel()
        self.setModel(self._model)
        self.setItemDelegate(MatchDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_taken)
        self.activated.connect(self._on_taken)

    def show_rows(self, rows: Sequence[MatchRow]) -> None:
        """Show these rows with the first one chosen."""
        self._model.show_rows(rows)
        if rows:
            self.setCurrentIndex(self._model.index(0, 0))

    def move_by(self, steps: int) -> None:
        """Choose the row `steps` further down (up when negative), staying inside the list."""
        count = self._model.rowCount()
        if count:
            number = min(max(self.currentIndex().row() + steps, 0), count - 1)
            self.setCurrentIndex(self._model.index(number, 0))

    def current(self) -> MatchRow | None:
        """The chosen row, None when the list is empty."""
        return self._model.row(self.currentIndex().row())

    def count(self) -> int:
        """How many rows are shown."""
        return self._model.rowCount()

    def row(self, number: int) -> MatchRow | None:
        """The row at this place, None when there is none."""
        return self._model.row(number)

    def _on_taken(self, index: _Index) -> None:
        row = self._model.row(index.row())
        if row is not None:
            self.taken.emit(row.member_id)
