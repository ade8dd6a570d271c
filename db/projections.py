"""Everything derived from the ledger and kept beside it in the same transaction; `check` derives it all again.

Balances and lots from the entries; visits, spent and the last visit of a member, by year too, from the operations; a
member's stamps and points of all programmes, by which lists are ordered, from the entries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, text

from db.encoding import day_text, id_bytes
from db.schema import lots
from db.statements import Statement, insert_into
from loyalty.ledger import DEBT, Entry, Operation, Unit

_Balance = tuple[int, str, str]
_Lot = tuple[int, str, str, bytes, int]

_MOVE_BALANCE = Statement(
    text(
        "INSERT INTO balances (member_id, programme_id, unit, balance)"
        " VALUES (:member_id, :programme_id, :unit, :balance) ON CONFLICT (member_id, programme_id, unit)"
        " DO UPDATE SET balance = balances.balance + excluded.balance"
    ),
    *("member_id", "programme_id", "unit", "balance"),
)
_MOVE_YEAR = Statement(
    text(
        "INSERT INTO member_years (member_id, year, visits, spent) VALUES (:member_id, :year, :visits, :spent)"
        " ON CONFLICT (member_id, year) DO UPDATE SET visits = member_years.visits + excluded.visits,"
        " spent = member_years.spent + excluded.spent"
    ),
    *("member_id", "year", "visits", "spent"),
)
_VISITED = Statement(
    text(
        "UPDATE members SET visits = visits + :visits, spent = spent + :spent, stamps = stamps + :stamps,"
        " points = points + :points, last_visit_ms ="
        " CASE WHEN last_visit_ms > :at_ms THEN last_visit_ms ELSE :at_ms END, seen_ms ="
        " CASE WHEN seen_ms > :at_ms THEN seen_ms ELSE :at_ms END WHERE id = :member_id"
    ),
    *("visits", "spent", "stamps", "points", "at_ms", "member_id"),
)
_MOVED = Statement(
    text(
        "UPDATE members SET visits = visits + :visits, spent = spent + :spent, stamps = stamps + :stamps,"
        " points = points + :points WHERE id = :member_id"
    ),
    *("visits", "spent", "stamps", "points", "member_id"),
)
# A visit counts as long as nothing took it back: neither its own reversal, nor, for a sale credited later, the
# reversal of that sale. The sum keeps the engine from looking through all of the member's operations for each one.
NOT_TAKEN_BACK = (
    "NOT EXISTS (SELECT 1 FROM operations r WHERE r.reverses IN (o.id, o.reverses) AND r.counts_visit = -1"
    " AND r.member_id + 0 = o.member_id)"
)
_LAST_VISIT = Statement(
    text(
        "SELECT o.at_ms FROM operations o WHERE o.member_id = :member_id AND o.counts_visit = 1"
        f" AND {NOT_TAKEN_BACK} ORDER BY o.at_ms DESC LIMIT 1"
    ),
    "member_id",
)
_SET_LAST_VISIT = Statement(
    text(
        "UPDATE members SET last_visit_ms = :last_visit_ms, seen_ms = CASE WHEN joined_at_ms > :seen_ms"
        " THEN joined_at_ms ELSE :seen_ms END WHERE id = :member_id"
    ),
    *("last_visit_ms", "seen_ms", "member_id"),
)

_LOT_KEY = (
    " WHERE member_id = :member_id AND programme_id = :programme_id AND unit = :unit"
    " AND lot_operation = :lot_operation AND lot_position = :lot_position"
)
_LOT_NAMES = ("member_id", "programme_id", "unit", "lot_operation", "lot_position")
_ADD_LOT = insert_into(lots)
_LOT_LEFT = Statement(text("SELECT amount_left FROM lots" + _LOT_KEY), *_LOT_NAMES)
_SET_LOT = Statement(text("UPDATE lots SET amount_left = :amount_left" + _LOT_KEY), "amount_left", *_LOT_NAMES)
_DROP_LOT = Statement(text("DELETE FROM lots" + _LOT_KEY), *_LOT_NAMES)
_OPENING = Statement(
    text(
        "SELECT o.at_ms, e.expires_on FROM operations o JOIN entries e ON e.operation_id = o.id"
        " WHERE o.id = :lot_operation AND e.position = :lot_position"
    ),
    *("lot_operation", "lot_position"),
)


@dataclass
class _Member:
    """What one member's row moves by, and the latest visit among it (0 for none)."""

    visits: int = 0
    spent: int = 0
    stamps: int = 0
    points: int = 0
    at_ms: int = 0

    def add(self, operation: Operation) -> None:
        """Count one operation in."""
        self.visits += operation.counts_visit
        self.spent += operation.bill
        if operation.counts_visit > 0:
            self.at_ms = max(self.at_ms, operation.at_ms)

    def add_entry(self, entry: Entry) -> None:
        """Count one movement of this member in."""
        if entry.account.unit is Unit.STAMP:
            self.stamps += entry.delta
        elif entry.account.unit is Unit.POINT:
            self.points += entry.delta

    @property
    def change(self) -> tuple[int, int, int, int]:
        """Visits, spent, stamps and points."""
        return self.visits, self.spent, self.stamps, self.points


