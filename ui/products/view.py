"""The products' screen: categories, the table in the shop's order, and a panel to add and edit in place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from loyalty.words import Words
from ui.facts import MessageFacts
from ui.products.facts import ImportPreview, ProductRow, Progress


class ProductsView(QWidget):
    """The catalogue. Passive: `show_*` draws finished texts, signals are wishes.

    `save_wished` carries a dict of texts: product_id ("" for a new one), name, price, cost, category, tags.
    `move_wished(product_id, before_id)` puts a product before another ("" at the end). An import goes in two steps:
    `import_wished(path)` is answered by `show_import_preview`, then `import_confirmed()` or `import_dropped()`.
    """

    save_wished = Signal(dict)
    retire_wished = Signal(str, bool)
    move_wished = Signal(str, str)
    import_wished = Signal(str)
    import_confirmed = Signal()
    import_dropped = Signal()
    export_wished = Signal(str)
    work_cancelled = Signal()
    message_action_wished = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def show_products(self, products: tuple[ProductRow, ...]) -> None:
        """Show all products, retired ones included, in the shop's order."""

    def show_saved(self, product_id: str) -> None:
        """Close the panel after a save, and point at the product."""

    def show_field_error(self, field: str, sentence: str) -> None:
        """Show a sentence under a field of the panel; what was typed stays."""

    def show_import_preview(self, preview: ImportPreview | None) -> None:
        """Show what an import will do before it does it, or close it."""

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far long work is, with a button to stop it, or none."""

    def show_message(self, message: MessageFacts | None) -> None:
        """Show a bar in place, or none."""

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
