"""The counter: find, member and sale; three columns, two when narrow. Shows facts, emits wishes, and knows no rule."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from loyalty.words import Words
from ui.counter.facts import (
    JoinFacts,
    MatchRow,
    MemberPanelFacts,
    MessageFacts,
    ParkedChip,
    ProductButton,
    RecentChip,
    SaleFacts,
)


class CounterView(QWidget):
    """The counter's screen. Signals are wishes; the `show_*` methods say what is true now. Function keys, digits and
    scans are the desk's; the screen shows only their labels.
    """

    search_changed = Signal(str)
    search_submitted = Signal(str)
    match_chosen = Signal(object)
    join_wished = Signal(str)
    bearer_card_wished = Signal()
    member_cleared = Signal()
    edit_member_wished = Signal()
    card_wished = Signal()
    history_wished = Signal()
    digit_wished = Signal(str)
    backspace_wished = Signal()
    amount_cleared = Signal()
    stamps_wished = Signal(int)
    reward_wished = Signal(str)
    product_wished = Signal(str)
    line_removed = Signal(int)
    line_quantity_wished = Signal(int, int)
    tender_wished = Signal(str)
    tendering_wished = Signal(bool)
    park_wished = Signal()
    unpark_wished = Signal(str)
    recent_wished = Signal(object)
    finish_wished = Signal()
    undo_wished = Signal()
    print_again_wished = Signal()
    preview_opened = Signal()
    banner_wished = Signal(str)
    note_action_wished = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def show_matches(self, rows: Sequence[MatchRow], count_text: str, query: str) -> None:
        """Show the people found for `query`, best first; no rows with a query says that nobody was found."""

    def show_join(self, facts: JoinFacts | None) -> None:
        """Offer to make a new member of what was typed, or take the offer away."""

    def show_member(self, facts: MemberPanelFacts | None) -> None:
        """Show the member at the counter; None shows the empty counter, which says what to do."""

    def show_sale(self, facts: SaleFacts) -> None:
        """Show the sale being made, its result before it is committed, and the primary button."""

    def show_products(self, products: Sequence[ProductButton]) -> None:
        """Show the shop's products behind the switch 金額 | 品項; none hides the switch."""

    def show_parked(self, chips: Sequence[ParkedChip]) -> None:
        """Show the parked sales."""

    def show_recent(self, chips: Sequence[RecentChip]) -> None:
        """Show who was here just now."""

    def show_note(self, facts: MessageFacts | None) -> None:
        """Show a bar in place in the member's column, or take it away."""

    def focus_search(self) -> None:
        """Put the cursor into the search box and select what is there."""

    def clear_search(self) -> None:
        """Empty the search box without emitting `search_changed`, and the people found with it."""

    def relabel(self, words: Words) -> None:
        """Say everything again in the language of `words`."""
        self._words = words
