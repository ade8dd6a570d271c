"""The Bopomofo keyboard, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.daqian import KEY_OF_SYMBOL, SYMBOL_OF_KEY, has_symbols, syllable_initials, to_initials, to_latin

KEYS = "".join(SYMBOL_OF_KEY)


def test_the_layout_is_the_one_printed_on_the_keys() -> None:
    rows = ["1234567890-", "qwertyuiop", "asdfghjkl;", "zxcvbnm,./"]
    printed = ["ㄅㄉˇˋㄓˊ˙ㄚㄞㄢㄦ", "ㄆㄊㄍㄐㄔㄗㄧㄛㄟㄣ", "ㄇㄋㄎㄑㄕㄘㄨㄜㄠㄤ", "ㄈㄌㄏㄒㄖㄙㄩㄝㄡㄥ"]
    assert ["".join(SYMBOL_OF_KEY[key] for key in row) for row in rows] == printed


def test_every_symbol_has_one_key_and_every_key_one_symbol() -> None:
    assert len(SYMBOL_OF_KEY) == 41
    assert all(KEY_OF_SYMBOL[symbol] == key for key, symbol in SYMBOL_OF_KEY.items())


@given(st.text(KEYS))
def test_what_came_through_the_layout_is_mapped_back(keys: str) -> None:
    assert to_latin("".join(SYMBOL_OF_KEY[key] for key in keys)) == keys


def test_other_characters_stay_as_they_are() -> None:
    assert to_latin("ㄐㄉ AB王+") == "r2 AB王+"


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("jva", "ㄨㄒㄇ"),
        ("JVA", "ㄨㄒㄇ"),
        ("ㄨㄒㄇ", "ㄨㄒㄇ"),
        ("j v", "ㄨㄒ"),
        ("5vj", "ㄓㄒㄨ"),
        ("王v", ""),
        ("", ""),
        ("amy!", ""),
    ],
)
def test_letters_read_as_the_symbols_on_their_keys(text: str, initials: str) -> None:
    assert to_initials(text) == initials


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("ㄨㄤˊㄒㄧㄠˇㄇㄧㄥˊ", "ㄨㄒㄇ"),
        ("j;6vul3au/6", "ㄨㄒㄇ"),
        ("ㄨㄤˊ", "ㄨ"),
        ("ㄨㄒㄇ", "ㄨㄒㄇ"),
        ("ㄔㄣˊㄢ", "ㄔㄢ"),
        ("ㄓㄤㄧㄥ", "ㄓㄧ"),
        ("ㄕˊ ㄦˋ", "ㄕㄦ"),
        ("王", ""),
    ],
)
def test_whole_syllables_give_their_initials(text: str, initials: str) -> None:
    assert syllable_initials(text) == initials


def test_symbols_and_tones_are_noticed() -> None:
    assert has_symbols("abcˇ")
    assert has_symbols("ㄅ")
    assert not has_symbols("abc 王 123")
