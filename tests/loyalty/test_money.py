"""Money: how it is written, and the roundings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.money import Currency, ceil_ratio, floor_ratio, format_money, largest_remainder


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "NT$ 0"), (1_234, "NT$ 1,234"), (-32, "− NT$ 32"), (999_999, "NT$ 999,999")]
)
def test_an_amount_is_written_with_its_symbol_and_thousands(amount: int, text: str) -> None:
    assert format_money(amount) == text


def test_a_currency_with_cents_shows_them() -> None:
    assert format_money(-123_405, Currency("USD", 2, "US$")) == "− US$ 1,234.05"


@given(st.integers(0, 10**6), st.integers(0, 1_000), st.integers(1, 1_000))
def test_roundings_surround_the_exact_value(amount: int, numerator: int, denominator: int) -> None:
    low, high = (each(amount, numerator, denominator) for each in (floor_ratio, ceil_ratio))
    assert low <= high <= low + 1
    assert low * denominator <= amount * numerator <= high * denominator


@given(st.integers(0, 10**6), st.lists(st.integers(0, 1_000), min_size=1).filter(any))
def test_shares_add_up_and_stay_within_one_of_their_part(total: int, weights: list[int]) -> None:
    shares = largest_remainder(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert floor_ratio(total, weight, sum(weights)) <= share <= ceil_ratio(total, weight, sum(weights))


def test_ties_go_to_the_earlier_share() -> None:
    assert largest_remainder(2, (1, 1, 1)) == (1, 1, 0)


def test_nothing_is_shared_over_nothing() -> None:
    assert largest_remainder(0, (0, 0)) == (0, 0)
    with pytest.raises(ValueError, match="nothing to share by"):
        largest_remainder(1, (0, 0))
