"""The members' screen: the owner's list, and behind it the page of one member."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from loyalty.words import Words
from ui.facts import MessageFacts
from ui.members.facts import FilterChip, HistoryPage, ListPage, MemberFacts


class MembersView(QStackedWidget):
    """List and page of members. Passive: `show_*` draws finished texts, signals are wishes.

    `page_wished(ListQuery, after)` is answered by `show_page(page, query.generation)`; `query_changed(ListQuery)` says
    that count and chips may be stale. `save_wished` carries a dict with `member_id` and MemberDraft's fields that can
    be edited (texts; `consent` a bool). `history_page_wished(member_id, after)` is answered by `show_history`.
    """

    search_changed = Signal(str)
    query_changed = Signal(object)
    page_wished = Signal(object, object)
    member_opened = Signal(object)
    member_closed = Signal()
    save_wished = Signal(dict)
    birthday_typed = Signal(str)
    card_print_wished = Signal(object)
    stamp_card_print_wished = Signal(object)
    history_page_wished = Signal(object, object)
    counter_wished = Signal(object)
    message_action_wished = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def refresh(self) -> None:
        """Read the list anew from its first page."""

    def show_filters(self, chips: tuple[FilterChip, ...]) -> None:
        """Show the ways to narrow the list."""

    def show_count(self, text: str) -> None:
        """Show the line under the list ("1,204 位會員")."""

    def show_page(self, page: ListPage, generation: int) -> None:
        """Show a page that was wished for; one of an older query is dropped."""

    def show_member(self, facts: MemberFacts | None) -> None:
        """Show one member's page, or the list again."""

    def show_history(self, page: HistoryPage) -> None:
        """Add a page to the shown member's history."""

    def show_birthday_reading(self, text: str) -> None:
        """Show how the typed birthday is understood."""

    def show_field_error(self, field: str, sentence: str) -> None:
        """Show a sentence under a field of the form; what was typed stays."""

    def show_message(self, message: MessageFacts | None) -> None:
        """Show a bar in place, or none."""

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
