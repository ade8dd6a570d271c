"""What the printer's own Chinese fonts know, told from the bytes. Written from the standards, not from the product."""

from __future__ import annotations

import unicodedata

BIG5, GB18030 = "big5", "gb18030"
ENCODINGS = (BIG5, GB18030)


class UnknownCharacterError(ValueError):
    """The bytes name no character that a printer of this encoding is sure to have."""


def length(encoding: str, first: int, second: int) -> int:
    """How many bytes the character takes that begins with these two: 2, or 4 in GB 18030."""
    return 4 if encoding == GB18030 and 0x30 <= second <= 0x39 else 2


def character(encoding: str, code: bytes) -> str:
    """The one character. Raises UnknownCharacterError."""
    if encoding == BIG5 and not _in_big5(code):
        raise UnknownCharacterError(f"{code.hex(' ')} is outside the blocks of standard Big5")
    if encoding == GB18030 and not _in_gb18030(code):
        raise UnknownCharacterError(f"{code.hex(' ')} is outside the ranges of GB 18030")
    try:
        text = code.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownCharacterError(f"{code.hex(' ')} is no character of {encoding}") from error
    if len(text) != 1 or unicodedata.category(text) in ("Co", "Cn", "Cc", "Cf", "Cs"):
        raise UnknownCharacterError(f"{code.hex(' ')} is no printable character of {encoding}")
    return text


def _in_big5(code: bytes) -> bool:
    """Symbols A140-A3BF, level 1 A440-C67E, level 2 C940-F9D5 (the Institute for Information Industry, 1984)."""
    first, second = code
    trail = 0x40 <= second <= 0x7E or 0xA1 <= second <= 0xFE
    value = first << 8 | second
    blocks = ((0xA140, 0xA3BF), (0xA440, 0xC67E), (0xC940, 0xF9D5))
    return trail and any(low <= value <= high for low, high in blocks)


def _in_gb18030(code: bytes) -> bool:
    """Two bytes 81-FE 40-7E,80-FE; four bytes 81-FE 30-39 81-FE 30-39 (GB 18030-2005, 4.1)."""
    if len(code) == 2:
        return 0x81 <= code[0] <= 0xFE and (0x40 <= code[1] <= 0x7E or 0x80 <= code[1] <= 0xFE)
    leads, trails = code[0::2], code[1::2]
    return all(0x81 <= lead <= 0xFE for lead in leads) and all(0x30 <= trail <= 0x39 for trail in trails)
