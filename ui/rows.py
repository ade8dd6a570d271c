"""A list of rows in a form: each row is a small form of its own; rows are added, taken away and moved up."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from itertools import count
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from loyalty.refusals import Refusal
from loyalty.words import Words
from ui.picking import Suggestions
from ui.widgets.buttons import Button, IconButton
from ui.widgets.text import label

# What a row is known by is made here: a person names things, never numbers them. It is told where a row is named
# without its programme (a tier that another programme asks for), so it is the name that the row was given first.
ID, TITLE = "id", "title"
_NAME_MOST = 26


class _Row(QFrame):
    """One row: its number, its form, and what can be done with it."""

    def __init__(self, form: Any, row_id: str) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.form: Any = form
        self.row_id = row_id
        self.number = label(role="strong")
        self.up = IconButton("arrow-up", "")
        self.remove = IconButton("x", "")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.number, 1)
        head.addWidget(self.up)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(form)


class RowsControl(QWidget):
    """The rows. A row that was kept keeps its id (the part called "id") for as long as it lives; a new one is known by
    its title, or while it has none by `id_prefix` and a number ("": rows have no ids).
    """

    changed = Signal()

    def __init__(self, make_form: Callable[[], QWidget], id_prefix: str, words: Words) -> None:
        super().__init__()
        self._make_form = make_form
        self._id_prefix = id_prefix
        self._suggestions: Mapping[str, Suggestions] = {}
        self._words = words
        self._name = ""
        self.rows: list[_Row] = []
        self.add = Button("", "quiet", "plus")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self.add.clicked.connect(self.add_row)
        self.relabel(words)

    def value(self) -> object:
        """What the rows hold, in their order, each with its id where rows have one."""
        if not self._id_prefix:
            return tuple(row.form.typed() for row in self.rows)
        taken = {row.row_id for row in self.rows}
        listed: list[dict[str, object]] = []
        for row in self.rows:
            typed = row.form.typed()
            row_id = row.row_id or self._own_id(typed, taken)
            taken.add(row_id)
            listed.append({ID: row_id, **typed})
        return tuple(listed)

    def set_value(self, value: object) -> None:
        """Show these rows."""
        wanted = value if isinstance(value, list | tuple) else ()
        if list(wanted) == list(self.value()):  # type: ignore[call-overload]
            return
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for values in wanted:
            self._append(values if isinstance(values, Mapping) else {})
        self._number()
        self.changed.emit()

    def add_row(self) -> None:
        """One more row at the end, and into its first field."""
        row = self._append({})
        self._number()
        self.changed.emit()
        row.form.focus_first()

    def suggest(self, suggestions: Mapping[str, Suggestions]) -> None:
        """Offer these in every row, also in those added later."""
        self._suggestions = suggestions
        for row in self.rows:
            row.form.suggest(suggestions)

    def show_fault(self, index: int, place: str, refusal: Refusal) -> None:
        """Show what is wrong at a place within a row."""
        if 0 <= index < len(self.rows):
            self.rows[index].form.show_fault(place, refusal)

    def clear_faults(self) -> None:
        """Nothing is wrong in any row."""
        for row in self.rows:
            row.form.clear_faults()

    def focus_first_error(self) -> bool:
        """Go to the first field that is wrong; False when none is."""
        return any(row.form.focus_first_error() for row in self.rows)

    def setAccessibleName(self, name: str) -> None:
        """The name of the whole list is read with its button."""
        super().setAccessibleName(name)
        self._name = name
        self.relabel(self._words)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self.add.setText(words("common.row_add"))
        self.add.setAccessibleName(f"{words('common.row_add')} {self._name}".strip())
        for row in self.rows:
            row.form.relabel(words)
        self._number()

    def _append(self, values: Mapping[str, object]) -> _Row:
        row = _Row(self._make_form(), str(values.get(ID, "")))
        if self._suggestions:
            row.form.suggest(self._suggestions)
        row.form.set_values({name: value for name, value in values.items() if name != ID})
        row.form.changed.connect(self.changed)
        row.remove.clicked.connect(lambda: self._remove(row))
        row.up.clicked.connect(lambda: self._move_up(row))
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        return row

    def _remove(self, row: _Row) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._number()
        self.changed.emit()
        self.add.setFocus()

    def _move_up(self, row: _Row) -> None:
        place = self.rows.index(row)
        if place > 0:
            self.rows.insert(place - 1, self.rows.pop(place))
            self._column.insertWidget(place - 1, row)
            self._number()
            self.changed.emit()

    def _number(self) -> None:
        for place, row in enumerate(self.rows, start=1):
            row.number.setText(self._words("common.row_number", number=place))
            row.up.rename(self._words("common.row_up", number=place))
            row.remove.rename(self._words("common.row_remove", number=place))
            row.up.setVisible(place > 1)

    def _own_id(self, typed: Mapping[str, object], taken: Container[str]) -> str:
        title = str(typed.get(TITLE, "")).strip()[:_NAME_MOST]
        if title and title not in taken:
            return title
        between = f"{title} " if title else self._id_prefix
        return next(name for number in count(2 if title else 1) if (name := f"{between}{number}") not in taken)
