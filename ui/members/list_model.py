"""The model behind the owner's list: a window over any number of members."""

from __future__ import annotations

from ui.members.facts import COLUMNS, ListPage, ListRow
from ui.table_model import PagedTableModel

FIGURES = frozenset(COLUMNS.index(name) for name in ("number", "visits", "spent", "stamps", "points"))


def _text_of(row: ListRow, column: int, above: ListRow | None) -> str:
    return str(getattr(row, COLUMNS[column]))


class MembersModel(PagedTableModel):
    """Members in pages; only some 4,000 rows are ever held, whatever the shop has."""

    def __init__(self) -> None:
        super().__init__(len(COLUMNS), _text_of)
        self.set_right_aligned(FIGURES)

    def show_page(self, page: ListPage) -> None:
        """Take a page that was wished for."""
        self.put_page(page.after, page.rows, page.next)
