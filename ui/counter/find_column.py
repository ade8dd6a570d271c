"""The left column: one box finds people; below it who was found, who was here just now, and a new member."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.counter.facts import JoinFacts, MatchRow, ParkedChip, RecentChip
from ui.counter.match_list import MatchList
from ui.counter.member_parts import EmptyCounter
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow import FlowLayout
from ui.widgets.resting import resting
from ui.widgets.search_box import SearchBox
from ui.widgets.text import ElidedLabel, label


class PillRow(QWidget):
    """A heading and pills under it; hidden while there are none."""

    pressed = Signal(object)

    def __init__(self, icon: str = "") -> None:
        super().__init__()
        self._icon = icon
        self._shown: tuple[tuple[object, str], ...] = ()
        self._title = label(role="hint")
        self._place = QWidget()
        self._flow = FlowLayout(self._place, gap=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._place)
        self.hide()

    def set_title(self, text: str) -> None:
        """Say the heading."""
        self._title.setText(text)

    def show_pills(self, pills: Sequence[tuple[object, str]]) -> None:
        """Show one pill for each (value, word)."""
        self.setVisible(bool(pills))
        if tuple(pills) == self._shown:
            return
        self._shown = tuple(pills)
        self._flow.clear()
        for value, word in pills:
            button = Button(word, "pill", self._icon)
            button.clicked.connect(lambda _=False, value=value: self.pressed.emit(value))
            self._flow.addWidget(button)
            button.show()
        self._place.updateGeometry()


class JoinCard(QFrame):
    """What to do with a phone that nobody has: one press makes the new member."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._title = label(role="strong", wrap=True)
        self._typed = ElidedLabel(role="heading")
        self._sentence = label(role="hint", wrap=True)
        self.button = Button("", "primary", "user-plus")
        self.button.clicked.connect(self.pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        for part in (self._title, self._typed, self._sentence, self.button):
            column.addWidget(part)

    def show_join(self, facts: JoinFacts, words: Words) -> None:
        """Show whom it would make."""
        self._title.setText(facts.title)
        self._typed.setText(facts.typed)
        self._sentence.setText(facts.sentence)
        self._sentence.setVisible(bool(facts.sentence))
        self.button.setText(words("counter.join_now"))


class FindColumn(QFrame):
    """Finds, joins, takes up again. While narrow its search box stands in the top bar."""

    search_changed = Signal(str)
    search_submitted = Signal(str)
    match_chosen = Signal(object)
    join_wished = Signal(str)
    bearer_card_wished = Signal()
    recent_wished = Signal(object)
    unpark_wished = Signal(str)
    undo_wished = Signal()
    print_again_wished = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self._query = ""
        self._recents = False
        self._join: JoinFacts | None = None
        self.search = SearchBox("F1")
        self.matches = MatchList()
        self.undo_button = Button("", "quiet", "undo-2")
        self.again_button = Button("", "quiet", "printer")
        self.drawer_button = IconButton("lock-open", "")
        self.join_button = Button("", "", "user-plus")
        self.bearer_button = IconButton("id-card", "")
        self._count = ElidedLabel(role="hint")
        self._hint = label(role="hint")
        self._join_card = JoinCard()
        self._empty_title = label(role="strong", wrap=True)
        self._empty_text = label(role="hint", wrap=True)
        self._welcome = EmptyCounter()
        self._narrow = False
        self.parked = PillRow("pause")
        self.recent = PillRow()
        self._search_place = QWidget()
        self._search_row = QVBoxLayout(self._search_place)
        self._search_row.setContentsMargins(12, 0, 12, 0)
        self._search_row.addWidget(self.search)
        self._column = QVBoxLayout(self)
        self._build()
        self._connect()
        self.relabel(words)
        self._show_empty()

    def show_matches(self, rows: Sequence[MatchRow], count_text: str, query: str) -> None:
        """Show who was found for `query`."""
        self._query = query
        self.matches.show_rows(rows)
        self._count.setText(count_text)
        self._show_empty()

    def show_join(self, facts: JoinFacts | None) -> None:
        """Offer to make a new member, or take the offer away."""
        self._join = facts
        self._join_card.setVisible(facts is not None)
        if facts is not None:
            self._join_card.show_join(facts, self._words)
        self._show_empty()

    def show_parked(self, chips: Sequence[ParkedChip]) -> None:
        """Show the parked sales."""
        self.parked.show_pills([(chip.id, chip.label) for chip in chips])

    def show_recent(self, chips: Sequence[RecentChip]) -> None:
        """Show who was here just now; hidden while somebody is found, who matters more."""
        self._recents = bool(chips)
        self.recent.show_pills([(chip.member_id, chip.label) for chip in chips])
        self._show_empty()

    def clear(self) -> None:
        """Empty the box and the list, silently."""
        self.search.set_text_quietly("")
        self.show_join(None)
        self.show_matches((), "", "")

    def take_search(self) -> SearchBox:
        """Give the search box away (to the top bar); `put_search_back` fetches it again."""
        self._search_row.removeWidget(self.search)
        self._search_place.hide()
        self._narrow = True
        self._show_empty()
        return self.search

    def put_search_back(self) -> None:
        """Put the search box back to the top of the column."""
        self.search.setMinimumWidth(0)
        self.search.setMaximumWidth(16777215)
        self._search_row.addWidget(self.search)
        self._search_place.show()
        self.search.show()
        self._narrow = False
        self._show_empty()

    def relabel(self, words: Words) -> None:
        """Say everything in another language."""
        self._words = words
        self.search.relabel(words("counter.find_hint"), words("counter.find"), words("common.clear"))
        self._hint.setText(words("counter.choose_hint"))
        self._welcome.relabel(words)
        self.parked.set_title(words("counter.parked"))
        self.recent.set_title(words("counter.recent"))
        self.join_button.setText(words("counter.join"))
        self.bearer_button.rename(words("counter.bearer_card"))
        self.undo_button.setText(words("counter.undo"))
        self.undo_button.setToolTip(words("counter.undo_tip"))
        self.again_button.setText(words("counter.print_again"))
        self.again_button.setToolTip(words("counter.print_again_tip"))
        self.drawer_button.rename(words("desk.open_drawer"))
        self.matches.setAccessibleName(words("counter.find"))
        if self._join is not None:
            self._join_card.show_join(self._join, words)
        self._show_empty()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.addWidget(self._count, 1)
        head.addWidget(self._hint)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 0, 12, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self.join_button, 1)
        buttons.addWidget(self.bearer_button)
        buttons.addWidget(self.drawer_button)
        self.drawer_button.hide()
        self._column.setContentsMargins(1, 12, 1, 12)
        self._column.setSpacing(8)
        self._column.addWidget(self._search_place)
        self._column.addLayout(head)
        self._column.addWidget(self._build_middle(), 1)
        self._column.addWidget(self.parked)
        self._column.addWidget(self.recent)
        self._column.addLayout(self._build_last())
        self._column.addLayout(buttons)

    def _build_last(self) -> QHBoxLayout:
        """What can be done about the last operation, for those who have no keyboard."""
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.undo_button, 1)
        row.addWidget(self.again_button, 1)
        return row

    def _build_middle(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(16, 12, 16, 0)
        column.addWidget(self._join_card)
        column.addWidget(self._empty_title)
        column.addWidget(self._empty_text)
        column.addStretch(1)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self.matches)
        self._stack.addWidget(empty)
        self._stack.addWidget(self._welcome)
        return middle

    def _connect(self) -> None:
        self.search.changed.connect(self.search_changed)
        self.search.submitted.connect(self._on_submitted)
        self.search.moved.connect(self.matches.move_by)
        self.matches.taken.connect(self.match_chosen)
        self.join_button.clicked.connect(lambda: self.join_wished.emit(self.search.text()))
        self._join_card.pressed.connect(lambda: self.join_wished.emit(self.search.text()))
        self.bearer_button.clicked.connect(self.bearer_card_wished)
        self.undo_button.clicked.connect(self.undo_wished)
        self.again_button.clicked.connect(self.print_again_wished)
        self.recent.pressed.connect(self.recent_wished)
        self.parked.pressed.connect(lambda name: self.unpark_wished.emit(str(name)))

    def _on_submitted(self, text: str) -> None:
        """Enter takes the chosen row when the rows answer what is typed; otherwise the desk decides."""
        row = self.matches.current()
        if row is not None and text and text == self._query:
            self.match_chosen.emit(row.member_id)
        else:
            self.search_submitted.emit(text)

    def _show_empty(self) -> None:
        with resting(self._column):
            self._show_parts()

    def _show_parts(self) -> None:
        has_rows = self.matches.count() > 0
        if not has_rows:
            self._fill_empty()
        self._hint.setVisible(has_rows)
        self.recent.setVisible(self._recents and not has_rows)
        welcomes = self._narrow and not self._query and self._join is None
        self._stack.setCurrentIndex(0 if has_rows else 2 if welcomes else 1)

    def _fill_empty(self) -> None:
        asked = bool(self._query)
        self._join_card.setVisible(self._join is not None)
        self._empty_title.setVisible(asked and self._join is None)
        self._empty_title.setText(self._words("counter.nobody_found", query=self._query))
        self._empty_text.setVisible(self._join is None)
        self._empty_text.setText(self._words("counter.nobody_hint" if asked else "counter.find_empty"))
