"""What each projection must be, said in SQL over the ledger alone, and what differs from what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from db.projections import NOT_TAKEN_BACK

# Every member once with nothing, and each of their operations: added up in one pass, without a join.
_MOVES_OF_MEMBERS = (
    "SELECT id, joined_at_ms, 0 AS visits, 0 AS spent, NULL AS at_ms FROM members"
    " UNION ALL SELECT member_id, NULL, counts_visit, bill, NULL FROM operations WHERE member_id IS NOT NULL"
    " UNION ALL SELECT o.member_id, NULL, 0, 0, o.at_ms FROM operations o"
    f" WHERE o.member_id IS NOT NULL AND o.counts_visit = 1 AND {NOT_TAKEN_BACK}"
)
_UNITS_OF_MEMBERS = (
    "SELECT id, 0 AS stamps, 0 AS points FROM members"
    " UNION ALL SELECT member_id, CASE unit WHEN 'stamp' THEN delta ELSE 0 END,"
    " CASE unit WHEN 'point' THEN delta ELSE 0 END FROM entries"
    " WHERE unit IN ('stamp', 'point') AND member_id <> 0"
)


@dataclass(frozen=True, slots=True)
class Derivation:
    """One projection: its name, how many of the leading columns are its key, and the two queries that must agree."""

    what: str
    key_width: int
    stored: str
    derived: str


DERIVATIONS = (
    Derivation(
        "balance",
        3,
        "SELECT member_id, programme_id, unit, balance FROM balances",
        "SELECT member_id, programme_id, unit, sum(delta) FROM entries GROUP BY member_id, programme_id, unit",
    ),
    Derivation(
        "lot",
        5,
        "SELECT member_id, programme_id, unit, lot_operation, lot_position, amount_left, earned_at_ms, expires_on"
        " FROM lots",
        "SELECT s.member_id, s.programme_id, s.unit, s.lot_operation, s.lot_position, s.amount_left,"
        " coalesce(o.at_ms, 0), e.expires_on FROM ("
        "SELECT member_id, programme_id, unit, lot_operation, lot_position, sum(delta) AS amount_left FROM entries"
        " GROUP BY member_id, programme_id, unit, lot_operation, lot_position HAVING sum(delta) <> 0) s"
        " LEFT JOIN operations o ON o.id = s.lot_operation"
        " LEFT JOIN entries e ON e.operation_id = s.lot_operation AND e.position = s.lot_position",
    ),
    Derivation(
        "member",
        1,
        "SELECT id, visits, spent, last_visit_ms, seen_ms FROM members",
        "SELECT id, sum(visits), sum(spent), max(at_ms),"
        " CASE WHEN max(at_ms) > max(joined_at_ms) THEN max(at_ms) ELSE max(joined_at_ms) END"
        f" FROM ({_MOVES_OF_MEMBERS}) moves GROUP BY id",
    ),
    Derivation(
        "member",
        1,
        "SELECT id, stamps, points FROM members",
        f"SELECT id, sum(stamps), sum(points) FROM ({_UNITS_OF_MEMBERS}) moves GROUP BY id",
    ),
    Derivation(
        "year",
        2,
        "SELECT member_id, year, visits, spent FROM member_years",
        "SELECT member_id, CAST(substr(business_day, 1, 4) AS INTEGER), sum(counts_visit), sum(bill) FROM operations"
        " WHERE member_id IS NOT NULL GROUP BY member_id, CAST(substr(business_day, 1, 4) AS INTEGER)",
    ),
)


def differences(connection: Connection, derivation: Derivation) -> Iterator[tuple[str, str, str]]:
    """(key, stored values, derived values) of everything in one projection that is not as the ledger says."""
    stored = _only_in(connection, derivation.stored, derivation)
    derived = _only_in(connection, derivation.derived, derivation)
    for key in sorted({*stored, *derived}):
        yield key, stored.get(key, ""), derived.get(key, "")


def only_in_first(first: str, second: str) -> str:
    """The rows of one query that the other has not."""
    return f"SELECT * FROM ({first}) one EXCEPT SELECT * FROM ({second}) two"


def _only_in(connection: Connection, query: str, derivation: Derivation) -> dict[str, str]:
    other = derivation.derived if query == derivation.stored else derivation.stored
    rows = connection.exec_driver_sql(only_in_first(query, other))
    width = derivation.key_width
    return {_readable(row[:width]): _readable(row[width:]) for row in rows}


def _readable(values: Any) -> str:
    return " ".join(value.hex() if isinstance(value, bytes) else str(value) for value in values)
