"""The owner's list of members: any order, any filter, a page at a time from any place, at any number of members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, func, literal_column, or_, select, tuple_

from db import search
from db.member_rows import row, rows
from db.schema import members
from loyalty.birthdays import solar_date
from loyalty.members import Birthday, BirthdayCalendar, MemberRow

__all__ = ["Cursor", "MemberPage", "MemberQuery", "count", "page", "row", "rows"]

Cursor = tuple[int | str, int]

_SORTS: dict[str, Column[Any]] = {
    "last_visit": members.c.seen_ms,
    "name": members.c.name,
    "joined": members.c.joined_at_ms,
    "visits": members.c.visits,
    "spent": members.c.spent,
    "number": members.c.number,
    "phone": members.c.phone,
    "stamps": members.c.stamps,
    "points": members.c.points,
}


@dataclass(frozen=True, slots=True)
class MemberQuery:
    """What the list shows. `sort` is last_visit (who never came stands by the day of joining), name, joined, visits,
    spent, number, phone (who has none stands first), stamps or points (of all programmes together). `filter` is:

    - all;
    - new: joined at `since_ms` or later;
    - asleep: last seen before `since_ms`;
    - active: last seen at `since_ms` or later;
    - birthday_month: the birthday, solar or lunar, falls in the solar `month` (1 to 12) of `year`.

    `text` is what was typed into the search box, read as the counter reads it.
    """

    sort: str = "last_visit"
    descending: bool = True
    filter: str = "all"
    text: str = ""
    since_ms: int = 0
    month: int = 0
    year: int = 0


@dataclass(frozen=True, slots=True)
class MemberPage:
    """Some rows in order; `next` continues after them, None when there are no more."""

    rows: tuple[MemberRow, ...]
    next: Cursor | None


# Up to here members with a birthday in the month are fetched by its index and sorted; more are met soon by walking.
_FEW_BIRTHDAYS = 2_000


def page(connection: Connection, query: MemberQuery, limit: int, after: Cursor | None = None) -> MemberPage:
    """The first `limit` members of a query, or those after the cursor of an earlier page.

    Raises KeyError for an unknown sort or filter.
    """
    sort = _SORTS[query.sort]
    place = tuple_(sort, members.c.id)
    wanted = _where(connection, query, select(sort, members.c.id), walks=_common(connection, query))
    if after is not None:
        wanted = wanted.where(place < after if query.descending else place > after)
    order = (sort.desc(), members.c.id.desc()) if query.descending else (sort.asc(), members.c.id.asc())
    found = connection.execute(wanted.order_by(*order).limit(limit + 1)).fetchall()
    shown = rows(connection, [each[1] for each in found[:limit]])
    last = found[limit - 1] if len(found) > limit else None
    return MemberPage(shown, None if last is None else (last[0], last[1]))


def count(connection: Connection, query: MemberQuery) -> int:
    """How many members a query shows."""
    return int(connection.execute(_where(connection, query, select(func.count()).select_from(members))).scalar_one())


def _common(connection: Connection, query: MemberQuery) -> bool:
    if query.filter != "birthday_month":
        return False
    few = select(literal_column("1")).where(*_birthday_month(query)).limit(_FEW_BIRTHDAYS + 1).subquery()
    return connection.execute(select(func.count()).select_from(few)).scalar_one() > _FEW_BIRTHDAYS


def _where(connection: Connection, query: MemberQuery, wanted: Select[Any], walks: bool = False) -> Select[Any]:
    """The query's conditions. `walks` leaves the birthdays' index out of it, so that the order's own index is taken."""
    conditions = [_birthday_in(query)] if walks else list(_FILTERS[query.filter](query))
    if query.text.strip():
        conditions.append(search.condition(connection, query.text))
    return wanted.where(*conditions)


def _all(_query: MemberQuery) -> Sequence[ColumnElement[bool]]:
    return ()


def _new(query: MemberQuery) -> Sequence[ColumnElement[bool]]:
    return (members.c.joined_at_ms >= query.since_ms,)


def _asleep(query: MemberQuery) -> Sequence[ColumnElement[bool]]:
    return (members.c.seen_ms < query.since_ms,)


def _active(query: MemberQuery) -> Sequence[ColumnElement[bool]]:
    return (members.c.seen_ms >= query.since_ms,)


def _birthday_month(query: MemberQuery) -> Sequence[ColumnElement[bool]]:
    columns = members.c
    return (columns.birthday_month.in_(_lunar_months(query.month)), _birthday_in(query))


def _birthday_in(query: MemberQuery) -> ColumnElement[bool]:
    columns = members.c
    solar = and_(columns.birthday_calendar == "solar", columns.birthday_month == query.month)
    code = columns.birthday_leap * 10_000 + columns.birthday_month * 100 + columns.birthday_day
    lunar = and_(columns.birthday_calendar == "lunar", code.in_(_lunar_codes(query.year, query.month)))
    return or_(solar, lunar)


def _lunar_months(solar_month: int) -> tuple[int, ...]:
    """The lunar months that may touch a solar one: itself and the two before it."""
    return tuple((solar_month - back - 1) % 12 + 1 for back in range(3))


@lru_cache(maxsize=64)
def _lunar_codes(year: int, solar_month: int) -> tuple[int, ...]:
    """The lunar birthdays that fall in a solar month of a year, as leap * 10000 + month * 100 + day."""
    return tuple(
        leap * 10_000 + month * 100 + day
        for leap in (0, 1)
        for month in _lunar_months(solar_month)
        for day in sorted(_lunar_days(month, bool(leap), year, solar_month))
    )


def _lunar_days(month: int, leap: bool, year: int, solar_month: int) -> set[int]:
    """The days of a lunar month whose birthday is in the solar month, be it of this lunar year or of the one before.

    Asking the calendar is dear; a lunar month's first and last day tell all of it.
    """
    found: set[int] = set()
    for lunar_year in (year - 1, year):
        first, last = (
            solar_date(Birthday(BirthdayCalendar.LUNAR, month, day, leap=leap), lunar_year) for day in (1, 30)
        )
        for day in range(1, 31):
            falls = first + timedelta(days=min(day - 1, (last - first).days))
            if (falls.year, falls.month) == (year, solar_month):
                found.add(day)
    return found


_FILTERS = {"all": _all, "new": _new, "asleep": _asleep, "active": _active, "birthday_month": _birthday_month}
