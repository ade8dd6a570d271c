"""Members: who they are, their cards, their numbers. Pages of the owner's list are in `member_pages`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, text
from sqlalchemy import update as update_rows

from db import schema
from db.encoding import day_of, day_text, to_json
from db.member_pages import Cursor, MemberPage, MemberQuery, count, page, row, rows
from db.standings import birthday_of
from db.statements import Statement, insert_into
from loyalty.members import Member
from loyalty.names import search_keys

__all__ = [
    "Cursor",
    "MemberPage",
    "MemberQuery",
    "add",
    "add_card",
    "by_card",
    "by_number",
    "by_phone",
    "cards_of",
    "count",
    "get",
    "next_number",
    "page",
    "row",
    "rows",
    "update",
]

_PERSONAL = (
    "id",
    "number",
    "joined_at_ms",
    "phone",
    "name",
    "birthday_calendar",
    "birthday_month",
    "birthday_day",
    "birthday_year",
    "birthday_leap",
    "preferences",
    "allergies",
    "note",
    "consent_at_ms",
    "language",
    "tags",
    "birthday_changed_on",
)
_COLUMNS = [schema.members.c[name] for name in _PERSONAL]


def _by(name: str) -> Statement:
    return Statement(select(*_COLUMNS).where(schema.members.c[name] == bindparam(name)), name)


_ADD_KEY = insert_into(schema.search_keys)
_BY_ID = _by("id")
_BY_NUMBER = _by("number")
# The phone's index leaves out members without one, and is only used for a question that does so too.
_BY_PHONE = Statement(
    select(*_COLUMNS).where(schema.members.c.phone == bindparam("phone"), text("phone <> ''")), "phone"
)
_BY_CARD = Statement(
    select(*_COLUMNS)
    .join(schema.cards, schema.cards.c.member_id == schema.members.c.id)
    .where(schema.cards.c.card_id == bindparam("card_id")),
    "card_id",
)


def next_number(connection: Connection) -> int:
    """The member number a new member gets; right as long as the transaction lasts."""
    last = connection.execute(
        select(schema.members.c.number).order_by(schema.members.c.number.desc()).limit(1)
    ).scalar_one_or_none()
    return 1 if last is None else int(last) + 1


def add(connection: Connection, member: Member, card_id: bytes | None) -> None:
    """A new member, with a card when one was made (10 bytes). Phones and numbers are unique: IntegrityError."""
    keys = search_keys(member.name, member.phone)
    connection.execute(insert(schema.members), new_columns(member, keys))
    _ADD_KEY.run_many(connection, [(key, member.id) for key in sorted(keys)])
    if card_id is not None:
        add_card(connection, member.id, card_id)


def add_card(connection: Connection, member_id: int, card_id: bytes) -> None:
    """One more card for a member; earlier ones stay good."""
    connection.execute(insert(schema.cards), {"card_id": card_id, "member_id": member_id})


def get(connection: Connection, member_id: int) -> Member | None:
    """The member with this id."""
    return _member(_BY_ID.run(connection, member_id).fetchone())


def by_phone(connection: Connection, phone: str) -> Member | None:
    """The member with exactly this phone, as parsed; nobody for ""."""
    return _member(_BY_PHONE.run(connection, phone).fetchone())


def by_number(connection: Connection, number: int) -> Member | None:
    """The member with this member number."""
    return _member(_BY_NUMBER.run(connection, number).fetchone())


def by_card(connection: Connection, card_id: bytes) -> Member | None:
    """The member who holds this card."""
    return _member(_BY_CARD.run(connection, card_id).fetchone())


def cards_of(connection: Connection, member_id: int) -> tuple[bytes, ...]:
    """The ids of a member's cards."""
    cards = schema.cards.c
    return tuple(connection.scalars(select(cards.card_id).where(cards.member_id == member_id).order_by(cards.card_id)))


def spent_in_year(connection: Connection, member_id: int, year: int) -> int:
    """What a member spent in a calendar year of business days; 0 when they never came."""
    years = schema.member_years.c
    wanted = select(years.spent).where(years.member_id == member_id, years.year == year)
    return connection.scalar(wanted) or 0


def update(connection: Connection, member: Member) -> None:
    """Replace a member's personal data. Search keys are rewritten only when name or phone changed.

    Raises LookupError when there is no such member.
    """
    before = get(connection, member.id)
    if before is None:
        raise LookupError(f"no member {member.id}")
    values = personal_columns(member)
    if (before.name, before.phone) != (member.name, member.phone):
        values["search_text"] = _rewrite_keys(connection, before, member)
    connection.execute(update_rows(schema.members).where(schema.members.c.id == member.id), values)


def _rewrite_keys(connection: Connection, before: Member, after: Member) -> str:
    old, new = search_keys(before.name, before.phone), search_keys(after.name, after.phone)
    keys = schema.search_keys
    connection.execute(delete(keys).where(keys.c.member_id == after.id, keys.c.key.in_(sorted(old - new))))
    _ADD_KEY.run_many(connection, [(key, after.id) for key in sorted(new - old)])
    return search_text(new)


def new_columns(member: Member, keys: Iterable[str]) -> dict[str, object]:
    """Every column of a member nobody has seen at the till yet, with the person's search keys."""
    fresh = {"visits": 0, "spent": 0, "last_visit_ms": None, "seen_ms": member.joined_at_ms, "stamps": 0, "points": 0}
    return {**personal_columns(member), "search_text": search_text(keys), **fresh}


def personal_columns(member: Member) -> dict[str, object]:
    """The columns that hold the person."""
    birthday = member.birthday
    return {
        "id": member.id,
        "number": member.number,
        "joined_at_ms": member.joined_at_ms,
        "phone": member.phone,
        "name": member.name,
        "birthday_calendar": None if birthday is None else birthday.calendar.value,
        "birthday_month": None if birthday is None else birthday.month,
        "birthday_day": None if birthday is None else birthday.day,
        "birthday_year": None if birthday is None else birthday.year,
        "birthday_leap": None if birthday is None else int(birthday.leap),
        "preferences": to_json(member.preferences),
        "allergies": to_json(member.allergies),
        "note": member.note,
        "consent_at_ms": member.consent_at_ms,
        "language": member.language,
        "tags": to_json(member.tags),
        "birthday_changed_on": day_text(member.birthday_changed_on),
    }


def search_text(keys: Iterable[str]) -> str:
    """All search keys in order, each between spaces."""
    return f" {' '.join(sorted(keys))} "


def _member(found: Any) -> Member | None:
    if found is None:
        return None
    return Member(
        id=found[0],
        number=found[1],
        joined_at_ms=found[2],
        phone=found[3],
        name=found[4],
        birthday=birthday_of(found[5:10]),
        preferences=tuple(json.loads(found[10])),
        allergies=tuple(json.loads(found[11])),
        note=found[12],
        consent_at_ms=found[13],
        language=found[14],
        tags=tuple(json.loads(found[15])),
        birthday_changed_on=day_of(found[16]),
    )
