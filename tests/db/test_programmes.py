"""Every version of a programme is kept, and the latest one holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from db import programmes
from db.store import Store
from loyalty.programmes import Programme

CARD = Programme("stamp-card", 1, "stamp_card", "咖啡護照", {"stamps_needed": 10, "reward": {"title": "一杯咖啡"}})
POINTS = Programme("points", 1, "points", "集點", {"amount_step": 100})
DAY = date(2026, 1, 1)


def test_the_latest_version_of_each_programme_is_current(store: Store) -> None:
    stopped = replace(CARD, version=2, terms={"stamps_needed": 8}, stopped=True)
    with store.write() as connection:
        for programme in (CARD, POINTS, stopped):
            programmes.publish(connection, programme, DAY)
        assert programmes.current(connection) == (POINTS, stopped)
        assert programmes.versions(connection, {"stamp-card": 1, "points": 1}) == (POINTS, CARD)
        assert programmes.versions(connection, {"stamp-card": 2}) == (stopped,)
        assert programmes.versions(connection, {"stamp-card": 3}) == ()


def test_a_version_holds_from_its_day_on(store: Store) -> None:
    with store.write() as connection:
        programmes.publish(connection, CARD, DAY)
        programmes.publish(connection, replace(CARD, version=2), date(2026, 3, 1))
        versions = [
            programmes.current(connection, day) for day in (date(2025, 12, 31), date(2026, 2, 28), date(2026, 3, 1))
        ]
    assert [[each.version for each in found] for found in versions] == [[], [1], [2]]


def test_a_published_version_never_changes(store: Store) -> None:
    with store.write() as connection:
        programmes.publish(connection, CARD, DAY)
    with pytest.raises(IntegrityError), store.write() as connection:
        programmes.publish(connection, replace(CARD, name="x"), DAY)
