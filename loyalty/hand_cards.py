"""Cards to be stamped by hand: their serials and codes, and what is on the paper taken over into the ledger, once."""

from __future__ import annotations

import base64
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from loyalty import expiry
from loyalty.adjustments import Adjustment, add
from loyalty.cards import HAND_PREFIX, card_code
from loyalty.checkout import situate
from loyalty.ledger import Account, EntryReason, Lot, LotKey, Standing, Unit
from loyalty.lots import Book
from loyalty.programmes import Programme
from loyalty.programs.kind import whole
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from loyalty.situation import Situation
from loyalty.terms import malformed

MOST_AT_ONCE = 200
_DAY_MS = 86_400_000
_SERIAL_BYTES = 5
_SERIAL_LENGTH = 8


def hand_card_code(secret: bytes, card_id: bytes) -> str:
    """What the QR of a card to be stamped by hand says; `loyalty.cards.parse_card` reads it back."""
    return card_code(secret, card_id, HAND_PREFIX)


def serial_of(card_id: bytes) -> str:
    """Eight letters and digits that nobody mixes up: the first 40 bits of the card id in base 32 (RFC 4648)."""
    return base64.b32encode(card_id[:_SERIAL_BYTES]).decode("ascii")


def typed_serial(text: str) -> str:
    """A serial as it was typed, with or without spaces and hyphens; "" when it cannot be one."""
    plain = "".join(unicodedata.normalize("NFKC", text).upper().replace("-", " ").split())
    if len(plain) != _SERIAL_LENGTH or not plain.isascii():
        return ""
    known = all(character.isalpha() or character in "234567" for character in plain)
    return plain if known and any(character.isalpha() for character in plain) else ""


def refusal_to_make(programme: Programme | None, programme_id: str, count: int) -> Refusal | None:
    """Why so many cards of a programme cannot be made: MALFORMED for one that is unknown or no stamp card, STOPPED,
    QUANTITY_OUT_OF_RANGE outside 1 to 200."""
    if programme is None or programme.kind != "stamp_card":
        return malformed("programme", "unknown_reference", name=programme_id)
    if programme.stopped:
        return Refusal(RefusalReason.STOPPED)
    if not 1 <= count <= MOST_AT_ONCE:
        return Refusal(RefusalReason.QUANTITY_OUT_OF_RANGE, {"limit": MOST_AT_ONCE})
    return None


def why_not(programme: Programme, stamps: int, circles: int) -> Refusal | None:
    """Why the stamps of a paper with so many circles cannot be taken over: HAND_CARD_STOPPED, HAND_CARD_COUNT outside
    0 to its circles."""
    if programme.stopped:
        return Refusal(RefusalReason.HAND_CARD_STOPPED, {"programme": programme.name})
    return None if 0 <= stamps <= circles else Refusal(RefusalReason.HAND_CARD_COUNT, {"limit": circles})


def take_over(
    programmes: Sequence[Programme],
    programme: Programme,
    stamps: int,
    circles: int,
    made_at_ms: int,
    standing: Standing,
    at_ms: int,
    shop: ShopRules,
    operation_id: str,
) -> Adjustment:
    """The stamps on the paper as an ADJUST operation at `at_ms`; a full card fills, and one past its
    half-way mark brings the reward of it. None at all is recorded too.

    `made_at_ms` is when the paper was made with its `circles`: it is never asked for more stamps. Times are epoch
    milliseconds UTC. Nothing stands against it: ask `why_not` before.
    """
    situation = situate(programmes, standing, at_ms, shop)
    book = Book(situation.standing, operation_id)
    if stamps:
        account = Account(programme.id, Unit.STAMP)
        ends = expiry.last_day(programme.terms, situation.day)
        begun = _as_begun(situation, programme, account, circles, made_at_ms)
        add(book, programme, account, stamps, EntryReason.TAKEN_OVER, {"base": stamps}, ends, begun)
    return Adjustment(tuple(book.entries), situation.standing.balances(), book.balances, {"on_paper": stamps})


def _as_begun(situation: Situation, programme: Programme, account: Account, circles: int, made_at_ms: int) -> Situation:
    """Where the paper asks for fewer stamps than the card does today, it was begun when the paper was made.

    Terms rule from the beginning of their day: a paper that was made earlier on that day is of the day before.
    """
    if circles >= whole(programme, "stamps_needed"):
        return situation
    asked_that_day = whole(programme.as_of(situation.shop.calendar.business_day(made_at_ms)), "stamps_needed")
    begun_ms = made_at_ms if asked_that_day == circles else made_at_ms - _DAY_MS
    paper = Lot(LotKey("", 0), account, 1, begun_ms)
    standing = situation.standing
    return replace(situation, standing=replace(standing, lots=(*standing.lots, paper)))
