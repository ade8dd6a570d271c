"""Pages of the list follow one another without gap or repeat, in every order and under every filter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from db import bulk, ledger, member_pages, members
from db.members import Cursor, MemberQuery
from db.store import Store
from loyalty.birthdays import is_birthday_month
from loyalty.ledger import Account, Unit
from loyalty.members import Birthday, BirthdayCalendar, Member
from tests.db.made import BEGAN_MS, POINTS, STAMPS, member, reversal, sale

AMOUNT = 60
NAMES = ("王小明", "陳怡君", "Amy", "")
KEYS: dict[str, Callable[[Member], Any]] = {
    "last_visit": lambda each: each.joined_at_ms,
    "joined": lambda each: each.joined_at_ms,
    "name": lambda each: each.name,
    "number": lambda each: each.number,
    "visits": lambda each: 0,
    "spent": lambda each: 0,
    "phone": lambda each: each.phone,
    "stamps": lambda each: 0,
    "points": lambda each: 0,
}


def people() -> list[Member]:
    """Members with equal names, equal times and birthdays in both calendars."""
    made = []
    for number in range(1, AMOUNT + 1):
        lunar = number % 2 == 0
        calendar = BirthdayCalendar.LUNAR if lunar else BirthdayCalendar.SOLAR
        birthday = Birthday(calendar, 1 + number % 12, 1 + number % 28, leap=lunar and number % 3 == 0)
        changes = {"joined_at_ms": BEGAN_MS + number // 7, "birthday": birthday if number % 5 else None}
        made.append(replace(member(number, NAMES[number % 4]), **changes))
    return made


@pytest.fixture(autouse=True)
def crowd(store: Store) -> None:
    """Fill the shop."""
    with store.write() as connection:
        bulk.add_members(connection, [(each, None) for each in people()])


def walked(store: Store, query: MemberQuery, limit: int = 7) -> list[int]:
    found: list[int] = []
    after: Cursor | None = None
    with store.read() as connection:
        while True:
            page = members.page(connection, query, limit, after)
            found.extend(row.number for row in page.rows)
            if page.next is None:
                return found
            assert len(page.rows) == limit
            after = page.next


@pytest.mark.parametrize("sort", KEYS)
@pytest.mark.parametrize("descending", [True, False])
def test_pages_follow_one_another_in_every_order(store: Store, sort: str, descending: bool) -> None:
    ordered = sorted(people(), key=lambda each: (KEYS[sort](each), each.id), reverse=descending)
    assert walked(store, MemberQuery(sort, descending)) == [each.number for each in ordered]


@pytest.mark.parametrize("sort", KEYS)
def test_every_order_walks_an_index(store: Store, sort: str) -> None:
    asked: list[str] = []
    with store.read() as connection:
        engine = connection.engine
        event.listen(engine, "before_cursor_execute", lambda *found: asked.append(found[2]))
        members.page(connection, MemberQuery(sort), 5, after=("" if sort in ("name", "phone") else 0, 0))
        (page,) = (sql for sql in asked if "ORDER BY" in sql)
        values = ("", 0, 5, 0)[: page.count("?")]
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {page}", values).fetchall()
    assert "USING COVERING INDEX" in plan[0][3] or "USING INDEX" in plan[0][3]
    assert not any("TEMP B-TREE" in step[3] for step in plan)


def test_stamps_and_points_stand_in_order_of_all_programmes_together(store: Store) -> None:
    other = Account("second-card", Unit.STAMP)
    first = sale(1, member_id=3_000, amounts=((STAMPS, 2), (other, 3), (POINTS, 1)))
    second = sale(2, member_id=5_000, amounts=((STAMPS, 4), (POINTS, 9)))
    third = sale(3, member_id=7_000, amounts=((POINTS, 20), (STAMPS, 1)))
    with store.write() as connection:
        for each in (first, second, third, reversal(4, third)):
            ledger.append(connection, each)
    assert walked(store, MemberQuery("stamps"))[:2] == [3, 5]
    assert walked(store, MemberQuery("points"))[:2] == [5, 3]
    with store.read() as connection:
        found = {row.number: (row.stamps, row.points) for row in members.rows(connection, [3_000, 5_000, 7_000])}
    assert found == {3: (5, 1), 5: (4, 9), 7: (0, 0)}


@pytest.mark.parametrize("limit", [1, 30, 59, 60, 61])
def test_a_page_that_ends_with_the_list_has_no_next(store: Store, limit: int) -> None:
    assert len(walked(store, MemberQuery(), limit)) == AMOUNT


@pytest.mark.parametrize("few", [0, 2_000])
@pytest.mark.parametrize("month", range(1, 13))
def test_the_month_of_birthdays_holds_both_calendars(
    store: Store, monkeypatch: pytest.MonkeyPatch, few: int, month: int
) -> None:
    monkeypatch.setattr(member_pages, "_FEW_BIRTHDAYS", few)
    first = date(2025, month, 1)
    meant = [each for each in people() if each.birthday is not None and is_birthday_month(each.birthday, first)]
    query = MemberQuery("number", descending=False, filter="birthday_month", month=month, year=2025)
    assert walked(store, query) == [each.number for each in meant]
    with store.read() as connection:
        assert members.count(connection, query) == len(meant)


def test_new_active_and_asleep_members_are_told_by_a_time(store: Store) -> None:
    since_ms = BEGAN_MS + 3
    later = {each.number for each in people() if each.joined_at_ms >= since_ms}
    everybody = {each.number for each in people()}
    for name, meant in (("new", later), ("active", later), ("asleep", everybody - later)):
        query = MemberQuery(filter=name, since_ms=since_ms)
        assert set(walked(store, query)) == meant
        with store.read() as connection:
            assert members.count(connection, query) == len(meant)


def test_an_unknown_order_or_filter_is_a_bug(store: Store) -> None:
    with store.read() as connection:
        for query in (MemberQuery(sort="shoe size"), MemberQuery(filter="tall")):
            with pytest.raises(KeyError):
                members.page(connection, query, 5)
