"""History is paged newest first, without gap or repeat, even where times are equal."""

from __future__ import annotations

from dataclasses import replace

from db import bulk, history, members
from db.store import Store
from loyalty.ledger import Operation
from tests.db.made import BEGAN_MS, member, sale

AMOUNT = 23


def operations() -> list[Operation]:
    """Sales of two members and of nobody, three at each time."""
    return [
        replace(sale(number, (1_000, 2_000, None)[number % 3]), at_ms=BEGAN_MS + number // 3)
        for number in range(1, AMOUNT + 1)
    ]


def fill(store: Store) -> None:
    with store.write() as connection:
        members.add(connection, member(1), None)
        members.add(connection, member(2), None)
        bulk.append_many(connection, operations())


def newest_first(made: list[Operation]) -> list[Operation]:
    return sorted(made, key=lambda each: (each.at_ms, each.id), reverse=True)


def test_a_members_history_is_paged_newest_first(store: Store) -> None:
    fill(store)
    found: list[Operation] = []
    with store.read() as connection:
        while page := history.of_member(connection, 1_000, 3, (found[-1].at_ms, found[-1].id) if found else None):
            found.extend(page)
    assert found == newest_first([each for each in operations() if each.member_id == 1_000])


def test_everybodys_history_is_paged_newest_first(store: Store) -> None:
    fill(store)
    found: list[Operation] = []
    with store.read() as connection:
        while page := history.recent(connection, 4, (found[-1].at_ms, found[-1].id) if found else None):
            found.extend(page)
    assert found == newest_first(operations())
