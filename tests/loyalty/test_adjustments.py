"""Balances corrected by hand: with a reason, never below zero, undone like a sale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from loyalty.adjustments import Adjustment, adjust, give_tier, take_tier
from loyalty.basket import Basket, Choices
from loyalty.ledger import NOBODY, Account, Unit
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import GIFTS, POINTS, STAMPS, Till, amount, cups, preset

BOTH = preset("both")


def by_hand(till: Till, account: Account, number: int, note: str = "輸入錯誤", **more: date) -> Adjustment | Refusal:
    """An adjustment of the member at the till."""
    name = f"{len(till.operations) + 1:032x}"
    return adjust(till.programmes, account, number, till.standing(), till.now_ms, till.shop, name, note, **more)


def test_points_are_added_and_taken_with_a_reason() -> None:
    till = Till(BOTH)
    added = till.adjust(by_hand(till, POINTS, 30, " 攝影比賽 "))
    assert (till.has(POINTS), added.detail) == (30, {"note": "攝影比賽"})
    taken = till.adjust(by_hand(till, POINTS, -12))
    assert till.has(POINTS) == 18
    assert till.explained(added, "zh_tw") == ("點數：人工調整 +30 點",)
    assert till.explained(taken, "en") == ("點數: adjusted by hand, −12 points",)


def test_nothing_is_taken_below_zero() -> None:
    till = Till(BOTH)
    till.adjust(by_hand(till, POINTS, 5))
    assert by_hand(till, POINTS, -6) == Refusal(
        RefusalReason.BALANCE_TOO_SMALL, {"missing": 1, "missing_1": 1, "unit_1": "point", "programme_1": "點數"}
    )
    till.adjust(by_hand(till, POINTS, -5))
    assert till.has(POINTS) == 0


@pytest.mark.parametrize(
    ("account", "most", "reason"),
    [
        (STAMPS, 999, RefusalReason.QUANTITY_OUT_OF_RANGE),
        (GIFTS, 999, RefusalReason.QUANTITY_OUT_OF_RANGE),
        (POINTS, 999_999, RefusalReason.QUANTITY_OUT_OF_RANGE),
        (Account("wallet", Unit.STORED_BONUS), 999_999, RefusalReason.AMOUNT_TOO_LARGE),
    ],
    ids=lambda each: getattr(each, "unit_text", None),
)
def test_a_barcode_or_a_phone_in_the_place_of_the_number_is_no_number(
    account: Account, most: int, reason: RefusalReason
) -> None:
    """So many stamps would fill cards for hours, until the memory ends."""
    till = Till([*BOTH, programme("stored_value", "wallet", free_amount=True)])
    assert by_hand(till, account, 912_345_678) == Refusal(reason, {"limit": most})
    assert by_hand(till, account, most + 1) == Refusal(reason, {"limit": most})
    assert isinstance(by_hand(till, account, most), Adjustment)


HALF = Account("stamp-card", Unit.REWARD, "halfway")


def halfway_till(shop: ShopRules | None = None) -> Till:
    """A card that brings a biscuit at its fifth stamp."""
    card = preset("coffee_passport", halfway_at=5, halfway_title="餅乾", halfway_cost=20)
    return Till(card, shop)


def test_stamps_added_by_hand_pass_the_half_way_mark_and_fill_the_card() -> None:
    till = halfway_till()
    for number, held in ((4, (4, 0, 0)), (2, (6, 1, 0)), (3, (9, 1, 0)), (1, (0, 1, 1)), (17, (7, 3, 2))):
        till.adjust(by_hand(till, STAMPS, number))
        assert (till.has(STAMPS), till.has(HALF), till.has(GIFTS)) == held


@pytest.mark.parametrize("negative_balance", ["allow", "pay", "refuse"])
def test_a_refund_back_over_the_mark_takes_the_reward_that_stamps_by_hand_brought(negative_balance: str) -> None:
    till = halfway_till(ShopRules(negative_balance=negative_balance))
    sale = till.sell(cups(2))
    till.adjust(by_hand(till, STAMPS, 4))
    assert till.has(HALF) == 1
    back = till.refund(sale)
    assert not isinstance(back, Refusal)
    assert (back.bill, till.has(STAMPS), till.has(HALF)) == (-120, 4, 0)
    till.sell(cups(1))
    assert till.has(HALF) == 1


@pytest.mark.parametrize(("number", "held"), [(-1, 1), (-2, 0), (-6, 0)])
def test_stamps_taken_by_hand_back_over_the_mark_take_its_reward_that_waits(number: int, held: int) -> None:
    till = halfway_till()
    till.adjust(by_hand(till, STAMPS, 6))
    taken = till.adjust(by_hand(till, STAMPS, number))
    assert (till.has(STAMPS), till.has(HALF)) == (6 + number, held)
    till.undo(taken)
    assert (till.has(STAMPS), till.has(HALF)) == (6, 1)


def test_a_half_way_reward_that_was_taken_is_not_owed_for_stamps_taken_by_hand() -> None:
    till = halfway_till()
    till.adjust(by_hand(till, STAMPS, 6))
    till.sell(Basket(), Choices(rewards={"stamp-card:halfway": 1}))
    till.adjust(by_hand(till, STAMPS, -4))
    assert (till.has(STAMPS), till.has(HALF)) == (2, 0)


def test_the_undo_of_stamps_by_hand_takes_what_their_mark_brought() -> None:
    till = halfway_till()
    added = till.adjust(by_hand(till, STAMPS, 6))
    till.undo(added)
    assert (till.has(STAMPS), till.has(HALF)) == (0, 0)


def test_stamps_by_hand_bring_nothing_on_a_card_that_was_stopped() -> None:
    till = halfway_till()
    till.programmes = [replace(each, stopped=True) for each in till.programmes]
    till.adjust(by_hand(till, STAMPS, 6))
    assert till.has(HALF) == 0


def test_a_debt_is_filled_first() -> None:
    till = Till(BOTH)
    sale = till.sell(amount(1_000))
    till.adjust(by_hand(till, POINTS, -10))
    till.refund(sale)
    assert till.has(POINTS) == -10
    assert by_hand(till, POINTS, -1) == Refusal(
        RefusalReason.BALANCE_TOO_SMALL, {"missing": 1, "missing_1": 1, "unit_1": "point", "programme_1": "點數"}
    )
    till.adjust(by_hand(till, POINTS, 15))
    assert till.has(POINTS) == 5


def test_stamps_that_fill_the_card_fill_it() -> None:
    till = Till(BOTH)
    filled = till.adjust(by_hand(till, STAMPS, 23))
    assert (till.has(STAMPS), till.has(GIFTS)) == (3, 2)
    till.undo(filled)
    assert (till.has(STAMPS), till.has(GIFTS)) == (0, 0)


def test_what_is_added_ends_as_the_terms_say_or_on_a_day() -> None:
    till = Till(preset("both"))
    till.programmes = [replace(each, terms={**each.terms, "expires": "days", "expires_after": 30}) for each in BOTH]
    till.adjust(by_hand(till, POINTS, 1))
    till.adjust(by_hand(till, POINTS, 2, expires_on=date(2026, 3, 2)))
    assert [lot.expires_on for lot in till.standing().lots] == [date(2026, 3, 31), date(2026, 3, 2)]
    till.at("2026-03-03")
    assert by_hand(till, POINTS, -2) == Refusal(
        RefusalReason.BALANCE_TOO_SMALL, {"missing": 1, "missing_1": 1, "unit_1": "point", "programme_1": "點數"}
    )


def test_it_is_undone_like_a_sale() -> None:
    till = Till(BOTH)
    till.undo(till.adjust(by_hand(till, POINTS, 7)))
    assert till.has(POINTS) == 0
    till.adjust(by_hand(till, POINTS, 7))
    till.undo(till.adjust(by_hand(till, POINTS, -3)))
    assert till.has(POINTS) == 7


def test_what_is_refused_says_why() -> None:
    till = Till(BOTH)
    assert by_hand(till, POINTS, 0) == Refusal(RefusalReason.NOTHING_TO_ADJUST)
    assert by_hand(till, POINTS, 5, "  ") == Refusal(RefusalReason.REASON_NEEDED)
    unknown = by_hand(till, Account("gone", Unit.POINT), 5)
    assert isinstance(unknown, Refusal)
    assert unknown.facts["name"] == "gone"
    nobody = adjust(BOTH, POINTS, 5, NOBODY, till.now_ms, till.shop, "1" * 32, "x")
    assert nobody == Refusal(RefusalReason.MEMBER_NEEDED)


LEVELS = Programme("t", 1, "tiers", "等級", {"levels": [{"id": "gold", "title": "金"}]})


@pytest.mark.parametrize(
    ("level", "note", "reason"),
    [("silver", "x", RefusalReason.MALFORMED), ("gold", " ", RefusalReason.REASON_NEEDED)],
)
def test_a_tier_is_given_with_a_reason_and_only_where_it_exists(level: str, note: str, reason: RefusalReason) -> None:
    answer = give_tier(LEVELS, level, Till(()).standing(), "1" * 32, note)
    assert isinstance(answer, Refusal)
    assert answer.reason is reason


def test_a_second_tier_replaces_the_first_and_none_cannot_be_taken() -> None:
    till = Till(())
    till.adjust(give_tier(LEVELS, "gold", till.standing(), "1" * 32, "x"))
    till.adjust(give_tier(LEVELS, "gold", till.standing(), f"{2:032x}", "y", date(2026, 5, 1)))
    assert [(lot.left, lot.expires_on) for lot in till.standing().lots] == [(1, date(2026, 5, 1))]
    till.adjust(take_tier(LEVELS, till.standing(), f"{3:032x}", "z"))
    assert take_tier(LEVELS, till.standing(), "4" * 32, "z") == Refusal(RefusalReason.NOTHING_TO_ADJUST)
