"""Beside the form, live: what the draft says of itself, and an example sale by all programmes with the draft in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.rehearsal import EXAMPLE_FIELDS
from loyalty.words import Words
from ui.forms import FieldsForm
from ui.programmes.facts import ExampleFacts, ExamplePart, PreviewFacts, Suggested
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label, rule

_LOOKS = {"": "", "strong": "strong", "hint": "hint", "minus": "minus"}


class Preview(QFrame):
    """`example_changed` carries the values of EXAMPLE_FIELDS with "rewards", the ids of the offers that are used."""

    example_changed = Signal(dict)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self._used: set[str] = set()
        self.example = FieldsForm(EXAMPLE_FIELDS, words, live=True, dense=True, helps=False)
        self.sentence = label(wrap=True)
        self.give_back = label(role="second", wrap=True)
        self.problem = label(role="hint", wrap=True)
        self.to_pay = label(role="value")
        self.offers: dict[str, Button] = {}
        self._title = label(role="section")
        self._example_title = label(role="section")
        self._offers_title = label(role="small")
        self._offers = QWidget()
        self._offers_flow = FlowLayout(self._offers, gap=6)
        self._answer = QVBoxLayout()
        self._answer.setSpacing(4)
        self._parts = QWidget()
        self._lay_out()
        self.example.changed.connect(self._changed)
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
        column.addWidget(self._offers_title)
        column.addWidget(self._offers)
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
        """The example as typed, and the offers that are used."""
        return {**self.example.typed(), "rewards": tuple(sorted(self._used))}

    def begin(self) -> None:
        """Another draft: no reward is used yet; the typed example stays."""
        self._used.clear()

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
        self._show_offers(facts)
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

    def _show_offers(self, facts: ExampleFacts) -> None:
        focused = next((name for name, button in self.offers.items() if button.hasFocus()), "")
        self._offers_flow.clear()
        self.offers = {}
        self._used &= {offer.offer_id for offer in facts.offers}
        for offer in facts.offers:
            button = Button(offer.title, "filter", "gift")
            button.setCheckable(True)
            button.setChecked(offer.chosen)
            button.clicked.connect(lambda on=False, name=offer.offer_id: self._use(name, on))
            self._offers_flow.addWidget(button)
            self.offers[offer.offer_id] = button
        for part in (self._offers, self._offers_title):
            part.setVisible(bool(facts.offers))
        self._offers.updateGeometry()
        if focused in self.offers:
            self.offers[focused].setFocus()

    def _add_part(self, column: QVBoxLayout, part: ExamplePart) -> None:
        if part.title:
            column.addSpacing(6)
            column.addWidget(label(part.title, "small"))
        for line in part.lines:
            column.addWidget(label(line.text, _LOOKS[line.look], wrap=True))

    def _use(self, offer_id: str, used: bool) -> None:
        (self._used.add if used else self._used.discard)(offer_id)
        self._changed()

    def _changed(self) -> None:
        self.example_changed.emit(self.values())

    def relabel(self, words: Words) -> None:
        """Say everything in this language; the answers come anew from the desk."""
        self._words = words
        self._title.setText(words("programmes_screen.preview_title"))
        self._example_title.setText(words("programmes_screen.example_title"))
        self._offers_title.setText(words("programmes_screen.example_offers"))
        self.example.relabel(words)
