"""The same case through the rules alone, through their door, and through the store: the same standing before every
operation, and the same entries.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import ledger, members
from db.store import Store, open_store, sqlite_url
from loyalty.door import play_through
from loyalty.door_case import read_case
from loyalty.ledger import SHOP, Operation, OperationKind, Standing
from loyalty.members import Member
from loyalty.programmes import Programme
from loyalty.replay import standing_of
from tests.loyalty import random_shops
from tests.loyalty.random_world import MEMBERS
from tests.loyalty.test_properties import Step, play, programmes, steps
from tests.loyalty.till import Till
from tests.store_till import StoreTill


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
            replace(entry, lot=entry.lot._replace(operation_id=ids.get(entry.lot.operation_id, "")))
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


def told(operation: Operation) -> tuple[object, ...]:
    """What an operation is, but for the till's own numbers; the id of what a day ended is made on the disk."""
    entries = [replace(entry, holder=entry.holder_in(operation.member_id)) for entry in operation.entries]
    own_id = "" if operation.kind is OperationKind.EXPIRE else operation.id
    head = (operation.at_ms, operation.kind, operation.member_id or SHOP, own_id, operation.reverses)
    return (*head, operation.bill, operation.counts_visit, operation.business_day, entries)


def in_order(operations: Iterable[Operation]) -> list[tuple[object, ...]]:
    """Operations as they compare; a day ends for one holder after the other in any order."""
    return sorted(map(told, operations), key=lambda each: [str(part) for part in each[:4]])


def same(one: object, other: object, place: object) -> None:
    """Raises AssertionError with the two, without looking for what is different in them, which takes minutes."""
    if one != other:
        pytest.fail(f"{place}:\n{one}\n{other}"[:4_000], pytrace=False)


def same_history(one: Iterable[Operation], other: Iterable[Operation], place: object) -> None:
    """Every operation the same, in whichever order a day ended for the members."""
    ours, theirs = in_order(one), in_order(other)
    for mine, their in zip(ours, theirs, strict=False):
        same(mine, their, place)
    same(len(ours), len(theirs), place)


@pytest.mark.sweep
def test_a_random_case_through_the_door_and_through_the_store_yields_the_same_entries(
    tmp_path: Path, whole_sweeps: bool
) -> None:
    for seed in range(1, 1_001 if whole_sweeps else 21):
        world = random_shops.play(seed, careful=True)
        case = read_case(json.dumps(world.case()))
        state, _ = play_through(case)
        same_history(state.ledger.operations, world.operations, f"the door, seed {seed}")
        store = open_store(sqlite_url(tmp_path / f"{seed}.db"))
        till = StoreTill(store, case)
        for step in case.steps:
            till.play(step)
        same_history(till.operations().values(), world.operations, f"the store, seed {seed}")
        for member in MEMBERS:
            stored, derived = plain(till.standing(member)), plain(standing_of(member, world.operations))
            same(replace(stored, birthday=None, tags=()), derived, f"member {member}, seed {seed}")
        same(till.differences(), (), f"derived, seed {seed}")
        store.close()
