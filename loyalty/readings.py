"""How Han characters are read: the Bopomofo initials of a name.

pypinyin knows the readings and takes a quarter of a second to import; it is imported when the first name is read. It
gives the mainland's reading of a lone character: the tables below hold Taiwan's, and those of surnames.
"""

from __future__ import annotations

from functools import cache
from itertools import islice, product

from loyalty import daqian

READINGS_MAX = 8

# Surnames that are read otherwise than the lone character, most usual reading first.
_SURNAMES: dict[str, str] = {
    "曾": "ㄗ",
    "單": "ㄕ",
    "解": "ㄒ",
    "仇": "ㄑ",
    "查": "ㄓ",
    "區": "ㄡ",
    "粘": "ㄋ",
    "樂": "ㄩㄌ",
    "翟": "ㄓㄉ",
    "覃": "ㄑㄊ",
    "隗": "ㄨㄎ",
    "諶": "ㄔㄕ",
    "召": "ㄕ",
    "秘": "ㄅ",
    "祕": "ㄅ",
    "繁": "ㄆ",
    "種": "ㄔ",
    "句": "ㄍ",
    "乜": "ㄋ",
    "折": "ㄕ",
    "祭": "ㄓ",
    "郗": "ㄔㄒ",
    "佴": "ㄋ",
}

_DOUBLE_SURNAMES: dict[str, tuple[str, str]] = {
    "單于": ("ㄔ", "ㄩ"),
    "尉遲": ("ㄩ", "ㄔ"),
    "澹臺": ("ㄊ", "ㄊ"),
    "澹台": ("ㄊ", "ㄊ"),
    "万俟": ("ㄇ", "ㄑ"),
}

# Characters of given names that have two readings in use, or one that differs from the mainland's.
_GIVEN: dict[str, str] = {
    "樂": "ㄌㄩ",
    "長": "ㄔㄓ",
    "朝": "ㄔㄓ",
    "傳": "ㄔㄓ",
    "重": "ㄔㄓ",
    "行": "ㄒㄏ",
    "盛": "ㄕㄔ",
    "藏": "ㄘㄗ",
    "莘": "ㄒㄕ",
    "菁": "ㄐㄑ",
    "茜": "ㄑㄒ",
    "媞": "ㄊ",
    "圳": "ㄗㄓ",
    "圻": "ㄑㄧ",
    "調": "ㄊㄉ",
    "蝸": "ㄍ",
    "晟": "ㄔㄕ",
    "玢": "ㄅㄈ",
    "滎": "ㄧㄒ",
    "伽": "ㄐㄑ",
    "裳": "ㄔㄕ",
}


def initials(characters: str) -> tuple[str, ...]:
    """The first Bopomofo symbol of each character: "王小明" -> ("ㄨㄒㄇ",); the first is read as a surname.

    Several where a character has several readings, at most 8, the most usual first. Symbols stand for themselves; a
    character without a reading (kana, emoji, the rarest Han) is left out. () when nothing can be read.
    """
    double = _DOUBLE_SURNAMES.get(characters[:2], ())
    given = characters[len(double) :] if double else characters[1:]
    surname = double or tuple(_SURNAMES.get(character) or _read(character) for character in characters[:1])
    choices = (choice for choice in (*surname, *(_GIVEN.get(character) or _read(character) for character in given)))
    found = islice(product(*(choice for choice in choices if choice)), READINGS_MAX)
    return tuple("".join(reading) for reading in found if reading)


@cache
def _read(character: str) -> str:
    if daqian.has_symbols(character):
        return daqian.to_initials(character)
    from pypinyin import Style, lazy_pinyin

    first = lazy_pinyin(character, style=Style.BOPOMOFO, errors="ignore")
    return first[0][0] if first and daqian.has_symbols(first[0][:1]) else ""
