"""Money as whole units of one currency, and the roundings that sums of money and points may use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: ISO code, digits after the point when shown, symbol. Amounts are whole units of its smallest part."""

    code: str = "TWD"
    digits: int = 0
    symbol: str = "NT$"


TWD = Currency()


def format_money(amount: int, currency: Currency = TWD) -> str:
    """The amount with its symbol and thousands: "NT$ 1,234", "− NT$ 32" below zero."""
    whole, part = divmod(abs(amount), 10**currency.digits)
    figures = f"{whole:,}" if currency.digits == 0 else f"{whole:,}.{part:0{currency.digits}d}"
    sign = "− " if amount < 0 else ""
    return f"{sign}{currency.symbol} {figures}"


def floor_ratio(amount: int, numerator: int, denominator: int) -> int:
    """amount x numerator / denominator rounded down; the denominator is above 0."""
    return amount * numerator // denominator


def ceil_ratio(amount: int, numerator: int, denominator: int) -> int:
    """amount x numerator / denominator rounded up; the denominator is above 0."""
    return -(-amount * numerator // denominator)


class Rounding(StrEnum):
    """Where a half goes, or every part of a unit."""

    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


def rounded_ratio(amount: int, denominator: int, rounding: Rounding) -> int:
    """amount / denominator, both of them 0 or more, as a whole number."""
    if rounding is Rounding.DOWN:
        return amount // denominator
    if rounding is Rounding.UP:
        return -(-amount // denominator)
    return (2 * amount + denominator) // (2 * denominator)


def largest_remainder(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Share a total of 0 or more by weights so that the shares add up exactly (Hamilton's method).

    Ties go to the earlier share. Raises ValueError when there is something to share and no weight above 0.
    """
    weight = sum(weights)
    if total == 0:
        return (0,) * len(weights)
    if weight <= 0:
        raise ValueError("nothing to share by")
    parts = [divmod(total * each, weight) for each in weights]
    shares = [share for share, _ in parts]
    missing = total - sum(shares)
    if missing:
        for index in sorted(range(len(parts)), key=lambda at: -parts[at][1])[:missing]:
            shares[index] += 1
    return tuple(shares)
