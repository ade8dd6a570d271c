"""Who holds what, found without walking everybody's lots: whom a member brought, who holds a paid time."""

from __future__ import annotations

from sqlalchemy import Connection, text

from db.statements import Statement

# The conditions on the unit are the partial indexes' own, word for word.
_BROUGHT = Statement(
    text(
        "SELECT DISTINCT member_id FROM lots WHERE unit >= 'referred/' AND unit < 'referred0' AND unit = :unit"
        " AND amount_left > 0 ORDER BY member_id LIMIT :most"
    ),
    *("unit", "most"),
)
_PAID_TIME = Statement(
    text(
        "SELECT DISTINCT member_id FROM lots WHERE unit = 'membership' AND programme_id = :programme_id"
        " AND amount_left > 0 ORDER BY member_id"
    ),
    "programme_id",
)


def brought_by(connection: Connection, member_id: int, most: int) -> tuple[int, ...]:
    """The ids of members whom this one brought, `most` of them."""
    return tuple(row[0] for row in _BROUGHT.run(connection, f"referred/{member_id}", most))


def with_paid_time(connection: Connection, programme_id: str) -> tuple[int, ...]:
    """The ids of members who bought a time of this programme that was not taken back; it may be over."""
    return tuple(row[0] for row in _PAID_TIME.run(connection, programme_id))
