"""A card's code: what its QR says, signed by the shop's own key, and why a scan is not a card of ours.

34 characters of the base32 alphabet (RFC 4648), all in the QR code's alphanumeric set: "R2", the card id (16), the
first 75 bits of HMAC-SHA256(secret, "card" + id) (15), and one check character over all before it. A card to be
stamped by hand says "H7" and signs "hand card" + id, so that neither kind can be taken for the other.
The check character is public and tells damage from a foreign shop's card; the signature is secret and tells a forgery.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import unicodedata

from loyalty import daqian
from loyalty.refusals import Refusal, RefusalReason

CARD_ID_BYTES = 10
CODE_LENGTH = 34
PREFIX = "R2"
HAND_PREFIX = "H7"

_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_FIELD_POLYNOMIAL = 0b100101
_SIGNED = {PREFIX: b"card", HAND_PREFIX: b"hand card"}
_ID_END = len(PREFIX) + 16
_BEGINS_LENGTH_MIN = 8


def card_code(secret: bytes, card_id: bytes, prefix: str = PREFIX) -> str:
    """The code of a card: 34 upper-case letters and digits. `card_id` is 10 random bytes, else ValueError.

    `prefix` says which kind of card: PREFIX a member's, HAND_PREFIX one to be stamped by hand.
    """
    if len(card_id) != CARD_ID_BYTES:
        raise ValueError(f"a card id has {CARD_ID_BYTES} bytes, not {len(card_id)}")
    body = prefix + base64.b32encode(card_id).decode("ascii") + _signature(secret, card_id, prefix)
    return body + _check_character(body)


def parse_card(secret: bytes, text: str) -> bytes | Refusal:
    """The card id of a scanned or typed code of either kind, or why it is none; `is_hand_card` tells which kind.

    Upper and lower case, full-width forms and codes that came through a Bopomofo layout are understood. Refused:
    CARD_INPUT_METHOD (an input method made other characters of the keys), CARD_TWO_SCANS, CARD_HALF_SCANNED,
    CARD_DAMAGED (check character wrong), CARD_FOREIGN (another shop's key), CARD_NOT_OURS (some other code).
    """
    code = _keys_pressed(text)
    if not code.isascii():
        other = "://" in code or "\n" in text.strip()
        return Refusal(RefusalReason.CARD_NOT_OURS if other else RefusalReason.CARD_INPUT_METHOD)
    if len(code) != CODE_LENGTH or not code.startswith(tuple(_SIGNED)):
        return Refusal(_why_no_code(code))
    if not _is_whole(code):
        return Refusal(RefusalReason.CARD_DAMAGED)
    card_id = base64.b32decode(code[len(PREFIX) : _ID_END])
    if not hmac.compare_digest(code[_ID_END:-1], _signature(secret, card_id, code[: len(PREFIX)])):
        return Refusal(RefusalReason.CARD_FOREIGN)
    return card_id


def begins_like_card(text: str) -> bool:
    """Whether the text is a card's code or the beginning of one, from 8 characters on: nobody's name or number."""
    code = _keys_pressed(text)
    return len(code) >= _BEGINS_LENGTH_MIN and code.startswith(tuple(_SIGNED)) and code.isascii() and code.isalnum()


def is_hand_card(text: str) -> bool:
    """Whether a code says that its card is one to be stamped by hand."""
    return _keys_pressed(text).startswith(HAND_PREFIX)


def _signature(secret: bytes, card_id: bytes, prefix: str) -> str:
    digest = hmac.new(secret, _SIGNED[prefix] + card_id, hashlib.sha256).digest()
    return base64.b32encode(digest[:10]).decode("ascii")[:15]


def _keys_pressed(text: str) -> str:
    """The code as the scanner meant it: plain characters, upper case, nothing blank."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if daqian.has_symbols(text):
        plain = "".join(daqian.to_latin(unicodedata.normalize("NFC", text)).split())
        plain = unicodedata.normalize("NFKC", plain)
    return plain.upper()


def _why_no_code(code: str) -> RefusalReason:
    if len(code) > CODE_LENGTH and _holds_whole_code(code):
        return RefusalReason.CARD_TWO_SCANS
    if not code.startswith(tuple(_SIGNED)):
        lost_start = any(_is_whole(kind[:lost] + code) for kind in _SIGNED for lost in range(1, len(kind) + 1))
        return RefusalReason.CARD_HALF_SCANNED if lost_start else RefusalReason.CARD_NOT_OURS
    if not code.isalnum():
        return RefusalReason.CARD_NOT_OURS
    return RefusalReason.CARD_HALF_SCANNED if len(code) < CODE_LENGTH else RefusalReason.CARD_DAMAGED


def _holds_whole_code(code: str) -> bool:
    starts = range(len(code) - CODE_LENGTH + 1)
    return any(
        code.startswith(tuple(_SIGNED), start) and _is_whole(code[start : start + CODE_LENGTH]) for start in starts
    )


def _is_whole(code: str) -> bool:
    """Whether a text has a code's length, alphabet and check character."""
    body = code[:-1]
    return (
        len(code) == CODE_LENGTH
        and body.startswith(tuple(_SIGNED))
        and set(code) <= set(_BASE32)
        and code[-1] == _check_character(body)
    )


def _check_character(body: str) -> str:
    """The remainder of the characters as digits in GF(32), by x^5 + x^2 + 1, each weighing twice its right neighbour.

    Weights are never 0 and neighbours' weights differ, so any one wrong character and any two neighbours swapped show.
    """
    remainder = 0
    for character in body:
        remainder = _doubled(remainder) ^ _BASE32.index(character)
    return _BASE32[_doubled(remainder)]


def _doubled(element: int) -> int:
    return element << 1 ^ (_FIELD_POLYNOMIAL if element & 16 else 0)
