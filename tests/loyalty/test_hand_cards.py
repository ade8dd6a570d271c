"""Codes and serials of cards to be stamped by hand: told from members' cards, and read however they arrive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.cards import CODE_LENGTH, begins_like_card, card_code, is_hand_card, parse_card
from loyalty.daqian import SYMBOL_OF_KEY
from loyalty.hand_cards import hand_card_code, serial_of, typed_serial
from loyalty.refusals import Refusal, RefusalReason

SECRET = bytes(range(32))
CARD_ID = bytes.fromhex("00112233445566778899")
CODE = hand_card_code(SECRET, CARD_ID)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
CARD_IDS = st.binary(min_size=10, max_size=10)


def reason(text: str) -> RefusalReason:
    answer = parse_card(SECRET, text)
    assert isinstance(answer, Refusal)
    return answer.reason


def test_the_code_of_a_hand_card_never_changes() -> None:
    # Printed cards live for years: this exact code must stay readable.
    assert CODE == "H7AAISEM2EKVTHPCEZIYXM6XCOOI42BVQV"
    assert parse_card(SECRET, CODE) == CARD_ID


@given(CARD_IDS)
def test_it_is_read_however_it_was_typed_and_told_from_a_members_card(card_id: bytes) -> None:
    code, members = hand_card_code(SECRET, card_id), card_code(SECRET, card_id)
    through_bopomofo = "".join(SYMBOL_OF_KEY[key] for key in code.lower())
    for written in (code, code.lower(), f" {code}\r\n", through_bopomofo):
        assert parse_card(SECRET, written) == card_id
        assert is_hand_card(written)
        assert begins_like_card(written)
    assert not is_hand_card(members)
    assert members[18:33] != code[18:33]


@given(CARD_IDS)
def test_one_kinds_signature_is_not_the_others(card_id: bytes) -> None:
    forged = "H7" + card_code(SECRET, card_id)[2:-1]
    for last in ALPHABET:
        assert reason(forged + last) in (RefusalReason.CARD_DAMAGED, RefusalReason.CARD_FOREIGN)


@given(CARD_IDS, st.integers(0, CODE_LENGTH - 1), st.sampled_from(ALPHABET + "0189"))
def test_one_wrong_character_is_damage(card_id: bytes, place: int, character: str) -> None:
    code = hand_card_code(SECRET, card_id)
    damaged = code[:place] + character + code[place + 1 :]
    if damaged != code:
        expected = RefusalReason.CARD_NOT_OURS if place < 2 else RefusalReason.CARD_DAMAGED
        assert reason(damaged) is expected


def test_each_bad_scan_of_a_hand_card_is_named() -> None:
    assert reason(hand_card_code(b"another shop", CARD_ID)) is RefusalReason.CARD_FOREIGN
    assert reason(CODE[:20]) is RefusalReason.CARD_HALF_SCANNED
    assert reason(CODE[1:]) is RefusalReason.CARD_HALF_SCANNED
    assert reason(CODE + CODE) is RefusalReason.CARD_TWO_SCANS
    assert reason(card_code(SECRET, CARD_ID) + CODE) is RefusalReason.CARD_TWO_SCANS


@given(CARD_IDS)
def test_a_serial_is_typed_in_any_case_with_or_without_gaps(card_id: bytes) -> None:
    serial = serial_of(card_id)
    assert len(serial) == 8
    if any(character.isalpha() for character in serial):
        for typed in (serial, serial.lower(), f" {serial[:4]} {serial[4:]} ", f"{serial[:4]}-{serial[4:]}"):
            assert typed_serial(typed) == serial


@pytest.mark.parametrize("text", ["", "ABCDEFG", "ABCDEFGHI", "ABCDEFG1", "22345678", "23456723", "王小美王小美王小"])
def test_what_is_no_serial_is_none(text: str) -> None:
    assert typed_serial(text) == ""
