"""The end of a till's chain as it is printed and typed again: the newest operation and the beginning of its hash."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# 64 bits: nobody finds another history with the same beginning.
_DIGITS, _GROUP = 16, 4
# What is typed from paper may leave the last groups out, but 32 bits at least must be there.
_DIGITS_LEAST, _DIGITS_MOST = 8, 64
_PRINTED = re.compile(r"(?P<till>\S(?:.*\S)?)-(?P<number>[0-9]{1,18})\s+(?P<digits>[0-9a-fA-F\s]+)")


@dataclass(frozen=True, slots=True)
class Head:
    """A till's operation by its number, and the first hex digits (lower case, no gaps) of the chain at it."""

    till: str
    number: int
    digits: str


def head_text(till: str, number: int, chain: bytes) -> str:
    """ "A-001234 ab12 cd34 5678 9abc": the slip number, then the first 16 hex digits of the hash in groups of 4."""
    digits = chain.hex()[:_DIGITS]
    groups = [digits[start : start + _GROUP] for start in range(0, _DIGITS, _GROUP)]
    return " ".join([f"{till}-{number:06d}", *groups])


def parse_head(text: str) -> Head | None:
    """A printed head as typed, with any gaps and in any case; None when it is none, or has fewer than 8 hex digits."""
    found = _PRINTED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    digits = "".join(found["digits"].split()).lower()
    if not _DIGITS_LEAST <= len(digits) <= _DIGITS_MOST:
        return None
    return Head(found["till"], int(found["number"]), digits)
