"""The panel beside the table: a new product, or one to change. What was typed is never lost by a refused save."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.controls import NumberControl, TextControl
from ui.forms import FieldRow
from ui.products.facts import ProductRow
from ui.widgets.buttons import Button, IconButton
from ui.widgets.text import label

FIELDS = ("name", "price", "category", "tags", "cost")
_HINTS = {
    "category": "products.field_category_hint",
    "tags": "products.field_tags_hint",
    "cost": "products.field_cost_hint",
}


class ProductPanel(QFrame):
    """The form. `save_wished(dict)` carries product_id ("" for a new one) and the texts of FIELDS."""

    save_wished = Signal(dict)
    retire_wished = Signal(str, bool)
    move_wished = Signal(str, int)
    closed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.product: ProductRow | None = None
        self.rows = {n: FieldRow(NumberControl() if n in ("price", "cost") else TextControl()) for n in FIELDS}
        self.close_button = IconButton("x", "")
        self.save = Button("", "primary")
        self.retire = Button("", "quiet", "archive")
        self.up = IconButton("arrow-up", "")
        self.down = IconButton("arrow-down", "")
        self._title = label(role="section")
        self._note = label(role="hint", wrap=True)
        self._unsaved = label(role="error", wrap=True)
        self._started: dict[str, str] = {}
        self._lay_out()
        self._join()
        self.relabel(words)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 4)
        head.addWidget(self._title, 1)
        head.addWidget(self.up)
        head.addWidget(self.down)
        head.addWidget(self.close_button)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(16, 4, 16, 8)
        fields.setSpacing(12)
        for row in self.rows.values():
            fields.addWidget(row)
        fields.addWidget(self._note)
        fields.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 14)
        foot.setSpacing(8)
        foot.addWidget(self.retire)
        foot.addStretch(1)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._unsaved.setContentsMargins(16, 0, 16, 0)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        column.addWidget(self._unsaved)
        column.addLayout(foot)

    def _join(self) -> None:
        self.close_button.clicked.connect(self._leave)
        self.save.clicked.connect(self._save)
        self.retire.clicked.connect(self._retire)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._leave)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self._save)
        for row in self.rows.values():
            row.changed.connect(self._unsaved.hide)
            if isinstance(row.control, TextControl | NumberControl):
                row.control.returnPressed.connect(self._save)

    def edit(self, product: ProductRow | None, category: str = "") -> None:
        """Start with this product, or with a new one in a category."""
        self.product = product
        values = product or ProductRow("", "", "", "", category=category)
        for name, row in self.rows.items():
            row.control.set_value(getattr(values, name))
            row.show_error("")
        self._started = self._typed()
        self._unsaved.hide()
        self._show_texts()
        self.rows["name"].control.setFocus()

    def refresh(self, product: ProductRow) -> None:
        """The same product came anew from the desk: only what is not typed changes."""
        self.product = product
        self._show_texts()

    def _typed(self) -> dict[str, str]:
        texts = {}
        for name, row in self.rows.items():
            control = row.control
            texts[name] = control.text() if isinstance(control, TextControl | NumberControl) else ""
        return texts

    def _save(self) -> None:
        self.save_wished.emit({"product_id": self.product.product_id if self.product else "", **self._typed()})

    def may_leave(self) -> bool:
        """Whether another product may take the place of this one; what is typed and not saved is pointed at instead."""
        if self.isHidden() or self._typed() == self._started:
            return True
        self._unsaved.show()
        return False

    def _leave(self) -> None:
        """Close; what was typed is first said to be lost."""
        if not self._unsaved.isHidden() or self.may_leave():
            self.closed.emit()

    def _retire(self) -> None:
        if self.product is not None:
            self.retire_wished.emit(self.product.product_id, not self.product.retired)

    def _move(self, steps: int) -> None:
        if self.product is not None:
            self.move_wished.emit(self.product.product_id, steps)

    def show_field_error(self, field: str, sentence: str) -> None:
        """Show a sentence under a field and go there; an unknown field raises KeyError."""
        self.rows[field].show_error(sentence)
        self.rows[field].control.setFocus()

    def _show_texts(self) -> None:
        known = self.product is not None
        retired = self.product is not None and self.product.retired
        self._title.setText(self._words("products.panel_edit" if known else "products.panel_new"))
        self.retire.setText(self._words("products.bring_back" if retired else "products.retire"))
        for part in (self.retire, self._note):
            part.setVisible(known)
        for button in (self.up, self.down):
            button.setVisible(known and not retired)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        for name, row in self.rows.items():
            row.set_texts(words(f"products.field_{name}"), words(_HINTS[name]) if name in _HINTS else "")
        self.close_button.rename(words("products.close"))
        self.up.rename(words("products.move_up"))
        self.down.rename(words("products.move_down"))
        self.save.setText(words("products.save"))
        self._note.setText(words("products.past_prices"))
        self._unsaved.setText(words("products.unsaved"))
        self._show_texts()
