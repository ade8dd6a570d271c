"""The table of every list: rows for fingers, a header that sorts, cells that elide, and a sentence when it is empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui import theme
from ui.icons import draw_icon

ROW_HEIGHT = 47
HEADER_HEIGHT = 34
PADDING = 12
_OPEN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ALIGN_CENTRE = Qt.AlignmentFlag.AlignVCenter

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """How a column looks: width in pixels at least, whether it takes the rest, its token, weight and side.

    It hides while the table is narrower than `needs` pixels.
    """

    width: int
    stretch: bool = False
    token: str = "text"
    bold: bool = False
    right: bool = False
    needs: int = 0


class SortHeader(QHeaderView):
    """Headings drawn from the theme; the sorted one is bold and has an arrow. A click wishes for another order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFixedHeight(HEADER_HEIGHT)
        self.setHighlightSections(False)
        self.setSectionsMovable(False)
        self.setMouseTracking(True)
        self._sorted = (-1, False)

    def set_sorted(self, column: int, descending: bool) -> None:
        """Mark this column as the sorted one; -1 marks none."""
        self._sorted = (column, descending)
        self.setSectionsClickable(column >= 0)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if column >= 0 else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one heading with the line under it."""
        model = self.model()
        painter.fillRect(rect, theme.colour("surface2"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        column, descending = self._sorted
        own = section == column
        painter.setFont(theme.font(13, bold=own))
        painter.setPen(theme.colour("text" if own else "text2"))
        align = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        right = bool(int(align or 0) & Qt.AlignmentFlag.AlignRight.value)
        area = rect.adjusted(PADDING, 0, -PADDING, 0)
        text = str(model.headerData(section, Qt.Orientation.Horizontal))
        if own:
            area = self._draw_arrow(painter, area, text, right, descending)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, side | _ALIGN_CENTRE, shown)

    def _draw_arrow(self, painter: QPainter, area: QRect, text: str, right: bool, descending: bool) -> QRect:
        """Draw the arrow behind the heading (before it, when figures stand at the right); return the room left."""
        width = painter.fontMetrics().horizontalAdvance(text)
        left = area.right() - width - 20 if right else min(area.left() + width + 4, area.right() - 14)
        square = QRectF(left, area.center().y() - 7, 14, 14)
        draw_icon(painter, "arrow-down" if descending else "arrow-up", square, theme.colour("text"))
        return area if right else area.adjusted(0, 0, -16, 0)


class RowDelegate(QStyledItemDelegate):
    """Draws a row: its ground, the line under it, and each cell's text. Subclasses draw richer cells."""

    def __init__(self, columns: tuple[Column, ...], table: ListTable) -> None:
        super().__init__(table)
        self.columns = columns
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, line and cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = self._table.hovered_row == index.row()
        painter.fillRect(rect, theme.colour("primary_tint" if selected else "surface2" if hovered else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        if selected and index.column() == self._table.first_shown_column():
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.colour("primary"))
        if selected and self._table.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            for y in (rect.top() + 1, rect.bottom()):
                painter.drawLine(rect.left(), y, rect.right() + 1, y)
        self.paint_cell(painter, rect.adjusted(PADDING, 0, -PADDING, 0), index)
        painter.restore()

    def paint_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the cell's content into `area`."""
        column = self.columns[index.column()]
        text = str(index.data() or "")
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        draw_text(painter, area, text, side, column.token, bold=column.bold)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the whole text of a cell that had to be shortened."""
        text = str(index.data() or "")
        metrics = QFontMetrics(theme.font(15, bold=self.columns[index.column()].bold))
        shortened = metrics.horizontalAdvance(text) > option.rect.width() - 2 * PADDING
        QToolTip.showText(event.globalPos(), text if shortened else "", view)
        return True

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Every row is as high as a finger needs."""
        return QSize(self.columns[index.column()].width, ROW_HEIGHT)


def draw_text(
    painter: QPainter,
    area: QRect,
    text: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    token: str = "text",
    *,
    size: int = 15,
    bold: bool = False,
) -> int:
    """Draw one line, shortened to the area; return how wide it is."""
    painter.setFont(theme.font(size, bold=bold))
    painter.setPen(theme.colour(token))
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, side | _ALIGN_CENTRE, shown)
    return metrics.horizontalAdvance(shown)


class ListTable(QTableView):
    """A table of whole rows. A click, a touch, Enter or Space opens a row: `row_opened(position)`.

    `sort_wished(column)` comes from the header, or from Alt and the column's digit.
    """

    row_opened = Signal(int)
    sort_wished = Signal(int)

    def __init__(self, columns: tuple[Column, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.hovered_row = -1
        self._sortable = False
        self.sort_header = SortHeader(self)
        self.setHorizontalHeader(self.sort_header)
        self.sort_header.sectionClicked.connect(self._ask_sort)
        self._set_behaviour()
        self.clicked.connect(lambda index: self.row_opened.emit(index.row()))
        self.entered.connect(lambda index: self._hover(index.row()))

    def _set_behaviour(self) -> None:
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model with as many columns as were declared."""
        super().setModel(model)
        self._fit_columns()

    def set_sorted(self, column: int, descending: bool) -> None:
        """Mark the sorted column; from then on headings can be clicked."""
        self._sortable = True
        self.sort_header.set_sorted(column, descending)

    def first_shown_column(self) -> int:
        """The leftmost column that is not hidden."""
        return next((number for number in range(len(self.columns)) if not self.isColumnHidden(number)), 0)

    def shown_widths(self) -> Mapping[int, int]:
        """The width of each column that is shown."""
        return {n: self.columnWidth(n) for n in range(len(self.columns)) if not self.isColumnHidden(n)}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Hide what has no room, give the rest to the columns that stretch."""
        room = self.viewport().width()
        if self.model() is None or room <= 0:
            return
        shown = [number for number, column in enumerate(self.columns) if column.needs <= room]
        spare = room - sum(self.columns[number].width for number in shown)
        stretching = [number for number in shown if self.columns[number].stretch]
        for number, column in enumerate(self.columns):
            self.setColumnHidden(number, number not in shown)
            extra = max(spare, 0) // len(stretching) if number in stretching else 0
            self.setColumnWidth(number, column.width + extra)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the current row; Alt and a digit sort."""
        if event.key() in _OPEN_KEYS and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex().row())
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.text().isdigit():
            self._ask_sort(int(event.text()) - 1)
        else:
            super().keyPressEvent(event)

    def _ask_sort(self, column: int) -> None:
        if self._sortable and 0 <= column < len(self.columns):
            self.sort_wished.emit(column)

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the hovered row when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()
