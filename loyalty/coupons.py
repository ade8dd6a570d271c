"""Coupons for whoever brings them: codes of a batch, easy to type and to scan, and the entries that put them out.

A code has ten characters out of 31 that nobody confuses (no 0 O 1 I L): eight drawn from the operation's id and the
coupon's number, one that tells its programme, one that checks the others. The check finds every single wrong character
and every two neighbours exchanged, as 31 is a prime and the weights differ.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from loyalty.ledger import SHOP, Account, Entry, EntryReason, LotKey, Unit
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason

BATCH_MAX = 1_000
CODE_LENGTH = 10

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_DRAWN = 8
# What a member card's code begins with: no coupon may look like the beginning of one.
_CARD_PREFIX = "R2"


@dataclass(frozen=True, slots=True)
class Batch:
    """What an ISSUE operation puts out: the codes to print, and one entry for each, held by the SHOP."""

    codes: tuple[str, ...]
    entries: tuple[Entry, ...]
    expires_on: date


def issue(programme: Programme, count: int, operation_id: str, day: date) -> Batch | Refusal:
    """A batch of coupons of a programme whose terms issue them; the same operation id gives the same codes.

    `day` is the business day; the coupons may be used until `valid_days` later, that day whole. Refused: STOPPED,
    QUANTITY_OUT_OF_RANGE (1 to 1,000). Raises ValueError for a programme that issues none.
    """
    if programme.terms.get("way") != "issued":
        raise ValueError(f"{programme.id} issues no coupons")
    if programme.stopped:
        return Refusal(RefusalReason.STOPPED)
    if not 1 <= count <= BATCH_MAX:
        return Refusal(RefusalReason.QUANTITY_OUT_OF_RANGE, {"limit": BATCH_MAX})
    ends = day + timedelta(days=int(str(programme.terms["valid_days"])))
    codes = _codes(programme.id, count, operation_id)
    entries = tuple(
        Entry(
            position=position,
            account=Account(programme.id, Unit.COUPON, code),
            delta=1,
            lot=LotKey(operation_id, position),
            reason=EntryReason.ISSUED,
            expires_on=ends,
            holder=SHOP,
        )
        for position, code in enumerate(codes)
    )
    return Batch(codes, entries, ends)


def is_code(code: str) -> bool:
    """Whether a text, already in capitals and without blanks, is the code of some issued coupon, read right."""
    return (
        len(code) == CODE_LENGTH and all(each in _ALPHABET for each in code) and code[-1] == _check_character(code[:-1])
    )


def is_code_of(code: str, programme_id: str) -> bool:
    """Whether it is such a code and tells this programme; one in 31 codes of another programme tells it too."""
    return is_code(code) and code[_DRAWN] == _programme_character(programme_id)


def _codes(programme_id: str, count: int, operation_id: str) -> tuple[str, ...]:
    """Different codes of one batch."""
    drawn: dict[str, None] = {}
    number = 0
    while len(drawn) < count:
        body = _draw(f"{operation_id}/{number}")
        if not body.startswith(_CARD_PREFIX):
            drawn.setdefault(body)
        number += 1
    told = [body + _programme_character(programme_id) for body in drawn]
    return tuple(body + _check_character(body) for body in told)


def _draw(text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    characters = []
    for _ in range(_DRAWN):
        number, index = divmod(number, len(_ALPHABET))
        characters.append(_ALPHABET[index])
    return "".join(characters)


def _programme_character(programme_id: str) -> str:
    return _ALPHABET[hashlib.sha256(programme_id.encode()).digest()[0] % len(_ALPHABET)]


def _check_character(body: str) -> str:
    total = sum(weight * _ALPHABET.index(each) for weight, each in enumerate(body, start=2))
    return _ALPHABET[total % len(_ALPHABET)]
