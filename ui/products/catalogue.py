"""The catalogue: the categories' tree and the table, searched and narrowed here, since all products are at hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.empty_state import EmptyState
from ui.products.categories import ALL, NONE, RETIRED, CategoryTree, matches
from ui.products.facts import ProductRow
from ui.products.table import COLUMNS, ProductsTable
from ui.widgets.buttons import Button
from ui.widgets.search_box import SearchBox
from ui.widgets.text import label

_TREE_WIDTH = 196


class Catalogue(QWidget):
    """Tree and table. `product_opened(ProductRow)`; `move_wished(product_id, before_id)` with "" for the end."""

    product_opened = Signal(object)
    move_wished = Signal(str, str)

    def __init__(self, words: Words, buttons: tuple[Button, ...], empty_buttons: tuple[Button, ...]) -> None:
        super().__init__()
        self._words = words
        self._products: tuple[ProductRow, ...] = ()
        self._tight = False
        self.search = SearchBox(height=44)
        self.search.setMaximumWidth(260)
        self.tree = CategoryTree()
        self.table = ProductsTable()
        self.empty = EmptyState("package", *empty_buttons)
        self.nothing = EmptyState("package")
        self._count = label(role="small")
        self._hint = label(role="hint")
        self._tree_card = QFrame()
        self._lay_out(buttons)
        self.search.changed.connect(lambda _: self._show_rows())
        self.tree.chosen.connect(lambda _: self._show_rows())
        self.table.row_opened.connect(lambda place: self.product_opened.emit(self.table.products.rows[place]))
        self.table.move_wished.connect(self._move)
        self.relabel(words)

    def _lay_out(self, buttons: tuple[Button, ...]) -> None:
        self._tree_card.setProperty("role", "card")
        self._tree_card.setFixedWidth(_TREE_WIDTH)
        tree = QVBoxLayout(self._tree_card)
        tree.setContentsMargins(6, 8, 6, 8)
        tree.addWidget(self.tree)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self._tree_card)
        row.addWidget(self._table_card(buttons), 1)

    def _table_card(self, buttons: tuple[Button, ...]) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        head = QHBoxLayout()
        head.setContentsMargins(14, 14, 14, 10)
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addStretch(0)
        for button in buttons:
            head.addWidget(button)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 10, 14, 12)
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self._hint)
        self._body = QStackedWidget()
        for part in (self.table, self.nothing, self.empty):
            self._body.addWidget(part)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._body, 1)
        column.addLayout(foot)
        return card

    def product(self, product_id: str) -> ProductRow | None:
        """The product with this id, shown or not."""
        return next((row for row in self._products if row.product_id == product_id), None)

    def category(self) -> str:
        """The chosen category, "" when a whole heap is chosen."""
        key = self.tree.key()
        return "" if key in (ALL, NONE, RETIRED) else key

    def show_products(self, products: tuple[ProductRow, ...]) -> None:
        """Show all products, retired ones included, in the shop's order."""
        self._products = products
        self.tree.show_rows(products, self._words)
        self._show_rows()

    def _show_rows(self) -> None:
        typed = self.search.text().casefold().strip()
        if typed:
            rows = [row for row in self._products if typed in f"{row.name}\n{row.category}\n{row.tags}".casefold()]
        else:
            rows = [row for row in self._products if matches(row, self.tree.key())]
        self.table.products.show_rows(tuple(rows))
        self._body.setCurrentWidget(self.table if rows else self.nothing if self._products else self.empty)
        self._count.setText(self._words("products.count", count=len(rows)))
        self._hint.setVisible(len(rows) > 1)
        self.set_tight(self._tight)

    def set_tight(self, tight: bool) -> None:
        """Give the categories' room to the table, or back."""
        self._tight = tight
        self._tree_card.setVisible(bool(self._products) and not tight)

    def select(self, product_id: str) -> None:
        """Point at a product, if it is shown."""
        for position, row in enumerate(self.table.products.rows):
            if row.product_id == product_id:
                self.table.selectRow(position)
                self.table.scrollTo(self.table.products.index(position, 0))

    def move(self, product_id: str, steps: int) -> None:
        """Wish for another place of this product among those that are shown."""
        ids = [row.product_id for row in self.table.products.rows]
        if product_id in ids:
            self._move(ids.index(product_id), steps)

    def _move(self, position: int, steps: int) -> None:
        ids = [row.product_id for row in self.table.products.rows]
        place = position + steps
        if not 0 <= position < len(ids) or not 0 <= place < len(ids):
            return
        before = place + 1 if steps > 0 else place
        self.move_wished.emit(ids[position], ids[before] if before < len(ids) else self._behind(ids[-1]))

    def _behind(self, product_id: str) -> str:
        ids = [row.product_id for row in self._products]
        place = ids.index(product_id) + 1
        return ids[place] if place < len(ids) else ""

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        placeholder = words("products.search_placeholder")
        self.search.relabel(placeholder, placeholder, words("products.clear_search"))
        self.table.setAccessibleName(words("products.list_name"))
        self.tree.setAccessibleName(words("products.categories_name"))
        headings = tuple(words(f"products.column_{name}") for name in COLUMNS)
        self.table.products.set_words(headings, words("products.retired"))
        self.empty.show_texts(words("products.empty_title"), words("products.empty_text"))
        self.nothing.show_texts(words("products.nothing_title"), words("products.nothing_text"))
        self._hint.setText(words("products.order_hint"))
        self.show_products(self._products)
