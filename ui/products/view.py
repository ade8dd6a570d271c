"""The products' screen: categories, the table in the shop's order, and a panel to add and edit in place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.facts import MessageFacts
from ui.products import files
from ui.products.catalogue import Catalogue
from ui.products.facts import ImportPreview, ProductRow, Progress
from ui.products.import_panel import ImportPanel
from ui.products.panel import ProductPanel
from ui.products.work_bar import WorkBar
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.text import set_role

_PANEL_WIDTH = 340


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
        self.setProperty("role", "page")
        self.add = Button("", "primary", "plus")
        self.import_button = Button("", "quiet", "upload")
        self.export_button = Button("", "quiet", "download")
        self.empty_add = Button("", "", "plus")
        self.empty_import = Button("", "quiet", "upload")
        buttons = (self.import_button, self.export_button, self.add)
        self.catalogue = Catalogue(words, buttons, (self.empty_add, self.empty_import))
        self.panel = ProductPanel(words)
        self.import_panel = ImportPanel(words)
        self.message = MessageBar()
        self.work = WorkBar(words)
        self._lay_out()
        self._join()
        self.relabel(words)
        self._show_panel(None)

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(theme.GAP)
        body.addWidget(self.catalogue, 1)
        for panel in (self.panel, self.import_panel):
            panel.setFixedWidth(_PANEL_WIDTH)
            body.addWidget(panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(self.message)
        column.addWidget(self.work)
        column.addLayout(body, 1)

    def _join(self) -> None:
        self.catalogue.product_opened.connect(self._edit)
        self.catalogue.move_wished.connect(self.move_wished)
        for button in (self.add, self.empty_add):
            button.clicked.connect(self._add)
        for button in (self.import_button, self.empty_import):
            button.clicked.connect(self._choose_import)
        self.export_button.clicked.connect(self._choose_export)
        self.panel.save_wished.connect(self.save_wished)
        self.panel.retire_wished.connect(self.retire_wished)
        self.panel.move_wished.connect(self.catalogue.move)
        self.panel.closed.connect(self._close_panel)
        self.panel.came_back.connect(lambda: self._show_panel(self.panel))
        self.panel.came_back.connect(self._point_at_edited)
        self.import_panel.confirmed.connect(self.import_confirmed)
        self.import_panel.dropped.connect(self._close_panel)
        self.import_panel.dropped.connect(self.import_dropped)
        self.work.cancelled.connect(self.work_cancelled)
        self.message.action_wished.connect(self.message_action_wished)

    def show_products(self, products: tuple[ProductRow, ...]) -> None:
        """Show all products, retired ones included, in the shop's order. What is being typed stays."""
        self.catalogue.show_products(products)
        edited = self.panel.product
        again = self.catalogue.product(edited.product_id) if edited is not None else None
        if again is not None and not self.panel.isHidden():
            self.panel.refresh(again)
            self.catalogue.select(again.product_id)

    def _leaves_typed(self) -> bool:
        """Whether the panel may show something else; what was typed stays in it, beside its own row, and says so."""
        if self.panel.may_leave():
            return True
        self._point_at_edited()
        return False

    def _point_at_edited(self) -> None:
        if self.panel.product is None:
            self.catalogue.table.clearSelection()
        else:
            self.catalogue.select(self.panel.product.product_id)

    def _add(self) -> None:
        if not self._leaves_typed():
            return
        self._show_panel(self.panel)
        self.catalogue.table.clearSelection()
        self.panel.edit(None, self.catalogue.category())

    def _edit(self, product: ProductRow) -> None:
        if not self._leaves_typed():
            return
        self._show_panel(self.panel)
        self.panel.edit(product)
        self.catalogue.select(product.product_id)

    def _show_panel(self, panel: QWidget | None) -> None:
        for each in (self.panel, self.import_panel):
            each.setVisible(each is panel)
        # One filled button a screen: an open panel has its own.
        set_role(self.add, "primary" if panel is None else "quiet", name="kind")
        self.add.set_icon("plus")
        self._fit()

    def _fit(self) -> None:
        """Beside an open panel a narrow screen has no room for the categories and the files."""
        open_panel = not self.panel.isHidden() or not self.import_panel.isHidden()
        tight = open_panel and self.width() < theme.NARROW_BELOW
        self.catalogue.set_tight(tight)
        for button in (self.import_button, self.export_button):
            button.setVisible(not tight)

    def _close_panel(self) -> None:
        self._show_panel(None)
        self.catalogue.table.setFocus()
        self.panel.bring_back()

    def show_saved(self, product_id: str) -> None:
        """Close the panel after a save, and point at the product; what was typed into it since stays."""
        if self.panel.kept(self.catalogue.product(product_id)):
            self._close_panel()
            self.catalogue.select(product_id)

    def show_field_error(self, field: str, sentence: str) -> None:
        """Show a sentence under a field of the panel; what was typed stays."""
        self.panel.show_field_error(field, sentence)

    def show_import_preview(self, preview: ImportPreview | None) -> None:
        """Show what an import will do before it does it, or close it."""
        if preview is None:
            self._close_panel()
            return
        self._show_panel(self.import_panel)
        self.import_panel.show_preview(preview)

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far long work is, with a button to stop it, or none."""
        self.work.show_progress(progress)
        for button in (self.import_button, self.export_button, self.empty_import):
            button.setEnabled(progress is None)
        self.import_panel.set_busy(progress is not None)

    def show_message(self, message: MessageFacts | None) -> None:
        """Show a bar in place, or none."""
        self.message.show_message(message)

    def _choose_import(self) -> None:
        if not self._leaves_typed():
            return
        dialog = files.open_dialog(self, self._words)
        dialog.fileSelected.connect(self.import_wished)
        dialog.open()

    def _choose_export(self) -> None:
        dialog = files.save_dialog(self, self._words)
        dialog.fileSelected.connect(self.export_wished)
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the categories' room to the table where it is tight."""
        super().resizeEvent(event)
        self._fit()

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        for button, key in (
            (self.add, "add"),
            (self.empty_add, "add"),
            (self.import_button, "import"),
            (self.empty_import, "import"),
            (self.export_button, "export"),
        ):
            button.setText(words(f"products.{key}"))
        for part in (self.catalogue, self.panel, self.import_panel, self.work):
            part.relabel(words)
