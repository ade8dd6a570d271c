"""Whose lots end: members to be looked at when a business day turns, and the day until which that is done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection, text

from db import settings
from db.encoding import day_of, day_text, lot_of
from db.statements import Statement
from loyalty.ledger import SHOP, Standing

_ENDED = Statement(
    text("SELECT DISTINCT member_id FROM lots WHERE expires_on IS NOT NULL AND expires_on < :day ORDER BY member_id"),
    "day",
)
# Who was not seen since then and has a lot of the programme; a debt or a running figure never ends.
_IDLE = Statement(
    text(
        "SELECT m.id FROM members m WHERE m.seen_ms < :before_ms AND EXISTS (SELECT 1 FROM lots l"
        " WHERE l.member_id = m.id AND l.programme_id = :programme_id AND length(l.lot_operation) > 0) ORDER BY m.id"
    ),
    *("before_ms", "programme_id"),
)
_SHOPS_ENDED = Statement(
    text(
        "SELECT programme_id, unit, lot_operation, lot_position, amount_left, earned_at_ms, expires_on FROM lots"
        " WHERE member_id = 0 AND expires_on IS NOT NULL AND expires_on < :day"
        " ORDER BY lot_operation, lot_position"
    ),
    "day",
)
_DONE = "expired_on"


def holders(connection: Connection, day: date, idle: Collection[tuple[str, int]]) -> tuple[int, ...]:
    """Members, and SHOP, with a lot that may have ended before this business day.

    `idle` are programmes whose balances end without a visit, each with the time in epoch milliseconds since when the
    member must have been seen.
    """
    found = {row[0] for row in _ENDED.run(connection, day_text(day))}
    for programme_id, before_ms in idle:
        found.update(row[0] for row in _IDLE.run(connection, before_ms, programme_id))
    return tuple(sorted(found))


def of_shop(connection: Connection, day: date) -> Standing:
    """The shop with only those of its own lots that ended before this business day."""
    rows = _SHOPS_ENDED.run(connection, day_text(day)).fetchall()
    return Standing(SHOP, tuple([lot_of(row) for row in rows]))


def done_on(connection: Connection) -> date | None:
    """The business day on which everything that ended before it was last expired; None before the first."""
    found = settings.value(connection, _DONE)
    return day_of(str(found)) if found is not None else None


def set_done(connection: Connection, day: date) -> None:
    """Everything that ended before this business day is expired."""
    settings.save(connection, {_DONE: day.isoformat()})
