"""How a form's rows stand: one under the other or in pairs, those of one section under a heading that folds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from loyalty.terms import Field, FieldKind
from loyalty.words import Words
from ui.widgets.buttons import Button

_GAP, _DENSE_GAP = 14, 10
_NARROW = (
    FieldKind.WHOLE_NUMBER,
    FieldKind.AMOUNT,
    FieldKind.PERCENT,
    FieldKind.CHOICE,
    FieldKind.DAY,
    FieldKind.TIME,
)


class FormSection(QWidget):
    """A heading and the rows under it, which it folds away."""

    def __init__(self, first: Field, names: Sequence[str]) -> None:
        super().__init__()
        self._first = first
        self.names = tuple(names)
        self.head = Button("", "fold", "minus")
        self.body = QWidget()
        self.rows = QVBoxLayout(self.body)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(_GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.body)
        self.head.clicked.connect(lambda: self.fold(not self.body.isHidden()))

    def key_in(self, words: Words) -> str:
        """The words' key of the heading: the noun's own, else the one that all programmes share."""
        own = self._first.section_key
        return own if words.has(own) else f"programme.section_{self._first.section}"

    def fold(self, folded: bool) -> None:
        """Fold the rows away, or show them again."""
        self.body.setVisible(not folded)
        self.head.set_icon("plus" if folded else "minus")


def lay_out(
    form: QWidget, fields: Mapping[str, Field], rows: Mapping[str, QWidget], dense: bool
) -> dict[str, FormSection]:
    """Put the rows one under the other, those of one section under its heading; the answer is the sections."""
    column = QVBoxLayout(form)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(_GAP if not dense else _DENSE_GAP)
    sections: dict[str, FormSection] = {}
    pairs: dict[QVBoxLayout, QHBoxLayout] = {}
    for name, field in fields.items():
        into = column
        if field.section:
            if field.section not in sections:
                names = [each.name for each in fields.values() if each.section == field.section]
                sections[field.section] = FormSection(field, names)
                column.addWidget(sections[field.section])
            into = sections[field.section].rows
        if dense and field.kind in _NARROW:
            _pair(into, rows[name], pairs)
        else:
            pairs.pop(into, None)
            into.addWidget(rows[name])
    return sections


def _pair(into: QVBoxLayout, row: QWidget, pairs: dict[QVBoxLayout, QHBoxLayout]) -> None:
    """Put a narrow row beside the narrow one before it, or begin a new line."""
    line = pairs.pop(into, None)
    if line is None:
        line = QHBoxLayout()
        line.setSpacing(_GAP)
        into.addLayout(line)
        pairs[into] = line
    line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
