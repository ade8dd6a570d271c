"""The rehearsal: a little story of sales played by the rules alone, each sale with what it came to and why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.picking import Suggestions
from ui.programmes.files import ProgrammeFiles
from ui.programmes.rehearsal_cast import Cast
from ui.programmes.rehearsal_facts import SaleFacts, SourceGroup, StoryAnswer, StoryFacts
from ui.programmes.rehearsal_sale import SaleCard, add_part, clear
from ui.widgets.buttons import Button, IconButton
from ui.widgets.text import label

_CAST_WIDTH = 320
# A form that was just opened is laid out by then.
_LAID_OUT_MS = 30


class Rehearsal(QWidget):
    """The page. Passive: `show_*` draws, signals are wishes.

    `sale_changed(id, values)`, `sale_moved(id, by)`, `sale_removed(id)` and `offer_used(id, offer, used)` name the
    sale; `export_wished(path)` and `import_wished(path)` come once a file was chosen. `cast` is the part at the left.
    """

    sale_changed = Signal(str, dict)
    sale_added = Signal()
    sale_moved = Signal(str, int)
    sale_removed = Signal(str)
    offer_used = Signal(str, str, bool)
    export_wished = Signal(str)
    import_wished = Signal(str)
    left = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._answer: StoryAnswer | None = None
        self._suggestions: Mapping[str, Suggestions] = {}
        self.cast = Cast(words)
        self.cards: dict[str, SaleCard] = {}
        self.add = Button("", "", "plus")
        self.import_button = Button("", "quiet", "upload")
        self.export_button = Button("", "quiet", "download")
        self.close_button = IconButton("x", "")
        self._title = label(role="heading")
        self._lead = label(role="second", wrap=True)
        self._files = ProgrammeFiles(self)
        self._sales = QVBoxLayout()
        self._end = QFrame()
        self._end_title = label(role="section")
        self.paid = label(role="strong", wrap=True)
        self.cost = label(role="strong", wrap=True)
        self._end_parts = QVBoxLayout()
        self._lay_out()
        self._join()
        self.relabel(words)

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP)
        side = _card(whole, 0)
        side.parentWidget().setFixedWidth(_CAST_WIDTH)
        side.addWidget(_scrolling(self.cast))
        column = _card(whole, 1)
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 12, 0)
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        for button in (self.import_button, self.export_button, self.close_button):
            head.addWidget(button)
        lead = QHBoxLayout()
        lead.setContentsMargins(20, 0, 20, 8)
        lead.addWidget(self._lead)
        column.addLayout(head)
        column.addLayout(lead)
        self.scroll = _scrolling(self._story())
        column.addWidget(self.scroll, 1)

    def _story(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 4, 20, 18)
        column.setSpacing(10)
        self._sales.setSpacing(10)
        column.addLayout(self._sales)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        column.addLayout(foot)
        self._end.setProperty("role", "panel")
        end = QVBoxLayout(self._end)
        end.setContentsMargins(16, 12, 16, 14)
        end.setSpacing(6)
        for part in (self._end_title, self.paid, self.cost):
            end.addWidget(part)
        self._end_parts.setSpacing(3)
        end.addLayout(self._end_parts)
        column.addWidget(self._end)
        column.addStretch(1)
        return inside

    def _join(self) -> None:
        self.add.clicked.connect(self.sale_added)
        self.close_button.clicked.connect(self.left)
        self.import_button.clicked.connect(lambda: self._files.open(self._words))
        name = "rehearsal.file_name"
        self.export_button.clicked.connect(lambda: self._files.save(self._words, "", self._words(name)))
        self._files.import_wished.connect(self.import_wished)
        self._files.export_wished.connect(lambda path, _: self.export_wished.emit(path))
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def show_story(self, facts: StoryFacts) -> None:
        """Show the story as typed; a sale that is there already keeps its form."""
        self.cast.show_examples(facts.examples)
        self.cast.show_member(facts.member)
        wanted = [each.sale_id for each in facts.sales]
        for sale_id in [each for each in self.cards if each not in wanted]:
            gone = self.cards.pop(sale_id)
            self._sales.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, sale in enumerate(facts.sales):
            card = self.cards.get(sale.sale_id) or self._made(sale)
            self._sales.insertWidget(place, card)
            card.show_sale(sale)
            card.show_number(place + 1, len(wanted))
        self.cards = {each: self.cards[each] for each in wanted}
        self.export_button.setEnabled(bool(wanted))

    def _made(self, facts: SaleFacts) -> SaleCard:
        card, sale_id = SaleCard(facts, self._words), facts.sale_id
        card.suggest(self._suggestions)
        reveal = partial(QTimer.singleShot, _LAID_OUT_MS, card, lambda: self._reveal(card))
        card.edit.toggled.connect(lambda opened: reveal() if opened else None)
        card.changed.connect(lambda values: self.sale_changed.emit(sale_id, values))
        card.moved.connect(lambda by: self.sale_moved.emit(sale_id, by))
        card.removed.connect(lambda: self.sale_removed.emit(sale_id))
        card.offer_used.connect(lambda offer, used: self.offer_used.emit(sale_id, offer, used))
        self.cards[sale_id] = card
        return card

    def open_last(self) -> None:
        """Open the last sale's form: it was just added."""
        if self.cards:
            list(self.cards.values())[-1].open_form()

    def _reveal(self, card: SaleCard) -> None:
        """Bring a card whose form was opened to the top."""
        bar = self.scroll.verticalScrollBar()
        place = card.mapTo(self.scroll.widget(), card.rect().topLeft())
        bar.setValue(place.y())

    def show_sources(self, groups: tuple[SourceGroup, ...]) -> None:
        """Show which programmes can play, and which do."""
        self.cast.show_sources(groups)

    def show_answer(self, answer: StoryAnswer) -> None:
        """Show what the story came to."""
        self._answer = answer
        self.cast.show_problem(answer.member_problem)
        for sale_id, said in answer.sales.items():
            if sale_id in self.cards:
                self.cards[sale_id].show_answer(said)
        for part, text in ((self.paid, answer.paid), (self.cost, answer.cost)):
            part.setText(text)
            part.setVisible(bool(text))
        clear(self._end_parts)
        for part in answer.end:
            add_part(self._end_parts, part)
        self._end.setVisible(bool(answer.paid))

    def suggest(self, suggestions: Mapping[str, Suggestions]) -> None:
        """Offer these where a field takes suggestions; the same ones again disturb nobody who types."""
        if suggestions == self._suggestions:
            return
        self._suggestions = suggestions
        self.cast.suggest(suggestions)
        for card in self.cards.values():
            card.suggest(suggestions)

    def is_in_front(self) -> bool:
        """Whether the programmes' screen shows this page."""
        return not self.isHidden()

    def focus_first(self) -> None:
        """Go to the first example."""
        first = next(iter(self.cast.examples.values()), self.add)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def relabel(self, words: Words) -> None:
        """Say everything in this language; story and answers come anew from the desk."""
        self._words = words
        self._title.setText(words("rehearsal.title"))
        self._lead.setText(words("rehearsal.lead"))
        self._end_title.setText(words("rehearsal.end"))
        self.add.setText(words("rehearsal.add"))
        self.import_button.setText(words("rehearsal.import"))
        self.export_button.setText(words("rehearsal.export"))
        self.close_button.rename(words("common.close"))
        self.scroll.setAccessibleName(words("rehearsal.title"))
        self.cast.relabel(words)
        for place, card in enumerate(self.cards.values(), start=1):
            card.relabel(words)
            card.show_number(place, len(self.cards))


def _card(row: QHBoxLayout, stretch: int) -> QVBoxLayout:
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    row.addWidget(frame, stretch)
    return column


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
