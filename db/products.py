"""What the shop sells. Past sales keep their own prices, so a product may change or retire at any time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from db import schema
from db.encoding import to_json
from loyalty.basket import Product

_BATCH = 500


def all_products(connection: Connection, retired: bool = False) -> tuple[Product, ...]:
    """Every product by position, then name; retired ones only when asked for."""
    columns = schema.products.c
    wanted = select(schema.products).order_by(columns.position, columns.name, columns.id)
    if not retired:
        wanted = wanted.where(columns.retired == 0)
    return tuple(_product(found) for found in connection.execute(wanted))


def save(connection: Connection, product: Product) -> None:
    """Add a product or replace the one with its id."""
    save_all(connection, (product,))


def save_all(connection: Connection, products: Iterable[Product]) -> None:
    """Add or replace many. The last of several with the same id stands."""
    rows = list({product.id: _row(product) for product in products}.values())
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        connection.execute(
            delete(schema.products).where(schema.products.c.id.in_([product["id"] for product in batch]))
        )
        connection.execute(insert(schema.products), batch)


def _row(product: Product) -> dict[str, object]:
    return {
        "id": product.id,
        "name": product.name,
        "price": product.price,
        "cost": product.cost,
        "category": product.category,
        "tags": to_json(product.tags),
        "position": product.position,
        "retired": int(product.retired),
    }


def _product(found: Any) -> Product:
    return Product(
        id=found.id,
        name=found.name,
        price=found.price,
        cost=found.cost,
        category=found.category,
        tags=tuple(json.loads(found.tags)),
        position=found.position,
        retired=bool(found.retired),
    )
