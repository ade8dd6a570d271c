"""The members' screen: the owner's list, and behind it the page of one member."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.facts import MessageFacts
from ui.members.due import DueList
from ui.members.facts import DueRow, FilterChip, HistoryPage, ListPage, MemberFacts
from ui.members.list import MemberList
from ui.members.page import MemberPage
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar


class MembersView(QWidget):
    """List and page of members. Passive: `show_*` draws finished texts, signals are wishes.

    `page_wished(ListQuery, after)` is answered by `show_page(page, query.generation)`; `query_changed(ListQuery)` says
    that count and chips may be stale. `save_wished` carries a dict with `member_id` and MemberDraft's fields that can
    be edited (texts; `consent` a bool). `history_page_wished(member_id, after)` is answered by `show_history`. The
    desk calls `refresh` once when it is ready, and whenever the list is stale.
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
        self.setProperty("role", "page")
        self._words = words
        self._due: tuple[DueRow, ...] | None = None
        self.list = MemberList(words)
        self.page = MemberPage(words)
        self.due = DueList(words)
        self.due_button = Button("", "quiet", "clock")
        self.due_button.hide()
        self.list.head.addWidget(self.due_button)
        self.message = MessageBar()
        front = QWidget()
        column = QVBoxLayout(front)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.message)
        column.addWidget(self.list, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(front)
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.due)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        whole.addWidget(self._stack)
        self._join()

    def _join(self) -> None:
        for own, part in (
            (self.search_changed, self.list.search_changed),
            (self.query_changed, self.list.query_changed),
            (self.page_wished, self.list.page_wished),
            (self.member_opened, self.list.member_opened),
            (self.save_wished, self.page.form.save_wished),
            (self.birthday_typed, self.page.form.birthday_typed),
            (self.card_print_wished, self.page.card_print_wished),
            (self.stamp_card_print_wished, self.page.stamp_card_print_wished),
            (self.history_page_wished, self.page.history_page_wished),
            (self.counter_wished, self.page.counter_wished),
            (self.message_action_wished, self.page.message.action_wished),
            (self.message_action_wished, self.message.action_wished),
        ):
            part.connect(own)
        self.page.closed.connect(self._close_member)
        self.due_button.clicked.connect(self._open_due)
        self.due.closed.connect(self._close_due)
        self.due.member_opened.connect(self.member_opened)

    def _close_member(self) -> None:
        self.show_member(None)
        self.member_closed.emit()

    def _open_due(self) -> None:
        self._stack.setCurrentWidget(self.due)
        self.due.back.setFocus()

    def _close_due(self) -> None:
        self._stack.setCurrentIndex(0)
        self.due_button.setFocus()

    def show_due(self, rows: tuple[DueRow, ...] | None) -> None:
        """Show who is due next behind a button; None where the shop has no subscription."""
        self._due = rows
        self.due_button.setVisible(rows is not None)
        self.due_button.setText(self._words("members.due_count", count=len(rows or ())))
        self.due.show_rows(rows or ())
        if rows is None and self._stack.currentWidget() is self.due:
            self._close_due()

    def refresh(self) -> None:
        """Read the list anew from its first page."""
        self.list.refresh()

    def focus_first(self) -> None:
        """Go to the search box of the list, or on the page of one member to the way back."""
        if self.shown_member() is None:
            self.list.search.setFocus()
        else:
            self.page.back.setFocus()

    def show_filters(self, chips: tuple[FilterChip, ...]) -> None:
        """Show the ways to narrow the list."""
        self.list.show_filters(chips)

    def show_count(self, text: str) -> None:
        """Show the line under the list ("1,204 位會員")."""
        self.list.show_count(text)

    def show_page(self, page: ListPage, generation: int) -> None:
        """Show a page that was wished for; one of an older query is dropped."""
        self.list.show_page(page, generation)

    def shown_member(self) -> int | None:
        """Whose page is open, None while the list is."""
        return self.page.member_id() if self._stack.currentWidget() is self.page else None

    def show_member(self, facts: MemberFacts | None) -> None:
        """Show one member's page, or the list again. Unsaved typing is kept for when the member is opened again."""
        self.show_message(None)
        if facts is None:
            self.page.form.keep_typing()
            self._stack.setCurrentIndex(0)
            self.list.table.setFocus()
            return
        opened = self.shown_member() != facts.member_id
        self._stack.setCurrentWidget(self.page)
        self.page.show_member(facts)
        if opened:
            self.page.back.setFocus()

    def show_history(self, page: HistoryPage) -> None:
        """Add a page to the shown member's history."""
        self.page.show_history(page)

    def show_birthday_reading(self, text: str) -> None:
        """Show how the typed birthday is understood."""
        self.page.form.show_birthday_reading(text)

    def show_field_error(self, field: str, sentence: str) -> None:
        """Show a sentence under a field of the form; what was typed stays."""
        self.page.form.show_field_error(field, sentence)

    def show_message(self, message: MessageFacts | None) -> None:
        """Show a bar in place, or none."""
        on_page = self.shown_member() is not None
        self.page.message.show_message(message if on_page else None)
        self.message.show_message(None if on_page else message)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self.list.relabel(words)
        self.page.relabel(words)
        self.due.relabel(words)
        self.show_due(self._due)
