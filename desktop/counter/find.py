"""Finding, joining and seating members: the search box, scans, and who was here just now."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop import describe
from desktop.counter import present
from desktop.operations import members
from desktop.operations.members import Join, MemberFile
from desktop.operations.search import FOUND_MAX, find
from desktop.services import Services
from loyalty.cards import begins_like_card, parse_card
from loyalty.errors import KnownError
from loyalty.members import MemberRow
from loyalty.phones import parse_phone, show_phone
from loyalty.refusals import Refusal, RefusalReason
from ui.counter.facts import JoinFacts, RecentChip
from ui.counter.view import CounterView

RECENT_MAX = 3

# A code of 34 keys through a Chinese input method leaves this many characters at least; nobody's name is as long.
COMPOSED_MIN = 10


class FindDesk(QObject):
    """Turns what is typed or scanned into a member at the counter.

    `found` carries the MemberFile to seat; `joined` one who was just made; `refused` a Refusal with its sentence;
    `failed` a KnownError. `on_its_way` tells whether somebody who was scanned, chosen or submitted is being looked up.
    """

    found = Signal(object)
    joined = Signal(object)
    refused = Signal(object)
    failed = Signal(object)

    def __init__(self, view: CounterView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._matches: tuple[MemberRow, ...] = ()
        self._query = ""
        self._joining: Join | None = None
        self.on_its_way = False
        self._recent: deque[tuple[int, str]] = deque(maxlen=RECENT_MAX)
        view.search_changed.connect(self.search)
        view.search_submitted.connect(self.submit)
        view.match_chosen.connect(self.choose)
        view.recent_wished.connect(self.choose)
        view.join_wished.connect(self.join)
        view.bearer_card_wished.connect(lambda: self.join(""))

    def search(self, text: str) -> None:
        """Look for people at each key. What begins like a card's code is a scan on its way: nobody is looked for."""
        self._query = text
        self.on_its_way = False
        if begins_like_card(text):
            self._show_matches(text, ())
            return
        work = partial(find, self._services.store, text)
        self._services.reader.ask(work, partial(self._show_matches, text), newest_of="search")

    def submit(self, text: str) -> None:
        """Enter: the best match, or a new member when a whole phone was typed that nobody has."""
        if not text.strip():
            return
        if begins_like_card(text):
            self.scan(text)
            return
        if _is_composed_scan(text):
            self.forget()
            self.refused.emit(Refusal(RefusalReason.CARD_INPUT_METHOD))
            return
        work = partial(find, self._services.store, text)
        self._look_up(work, partial(self._choose_or_join, text), "search")

    @property
    def query(self) -> str:
        """What is typed in the search box."""
        return self._query

    def submit_new(self, text: str) -> None:
        """F4: a new member of the typed phone; one that somebody has is refused by name."""
        phone = parse_phone(text)
        if isinstance(phone, Refusal):
            self.refused.emit(phone)
        else:
            self.join(text)

    def scan(self, text: str) -> None:
        """A scanned code: verified before the disk is touched, then looked up. A scanned phone is found like a typed
        one.
        """
        card = parse_card(self._services.state.context.card_secret, text)
        if isinstance(card, Refusal):
            if card.reason is RefusalReason.CARD_NOT_OURS and not isinstance(parse_phone(text), Refusal):
                self.submit(text)
                return
            self.refused.emit(card)
            return
        services = self._services
        work = partial(members.look_up_card, services.store, services.state.context, card, services.clock.now_ms())
        self._look_up(work, self._answered, "seat")

    def choose(self, member_id: int) -> None:
        """Seat this member."""
        services = self._services
        work = partial(members.look_up, services.store, services.state.context, member_id, services.clock.now_ms())
        self._look_up(work, self._answered, "seat")

    def join(self, typed: str) -> None:
        """Make a member of a typed phone, or a bearer card of nothing; the ids are made once for one wish."""
        if self._joining is not None:
            return
        maker, now_ms = self._services.maker, self._services.clock.now_ms()
        self._joining = Join(
            operation_id=maker.operation_id(),
            print_job_id=maker.operation_id(),
            member_id=maker.member_id(),
            card_id=maker.card_id(),
            at_ms=now_ms,
            phone=typed.strip(),
        )
        work = partial(members.join, self._services.store, self._services.state.context, self._joining)
        self.on_its_way = True
        self._services.writer.ask(work, self._joined, self._not_joined)

    def remember(self, file: MemberFile) -> None:
        """Put someone among those who were here just now."""
        title = describe.member_title(file.member, self._services.state.words)
        kept = [chip for chip in self._recent if chip[0] != file.member.id]
        self._recent = deque([(file.member.id, title), *kept][:RECENT_MAX], maxlen=RECENT_MAX)
        self._view.show_recent([RecentChip(member_id, label) for member_id, label in self._recent])

    def refresh(self) -> None:
        """Show the matches again, in the screen's language."""
        if self._query:
            self.search(self._query)

    def forget(self) -> None:
        """Empty the search."""
        self._query, self._matches = "", ()
        self._view.clear_search()
        self._view.show_matches((), "", "")
        self._view.show_join(None)

    def _show_matches(self, text: str, rows: tuple[MemberRow, ...]) -> None:
        if text != self._query:
            return
        self._matches = rows
        state, now_ms = self._services.state, self._services.clock.now_ms()
        shown = [present.match_row(row, text, state.context, now_ms, state.words) for row in rows]
        key = "desk.matches_first" if len(rows) == FOUND_MAX else "desk.matches"
        count = state.words(key, count=len(rows)) if rows else ""
        self._view.show_matches(shown, count, "" if begins_like_card(text) else text)
        self._view.show_join(None if rows else self._join_offer(text))

    def _join_offer(self, text: str) -> JoinFacts | None:
        phone = parse_phone(text) if text.strip() else Refusal(RefusalReason.PHONE_UNREADABLE)
        if isinstance(phone, Refusal):
            return None
        words = self._services.state.words
        return JoinFacts(text, words("desk.join_title", phone=show_phone(phone)), words("desk.join_sentence"))

    def _look_up(self, work: Callable[[], object], then: Callable[[Any], None], kind: str) -> None:
        self.on_its_way = True
        self._services.reader.ask(work, then, self._not_found_out, newest_of=kind)

    def _not_found_out(self, error: KnownError) -> None:
        self.on_its_way = False
        self.failed.emit(error)

    def _choose_or_join(self, text: str, rows: tuple[MemberRow, ...]) -> None:
        self.on_its_way = self._joining is not None
        if rows:
            self.choose(rows[0].id)
            return
        phone = parse_phone(text)
        if isinstance(phone, Refusal):
            digits = sum(character.isdigit() for character in text)
            reason = phone.reason if digits > len(text) // 2 else RefusalReason.MEMBER_UNKNOWN
            self.refused.emit(Refusal(reason))
            return
        self.join(text)

    def _answered(self, answer: MemberFile | Refusal) -> None:
        self.on_its_way = False
        (self.refused if isinstance(answer, Refusal) else self.found).emit(answer)

    def _joined(self, answer: MemberFile | Refusal) -> None:
        self._joining, self.on_its_way = None, False
        (self.refused if isinstance(answer, Refusal) else self.joined).emit(answer)

    def _not_joined(self, error: KnownError) -> None:
        self._joining, self.on_its_way = None, False
        self.failed.emit(error)


def _is_composed_scan(text: str) -> bool:
    return sum(character.isalpha() and not character.isascii() for character in text) >= COMPOSED_MIN
