"""Names as they are kept, and everything a member is found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.names import Query, QueryKind, avatar_initial, clean_name, matches, query_keys, search_keys
from loyalty.refusals import Refusal, RefusalReason

SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐"
GIVEN = "怡君雅婷淑芬美玲志明俊傑家豪建宏冠廷承恩堃喆犇煊𠮷𡘙"
NAMES = st.builds("".join, st.tuples(st.sampled_from(SURNAMES), st.text(GIVEN, min_size=1, max_size=2)))
MOBILES = st.from_regex(r"09[0-9]{8}", fullmatch=True)


def found(text: str, name: str = "", phone: str = "", number: int = 0) -> bool:
    return any(matches(query, name, phone, number) for query in query_keys(text))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("王小明", "王小明"),
        ("  王小明　\n", "王小明"),
        ("Amy \t  Chen", "Amy Chen"),
        ("瓦歷斯　諾幹", "瓦歷斯 諾幹"),
        ("王\u200b小\ufeff明", "王小明"),
        ("王\u202e小\u2066明\u2069", "王小明"),
        ("王\x00小\x1b明", "王小明"),
        ("王小明\u200d", "王小明"),
        ("Ame\u0301lie", "Amélie"),
        ("𠮷野堃", "𠮷野堃"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("小美🐱", "小美🐱"),
        ("主廚👩\u200d🍳", "主廚👩\u200d🍳"),
        ("❤️\u200d🔥", "❤️\u200d🔥"),
        ("👍🏽", "👍🏽"),
        ("", ""),
        ("   ", ""),
        ("王" * 60, "王" * 60),
    ],
)
def test_a_name_is_kept_as_it_should_read(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize("typed", ["王" * 61, "\u200b", "\x00\x01", "\u202e\u202c", "王\ud800", "🐱" * 61])
def test_a_name_that_cannot_be_kept_is_refused_and_never_cut(typed: str) -> None:
    assert clean_name(typed) == Refusal(RefusalReason.NAME_UNREADABLE, {"limit": 60})


@given(st.text(max_size=80))
def test_a_clean_name_stays_clean(typed: str) -> None:
    name = clean_name(typed)
    if isinstance(name, str):
        assert clean_name(name) == name


@pytest.mark.parametrize(("name", "initial"), [("王小明", "王"), ("amy", "A"), ("𠮷野", "𠮷"), ("ßen", "ß"), ("", "")])
def test_the_avatar_shows_the_first_character(name: str, initial: str) -> None:
    assert avatar_initial(name) == initial


def test_the_keys_of_a_usual_member_are_ten() -> None:
    expected = {"王", "小", "明", "王小", "小明", "ㄨ", "ㄨㄒ", "ㄨㄒㄇ", "ㄒㄇ", "#678"}
    assert search_keys("王小明", "0912345678") == expected


def test_latin_names_are_found_by_the_beginnings_of_their_words() -> None:
    keys = {"a", "am", "amy", "c", "ch", "che", "chen"}
    assert search_keys("Amy Chen", "") == keys == search_keys("ＡＭＹ　ＣＨＥＮ", "")
    assert max(map(len, search_keys("Wolfeschlegelstein", ""))) == 12
    assert search_keys("O'Neil", "") == {"o", "n", "ne", "nei", "neil"}


def test_a_member_without_name_and_phone_has_no_keys() -> None:
    assert search_keys("", "") == frozenset()


def test_spaces_and_dots_do_not_part_a_name() -> None:
    assert {"斯諾", "歷斯"} <= search_keys("瓦歷斯‧諾幹", "") == search_keys("瓦歷斯 諾幹", "")


@pytest.mark.parametrize(
    ("name", "initials", "not_found"),
    [
        ("曾國城", "ㄗㄍㄔ", "ㄘ"),
        ("單立文", "ㄕㄌㄨ", "ㄉ"),
        ("解立元", "ㄒㄌㄩ", "ㄐ"),
        ("仇小龍", "ㄑㄒㄌ", "ㄔ"),
        ("查良鏞", "ㄓㄌㄩ", "ㄔ"),
        ("區桂芝", "ㄡㄍㄓ", "ㄑ"),
        ("粘碧鳳", "ㄋㄅㄈ", "ㄓ"),
        ("樂嘉明", "ㄩㄐㄇ", "ㄒ"),
        ("員小明", "ㄩㄒㄇ", "ㄇ"),
        ("尹乃菁", "ㄧㄋㄐ", "ㄋ"),
        ("澹臺明", "ㄊㄊㄇ", "ㄉ"),
        ("安心亞", "ㄢㄒㄧ", "ㄣ"),
        ("歐陽娜娜", "ㄡㄧㄋㄋ", "ㄋ"),
    ],
)
def test_surnames_are_read_as_surnames(name: str, initials: str, not_found: str) -> None:
    keys = search_keys(name, "")
    assert initials in keys
    assert not_found not in keys


def test_a_character_with_two_readings_is_found_by_both() -> None:
    assert {"ㄓㄋㄑ", "ㄉㄋㄑ"} <= search_keys("翟乃青", "")
    assert {"ㄔㄕㄒ", "ㄔㄒㄒ"} <= search_keys("陳莘心", "")


@given(NAMES)
def test_initials_have_one_symbol_a_character_that_can_be_read(name: str) -> None:
    longest = max(
        (key for key in search_keys(name, "") if key[0] in "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄧㄨㄩ"), key=len
    )
    assert len(name) - 2 <= len(longest) <= len(name)


@given(NAMES, MOBILES, st.integers(1, 10**9))
def test_a_member_is_found_by_all_they_can_be_asked_for(name: str, phone: str, number: int) -> None:
    who = (name, phone, number)
    for length in range(1, len(name) + 1):
        assert found(name[:length], *who)
        assert found(name[-length:], *who)
    for length in (1, 2, *range(4, 11)):
        assert found(phone[:length], *who)
    assert found(phone[-3:], *who)
    assert found(phone[-4:], *who)
    assert found(f"+886 {phone[1:4]}-{phone[4:]}", *who)
    assert found(f"#{number}", *who)
    for initials in (
        key for key in search_keys(name, phone) if key[0] in "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄧㄨㄩ"
    ):
        assert found(initials, *who)


@given(NAMES, MOBILES)
def test_three_digits_are_the_last_three_only(name: str, phone: str) -> None:
    assert not found(phone[:3], name, phone) or phone.endswith(phone[:3])


def digits(**fields: str) -> Query:
    return Query(QueryKind.DIGITS, **fields)


def ending(text: str) -> Query:
    return Query(QueryKind.DIGITS, ("#" + text[-3:],) if len(text) > 2 else (), ending=text)


def number(value: int) -> Query:
    return Query(QueryKind.NUMBER, number=value)


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("0", (digits(beginning="0"), ending("0"))),
        ("7", (ending("7"), number(7))),
        ("09", (digits(beginning="09"), ending("09"))),
        ("42", (ending("42"), number(42))),
        ("678", (ending("678"), number(678))),
        ("078", (ending("078"),)),
        ("0912", (digits(beginning="0912"), ending("0912"))),
        ("5678", (ending("5678"), number(5678))),
        ("9123", (digits(beginning="09123"), ending("9123"), number(9123))),
        ("09123", (digits(beginning="09123"),)),
        ("０９１２３", (digits(beginning="09123"),)),
        ("0912-345", (digits(beginning="0912345"),)),
        ("+886 912 3", (digits(beginning="09123"),)),
        ("886912", (digits(beginning="0912"), number(886912))),
        ("+81 90", (digits(beginning="+8190"),)),
        ("912345", (digits(beginning="0912345"), number(912345))),
        ("000123", (digits(beginning="000123"), number(123))),
        ("23456789", (ending("23456789"),)),
        ("#123", (number(123),)),
        ("# 0123", (number(123),)),
        ("No.123", (number(123),)),
        ("no 7", (number(7),)),
        ("№5", (number(5),)),
        ("編號88", (number(88),)),
    ],
)
def test_digits_are_phones_and_member_numbers(text: str, queries: tuple[Query, ...]) -> None:
    assert query_keys(text) == queries


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("王", (Query(QueryKind.NAME, ("王",)),)),
        ("王小明", (Query(QueryKind.NAME, ("王小", "小明")),)),
        ("王 小明", (Query(QueryKind.NAME, ("王小", "小明")),)),
        ("ㄨㄒㄇ", (Query(QueryKind.INITIALS, ("ㄨㄒㄇ",)),)),
        ("ㄨㄤˊㄒ", (Query(QueryKind.INITIALS, ("ㄨㄤㄒ",)), Query(QueryKind.INITIALS, ("ㄨㄒ",)))),
        ("ㄢㄞㄅㄉˇ", (Query(QueryKind.INITIALS, ("ㄢㄞㄅㄉ",)), digits(beginning="09123"))),
        ("ㄗ˙", (Query(QueryKind.INITIALS, ("ㄗ",)),)),
        ("ㄢㄞㄅㄉ˙", (Query(QueryKind.INITIALS, ("ㄢㄞㄅㄉ",)), digits(beginning="09127"))),
        ("王ㄒㄇ", (Query(QueryKind.NAME, ("王", "ㄨㄒㄇ")),)),
        ("jva", (Query(QueryKind.NAME, ("jva",)), Query(QueryKind.INITIALS, ("ㄨㄒㄇ",)))),
        ("Amy!", (Query(QueryKind.NAME, ("amy",)),)),
        ("🐱", (Query(QueryKind.NAME, ("🐱",)),)),
        ("王amy", (Query(QueryKind.NAME, ("王", "amy")),)),
        ("R2ABCDEF", (Query(QueryKind.CARD),)),
        ("", ()),
        (" 　\t", ()),
        ("!?", ()),
        ("+", ()),
    ],
)
def test_other_texts_are_names_initials_or_cards(text: str, queries: tuple[Query, ...]) -> None:
    assert query_keys(text) == queries


def test_a_surname_with_initials_finds_that_surname_only() -> None:
    assert found("王ㄒ", "王小明")
    assert not found("王ㄒ", "汪小明")
    assert found("ㄨㄒ", "汪小明")


def test_rare_characters_are_found_and_parted_from_similar_ones() -> None:
    assert found("𠮷", "𠮷野")
    assert not found("吉", "𠮷野")


@given(st.text(max_size=40))
def test_any_text_has_readings_that_keep_their_promises(text: str) -> None:
    for query in query_keys(text):
        assert query.beginning[:1] in ("", "0", "+")
        assert query.kind is QueryKind.CARD or query.keys or query.beginning or query.ending or query.number is not None
        assert query.kind is not QueryKind.INITIALS or len(query.keys) == 1
        assert len(query.ending) < 3 or query.keys == ("#" + query.ending[-3:],)


def test_a_card_is_nobodys_key() -> None:
    assert not matches(Query(QueryKind.CARD), "王小明", "0912345678", 1)
