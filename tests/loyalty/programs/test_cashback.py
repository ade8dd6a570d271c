"""Cashback: earned on what is paid, used from the next sale on."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.explain import how_far, programme_sentence
from loyalty.ledger import Account, EntryReason, Operation, Unit
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from loyalty.words import LANGUAGES, Words
from tests.loyalty.programs.terms import offer, place_of_fault, programme, stopped, why
from tests.loyalty.till import DAY_MS, POINTS, STAMPS, Till, amount, cups, preset

BACK = Account("back", Unit.CASHBACK)
PAY = "back:pay"
STEPS = {"percent": 0, "step": 300, "step_amount": 20}


def cashback(**terms: object) -> Programme:
    return programme("cashback", "back", **terms)


def till(*more: Programme, **terms: object) -> Till:
    return Till([cashback(**terms), *more])


def earned(basket: Basket, *more: Programme, **terms: object) -> int:
    at = till(*more, **terms)
    at.sell(basket)
    return at.has(BACK)


def paying(money: int) -> Choices:
    return Choices(rewards={PAY: money})


@pytest.mark.parametrize(("money", "back"), [(19, 0), (20, 1), (39, 1), (1_000, 50), (999, 49)])
def test_a_percentage_is_rounded_down_once_a_sale(money: int, back: int) -> None:
    assert earned(amount(money)) == back


def test_the_lines_are_added_before_it_is_rounded() -> None:
    assert earned(Basket((Line(10), Line(10)))) == 1


@pytest.mark.parametrize(("money", "back"), [(299, 0), (300, 20), (599, 20), (600, 40)])
def test_each_full_step_brings_its_amount(money: int, back: int) -> None:
    assert earned(amount(money), **STEPS) == back


def test_percentage_and_steps_are_added() -> None:
    at = till(percent=5, step=300, step_amount=20)
    sale = at.sell(amount(700))
    assert [(entry.reason, entry.delta) for entry in sale.entries] == [
        (EntryReason.PERCENT_EARNED, 35),
        (EntryReason.EARNED_BY_AMOUNT, 40),
    ]
    assert at.quote(amount(700)).earned[BACK] == 75


@pytest.mark.parametrize(("cap", "back"), [(74, 74), (75, 75), (76, 75), (30, 30)])
def test_a_sale_earns_no_more_than_the_cap(cap: int, back: int) -> None:
    assert earned(amount(700), percent=5, step=300, step_amount=20, earn_cap=cap) == back


def test_only_the_named_goods_count_and_only_from_the_minimum() -> None:
    both = Basket((*cups(2).lines, Line(80)))
    assert earned(both, percent=10, categories=["飲料"]) == 12
    assert earned(both, percent=10, minimum_amount=200) == 20
    assert earned(both, percent=10, minimum_amount=201) == 0
    assert earned(both, percent=10, categories=["飲料"], minimum_amount=121, minimum_on="matching") == 0


def test_multipliers_apply_exactly() -> None:
    half_more = programme("multiplier", "half", percent=150)
    assert earned(amount(7), half_more, percent=30) == 3
    assert earned(amount(100), half_more, **{**STEPS, "step": 50}) == 60


def test_it_is_for_those_and_in_those_hours_that_the_terms_name() -> None:
    assert earned(amount(100), from_time="13:00") == 0
    assert earned(amount(100), from_time="12:00") == 5
    assert earned(amount(100), for_tags=["staff"]) == 0


def test_a_stopped_one_earns_nothing_and_still_pays() -> None:
    at = till()
    at.sell(amount(1_000))
    at.programmes = [stopped(cashback())]
    at.sell(amount(100), paying(50))
    assert at.has(BACK) == 0


# Paying.


def test_it_pays_from_the_next_sale_on_and_earns_nothing_then() -> None:
    card, points = preset("both")
    at = till(card, points)
    outcome = at.quote(amount(1_000), paying(50))
    assert (outcome.to_pay, outcome.dropped[PAY].reason) == (1_000, RefusalReason.WALLET_EMPTY)
    at.sell(amount(1_000))
    assert (at.has(BACK), at.has(POINTS)) == (50, 10)
    sale = at.sell(amount(140), paying(50))
    assert (sale.bill, at.has(BACK), at.has(POINTS), at.has(STAMPS)) == (90, 4, 10, 2)


def test_what_wallets_paid_earns_where_the_shop_says_so() -> None:
    at = till(*preset("point_per_hundred"))
    at.shop = ShopRules(wallets_earn=True)
    at.sell(amount(1_000))
    at.sell(amount(140), paying(50))
    assert (at.has(BACK), at.has(POINTS)) == (7, 11)


def test_a_sale_takes_no_more_than_the_cap_and_only_from_the_minimum() -> None:
    at = till(pay_cap=30, pay_minimum=200)
    at.sell(amount(1_000))
    assert why(at.quote(amount(199), paying(10)), PAY) is RefusalReason.MINIMUM_AMOUNT
    outcome = at.quote(amount(200), paying(50))
    assert (outcome.to_pay, offer(outcome, PAY).most) == (170, 30)
    assert outcome.dropped == {PAY: Refusal(RefusalReason.NO_REWARD_LEFT, {"most": 30})}


def test_the_minimum_counts_the_bill_after_other_discounts() -> None:
    nine_tenths = programme(
        "offer", "ten", reward_kind="percent_off", reward_percent=10, reward_title="9 折", automatic=True
    )
    at = till(nine_tenths, pay_minimum=200)
    at.sell(amount(2_000))
    assert at.quote(amount(222), paying(10)).paid == 10
    assert why(at.quote(amount(221), paying(10)), PAY) is RefusalReason.MINIMUM_AMOUNT


# Going back and ending.


def test_a_refund_mirrors_both_what_it_earned_and_what_it_paid() -> None:
    at = till()
    at.sell(amount(1_000))
    sale = at.sell(amount(150), paying(50))
    assert at.has(BACK) == 5
    half = at.refund(sale, 75)
    assert isinstance(half, Operation)
    assert (half.bill, at.has(BACK)) == (-50, 5 + 25 - 3)
    rest = at.refund(sale)
    assert isinstance(rest, Operation)
    assert (rest.bill, at.has(BACK)) == (-50, 50)


@pytest.mark.parametrize("pieces", [[1] * 15, [7, 8], [14, 1]])
def test_any_pieces_add_up(pieces: list[int]) -> None:
    at = till(percent=33)
    at.sell(amount(40))
    sale = at.sell(amount(15), paying(13))
    for piece in pieces:
        assert isinstance(at.refund(sale, piece), Operation)
    assert at.has(BACK) == 13
    assert sum(each.bill for each in at.operations) == 40


@pytest.mark.parametrize("back", ["undo", "cancel"])
def test_a_sale_that_is_taken_back_leaves_nothing(back: str) -> None:
    at = till()
    at.sell(amount(1_000))
    sale = at.sell(amount(100), paying(50))
    assert isinstance(getattr(at, back)(sale), Operation)
    assert at.has(BACK) == 50


def test_it_ends_by_its_terms() -> None:
    at = till(expires="days", expires_after=30)
    at.sell(amount(1_000))
    at.now_ms += 30 * DAY_MS
    assert offer(at.quote(amount(500)), PAY).most == 50
    at.now_ms += DAY_MS
    assert why(at.quote(amount(500)), PAY) is RefusalReason.WALLET_EMPTY


def test_it_ends_when_nobody_came_for_long() -> None:
    at = till(expires="idle", expires_after=60)
    at.sell(amount(1_000))
    at.now_ms += 50 * DAY_MS
    at.sell(amount(20))
    at.now_ms += 60 * DAY_MS
    assert offer(at.quote(amount(500)), PAY).most == 51
    at.now_ms += DAY_MS
    assert offer(at.quote(amount(500)), PAY).most == 0


# What is said.


@pytest.mark.parametrize(
    ("terms", "place"),
    [
        ({"percent": 0}, "terms.percent"),
        ({"percent": 0, "step": 100}, "terms.step_amount"),
        ({"step_amount": 5}, "terms.step"),
    ],
)
def test_terms_that_bring_nothing_are_named(terms: dict[str, object], place: str) -> None:
    assert place_of_fault("cashback", **terms) == place


def test_it_states_itself() -> None:
    zh, en = Words("zh_tw"), Words("en")
    assert programme_sentence(cashback(), zh) == "消費回饋 5%，下次消費可以折抵。"
    full = cashback(
        step=300, step_amount=20, earn_cap=100, pay_cap=50, pay_minimum=200, expires="year_end", minimum_amount=100
    )
    assert programme_sentence(full, zh) == (
        "消費回饋 5%（滿 NT$ 100），每滿 NT$ 300 回饋 NT$ 20，一次最多回饋 NT$ 100，一次最多折抵 NT$ 50，"
        "下次滿 NT$ 200 可以折抵，隔年 12 月 31 日到期。"
    )
    assert programme_sentence(full, en).isascii()
    assert how_far(cashback(), {BACK: 1_234}, zh) == "回饋金 1,234 可以折抵"
    assert how_far(cashback(), {BACK: 0}, en) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_explained(language: str) -> None:
    at = till(programme("multiplier", "double", percent=200), step=300, step_amount=20, earn_cap=60)
    sales = [at.sell(amount(100)), at.sell(amount(700)), at.sell(amount(300), paying(30))]
    assert isinstance(at.refund(sales[2]), Operation)
    at.programmes = [cashback(step=300, step_amount=20)]
    at.sell(amount(1_000))
    said = [line for operation in at.operations for line in at.explained(operation, language)]
    assert len(said) == 9
    assert all("{" not in line for line in said)


def test_the_explanation_shows_the_figures() -> None:
    at = till(programme("multiplier", "double", percent=200), step=300, step_amount=20)
    assert at.explained(at.sell(amount(350)), "zh_tw") == (
        "節目 back：付 NT$ 350 算 NT$ 700，回饋 5%，得回饋金 NT$ 35",
        "節目 back：付 NT$ 350，每滿 NT$ 300 得 NT$ 20，得回饋金 NT$ 40",
    )
