"""Finding and joining: by phone, card, the last digits, the name and its Bopomofo initials."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.operations.member_list import MemberQuery, page
from desktop.operations.search import find
from desktop.tour.failure import TourError
from desktop.tour.look import rows_of
from desktop.tour.stage import Stage
from loyalty import readings
from loyalty.members import MemberRow
from loyalty.phones import mask_phone
from loyalty.refusals import Refusal

_PHONE_OF_NOBODY = "0987654321"
_ROWS = 300
_STAMPS_WANTED = 5
_NAME_LENGTH = 3


def join_by_phone(stage: Stage) -> None:
    """A phone and Enter make a member with a card."""
    view, hand, words = stage.app.counter, stage.hand, stage.words
    stage.same("people with the new phone", (), find(stage.desks.services.store, _PHONE_OF_NOBODY))
    hand.type(_PHONE_OF_NOBODY)
    stage.sees(view.find, words("desk.join_sentence"))
    stage.shot("join-offer")
    hand.enter()
    masked = mask_phone(_PHONE_OF_NOBODY)
    stage.sees(view.member.head, masked)
    member = stage.desks.counter.sale.member
    if member is None:
        raise TourError("the new member at the counter", "nobody")
    stage.notes["new"] = str(member.member.id)
    slip = stage.slip("member_card")
    stage.notes["new card"] = stage.reads(slip, stage.code_of(member.member.id))
    stage.sees(stage.app.window.bottom_bar, words("desk.joined", name=masked, number=member.member.number))
    stage.shot("joined")


def scan_the_new_card(stage: Stage) -> None:
    """The code read from the new card's paper finds its member again."""
    view = stage.app.counter
    stage.hand.press(Qt.Key.Key_Escape)
    stage.sees_nobody()
    stage.hand.scan(stage.notes["new card"])
    stage.sees(view.member.head, mask_phone(_PHONE_OF_NOBODY))
    stage.same("the search box after the scan", "", view.search_text())
    stage.shot("scanned")
    stage.hand.press(Qt.Key.Key_Escape)


def last_three_digits(stage: Stage) -> None:
    """The last three digits of a phone find the regular."""
    regular = _regular(stage)
    stage.notes["regular"] = str(regular.id)
    stage.notes["regular name"] = regular.name
    stage.hand.press(Qt.Key.Key_F1)
    stage.hand.type(regular.phone[-3:])
    _finds(stage, regular)
    stage.shot("find-by-digits")
    _empty_search(stage)


def by_name(stage: Stage) -> None:
    """One surname is a fine search."""
    regular = _known_regular(stage)
    stage.hand.say(regular.name[0])
    stage.wait("people of that surname", lambda: stage.app.counter.find.matches.count() > 1)
    stage.shot("find-by-surname")
    stage.hand.say(regular.name[1:])
    _finds(stage, regular)
    stage.shot("find-by-name")
    _empty_search(stage)


def by_initials(stage: Stage) -> None:
    """Bopomofo initials find the regular; the arrows choose and Enter takes."""
    regular = _known_regular(stage)
    view = stage.app.counter
    stage.hand.say(readings.initials(regular.name)[0])
    _finds(stage, regular)
    stage.shot("find-by-initials")
    while (row := view.find.matches.current()) is None or row.member_id != regular.id:
        before = row
        stage.hand.press(Qt.Key.Key_Down)
        if view.find.matches.current() == before:
            raise TourError(f"{regular.name} among the rows", rows_of(view.find.matches))
    stage.hand.enter()
    stage.sees(view.member.head, regular.name)
    stage.shot("member")
    stage.hand.press(Qt.Key.Key_Escape)


def _regular(stage: Stage) -> MemberRow:
    """Somebody of the demo shop with a name of three characters, half a card, and likes that the counter shows."""
    services = stage.desks.services
    found = page(services.store, services.state.context, MemberQuery(), _ROWS, None)
    if isinstance(found, Refusal):
        raise TourError("the list of members", found)
    for row in found.rows:
        if row.stamps != _STAMPS_WANTED or len(row.name) != _NAME_LENGTH or row.name.isascii():
            continue
        if stage.file_of(row.id).member.preferences:
            return row
    raise TourError(f"a regular with {_STAMPS_WANTED} stamps in the demo shop", len(found.rows))


def _known_regular(stage: Stage) -> MemberRow:
    services = stage.desks.services
    return next(
        row for row in find(services.store, stage.notes["regular name"]) if str(row.id) == stage.notes["regular"]
    )


def _finds(stage: Stage, person: MemberRow) -> None:
    matches = stage.app.counter.find.matches
    expected = f"{person.name} {mask_phone(person.phone)}"
    stage.wait(f"{expected} among the people found", lambda: expected in rows_of(matches), lambda: rows_of(matches))


def _empty_search(stage: Stage) -> None:
    stage.hand.press(Qt.Key.Key_Escape)
    stage.same("the search box after Esc", "", stage.app.counter.search_text())
