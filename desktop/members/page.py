"""One member's page: shown, edited, printed, and read on into the past."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop import describe
from desktop.counter.member_actions import MemberActionsDesk
from desktop.members import form, present
from desktop.members.cards import CardsDesk
from desktop.operations import member_list, member_page, members
from desktop.operations.member_list import PastOperation
from desktop.operations.member_page import MemberPage
from desktop.operations.members import MemberFile
from desktop.services import Services
from loyalty.birthdays import parse_birthday, show_birthday
from loyalty.errors import KnownError
from loyalty.explain import explain_error, explain_refusal
from loyalty.members import Member
from loyalty.refusals import Refusal
from printing.picture import lacking_in_font
from ui.facts import MessageFacts
from ui.members.facts import HistoryPage
from ui.members.view import MembersView

HISTORY_PAGE = 40
_PAGE = "member_page"


class PageDesk(QObject):
    """Joins the page of one member to the shop. `said` carries a MessageFacts."""

    said = Signal(object)

    def __init__(self, view: MembersView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._wanted: int | None = None
        self._page: MemberPage | None = None
        self._saving = False
        self.actions = MemberActionsDesk(view.page, services, self, self, has_page=True)
        self.actions.said.connect(self.said)
        self.actions.failed.connect(self._fail)
        self.cards = CardsDesk(view, services, self.refuse, self)
        self.cards.said.connect(self.said)
        view.member_opened.connect(self.open)
        view.member_closed.connect(self._closed)
        view.save_wished.connect(self._save)
        view.page.form.lacking = lacking_in_font
        view.birthday_typed.connect(self._read_birthday)
        view.history_page_wished.connect(self._read_history)

    @property
    def member_id(self) -> int | None:
        """Whose page is open or on its way, None while the list is shown."""
        return self._wanted

    @property
    def member(self) -> MemberFile | None:
        """The member whose page is shown."""
        return None if self._page is None else self._page.file

    def seat(self, file: MemberFile | None) -> None:
        """Open the page of somebody else, or none."""
        if file is not None:
            self.open(file.member.id)

    def open(self, member_id: int) -> None:
        """Read this member and show the page."""
        if member_id != self._wanted:
            self.actions.close()
        self._wanted = member_id
        services = self._services
        work = partial(member_page.look, services.store, services.state.context, member_id, services.clock.now_ms())
        services.reader.ask(work, partial(self._show, member_id), newest_of=_PAGE)

    def refresh(self) -> None:
        """Read the open page anew; what is typed stays."""
        if self._wanted is not None:
            self.open(self._wanted)

    def relabel(self) -> None:
        """Show the page again in the screen's language."""
        if self._page is not None and self._page.file.member.id == self._wanted:
            self._show(self._page.file.member.id, self._page)
        self.actions.relabel()

    def refuse(self, refusal: Refusal) -> None:
        """The rules said no: one sentence in place."""
        state = self._services.state
        sentence = explain_refusal(refusal, state.words, state.context.shop.currency)
        self._view.show_message(MessageFacts(sentence, "warn"))

    def _fail(self, error: KnownError) -> None:
        self._view.show_message(MessageFacts(explain_error(error, self._services.state.words), "danger"))

    def _show(self, member_id: int, page: MemberPage | Refusal) -> None:
        if self._wanted != member_id:
            return
        if isinstance(page, Refusal):
            self._closed()
            self.refuse(page)
            return
        self._page = page
        state = self._services.state
        self._view.show_member(present.member_facts(page, state.context, state.words))

    def _closed(self) -> None:
        self._wanted, self._page = None, None
        self.actions.close()

    def _read_history(self, member_id: int, after: tuple[int, str] | None) -> None:
        work = partial(member_list.history_page, self._services.store, member_id, HISTORY_PAGE, after)
        self._services.book.ask(work, partial(self._show_history, member_id, after))

    def _show_history(self, member_id: int, after: object, past: tuple[PastOperation, ...]) -> None:
        state, now_ms = self._services.state, self._services.clock.now_ms()
        lines = tuple(present.history_line(each, state.context, now_ms, state.words) for each in past)
        last = past[-1].operation if len(past) == HISTORY_PAGE else None
        self._view.show_history(HistoryPage(member_id, lines, after, last and (last.at_ms, last.id)))

    def _read_birthday(self, text: str) -> None:
        birthday = parse_birthday(text)
        words = self._services.state.words
        reading = ""
        if not isinstance(birthday, Refusal):
            reading = words("desk.members_birthday", birthday=show_birthday(birthday, words))
        self._view.show_birthday_reading(reading)

    def _save(self, typed: dict[str, Any]) -> None:
        file = self.member
        if self._saving or file is None or typed["member_id"] != file.member.id:
            return
        services = self._services
        now_ms = services.clock.now_ms()
        changed = form.changed_member(file.member, typed, now_ms)
        whose = file.member.id
        if isinstance(changed, Refusal):
            self._saved(whose, changed)
            return
        self._saving = True
        if self._wanted == whose:
            # The form must not be filled with what was read before the save.
            services.reader.forget(_PAGE)
        work = partial(members.update, services.store, services.state.context, changed, now_ms)
        services.writer.ask(work, partial(self._saved, whose), partial(self._not_saved, whose))

    def _saved(self, whose: int, answer: Member | Refusal) -> None:
        self._saving = False
        state = self._services.state
        if not isinstance(answer, Refusal):
            if self._view.shown_member() == whose:
                self._view.show_message(None)
            title = describe.member_title(answer, state.words)
            self.said.emit(MessageFacts(state.words("desk.members_saved", name=title), "done"))
            state.members_changed.emit(answer.id)
            return
        field = form.FIELD_OF.get(answer.reason, "")
        self._keep_typing(whose, field, explain_refusal(answer, state.words, state.context.shop.currency))

    def _not_saved(self, whose: int, error: KnownError) -> None:
        self._saving = False
        self._keep_typing(whose, "", explain_error(error, self._services.state.words), "danger")

    def _keep_typing(self, whose: int, field: str, sentence: str, kind: Any = "warn") -> None:
        """A save that failed: the form is told, so that what was typed outlives the next refresh; the bar is, where
        nobody's page or another one's is shown by then.
        """
        if self._view.shown_member() != whose:
            self.said.emit(MessageFacts(sentence, kind))
            return
        self._view.show_field_error(field or "name", sentence if field else "")
        if not field:
            self._view.show_message(MessageFacts(sentence, kind))