@dataclass
class _Moves:
    """What a batch of operations moves, summed for each key."""

    balances: dict[_Balance, int] = field(default_factory=lambda: defaultdict(int))
    lots: dict[_Lot, int] = field(default_factory=lambda: defaultdict(int))
    opened: dict[_Lot, tuple[int, date | None]] = field(default_factory=dict)
    members: dict[int, _Member] = field(default_factory=lambda: defaultdict(_Member))
    years: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    taken_back: set[int] = field(default_factory=set)

    def add(self, operation: Operation) -> None:
        """Count one operation in: what it moved for each holder, and what it is for its own member."""
        self._add_entries(operation)
        member_id = operation.member_id
        if member_id is None:
            return
        self.members[member_id].add(operation)
        if operation.counts_visit < 0:
            self.taken_back.add(member_id)
        year = (member_id, operation.business_day.year)
        visits, spent = self.years.get(year, (0, 0))
        self.years[year] = (visits + operation.counts_visit, spent + operation.bill)

    def _add_entries(self, operation: Operation) -> None:
        for entry in operation.entries:
            holder = entry.holder_in(operation.member_id)
            self.members[holder].add_entry(entry)
            programme_id, unit = entry.account.programme_id, entry.account.unit_text
            self.balances[(holder, programme_id, unit)] += entry.delta
            key = (holder, programme_id, unit, id_bytes(entry.lot.operation_id), entry.lot.position)
            self.lots[key] += entry.delta
            if entry.lot.operation_id == operation.id and entry.lot.position == entry.position:
                self.opened[key] = (operation.at_ms, entry.expires_on)


def follow(connection: Connection, batch: Iterable[Operation]) -> None:
    """Bring every projection up to operations that were just added to the ledger."""
    moves = _Moves()
    for operation in batch:
        moves.add(operation)
    _MOVE_BALANCE.run_many(connection, [(*key, delta) for key, delta in moves.balances.items()])
    _move_lots(connection, moves)
    _MOVE_YEAR.run_many(connection, [(*key, *change) for key, change in moves.years.items()])
    _move_members(connection, moves)


def _move_members(connection: Connection, moves: _Moves) -> None:
    visited = [(*each.change, each.at_ms, member_id) for member_id, each in moves.members.items() if each.at_ms]
    others = [(*each.change, member_id) for member_id, each in moves.members.items() if not each.at_ms]
    moved = [row for row in others if any(row[:-1])]
    _VISITED.run_many(connection, visited)
    _MOVED.run_many(connection, moved)
    for member_id in moves.taken_back:
        last = _LAST_VISIT.run(connection, member_id).scalar()
        _SET_LAST_VISIT.run(connection, last, last or 0, member_id)


def _move_lots(connection: Connection, moves: _Moves) -> None:
    new = []
    for key, delta in moves.lots.items():
        opening = moves.opened.get(key)
        if opening is None:
            _move_older_lot(connection, key, delta)
        elif delta:
            new.append((*key, delta, opening[0], day_text(opening[1])))
    _ADD_LOT.run_many(connection, new)


def _move_older_lot(connection: Connection, key: _Lot, delta: int) -> None:
    if delta == 0:
        return
    left = _LOT_LEFT.run(connection, *key).scalar()
    if left is None:
        _ADD_LOT.run(connection, *key, delta, *_opening(connection, key))
    elif left + delta == 0:
        _DROP_LOT.run(connection, *key)
    else:
        _SET_LOT.run(connection, left + delta, *key)


def _opening(connection: Connection, key: _Lot) -> tuple[int, str | None]:
    """When the lot was earned (ms) and until which day it may be used, from the entry that opened it.

    A debt and a running figure were opened by none.
    """
    if key[3] == id_bytes(DEBT.operation_id):
        return 0, None
    found = _OPENING.run(connection, *key[3:]).fetchone()
    if found is None:
        raise LookupError(f"no entry opened lot {key[3].hex()}/{key[4]}")
    return found[0], found[1]
