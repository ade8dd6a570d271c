"""Forms: a labelled control with its hint and its error in place, and a whole form made from any tuple of Fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from loyalty.refusals import Refusal
from loyalty.terms import Field, FieldKind, asked, faults, validate
from loyalty.words import Words
from ui.controls import (
    AreaControl,
    ChoiceControl,
    DayControl,
    ListControl,
    NumberControl,
    PlainControl,
    SwitchControl,
    TextControl,
    TimeControl,
)
from ui.form_layout import FormSection, lay_out
from ui.picking import ChipsControl, PickControl, SuggestControl, Suggestions
from ui.rows import ID, RowsControl

Control = PlainControl | ChipsControl | SuggestControl | PickControl | RowsControl

# A text that may be longer than this gets several lines.
LONG_TEXT = 120

_SENTENCES = {
    "not_whole_number": "settings.number_needed",
    "below_minimum": "settings.number_too_small",
    "above_maximum": "settings.number_too_large",
    "empty": "settings.text_needed",
    "too_long": "settings.text_too_long",
    "not_day": "settings.day_needed",
    "not_clock_time": "settings.time_needed",
    "code_taken": "refusal.code_taken",
}
# How long after the last key a live form says what is wrong with what was typed.
LIVE_MS = 700
# What a row is known by has at most 30 characters.
_PREFIX_MOST = 12
_PLACE = re.compile(r"\.?(\w+)(?:\[(\d+)\])?(?:\.(.+))?")


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
        narrow = isinstance(self.control, NumberControl | DayControl | TimeControl)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0)
        column.addWidget(self.control, 0, side)
        column.addWidget(self.hint)
        column.addWidget(self.error)
        self.hint.hide()

    def set_texts(self, label: str, hint: str = "", *, in_sight: bool = True) -> None:
        """Show this label and hint ("" for none); a hint out of sight is the control's tooltip."""
        self.label.setText(label)
        if isinstance(self.control, SwitchControl):
            self.control.setText(label)
        self.control.setAccessibleName(label)
        self.control.setAccessibleDescription(hint)
        self.control.setToolTip("" if in_sight else hint)
        self.set_hint(hint if in_sight else "")

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


def control_for(
    field: Field, words: Words, suggestions: Mapping[str, Suggestions] | None = None, row_prefix: str = ""
) -> Control:
    """The control that fits a field's kind; ROWS hold a form for each row."""
    match field.kind:
        case FieldKind.WHOLE_NUMBER | FieldKind.AMOUNT | FieldKind.PERCENT:
            return NumberControl()
        case FieldKind.YES_NO:
            return SwitchControl()
        case FieldKind.CHOICE:
            return ChoiceControl()
        case FieldKind.CHOICES:
            return ChipsControl()
        case FieldKind.DAY:
            return DayControl()
        case FieldKind.TIME:
            return TimeControl()
        case FieldKind.TEXTS:
            return PickControl(words) if field.suggest else ListControl(4)
        case FieldKind.TEXT:
            if field.suggest:
                return SuggestControl()
            return AreaControl(2) if (field.maximum or 0) > LONG_TEXT else TextControl()
        case FieldKind.ROWS:
            # A row is short: it needs no headings of its own.
            parts = [replace(part, section="") for part in field.parts if part.name != ID]
            make = partial(FieldsForm, parts, words, live=True, dense=True, suggestions=suggestions)
            prefix = (
                f"{row_prefix[:_PREFIX_MOST]}-{field.name[:_PREFIX_MOST]}-" if len(parts) < len(field.parts) else ""
            )
            return RowsControl(make, prefix, words)


