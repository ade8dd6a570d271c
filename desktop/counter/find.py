"""Who comes to the counter: found, scanned or made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.counter.search import SearchDesk
from desktop.counter.turn import Turn
from desktop.operations import members
from desktop.operations.members import Join, MemberFile
from desktop.operations.search import find
from desktop.services import Services
from loyalty.cards import begins_like_card, is_hand_card, parse_card
from loyalty.errors import KnownError
from loyalty.members import MemberRow
from loyalty.phones import parse_phone
from loyalty.refusals import Refusal, RefusalReason
from ui.counter.view import CounterView

if TYPE_CHECKING:
    from desktop.operations.hand_cards import PaperCard

# A code of 34 keys through a Chinese input method leaves this many characters at least; nobody's name is as long.
COMPOSED_MIN = 10

# One customer comes at a time: of these look-ups only the newest matters.
_ARRIVAL = "arrival"


class FindDesk(QObject):
    """Turns what is typed or scanned into a member at the counter.

    `found` carries the MemberFile to seat; `joined` one who was just made, who is `found` too unless somebody newer
    came; `paper_found` a PaperCard that nobody has taken over yet; `refused` a Refusal with its sentence; `failed` a
    KnownError. `on_its_way` tells whether somebody who was scanned, chosen or submitted is being looked up or made,
    `anew` that from now on it is somebody else, or nobody; `is_anew` that the next to be looked up is somebody else.
    While a sale is on its way, whoever comes waits.
    """

    found = Signal(object)
    joined = Signal(object)
    paper_found = Signal(object)
    refused = Signal(object)
    failed = Signal(object)
    anew = Signal()

    def __init__(self, view: CounterView, services: Services, turn: Turn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._turn = turn
        self._joining: Join | None = None
        self._unsure: Join | None = None
        self._arrivals = 0
        self.on_its_way = self.is_anew = False
        # To the search box, for when nobody comes.
        self._ways_back: list[Callable[[], None]] = []
        self.search = SearchDesk(view, services, self)
        view.search_submitted.connect(self.submit)
        view.match_chosen.connect(self.choose)
        view.recent_wished.connect(self.choose)
        view.join_wished.connect(self.join)
        view.bearer_card_wished.connect(lambda: self.join(""))

    def submit(self, text: str) -> None:
        """Enter: the best match, or a new member when a whole phone was typed that nobody has."""
        _begin(self, self._turn, partial(self._submit, text))

    def _submit(self, text: str) -> None:
        typed = text.strip()
        if not typed or (self._joining is not None and self._joining.phone == typed):
            return
        if begins_like_card(text):
            self._scan(text)
            return
        if _is_composed_scan(text):
            self.forget()
            self.refused.emit(Refusal(RefusalReason.CARD_INPUT_METHOD))
            return
        work = partial(find, self._services.store, text)
        self._look_up(work, partial(self._choose_or_join, text))

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
        _begin(self, self._turn, partial(self._scan, text))

    def _scan(self, text: str) -> None:
        card = parse_card(self._services.state.context.card_secret, text)
        if isinstance(card, Refusal):
            if card.reason is RefusalReason.CARD_NOT_OURS and not isinstance(parse_phone(text), Refusal):
                self._submit(text)
                return
            self.refused.emit(card)
            return
        services, look_up = self._services, _look_up_of(text)
        work = partial(look_up, services.store, services.state.context, card, services.clock.now_ms())
        self._look_up(work, self._answered)

    def choose(self, member_id: int) -> None:
        """Seat this member."""
        _begin(self, self._turn, partial(self._choose, member_id))

    def _choose(self, member_id: int) -> None:
        services = self._services
        work = partial(members.look_up, services.store, services.state.context, member_id, services.clock.now_ms())
        self._look_up(work, self._answered)

    def join(self, typed: str) -> None:
        """Make a member of a typed phone, or a bearer card of nothing. The ids are made once for one wish: wished again
        after an error of the disk it is the same member.
        """
        _begin(self, self._turn, partial(self._join, typed.strip()))

    def _join(self, phone: str) -> None:
        if self._joining is not None and self._joining.phone == phone:
            return
        again = self._unsure if self._unsure is not None and self._unsure.phone == phone else None
        wish = self._joining = again or _new_member(phone, self._services)
        self._services.reader.forget(_ARRIVAL)
        arrival = self._expect()
        work = partial(members.join, self._services.store, self._services.state.context, wish)
        self._services.writer.ask(work, partial(self._joined, wish, arrival), partial(self._not_joined, wish, arrival))

    def stop(self) -> None:
        """Whoever is on their way is not seated any more."""
        self._services.reader.forget(_ARRIVAL)
        self._arrivals += 1
        self._ways_back.clear()
        self.on_its_way, self._joining, self._unsure = False, None, None
        self.anew.emit()

    def forget(self) -> None:
        """Empty the search; the next wish is another customer's."""
        self._unsure = None
        self.search.forget()

    def _look_up(self, work: Callable[[], object], then: Callable[[Any], None]) -> None:
        self._expect()
        self._services.reader.ask(work, then, self._not_found_out, newest_of=_ARRIVAL)

    def _expect(self) -> int:
        if self.is_anew:
            self.anew.emit()
        self._arrivals += 1
        self.on_its_way = True
        # What is typed from here on is the amount: in the search box it would be lost when the member comes.
        self._ways_back.append(self._view.leave_search())
        return self._arrivals

    def _not_found_out(self, error: KnownError) -> None:
        self.on_its_way = False
        _go(self._ways_back)
        self.failed.emit(error)

    def _choose_or_join(self, text: str, rows: tuple[MemberRow, ...]) -> None:
        self.on_its_way = False
        if rows:
            self._choose(rows[0].id)
            return
        # Paper cards are brought in with the first of them, not before the first scan.
        from desktop.operations import hand_cards
        from loyalty.hand_cards import typed_serial

        if typed_serial(text):
            services, now_ms = self._services, self._services.clock.now_ms()
            work = partial(hand_cards.look_up_serial, services.store, services.state.context, text, now_ms)
            self._look_up(work, self._answered)
            return
        phone = parse_phone(text)
        if isinstance(phone, Refusal):
            digits = sum(character.isdigit() for character in text)
            reason = phone.reason if digits > len(text) // 2 else RefusalReason.MEMBER_UNKNOWN
            _go(self._ways_back)
            self.refused.emit(Refusal(reason))
            return
        self._join(text.strip())

    def _answered(self, answer: MemberFile | PaperCard | Refusal) -> None:
        self.on_its_way = False
        if isinstance(answer, Refusal):
            _go(self._ways_back)
            self.refused.emit(answer)
            return
        self._ways_back.clear()
        (self.found if isinstance(answer, MemberFile) else self.paper_found).emit(answer)

    def _joined(self, wish: Join, arrival: int, answer: MemberFile | Refusal) -> None:
        newest = self._made(wish, arrival)
        if isinstance(answer, Refusal):
            if newest:
                _go(self._ways_back)
            self.refused.emit(answer)
            return
        self.joined.emit(answer)
        if newest:
            self._ways_back.clear()
            self.found.emit(answer)

    def _not_joined(self, wish: Join, arrival: int, error: KnownError) -> None:
        if self._made(wish, arrival):
            self._unsure = wish
            _go(self._ways_back)
        self.failed.emit(error)

    def _made(self, wish: Join, arrival: int) -> bool:
        """Whether nobody newer came than the one who was to be made."""
        if self._joining is wish:
            self._joining = None
        newest = arrival == self._arrivals
        if newest:
            self.on_its_way, self._unsure = False, None
        return newest


def _begin(desk: FindDesk, turn: Turn, look_up: Callable[[], None]) -> None:
    """Look for the next customer, once a sale that is on its way is through. Until somebody is really looked for,
    whoever was on their way still comes: half a scan brings nobody.
    """

    def begin() -> None:
        desk.is_anew = True
        look_up()
        desk.is_anew = False

    turn.when_free(begin)


def _go(ways: list[Callable[[], None]]) -> None:
    """Go them all; none is gone twice."""
    for way in ways:
        way()
    ways.clear()


def _is_composed_scan(text: str) -> bool:
    return sum(character.isalpha() and not character.isascii() for character in text) >= COMPOSED_MIN


def _new_member(phone: str, services: Services) -> Join:
    maker = services.maker
    return Join(
        operation_id=maker.operation_id(),
        print_job_id=maker.operation_id(),
        member_id=maker.member_id(),
        card_id=maker.card_id(),
        at_ms=services.clock.now_ms(),
        phone=phone,
    )


def _look_up_of(text: str) -> Callable[..., MemberFile | PaperCard | Refusal]:
    """How the owner of a scanned card is found."""
    if not is_hand_card(text):
        return members.look_up_card
    from desktop.operations import hand_cards

    return hand_cards.look_up
