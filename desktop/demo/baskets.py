"""What a customer of the demo shop orders: their favourites, the hour, the season, and now and then only an amount."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random

from desktop.demo.shop import DRINKS
from loyalty.basket import Basket, Choices, Line, Product, Tender

_TYPED_AMOUNT, _VISIT_ONLY = 0.10, 0.02
_AMOUNTS = (60, 80, 95, 110, 130, 160, 185, 220, 265, 320)
_NOTES = (100, 500, 1_000)


class Menu:
    """The products by how they are ordered."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._drinks = [product for product in products if product.category.startswith(DRINKS)]
        self._breakfast = [product for product in products if product.category == "輕食"]
        self._sweets = [product for product in products if product.category.startswith("甜點")]
        self._beans = [product for product in products if product.category == "豆子"]
        # The menu begins with what most people drink.
        self._popular = [max(2, 14 - place) for place in range(len(self._drinks))]

    def favourites(self, rng: Random) -> tuple[Product, ...]:
        """The one, two or three drinks that a person keeps ordering."""
        return tuple(rng.choices(self._drinks, self._popular, k=rng.choice((1, 1, 2, 3))))

    def basket(self, rng: Random, favourites: Sequence[Product], local: datetime) -> Basket:
        """An order at that time of day; empty for a visit without an amount."""
        kind = rng.random()
        if kind < _VISIT_ONLY:
            return Basket()
        if kind < _VISIT_ONLY + _TYPED_AMOUNT:
            return Basket((Line(rng.choice(_AMOUNTS)),))
        lines = [_line(rng.choice(favourites), rng.choice((1, 1, 1, 1, 2, 2, 3)))]
        if rng.random() < (0.35 if local.hour < 11 else 0.12):
            lines.append(_line(rng.choice(self._breakfast)))
        if rng.random() < (0.35 if local.hour in (14, 15, 16) else 0.10):
            lines.append(_line(rng.choice(self._sweets)))
        if rng.random() < 0.03:
            lines.append(_line(rng.choice(self._beans)))
        return Basket(tuple(lines))


def paid(rng: Random, to_pay: int, choices: Choices, names: Sequence[str]) -> Choices:
    """The same choices with money for the bill: cash in notes or exact, or one of the other ways in full."""
    if to_pay == 0:
        return choices
    way = rng.choices(range(len(names)), [5, *([2] * (len(names) - 1))])[0]
    amount = to_pay
    if way == 0 and rng.random() < 0.7:
        amount = next((note for note in _NOTES if note >= to_pay), -(-to_pay // 1_000) * 1_000)
    return Choices(choices.rewards, choices.stamps, (Tender(names[way], amount, way == 0),))


def _line(product: Product, quantity: int = 1) -> Line:
    return Line(product.price, quantity, product.id, product.name, product.category, product.tags)
