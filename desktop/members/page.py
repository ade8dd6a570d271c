"""One member's page: shown, edited, printed, and read on into the past."""

from __future__ import annotations

import base64
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop import describe
from desktop.members import form, present
from desktop.operations import member_list, members, print_jobs, slips
from desktop.operations.member_list import PastOperation
from desktop.operations.members import MemberFile
from desktop.services import Services
from loyalty.birthdays import parse_birthday, show_birthday
from loyalty.errors import KnownError
from loyalty.explain import explain_error, explain_refusal
from loyalty.members import Member
from loyalty.refusals import Refusal
from ui.facts import MessageFacts
from ui.members.facts import HistoryPage
from ui.members.view import MembersView

HISTORY_PAGE = 40
_PAGE = "member_page"
_SERIAL_BYTES = 5


class PageDesk(QObject):
    """Joins the page of one member to the shop. `said` carries a MessageFacts."""

    said = Signal(object)

    def __init__(self, view: MembersView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._wanted: int | None = None
        self._file: MemberFile | None = None
        self._saving = False
        view.member_opened.connect(self.open)
        view.member_closed.connect(self._closed)
        view.save_wished.connect(self._save)
        view.birthday_typed.connect(self._read_birthday)
        view.card_print_wished.connect(self._print_card)
        view.stamp_card_print_wished.connect(self._print_stamp_cards)
        view.history_page_wished.connect(self._read_history)

    @property
    def member_id(self) -> int | None:
        """Whose page is open or on its way, None while the list is shown."""
        return self._wanted

    def open(self, member_id: int) -> None:
        """Read this member and show the page."""
        self._wanted = member_id
        services = self._services
        work = partial(members.look_up, services.store, services.state.context, member_id, services.clock.now_ms())
        services.reader.ask(work, partial(self._show, member_id), newest_of=_PAGE)

    def refresh(self) -> None:
        """Read the open page anew; what is typed stays."""
        if self._wanted is not None:
            self.open(self._wanted)

    def relabel(self) -> None:
        """Show the page again in the screen's language."""
        if self._file is not None and self._file.member.id == self._wanted:
            self._show(self._file.member.id, self._file)

    def refuse(self, refusal: Refusal) -> None:
        """The rules said no: one sentence in place."""
        state = self._services.state
        sentence = explain_refusal(refusal, state.words, state.context.shop.currency)
        self._view.show_message(MessageFacts(sentence, "warn"))

    def _show(self, member_id: int, file: MemberFile | Refusal) -> None:
        if self._wanted != member_id:
            return
        if isinstance(file, Refusal):
            self._closed()
            self.refuse(file)
            return
        self._file = file
        state = self._services.state
        self._view.show_member(present.member_facts(file, state.context, state.words))

    def _closed(self) -> None:
        self._wanted, self._file = None, None

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
        if self._saving or self._file is None or typed["member_id"] != self._file.member.id:
            return
        services = self._services
        now_ms = services.clock.now_ms()
        changed = form.changed_member(self._file.member, typed, now_ms)
        if isinstance(changed, Refusal):
            self._saved(changed)
            return
        self._saving = True
        # The form must not be filled with what was read before the save.
        services.reader.forget(_PAGE)
        work = partial(members.update, services.store, services.state.context, changed, now_ms)
        services.writer.ask(work, self._saved, self._not_saved)

    def _saved(self, answer: Member | Refusal) -> None:
        self._saving = False
        state = self._services.state
        if not isinstance(answer, Refusal):
            self._view.show_message(None)
            title = describe.member_title(answer, state.words)
            self.said.emit(MessageFacts(state.words("desk.members_saved", name=title), "done"))
            state.members_changed.emit(answer.id)
            return
        field = form.FIELD_OF.get(answer.reason, "")
        self._keep_typing(field, explain_refusal(answer, state.words, state.context.shop.currency))

    def _not_saved(self, error: KnownError) -> None:
        self._saving = False
        self._keep_typing("", explain_error(error, self._services.state.words), "danger")

    def _keep_typing(self, field: str, sentence: str, kind: Any = "warn") -> None:
        """A save that failed: the form is told, so that what was typed outlives the next refresh."""
        if self._view.shown_member() is None:
            self.said.emit(MessageFacts(sentence, kind))
            return
        self._view.show_field_error(field or "name", sentence if field else "")
        if not field:
            self._view.show_message(MessageFacts(sentence, kind))

    def _print_card(self, member_id: int) -> None:
        services = self._services
        job_id, now_ms = services.maker.operation_id(), services.clock.now_ms()
        work = partial(members.print_member_card, services.store, services.state.context, member_id, job_id, now_ms)
        services.writer.ask(work, partial(self._queued, "desk.card_printed"))

    def _print_stamp_cards(self, _member_id: int) -> None:
        """One empty card for each stamp card that is running."""
        services = self._services
        context = services.state.context
        cards = [each for each in context.programmes if each.kind == "stamp_card" and not each.stopped]
        if not cards:
            sentence = services.state.words("desk.members_no_stamp_card")
            self._view.show_message(MessageFacts(sentence, "warn"))
            return
        for programme in cards:
            slip = slips.stamp_card_document(context, programme, self._serial())
            job_id, now_ms = services.maker.operation_id(), services.clock.now_ms()
            work = partial(print_jobs.queue_document, services.store, slip, job_id, now_ms)
            services.writer.ask(work, partial(self._queued, "desk.members_stamp_card_printed"))

    def _serial(self) -> str:
        """Eight letters and digits that nobody mixes up: 40 random bits in base 32 (RFC 4648)."""
        return base64.b32encode(self._services.maker.card_id()[:_SERIAL_BYTES]).decode("ascii")

    def _queued(self, sentence_key: str, answer: Refusal | None) -> None:
        if answer is not None:
            self.refuse(answer)
            return
        self._services.spooler.wake()
        self.said.emit(MessageFacts(self._services.state.words(sentence_key), "done"))
