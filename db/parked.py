"""Sales put aside while another customer is served. They are no part of the ledger: nothing was paid yet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from db import schema
from db.encoding import to_json


@dataclass(frozen=True, slots=True)
class ParkedSale:
    """One sale put aside; `sale` is JSON-ready and belongs to the desk, which alone reads it."""

    id: str
    at_ms: int
    member_id: int | None
    label: str
    sale: Mapping[str, object]


def put(connection: Connection, parked: ParkedSale) -> None:
    """Put a sale aside. Putting the same id twice is an IntegrityError."""
    row = {
        "id": parked.id,
        "at_ms": parked.at_ms,
        "member_id": parked.member_id,
        "label": parked.label,
        "sale": to_json(parked.sale),
    }
    connection.execute(insert(schema.parked_sales), row)


def all_parked(connection: Connection) -> tuple[ParkedSale, ...]:
    """Everything put aside, oldest first."""
    columns = schema.parked_sales.c
    rows = connection.execute(select(schema.parked_sales).order_by(columns.at_ms, columns.id))
    return tuple(_parked(row) for row in rows)


def take(connection: Connection, parked_id: str) -> ParkedSale | None:
    """Take a sale back, once: the second taker gets None."""
    columns = schema.parked_sales.c
    found = connection.execute(select(schema.parked_sales).where(columns.id == parked_id)).one_or_none()
    if found is None:
        return None
    connection.execute(delete(schema.parked_sales).where(columns.id == parked_id))
    return _parked(found)


def _parked(row: Any) -> ParkedSale:
    return ParkedSale(row.id, row.at_ms, row.member_id, row.label, json.loads(row.sale))
