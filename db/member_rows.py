"""Members as rows of a list: what the counter's search and the owner's list show of each person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import BindParameter, Connection, bindparam, select

from db.schema import members
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
    members.c.stamps,
    members.c.points,
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
        found.update((each[0], MemberRow(*each)) for each in _statement(len(batch)).run(connection, *batch))
    return tuple(found[each] for each in ids if each in found)


@lru_cache(maxsize=_BATCH)
def _statement(amount: int) -> Statement:
    """The people of so many ids: compiled once for each amount."""
    names = [f"id_{index}" for index in range(amount)]
    ids: list[BindParameter[int]] = [bindparam(name) for name in names]
    return Statement(select(*_COLUMNS).where(members.c.id.in_(ids)), *names)
