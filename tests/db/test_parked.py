"""A parked sale comes back once, as it was put aside."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from db import parked
from db.parked import ParkedSale
from db.store import Store

LATER = ParkedSale("a", 200, None, "兩杯拿鐵", {"lines": [{"name": "拿鐵", "quantity": 2}]})
EARLIER = ParkedSale("b", 100, 1_000, "王小明", {})


def test_parked_sales_are_listed_oldest_first_and_taken_once(store: Store) -> None:
    with store.write() as connection:
        parked.put(connection, LATER)
        parked.put(connection, EARLIER)
        assert parked.all_parked(connection) == (EARLIER, LATER)
        assert parked.take(connection, "a") == LATER
        assert parked.take(connection, "a") is None
        assert parked.all_parked(connection) == (EARLIER,)


def test_a_sale_is_parked_once(store: Store) -> None:
    with store.write() as connection:
        parked.put(connection, EARLIER)
    with pytest.raises(IntegrityError), store.write() as connection:
        parked.put(connection, EARLIER)
