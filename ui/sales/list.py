"""The list of earlier sales, newest first; a day is named where it begins."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loyalty.words import Words
from ui.facts import ChipFacts
from ui.list_card import ListCard
from ui.sales.facts import SaleRow, SalesPage
from ui.table_model import ROW_ROLE, PagedTableModel
from ui.tables import Column, Index, RowDelegate
from ui.widgets.chip import chip_size, paint_chip

COLUMNS = ("day", "time", "slip", "member", "text", "amount", "state")
_ATTRIBUTES = ("day", "time", "slip_number", "member", "text", "amount", "state")
_LOOKS = (
    Column(108, bold=True),
    Column(66, token="text2", needs=594),
    Column(98, token="text2", needs=692),
    Column(128, stretch=True, bold=True),
    Column(104, stretch=True, token="text2", needs=796),
    Column(120, bold=True, right=True),
    Column(170),
)
_DAY, _STATE = COLUMNS.index("day"), COLUMNS.index("state")


def _text_of(row: SaleRow, column: int, above: SaleRow | None) -> str:
    if column == _DAY and above is not None and above.day == row.day:
        return ""
    return str(getattr(row, _ATTRIBUTES[column]))


class _SaleDelegate(RowDelegate):
    """Draws the state as a chip."""

    def paint_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the cell's content."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, SaleRow) or index.column() != _STATE:
            super().paint_cell(painter, area, index)
        elif row.state:
            facts = ChipFacts(row.state, row.state_kind or "plain")
            corner = QPointF(area.left(), area.center().y() - chip_size(facts).height() / 2)
            paint_chip(painter, corner, facts, most=area.width())


class SalesList(ListCard):
    """The list as one card with its search."""

    find_changed = Signal(str)
    page_wished = Signal(object)
    sale_opened = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(PagedTableModel(len(COLUMNS), _text_of), _LOOKS, "receipt-text", parent)
        self.search.setMaximumWidth(360)
        self.head.addStretch(0)
        self.model.set_right_aligned(frozenset({COLUMNS.index("amount")}))
        self.table.setItemDelegate(_SaleDelegate(_LOOKS, self.table))
        self._join()
        self.relabel(words)

    def _join(self) -> None:
        self.search.changed.connect(self._find)
        self.search.submitted.connect(lambda _: self._open(max(self.table.currentIndex().row(), 0)))
        self.table.row_opened.connect(self._open)
        self.model.page_wished.connect(self.page_wished)
        self.model.outdated.connect(self.refresh)

    def refresh(self) -> None:
        """Read the list anew from its first page."""
        self.model.restart()
        self.table.scrollToTop()

    def _find(self, text: str) -> None:
        self.find_changed.emit(text)
        self.refresh()

    def _open(self, position: int) -> None:
        row = self.model.row_at(position)
        if isinstance(row, SaleRow):
            self.table.selectRow(position)
            self.sale_opened.emit(row.operation_id)

    def show_page(self, page: SalesPage) -> None:
        """Show a page that was wished for; one for an older text is dropped."""
        if page.find != self.search.text():
            return
        self.model.put_page(page.after, page.rows, page.next)
        self.show_what_is_there()
        self._show_empty()

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        placeholder = words("sales.find_placeholder")
        self.search.relabel(placeholder, placeholder, words("sales.clear_search"))
        self.table.setAccessibleName(words("sales.list_name"))
        self.model.set_headings(tuple(words(f"sales.column_{name}") for name in COLUMNS))
        self.foot_text.setText(words("sales.newest_first"))
        self.hint.setText(words("sales.scroll_hint"))
        self._show_empty()

    def _show_empty(self) -> None:
        kind = "nothing" if self.search.text() else "empty"
        self.empty.show_texts(self._words(f"sales.{kind}_title"), self._words(f"sales.{kind}_text"))
