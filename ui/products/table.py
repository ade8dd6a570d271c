"""The table of products in the shop's order, and the model behind it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from ui.facts import ChipFacts
from ui.products.facts import ProductRow
from ui.table_model import ROW_ROLE
from ui.tables import Column, Index, ListTable, RowDelegate, draw_text
from ui.widgets.chip import chip_size, paint_chip

COLUMNS = ("name", "category", "price", "cost", "tags", "state")
_LOOKS = (
    Column(170, stretch=True, bold=True),
    Column(140, stretch=True, token="text2", needs=638),
    Column(120, bold=True, right=True),
    Column(112, token="text2", right=True, needs=498),
    Column(150, stretch=True, token="text2", needs=788),
    Column(96),
)
_FIGURES = frozenset({COLUMNS.index("price"), COLUMNS.index("cost")})
_NAME, _STATE = COLUMNS.index("name"), COLUMNS.index("state")
_ATTRIBUTES = ("name", "category", "price_text", "cost_text", "tags")
_NO_PARENT = QModelIndex()


class ProductsModel(QAbstractTableModel):
    """The products that are shown now: a shop has hundreds, so all are held."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ProductRow, ...] = ()
        self._headings: tuple[str, ...] = ("",) * len(COLUMNS)
        self._retired = ""

    def show_rows(self, rows: tuple[ProductRow, ...]) -> None:
        """Show these, in this order."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def set_words(self, headings: tuple[str, ...], retired: str) -> None:
        """Show these headings, and this word for a retired product."""
        self._headings, self._retired = headings, retired
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many products are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell's text, or with ROW_ROLE the product's facts."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == _STATE:
            return self._retired if row.retired else ""
        return getattr(row, _ATTRIBUTES[index.column()])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heading, aligned as its cells."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _FIGURES else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class _ProductDelegate(RowDelegate):
    """Draws retired products paler, with a chip that says so."""

    def paint_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the cell's content."""
        row: ProductRow = index.data(ROW_ROLE)
        if index.column() == _STATE and row.retired:
            facts = ChipFacts(str(index.data()), "plain", "archive")
            corner = QPointF(area.left(), area.center().y() - chip_size(facts).height() / 2)
            paint_chip(painter, corner, facts, most=area.width())
        elif index.column() == _NAME and row.retired:
            draw_text(painter, area, row.name, token="text3")
        else:
            super().paint_cell(painter, area, index)


class ProductsTable(ListTable):
    """The table. Alt with the arrows moves a product: `move_wished(position, steps)`."""

    move_wished = Signal(int, int)

    def __init__(self) -> None:
        super().__init__(_LOOKS)
        self.products = ProductsModel()
        self.setModel(self.products)
        self.setItemDelegate(_ProductDelegate(_LOOKS, self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move the current product."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_wished.emit(self.currentIndex().row(), steps)
        else:
            super().keyPressEvent(event)
