"""The shop's own section: a form made from its Fields, in groups."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from loyalty.shop import SHOP_FIELDS
from loyalty.words import Words
from ui.forms import FieldsForm
from ui.settings.section import Section
from ui.widgets.buttons import Button
from ui.widgets.text import label

_SLIP = ("language",)
_COUNTER = ("tenders", "counts_free_item", "amount_max", "quantity_max", "stamps_max", "undo_minutes", "credit_days")
_PLACE = ("time_zone", "day_starts_at_hour", "currency")
_NAMED = {name: group for group, names in (("slip", _SLIP), ("counter", _COUNTER), ("place", _PLACE)) for name in names}
GROUPS = ("shop", "slip", "place", "counter")
_WIDTH = 960


class ShopSection(Section):
    """Every Field of the shop. `saved` carries the checked values of all of them."""

    saved = Signal(dict)

    def __init__(self, words: Words) -> None:
        super().__init__("shop", _WIDTH)
        self._words = words
        self._values: dict[str, object] = {}
        self._sent: dict[str, object] | None = None
        self.forms: dict[str, FieldsForm] = {}
        self._headings = {group: label(role="section") for group in GROUPS}
        for group in GROUPS:
            fields = [field for field in SHOP_FIELDS if _NAMED.get(field.name, "shop") == group]
            self.forms[group] = FieldsForm(fields, words)
            self.forms[group].changed.connect(self._show_state)
        self.content.addLayout(self._columns())
        self.content.addStretch(1)
        self.save = Button("", "primary")
        self.discard = Button("", "link")
        self._unsaved = label(role="hint")
        self.add_foot(self.save, self.discard, self._unsaved)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)
        self._values = self.typed()
        self.relabel(words)

    def _columns(self) -> QHBoxLayout:
        columns = QHBoxLayout()
        columns.setSpacing(32)
        for groups in (GROUPS[:3], GROUPS[3:]):
            column = QVBoxLayout()
            column.setSpacing(12)
            for group in groups:
                column.addWidget(self._headings[group])
                column.addWidget(self.forms[group])
                column.addSpacing(10)
            column.addStretch(1)
            columns.addLayout(column, 1)
        return columns

    def typed(self) -> dict[str, object]:
        """What the forms hold, checked or not."""
        return {name: value for form in self.forms.values() for name, value in form.typed().items()}

    def show_values(self, values: Mapping[str, object]) -> None:
        """Show these values; what is typed and not saved yet stays."""
        typed = self.typed()
        keep = typed not in (self._values, self._sent)
        self._fill(values)
        self._values, self._sent = self.typed(), None
        if keep:
            self._fill(typed)
        self._show_state()

    def _fill(self, values: Mapping[str, object]) -> None:
        for form in self.forms.values():
            form.set_values(values)
        self._show_state()

    def _save(self) -> None:
        checked = {group: form.values() for group, form in self.forms.items()}
        wrong = [group for group, values in checked.items() if values is None]
        if wrong:
            self.forms[wrong[0]].focus_first_error()
            self.scroll.ensureWidgetVisible(self.focusWidget() or self.forms[wrong[0]])
            return
        values = {name: value for group in checked.values() if group for name, value in group.items()}
        self._sent = self.typed()
        self.saved.emit(values)

    def _discard(self) -> None:
        self._fill(self._values)

    def _show_state(self) -> None:
        changed = self.typed() != self._values
        self.save.setEnabled(changed)
        self.discard.setVisible(changed)
        self._unsaved.setText(self._words("settings.unsaved") if changed else "")

    def show_field_error(self, field: str, sentence: str) -> None:
        """Show a sentence under a field and go there; an unknown field raises KeyError."""
        self._sent = None
        form = self.forms[_NAMED.get(field, "shop")]
        form.show_error(field, sentence)
        form.rows[field].control.setFocus()
        self.scroll.ensureWidgetVisible(form.rows[field])

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        super().relabel(words)
        self._words = words
        for group, heading in self._headings.items():
            heading.setText(words(f"settings.group_{group}"))
            self.forms[group].relabel(words)
        self.save.setText(words("settings.save"))
        self.discard.setText(words("settings.discard"))
        self._show_state()
