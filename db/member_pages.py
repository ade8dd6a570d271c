"""The owner's list of members: any order, any filter, a page at a time from any place, at any number of members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, func, or_, select, tuple_

from db import search
from db.member_rows import row, rows
from db.schema import members
from loyalty.members import MemberRow

__all__ = ["Cursor", "MemberPage", "MemberQuery", "count", "page", "row", "rows"]

Cursor = tuple[int | str, int]

_SORTS: dict[str, Column[Any]] = {
    "last_visit": members.c.seen_ms,
    "name": members.c.name,
    "joined": members.c.joined_at_ms,
    "visits": members.c.visits,
    "spent": members.c.spent,
    "number": members.c.number,
}


@dataclass(frozen=True, slots=True)
class MemberQuery:
    """What the list shows. `sort` is last_visit (who never came stands by the day of joining), name, joined, visits,
    spent or number. `filter` is:

    - all;
    - new: joined at `since_ms` or later;
    - asleep: last seen before `since_ms`;
    - active: last seen at `since_ms` or later;
    - birthday_month: birthday in `month` (1 to 12) of the solar calendar of `year`;
    - bearer: neither name nor phone; consent: allowed messages.

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


def page(connection: Connection, query: MemberQuery, limit: int, after: Cursor | None = None) -> MemberPage:
    """The first `limit` members of a query, or those after the cursor of an earlier page.

    Raises KeyError for an unknown sort or filter.
    """
    sort = _SORTS[query.sort]
    place = tuple_(sort, members.c.id)
    wanted = _where(connection, query, select(sort, members.c.id))
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


def _where(connection: Connection, query: MemberQuery, wanted: Select[Any]) -> Select[Any]:
    conditions = list(_FILTERS[query.filter](query))
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
    solar = and_(members.c.birthday_calendar == "solar", members.c.birthday_month == query.month)
    lunar = and_(members.c.birthday_calendar == "lunar", members.c.birthday_month == query.month)
    return (or_(solar, lunar),)


def _bearer(_query: MemberQuery) -> Sequence[ColumnElement[bool]]:
    return (members.c.phone == "", members.c.name == "")


def _consent(_query: MemberQuery) -> Sequence[ColumnElement[bool]]:
    return (members.c.consent_at_ms.is_not(None),)


_FILTERS = {
    "all": _all,
    "new": _new,
    "asleep": _asleep,
    "active": _active,
    "birthday_month": _birthday_month,
    "bearer": _bearer,
    "consent": _consent,
}
