"""The catalogue: add, change, retire, bring back, put in order, and take many at once. Past sales keep their prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from db import products
from db.store import Connection, Store
from desktop.operations.context import ShopContext
from loyalty import limits
from loyalty.basket import Product
from loyalty.limits import Action
from loyalty.refusals import Refusal

Catalogue = tuple[Product, ...]


def all_products(store: Store) -> Catalogue:
    """Every product in the shop's order, retired ones included."""
    with store.read() as connection:
        return products.all_products(connection, retired=True)


def save(store: Store, context: ShopContext, product: Product) -> Catalogue | Refusal:
    """Add a product at the end, or change one, which keeps its place and whether it is retired."""
    refused = limits.check(context.person, Action.EDIT_PRODUCTS, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        products.save(connection, _placed(connection, product))
        return products.all_products(connection, retired=True)


def retire(store: Store, context: ShopContext, product_id: str, retired: bool) -> Catalogue | Refusal:
    """Take a product off the counter, or bring it back. A product that is gone changes nothing."""
    refused = limits.check(context.person, Action.EDIT_PRODUCTS, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        known = products.all_products(connection, retired=True)
        changed = [replace(each, retired=retired) for each in known if each.id == product_id]
        products.save_all(connection, changed)
        return products.all_products(connection, retired=True)


def move(store: Store, context: ShopContext, product_id: str, before_id: str) -> Catalogue | Refusal:
    """Put a product before another; "" or one that is gone means the end."""
    refused = limits.check(context.person, Action.EDIT_PRODUCTS, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        known = products.all_products(connection, retired=True)
        ordered = _moved(known, product_id, before_id)
        placed = [replace(each, position=place) for place, each in enumerate(ordered)]
        before = {each.id: each.position for each in known}
        products.save_all(connection, [each for each in placed if each.position != before[each.id]])
        return products.all_products(connection, retired=True)


def take_in(store: Store, context: ShopContext, changes: Sequence[Product]) -> Catalogue | Refusal:
    """Save many at once, all or none: what an import brings. New ones go to the end, in their order."""
    refused = limits.check(context.person, Action.EDIT_PRODUCTS, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        known = {each.id: each for each in products.all_products(connection, retired=True)}
        end = _end(tuple(known.values()))
        placed = []
        for product in changes:
            if product.id in known:
                placed.append(replace(product, position=known[product.id].position))
            else:
                placed.append(replace(product, position=end))
                end += 1
        products.save_all(connection, placed)
        return products.all_products(connection, retired=True)


def _placed(connection: Connection, product: Product) -> Product:
    known = products.all_products(connection, retired=True)
    for each in known:
        if each.id == product.id:
            return replace(product, position=each.position, retired=each.retired)
    return replace(product, position=_end(known))


def _end(known: Catalogue) -> int:
    return max((each.position for each in known), default=-1) + 1


def _moved(known: Catalogue, product_id: str, before_id: str) -> list[Product]:
    moving = [each for each in known if each.id == product_id]
    others = [each for each in known if each.id != product_id]
    place = next((place for place, each in enumerate(others) if each.id == before_id), len(others))
    return [*others[:place], *moving, *others[place:]]
