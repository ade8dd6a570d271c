"""Forms: a labelled control with its hint and its error in place, and a whole form made from any tuple of Fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from loyalty.refusals import Refusal
from loyalty.terms import Field, FieldKind, validate
from loyalty.words import Words
from ui.controls import (
    AreaControl,
    ChoiceControl,
    Control,
    ListControl,
    NumberControl,
    SwitchControl,
    TextControl,
)

# A text that may be longer than this gets several lines.
LONG_TEXT = 120

_SENTENCES = {
    "not_whole_number": "settings.number_needed",
    "below_minimum": "settings.number_too_small",
    "above_maximum": "settings.number_too_large",
    "empty": "settings.text_needed",
    "too_long": "settings.text_too_long",
}


class FieldRow(QWidget):
    """A label, a control, a hint under it, and in the hint's place an error while there is one.

    Whatever is typed stays; an error goes away when the value changes.
    """

    changed = Signal()

    def __init__(self, control: Control, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self.label = QLabel()
        self.label.setProperty("role", "small")
        self.label.setBuddy(control)
        self.hint = QLabel(wordWrap=True)
        self.hint.setProperty("role", "hint")
        self.error = QLabel(wordWrap=True)
        self.error.setProperty("role", "error")
        self.error.hide()
        self._lay_out()
        control.changed.connect(self._forgive)
        control.changed.connect(self.changed)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if isinstance(self.control, SwitchControl):
            self.label.hide()
        else:
            column.addWidget(self.label)
        side = Qt.AlignmentFlag.AlignLeft if isinstance(self.control, NumberControl) else Qt.AlignmentFlag(0)
        column.addWidget(self.control, 0, side)
        column.addWidget(self.hint)
        column.addWidget(self.error)
        self.hint.hide()

    def set_texts(self, label: str, hint: str = "") -> None:
        """Show this label and hint ("" for none)."""
        self.label.setText(label)
        if isinstance(self.control, SwitchControl):
            self.control.setText(label)
        self.control.setAccessibleName(label)
        self.control.setAccessibleDescription(hint)
        self.set_hint(hint)

    def set_hint(self, hint: str) -> None:
        """Show this hint, or none."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint) and not self.error.text())

    def show_error(self, sentence: str) -> None:
        """Show why the value cannot be taken; "" takes the sentence away."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.hint.setVisible(bool(self.hint.text()) and not sentence)
        self.control.setProperty("state", "error" if sentence else "")
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)

    def _forgive(self) -> None:
        if self.error.text():
            self.show_error("")


def control_for(field: Field) -> Control:
    """The control that fits a field's kind. ROWS have no form yet and raise ValueError."""
    if field.kind in (FieldKind.WHOLE_NUMBER, FieldKind.AMOUNT):
        return NumberControl()
    if field.kind is FieldKind.YES_NO:
        return SwitchControl()
    if field.kind is FieldKind.CHOICE:
        return ChoiceControl()
    if field.kind is FieldKind.TEXTS:
        return ListControl(4)
    if field.kind is FieldKind.TEXT:
        return AreaControl(2) if (field.maximum or 0) > LONG_TEXT else TextControl()
    raise ValueError(field.kind)


class FieldsForm(QWidget):
    """A form made from any tuple of Fields: labels, helps and limits come from them, errors show in place."""

    changed = Signal()

    def __init__(self, fields: Sequence[Field], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = {field.name: field for field in fields}
        self.rows = {field.name: FieldRow(control_for(field)) for field in fields}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for row in self.rows.values():
            column.addWidget(row)
            row.changed.connect(self.changed)
        self.relabel(words)
        self.set_values({})

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show these values; a missing one shows its default. Names that no field has are left alone."""
        for name, field in self._fields.items():
            self.rows[name].control.set_value(values.get(name, field.default))
            self.rows[name].show_error("")

    def typed(self) -> dict[str, object]:
        """What the form holds, checked or not."""
        return {name: row.control.value() for name, row in self.rows.items()}

    def values(self) -> dict[str, object] | None:
        """The checked values; None when a field is wrong: each wrong one then says why, and the first has the focus."""
        checked: dict[str, object] = {}
        for name, value in self.typed().items():
            self.rows[name].show_error(self._check(self._fields[name], value, checked))
        return None if self.focus_first_error() else checked

    def focus_first_error(self) -> bool:
        """Go to the first field that is wrong; False when none is."""
        for row in self.rows.values():
            if row.error.text():
                row.control.setFocus()
                return True
        return False

    def _check(self, field: Field, value: object, checked: dict[str, object]) -> str:
        answer = validate((field,), {field.name: value}, "")
        if isinstance(answer, Refusal):
            return self._sentence(field, answer)
        checked.update(answer)
        return ""

    def _sentence(self, field: Field, refusal: Refusal) -> str:
        detail = str(refusal.facts["detail"])
        if detail == "too_long" and field.kind is FieldKind.TEXTS:
            return self._words("settings.list_too_long", limit=refusal.facts["limit"])
        limit = refusal.facts.get("limit")
        return self._words(_SENTENCES[detail], **({} if limit is None else {"limit": f"{limit:,}"}))

    def show_error(self, name: str, sentence: str) -> None:
        """Show a sentence under a field; an unknown name raises KeyError."""
        self.rows[name].show_error(sentence)

    def relabel(self, words: Words) -> None:
        """Say everything in this language; what was typed stays."""
        self._words = words
        for name, field in self._fields.items():
            row = self.rows[name]
            row.set_texts(words(field.label_key), words(field.help_key))
            if isinstance(row.control, ChoiceControl):
                row.control.set_choices([(choice, words(field.choice_key(choice))) for choice in field.choices])
