"""What the shop decides about its slips, as it is stored and read back."""

from __future__ import annotations

import base64
import zlib
from dataclasses import fields
from datetime import date

import pytest

from loyalty import slip_rules
from loyalty.refusals import Refusal
from loyalty.shop import ShopRules, shop_rules
from loyalty.slip_rules import ISSUER_FIELDS, SLIP_FIELDS, Issuer, Logo, SlipRules, logo_of, make_logo

DOTS = bytes(range(24))


def test_a_shop_that_said_nothing_prints_everything_in_normal_letters() -> None:
    assert shop_rules({}).slips == SlipRules()
    assert shop_rules({}).issuer == Issuer()
    checked = slip_rules.checked({})
    assert isinstance(checked, dict)
    assert shop_rules(checked) == ShopRules()


def test_a_line_that_was_stored_before_is_still_the_header_and_the_footer() -> None:
    kept = shop_rules({"slip_header": "自家烘焙", "slip_footer": "明天見"})
    assert (kept.slips.header, kept.slips.footer) == ("自家烘焙", "明天見")


def test_every_field_is_an_attribute_and_every_attribute_a_field() -> None:
    assert {field.name for field in SLIP_FIELDS} == {f"slip_{field.name}" for field in fields(SlipRules)}
    assert {field.name for field in ISSUER_FIELDS} == {f"issuer_{field.name}" for field in fields(Issuer)}


def test_what_is_stored_is_read_back_the_same() -> None:
    rules = SlipRules(
        "上", "下", False, False, False, False, "large", make_logo(20, 8, DOTS), "https://example.tw/join"
    )
    who = Issuer("名", "址", "24536806", "人", "02-1", "銀行", "2027-12-31", "全額")
    stored = slip_rules.stored(rules, who)
    checked = slip_rules.checked(stored)
    assert checked == stored
    assert (shop_rules(stored).slips, shop_rules(stored).issuer) == (rules, who)


@pytest.mark.parametrize(
    ("name", "value", "detail"),
    [
        ("slip_text_size", "huge", "not_a_choice"),
        ("slip_print_card", 1, "not_yes_no"),
        ("slip_logo", "8x1:!!!!", "not_logo"),
        ("issuer_guarantee_until", "2027-02-30", "not_day"),
        ("issuer_tax_id", "1" * 21, "too_long"),
        ("slip_colour", "red", "unknown_name"),
    ],
)
def test_what_is_wrong_is_named_by_its_field(name: str, value: object, detail: str) -> None:
    refused = slip_rules.checked({name: value})
    assert isinstance(refused, Refusal)
    assert (refused.facts["place"], refused.facts["detail"]) == (f"settings.{name}", detail)


def test_a_logo_is_one_text_and_back() -> None:
    logo = make_logo(20, 8, DOTS)
    assert logo_of(logo.text) == logo
    assert zlib.decompress(base64.b64decode(logo.bits)) == DOTS


@pytest.mark.parametrize(
    ("width", "height", "dots"), [(0, 8, b""), (577, 1, bytes(73)), (8, 321, bytes(321)), (8, 2, b"1")]
)
def test_a_logo_of_a_wrong_size_is_not_made(width: int, height: int, dots: bytes) -> None:
    with pytest.raises(ValueError, match=r"logo|dots"):
        make_logo(width, height, dots)


def _text(width: int, height: int, packed: bytes) -> str:
    return Logo(width, height, base64.b64encode(packed).decode("ascii")).text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20x8:",
        _text(20, 9, zlib.compress(DOTS)),
        _text(20, 7, zlib.compress(DOTS)),
        _text(20, 8, zlib.compress(DOTS)[:-6]),
        _text(20, 8, b"no zlib"),
        _text(9_999, 8, zlib.compress(bytes(10_000))),
        _text(8, 1, zlib.compress(bytes(50_000_000))),
        "20x8:abc",
    ],
)
def test_a_text_that_is_no_logo_is_none(text: str) -> None:
    assert logo_of(text) is None


def test_a_stored_logo_that_cannot_be_read_is_left_out() -> None:
    assert shop_rules({"slip_logo": "20x8:abcd"}).slips.logo is None


@pytest.mark.parametrize(
    ("until", "is_short"), [("", True), ("2027-11-21", True), ("2027-11-22", False), ("2030-01-01", False)]
)
def test_money_must_be_guaranteed_for_a_year_at_least(until: str, is_short: bool) -> None:
    assert slip_rules.guarantee_is_short(Issuer(guarantee_until=until), date(2026, 11, 22)) is is_short
