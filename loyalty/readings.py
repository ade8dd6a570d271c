"""How Han characters are read: the Bopomofo initial of each character of a name.

pypinyin knows the readings and takes a quarter of a second to import; it is imported when the first name is read.
"""

from __future__ import annotations

from functools import cache

from loyalty import daqian

# Characters that are read differently as a surname, and the surname's initial.
SURNAME_INITIALS: dict[str, str] = {
    "曾": "ㄗ",
    "單": "ㄕ",
    "解": "ㄒ",
    "仇": "ㄑ",
    "查": "ㄓ",
    "區": "ㄡ",
    "樂": "ㄩ",
    "朴": "ㄆ",
    "蓋": "ㄍ",
    "冼": "ㄒ",
    "洗": "ㄒ",
    "秘": "ㄅ",
    "祕": "ㄅ",
    "繁": "ㄆ",
    "召": "ㄕ",
    "隗": "ㄨ",
    "翟": "ㄓ",
    "覃": "ㄑ",
    "種": "ㄔ",
    "万": "ㄇ",
    "繆": "ㄇ",
    "缪": "ㄇ",
    "晁": "ㄔ",
    "句": "ㄍ",
    "乜": "ㄋ",
    "折": "ㄕ",
    "祭": "ㄓ",
    "郗": "ㄔ",
    "黑": "ㄏ",
    "尉": "ㄨ",
    "員": "ㄩ",
    "尹": "ㄧ",
    "沈": "ㄕ",
    "佴": "ㄋ",
    "卜": "ㄅ",
    "费": "ㄈ",
    "單于": "ㄔ",
}


def initials(characters: str) -> str:
    """The first Bopomofo symbol of each character: "王小明" -> "ㄨㄒㄇ". The first character is read as a surname.

    Symbols stand for themselves; a character without a reading (kana, emoji, the rarest Han) is left out.
    """
    read = [_initial(character) for character in characters]
    if characters[:1] in SURNAME_INITIALS:
        read[0] = SURNAME_INITIALS[characters[0]]
    return "".join(read)


@cache
def _initial(character: str) -> str:
    if daqian.has_symbols(character):
        return daqian.to_initials(character)
    from pypinyin import Style, lazy_pinyin

    first = lazy_pinyin(character, style=Style.BOPOMOFO, errors="ignore")
    return first[0][0] if first and daqian.has_symbols(first[0][:1]) else ""
