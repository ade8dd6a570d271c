"""Phone numbers in all their written forms."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.phones import mask_phone, parse_phone, show_phone
from loyalty.refusals import Refusal, RefusalReason

MOBILES = st.from_regex(r"09[0-9]{8}", fullmatch=True)


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "0912-345-678",
        "0912 345 678",
        "(0912) 345-678",
        "+886 912 345 678",
        "+886-912-345-678",
        "+886912345678",
        "886912345678",
        "+886 0912 345 678",
        "002886912345678",
        "912345678",
        "０９１２３４５６７８",
        "０９１２－３４５－６７８",
        "＋８８６　９１２　３４５　６７８",
        " 0912345678\n",
        "\u200e0912345678\u200f",
        "0912‑345‑678",
        "0912.345.678",
        "ㄢㄞㄅㄉˇˋㄓˊ˙ㄚ",
    ],
)
def test_every_written_form_of_a_mobile_number_is_one_number(text: str) -> None:
    assert parse_phone(text) == "0912345678"


@pytest.mark.parametrize(
    ("text", "kept", "shown", "masked"),
    [
        ("(02) 2345-6789", "0223456789", "02-2345-6789", "02-***-789"),
        ("+886 2 2345 6789", "0223456789", "02-2345-6789", "02-***-789"),
        ("04 2222 3333", "0422223333", "04-2222-3333", "04-***-333"),
        ("037-123456", "037123456", "037-123-456", "03-***-456"),
        ("+81 90-1234-5678", "+819012345678", "+81 90-1234-5678", "+81-***-678"),
        ("002 81 90 1234 5678", "+819012345678", "+81 90-1234-5678", "+81-***-678"),
        ("+852 9123 4567", "+85291234567", "+852 9123 4567", "+85-***-567"),
    ],
)
def test_landlines_and_foreign_numbers_are_kept_shown_and_masked(text: str, kept: str, shown: str, masked: str) -> None:
    assert parse_phone(text) == kept
    assert show_phone(kept) == shown
    assert mask_phone(kept) == masked


NO_NUMBERS = (
    *("", " ", "-", "+", "０", "abc", "王小明", "12345", "091234567", "09123456789", "23456789", "9" * 40),
    *("0912345678a", "0912#345678", "1-800-FLOWERS", "++886912345678", "+999 123 456 789", "٠٩١٢٣٤٥٦٧٨"),
    "0912345678 0987654321",
)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_phone_number_is_refused(text: str) -> None:
    assert parse_phone(text) == Refusal(RefusalReason.PHONE_UNREADABLE)


@given(st.text())
def test_any_text_is_a_number_or_refused_and_a_number_reads_as_itself(text: str) -> None:
    phone = parse_phone(text)
    if isinstance(phone, str):
        assert parse_phone(phone) == phone
        assert parse_phone(show_phone(phone)) == phone


@given(MOBILES)
def test_a_mobile_is_shown_and_masked_in_three_parts(phone: str) -> None:
    assert parse_phone(phone) == phone
    assert show_phone(phone) == f"{phone[:4]}-{phone[4:7]}-{phone[7:]}"
    assert mask_phone(phone) == f"{phone[:4]}-***-{phone[7:]}"


@pytest.mark.parametrize(("phone", "masked"), [("", ""), ("1234567", "***567"), ("12345678", "12-***-678")])
def test_a_mask_never_shows_more_than_the_ends(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_no_phone_is_shown_as_nothing_and_an_odd_one_as_it_is() -> None:
    assert show_phone("") == ""
    assert show_phone("odd") == "odd"


def test_mobile_numbers_never_import_the_dear_library() -> None:
    code = (
        "import sys; from loyalty.phones import mask_phone, parse_phone, show_phone;"
        "phone = parse_phone('+886 912 345 678'); show_phone(phone); mask_phone(phone); mask_phone('+819012345678');"
        "sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
