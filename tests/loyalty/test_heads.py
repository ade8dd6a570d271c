"""The end of a chain on paper: short enough to be typed, long enough not to be met by chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.heads import Head, head_text, parse_head

CHAIN = bytes(range(32))


def test_a_head_is_the_slip_number_and_sixteen_digits_in_groups() -> None:
    assert head_text("A", 1234, CHAIN) == "A-001234 0001 0203 0405 0607"


@given(
    st.text("ABCabc019- ", min_size=1).filter(lambda till: till == till.strip()),
    st.integers(1, 10**9),
    st.binary(min_size=32, max_size=32),
)
def test_what_is_printed_is_read_back(till: str, number: int, chain: bytes) -> None:
    assert parse_head(head_text(till, number, chain)) == Head(till, number, chain.hex()[:16])


@pytest.mark.parametrize("text", ["A-1234 AB12 cd34", " A-001234  ab12cd34 ", "Ａ-1234 ab12 cd34"])
def test_it_is_read_in_any_case_with_any_gaps(text: str) -> None:
    assert parse_head(text) == Head("A", 1234, "ab12cd34")


@pytest.mark.parametrize("text", ["", "A-1234", "A-1234 ab12", "A 1234 ab12 cd34", "A-12x4 ab12 cd34", "A-1 wxyz wxyz"])
def test_what_is_no_head_is_none(text: str) -> None:
    assert parse_head(text) is None
