"""Members as rows of a list: what the counter's search and the owner's list show of each person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from db.schema import balances, members
from db.statements import Statement
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
_BATCH = 100


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
    found: dict[int, MemberRow] = {}
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        people, units = _statements(len(batch))
        balances_of: dict[tuple[int, str], int] = {
            (member_id, unit): int(balance) for member_id, unit, balance in units.run(connection, *batch)
        }
        found.update((each[0], _row(each, balances_of)) for each in people.run(connection, *batch))
    return tuple(found[each] for each in ids if each in found)


@lru_cache(maxsize=_BATCH)
def _statements(amount: int) -> tuple[Statement, Statement]:
    """The people and their balances in units, for so many ids: compiled once for each amount."""
    names = [f"id_{index}" for index in range(amount)]
    ids: list[BindParameter[int]] = [bindparam(name) for name in names]
    people = select(*_COLUMNS).where(members.c.id.in_(ids))
    columns = balances.c
    units = select(columns.member_id, columns.unit, func.sum(columns.balance)).where(columns.member_id.in_(ids))
    return Statement(people, *names), Statement(units.group_by(columns.member_id, columns.unit), *names)


def _row(found: Any, units: dict[tuple[int, str], int]) -> MemberRow:
    member_id, number, name, phone, last_visit_ms, visits, spent = found
    stamps, points = units.get((member_id, "stamp"), 0), units.get((member_id, "point"), 0)
    return MemberRow(member_id, number, name, phone, last_visit_ms, visits, spent, stamps, points)
