"""Beside the form, live: what the draft says of itself, and an example sale by all programmes with the draft in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.rehearsal import EXAMPLE_FIELDS
from loyalty.words import Words
from ui.forms import FieldsForm
from ui.programmes.facts import ExampleFacts, ExamplePart, PreviewFacts, Suggested
from ui.programmes.toggles import Toggles
from ui.widgets.text import label, rule

_LOOKS = {"": "", "strong": "strong", "hint": "hint", "minus": "minus"}


class Preview(QFrame):
    """`example_changed` carries the values of EXAMPLE_FIELDS, and ids in "rewards" (offers that are used), "declined"
    (offers that are not used although they would be) and "plans" (what is bought for later).
    """

    example_changed = Signal(dict)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self.example = FieldsForm(EXAMPLE_FIELDS, words, live=True, dense=True, helps=False)
        self.sentence = label(wrap=True)
        self.give_back = label(role="second", wrap=True)
        self.problem = label(role="hint", wrap=True)
        self.to_pay = label(role="value")
        self.offers = Toggles("gift")
        self.plans = Toggles("wallet")
        self._title = label(role="section")
        self._example_title = label(role="section")
        self._answer = QVBoxLayout()
        self._answer.setSpacing(4)
        self._parts = QWidget()
        self._lay_out()
        for part in (self.example, self.offers, self.plans):
            part.changed.connect(self._changed)
        self.relabel(words)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 14, 20, 18)
        column.setSpacing(10)
        for part in (self._title, self.sentence, self.give_back, self.problem):
            column.addWidget(part)
        column.addWidget(rule())
        column.addWidget(self._example_title)
        column.addWidget(self.example)
        column.addWidget(rule())
        column.addWidget(self.to_pay)
        column.addWidget(self.offers)
        column.addWidget(self.plans)
        column.addLayout(self._answer)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(scroll)

    def suggest(self, suggested: Suggested) -> None:
        """Offer these products."""
        self.example.suggest(suggested.by_name)

    def values(self) -> dict[str, object]:
        """The example as typed and chosen."""
        rewards, declined, plans = self.offers.chosen, self.offers.declined, self.plans.chosen
        chosen = {"rewards": rewards, "declined": declined, "plans": plans}
        return {**self.example.typed(), **{name: tuple(sorted(ids)) for name, ids in chosen.items()}}

    def begin(self) -> None:
        """Another draft: no reward is used yet and nothing bought; the typed example stays."""
        for part in (self.offers, self.plans):
            part.begin()

    def show_preview(self, facts: PreviewFacts) -> None:
        """Show what the draft says of itself."""
        for part, text in (
            (self.sentence, facts.sentence),
            (self.give_back, facts.give_back),
            (self.problem, facts.problem),
        ):
            part.setText(text)
            part.setVisible(bool(text))

    def show_example(self, facts: ExampleFacts) -> None:
        """Show what the example sale would be."""
        self.to_pay.setText(facts.to_pay)
        self.to_pay.setVisible(bool(facts.to_pay))
        self.offers.show_choices(facts.offers)
        self.plans.show_choices(facts.plans)
        parts = QWidget()
        column = QVBoxLayout(parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in facts.parts:
            self._add_part(column, part)
        self._answer.removeWidget(self._parts)
        self._parts.hide()
        self._parts.deleteLater()
        self._parts = parts
        self._answer.addWidget(parts)

    def _add_part(self, column: QVBoxLayout, part: ExamplePart) -> None:
        if part.title:
            column.addSpacing(6)
            column.addWidget(label(part.title, "small"))
        for line in part.lines:
            column.addWidget(label(line.text, _LOOKS[line.look], wrap=True))

    def _changed(self) -> None:
        self.example_changed.emit(self.values())

    def relabel(self, words: Words) -> None:
        """Say everything in this language; the answers come anew from the desk."""
        self._words = words
        self._title.setText(words("programmes_screen.preview_title"))
        self._example_title.setText(words("programmes_screen.example_title"))
        self.offers.set_title(words("programmes_screen.example_offers"))
        self.plans.set_title(words("programmes_screen.example_plans"))
        self.example.relabel(words)
