"""The history of slips, newest first, by page; a day is named where it begins."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loyalty.words import Words
from ui.controls import ChoiceControl
from ui.list_card import ListCard
from ui.prints.facts import FILTERS, PrintRow, PrintsPage
from ui.table_model import ROW_ROLE, PagedTableModel
from ui.tables import Column, Index, RowDelegate
from ui.widgets.chip import chip_size, paint_chip

COLUMNS = ("day", "time", "slip", "number", "whose", "printer", "state")
_LOOKS = (
    Column(104, bold=True),
    Column(62, token="text2"),
    Column(116, bold=True, stretch=True),
    Column(98, token="text2"),
    Column(90, stretch=True),
    Column(120, token="text2", needs=860),
    Column(150),
)
_DAY, _STATE = COLUMNS.index("day"), COLUMNS.index("state")
_FILTER_WIDTH = 190


def _text_of(row: PrintRow, column: int, above: PrintRow | None) -> str:
    if column == _STATE:
        return row.state.text
    if column == _DAY and above is not None and above.day == row.day:
        return ""
    return str(getattr(row, COLUMNS[column]))


class _PrintDelegate(RowDelegate):
    """Draws the state as a chip."""

    def paint_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the cell's content."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, PrintRow) or index.column() != _STATE:
            super().paint_cell(painter, area, index)
            return
        corner = QPointF(area.left(), area.center().y() - chip_size(row.state).height() / 2)
        paint_chip(painter, corner, row.state, most=area.width())


class PrintsList(ListCard):
    """The list as one card with its search and its filter by state."""

    asked = Signal(str, str)
    page_wished = Signal(object)
    opened = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(PagedTableModel(len(COLUMNS), _text_of), _LOOKS, "printer", parent)
        self._words = words
        self._marked = ""
        self.search.setMaximumWidth(360)
        self.filter = ChoiceControl()
        self.filter.setFixedWidth(_FILTER_WIDTH)
        self.head.addStretch(0)
        self.head.addWidget(self.filter)
        self.table.setItemDelegate(_PrintDelegate(_LOOKS, self.table))
        self.relabel(words)
        self._join()

    def _join(self) -> None:
        self.search.changed.connect(self._ask)
        self.search.submitted.connect(lambda _: self._open(max(self.table.currentIndex().row(), 0)))
        self.filter.changed.connect(self._ask)
        self.table.row_opened.connect(self._open)
        self.model.page_wished.connect(self.page_wished)
        self.model.outdated.connect(self.refresh)

    def refresh(self) -> None:
        """Read the list anew from its first page."""
        self._mark()
        self.model.restart()
        self.table.scrollToTop()

    def is_at_top(self) -> bool:
        """Whether the newest slips are in sight: then the list may be read anew without taking anything away."""
        return self.table.verticalScrollBar().value() == 0

    def _mark(self) -> None:
        """Remember which row is chosen; while there are no rows it is the one that was."""
        index = self.table.currentIndex()
        row = self.model.row_at(index.row()) if index.isValid() else None
        self._marked = row.job_id if isinstance(row, PrintRow) else self._marked

    def _ask(self) -> None:
        self.asked.emit(self.search.text(), str(self.filter.value()))
        self.refresh()

    def _open(self, position: int) -> None:
        row = self.model.row_at(position)
        if isinstance(row, PrintRow):
            self.table.selectRow(position)
            self.opened.emit(row.job_id)

    def show_page(self, page: PrintsPage) -> None:
        """Show a page that was wished for; one for an older question is dropped.

        A first page that nobody wished for replaces the list; the row that was chosen is chosen again.
        """
        if (page.find, page.filter) != (self.search.text(), self.filter.value()):
            return
        self._mark()
        self.model.put_page(page.after, page.rows, page.next)
        self.show_what_is_there()
        self._show_empty()
        place = next((place for place, row in enumerate(page.rows) if row.job_id == self._marked), None)
        if page.after is None and place is not None:
            self.table.selectRow(place)

    def focus_table(self) -> None:
        """Back to the row that was opened."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        placeholder = words("prints.find_placeholder")
        self.search.relabel(placeholder, placeholder, words("prints.clear_search"))
        self.filter.set_choices([(name, words(f"prints.filter_{name}")) for name in FILTERS])
        self.filter.setAccessibleName(words("prints.filter_name"))
        self.table.setAccessibleName(words("prints.list_name"))
        self.model.set_headings(tuple(words(f"prints.column_{name}") for name in COLUMNS))
        self.foot_text.setText(words("settings.section_prints_lead"))
        self.hint.setText(words("prints.scroll_hint"))
        self._show_empty()

    def _show_empty(self) -> None:
        asked = self.search.text() or self.filter.value() != FILTERS[0]
        kind = "nothing" if asked else "empty"
        self.empty.show_texts(self._words(f"prints.{kind}_title"), self._words(f"prints.{kind}_text"))
