"""A list as one card: its search above, the table or a sentence in the middle, and a line below."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.empty_state import EmptyState
from ui.table_model import PagedTableModel
from ui.tables import Column, ListTable
from ui.widgets.search_box import SearchBox
from ui.widgets.text import label


class ListCard(QFrame):
    """What the lists share. `head` takes what stands beside the search, `foot_text` speaks of the list."""

    def __init__(
        self, model: PagedTableModel, looks: tuple[Column, ...], empty_icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.model = model
        model.setParent(self)
        self.search = SearchBox(height=44)
        self.table = ListTable(looks)
        self.table.setModel(model)
        self.empty = EmptyState(empty_icon)
        self.foot_text = label(role="small")
        self.hint = label(role="hint")
        self.head = QHBoxLayout()
        self._lay_out()
        self.search.moved.connect(self._move)

    def _lay_out(self) -> None:
        self.head.setContentsMargins(14, 14, 14, 10)
        self.head.setSpacing(8)
        self.head.addWidget(self.search, 1)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 10, 14, 12)
        foot.addWidget(self.foot_text)
        foot.addStretch(1)
        foot.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(self._body, 1)
        column.addLayout(foot)

    def show_what_is_there(self) -> None:
        """After a page: the table or the sentence, and whether there is more below."""
        self._body.setCurrentWidget(self.table if self.model.rowCount() else self.empty)
        self.hint.setVisible(not self.model.window.complete)

    def _move(self, rows: int) -> None:
        position = self.table.currentIndex().row() + rows
        if 0 <= position < self.model.rowCount():
            self.table.selectRow(position)
