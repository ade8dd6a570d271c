"""The middle column: who is at the counter, what they have, what they like, and their last visits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.counter.actions_panel import ActionsPanel
from ui.counter.facts import ActionFacts, ChipFacts, HandCardFacts, MemberPanelFacts, StampCardFacts, TileFacts
from ui.counter.hand_card_panel import HandCardPanel
from ui.counter.member_parts import Banner, EmptyCounter, HistoryList, StampCardBlock
from ui.widgets.avatar import Avatar
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.text import ElidedLabel, label, rule, set_role
from ui.widgets.tile import Tile

_TILE_COLUMNS = 3
_LARGE_NAME = 5


class MemberHead(QWidget):
    """Avatar, name, chips, one line about them, and what can be done with a member.

    The chips stand beside the name, or before the line below it where the name would be shortened.
    """

    def __init__(self) -> None:
        super().__init__()
        self.avatar = Avatar(56)
        self.name = ElidedLabel(role="title", least_width=80)
        self._subtitle = ElidedLabel(role="second")
        self._chips_row = QWidget()
        self._chips = QHBoxLayout(self._chips_row)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(6)
        self._shown_chips: tuple[object, ...] = ()
        self.more_button = IconButton("ellipsis", "")
        self.card_button = IconButton("id-card", "")
        self.edit_button = IconButton("pencil", "")
        self.clear_button = IconButton("x", "")
        self._buttons = (self.more_button, self.card_button, self.edit_button, self.clear_button)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        for line in (self._first, self._second):
            line.setSpacing(8)
        self._first.addWidget(self.name)
        self._first.addWidget(self._chips_row)
        self._first.addStretch(1)
        for button in self._buttons:
            self._first.addWidget(button)
        self._second.addWidget(self._subtitle, 1)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addLayout(self._first)
        lines.addLayout(self._second)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.avatar)
        row.addSpacing(6)
        row.addLayout(lines, 1)

    def show_member(self, facts: MemberPanelFacts) -> None:
        """Show who it is."""
        self.avatar.show_person(facts.initial, facts.member_id)
        set_role(self.name, "title" if len(facts.name) <= _LARGE_NAME else "heading")
        self.name.setText(facts.name)
        self._subtitle.setText(facts.subtitle)
        self._show_chips(facts.chips)
        self._place_chips()

    def _show_chips(self, chips: tuple[ChipFacts, ...]) -> None:
        if chips == self._shown_chips:
            return
        self._shown_chips = chips
        while self._chips.count():
            item = self._chips.takeAt(0)
            if item is not None and item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for chip in chips:
            self._chips.addWidget(Chip(chip, 30))

    def _place_chips(self) -> None:
        """Beside the name where both have their room."""
        self._chips_row.setVisible(bool(self._shown_chips))
        line = self._second
        if self._shown_chips and self._name_needs() + self._chips.sizeHint().width() <= self._room():
            line = self._first
        if line.indexOf(self._chips_row) < 0:
            for other in (self._first, self._second):
                other.removeWidget(self._chips_row)
            line.insertWidget(1 if line is self._first else 0, self._chips_row)

    def _name_needs(self) -> int:
        return self.name.fontMetrics().horizontalAdvance(self.name.full_text()) + 4

    def _room(self) -> int:
        """What the avatar and the buttons leave, without the gaps."""
        taken = self.avatar.width() + 14 + sum(button.sizeHint().width() + 8 for button in self._buttons)
        return self.width() - taken - 24

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chips may have another place in another width."""
        super().resizeEvent(event)
        self._place_chips()


