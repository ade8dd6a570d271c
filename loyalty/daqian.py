"""The Daqian (standard Bopomofo) keyboard: which Latin key writes which symbol, both ways.

A scanner is a keyboard: with a Bopomofo input method switched on, its digits and letters arrive as symbols. The layout
is the one printed on Taiwan's keyboards.
"""

from __future__ import annotations

_KEYS = "1qaz2wsxedcrfv5tgbyhnujm8ik,9ol.0p;/-"
_SYMBOLS = "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄧㄨㄩㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦ"
_TONE_KEYS = "3467"
_TONES = "ˇˋˊ˙"

SYMBOL_OF_KEY: dict[str, str] = dict(zip(_KEYS + _TONE_KEYS, _SYMBOLS + _TONES, strict=True))
"""Latin key (lower case) -> Bopomofo symbol or tone mark."""

KEY_OF_SYMBOL: dict[str, str] = {symbol: key for key, symbol in SYMBOL_OF_KEY.items()} | {"ˉ": " ", "一": "u"}
"""Bopomofo symbol or tone mark -> Latin key. The first tone's key is the space bar; ㄧ may arrive as 一."""

_CONSONANTS = frozenset("ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ")
_MEDIALS = frozenset("ㄧㄨㄩ")
_TONE_MARKS = frozenset("ˉ" + _TONES)


def has_symbols(text: str) -> bool:
    """Whether the text holds a Bopomofo symbol or tone mark."""
    return any(character in _SYMBOLS or character in _TONE_MARKS for character in text)


def to_latin(text: str) -> str:
    """The keys that were pressed for a text that came through a Bopomofo layout; all other characters stay."""
    return "".join(KEY_OF_SYMBOL.get(character, character) for character in text)


def to_initials(text: str) -> str:
    """The Bopomofo symbols of keys or symbols typed into the search box, tones and spaces dropped: "jva" -> "ㄨㄒㄇ".

    "" when a character is neither a key of the layout nor a symbol.
    """
    symbols = [SYMBOL_OF_KEY.get(character, character) for character in text.lower() if not character.isspace()]
    if not all(symbol in _SYMBOLS or symbol in _TONE_MARKS for symbol in symbols):
        return ""
    return "".join(symbol for symbol in symbols if symbol not in _TONE_MARKS)


def syllable_initials(text: str) -> str:
    """The first symbol of each syllable of symbols or keys typed in full: "ㄨㄤˊㄒㄧㄠˇ" and "j;6vul3" -> "ㄨㄒ".

    "" when `to_initials` cannot read the text.
    """
    if not to_initials(text):
        return ""
    initials: list[str] = []
    before = ""
    for character in text.lower():
        symbol = SYMBOL_OF_KEY.get(character, character)
        if symbol in _SYMBOLS and _begins_syllable(before, symbol):
            initials.append(symbol)
        before = symbol
    return "".join(initials)


def _begins_syllable(before: str, symbol: str) -> bool:
    if symbol in _CONSONANTS or before not in _CONSONANTS | _MEDIALS:
        return True
    return symbol in _MEDIALS and before in _MEDIALS
