"""Beside the sales of a rehearsed story: examples to start from, the imagined member, and which programmes play."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from loyalty.story import MEMBER_FIELDS
from loyalty.words import Words
from ui.controls import SwitchControl
from ui.forms import FieldsForm
from ui.picking import Suggestions
from ui.programmes.rehearsal_facts import SourceChoice, SourceGroup
from ui.programmes.rehearsal_sale import clear
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label, rule

# The width of a name beside its switch.
_NAME_MOST = 200


class Cast(QWidget):
    """`example_chosen(key)`, `member_changed(values)` when something was typed, `switched(key, on)`."""

    example_chosen = Signal(str)
    member_changed = Signal(dict)
    switched = Signal(str, bool)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "scrolled")
        self._loading = False
        self._groups: tuple[SourceGroup, ...] = ()
        self.member = FieldsForm(MEMBER_FIELDS, words, live=True, dense=True, helps=False)
        self.examples: dict[str, Button] = {}
        self.sources: dict[str, SwitchControl] = {}
        self._examples_title = label(role="section")
        self._member_title = label(role="section")
        self._sources_title = label(role="section")
        self._examples = QWidget()
        self._shown_examples: tuple[tuple[str, str], ...] = ()
        self._flow = FlowLayout(self._examples, gap=6)
        self._sources = QVBoxLayout()
        self._sources.setSpacing(4)
        self._lay_out()
        self.member.changed.connect(self._typed)
        self.relabel(words)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 10, 16, 18)
        column.setSpacing(10)
        for part in (
            self._examples_title,
            self._examples,
            rule(),
            self._member_title,
            self.member,
            rule(),
            self._sources_title,
        ):
            column.addWidget(part)
        column.addLayout(self._sources)
        column.addStretch(1)

    def show_examples(self, examples: tuple[tuple[str, str], ...]) -> None:
        """Offer these stories to start from, as (key, text); the focus stays on its button."""
        if examples == self._shown_examples:
            return
        self._shown_examples = examples
        focused = next((key for key, button in self.examples.items() if button.hasFocus()), "")
        self._flow.clear()
        self.examples = {}
        for key, text in examples:
            button = Button(text, "filter")
            button.clicked.connect(lambda _=False, key=key: self.example_chosen.emit(key))
            self._flow.addWidget(button)
            self.examples[key] = button
        self._examples.updateGeometry()
        if focused in self.examples:
            self.examples[focused].setFocus()

    def show_member(self, values: Mapping[str, object]) -> None:
        """Show who the member is, unless that is what was typed here."""
        self._loading = True
        self.member.set_values(values)
        self._loading = False

    def show_sources(self, groups: tuple[SourceGroup, ...]) -> None:
        """Show what can play, and what does; the focus stays on its switch."""
        if groups == self._groups:
            return
        self._groups = groups
        focused = next((key for key, box in self.sources.items() if box.hasFocus()), "")
        clear(self._sources)
        self.sources = {}
        for group in groups:
            self._sources.addWidget(label(group.title, "small"))
            for choice in group.choices:
                self._sources.addWidget(self._switch(choice))
        if focused in self.sources:
            self.sources[focused].setFocus()

    def _switch(self, choice: SourceChoice) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        box = SwitchControl()
        box.setText(box.fontMetrics().elidedText(choice.name, Qt.TextElideMode.ElideRight, _NAME_MOST))
        box.setAccessibleName(f"{choice.name} {choice.note}")
        box.setToolTip(choice.name if box.text() != choice.name else "")
        box.setChecked(choice.on)
        box.clicked.connect(lambda on=False, key=choice.key: self.switched.emit(key, on))
        column.addWidget(box)
        if choice.note:
            column.addWidget(label(choice.note, "hint", wrap=True))
        self.sources[choice.key] = box
        return whole

    def suggest(self, suggestions: Mapping[str, Suggestions]) -> None:
        """Offer these where a field takes suggestions."""
        self._loading = True
        self.member.suggest(suggestions)
        self._loading = False

    def show_problem(self, sentence: str) -> None:
        """Say under the birthday what is wrong with it."""
        self.member.show_error("birthday", sentence)

    def _typed(self) -> None:
        if not self._loading:
            self.member_changed.emit(self.member.typed())

    def relabel(self, words: Words) -> None:
        """Say everything in this language; examples and programmes come anew from the desk."""
        self._examples_title.setText(words("rehearsal.examples"))
        self._member_title.setText(words("rehearsal.member"))
        self._sources_title.setText(words("rehearsal.sources"))
        self.member.relabel(words)
