"""One sale of a rehearsed story: what it came to at a glance, and its form when it is opened."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from loyalty.story import SALE_FIELDS
from loyalty.words import Words
from ui.forms import FieldsForm
from ui.picking import Suggestions
from ui.programmes.facts import ExampleLine, ExamplePart, OfferChoice
from ui.programmes.rehearsal_facts import SaleAnswer, SaleFacts
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.text import ElidedLabel, label

LOOKS = {"": "", "strong": "strong", "hint": "hint", "minus": "minus", "plus": "plus"}


class SaleCard(QFrame):
    """`changed(values)` when something was typed, `moved(by)`, `removed`, `offer_used(offer, used)`."""

    changed = Signal(dict)
    moved = Signal(int)
    removed = Signal()
    offer_used = Signal(str, bool)

    def __init__(self, facts: SaleFacts, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._words = words
        self._values = facts.values
        self._suggestions: Mapping[str, Suggestions] = {}
        self._answer: SaleAnswer | None = None
        self.form: FieldsForm | None = None
        self.offers: dict[str, Button] = {}
        self.edit = IconButton("pencil", "")
        self.up = IconButton("arrow-up", "")
        self.down = IconButton("arrow-down", "")
        self.remove = IconButton("x", "")
        self.waiting = Button("", "fold", "chevron-down")
        self._number = label(role="strong")
        self._title = ElidedLabel(role="second")
        self._to_pay = label(role="strong")
        self._problem = label(role="refusal", wrap=True)
        self._sums = label(role="small", wrap=True)
        self._chips = QWidget()
        self._chips_flow = FlowLayout(self._chips, gap=6)
        self._offers_title = label(role="small")
        self._offers = QWidget()
        self._flow = FlowLayout(self._offers, gap=6)
        self._parts = QVBoxLayout()
        self._waiting_lines = QWidget()
        self._lay_out()
        self._join()
        self.relabel(words)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._number)
        head.addWidget(self._title, 1)
        head.addWidget(self._to_pay)
        head.addSpacing(6)
        tools = QHBoxLayout()
        tools.setSpacing(0)
        for tool in (self.edit, self.up, self.down, self.remove):
            tools.addWidget(tool)
        head.addLayout(tools)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 6, 8, 12)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        self._column.addWidget(self._chips)
        self._form_place = QVBoxLayout()
        self._form_place.setContentsMargins(0, 0, 8, 6)
        self._column.addLayout(self._form_place)
        self._parts.setSpacing(3)
        self._column.addWidget(self._problem)
        self._column.addWidget(self._sums)
        self._column.addLayout(self._parts)
        self._column.addWidget(self._offers_title)
        self._column.addWidget(self._offers)
        self._column.addWidget(self.waiting)
        self._column.addWidget(self._waiting_lines)
        for part in (
            self._chips,
            self._problem,
            self._sums,
            self._offers_title,
            self._offers,
            self.waiting,
            self._waiting_lines,
        ):
            part.hide()

    def _join(self) -> None:
        self.edit.setCheckable(True)
        self.waiting.setCheckable(True)
        self.edit.toggled.connect(self._open)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.remove.clicked.connect(self.removed)
        self.waiting.toggled.connect(self._waiting_lines.setVisible)

    def open_form(self) -> None:
        """Open the form and go to its first field."""
        self.edit.setChecked(True)
        if self.form is not None:
            self.form.focus_first()

    def show_number(self, number: int, count: int) -> None:
        """Show which of how many sales this is."""
        self._number.setText(self._words("rehearsal.sale", number=number))
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)
        for tool, key in ((self.edit, "edit"), (self.up, "earlier"), (self.down, "later_one"), (self.remove, "remove")):
            tool.rename(self._words(f"rehearsal.{key}", number=number))

    def show_sale(self, facts: SaleFacts) -> None:
        """Show what the sale is, unless that is what was typed here."""
        if facts.values != self._values:
            self._values = facts.values
            if self.form is not None:
                self.form.set_values(facts.values)

    def suggest(self, suggestions: Mapping[str, Suggestions]) -> None:
        """Offer these in the form."""
        self._suggestions = suggestions
        if self.form is not None:
            self.form.suggest(suggestions)

    def show_answer(self, answer: SaleAnswer) -> None:
        """Show what the sale came to."""
        if answer == self._answer:
            return
        self._answer = answer
        for part, text in (
            (self._title, answer.title),
            (self._to_pay, answer.to_pay),
            (self._problem, answer.problem),
            (self._sums, answer.sums),
        ):
            part.setText(text)
            part.setVisible(bool(text))
        self._chips_flow.clear()
        for chip in answer.chips:
            self._chips_flow.addWidget(Chip(chip))
        self._chips.setVisible(bool(answer.chips))
        self._chips.updateGeometry()
        clear(self._parts)
        for part in answer.parts:
            add_part(self._parts, part)
        self._show_offers(answer.offers)
        self._show_waiting(answer)

    def chips(self) -> list[Chip]:
        """The chips under the title."""
        return self.findChildren(Chip)

    def _show_offers(self, offers: tuple[OfferChoice, ...]) -> None:
        focused = next((name for name, button in self.offers.items() if button.hasFocus()), "")
        self._flow.clear()
        self.offers = {}
        for offer in offers:
            button = Button(offer.title, "filter", "gift")
            button.setCheckable(True)
            button.setChecked(offer.chosen)
            button.clicked.connect(lambda on=False, name=offer.offer_id: self.offer_used.emit(name, on))
            self._flow.addWidget(button)
            self.offers[offer.offer_id] = button
        for part in (self._offers, self._offers_title):
            part.setVisible(bool(offers))
        self._offers.updateGeometry()
        if focused in self.offers:
            # What is not shown yet takes no focus.
            self.offers[focused].show()
            self.offers[focused].setFocus()

    def _show_waiting(self, answer: SaleAnswer) -> None:
        self.waiting.setText(answer.waiting_title)
        self.waiting.setVisible(bool(answer.waiting))
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for line in answer.waiting:
            column.addWidget(label(line.text, LOOKS[line.look], wrap=True))
        self._column.replaceWidget(self._waiting_lines, lines)
        self.waiting.toggled.disconnect(self._waiting_lines.setVisible)
        self._waiting_lines.hide()
        self._waiting_lines.deleteLater()
        self._waiting_lines = lines
        self.waiting.toggled.connect(lines.setVisible)
        lines.setVisible(bool(answer.waiting) and self.waiting.isChecked())

    def _open(self, opened: bool) -> None:
        if opened and self.form is None:
            self.form = FieldsForm(SALE_FIELDS, self._words, live=True, dense=True, helps=False)
            self.form.suggest(self._suggestions)
            self.form.set_values(self._values)
            self._form_place.addWidget(self.form)
            self.form.changed.connect(self._typed)
        if self.form is not None:
            self.form.setVisible(opened)

    def _typed(self) -> None:
        if self.form is not None and self.form.typed() != self._values:
            self._values = self.form.typed()
            self.changed.emit(dict(self._values))

    def relabel(self, words: Words) -> None:
        """Say everything in this language; the answer comes anew from the desk."""
        self._words = words
        self._offers_title.setText(words("rehearsal.offers"))
        if self.form is not None:
            self.form.relabel(words)


def add_part(column: QVBoxLayout, part: ExamplePart) -> None:
    """A heading with its lines."""
    if part.title:
        column.addWidget(label(part.title, "small"))
    for line in part.lines:
        _add_line(column, line)


def _add_line(column: QVBoxLayout, line: ExampleLine) -> None:
    column.addWidget(label(line.text, LOOKS[line.look], wrap=True))


def clear(layout: QHBoxLayout | QVBoxLayout) -> None:
    """Take every widget out of a layout."""
    while layout.count():
        part = layout.takeAt(0).widget()
        part.hide()
        part.deleteLater()
