"""Every version of a programme is kept, and the latest one holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from db import programmes, schema
from db.programmes import Holding
from db.store import Store
from loyalty.programmes import Programme
from loyalty.programs import completed

CARD = Programme("stamp-card", 1, "stamp_card", "咖啡護照", {"stamps_needed": 10, "reward": {"title": "一杯咖啡"}})
POINTS = Programme("points", 1, "points", "集點", {"amount_step": 100})
DAY = date(2026, 1, 1)


def _held(programme: Programme, since: date = DAY) -> Programme:
    """The programme as it comes back from the disk: with the default of every term that it did not name."""
    return completed(replace(programme, from_day=since))


def test_the_latest_version_of_each_programme_is_current(store: Store) -> None:
    stopped = replace(CARD, version=2, terms={"stamps_needed": 8}, stopped=True)
    with store.write() as connection:
        for programme in (CARD, POINTS, stopped):
            programmes.publish(connection, programme, DAY)
        assert programmes.current(connection) == (_held(POINTS), replace(_held(stopped), earlier=(_held(CARD),)))


def test_a_version_holds_from_its_day_on(store: Store) -> None:
    with store.write() as connection:
        programmes.publish(connection, CARD, DAY)
        programmes.publish(connection, replace(CARD, version=2), date(2026, 3, 1))
        versions = [
            programmes.current(connection, day) for day in (date(2025, 12, 31), date(2026, 2, 28), date(2026, 3, 1))
        ]
    assert [[each.version for each in found] for found in versions] == [[], [1], [2]]


def test_a_term_that_was_added_since_has_its_default_and_what_was_kept_stays(store: Store) -> None:
    with store.write() as connection:
        programmes.publish(connection, CARD, DAY)
        (found,) = programmes.current(connection)
    assert (found.terms["stamps_needed"], found.terms["expires"]) == (10, "never")


def test_a_published_version_never_changes(store: Store) -> None:
    with store.write() as connection:
        programmes.publish(connection, CARD, DAY)
    with pytest.raises(IntegrityError), store.write() as connection:
        programmes.publish(connection, replace(CARD, name="x"), DAY)


def test_a_version_that_was_overtaken_before_its_day_never_held(store: Store) -> None:
    days = (DAY, date(2026, 3, 1), date(2026, 2, 1))
    with store.write() as connection:
        for number, day in enumerate(days, start=1):
            programmes.publish(connection, replace(CARD, version=number), day)
        (now,) = programmes.current(connection, date(2026, 3, 2))
        assert [each.version for each in programmes.all_versions(connection)] == [1, 2, 3]
    assert (now.version, now.from_day, [each.version for each in now.earlier]) == (3, days[2], [1])
    assert now.as_of(date(2026, 1, 20)).version == 1


def test_what_members_hold_is_counted_without_debts_and_without_the_shop(store: Store) -> None:
    rows = [(1, "stamp", 3), (2, "stamp", 4), (3, "stamp", -1), (0, "stamp", 9), (1, "reward", 1), (2, "reward", 0)]
    with store.write() as connection:
        for member, unit, amount in rows:
            values = {"member_id": member, "programme_id": "stamp-card", "unit": unit, "balance": amount}
            connection.execute(insert(schema.balances), values)
        held = programmes.holdings(connection, "stamp-card")
        assert programmes.holdings(connection, "points") == ()
    assert held == (Holding("reward", 1, 1), Holding("stamp", 2, 7))
