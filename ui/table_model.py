"""A table over a PageWindow: it shows what it has, asks for what it lacks, and never holds more than the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from ui.paging import PageWindow

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
NO_PARENT = QModelIndex()


class PagedTableModel(QAbstractTableModel):
    """Rows of any kind in pages. `text_of(row, column, row_above)` gives a cell's text; ROW_ROLE gives the row itself.

    `page_wished(after)` asks for the page behind a cursor; the answer comes by `put_page`. `outdated` says that a page
    seen again no longer fits, and that the list must be read anew.
    """

    page_wished = Signal(object)
    outdated = Signal()

    def __init__(self, columns: int, text_of: Callable[[Any, int, Any], str]) -> None:
        super().__init__()
        self._columns = columns
        self._text_of = text_of
        self._headings: tuple[str, ...] = ("",) * columns
        self._right: frozenset[int] = frozenset()
        self.window: PageWindow[Any] = PageWindow()
        # A view asks for cells while it paints: the wishes leave when the painting is over.
        self._wishes: list[object] = []
        self._wish_timer = QTimer(self, singleShot=True, interval=0)
        self._wish_timer.timeout.connect(self._send_wishes)

    def set_headings(self, headings: tuple[str, ...]) -> None:
        """Show these column headings."""
        self._headings = headings
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self._columns - 1)

    def set_right_aligned(self, columns: frozenset[int]) -> None:
        """Align these columns (figures) at their right edge."""
        self._right = columns

    def restart(self) -> None:
        """Forget all rows and ask for the first page."""
        self._wishes.clear()
        self.beginResetModel()
        self.window.clear()
        self.endResetModel()
        self.fetchMore(NO_PARENT)

    def put_page(self, after: object, rows: tuple[Any, ...], next_cursor: object) -> None:
        """Take the rows behind the cursor `after`.

        A page nobody asked for is ignored, but for the first one: it answers a newer question, and replaces the list.
        """
        number = self.window.place_of(after)
        if number is None and after is None:
            self.beginResetModel()
            self.window.clear()
            self.endResetModel()
            self.window.wish_for_more()
            number = 0
        if number is None:
            return
        if not self.window.fits(number, len(rows)):
            self.outdated.emit()
        elif self.window.is_last(number):
            self._append(number, rows, next_cursor)
        else:
            self.window.put(number, rows, next_cursor)
            first = self.window.first_row_of(number)
            self.dataChanged.emit(self.index(first, 0), self.index(first + len(rows) - 1, self._columns - 1))

    def _append(self, number: int, rows: tuple[Any, ...], next_cursor: object) -> None:
        if not rows:
            self.window.put(number, rows, next_cursor)
            return
        first = len(self.window)
        self.beginInsertRows(NO_PARENT, first, first + len(rows) - 1)
        self.window.put(number, rows, next_cursor)
        self.endInsertRows()

    def row_at(self, position: int) -> Any:
        """The row at this position, or None while it is on its way."""
        row = self.window.row(position)
        if row is None and 0 <= position < len(self.window):
            self._wish(*self.window.wish_for(position))
        return row

    def _wish(self, wished: bool, after: object) -> None:
        if wished:
            self._wishes.append(after)
            self._wish_timer.start()

    def _send_wishes(self) -> None:
        wishes, self._wishes = self._wishes, []
        for after in wishes:
            self.page_wished.emit(after)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """How many rows are known so far."""
        return 0 if parent.isValid() else len(self.window)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell's text, its alignment, or with ROW_ROLE the row's facts (None while they are on their way)."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, ROW_ROLE):
            return None
        row = self.row_at(index.row())
        if role == ROW_ROLE:
            return row
        if row is None:
            return "…"
        above = self.window.row(index.row() - 1) if index.row() else None
        return self._text_of(row, index.column(), above)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's heading, aligned as its cells."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in self._right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def canFetchMore(self, parent: Index = NO_PARENT) -> bool:
        """Whether there may be rows behind the last known one."""
        return not parent.isValid() and not self.window.complete

    def fetchMore(self, parent: Index = NO_PARENT) -> None:
        """Ask for the page behind the last known row."""
        if self.canFetchMore(parent):
            self._wish(*self.window.wish_for_more())
