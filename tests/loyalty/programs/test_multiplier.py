"""Points that count more, less or not at all."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.checkout import situate
from loyalty.explain import explain_notice, programme_sentence
from loyalty.ledger import Account, Unit
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.words import Words
from tests.loyalty.programs.terms import programme, stopped
from tests.loyalty.till import NOON_MS, POINTS, STAMPS, Till, amount, cups, preset

LATTE = Line(150, 1, "latte", "拿鐵", "飲料/咖啡")
CIGARETTES = Line(125, 1, "smoke", "菸", "菸酒", ("不計點",))
POINT_PER_HUNDRED = preset("point_per_hundred")


def multiplier(programme_id: str = "more", **terms: object) -> Programme:
    return programme("multiplier", programme_id, **terms)


def points_of(basket: Basket, *found: Programme) -> int:
    till = Till((*found, *POINT_PER_HUNDRED))
    till.sell(basket)
    return till.has(POINTS)


def test_a_category_counts_double_and_the_sum_is_rounded_down_once() -> None:
    # 2 x 150 + 125 = 425.
    assert points_of(Basket((LATTE, CIGARETTES)), multiplier(categories=["飲料"])) == 4


def test_a_category_does_not_count_at_all() -> None:
    assert points_of(Basket((LATTE, CIGARETTES)), multiplier(percent=0, tags=["不計點"])) == 1
    assert points_of(Basket((CIGARETTES,)), multiplier(percent=0, tags=["不計點"])) == 0


def test_several_multipliers_of_one_line_multiply_each_other_in_any_order() -> None:
    one, other = multiplier("a", percent=150), multiplier("b", percent=300, categories=["飲料"])
    assert points_of(Basket((LATTE,)), one, other) == points_of(Basket((LATTE,)), other, one) == 6


def test_a_typed_amount_counts_where_no_goods_are_named() -> None:
    assert points_of(amount(250), multiplier()) == 5
    assert points_of(amount(250), multiplier(categories=["飲料"])) == 2


def test_only_one_points_programme_where_it_is_named() -> None:
    second = programme("points", "second", amount_step=100)
    till = Till((multiplier(programme="points"), second, *POINT_PER_HUNDRED))
    till.sell(amount(200))
    assert (till.has(POINTS), till.has(Account("second", Unit.POINT))) == (4, 2)


def test_stamps_are_not_multiplied() -> None:
    till = Till((multiplier(), *preset("both")))
    till.sell(cups(2, price=100))
    assert (till.has(STAMPS), till.has(POINTS)) == (2, 4)


def test_a_campaign_has_its_days_and_its_people() -> None:
    till = Till((multiplier(from_day="2026-03-02", until_day="2026-03-03", for_tags=["VIP"]), *POINT_PER_HUNDRED))
    earned = []
    for day, tags in (("2026-03-01", "VIP"), ("2026-03-02", "VIP"), ("2026-03-03", ""), ("2026-03-04", "VIP")):
        till.at(day)
        till.about["tags"] = (tags,)
        earned.append(till.quote(amount(100)).earned.get(POINTS, 0))
    assert earned == [1, 2, 1, 1]


def test_a_minimum_is_met_by_what_is_paid_after_discounts() -> None:
    code = programme("coupon", "code", code="FIVE", reward_kind="amount_off", reward_amount=5, reward_title="折 5 元")
    till = Till((multiplier(minimum_amount=200), code, *POINT_PER_HUNDRED))
    assert till.quote(amount(200)).earned[POINTS] == 4
    assert till.quote(amount(200), Choices(codes=("FIVE",))).earned[POINTS] == 1


def test_a_stopped_one_multiplies_nothing() -> None:
    assert points_of(amount(200), stopped(multiplier())) == 2


@pytest.mark.parametrize("pieces", [(400,), (100, 300), (1, 133, 266)])
def test_refunds_in_pieces_take_all_of_it_back(pieces: tuple[int, ...]) -> None:
    till = Till((multiplier(percent=250), *POINT_PER_HUNDRED))
    sale = till.sell(amount(400))
    assert till.has(POINTS) == 10
    for piece in pieces:
        till.refund(sale, piece)
    assert till.has(POINTS) == 0


def test_the_counter_is_told_while_more_is_earned() -> None:
    till, found = Till((multiplier(), *POINT_PER_HUNDRED)), multiplier()
    situation = situate(till.programmes, till.standing(), NOON_MS, till.shop)
    (notice,) = kind_of(found).notices(found, situation)
    assert explain_notice(notice, found.name, Words("zh_tw")) == "節目 more進行中，點數與回饋金 2 倍"
    assert explain_notice(notice, found.name, Words("en")) == "節目 more runs now: 2 times the points and cashback"
    (of_one,) = kind_of(found).notices(multiplier(programme="points", percent=150), situation)
    assert explain_notice(of_one, found.name, Words("zh_tw")) == "節目 more進行中，1.5 倍計算"
    assert kind_of(found).notices(multiplier(percent=50), situation) == ()


def test_what_is_told_names_the_goods_and_the_minimum_that_it_is_for() -> None:
    found = multiplier(categories=["飲料/茶"], minimum_amount=500)
    till = Till((found, *POINT_PER_HUNDRED))
    (notice,) = kind_of(found).notices(found, situate(till.programmes, till.standing(), till.now_ms, till.shop))
    said = explain_notice(notice, found.name, Words("zh_tw"))
    assert said == "節目 more（限茶，滿 NT$ 500）進行中，點數與回饋金 2 倍"
    said = explain_notice(notice, found.name, Words("en"))
    assert said == "節目 more (only 茶, from NT$ 500) runs now: 2 times the points and cashback"


SENTENCES = [
    (multiplier(), "點數與回饋金 2 倍。", "Double points and cashback."),
    (multiplier(programme="points"), "2 倍計算。", "Counts double."),
    (multiplier(programme="points", percent=0), "不計。", "Counts nothing."),
    (multiplier(programme="points", percent=150), "1.5 倍計算。", "Counts 1.5 times."),
    (
        multiplier(percent=0, categories=["菸酒"]),
        "點數與回饋金都不計（限菸酒）。",
        "No points and no cashback (only 菸酒).",
    ),
    (
        multiplier(percent=150, excluded=["菸酒"], from_day="2026-06-01", until_day="2026-06-30"),
        "點數與回饋金 1.5 倍（2026-06-01 到 2026-06-30，菸酒除外）。",
        "1.5 times the points and cashback (2026-06-01 to 2026-06-30, without 菸酒).",
    ),
    (multiplier(percent=125), "點數與回饋金 1.25 倍。", "1.25 times the points and cashback."),
]


@pytest.mark.parametrize(("found", "chinese", "english"), SENTENCES)
def test_it_states_itself(found: Programme, chinese: str, english: str) -> None:
    assert programme_sentence(found, Words("zh_tw")) == chinese
    assert programme_sentence(found, Words("en")) == english


@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_the_points_say_what_the_money_counted_for(language: str) -> None:
    till = Till((multiplier(), *POINT_PER_HUNDRED))
    (line,) = till.explained(till.sell(amount(250)), language)
    assert "250" in line
    assert "500" in line
