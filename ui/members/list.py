"""The owner's list of members: search, filters, the table, and the line under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from loyalty.words import Words
from ui.list_card import ListCard
from ui.members.facts import COLUMNS, FilterChip, ListPage, ListQuery, ListRow
from ui.members.list_model import MembersModel
from ui.table_model import ROW_ROLE
from ui.tables import Column, Index, RowDelegate, draw_text
from ui.widgets.avatar import paint_avatar
from ui.widgets.buttons import Button

_LOOKS = (
    Column(182, stretch=True, bold=True),
    Column(84, token="text2", right=True, needs=984),
    Column(126, stretch=True, token="text2"),
    Column(196, stretch=True),
    Column(84, right=True),
    Column(136, bold=True, right=True),
    Column(84, token="stamp", right=True),
    Column(92, token="text2", right=True),
)
_NAME, _LAST_VISIT = COLUMNS.index("name"), COLUMNS.index("last_visit")
# What a heading sorts by at its first click: figures and dates from the top, names and numbers from the beginning.
_ASCENDING_FIRST = frozenset({"name", "number", "phone"})
_AVATAR = 30


class _MemberDelegate(RowDelegate):
    """Draws the avatar before the name, and the last visit in words behind its date."""

    def paint_cell(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw the cell's content."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, ListRow) or index.column() not in (_NAME, _LAST_VISIT):
            super().paint_cell(painter, area, index)
        elif index.column() == _NAME:
            square = QRectF(area.left(), area.center().y() - _AVATAR / 2, _AVATAR, _AVATAR)
            paint_avatar(painter, square, row.initial, row.member_id)
            draw_text(painter, area.adjusted(_AVATAR + 10, 0, 0, 0), row.name, bold=True)
        else:
            used = draw_text(painter, area, row.last_visit)
            draw_text(painter, area.adjusted(used + 8, 0, 0, 0), row.last_visit_note, token="text3", size=13)


class MemberList(ListCard):
    """The list as one card. Its query changes by typing, by a filter or by a heading; each change reads anew."""

    search_changed = Signal(str)
    query_changed = Signal(object)
    page_wished = Signal(object, object)
    member_opened = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(MembersModel(), _LOOKS, "users", parent)
        self._query = ListQuery()
        self._chips: tuple[FilterChip, ...] = ()
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(300)
        self._filters = QButtonGroup(self)
        self._filter_row = QHBoxLayout()
        self._filter_row.setSpacing(8)
        self.head.addLayout(self._filter_row)
        self.head.addStretch(1)
        self.table.setItemDelegate(_MemberDelegate(_LOOKS, self.table))
        self._join()
        self.relabel(words)

    def _join(self) -> None:
        self.search.changed.connect(self._search)
        self.search.submitted.connect(self._open_current)
        self.table.row_opened.connect(self._open)
        self.table.sort_wished.connect(self._sort)
        self.model.page_wished.connect(lambda after: self.page_wished.emit(self._query, after))
        self.model.outdated.connect(self.refresh)
        self._filters.idClicked.connect(
            lambda number: self._change(replace(self._query, filter=self._chips[number].id))
        )

    @property
    def query(self) -> ListQuery:
        """What the list holds now."""
        return self._query

    def refresh(self) -> None:
        """Read the list anew from its first page."""
        self._change(self._query)

    def _change(self, query: ListQuery) -> None:
        self._query = replace(query, generation=self._query.generation + 1)
        self._show_order()
        self.query_changed.emit(self._query)
        self.model.restart()
        self.table.scrollToTop()

    def _search(self, text: str) -> None:
        self.search_changed.emit(text)
        self._change(replace(self._query, text=text))

    def _sort(self, column: int) -> None:
        name = COLUMNS[column]
        again = name == self._query.sort
        descending = not self._query.descending if again else name not in _ASCENDING_FIRST
        self._change(replace(self._query, sort=name, descending=descending))

    def _open_current(self) -> None:
        position = max(self.table.currentIndex().row(), 0)
        if position < self.model.rowCount() and (self.table.currentIndex().isValid() or self.model.rowCount() == 1):
            self._open(position)

    def _open(self, position: int) -> None:
        row = self.model.row_at(position)
        if isinstance(row, ListRow):
            self.member_opened.emit(row.member_id)

    def show_page(self, page: ListPage, generation: int) -> None:
        """Show a page that was wished for; one of an older query is dropped."""
        if generation != self._query.generation:
            return
        self.model.show_page(page)
        self.show_what_is_there()
        self._show_order()
        self._show_empty()

    def show_count(self, text: str) -> None:
        """Show how many members the list holds."""
        self._count_text = text
        self._show_order()

    def show_filters(self, chips: Sequence[FilterChip]) -> None:
        """Show the ways to narrow the list; buttons are made anew only when the ways are others."""
        if [chip.id for chip in chips] != [chip.id for chip in self._chips]:
            self._make_filters(len(chips))
        self._chips = tuple(chips)
        for number, chip in enumerate(chips):
            button = self._filters.button(number)
            button.setText(f"{chip.label} {chip.count_text}".strip())
            button.setChecked(chip.id == self._query.filter)

    def _make_filters(self, count: int) -> None:
        for button in self._filters.buttons():
            self._filters.removeButton(button)
            self._filter_row.removeWidget(button)
            button.deleteLater()
        for number in range(count):
            button = Button("", "filter")
            button.setCheckable(True)
            self._filters.addButton(button, number)
            self._filter_row.addWidget(button)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        placeholder = words("members.search_placeholder")
        self.search.relabel(placeholder, placeholder, words("members.clear_search"))
        self.table.setAccessibleName(words("members.list_name"))
        self.model.set_headings(tuple(words(f"members.column_{name}") for name in COLUMNS))
        self.hint.setText(words("members.scroll_hint"))
        self._show_order()
        self._show_empty()

    _count_text = ""

    def _show_order(self) -> None:
        column = COLUMNS.index(self._query.sort)
        self.table.set_sorted(column, self._query.descending)
        order = self._words("members.sorted_by", column=self._words(f"members.column_{self._query.sort}"))
        shown = (self._count_text, order if self.model.rowCount() else "")
        self.foot_text.setText("・".join(text for text in shown if text))

    def _show_empty(self) -> None:
        narrowed = bool(self._query.text) or self._query.filter != "all"
        kind = "nobody" if narrowed else "empty"
        self.empty.show_texts(self._words(f"members.{kind}_title"), self._words(f"members.{kind}_text"))