class ChipFlow(QWidget):
    """Chips, line after line; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, gap=6)
        self._shown: tuple[ChipFacts, ...] = ()

    def show_chips(self, chips: tuple[ChipFacts, ...]) -> None:
        """Show these; nothing is built again while they are the same."""
        self.setVisible(bool(chips))
        if chips == self._shown:
            return
        self._shown = chips
        self._flow.clear()
        for facts in chips:
            chip = Chip(facts, 28)
            self._flow.addWidget(chip)
            chip.show()
        self.updateGeometry()

    def texts(self) -> tuple[str, ...]:
        """What the chips say."""
        return tuple(chip.text for chip in self._shown)


class MemberColumn(QFrame):
    """Shows one member, or what to do while there is none."""

    card_wished = Signal()
    edit_wished = Signal()
    cleared = Signal()
    history_wished = Signal()
    banner_wished = Signal(str)
    actions_wished = Signal()
    asking_changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self._facts: MemberPanelFacts | None = None
        self.head = MemberHead()
        self.banner = Banner()
        self.empty = EmptyCounter()
        self.tags, self.notices = ChipFlow(), ChipFlow()
        self._note = label(role="second", wrap=True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(14)
        self.card_blocks: list[StampCardBlock] = []
        self._tiles = QGridLayout()
        self._tiles.setSpacing(10)
        self.tiles: list[Tile] = []
        self._history_title = label(role="small")
        self.history_button = Button("", "link")
        self.history = HistoryList()
        self.action_panel = ActionsPanel()
        self.hand_card = HandCardPanel()
        self.is_asking = False
        self._action: ActionFacts | None = None
        self._build()
        self._connect()
        self.relabel(words)
        self.show_member(None)

    def show_member(self, facts: MemberPanelFacts | None) -> None:
        """Show the member, or the empty counter."""
        self._facts = facts
        self._show_page()
        if facts is None:
            return
        self.head.show_member(facts)
        self.banner.show_banner(facts.banner)
        self._show_cards(facts.cards)
        self._show_tiles(facts.tiles)
        self.tags.show_chips(facts.tags)
        self.notices.show_chips(facts.notices)
        self._note.setText(facts.note)
        self._note.setVisible(bool(facts.note))
        self._show_history(facts)

    def show_action(self, facts: ActionFacts | None) -> None:
        """Show what is done by hand in the place of the balances, or the balances again."""
        self._action = facts
        if facts is not None:
            self.action_panel.show_action(facts, self._words)
        self._body.setCurrentIndex(0 if facts is None else 1)

    def show_hand_card(self, facts: HandCardFacts | None) -> None:
        """Ask about a paper card in the place of everything else here, or go back to that."""
        self.is_asking = facts is not None
        if facts is not None:
            self.hand_card.show_card(facts, self._words)
        else:
            self.hand_card.forget()
        self._show_page()
        self.asking_changed.emit()

    def take_typed(self, text: str) -> bool:
        """Digits, signs and erasing that no field takes, of keys or keypad: true when something here asks for a number.
        Nobody means the sale's amount then.
        """
        if self.is_asking and self.hand_card.has_keys and text not in ("+", "-"):
            self.hand_card.take_typed(text)
            return True
        action = self._action
        if not self.is_asking and action is not None and (action.has_amount or action.has_search):
            self.action_panel.take_typed(text)
            return True
        return False

    def _show_page(self) -> None:
        self._stack.setCurrentIndex(2 if self.is_asking else 0 if self._facts is None else 1)

    def relabel(self, words: Words) -> None:
        """Say everything in another language."""
        self._words = words
        self.empty.relabel(words)
        self.head.more_button.rename(words("benefits.actions"))
        self.head.card_button.rename(words("counter.card"))
        self.head.edit_button.rename(words("counter.edit_member"))
        self.head.clear_button.rename(words("counter.clear_member"))
        self._history_title.setText(words("counter.history"))
        if self._facts is not None:
            self._show_history(self._facts)

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        body = QVBoxLayout(inner)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        body.addWidget(self.banner)
        body.addWidget(self.notices)
        body.addLayout(self._cards)
        body.addLayout(self._tiles)
        body.addWidget(self.tags)
        body.addWidget(self._note)
        body.addStretch(1)
        body.addLayout(self._build_history(), 100)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        member = QWidget()
        column = QVBoxLayout(member)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        below = QWidget()
        self._body = QStackedLayout(below)
        self._body.addWidget(scroll)
        self._body.addWidget(self.action_panel)
        column.addWidget(below, 1)
        pages = QWidget()
        self._stack = QStackedLayout(pages)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(member)
        self._stack.addWidget(self.hand_card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 14, 18, 10)
        outer.addWidget(pages, 1)

    def _build_history(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._history_title, 1)
        head.addWidget(self.history_button)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(rule())
        column.addLayout(head)
        column.addWidget(self.history, 1)
        return column

    def _connect(self) -> None:
        self.head.more_button.clicked.connect(self.actions_wished)
        self.head.card_button.clicked.connect(self.card_wished)
        self.head.edit_button.clicked.connect(self.edit_wished)
        self.head.clear_button.clicked.connect(self.cleared)
        self.history_button.clicked.connect(self.history_wished)
        self.banner.action_wished.connect(self.banner_wished)

    def _show_cards(self, cards: Sequence[StampCardFacts]) -> None:
        while len(self.card_blocks) < len(cards):
            block = StampCardBlock()
            self.card_blocks.append(block)
            self._cards.addWidget(block)
        for number, block in enumerate(self.card_blocks):
            block.setVisible(number < len(cards))
            if number < len(cards):
                block.show_card(cards[number])

    def _show_tiles(self, tiles: Sequence[TileFacts]) -> None:
        while len(self.tiles) < len(tiles):
            tile = Tile()
            place = len(self.tiles)
            self.tiles.append(tile)
            self._tiles.addWidget(tile, place // _TILE_COLUMNS, place % _TILE_COLUMNS)
            self._tiles.setColumnStretch(place % _TILE_COLUMNS, 1)
        for number, tile in enumerate(self.tiles):
            tile.setVisible(number < len(tiles))
            if number < len(tiles):
                facts = tiles[number]
                tile.show_tile(facts.icon, facts.label, facts.value, facts.note)

    def _show_history(self, facts: MemberPanelFacts) -> None:
        self.history_button.setText(facts.history_total)
        self.history_button.setVisible(bool(facts.history_total))
        key = "counter.history_loading" if facts.pending_history else "counter.history_empty"
        self.history.show_lines(facts.history, self._words(key))
