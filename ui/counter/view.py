"""The counter: find, member and sale; three columns, two when narrow. Shows facts, emits wishes, and knows no rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.counter.benefits_pad import BenefitsPad
from ui.counter.facts import (
    ActionFacts,
    JoinFacts,
    MatchRow,
    MemberPanelFacts,
    MessageFacts,
    ParkedChip,
    ProductButton,
    RecentChip,
    SaleFacts,
)
from ui.counter.find_column import FindColumn
from ui.counter.member_column import MemberColumn
from ui.counter.sale_column import SaleColumn
from ui.widgets.message_bar import MessageBar

_FIND_WIDTH = 296
_SALE_WIDTH = 440


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
    reward_dropped = Signal(str)
    code_wished = Signal(str)
    code_dropped = Signal(str)
    wallet_wished = Signal(str)
    plan_wished = Signal(str)
    answered = Signal(str)
    question_left = Signal()
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
        self._narrow = False
        self._has_member = False
        self.find = FindColumn(words)
        self.member = MemberColumn(words)
        self.sale = SaleColumn(words)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.find.setFixedWidth(_FIND_WIDTH)
        self.sale.setFixedWidth(_SALE_WIDTH)
        self._middle = QWidget()
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self.member)
        self.message = MessageBar()
        middle = QVBoxLayout(self._middle)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(8)
        middle.addWidget(self.message)
        middle.addWidget(pages, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 12, 12, 0)
        self._row.setSpacing(12)
        for column in (self.find, self._middle, self.sale):
            self._row.addWidget(column)
        self._row.setStretchFactor(self._middle, 1)
        _connect_find(self)
        _connect_member(self)
        self._connect_sale()

    def show_matches(self, rows: Sequence[MatchRow], count_text: str, query: str) -> None:
        """Show the people found for `query`, best first; no rows with a query says that nobody was found."""
        self.find.show_matches(rows, count_text, query)
        self._show_page()

    def show_join(self, facts: JoinFacts | None) -> None:
        """Offer to make a new member of what was typed, or take the offer away."""
        self.find.show_join(facts)
        self._show_page()

    def show_member(self, facts: MemberPanelFacts | None) -> None:
        """Show the member at the counter; None shows the empty counter, which says what to do."""
        self._has_member = facts is not None
        self.member.show_member(facts)
        self._show_page()

    def show_action(self, facts: ActionFacts | None) -> None:
        """Show what is done with the member by hand, or their balances again."""
        self.member.show_action(facts)

    def show_sale(self, facts: SaleFacts) -> None:
        """Show the sale being made, its result before it is committed, and the primary button."""
        self.sale.show_sale(facts)

    def show_products(self, products: Sequence[ProductButton]) -> None:
        """Show the shop's products behind the switch 金額 | 品項; none hides the switch."""
        self.sale.show_products(products)

    def show_benefits(self) -> None:
        """Turn the switch to the benefits, or back to the amount; digits go to the amount all the same."""
        self.setFocus()
        self.sale.show_mode("amount" if self.sale.mode() == "benefits" else "benefits")

    def show_parked(self, chips: Sequence[ParkedChip]) -> None:
        """Show the parked sales."""
        self.find.show_parked(chips)

    def show_recent(self, chips: Sequence[RecentChip]) -> None:
        """Show who was here just now."""
        self.find.show_recent(chips)

    def show_note(self, facts: MessageFacts | None) -> None:
        """Show a bar in place in the member's column, or take it away."""
        self.message.show_message(facts)

    def focus_search(self) -> None:
        """Put the cursor into the search box and select what is there."""
        self.find.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find.search.edit.selectAll()

    def leave_search(self) -> Callable[[], None]:
        """Take the keys from the search box, if it has them, so that digits go to the amount. Returns the way back,
        which leads nowhere once something else has taken them.
        """
        edit = self.find.search.edit
        if not edit.hasFocus():
            return lambda: None
        self.setFocus()
        return lambda: edit.setFocus() if self.hasFocus() else None

    def clear_search(self) -> None:
        """Empty the search box without emitting `search_changed`, and the people found with it."""
        self.find.clear()
        self._show_page()

    def search_text(self) -> str:
        """What is typed in the search box now."""
        return self.find.search.text()

    def relabel(self, words: Words) -> None:
        """Say everything again in the language of `words`."""
        self._words = words
        for column in (self.find, self.member, self.sale):
            column.relabel(words)

    def set_narrow(self, narrow: bool) -> None:
        """Two columns, with who was found in the member's place; or three, with the search box back in its own."""
        self._narrow = narrow
        if narrow:
            self._row.removeWidget(self.find)
            self.find.take_search().set_height(48)
            self.find.setMinimumWidth(0)
            self.find.setMaximumWidth(16777215)
            self._pages.addWidget(self.find)
        else:
            self._pages.removeWidget(self.find)
            self._row.insertWidget(0, self.find)
            self.find.setFixedWidth(_FIND_WIDTH)
            self.find.put_search_back()
            self.find.search.set_height(56)
            self.find.show()
        self._show_page()

    def narrow_header(self) -> QWidget:
        """The search box, for the top bar of a narrow window."""
        return self.find.search

    def _show_page(self) -> None:
        """While narrow, who was found stands in front of the member as long as something is typed."""
        empty = bool(self.search_text()) or not self._has_member
        finding = self._narrow and empty and not self.member.is_asking
        self._pages.setCurrentWidget(self.find if finding else self.member)

    def _connect_sale(self) -> None:
        sale = self.sale
        sale.keypad.digit.connect(lambda text: self.member.take_typed(text) or self.digit_wished.emit(text))
        sale.keypad.erased.connect(lambda: self.member.take_typed("\b") or self.backspace_wished.emit())
        sale.keypad.cleared.connect(lambda: self.member.take_typed("\x7f") or self.amount_cleared.emit())
        sale.rewards.stepper.wished.connect(self.stamps_wished)
        sale.rewards.reward_wished.connect(self.reward_wished)
        sale.rewards.reward_dropped.connect(self.reward_dropped)
        sale.wallets.wished.connect(self.wallet_wished)
        sale.amount.typing_done.connect(self.question_left)
        sale.when_benefits_made = partial(_connect_benefits, self)
        sale.pad.wished.connect(self.product_wished)
        sale.lines.removed.connect(self.line_removed)
        sale.lines.quantity_wished.connect(self.line_quantity_wished)
        sale.tender.tender_wished.connect(self.tender_wished)
        sale.tender.tendering_wished.connect(self.tendering_wished)
        sale.amount.park_wished.connect(self.park_wished)
        sale.primary.clicked.connect(self.finish_wished)
        sale.preview_opened.connect(self.preview_opened)


