"""Finding people from the first key: the members a typed text may mean, the latest visitors first.

Two ways, chosen by how many members have the rarest keys of the text's readings, together: few are fetched and sorted;
of many, the twenty latest are met soon when walking everybody by last visit, in one index that holds all there is to
ask, and one walk asks for every reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
)

from db.member_rows import rows
from db.schema import members, search_keys
from db.sqlite import position_in
from db.statements import Statement
from loyalty.members import MemberRow
from loyalty.names import Query, QueryKind, query_keys

# Measured at 1,000,000 members between other questions, when few pages are at hand: each one fetched is another page,
# while a walk's pages lie together and every walk begins with the same. Up to here fetching is the faster way.
FEW = 1_000
# Where several keys must be there together, the rarest one's people are only the most that can be meant: a walk for
# them may be in vain, while fetching looks only at those who have all keys. So it pays for longer.
FEW_TOGETHER = 2_000
# A walk that has met this many people without finding enough was the wrong way: the keys are common, but seldom
# together, or only among people who no longer come.
WALK_MOST = 30_000
# A list in another order than by last visit meets people at random, row by row: fetching pays for longer.
FEW_IN_LIST = 10_000

# The phone's index leaves out members without one, and is used only for a question that does so in the same words.
_HAS_PHONE = text("phone <> ''")
_SEEN = members.c.seen_ms
_ID = members.c.id


@dataclass(frozen=True, slots=True)
class _Way:
    """One reading with the place to start from: the rarest key, a range of phones, or neither; `amount` members are
    there, all of whom are meant unless the reading asks for more than that.
    """

    reading: Query
    key: str = ""
    amount: int = 0

    @property
    def all_meant(self) -> bool:
        """Whether nothing else is asked."""
        return len(self.reading.keys) <= 1 and len(self.reading.ending) <= 3


def find(connection: Connection, typed: str, limit: int = 20) -> tuple[MemberRow, ...]:
    """Up to `limit` members found by any reading of the typed text, by last visit, latest first."""
    readings = (reading for reading in query_keys(typed) if reading.kind is not QueryKind.CARD)
    ways = [_way(connection, reading, max(FEW, FEW_TOGETHER)) for reading in readings]
    found = {(each[0], each[1]) for each in _latest(connection, ways, limit)}
    return rows(connection, [member_id for _, member_id in sorted(found, reverse=True)[:limit]])


def condition(connection: Connection, typed: str) -> ColumnElement[bool]:
    """Whether a member is meant by any reading of the text: for lists in any order.

    Few people are named one by one, so that any order sorts only them; many are told by what the walk looks at.
    """
    readings = (reading for reading in query_keys(typed) if reading.kind is not QueryKind.CARD)
    ways = [_way(connection, reading, FEW_IN_LIST) for reading in readings]
    if all(way.amount <= FEW_IN_LIST for way in ways):
        found = {each[1] for way in ways for each in _fetch(connection, way, -1)}
        return _ID.in_(sorted(found))
    return or_(*(_meant(way.reading) for way in ways))


def _latest(connection: Connection, ways: Sequence[_Way], limit: int) -> list[Any]:
    """The latest of all ways, in no order; of those walked for at most `limit` together, for they are met in order."""
    walked = [way for way in ways if way.reading.number is None and way.amount > 0]
    meant = sum(way.amount for way in walked if way.all_meant)
    if meant > FEW or any(way.amount > FEW_TOGETHER for way in walked):
        met = _walk(connection, [way.reading for way in walked], limit, WALK_MOST)
        if len(met) == limit:
            walked = []
    else:
        met = ()
    fetched = [way for way in ways if way.reading.number is not None or way in walked]
    return [*met, *(each for way in fetched for each in _fetch(connection, way, limit))]


def _way(connection: Connection, reading: Query, few: int) -> _Way:
    """Where to start, and how many members are there (counted up to one more than `few`)."""
    if reading.number is not None:
        return _Way(reading, amount=1)
    if reading.keys:
        amount, key = min((_COUNT_KEY.run(connection, key, few + 1).scalar_one(), key) for key in reading.keys)
        return _Way(reading, key, amount)
    if reading.beginning:
        return _Way(reading, amount=_COUNT_PHONES.run(connection, *_range(reading.beginning), few + 1).scalar_one())
    return _Way(reading, amount=few + 1)


def _fetch(connection: Connection, way: _Way, limit: int) -> Sequence[Any]:
    """Everybody at the place to start from, sorted. A limit below 0 is none."""
    reading = way.reading
    if way.amount == 0:
        return ()
    if reading.number is not None:
        return _BY_NUMBER.run(connection, reading.number).fetchall()
    others = [key for key in reading.keys if key != way.key]
    ending = [f"%{reading.ending}"] if len(reading.ending) > 3 else []
    if way.key:
        beginning = [f"{reading.beginning}%"] if reading.beginning else []
        statement = _fetch_by_key(len(others), bool(beginning), bool(ending))
        return statement.run(connection, way.key, *others, *beginning, *ending, limit).fetchall()
    if reading.beginning:
        return _FETCH_BY_PHONE.run(connection, *_range(reading.beginning), limit).fetchall()
    return _walk(connection, [reading], limit, -1)


def _walk(connection: Connection, readings: Sequence[Query], limit: int, most: int) -> Sequence[Any]:
    """Meet at most `most` people by last visit, latest first, and keep those whom any of the readings means."""
    asked: list[str] = []
    for reading in readings:
        asked += [f" {key} " for key in reading.keys]
        asked += [f"{reading.beginning}%"] if reading.beginning else []
        asked += [f"%{reading.ending}"] if reading.ending else []
    shapes = tuple((len(each.keys), bool(each.beginning), bool(each.ending)) for each in readings)
    return _walk_by_seen(shapes).run(connection, most, *asked, limit).fetchall()


def _range(beginning: str) -> tuple[str, str]:
    return beginning, beginning[:-1] + chr(ord(beginning[-1]) + 1)


def _meant(reading: Query) -> ColumnElement[bool]:
    if reading.number is not None:
        return members.c.number == reading.number
    parts: list[ColumnElement[bool]] = [_has_key(members.c.search_text, literal(f" {key} ")) for key in reading.keys]
    if reading.beginning:
        parts.append(members.c.phone.like(f"{reading.beginning}%"))
    if reading.ending:
        parts.append(members.c.phone.like(f"%{reading.ending}"))
    first, *more = parts
    for part in more:
        first = first & part
    return first


def _has_key(search_text: ColumnElement[str], key: ColumnElement[str]) -> ColumnElement[bool]:
    return position_in(search_text, key) > literal_column("0")


def _capped(source: FromClause, *conditions: Any) -> Select[int]:
    few = (
        select(literal_column("1").label("one"))
        .select_from(source)
        .where(*conditions)
        .limit(bindparam("most"))
        .subquery()
    )
    return select(func.count()).select_from(few)


_PHONE_RANGE = (members.c.phone >= bindparam("from_phone"), members.c.phone < bindparam("to_phone"), _HAS_PHONE)
_COUNT_KEY = Statement(_capped(search_keys, search_keys.c.key == bindparam("key")), "key", "most")
_COUNT_PHONES = Statement(_capped(members, *_PHONE_RANGE), "from_phone", "to_phone", "most")
_BY_NUMBER = Statement(select(_SEEN, _ID).where(members.c.number == bindparam("number")), "number")
_FETCH_BY_PHONE = Statement(
    select(_SEEN, _ID).where(*_PHONE_RANGE).order_by(_SEEN.desc(), _ID.desc()).limit(bindparam("limit")),
    *("from_phone", "to_phone", "limit"),
)


@lru_cache(maxsize=64)
def _fetch_by_key(others: int, beginning: bool, ending: bool) -> Statement:
    """Everybody of one key who has the others too: told by the keys alone, so that only who is meant is looked at."""
    names = [f"other_{index}" for index in range(others)]
    also = [search_keys.alias() for _ in names]
    has_others = [
        select(literal_column("1"))
        .where(each.c.key == bindparam(name), each.c.member_id == search_keys.c.member_id)
        .exists()
        for each, name in zip(also, names, strict=True)
    ]
    conditions, phones = _conditions(members.c, 0, beginning, ending)
    wanted = (
        select(_SEEN, _ID)
        .join(search_keys, search_keys.c.member_id == _ID)
        .where(search_keys.c.key == bindparam("key"), *has_others, *conditions)
        .order_by(_SEEN.desc(), _ID.desc())
        .limit(bindparam("limit"))
    )
    return Statement(wanted, "key", *names, *phones, "limit")


@lru_cache(maxsize=64)
def _walk_by_seen(shapes: tuple[tuple[int, bool, bool], ...]) -> Statement:
    """A walk for readings that have so many keys, a beginning or not, an ending or not."""
    columns = (_SEEN, _ID, members.c.phone, members.c.search_text)
    met = select(*columns).order_by(_SEEN.desc(), _ID.desc()).limit(bindparam("most")).subquery("met")
    wished, names = [], []
    for index, shape in enumerate(shapes):
        conditions, parts = _conditions(met.c, *shape, of=f"_{index}")
        wished.append(and_(*conditions))
        names += parts
    # No second order: the walk's own must not be thrown away, for sorting would first go to its end.
    wanted = select(met.c.seen_ms, met.c.id).where(or_(*wished)).limit(bindparam("limit"))
    return Statement(wanted, "most", *names, "limit")


def _conditions(
    columns: Any, keys: int, beginning: bool, ending: bool, of: str = ""
) -> tuple[list[ColumnElement[bool]], list[str]]:
    names = [f"key_{index}{of}" for index in range(keys)]
    conditions: list[ColumnElement[bool]] = [_has_key(columns.search_text, bindparam(name)) for name in names]
    for wanted, name in ((beginning, f"beginning{of}"), (ending, f"ending{of}")):
        if wanted:
            conditions.append(columns.phone.like(bindparam(name)))
            names.append(name)
    return conditions, names
