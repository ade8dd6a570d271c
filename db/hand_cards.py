"""Cards to be stamped by hand: what was printed for whom, whose each became, and which will never count again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from db.encoding import id_bytes
from db.schema import hand_cards
from db.statements import insert_into

_ADD = insert_into(hand_cards)


@dataclass(frozen=True, slots=True)
class HandCard:
    """One piece of paper with its `circles`. `card_id` is 10 bytes, `serial` what is printed on it, `batch` the wish
    that it was made by.

    `member_id` is whose it became, `taken_over` the operation that took its stamps over (which may have been undone
    since), `voided_at_ms` when it was declared void; None while it was not. Times are epoch milliseconds UTC.
    """

    card_id: bytes
    serial: str
    programme_id: str
    batch: str
    place: int
    circles: int
    staff: str
    made_at_ms: int
    member_id: int | None = None
    taken_over: str | None = None
    voided_at_ms: int | None = None
    voided_by: str = ""


def add_all(connection: Connection, cards: Sequence[HandCard]) -> None:
    """Record cards. The same card or serial twice is an IntegrityError."""
    _ADD.run_many(connection, [_row(card) for card in cards])


def get(connection: Connection, card_id: bytes) -> HandCard | None:
    """The card with this id."""
    return _only(connection, hand_cards.c.card_id == card_id)


def by_serial(connection: Connection, serial: str) -> HandCard | None:
    """The card with this serial."""
    return _only(connection, hand_cards.c.serial == serial)


def of_batch(connection: Connection, batch: str) -> tuple[HandCard, ...]:
    """The cards that were made together, in the order in which they were."""
    wanted = select(hand_cards).where(hand_cards.c.batch == id_bytes(batch)).order_by(hand_cards.c.place)
    return tuple(_card(row) for row in connection.execute(wanted))


def bind(connection: Connection, card_id: bytes, member_id: int, taken_over: str | None) -> None:
    """The card is this member's; `taken_over` is the operation that took its stamps over, if any did."""
    operation = None if taken_over is None else id_bytes(taken_over)
    _change(connection, card_id, {"member_id": member_id, "taken_over": operation})


def void(connection: Connection, card_id: bytes, at_ms: int, staff: str) -> None:
    """The card will never count again."""
    _change(connection, card_id, {"voided_at_ms": at_ms, "voided_by": staff})


def _change(connection: Connection, card_id: bytes, values: dict[str, object]) -> None:
    done = connection.execute(update(hand_cards).where(hand_cards.c.card_id == card_id).values(values))
    if done.rowcount != 1:
        raise LookupError(f"no hand card {card_id.hex()}")


def _row(card: HandCard) -> tuple[object, ...]:
    taken_over = None if card.taken_over is None else id_bytes(card.taken_over)
    made = (card.card_id, card.serial, card.programme_id, id_bytes(card.batch), card.place)
    return (
        *made,
        card.circles,
        card.staff,
        card.made_at_ms,
        card.member_id,
        taken_over,
        card.voided_at_ms,
        card.voided_by,
    )


def _only(connection: Connection, condition: Any) -> HandCard | None:
    row = connection.execute(select(hand_cards).where(condition)).one_or_none()
    return None if row is None else _card(row)


def _card(row: Any) -> HandCard:
    taken_over = None if row.taken_over is None else row.taken_over.hex()
    made = (row.card_id, row.serial, row.programme_id, row.batch.hex(), row.place)
    return HandCard(
        *made, row.circles, row.staff, row.made_at_ms, row.member_id, taken_over, row.voided_at_ms, row.voided_by
    )
