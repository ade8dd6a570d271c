"""The column where people are found: who matches what is typed, and who was here just now."""

from __future__ import annotations

from collections import deque
from functools import partial

from PySide6.QtCore import QObject

from desktop import describe
from desktop.counter import present
from desktop.operations.members import MemberFile
from desktop.operations.search import FOUND_MAX, find
from desktop.services import Services
from desktop.threads import not_now
from loyalty.cards import begins_like_card
from loyalty.members import MemberRow
from loyalty.phones import parse_phone, show_phone
from loyalty.refusals import Refusal, RefusalReason
from ui.counter.facts import JoinFacts, RecentChip
from ui.counter.view import CounterView

RECENT_MAX = 3
# A first key of each sort: a digit that may begin a phone, one that may not, a character, a letter.
_FIRST_KEYS = ("0", "1", chr(0x738B), "a")


class SearchDesk(QObject):
    """Shows people at each key; who of them comes to the counter is for others to say."""

    def __init__(self, view: CounterView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._query = ""
        self._recent: deque[tuple[int, str]] = deque(maxlen=RECENT_MAX)
        view.search_changed.connect(self.search)

    def warm(self) -> None:
        """Ask once what a first key asks, one question a turn, and show nothing: the day's first search finds its
        statements made and its pages at hand.
        """
        for text in _FIRST_KEYS:
            self._services.reader.ask(partial(find, self._services.store, text), failed=not_now)

    def search(self, text: str) -> None:
        """Look for people at each key. What begins like a card's code is a scan on its way: nobody is looked for."""
        self._query = text
        if begins_like_card(text):
            self._show_matches(text, ())
            return
        work = partial(find, self._services.store, text)
        self._services.reader.ask(work, partial(self._show_matches, text), newest_of="search")

    @property
    def query(self) -> str:
        """What is typed in the search box."""
        return self._query

    def refresh(self) -> None:
        """Show the matches again, in the screen's language."""
        if self._query:
            self.search(self._query)

    def forget(self) -> None:
        """Empty the search."""
        self._query = ""
        self._view.clear_search()
        self._view.show_matches((), "", "")
        self._view.show_join(None)

    def remember(self, file: MemberFile) -> None:
        """Put someone among those who were here just now."""
        title = describe.member_title(file.member, self._services.state.words)
        kept = [chip for chip in self._recent if chip[0] != file.member.id]
        self._recent = deque([(file.member.id, title), *kept][:RECENT_MAX], maxlen=RECENT_MAX)
        self._view.show_recent([RecentChip(member_id, label) for member_id, label in self._recent])

    def _show_matches(self, text: str, rows: tuple[MemberRow, ...]) -> None:
        if text != self._query:
            return
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
