"""The first step of the checkout, to the dollar: free items, line discounts, one percentage, amounts off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from loyalty.basket import Basket, Line
from loyalty.conditions import LineFilter, Minimum
from loyalty.ledger import Account, Unit
from loyalty.money import Rounding
from loyalty.outcome import RewardKind
from loyalty.pricing import Priced, PricingRules, Wish, price
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms, Scope

COFFEE, CAKES = LineFilter(products=("latte",)), LineFilter(products=("cake",))
BOTH = LineFilter(products=("latte", "cake"))
LATTE, CAKE, TEA = Line(60, 1, "latte", "拿鐵"), Line(120, 1, "cake", "蛋糕"), Line(45, 1, "tea", "紅茶")


def reward(reward_id: str, kind: RewardKind, value: int = 0, **more: object) -> RewardTerms:
    account = Account(reward_id, Unit.REWARD)
    return RewardTerms(reward_id, account, kind, reward_id.upper(), 0, value, **more)  # type: ignore[arg-type]


def percent(reward_id: str, value: int, **more: object) -> RewardTerms:
    return reward(reward_id, RewardKind.PERCENT_OFF, value, **more)


def money(reward_id: str, value: int, **more: object) -> RewardTerms:
    return reward(reward_id, RewardKind.AMOUNT_OFF, value, **more)


def free(reward_id: str, **more: object) -> RewardTerms:
    return reward(reward_id, RewardKind.FREE_ITEM, **more)


def priced(lines: Sequence[Line], *rewards: RewardTerms, rules: PricingRules | None = None, times: int = 1) -> Priced:
    wishes = [Wish(each, times) for each in rewards]
    return price(Basket(tuple(lines)), wishes, {}, rules or PricingRules())


def offs(found: Priced) -> list[int]:
    return [line.discount for line in found.lines]


def steps(found: Priced) -> list[tuple[str, int]]:
    return [(each.offer_id, each.discount) for each in found.applied]


# The whole-bill percentage.


@pytest.mark.parametrize(
    ("bill", "off", "to_pay"),
    [(95, 10, 86), (94, 10, 85), (5, 10, 5), (4, 10, 4), (99, 15, 84), (1, 100, 0), (999, 33, 669)],
)
def test_what_stays_to_pay_is_rounded_half_up_once(bill: int, off: int, to_pay: int) -> None:
    assert priced([Line(bill)], percent("p", off)).to_pay == to_pay


@pytest.mark.parametrize(("rounding", "to_pay"), [(Rounding.DOWN, 85), (Rounding.HALF_UP, 86), (Rounding.UP, 86)])
def test_the_shop_may_round_otherwise(rounding: Rounding, to_pay: int) -> None:
    assert priced([Line(95)], percent("p", 10), rules=PricingRules(rounding)).to_pay == to_pay


def test_nine_tenths_of_95_over_lines_add_up_to_9_off() -> None:
    found = priced([Line(35), Line(30), Line(30)], percent("p", 10))
    # 9 by 35 : 30 : 30 is 3.32, 2.84, 2.84.
    assert (found.to_pay, offs(found)) == (86, [3, 3, 3])


def test_the_percentage_that_takes_most_off_this_basket_wins_in_any_order() -> None:
    rewards = (percent("a", 10), percent("b", 20, lines=CAKES), percent("c", 15, cap=10))
    for order in permutations(rewards):
        # 10 % of 180 is 18; 20 % of 120 is 24; 15 % is at most 10.
        found = priced([LATTE, CAKE], *order)
        assert steps(found) == [("b", 24)]
        assert found.short == {
            each: Refusal(RefusalReason.OTHER_DISCOUNT_BETTER, {"title": "B"}) for each in ("a", "c")
        }
    assert steps(priced([LATTE, LATTE, CAKE, Line(100)], *rewards)) == [("a", 34)]


def test_a_tie_goes_to_the_first_programme_by_id() -> None:
    for order in permutations((percent("m", 10), percent("k", 10), percent("z", 10))):
        assert steps(priced([Line(100)], *order)) == [("k", 10)]


def test_a_percentage_of_nothing_is_not_used() -> None:
    found = priced([LATTE], percent("a", 10), percent("b", 50, lines=CAKES))
    assert steps(found) == [("a", 6)]
    assert found.short == {"b": Refusal(RefusalReason.NOTHING_TO_DISCOUNT)}


def test_where_the_shop_wants_it_a_discounted_line_takes_no_percentage() -> None:
    half = percent("a", 50, scope=Scope.PRODUCTS, lines=COFFEE)
    on_all = priced([LATTE, CAKE], half, percent("b", 10))
    assert (on_all.to_pay, offs(on_all)) == (135, [33, 12])
    apart = priced([LATTE, CAKE], half, percent("b", 10), rules=PricingRules(percent_on_discounted=False))
    assert (apart.to_pay, offs(apart)) == (138, [30, 12])


@pytest.mark.parametrize(
    ("other", "to_pay"),
    [
        (free("a", lines=COFFEE), 486),
        (percent("a", 50, scope=Scope.CHEAPEST, lines=COFFEE), 516),
        (percent("a", 50, scope=Scope.PRODUCTS, lines=COFFEE), 300),
    ],
    ids=["free unit", "cheapest unit", "whole line"],
)
def test_the_percentage_leaves_out_the_units_that_are_discounted_however_they_were_typed(
    other: RewardTerms, to_pay: int
) -> None:
    rules = PricingRules(percent_on_discounted=False)
    for lines in ([replace(LATTE, quantity=10)], [LATTE, replace(LATTE, quantity=9)], [LATTE] * 10):
        assert priced(lines, other, percent("b", 10), rules=rules).to_pay == to_pay


# The order of the steps.


def test_free_items_then_lines_then_the_percentage_then_amounts() -> None:
    rewards = (
        money("amount", 50),
        percent("bill", 10),
        percent("line", 50, scope=Scope.PRODUCTS, lines=CAKES),
        free("gift", lines=COFFEE),
    )
    for order in permutations(rewards):
        found = priced([Line(60, 2, "latte"), CAKE, TEA], *order)
        # 285: a latte free 60; half the cake 60; 10 % of 165 leaves 148.5, 149; 50 off.
        assert steps(found) == [("gift", 60), ("line", 60), ("bill", 16), ("amount", 50)]
        assert found.to_pay == 99


def test_amounts_keep_the_order_of_the_wishes() -> None:
    found = priced([Line(100)], money("z", 70), money("a", 50))
    assert steps(found) == [("z", 70), ("a", 30)]


def test_a_bill_never_falls_below_0() -> None:
    found = priced([LATTE, TEA], money("a", 1_000), money("b", 5))
    assert (found.to_pay, offs(found), steps(found)) == (0, [60, 45], [("a", 105)])
    assert set(found.short) == {"b"}


# Line discounts.


def test_an_amount_over_two_products_takes_first_where_nobody_else_discounts() -> None:
    """100 off latte and cake, 50 off the latte alone: the first leaves the latte to the second."""
    over_both = money("both", 100, scope=Scope.PRODUCTS, lines=BOTH)
    over_latte = money("latte", 50, scope=Scope.PRODUCTS, lines=COFFEE)
    for order in ((over_both, over_latte), (over_latte, over_both)):
        found = priced([LATTE, CAKE], *order)
        assert (offs(found), found.to_pay) == ([50, 100], 30)


def test_what_is_more_than_the_lines_of_nobody_else_comes_off_the_others() -> None:
    over_both = money("both", 150, scope=Scope.PRODUCTS, lines=BOTH)
    over_latte = money("latte", 20, scope=Scope.PRODUCTS, lines=COFFEE)
    found = priced([LATTE, CAKE], over_both, over_latte)
    assert (offs(found), steps(found)) == ([50, 120], [("both", 150), ("latte", 20)])


def test_an_amount_is_shared_by_what_its_lines_still_cost() -> None:
    found = priced([LATTE, CAKE, TEA], money("m", 50, scope=Scope.PRODUCTS, lines=BOTH))
    # 50 by 60 : 120 is 16.67 and 33.33.
    assert offs(found) == [17, 33, 0]


def test_an_amount_on_the_order_with_a_cap_adds_up_exactly() -> None:
    found = priced([LATTE, CAKE, TEA], percent("p", 50, cap=100))
    # 100 by 60 : 120 : 45 is 26.67, 53.33, 20.
    assert (offs(found), found.to_pay) == ([27, 53, 20], 125)


def test_a_cap_holds_for_every_way_to_take_off() -> None:
    for kind in (percent("p", 50, cap=20), money("p", 40, cap=20)):
        for scope in Scope:
            found = priced([LATTE], RewardTerms(**{**_fields(kind), "scope": scope}))
            assert found.to_pay == 40
    assert priced([LATTE], free("p", cap=20)).to_pay == 40


def _fields(terms: RewardTerms) -> dict[str, object]:
    return {name: getattr(terms, name) for name in RewardTerms.__slots__}


# The cheapest.


def test_the_cheapest_is_one_unit_among_the_eligible() -> None:
    off = percent("p", 50, scope=Scope.CHEAPEST)
    assert offs(priced([CAKE, Line(60, 3, "latte"), TEA], off)) == [0, 0, 22]
    only = percent("p", 50, scope=Scope.CHEAPEST, lines=BOTH)
    assert offs(priced([CAKE, Line(60, 3, "latte"), TEA], only)) == [0, 30, 0]


def test_money_off_the_cheapest_is_at_most_what_it_costs() -> None:
    found = priced([CAKE, Line(60, 3, "latte")], money("m", 100, scope=Scope.CHEAPEST))
    assert (offs(found), steps(found)) == ([0, 60], [("m", 60)])


def test_several_uses_take_several_of_the_cheapest() -> None:
    off = percent("p", 50, scope=Scope.CHEAPEST)
    found = priced([CAKE, Line(60, 2, "latte"), TEA], off, times=3)
    assert (offs(found), found.applied[0].times) == ([0, 60, 22], 3)
    assert priced([LATTE], off, times=5).applied[0].times == 1


def test_a_unit_already_free_is_not_the_cheapest() -> None:
    found = priced([CAKE, Line(60, 2, "latte")], free("g", lines=COFFEE), percent("p", 50, scope=Scope.CHEAPEST))
    assert offs(found) == [0, 90]
    found = priced([CAKE, LATTE], free("g", lines=COFFEE), percent("p", 50, scope=Scope.CHEAPEST))
    assert offs(found) == [60, 60]


# Free items.


def test_the_cheapest_matching_unit_is_free_and_what_finds_none_is_handed_out() -> None:
    found = priced([CAKE, LATTE], free("g", lines=BOTH))
    assert (offs(found), [line.free_units for line in found.lines]) == ([0, 60], [0, 1])
    found = priced([TEA], free("g", lines=BOTH))
    assert (found.to_pay, [line.line.unit_price for line in found.lines]) == (45, [45, 0])
    assert found.lines[1].reward_id == "g"


def test_two_free_items_are_two_units() -> None:
    found = priced([Line(60, 2, "latte"), CAKE], free("a"), free("b"))
    assert (offs(found), found.to_pay) == ([120, 0], 120)


def test_a_free_item_added_never_comes_from_what_was_bought() -> None:
    found = priced([LATTE], free("g", added=True))
    assert (found.to_pay, found.lines[1].free_units) == (60, 1)


def test_a_typed_amount_is_no_item_to_make_free() -> None:
    assert priced([Line(60)], free("g")).to_pay == 60


# Minimums.


def test_a_minimum_sees_the_other_discounts_and_not_its_own() -> None:
    own = money("m", 300, minimum=Minimum(amount=300))
    assert priced([Line(300)], own).to_pay == 0
    found = priced([Line(300)], own, percent("p", 10))
    assert found.to_pay == 270
    assert found.short["m"] == Refusal(RefusalReason.MINIMUM_AMOUNT, {"missing": 30, "minimum": 300})
    assert priced([Line(334)], own, percent("p", 10)).to_pay == 1


def test_a_minimum_does_not_see_payment() -> None:
    account = Account("w", Unit.CASHBACK)
    wallet = RewardTerms("w", account, RewardKind.AMOUNT_OFF, "W", 1, 1, is_payment=True)
    wishes = [Wish(wallet, 250), Wish(money("m", 100, minimum=Minimum(amount=300)), 1)]
    found = price(Basket((Line(300),)), wishes, {account: 250}, PricingRules())
    assert (found.to_pay, found.applied[1].paid) == (0, 200)


def test_what_is_alone_stands_alone_but_beside_payment_and_benefits() -> None:
    alone = percent("alone", 10, alone=True)
    found = priced([Line(100)], alone, money("m", 50), reward("b", RewardKind.BENEFIT))
    assert steps(found) == [("alone", 10), ("b", 0)]
    assert found.short["m"] == Refusal(RefusalReason.NOT_WITH_OTHERS, {"title": "ALONE"})
    found = priced([Line(100)], money("m", 50), alone)
    assert steps(found) == [("m", 50)]


def test_what_is_bought_for_later_takes_no_discount() -> None:
    top_up = Line(1_000, 1, plan="w:1")
    found = priced([top_up, LATTE], percent("p", 50), money("m", 100))
    assert (offs(found), found.to_pay) == ([0, 60], 1_000)
    assert priced([top_up], percent("p", 50)).to_pay == 1_000


def test_a_percentage_alone_competes_with_the_others_and_stands_alone_when_it_wins() -> None:
    other, amounts = percent("tier", 10), money("m", 20)
    worse, better = percent("alone", 5, alone=True), percent("alone", 15, alone=True)
    for order in permutations((other, worse)):
        found = priced([Line(100)], *order)
        assert steps(found) == [("tier", 10)]
    found = priced([Line(100)], worse, other, amounts)
    assert steps(found) == [("tier", 10), ("m", 20)]
    assert found.short == {"alone": Refusal(RefusalReason.OTHER_DISCOUNT_BETTER, {"title": "TIER"})}
    found = priced([Line(100)], better, other, amounts)
    assert steps(found) == [("alone", 15)]
    assert {each.reason for each in found.short.values() if each} == {RefusalReason.NOT_WITH_OTHERS}


def test_an_offer_for_every_so_much_counts_only_what_the_others_really_take() -> None:
    """The second at half price, however often, leaves 150 of 200: one full hundred."""
    half = percent("half", 50, scope=Scope.CHEAPEST, lines=COFFEE, minimum=Minimum(2, lines=COFFEE, each_use=True))
    every = money("every", 10, minimum=Minimum(amount=100, each_use=True))
    wishes = [Wish(half, 999), Wish(every, 999)]
    for order in (wishes, wishes[::-1]):
        found = price(Basket((Line(100, 2, "latte"),)), order, {}, PricingRules())
        assert steps(found) == [("half", 50), ("every", 10)]


def test_a_minimum_missed_before_any_discount_says_what_is_missing_after_them() -> None:
    found = priced([Line(200)], money("m", 50, minimum=Minimum(amount=300)), percent("p", 10))
    assert found.short == {"m": Refusal(RefusalReason.MINIMUM_AMOUNT, {"missing": 120, "minimum": 300})}


def test_a_free_unit_is_no_longer_counted_in_anothers_quantity() -> None:
    found = priced([Line(60, 2, "latte")], free("g", lines=COFFEE), money("m", 5, minimum=Minimum(2)))
    assert steps(found) == [("g", 60)]
    assert found.short == {"m": Refusal(RefusalReason.MINIMUM_QUANTITY, {"missing": 1, "minimum": 2})}
    handed = priced([Line(60, 2, "latte")], free("g", added=True), money("m", 5, minimum=Minimum(2)))
    assert steps(handed) == [("g", 0), ("m", 5)]


def test_a_better_percentage_alone_comes_too_late_behind_what_was_wished_first() -> None:
    found = priced([Line(100)], percent("tier", 10), money("m", 20), percent("alone", 50, alone=True))
    assert steps(found) == [("tier", 10), ("m", 20)]
    assert found.short == {"alone": Refusal(RefusalReason.NOT_WITH_OTHERS, {"title": "TIER"})}
