"""Members as rows of a list: what the counter's search and the owner's list show of each person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from db.schema import balances, members
from loyalty.members import MemberRow

_COLUMNS = (
    members.c.id,
    members.c.number,
    members.c.name,
    members.c.phone,
    members.c.last_visit_ms,
    members.c.visits,
    members.c.spent,
)
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_PEOPLE = select(*_COLUMNS).where(members.c.id.in_(_IDS))
_UNITS = (
    select(balances.c.member_id, balances.c.unit, func.sum(balances.c.balance))
    .where(balances.c.member_id.in_(_IDS))
    .group_by(balances.c.member_id, balances.c.unit)
)


def row(connection: Connection, member_id: int) -> MemberRow:
    """One member as a row of a list. Raises LookupError when there is no such member."""
    found = rows(connection, [member_id])
    if not found:
        raise LookupError(f"no member {member_id}")
    return found[0]


def rows(connection: Connection, ids: Sequence[int]) -> tuple[MemberRow, ...]:
    """Members as rows of a list, in the order of the ids; ids of nobody are left out.

    `stamps` and `points` are the sums of all balances of these units.
    """
    if not ids:
        return ()
    people = {each[0]: each for each in connection.execute(_PEOPLE, {"ids": ids})}
    units: dict[tuple[int, str], int] = {
        (member_id, unit): int(balance) for member_id, unit, balance in connection.execute(_UNITS, {"ids": ids})
    }
    return tuple(_row(people[each], units) for each in ids if each in people)


def _row(found: Any, units: dict[tuple[int, str], int]) -> MemberRow:
    member_id, number, name, phone, last_visit_ms, visits, spent = found
    stamps, points = units.get((member_id, "stamp"), 0), units.get((member_id, "point"), 0)
    return MemberRow(member_id, number, name, phone, last_visit_ms, visits, spent, stamps, points)