def _connect_benefits(view: CounterView, pad: BenefitsPad) -> None:
    pad.wished.connect(view.reward_wished)
    pad.dropped.connect(view.reward_dropped)
    pad.plan_wished.connect(view.plan_wished)
    pad.code_wished.connect(view.code_wished)
    pad.code_dropped.connect(view.code_dropped)
    pad.answered.connect(view.answered)
    pad.question_left.connect(view.question_left)


def _connect_find(view: CounterView) -> None:
    find = view.find
    find.search_changed.connect(view.search_changed)
    find.search_submitted.connect(view.search_submitted)
    find.match_chosen.connect(view.match_chosen)
    find.join_wished.connect(view.join_wished)
    find.bearer_card_wished.connect(view.bearer_card_wished)
    find.recent_wished.connect(view.recent_wished)
    find.unpark_wished.connect(view.unpark_wished)
    find.undo_wished.connect(view.undo_wished)
    find.print_again_wished.connect(view.print_again_wished)


def _connect_member(view: CounterView) -> None:
    member = view.member
    member.card_wished.connect(view.card_wished)
    member.edit_wished.connect(view.edit_member_wished)
    member.cleared.connect(view.member_cleared)
    member.history_wished.connect(view.history_wished)
    member.banner_wished.connect(view.banner_wished)
    member.asking_changed.connect(view._show_page)
    view.message.action_wished.connect(view.note_action_wished)