class FieldsForm(QWidget):
    """A form made from any tuple of Fields: labels, helps and limits come from them, errors show in place.

    A field is shown while it is asked (`Field.when`). Fields of one section stand under its heading; a section in which
    everything is as it begins and right is folded, but not what a form begins with. A `live` form says what is wrong
    shortly after it was typed; a `dense` one puts two narrow fields side by side; without `helps` they are kept for the
    pointer. What makes a new row known begins with `row_prefix`.
    """

    changed = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        words: Words,
        parent: QWidget | None = None,
        *,
        live: bool = False,
        dense: bool = False,
        helps: bool = True,
        row_prefix: str = "",
        suggestions: Mapping[str, Suggestions] | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._live = live
        self._helps = helps
        self._fields = {field.name: field for field in fields}
        self._touched: set[str] = set()
        self._wait = QTimer(self, singleShot=True, interval=LIVE_MS)
        self._wait.timeout.connect(self._show_typed_faults)
        self.rows = {field.name: FieldRow(control_for(field, words, suggestions, row_prefix)) for field in fields}
        self.sections = lay_out(self, self._fields, self.rows, dense)
        for name, row in self.rows.items():
            row.changed.connect(partial(self._row_changed, name))
        self.suggest(suggestions or {})
        self.relabel(words)
        self.set_values({})

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show these values; a missing one shows its default. Names that no field has are left alone."""
        for name, field in self._fields.items():
            self.rows[name].control.set_value(values.get(name, field.default))
            self.rows[name].show_error("")
        self._touched.clear()
        self._wait.stop()
        self._show_asked()
        wrong = {_name_at(str(fault.facts["place"])) for fault in faults(self.fields, self.typed(), "")}
        headed = all(field.section for field in self.fields)
        for place, section in enumerate(self.sections.values()):
            first = place == 0 and headed
            section.fold(not first and not self._set_in(section) and wrong.isdisjoint(section.names))

    @property
    def fields(self) -> tuple[Field, ...]:
        """What it was made from."""
        return tuple(self._fields.values())

    def typed(self) -> dict[str, object]:
        """What the form holds, checked or not."""
        return {name: row.control.value() for name, row in self.rows.items()}

    def values(self) -> dict[str, object] | None:
        """The checked values; None when a field is wrong: each wrong one then says why, and the first has the focus."""
        typed = self.typed()
        self.show_faults(faults(self.fields, typed, ""))
        checked = validate(self.fields, typed, "")
        return None if self.focus_first_error() or isinstance(checked, Refusal) else checked

    def show_faults(self, found: Iterable[Refusal]) -> None:
        """Show exactly these faults, each beside its field; what was typed stays."""
        self.clear_faults()
        for fault in found:
            self.show_fault(str(fault.facts["place"]), fault)

    def show_fault(self, place: str, refusal: Refusal) -> None:
        """Show what is wrong at a place of this form ("rewards[0].title"); a place that is nowhere raises KeyError."""
        parts = _PLACE.fullmatch(place)
        if parts is None:
            raise KeyError(place)
        row = self.rows[parts[1]]
        if isinstance(row.control, RowsControl) and parts[3] and parts[3] != ID:
            row.control.show_fault(int(parts[2]), parts[3], refusal)
        else:
            row.show_error(fault_sentence(self._fields[parts[1]], refusal, self._words))
        self._unfold(parts[1])

    def clear_faults(self) -> None:
        """Nothing is wrong any more."""
        for row in self.rows.values():
            row.show_error("")
            if isinstance(row.control, RowsControl):
                row.control.clear_faults()

    def focus_first_error(self) -> bool:
        """Go to the first field that is wrong; False when none is."""
        for row in self.rows.values():
            if row.error.text():
                row.control.setFocus()
                return True
            if isinstance(row.control, RowsControl) and row.control.focus_first_error():
                return True
        return False

    def focus_first(self) -> None:
        """Go to the first field that is asked."""
        for row in self.rows.values():
            if not row.isHidden():
                row.control.setFocus()
                return

    def show_error(self, name: str, sentence: str) -> None:
        """Show a sentence under a field; an unknown name raises KeyError."""
        self.rows[name].show_error(sentence)
        self._unfold(name)

    def suggest(self, suggestions: Mapping[str, Suggestions]) -> None:
        """Offer these as (value, label) where a field takes suggestions of that name."""
        for name, field in self._fields.items():
            control = self.rows[name].control
            if isinstance(control, SuggestControl | PickControl):
                control.set_suggestions(suggestions.get(field.suggest, ()))
            elif isinstance(control, RowsControl):
                control.suggest(suggestions)

    def _row_changed(self, name: str) -> None:
        self._touched.add(name)
        self._show_asked()
        if self._live:
            self._wait.start()
        self.changed.emit()

    def _show_asked(self) -> None:
        wanted = asked(self.fields, self.typed())
        for name, row in self.rows.items():
            row.setVisible(name in wanted)
        for section in self.sections.values():
            section.setVisible(any(name in wanted for name in section.names))

    def _show_typed_faults(self) -> None:
        """What was typed and is wrong; what nobody has come to yet is not blamed."""
        for fault in faults(self.fields, self.typed(), ""):
            place = str(fault.facts["place"])
            if _name_at(place) in self._touched and "." not in place.lstrip("."):
                self.show_fault(place, fault)

    def _set_in(self, section: FormSection) -> bool:
        typed = self.typed()
        return any(not same_value(typed[name], self._fields[name].default) for name in section.names)

    def _unfold(self, name: str) -> None:
        for section in self.sections.values():
            if name in section.names:
                section.fold(False)

    def relabel(self, words: Words) -> None:
        """Say everything in this language; what was typed stays."""
        self._words = words
        for section in self.sections.values():
            section.head.setText(words(section.key_in(words)))
        for name, field in self._fields.items():
            row = self.rows[name]
            choices = [(choice, words(field.choice_key(choice))) for choice in field.choices]
            if isinstance(row.control, ChoiceControl | ChipsControl):
                row.control.set_choices(choices)
            if isinstance(row.control, PickControl | RowsControl):
                row.control.relabel(words)
            row.set_texts(words(field.label_key), words(field.help_key), in_sight=self._helps)


def fault_sentence(field: Field, refusal: Refusal, words: Words) -> str:
    """What is wrong with a field's value, in one sentence beside it."""
    detail = str(refusal.facts["detail"])
    if detail == "too_long" and field.kind in (FieldKind.TEXTS, FieldKind.ROWS):
        return words("settings.list_too_long", limit=refusal.facts["limit"])
    facts = {name: f"{fact:,}" if isinstance(fact, int) else fact for name, fact in refusal.facts.items()}
    return words(_SENTENCES.get(detail, f"refusal.detail_{detail}"), **facts)


def _name_at(place: str) -> str:
    """The field at a place of a form (".rewards[0].title" is in "rewards")."""
    parts = _PLACE.fullmatch(place)
    return parts[1] if parts else place


def same_value(one: object, other: object) -> bool:
    """Whether two values of a field are the same; lists and tuples are."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return list(one) == list(other)
    return one == other
