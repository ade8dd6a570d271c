"""The walk through a member's sales agrees with one that looks at every sale and every day in turn."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from loyalty.calendar import ShopCalendar
from loyalty.ledger import Account, Lot, LotKey, Unit
from loyalty.levels import BASES, History, Ladder, Level, held, history_of, missing

FIRST = date(2026, 1, 1).toordinal()
SALES = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 60)), max_size=40)
LEVELS = st.lists(st.tuples(st.sampled_from(BASES), st.integers(1, 150)), min_size=1, max_size=4)


def history(sales: list[tuple[int, int]]) -> History:
    """Sales as (days since the one before, money), each with its visit, from 2026-01-01 on."""
    lots, day = [], 0
    for number, (gap, money) in enumerate(sales):
        day += gap
        at_ms = 1_767_225_600_000 + day * 86_400_000 + number
        lots.append(Lot(LotKey(f"{number:032x}", 0), Account("t", Unit.SPEND), money, at_ms))
        lots.append(Lot(LotKey(f"{number:032x}", 1), Account("t", Unit.SPEND, "visit"), 1, at_ms))
    return history_of(reversed(lots), "t", ShopCalendar())


def by_the_day(ladder: Ladder, sales: list[tuple[int, int]], today: int) -> int:
    """The level held at the end of a day, by looking at every day: slow and plain."""
    at, own, due = 0, [], []
    for gap, money in sales:
        at += gap
        due.append((FIRST + at, money))
    level, until, since, renewing = -1, 0, 0, 0
    for day in range(FIRST, today + 1):
        while level >= 0 and ladder.validity_days and day > until + ladder.grace_days:
            level, until = level - 1, day + ladder.validity_days
            since = renewing = len(own)
        for on, money in due:
            if on != day:
                continue
            own.append((day, money))
            reached = [index for index, each in enumerate(ladder.levels) if meets(each, own, since)]
            if reached and reached[-1] > level:
                level, until, renewing = reached[-1], day + ladder.validity_days, len(own)
            elif level >= 0 and meets(ladder.levels[level], own, renewing):
                until, renewing = day + ladder.validity_days, len(own)
    return level


def meets(level: Level, own: list[tuple[int, int]], since: int) -> bool:
    """Whether the last sale meets a threshold, counting from a sale on."""
    day, money = own[-1]
    if level.basis == "single":
        return money >= level.threshold
    if level.basis == "rolling":
        return sum(each for on, each in own if on > day - 365) >= level.threshold
    counted = own[since:]
    return (len(counted) if level.basis == "visits" else sum(each for _, each in counted)) >= level.threshold


@given(SALES, LEVELS, st.sampled_from([0, 30, 365]), st.sampled_from([0, 10, 30]), st.integers(0, 1_500))
def test_the_walk_agrees_with_a_look_at_every_day(
    sales: list[tuple[int, int]], levels: list[tuple[str, int]], validity: int, grace: int, days: int
) -> None:
    steps = tuple(Level(f"l{index}", basis, threshold) for index, (basis, threshold) in enumerate(levels))
    ladder = Ladder(steps, validity, grace)
    today = FIRST + days
    assert held([ladder], history(sales), today).level == by_the_day(ladder, sales, today)


@given(SALES, LEVELS, st.integers(0, 1_500), st.integers(0, 1_500))
def test_a_new_version_with_the_same_terms_changes_nothing(
    sales: list[tuple[int, int]], levels: list[tuple[str, int]], from_day: int, days: int
) -> None:
    steps = tuple(Level(f"l{index}", basis, threshold) for index, (basis, threshold) in enumerate(levels))
    versions = [Ladder(steps), Ladder(steps, from_day=FIRST + from_day)]
    own = history(sales)
    at_once = held(versions[:1], own, FIRST + days)
    rolling = any(basis == "rolling" for basis, _ in levels)
    walked = held(versions, own, FIRST + days)
    assert walked.level >= at_once.level if rolling else walked == at_once


def test_what_is_missing_is_counted_by_the_basis() -> None:
    own = history([(0, 40), (10, 30), (400, 20)])
    today = FIRST + 410
    assert [missing(Level("a", basis, 100), own, 0, today) for basis in BASES] == [100, 10, 80, 97]
    assert missing(Level("a", "cumulative", 100), own, 4, today) == 80
    assert missing(Level("a", "visits", 2), history([]), 0, today) == 2
