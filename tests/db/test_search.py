"""The search finds exactly those whom the rules say are meant, the latest visitor first, whichever way it goes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from benchmarks import crowd
from db import bulk, ledger, members, search
from db.members import MemberQuery
from db.store import Store
from loyalty.members import Member
from loyalty.names import matches, query_keys
from tests.db.made import POINTS, STAMPS, member, sale

PEOPLE = (
    member(1, "王小明", "0912345678"),
    member(2, "王大明", "0987654321"),
    member(3, "陳怡君", "0922000678"),
    member(4, "歐陽雅婷", "0223456789"),
    member(5, "Amy Chen", "+81312345678"),
    member(6, "陳", "0933000111"),
    member(7),  # a bearer card
    member(8, "𡈽屋堃", "0955123678"),
)
GOLDEN = {
    "王": [2, 1],
    "小": [1],
    "小明": [1],
    "王小明": [1],
    "明小": [],
    "陳": [6, 3],
    "歐陽": [4],
    "雅婷": [4],
    "amy": [5],
    "AMY CH": [5],
    "chen": [5],
    "𡈽": [8],
    "堃": [8],
    "ㄨㄒㄇ": [1],
    "ㄨㄉ": [2],
    "ㄔㄧㄐ": [3],
    "678": [8, 5, 3, 1],
    "0912": [1],
    "09": [8, 6, 3, 2, 1],
    "5678": [5, 1],
    "0912345678": [1],
    "0912-345-678": [1],
    "+886 912 345 678": [1],
    "０９１２": [1],
    "02": [4],
    "#3": [3],
    "No.7": [7],
    "": [],
    "   ": [],
    "龘": [],
    "'; DROP TABLE members; --": [],
    "%": [],
    "_": [],
}
TEXTS = (
    *("陳", "林", "怡君", "陳怡君", "君", "瑋", "ㄔ", "ㄌㄔㄣ", "ㄇ", "j", "tul", "王ㄒㄇ", "歐陽", "歐"),
    *("0", "09", "091", "0912", "09123", "123", "7", "12", "345", "3456", "#12", "25"),
)


@pytest.fixture(params=["fetching", "walking", "walking too short"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is found by fetching, by walking, and by walking that gives up early."""
    if request.param != "fetching":
        monkeypatch.setattr(search, "FEW", 0)
        monkeypatch.setattr(search, "FEW_TOGETHER", 0)
        monkeypatch.setattr(search, "FEW_IN_LIST", 0)
    if request.param == "walking too short":
        monkeypatch.setattr(search, "WALK_MOST", 2)


def fill(store: Store, people: tuple[Member, ...]) -> None:
    with store.write() as connection:
        bulk.add_members(connection, [(each, None) for each in people])


def numbers(store: Store, text: str, limit: int = 20) -> list[int]:
    with store.read() as connection:
        return [row.number for row in search.find(connection, text, limit)]


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("text", GOLDEN)
def test_people_are_found_the_latest_first(store: Store, text: str) -> None:
    fill(store, PEOPLE)
    assert numbers(store, text) == GOLDEN[text]


@pytest.mark.usefixtures("way")
def test_a_crowd_is_found_as_the_rules_define_it(store: Store) -> None:
    people = tuple(each for each, _, _ in crowd.people(1_000, seed=3))
    fill(store, people)
    chance = random.Random(5)
    texts = [*TEXTS, *(each.name for each in chance.sample(people, 10)), *(each.phone[:6] for each in people[:10])]
    for text in texts:
        meant = [
            each for each in people if any(matches(q, each.name, each.phone, each.number) for q in query_keys(text))
        ]
        latest = sorted(meant, key=lambda each: (each.joined_at_ms, each.id), reverse=True)
        assert numbers(store, text) == [each.number for each in latest[:20]], text
        with store.read() as connection:
            assert members.count(connection, MemberQuery(text=text)) == len(meant), text
            page = members.page(connection, MemberQuery(sort="number", descending=False, text=text), 5_000)
            assert [row.number for row in page.rows] == [each.number for each in meant], text


def test_a_visit_brings_a_member_to_the_front_and_its_undo_back(store: Store) -> None:
    fill(store, PEOPLE)
    with store.write() as connection:
        ledger.append(connection, sale(1, member_id=1_000, amounts=((STAMPS, 2), (POINTS, 7))))
    assert numbers(store, "王") == [1, 2]
    with store.read() as connection:
        found = search.find(connection, "王小明")[0]
        assert (found.stamps, found.points, found.visits, found.spent) == (2, 7, 1, 80)


def test_a_new_name_and_phone_are_found_at_once_and_the_old_ones_no_more(store: Store) -> None:
    fill(store, PEOPLE)
    with store.write() as connection:
        members.update(connection, member(1, "林小華", "0900111222"))
    assert numbers(store, "小明") == []
    assert numbers(store, "0912") == []
    assert numbers(store, "小華") == [1]
    assert numbers(store, "222") == [1]


def test_the_limit_holds(store: Store) -> None:
    fill(store, PEOPLE)
    assert numbers(store, "09", limit=2) == [8, 6]


@contextmanager
def heard(store: Store) -> Iterator[list[str]]:
    statements: list[str] = []
    with store.read() as connection:
        engine = connection.engine

    def hear(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        statements.append(" ".join(sql.split()))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def test_readings_that_are_common_only_together_are_met_in_one_walk(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW", 30)
    named = [member(number, "Amy" if number % 2 else "馬小明", f"09{number:08}") for number in range(1, 51)]
    fill(store, (*named, *(member(number, "林", f"09{number:08}") for number in range(51, 80))))
    with heard(store) as statements:
        found = numbers(store, "a")
    assert found == list(range(50, 30, -1))
    assert sum("AS met" in sql for sql in statements) == 1
    assert not any("JOIN search_keys" in sql for sql in statements), "nobody was fetched row by row"


def test_a_reading_that_means_nobody_is_not_asked_at_each_step_of_a_walk(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW", 10)
    fill(store, tuple(member(number, "Amy", f"09{number:08}") for number in range(1, 31)))
    with heard(store) as statements:
        found = numbers(store, "a")
    assert found == list(range(30, 10, -1))
    (walk,) = (sql for sql in statements if "AS met" in sql)
    assert walk.count("instr(") == 1


def test_a_whole_name_is_told_by_its_keys_before_anybody_is_looked_at(store: Store) -> None:
    fill(store, PEOPLE)
    with heard(store) as statements:
        assert numbers(store, "王小明") == [1]
    (fetched,) = (sql for sql in statements if "JOIN search_keys" in sql)
    assert "EXISTS" in fetched
    assert "search_text" not in fetched
    assert not any("AS met" in sql for sql in statements), "no walk, which may be in vain"


def test_a_name_whose_beginning_only_is_common_is_not_walked_for_in_vain(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW", 5)
    named = tuple(member(number, "林承恩" if number == 3 else "林承", f"09{number:08}") for number in range(1, 31))
    fill(store, (*named, *(member(number, "周承恩", f"09{number:08}") for number in range(31, 61))))
    with heard(store) as statements:
        assert numbers(store, "林承恩") == [3]
    assert not any("AS met" in sql for sql in statements)
