"""The tree of categories, made from the products' paths ("飲料/咖啡"); a branch takes its sub-categories."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from loyalty.words import Words
from ui.products.facts import ProductRow
from ui.theme import TARGET

ALL, NONE, RETIRED = "all:", "none:", "retired:"
_KEY = int(Qt.ItemDataRole.UserRole)


def matches(row: ProductRow, key: str) -> bool:
    """Whether a product belongs to a branch. Retired products are only in their own branch."""
    if row.retired or key == RETIRED:
        return row.retired and key == RETIRED
    if key in (ALL, NONE):
        return key == ALL or not row.category
    return row.category == key or row.category.startswith(f"{key}/")


class CategoryTree(QTreeWidget):
    """The branches with their counts. `chosen(key)` is a category's path, or ALL, NONE or RETIRED."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        self.setIndentation(16)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows: tuple[ProductRow, ...] = ()
        self.currentItemChanged.connect(self._choose)

    def key(self) -> str:
        """The chosen branch."""
        item = self.currentItem()
        return str(item.data(0, _KEY)) if item else ALL

    def show_rows(self, rows: tuple[ProductRow, ...], words: Words) -> None:
        """Make the branches anew; the chosen one stays chosen while it exists."""
        key = self.key()
        self.blockSignals(True)
        self.clear()
        self._rows = rows
        self._add(None, ALL, words("products.category_all"))
        branches: dict[str, QTreeWidgetItem] = {}
        for path in sorted({row.category for row in rows if row.category and not row.retired}, key=self._place):
            self._add_path(path, branches)
        for key_of, word in ((NONE, "products.category_none"), (RETIRED, "products.category_retired")):
            if self._count(key_of):
                self._add(None, key_of, words(word))
        self.expandAll()
        self.choose(key)
        self.blockSignals(False)

    def _place(self, path: str) -> int:
        """Categories stand in the order of their first product."""
        return next(number for number, row in enumerate(self._rows) if row.category == path)

    def _add_path(self, path: str, branches: dict[str, QTreeWidgetItem]) -> None:
        parts = path.split("/")
        parent: QTreeWidgetItem | None = None
        for depth in range(1, len(parts) + 1):
            key = "/".join(parts[:depth])
            if key not in branches:
                branches[key] = self._add(parent, key, parts[depth - 1])
            parent = branches[key]

    def _count(self, key: str) -> int:
        return sum(matches(row, key) for row in self._rows)

    def _add(self, parent: QTreeWidgetItem | None, key: str, label: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([f"{label}  {self._count(key)}"])
        item.setData(0, _KEY, key)
        item.setSizeHint(0, QSize(0, TARGET))
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        return item

    def choose(self, key: str) -> None:
        """Choose a branch; an unknown one chooses all products."""
        for item in self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive):
            if item.data(0, _KEY) == key:
                self.setCurrentItem(item)
                return
        self.setCurrentItem(self.topLevelItem(0))

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(0, _KEY)))
