"""The sale being typed: pure, and nothing typed gets lost."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from desktop.counter import draft as drafts
from desktop.counter.draft import Asking, Draft, Sent
from loyalty.basket import Choices, Line, Product, Tender
from loyalty.checkout import quote
from loyalty.ledger import NOBODY
from loyalty.plans import Plan
from loyalty.shop import ShopRules

LATTE = Product("latte", "拿鐵", 120, category="飲料/咖啡")


def typed(*digits: str) -> Draft:
    draft = Draft()
    for each in digits:
        draft = drafts.typed(draft, each)
    return draft


def test_digits_make_the_amount_and_leading_zeros_go() -> None:
    assert typed("0", "3", "2", "00").amount == "3200"


def test_a_typed_zero_is_not_the_same_as_nothing() -> None:
    assert drafts.basket(typed("0")).lines == (Line(0),)
    assert drafts.basket(Draft()).lines == ()


def test_more_digits_than_fit_are_ignored_whole() -> None:
    assert typed("123456789", "0").amount == "123456789"


def test_the_last_digit_is_taken_away() -> None:
    assert drafts.erased(typed("3", "2")).amount == "3"
    assert drafts.erased(Draft()).amount == ""


def test_while_tendering_digits_are_the_money_received() -> None:
    draft = drafts.typed(Draft(amount="288", tendering=True), "500")
    assert (draft.amount, draft.tendered) == ("288", "500")


def test_the_same_product_twice_is_one_line_of_two() -> None:
    draft = drafts.with_item(drafts.with_item(Draft(), LATTE), LATTE)
    assert draft.lines == (Line(120, 2, "latte", "拿鐵", "飲料/咖啡"),)
    assert drafts.with_quantity(draft, 0, 0).lines == ()
    assert drafts.with_quantity(draft, 7, 3) == draft


def test_a_reward_goes_round_from_one_use_to_the_most_to_none() -> None:
    one = drafts.with_reward(Draft(), "points:coffee", 2)
    two = drafts.with_reward(one, "points:coffee", 2)
    assert (one.rewards, two.rewards) == ({"points:coffee": 1}, {"points:coffee": 2})
    assert drafts.with_reward(two, "points:coffee", 2).rewards == {}


def test_stamps_by_hand_never_go_below_zero() -> None:
    assert drafts.with_stamps(Draft(), 1, -1).stamps == 0
    assert drafts.with_stamps(Draft(), 0, -1).stamps == 0


def test_another_member_keeps_what_was_typed_and_drops_what_only_a_member_can_have() -> None:
    draft = Draft(amount="320", stamps=3, rewards={"x": 1, "declined": 0}, wallets={"w": None}, codes=("OPEN50",))
    assert drafts.without_member(draft) == Draft(amount="320", rewards={"declined": 0}, codes=("OPEN50",))


def test_a_wallet_goes_round_from_all_to_a_typed_part_to_nothing() -> None:
    whole = drafts.with_wallet(Draft(amount="320"), "w", "儲值金")
    part = drafts.typed(drafts.with_wallet(whole, "w", "儲值金"), "50")
    assert (whole.wallets, part.wallets, part.amount) == ({"w": None}, {"w": 50}, "320")
    assert drafts.erased(drafts.erased(part)).wallets == {"w": None}
    assert drafts.with_wallet(part, "w", "儲值金") == Draft(amount="320")


def test_an_open_plan_is_a_line_as_soon_as_it_has_an_amount() -> None:
    asking = Draft(asking=Asking("donate:amount", "流浪動物", is_plan=True))
    given = drafts.typed(drafts.typed(asking, "5"), "0")
    assert given.lines == (Line(50, name="流浪動物", plan="donate:amount"),)
    assert drafts.cleared(given).lines == ()


def test_a_plan_is_bought_as_often_as_it_may_be() -> None:
    plan = Plan("prepaid:latte", "寄杯", 500, (), most=2)
    draft = Draft()
    for _ in range(3):
        draft = drafts.with_plan(draft, plan, 500)
    assert draft.lines == (Line(500, 2, name="寄杯", plan="prepaid:latte"),)


def test_what_applies_by_itself_is_declined_and_taken_again() -> None:
    declined = drafts.declined(Draft(), "tiers:gold")
    assert declined.rewards == {"tiers:gold": 0}
    assert drafts.declined(declined, "tiers:gold") == Draft()


def test_what_the_keypad_types_is_no_change_of_the_sale() -> None:
    draft = Draft(amount="320", sent=Sent("operation", "job", 1))
    assert drafts.edited(draft, replace(draft, question="top_up")).sent == draft.sent
    assert drafts.edited(draft, drafts.with_code(draft, "OPEN50")).sent is None


@pytest.mark.parametrize(("tendered", "change"), [("", 0), ("500", 180), ("320", 0)])
def test_cash_gives_change(tendered: str, change: int) -> None:
    draft = Draft(amount="320", tendered=tendered)
    shop = ShopRules()
    choices = Choices(tenders=drafts.tenders(draft, shop, 320))
    assert quote((), NOBODY, drafts.basket(draft), choices, 0, shop).change == change


def test_a_way_of_paying_that_the_shop_no_longer_takes_becomes_cash_and_one_that_moved_is_kept() -> None:
    draft = Draft(amount="320", tender="LINE Pay")
    for names, expected in (
        (("現金", "LINE Pay"), Tender("LINE Pay", 320)),
        (("現金", "信用卡", "LINE Pay"), Tender("LINE Pay", 320)),
        (("現金",), Tender("現金", 320, gives_change=True)),
    ):
        shop = ShopRules(tenders=names)
        assert drafts.tenders(draft, shop, 320) == (expected,)
        assert drafts.tenders(draft, shop, 0) == ()


def test_a_sale_that_was_sent_is_another_one_once_it_is_changed() -> None:
    draft = Draft(amount="320", sent=Sent("operation", "job", 1))
    assert drafts.edited(draft, drafts.typed(draft, "0")).sent is None
    assert drafts.edited(draft, replace(draft, tendering=True)).sent == draft.sent
    assert drafts.without_member(draft).sent is None


def test_a_parked_sale_comes_back_as_it_was() -> None:
    draft = drafts.with_item(Draft(amount="50", stamps=2, rewards={"x": 1}, tender="LINE Pay"), LATTE)
    draft = replace(draft, sent=Sent("operation", "job", 1), codes=("OPEN50",), wallets={"stored:pay": None, "b": 20})
    draft = replace(draft, items={"y": "latte"}, notes={"z": "等太久"})
    draft = drafts.with_plan(draft, Plan("stored:2000", "儲值金", 2_000, ()), 2_000)
    stored = json.loads(json.dumps(drafts.as_parked(draft)))
    assert drafts.from_parked("p1", stored) == replace(draft, parked_id="p1")
