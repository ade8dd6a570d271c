"""Products are kept whole, in the shop's order."""

from __future__ import annotations

from dataclasses import replace

from db import products
from db.store import Store
from loyalty.basket import Product

LATTE = Product("latte", "拿鐵", 90, 32, "飲料/咖啡", ("熱", "冰"), 2)
TEA = Product("tea", "紅茶", 60, None, "飲料", (), 1)


def test_products_come_back_whole_in_the_shops_order(store: Store) -> None:
    with store.write() as connection:
        products.save_all(connection, [LATTE, TEA])
        assert products.all_products(connection) == (TEA, LATTE)


def test_a_product_is_replaced_by_its_id(store: Store) -> None:
    with store.write() as connection:
        products.save_all(connection, [LATTE, TEA])
        products.save(connection, replace(LATTE, price=95, position=0))
        products.save_all(connection, [TEA, replace(TEA, name="烏龍")])
        assert [(each.name, each.price) for each in products.all_products(connection)] == [("拿鐵", 95), ("烏龍", 60)]


def test_retired_products_are_shown_only_when_asked_for(store: Store) -> None:
    retired = replace(LATTE, retired=True)
    with store.write() as connection:
        products.save_all(connection, [retired, TEA])
        assert products.all_products(connection) == (TEA,)
        assert products.all_products(connection, retired=True) == (TEA, retired)


def test_many_products_are_saved_at_once(store: Store) -> None:
    many = [replace(TEA, id=f"p{number:04}", position=number) for number in range(1_201)]
    with store.write() as connection:
        products.save_all(connection, many)
        products.save_all(connection, many)
        assert products.all_products(connection) == tuple(many)
