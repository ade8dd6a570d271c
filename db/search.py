"""Finding people from the first key: the members a typed text may mean, the latest visitors first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select

from db.schema import balances, members, search_keys
from loyalty.members import MemberRow
from loyalty.names import Query, query_keys


def find(connection: Connection, text: str, limit: int = 20) -> tuple[MemberRow, ...]:
    """Up to `limit` members found by any reading of the text, by last visit, latest first."""
    found = select(members.c.id).where(condition(text)).order_by(members.c.seen_ms.desc(), members.c.id.desc())
    return rows(connection, list(connection.scalars(found.limit(limit))))


def condition(text: str) -> ColumnElement[bool]:
    """Whether a member is meant by any reading of the text."""
    return or_(false(), *(_means(reading) for reading in query_keys(text)))


def _means(reading: Query) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [
        members.c.id.in_(select(search_keys.c.member_id).where(search_keys.c.key == key)) for key in reading.keys
    ]
    if reading.beginning:
        parts.append(members.c.phone.startswith(reading.beginning, autoescape=True))
    if reading.ending:
        parts.append(members.c.phone.endswith(reading.ending, autoescape=True))
    if reading.number is not None:
        parts.append(members.c.number == reading.number)
    return and_(*parts) if parts else false()


def row(connection: Connection, member_id: int) -> MemberRow:
    """One member as a row of a list. Raises LookupError when there is no such member."""
    found = rows(connection, [member_id])
    if not found:
        raise LookupError(f"no member {member_id}")
    return found[0]


def rows(connection: Connection, ids: Sequence[int]) -> tuple[MemberRow, ...]:
    """Members as rows of a list, in the order of the ids."""
    columns = (
        members.c.id,
        members.c.number,
        members.c.name,
        members.c.phone,
        members.c.last_visit_ms,
        members.c.visits,
        members.c.spent,
    )
    people = {each[0]: each for each in connection.execute(select(*columns).where(members.c.id.in_(ids)))}
    units = _units(connection, ids)
    return tuple(_row(people[each], units) for each in ids)


def _row(found: Any, units: dict[tuple[int, str], int]) -> MemberRow:
    return MemberRow(
        id=found.id,
        number=found.number,
        name=found.name,
        phone=found.phone,
        last_visit_ms=found.last_visit_ms,
        visits=found.visits,
        spent=found.spent,
        stamps=units.get((found.id, "stamp"), 0),
        points=units.get((found.id, "point"), 0),
    )


def _units(connection: Connection, ids: Sequence[int]) -> dict[tuple[int, str], int]:
    total = func.sum(balances.c.balance)
    query = select(balances.c.member_id, balances.c.unit, total).where(balances.c.member_id.in_(ids))
    found = connection.execute(query.group_by(balances.c.member_id, balances.c.unit))
    return {(member_id, unit): int(balance) for member_id, unit, balance in found}
