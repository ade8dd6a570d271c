"""What the rules need to know of a member, of the shop itself, and of whoever else an operation may move."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, text

from db.encoding import day_of, lot_of
from db.statements import Statement
from loyalty.codes import plain_code
from loyalty.ledger import NOBODY, SHOP, Lot, OperationKind, Standing, Unit
from loyalty.members import Birthday, BirthdayCalendar

_MEMBER = Statement(
    text(
        "SELECT visits, spent, last_visit_ms, joined_at_ms, tags, birthday_changed_on, birthday_calendar,"
        " birthday_month, birthday_day, birthday_year, birthday_leap FROM members WHERE id = :member_id"
    ),
    "member_id",
)
_LOT_COLUMNS = "programme_id, unit, lot_operation, lot_position, amount_left, earned_at_ms, expires_on"
_COUPON = Unit.COUPON.value
# A member's lots and, in the same look, the shop's own but for its coupons, of which there may be thousands. The signs
# around the slash keep to the index: "coupon/" comes before all coupons, "coupon0" after them.
_LOTS = Statement(
    text(
        f"SELECT {_LOT_COLUMNS}, member_id FROM lots WHERE member_id = :member_id"
        f" UNION ALL SELECT {_LOT_COLUMNS}, member_id FROM lots WHERE member_id = 0 AND unit < '{_COUPON}/'"
        f" UNION ALL SELECT {_LOT_COLUMNS}, member_id FROM lots WHERE member_id = 0 AND unit > '{_COUPON}0'"
    ),
    "member_id",
)
_OWN_LOTS = Statement(text(f"SELECT {_LOT_COLUMNS}, member_id FROM lots WHERE member_id = :member_id"), "member_id")
_COUPON_LOTS = Statement(
    text(f"SELECT {_LOT_COLUMNS} FROM lots WHERE member_id = 0 AND unit = :unit ORDER BY programme_id"), "unit"
)
_OPENER = Statement(text("SELECT kind, reverses, at_ms FROM operations WHERE id = :id"), "id")
_SPENT = Statement(
    text(
        "SELECT lot_operation FROM entries"
        " WHERE operation_id = :operation_id AND programme_id = :programme_id AND unit = :unit AND delta < 0"
    ),
    "operation_id",
    "programme_id",
    "unit",
)
# No member has it: a look at the shop's own lots alone.
_NO_MEMBER = -1


def standing(
    connection: Connection, member_id: int | None, codes: Iterable[str] = (), others: Iterable[int] = ()
) -> Standing:
    """What the rules need to know of a member now, or of nobody (None), and in `others` of whoever else may be moved.

    That is the shop itself (its coupons only where `codes`, as typed, name them), whoever referred the member while
    that referral waits, and the holders named in `others`. Raises LookupError when there is no such member.
    """
    rows = _LOTS.run(connection, _NO_MEMBER if member_id is None else member_id).fetchall()
    shops = [lot_of(row) for row in rows if row[7] == SHOP]
    for unit in {f"{_COUPON}/{plain_code(code)}" for code in codes}:
        shops.extend(_as_issued(connection, lot_of(row)) for row in _COUPON_LOTS.run(connection, unit).fetchall())
    found = NOBODY
    if member_id is not None:
        found = _of_member(connection, member_id, tuple([lot_of(row) for row in rows if row[7] == member_id]))
    wanted = {*others, *_referrers(found)} - {SHOP, member_id}
    known = {holder: of_holder(connection, holder) for holder in sorted(wanted)}
    if shops:
        known[SHOP] = Standing(SHOP, tuple(shops))
    return replace(found, others=known) if known else found


def _as_issued(connection: Connection, lot: Lot) -> Lot:
    """A coupon is as old as when it was put out, also where it was given back after its end, to a lot of its own."""
    opener = _OPENER.run(connection, bytes.fromhex(lot.key.operation_id)).fetchone()
    while opener is not None and opener[0] != OperationKind.ISSUE.value and opener[1] is not None:
        account = lot.account
        spent = _SPENT.run(connection, opener[1], account.programme_id, account.unit_text).fetchone()
        opener = None if spent is None else _OPENER.run(connection, spent[0]).fetchone()
    return lot if opener is None else replace(lot, earned_at_ms=opener[2])


def of_holder(connection: Connection, holder: int) -> Standing:
    """A member's standing without anybody beside it. Raises LookupError when there is no such member."""
    rows = _OWN_LOTS.run(connection, holder).fetchall()
    return _of_member(connection, holder, tuple([lot_of(row) for row in rows]))


def _of_member(connection: Connection, member_id: int, lots: tuple[Lot, ...]) -> Standing:
    found = _MEMBER.run(connection, member_id).fetchone()
    if found is None:
        raise LookupError(f"no member {member_id}")
    return Standing(
        member_id=member_id,
        lots=lots,
        visits=found[0],
        spent=found[1],
        last_visit_ms=found[2],
        joined_at_ms=found[3],
        birthday=birthday_of(found[6:11]),
        birthday_changed_on=day_of(found[5]),
        tags=() if found[4] == "[]" else tuple(json.loads(found[4])),
    )


def birthday_of(columns: Any) -> Birthday | None:
    """The birthday of a member's columns: calendar, month, day, year, leap."""
    if columns[0] is None:
        return None
    return Birthday(BirthdayCalendar(columns[0]), columns[1], columns[2], columns[3], bool(columns[4]))


def _referrers(found: Standing) -> set[int]:
    """Who brought the member, while the first sale is awaited."""
    return {int(lot.account.part) for lot in found.lots if lot.account.unit is Unit.REFERRAL and lot.left > 0}
