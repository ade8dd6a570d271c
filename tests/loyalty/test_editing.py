"""An edited or reopened sale is judged as at its own time, and balances end as if it had been so from the start."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.checkout import pay
from loyalty.editing import Edited, edit, fitted, versions_then
from loyalty.ledger import Operation
from loyalty.programmes import Programme
from loyalty.programs import completed
from loyalty.shop import ShopRules
from tests.loyalty.programs.terms import programme
from tests.loyalty.programs.tiers_shop import tiers
from tests.loyalty.test_door import play
from tests.loyalty.till import Till, amount, preset

LATTE = {"id": "latte", "name": "拿鐵", "price": 100, "category": "飲料"}
LEVELS: dict[str, Any] = {
    "id": "levels",
    "kind": "tiers",
    "terms": {"levels": [{"id": "silver", "title": "銀", "basis": "single", "threshold": 1_000, "discount": 10}]},
}


COFFEE = {"id": "coffee", "title": "咖啡", "price": 4}


def sale(name: str, money: int, **more: Any) -> dict[str, Any]:
    return {"step": "sale", "id": name, "member": "mei", "lines": [{"amount": money}], **more}


def edited(name: str, money: int, **more: Any) -> dict[str, Any]:
    return {"step": "edit", "of": name, "lines": [{"amount": money}], **more}


def at_end(*steps: dict[str, Any], **case: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """(where mei stands, the answers)"""
    said = play(members=["mei"], steps=list(steps), **case)
    return said["members"]["mei"], said["steps"]


def days(number: int) -> dict[str, Any]:
    return {"step": "time", "days": number}


def test_an_edited_sale_leaves_what_the_right_one_would_have_left() -> None:
    wrong = [sale("s", 1_000), sale("t", 300), days(5), edited("s", 700)]
    assert at_end(*wrong, preset="both")[0] == at_end(sale("s", 700), sale("t", 300), preset="both")[0]


def test_an_edit_makes_a_full_card_of_stamps_that_came_later() -> None:
    nine = {"step": "sale", "id": "s", "member": "mei", "lines": [{"product": "latte", "quantity": 9}]}
    more = {"step": "sale", "member": "mei", "lines": [{"product": "latte", "quantity": 3}]}
    ten = {"step": "edit", "of": "s", "lines": [{"product": "latte", "quantity": 10}]}
    stands, _ = at_end(nine, more, ten, preset="coffee_passport", products=[LATTE])
    assert stands["balances"] == {"stamp-card/reward": 1, "stamp-card/stamp": 3}


def test_what_was_spent_on_the_edited_sale_can_be_spent_on_it_again() -> None:
    steps = [sale("first", 1_000), sale("s", 200, rewards={"points:coffee": 1}), edited("s", 400)]
    stands, said = at_end(*steps, preset="both")
    assert said[-1]["spent"] == {"points/point": 10}
    assert stands["balances"]["points/point"] == 10 - 10 + 4


def test_a_tier_reached_later_gives_no_discount_on_an_edited_sale() -> None:
    steps = [sale("s", 500), sale("big", 1_000), days(1), edited("s", 600)]
    _, said = at_end(*steps, programmes=[LEVELS])
    assert said[-1]["to_pay"] == 600
    assert (said[-1]["statuses"], said[1]["statuses_after"]) == ([], ["silver"])


def test_a_tier_that_ended_meanwhile_still_gives_its_discount_on_an_edited_sale() -> None:
    steps = [sale("big", 1_000), sale("s", 500), days(500), edited("s", 600), sale("today", 600)]
    _, said = at_end(*steps, programmes=[LEVELS])
    assert [said[1]["to_pay"], said[3]["to_pay"], said[4]["to_pay"]] == [450, 540, 600]


def test_an_edited_sale_has_the_discount_of_the_ladder_whose_level_was_held() -> None:
    gold = {**LEVELS["terms"]["levels"][0], "threshold": 5_000, "discount": 30}
    both = [LEVELS, {"id": "steep", "kind": "tiers", "terms": {"levels": [gold]}}]
    steps = [sale("big", 1_000), sale("s", 500), edited("s", 600)]
    _, said = at_end(*steps, programmes=both)
    assert [answer["to_pay"] for answer in said] == [1_000, 450, 540]


def test_an_edited_sale_is_judged_by_the_programmes_of_its_day() -> None:
    versions = [
        {"id": "points", "kind": "points", "terms": {"amount_step": 100}},
        {"id": "points", "version": 2, "from_day": "2026-02-01", "kind": "points", "terms": {"amount_step": 10}},
    ]
    _, said = at_end(sale("s", 500), days(40), edited("s", 600), sale("t", 600), programmes=versions)
    assert [said[2]["earned"], said[3]["earned"]] == [{"points/point": 6}, {"points/point": 60}]


def test_a_birthday_changed_meanwhile_is_still_the_old_one_for_an_edited_sale() -> None:
    gift = {
        "id": "b",
        "kind": "birthday",
        "terms": {
            "reward_title": "壽星九折",
            "reward_kind": "percent_off",
            "reward_percent": 10,
            "automatic": True,
            "effects": ["reward"],
        },
    }
    case = {"programmes": [gift], "members": [{"name": "mei", "birthday": "1/5"}]}
    change = {"step": "change", "member": "mei", "birthday": "7/9"}
    said = play(steps=[sale("s", 500), days(3), change, edited("s", 600)], **case)["steps"]
    assert (said[0]["to_pay"], said[3]["to_pay"]) == (450, 540)


def test_an_edit_keeps_what_it_does_not_name() -> None:
    first = sale("s", 500, tenders=[{"name": "現金", "amount": 500}], stamps={"stamp-card": 3})
    _, said = at_end(first, {"step": "edit", "of": "s", "stamps": {"stamp-card": 4}}, preset="both")
    assert said[1]["counted_stamps"] == {"stamp-card": 4}
    assert (said[1]["to_pay"], said[1]["tendered"]) == (500, 500)


def test_points_that_ended_meanwhile_come_to_nothing_either_way() -> None:
    short = {"id": "points", "kind": "points", "terms": {"expires": "days", "expires_after": 5}}
    for more in (edited("s", 900), edited("s", 1_300), {"step": "refund", "of": "s"}):
        stands, _ = at_end(sale("s", 1_000), days(10), more, days(1), programmes=[short])
        assert "points/point" not in stands["balances"]


def test_points_that_ended_unused_are_not_owed_after_a_refund_in_pieces() -> None:
    short = {"id": "points", "kind": "points", "terms": {"expires": "days", "expires_after": 5, "rewards": [COFFEE]}}
    steps = [sale("s", 1_000), sale("spent", 0, lines=[], rewards={"points:coffee": 1}), days(10)]
    half = {"step": "refund", "of": "s", "amount": 500}
    _, said = at_end(*steps, half, half, programmes=[short])
    # Four were spent and six ended: what is owed in the end are the four.
    assert [said[3]["after"], said[4]["after"]] == [{}, {"points/point": -4}]


def test_an_edit_of_an_edit_is_judged_at_the_same_time() -> None:
    steps = [sale("s", 500), sale("big", 1_000), edited("s", 600), days(1), edited("s", 700)]
    stands, said = at_end(*steps, programmes=[LEVELS])
    assert (said[-1]["to_pay"], stands["visits"], stands["spent"]) == (700, 2, 1_700)


def test_an_edited_sale_can_be_refunded_by_its_name_and_not_by_its_first_id() -> None:
    first = "0" * 31 + "2"
    steps = [sale("s", 500), edited("s", 600), {"step": "refund", "of": first}, {"step": "refund", "of": "s"}]
    stands, said = at_end(*steps, preset="both")
    assert said[2]["refusals"][0]["reason"] == "already_reversed"
    assert (said[3]["bill"], stands["balances"]) == (-600, {})


@pytest.mark.parametrize(
    ("between", "reason"),
    [
        ({"step": "cancel", "of": "s"}, "already_reversed"),
        ({"step": "refund", "of": "s", "amount": 100}, "already_reversed"),
    ],
)
def test_what_was_taken_back_cannot_be_edited(between: dict[str, Any], reason: str) -> None:
    _, said = at_end(sale("s", 500), between, edited("s", 600), preset="both")
    assert [each["reason"] for each in said[2]["refusals"]] == [reason]


def test_a_credited_sale_and_another_member_are_refused() -> None:
    nobody = {"step": "sale", "id": "n", "lines": [{"amount": 500}]}
    credit = {"step": "credit", "of": "n", "member": "mei"}
    _, said = at_end(nobody, credit, edited("n", 600), sale("s", 100), edited("s", 100, member=""), preset="both")
    assert [said[2]["refusals"][0]["reason"], said[4]["refusals"][0]["reason"]] == [
        "slip_already_credited",
        "slip_has_member",
    ]


def test_an_edit_that_cannot_be_sold_changes_nothing() -> None:
    stands, said = at_end(sale("s", 500), edited("s", 0), preset="both")
    assert said[1]["refusals"][0]["reason"] == "amount_is_zero"
    assert stands == at_end(sale("s", 500), preset="both")[0]


def test_where_the_shop_wants_no_debts_an_edit_that_makes_one_is_refused() -> None:
    shop = {"negative_balance": "refuse"}
    steps = [sale("s", 1_000), sale("spent", 100, rewards={"points:coffee": 1})]
    stands, said = at_end(*steps, edited("s", 500), preset="point_per_hundred", shop=shop)
    assert said[2]["refusals"][0] == {
        "reason": "balance_too_small",
        "facts": {"missing": 4, "missing_1": 4, "unit_1": "point", "programme_1": "點數"},
        "sentence": said[2]["refusals"][0]["sentence"],
    }
    assert stands["balances"] == {"points/point": 1}
    assert at_end(*steps, edited("s", 900), preset="point_per_hundred", shop=shop)[0]["balances"] == {}


def test_a_cancelled_sale_that_is_opened_again_is_what_it_was() -> None:
    steps = [sale("s", 1_000), {"step": "cancel", "of": "s"}, days(3), {"step": "reopen", "of": "s"}]
    stands, said = at_end(*steps, preset="both")
    assert stands == at_end(sale("s", 1_000), preset="both")[0]
    assert [entry["account"] for entry in said[3]["entries"]] == [entry["account"] for entry in said[0]["entries"]]
    assert said[3]["lots"][0]["earned"] == said[0]["lots"][0]["earned"]


def test_a_sale_is_opened_again_once_and_only_when_it_was_taken_back() -> None:
    again = {"step": "reopen", "of": "s", "id": "t"}
    steps = [sale("s", 100), again, {"step": "cancel", "of": "s"}, again, {"step": "reopen", "of": "s", "id": "u"}]
    _, said = at_end(*steps, preset="both")
    reasons = [step["refusals"][0]["reason"] if not step["ok"] else None for step in said]
    assert reasons == [None, "not_reversible", None, None, "already_reversed"]


def test_an_edited_sale_is_not_opened_again_beside_what_it_became() -> None:
    first = "0" * 31 + "2"
    _, said = at_end(sale("s", 100), edited("s", 200), {"step": "reopen", "of": first}, preset="both")
    assert said[2]["refusals"][0]["reason"] == "already_reversed"


def test_an_edit_without_a_member_moves_the_shops_own_uses() -> None:
    first_two = {
        "id": "o",
        "kind": "offer",
        "terms": {
            "reward_kind": "amount_off",
            "reward_title": "折十元",
            "reward_amount": 10,
            "first_uses": 2,
            "for_everybody": True,
            "automatic": True,
        },
    }
    nobody = {"step": "sale", "id": "n", "lines": [{"amount": 500}]}
    said = play(programmes=[first_two], steps=[nobody, edited("n", 600), nobody | {"id": "m"}, nobody | {"id": "o"}])
    assert [step["to_pay"] for step in said["steps"]] == [490, 590, 490, 500]
    assert said["shop"]["balances"] == {"o/use": 2}


def test_versions_that_an_operation_recorded_are_found_with_those_before_them() -> None:
    one = completed(Programme("points", 1, "points", "點數", {}))
    two = Programme("points", 2, "points", "點數", one.terms)
    three = Programme("points", 3, "points", "點數", one.terms, earlier=(one, two))
    new = completed(Programme("new", 1, "points", "新", {}))
    (found,) = versions_then((three, new), operation({"points": 2}))
    assert (found.version, [each.version for each in found.earlier]) == (2, [1])
    assert [each.version for each in versions_then((three, new), operation({}))] == [3, 1]


def operation(versions: dict[str, int]) -> Operation:
    till = Till(preset("both"))
    return replace(till.sell(amount(100)), programme_versions=versions)


def test_the_tier_recorded_with_a_sale_holds_for_it_whatever_earlier_sales_were_edited_to() -> None:
    steps = [sale("s", 500), days(1), sale("t", 500), edited("s", 1_000), edited("t", 600), sale("u", 600)]
    _, said = at_end(*steps, programmes=[LEVELS])
    assert [(step["statuses"], step["to_pay"]) for step in said[-2:]] == [([], 600), (["silver"], 540)]


def _crossing(till: Till, sale: Operation, basket: Basket) -> Edited:
    now, then = till.standing(), Till(till.programmes, till.shop).standing()
    ids = "e" * 32, "f" * 32
    answer = edit(till.programmes, sale, till.acting_on(sale), now, then, basket, Choices(), till.shop, *ids)
    assert isinstance(answer, Edited)
    return answer


def test_a_bill_mistyped_above_a_threshold_keeps_no_discount_of_that_level() -> None:
    till = Till([tiers()], ShopRules(crossing_gets_tier=True))
    sale = till.sell(amount(12_000))
    assert sale.bill == 10_800
    assert _crossing(till, sale, amount(1_200)).outcome.to_pay == 1_200


def test_a_bill_mistyped_below_a_threshold_gets_the_discount_of_that_level() -> None:
    till = Till([tiers()], ShopRules(crossing_gets_tier=True))
    assert _crossing(till, till.sell(amount(1_200)), amount(12_000)).outcome.to_pay == 10_800


def test_a_membership_taken_off_the_bill_leaves_no_discount() -> None:
    till = Till([programme("membership", "vip", discount=50)], ShopRules(crossing_gets_tier=True))
    sale = till.sell(Basket((Line(1_000), Line(1_200, plan="vip:time"))))
    assert sale.bill == 1_700
    assert _crossing(till, sale, amount(1_000)).outcome.to_pay == 1_000


CASH, CARD_PAID, LINE_PAY = Tender("現金", 500, True), Tender("刷卡", 100), Tender("LINE Pay", 80)


@pytest.mark.parametrize(
    ("tenders", "to_pay", "fits"),
    [
        ((CASH,), 320, [("現金", 320)]),
        ((CASH,), 0, []),
        ((), 320, []),
        ((CARD_PAID, CASH), 250, [("刷卡", 100), ("現金", 150)]),
        ((CARD_PAID, CASH), 60, [("刷卡", 60)]),
        ((CASH, CARD_PAID), 130, [("現金", 30), ("刷卡", 100)]),
        ((CARD_PAID, LINE_PAY), 300, [("刷卡", 100), ("LINE Pay", 200)]),
        ((CARD_PAID, LINE_PAY), 50, [("刷卡", 50)]),
        ((CASH, CASH), 700, [("現金", 700)]),
    ],
)
def test_the_ways_of_paying_fit_another_amount(
    tenders: tuple[Tender, ...], to_pay: int, fits: list[tuple[str, int]]
) -> None:
    found = fitted(tenders, to_pay)
    assert [(each.name, each.amount) for each in found] == fits
    assert pay(to_pay, found)[2] == ()
