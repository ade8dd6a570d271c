"""Lines end where a reader expects them to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.breaking import balanced, broken


def narrow(text: str) -> list[str]:
    """In lines of ten characters."""
    return broken(text, len, 10)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("ten fits it", ["ten fits", "it"]),
        ("well-known words", ["well-known", "words"]),
        ("incomprehensibilities", ["incomprehe", "nsibilitie", "s"]),
        ("每滿一百元得一點，十點換一杯", ["每滿一百元得一點，十", "點換一杯"]),
        ("一二三四五六七八九十，", ["一二三四五六七八九", "十，"]),
        ("一二三四五六七八九「十", ["一二三四五六七八九", "「十"]),
        ("每滿一百付 NT$ 100", ["每滿一百付", "NT$ 100"]),
        ("一二三四五六七 12 杯", ["一二三四五六七", "12 杯"]),
        ("a          b", ["a", "b"]),
    ],
)
def test_a_text_is_parted_between_words_and_chinese_characters(text: str, lines: list[str]) -> None:
    assert narrow(text) == lines


@given(st.text(max_size=200), st.integers(1, 30))
def test_no_line_overruns_and_nothing_but_spaces_is_lost(text: str, width: int) -> None:
    lines = broken(text, len, width)
    assert all(len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_character_wider_than_the_line_stands_alone() -> None:
    assert broken("寬寬", lambda text: 2 * len(text), 1) == ["寬", "寬"]


def test_two_lines_are_parted_after_a_mark_and_more_are_of_one_length() -> None:
    def balanced_in_ten(text: str) -> list[str]:
        return balanced(text, lambda whole, width: broken(whole, len, width), len, 10, 1)

    assert balanced_in_ten("謝謝您，期待再見，再來") == ["謝謝您，", "期待再見，再來"]
    assert balanced_in_ten("一二三四五六七八九十一二") == ["一二三四五六", "七八九十一二"]
    assert balanced_in_ten("一二三") == ["一二三"]
