"""The panel beside the table: a new product, or one to change. What was typed is never lost by a refused save."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Sent:
    """A form on its way to the disk: whose it is, what it said, what it said before that, and its place in the row."""

    product: ProductRow | None
    typed: dict[str, str]
    started: dict[str, str]
    form: int


class ProductPanel(QFrame):
    """The form. `save_wished(dict)` carries product_id ("" for a new one) and the texts of FIELDS.

    `sent` says that they are on their way to the disk: the next product may be typed meanwhile. `kept` or `not_kept`
    follows; what was not kept comes back, `came_back()`, as soon as nothing else is being typed.
    """

    save_wished = Signal(dict)
    retire_wished = Signal(str, bool)
    move_wished = Signal(str, int)
    closed = Signal()
    came_back = Signal()

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
        self._form = 0
        self._sent: _Sent | None = None
        self._lost: _Sent | None = None
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
        self._form += 1
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

    def save_typed(self) -> None:
        """Press the button for whoever pressed it while another save was on its way."""
        if self._is_typing():
            self._save()

    def sent(self) -> None:
        """What stands here is on its way: it may be left."""
        typed = self._typed()
        self._sent = _Sent(self.product, typed, self._started, self._form)
        self._started = typed

    def kept(self, product: ProductRow | None) -> bool:
        """What was sent is on the disk, as this row; whether nothing else stands here and the panel may close."""
        sent, self._sent = self._sent, None
        if sent is None or (sent.form == self._form and self._typed() == sent.typed):
            return True
        if sent.form == self._form and product is not None:
            self.refresh(product)
            self._unsaved.show()
        return False

    def not_kept(self) -> None:
        """What was sent is not on the disk: it stays, or comes back where something else took its place."""
        self._lost, self._sent = self._sent, None
        self.bring_back()

    def bring_back(self) -> None:
        """Show what was not kept again, unless something else is being typed."""
        lost = self._lost
        here = lost is not None and lost.form == self._form and not self.isHidden()
        if lost is None or (not here and self._is_typing()):
            return
        self._lost = None
        if not here:
            self.edit(lost.product)
            for name, row in self.rows.items():
                row.control.set_value(lost.typed[name])
            self._unsaved.show()
            self.came_back.emit()
        self._started = lost.started

    def _is_typing(self) -> bool:
        return not self.isHidden() and self._typed() != self._started

    def may_leave(self) -> bool:
        """Whether another product may take the place of this one; what is typed and not saved is pointed at instead."""
        if not self._is_typing():
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
