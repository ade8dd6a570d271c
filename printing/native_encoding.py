"""Which characters a printer's own Chinese font can be trusted to have, and their bytes. No Qt.

BIG5 stands for what every Big5 printer has: the standard's symbols (A140-A3BF), level 1 (A440-C67E) and level 2
(C940-F9D5) of Big5:1984. What code page 950 adds to it (the euro sign, ETEN's seven characters and box drawing) is
taken as lacking, and so is a symbol on which the tables of Big5 differ. GB18030 stands for the symbols of GB 2312 and
the two-byte Chinese characters of GBK: cheap printers know neither GBK's own symbols nor four bytes, and draw the Latin
letters of GB 2312 twice as wide as they are.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from printing.route import TextRoute

_BIG5_BLOCKS = ((0xA140, 0xA3BF), (0xA440, 0xC67E), (0xC940, 0xF9D5))
_PINYIN_ROW = 0xA8
_SYMBOL_ROWS = range(0xA1, 0xAA)
_ROW_START = 0xA1
_LATIN_END = 0x24F  # "é" is as narrow as "e", although Unicode leaves it open


@lru_cache(maxsize=16_384)
def encoded(character: str, route: TextRoute) -> bytes | None:
    """The character's one or two bytes in the printer's encoding, None when the printer may lack it.

    One byte prints half as wide as two. Nothing is printable in TextRoute.PICTURE beyond ASCII.
    """
    if character.isascii():
        return character.encode() if character.isprintable() else None
    try:
        match route:
            case TextRoute.BIG5:
                return _standard_big5(character, character.encode("cp950"))
            case TextRoute.GB18030:
                return _common_gbk(character.encode("gbk"))
            case TextRoute.PICTURE:
                return None
    except UnicodeEncodeError:
        return None


def cells(character: str, route: TextRoute) -> int:
    """How many half-width cells the character takes: 1 or 2. What is drawn in its place is as wide."""
    known = encoded(character, route)
    if known is not None:
        return len(known)
    kind = unicodedata.east_asian_width(character)
    return 2 if kind in "WF" or (kind == "A" and ord(character) > _LATIN_END) else 1


def _standard_big5(character: str, code: bytes) -> bytes | None:
    value = int.from_bytes(code)
    standard = any(first <= value <= last for first, last in _BIG5_BLOCKS)
    return code if standard and code.decode("cp950") == code.decode("big5", "replace") == character else None


def _common_gbk(code: bytes) -> bytes | None:
    lead, trail = code
    if lead in _SYMBOL_ROWS:
        return code if trail >= _ROW_START and lead != _PINYIN_ROW and _in_gb2312(code) else None
    return code  # GBK has nothing but Chinese in its other rows


def _in_gb2312(code: bytes) -> bool:
    try:
        code.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True
