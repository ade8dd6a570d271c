"""The same case through the rules alone and through the store: the same standing before every operation.

An outcome is made from the standing and nothing else, so equal standings are equal entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import ledger, members
from db.store import Store, open_store, sqlite_url
from loyalty.ledger import Operation, Standing
from loyalty.members import Member
from loyalty.programmes import Programme
from loyalty.replay import standing_of
from tests.loyalty.test_properties import Step, play, programmes, steps
from tests.loyalty.till import Till


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("rules") / "shop.db"
    store = open_store(sqlite_url(path))
    yield store
    store.close()


def plain(standing: Standing) -> Standing:
    """Lots in one order; the till of the rules lets nobody join, and the shop is everybody's here."""
    lots = tuple(sorted(standing.lots, key=lambda lot: (lot.account, lot.key)))
    return replace(standing, lots=lots, joined_at_ms=None, others={})


class _Recorder:
    """Gives every case its own member, ids and numbers in one store."""

    members = 0
    operations = 0

    def own(self, operation: Operation, ids: dict[str, str]) -> Operation:
        self.operations += 1
        ids[operation.id] = f"{0xABC0000 + self.operations:032x}"
        entries = tuple(
            replace(entry, lot=replace(entry.lot, operation_id=ids.get(entry.lot.operation_id, "")))
            for entry in operation.entries
        )
        return replace(
            operation,
            id=ids[operation.id],
            number=self.operations,
            member_id=self.members,
            reverses=ids[operation.reverses] if operation.reverses else None,
            entries=entries,
        )


RECORDER = _Recorder()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(programmes(), steps, st.booleans())
def test_the_store_stands_where_the_rules_stand(
    store: Store, terms: tuple[Programme, ...], days: list[Step], undone: bool
) -> None:
    till = Till(terms)
    play(till, days)
    if undone and till.operations and till.operations[-1].reverses is None:
        till.undo(till.operations[-1])
    RECORDER.members += 1
    with store.write() as connection:
        members.add(connection, Member(RECORDER.members, RECORDER.members, joined_at_ms=0), None)
    ids: dict[str, str] = {"": ""}
    recorded: list[Operation] = []
    for operation in till.operations:
        recorded.append(RECORDER.own(operation, ids))
        with store.write() as connection:
            ledger.append(connection, recorded[-1])
        with store.read() as connection:
            stored = ledger.standing(connection, RECORDER.members)
            again = ledger.operation(connection, recorded[-1].id)
        assert plain(stored) == plain(standing_of(RECORDER.members, recorded))
        assert again == recorded[-1]
