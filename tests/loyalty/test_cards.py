"""Card codes: read back however they arrive, and each bad scan named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.cards import CODE_LENGTH, begins_like_card, card_code, parse_card
from loyalty.daqian import SYMBOL_OF_KEY
from loyalty.refusals import Refusal, RefusalReason

SECRET = bytes(range(32))
CARD_ID = bytes.fromhex("00112233445566778899")
CODE = card_code(SECRET, CARD_ID)
OTHER_CODE = card_code(SECRET, bytes(10))
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

CARD_IDS = st.binary(min_size=10, max_size=10)
SECRETS = st.binary(min_size=1, max_size=64)


def reason(text: str) -> RefusalReason:
    answer = parse_card(SECRET, text)
    assert isinstance(answer, Refusal)
    return answer.reason


def full_width(text: str) -> str:
    return "".join(chr(ord(character) + 0xFEE0) for character in text)


def through_bopomofo(text: str) -> str:
    return "".join(SYMBOL_OF_KEY[key] for key in text.lower())


def test_the_code_of_a_card_never_changes() -> None:
    # Printed cards live for years: this exact code must stay readable.
    assert CODE == "R2AAISEM2EKVTHPCEZC6V43KFQ3V4US7IW"
    assert parse_card(SECRET, CODE) == CARD_ID


@given(SECRETS, CARD_IDS)
def test_every_code_has_34_characters_of_the_qr_alphabet_and_is_read_back(secret: bytes, card_id: bytes) -> None:
    code = card_code(secret, card_id)
    assert len(code) == CODE_LENGTH == 34
    assert set(code) <= set(ALPHABET)
    assert parse_card(secret, code) == card_id
    assert begins_like_card(code)


@given(CARD_IDS)
def test_a_code_is_read_however_it_was_typed(card_id: bytes) -> None:
    code = card_code(SECRET, card_id)
    for written in (
        code.lower(),
        full_width(code),
        f"  {code}\r\n",
        f"{code[:17]} {code[17:]}",
        through_bopomofo(code),
    ):
        assert parse_card(SECRET, written) == card_id
        assert begins_like_card(written)


@given(CARD_IDS, st.integers(0, CODE_LENGTH - 1), st.sampled_from(ALPHABET + "0189"))
def test_one_wrong_character_is_damage(card_id: bytes, place: int, character: str) -> None:
    code = card_code(SECRET, card_id)
    damaged = code[:place] + character + code[place + 1 :]
    if damaged != code:
        expected = RefusalReason.CARD_NOT_OURS if place < 2 else RefusalReason.CARD_DAMAGED
        assert reason(damaged) is expected


@given(CARD_IDS, st.integers(2, CODE_LENGTH - 2))
def test_two_neighbours_swapped_are_damage(card_id: bytes, place: int) -> None:
    code = card_code(SECRET, card_id)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if swapped != code:
        assert reason(swapped) is RefusalReason.CARD_DAMAGED


@given(SECRETS, CARD_IDS)
def test_a_foreign_shops_card_is_told_from_a_damaged_one(secret: bytes, card_id: bytes) -> None:
    if secret != SECRET:
        assert reason(card_code(secret, card_id)) is RefusalReason.CARD_FOREIGN


@given(CARD_IDS, st.integers(2, CODE_LENGTH - 1))
def test_a_code_that_stops_early_is_half_a_scan(card_id: bytes, length: int) -> None:
    half = card_code(SECRET, card_id)[:length]
    assert reason(half) is RefusalReason.CARD_HALF_SCANNED


@given(CARD_IDS, st.integers(1, 2))
def test_a_code_that_lost_its_first_characters_is_half_a_scan(card_id: bytes, lost: int) -> None:
    assert reason(card_code(SECRET, card_id)[lost:]) is RefusalReason.CARD_HALF_SCANNED


@given(CARD_IDS, CARD_IDS, st.integers(1, CODE_LENGTH))
def test_two_scans_that_ran_together_are_named(one: bytes, other: bytes, length: int) -> None:
    first, second = card_code(SECRET, one), card_code(SECRET, other)
    assert reason(first + second[:length]) is RefusalReason.CARD_TWO_SCANS
    assert reason(first[-length:] + second) is RefusalReason.CARD_TWO_SCANS


def test_the_same_card_scanned_twice_is_not_taken_for_one() -> None:
    assert reason(f"{CODE}\r{CODE}") is RefusalReason.CARD_TWO_SCANS
    assert reason(CODE + OTHER_CODE + CODE) is RefusalReason.CARD_TWO_SCANS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4711234567895",
        "https://example.com/R2ABC",
        "https://example.com/會員",
        "/ABC+123",
        "0912345678",
        "R2-ABCDEFGH",
        "BEGIN:VCARD\nFN:王小明\nEND:VCARD",
        "AAISEM2EKVTHPCEZ",
    ],
)
def test_some_other_code_is_not_ours(text: str) -> None:
    assert reason(text) is RefusalReason.CARD_NOT_OURS


@pytest.mark.parametrize("text", ["王", "ㄐㄉ罵懶夜ㄢ2", "R2安ㄇ", "日本語のコード", "R2ÀÉ", "R2\ud800"])
def test_characters_that_an_input_method_made_are_named(text: str) -> None:
    assert reason(text) is RefusalReason.CARD_INPUT_METHOD


@given(st.text())
def test_no_text_at_all_breaks_the_reading(text: str) -> None:
    assert isinstance(parse_card(SECRET, text), Refusal)


@pytest.mark.parametrize("text", ["R2ABCDE", "王小明", "0912345678", "r2 d2", "Robert Downey", "R2-ABCDEFGHIJK", ""])
def test_names_and_numbers_do_not_look_like_a_card(text: str) -> None:
    assert not begins_like_card(text)


@pytest.mark.parametrize("text", [CODE[:-1] + "0", CODE + CODE, CODE[:8]])
def test_a_damaged_a_double_and_a_half_code_still_begin_like_a_card(text: str) -> None:
    assert begins_like_card(text)


def test_a_card_id_of_another_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="10 bytes"):
        card_code(SECRET, bytes(9))
