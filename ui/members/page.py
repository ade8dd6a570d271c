"""One member's page: who, balances with their explanation, the form, and the whole history."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.counter.actions_panel import ActionsPanel
from ui.counter.facts import ActionFacts
from ui.empty_state import EmptyState
from ui.facts import ChipFacts, MessageFacts
from ui.members.accounts import AccountsPanel
from ui.members.facts import Balance, HistoryPage, MemberFacts
from ui.members.form import MemberForm
from ui.members.history import HistoryList
from ui.widgets.avatar import Avatar
from ui.widgets.buttons import Button, IconButton
from ui.widgets.chip import Chip
from ui.widgets.message_bar import MessageBar
from ui.widgets.segments import Segments
from ui.widgets.text import ElidedLabel, label
from ui.widgets.tile import Tile

_ICONS = {"stamp": "stamp", "point": "star", "reward": "gift", "spent": "trending-up", "visits": "store"}
HISTORY, ACCOUNTS, ACTIONS = "history", "accounts", "actions"
_TABS = (HISTORY, ACCOUNTS, ACTIONS)
_ALLERGIES_SHOWN = 3


class MemberPage(QWidget):
    """Everything about one member. Esc or the arrow goes back to the list."""

    closed = Signal()
    card_print_wished = Signal(object)
    stamp_card_print_wished = Signal(object)
    counter_wished = Signal(object)
    history_page_wished = Signal(object, object)
    actions_wished = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: MemberFacts | None = None
        self.back = IconButton("arrow-left", "")
        self.print_card = Button("", "quiet", "id-card")
        self.print_stamp_card = Button("", "quiet", "stamp")
        self.to_counter = Button("", "", "store")
        self.form = MemberForm(words)
        self.history = HistoryList()
        self.accounts = AccountsPanel()
        self.action_panel = ActionsPanel()
        self.tabs = Segments()
        self.message = MessageBar()
        self._avatar = Avatar(48)
        self._name = ElidedLabel(role="title")
        self._subtitle = ElidedLabel(role="second")
        self._chips: list[Chip] = []
        self._tiles: list[Tile] = []
        self._history_total = label(role="small")
        self._no_history = EmptyState("history")
        self._lay_out()
        self._join()
        self.relabel(words)

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(theme.GAP)
        body.addWidget(self.form)
        body.addWidget(self._right_card(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self._head_card())
        column.addWidget(self.message)
        column.addLayout(body, 1)

    def _head_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        row = QHBoxLayout(card)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(theme.GAP)
        names = QVBoxLayout()
        names.setSpacing(0)
        self._name_row = QHBoxLayout()
        self._name_row.setSpacing(8)
        self._name_row.addWidget(self._name)
        self._name_row.addStretch(1)
        names.addLayout(self._name_row)
        names.addWidget(self._subtitle)
        row.addWidget(self.back)
        row.addWidget(self._avatar)
        row.addLayout(names, 1)
        for button in (self.print_card, self.print_stamp_card, self.to_counter):
            row.addWidget(button)
        return card

    def _right_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        self._tile_row = QHBoxLayout()
        self._tile_row.setContentsMargins(14, 14, 14, 4)
        self._tile_row.setSpacing(theme.GAP)
        heading = QHBoxLayout()
        heading.setContentsMargins(16, 8, 16, 6)
        heading.addWidget(self.tabs)
        heading.addStretch(1)
        heading.addWidget(self._history_total)
        self._history_body = QStackedWidget()
        self._history_body.addWidget(self.history)
        self._history_body.addWidget(self._no_history)
        self._body = QStackedWidget()
        for part in (self._history_body, self.accounts, self._actions_place()):
            self._body.addWidget(part)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 10)
        column.setSpacing(0)
        column.addLayout(self._tile_row)
        column.addLayout(heading)
        column.addWidget(self._body, 1)
        return card

    def _actions_place(self) -> QScrollArea:
        place = QScrollArea(widgetResizable=True)
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 4, 16, 4)
        column.addWidget(self.action_panel)
        place.setWidget(inner)
        return place

    def _join(self) -> None:
        self.back.clicked.connect(self.closed)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)
        for button, wish in (
            (self.print_card, self.card_print_wished),
            (self.print_stamp_card, self.stamp_card_print_wished),
            (self.to_counter, self.counter_wished),
        ):
            button.clicked.connect(lambda _=False, wish=wish: wish.emit(self.member_id()))
        self.tabs.chosen.connect(self.show_tab)
        self.history.lines.page_wished.connect(lambda after: self.history_page_wished.emit(self.member_id(), after))

    def member_id(self) -> int | None:
        """Whose page it is."""
        return self._facts.member_id if self._facts else None

    def show_member(self, facts: MemberFacts) -> None:
        """Show a member and ask for the first page of the history."""
        self._facts = facts
        self._avatar.show_person(facts.initial, facts.member_id)
        self._name.setText(facts.name)
        self._subtitle.setText(facts.subtitle)
        self._show_chips(facts.allergies[:_ALLERGIES_SHOWN])
        self._show_balances(facts.balances)
        self.accounts.show_sections(facts.sections)
        self._history_total.setText(facts.history_total)
        self.form.show_draft(facts.member_id, facts.draft)
        self._history_body.setCurrentWidget(self.history)
        self.history.lines.restart()

    def show_tab(self, name: str) -> None:
        """Show the history, everything the member has, or what can be done by hand."""
        self.tabs.choose(name)
        self._body.setCurrentIndex(_TABS.index(name))
        self._history_total.setVisible(name == HISTORY)
        if name == ACTIONS:
            self.actions_wished.emit()

    def show_action(self, facts: ActionFacts | None) -> None:
        """Show a deed, or the list of them; None goes back to what the member has."""
        if facts is not None:
            self.action_panel.show_action(facts, self._words)
        elif self.tabs.current() == ACTIONS:
            self.show_tab(ACCOUNTS)

    def _show_chips(self, allergies: tuple[str, ...]) -> None:
        for chip in self._chips:
            self._name_row.removeWidget(chip)
            chip.deleteLater()
        self._chips = [Chip(ChipFacts(text, "danger")) for text in allergies]
        for place, chip in enumerate(self._chips):
            self._name_row.insertWidget(place + 1, chip)

    def _show_balances(self, balances: tuple[Balance, ...]) -> None:
        while len(self._tiles) > len(balances):
            tile = self._tiles.pop()
            self._tile_row.removeWidget(tile)
            tile.deleteLater()
        while len(self._tiles) < len(balances):
            self._tiles.append(Tile())
            self._tile_row.addWidget(self._tiles[-1], 1)
        for tile, balance in zip(self._tiles, balances, strict=True):
            tile.show_tile(_ICONS.get(balance.kind, "wallet"), balance.label, balance.value, balance.note)

    def show_history(self, page: HistoryPage) -> None:
        """Add a page of the history; one of another member is dropped."""
        if page.member_id == self.member_id():
            self.history.lines.add(page)
            some = self.history.lines.rowCount() > 0
            self._history_body.setCurrentWidget(self.history if some else self._no_history)

    def show_message(self, message: MessageFacts | None) -> None:
        """Show a bar in place, or none."""
        self.message.show_message(message)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the form less room where there is less."""
        super().resizeEvent(event)
        self.form.setFixedWidth(380 if self.width() >= theme.NARROW_BELOW - 24 else 320)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self.back.rename(words("members.back"))
        self.print_card.setText(words("members.print_card"))
        self.print_stamp_card.setText(words("members.print_stamp_card"))
        self.to_counter.setText(words("members.to_counter"))
        current = self.tabs.current() or HISTORY
        self.tabs.show_choices([(name, words(f"members.section_{name}")) for name in _TABS], current)
        self.history.setAccessibleName(words("members.section_history"))
        self._no_history.show_texts(words("members.history_empty"), "")
        self.form.relabel(words)
