"""The catalogue's use cases on a real store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.operations import products
from loyalty.basket import Product
from loyalty.limits import Person
from loyalty.refusals import Refusal, RefusalReason
from tests.desktop.shop import Shop


@pytest.fixture
def shop(desk_shop: Shop) -> Shop:
    """A shop with lanes and a clock that can be moved on."""
    return desk_shop


@pytest.fixture
def three(shop: Shop) -> list[Product]:
    """Three products, in order."""
    for name in ("a", "b", "c"):
        shop.product(name, 100)
    return list(products.all_products(shop.store))


def order(shop: Shop) -> str:
    """The catalogue's names in order."""
    return "".join(product.name for product in products.all_products(shop.store))


@pytest.mark.parametrize(
    ("moved", "before", "expected"),
    [(2, 0, "cab"), (0, 2, "bac"), (0, None, "bca"), (1, 1, "acb"), (0, 1, "abc")],
)
def test_a_product_goes_before_another_or_to_the_end(
    shop: Shop, three: list[Product], moved: int, before: int | None, expected: str
) -> None:
    products.move(shop.store, shop.state.context, three[moved].id, "" if before is None else three[before].id)
    assert order(shop) == expected


def test_moving_what_is_gone_changes_nothing(shop: Shop, three: list[Product]) -> None:
    products.move(shop.store, shop.state.context, "nobody", three[0].id)
    assert order(shop) == "abc"


def test_saving_twice_is_one_product(shop: Shop) -> None:
    product = Product("p", "a", 100)
    for _ in range(2):
        answer = products.save(shop.store, shop.state.context, product)
    assert answer == (product,)


def test_a_save_leaves_place_and_retirement_alone(shop: Shop, three: list[Product]) -> None:
    products.retire(shop.store, shop.state.context, three[1].id, True)
    products.save(shop.store, shop.state.context, Product(three[1].id, "B", 5, position=99))
    kept = products.all_products(shop.store)[1]
    assert (kept.name, kept.position, kept.retired) == ("B", three[1].position, True)


def test_many_are_taken_in_at_once_new_ones_at_the_end(shop: Shop, three: list[Product]) -> None:
    changes = (replace(three[0], price=5), Product("x", "x", 1, position=0), Product("y", "y", 1, position=0))
    products.take_in(shop.store, shop.state.context, changes)
    assert order(shop) == "abcxy"
    assert products.all_products(shop.store)[0].price == 5


def test_nobody_without_the_right_changes_the_catalogue(shop: Shop, three: list[Product]) -> None:
    shop.hand_over(Person("clerk", "小明"))
    context, first = shop.state.context, three[0]
    for answer in (
        products.save(shop.store, context, replace(first, price=1)),
        products.retire(shop.store, context, first.id, True),
        products.move(shop.store, context, first.id, ""),
        products.take_in(shop.store, context, (replace(first, price=1),)),
    ):
        assert answer == Refusal(RefusalReason.NOT_ALLOWED, {"action": "edit_products"})
    assert list(products.all_products(shop.store)) == three
