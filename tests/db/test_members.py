"""Members come back as they were added, by every way they can be named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from db import members
from db.check import check
from db.store import Store
from loyalty.members import Birthday, BirthdayCalendar, Member
from tests.db.made import member

WHOLE = Member(
    id=2**62 + 5,
    number=7,
    joined_at_ms=1_760_000_000_000,
    phone="0912345678",
    name="王小明",
    birthday=Birthday(BirthdayCalendar.LUNAR, 4, 15, 1986, leap=True),
    preferences=("少冰", "燕麥奶"),
    allergies=("花生",),
    note="總是帶狗來 🐕",
    consent_at_ms=1_760_000_000_001,
    language="en",
)


def add(store: Store, *people: Member, card: bytes | None = None) -> None:
    with store.write() as connection:
        for each in people:
            members.add(connection, each, card)


def test_a_member_comes_back_whole_by_every_key(store: Store) -> None:
    add(store, WHOLE, card=b"0123456789")
    with store.read() as connection:
        assert members.get(connection, WHOLE.id) == WHOLE
        assert members.by_phone(connection, "0912345678") == WHOLE
        assert members.by_number(connection, 7) == WHOLE
        assert members.by_card(connection, b"0123456789") == WHOLE


def test_nobody_is_found_by_what_nobody_has(store: Store) -> None:
    add(store, member(1))
    with store.read() as connection:
        assert members.get(connection, 5) is None
        assert members.by_phone(connection, "0912345678") is None
        assert members.by_phone(connection, "") is None
        assert members.by_number(connection, 2) is None
        assert members.by_card(connection, b"0123456789") is None


def test_a_phone_a_number_and_a_card_belong_to_one_member(store: Store) -> None:
    add(store, WHOLE, card=b"0123456789")
    for other in (replace(WHOLE, id=1, number=8), replace(WHOLE, id=1, phone="", number=7)):
        with pytest.raises(IntegrityError):
            add(store, other)
    with pytest.raises(IntegrityError):
        add(store, member(1), card=b"0123456789")


def test_any_number_of_members_have_no_phone(store: Store) -> None:
    add(store, member(1), member(2), member(3))
    with store.read() as connection:
        assert members.count(connection, members.MemberQuery()) == 3


def test_member_numbers_count_on_from_the_last(store: Store) -> None:
    with store.write() as connection:
        assert members.next_number(connection) == 1
        members.add(connection, WHOLE, None)
        assert members.next_number(connection) == 8


def test_a_member_may_hold_several_cards(store: Store) -> None:
    add(store, WHOLE, card=b"1" * 10)
    with store.write() as connection:
        members.add_card(connection, WHOLE.id, b"0" * 10)
    with store.read() as connection:
        assert members.cards_of(connection, WHOLE.id) == (b"0" * 10, b"1" * 10)
        assert members.by_card(connection, b"1" * 10) == members.by_card(connection, b"0" * 10) == WHOLE


def test_an_edit_replaces_the_person_and_keeps_the_search_right(store: Store) -> None:
    add(store, WHOLE)
    edited = replace(WHOLE, name="王大明", birthday=None, preferences=(), note="", consent_at_ms=None)
    with store.write() as connection:
        members.update(connection, edited)
        assert members.get(connection, WHOLE.id) == edited
        assert check(connection).clean


def test_an_edit_of_a_note_leaves_the_search_keys_alone(store: Store) -> None:
    add(store, WHOLE)
    with store.write() as connection:
        # Moved aside, so that touching them would fail.
        connection.exec_driver_sql("ALTER TABLE search_keys RENAME TO moved")
        members.update(connection, replace(WHOLE, note="新的"))
        connection.exec_driver_sql("ALTER TABLE moved RENAME TO search_keys")


def test_an_edit_of_nobody_is_refused(store: Store) -> None:
    with pytest.raises(LookupError), store.write() as connection:
        members.update(connection, WHOLE)
    with pytest.raises(LookupError), store.read() as connection:
        members.row(connection, 5)
