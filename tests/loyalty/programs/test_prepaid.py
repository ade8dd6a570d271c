"""Prepaid items: ten paid at once, taken one by one, the rest refunded pro rata."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.explain import how_far, programme_sentence
from loyalty.ledger import Account, EntryReason, Operation, Unit
from loyalty.paying_out import PaidOut
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import LANGUAGES, Words
from tests.loyalty.programs.terms import place_of_fault, programme, stopped
from tests.loyalty.till import DAY_MS, POINTS, STAMPS, Till, amount, cups, preset

LATTES, GIVEN = Account("cups", Unit.ITEM, "latte"), Account("cups", Unit.ITEM, "latte/bonus")
TAKE, PLAN = "cups:take-latte", "cups:latte"
LATTE = {"id": "latte", "title": "拿鐵", "products": ["latte"], "units": 10, "price": 500}
CAKE = {"id": "cake", "title": "蛋糕", "categories": ["甜點"], "units": 3, "price": 200}


def prepaid(*more: dict[str, object], bonus: int = 0, version: int = 1, **terms: object) -> Programme:
    return programme("prepaid", "cups", version, items=[{**LATTE, "bonus": bonus}, *more], **terms)


def till(*more: Programme, bonus: int = 0, **terms: object) -> Till:
    return Till([prepaid(CAKE, bonus=bonus, **terms), *more])


def buying(*goods: Line, quantity: int = 1) -> Basket:
    return Basket((*goods, Line(500, quantity, plan=PLAN)))


def taking(times: int) -> Choices:
    return Choices(rewards={TAKE: times})


def left(at: Till) -> tuple[int, int]:
    return at.has(LATTES), at.has(GIVEN)


def test_ten_lattes_are_paid_and_seven_are_left() -> None:
    at = till()
    assert at.sell(buying()).bill == 500
    assert at.sell(cups(3), taking(3)).bill == 0
    assert left(at) == (7, 0)
    assert how_far(at.programmes[0], at.standing().balances(), Words("zh_tw")) == "拿鐵還有 7 份"


def test_buying_earns_nothing_and_neither_does_a_free_unit() -> None:
    card, points = preset("both")
    at = till(card, points)
    at.sell(buying())
    at.sell(cups(4, 60), taking(2))
    assert (at.has(POINTS), at.has(STAMPS)) == (1, 2)


def test_buying_earns_like_goods_where_the_shop_says_so_and_its_refund_takes_that_alone() -> None:
    at = till(*preset("point_per_hundred"), programme("multiplier", "double", percent=200), earns=True)
    sale = at.sell(buying(*amount(110).lines))
    assert at.has(POINTS) == 12
    at.refund(sale, lines={1: 1})
    assert (at.has(POINTS), left(at)) == (2, (0, 0))
    at.refund(sale)
    assert at.has(POINTS) == 0


def test_pieces_of_what_earned_when_it_was_bought_add_up() -> None:
    at = till(*preset("point_per_hundred"), earns=True)
    sale = at.sell(buying())
    assert at.has(POINTS) == 5
    at.refund(sale, 250)
    assert (at.has(POINTS), left(at)) == (2, (5, 0))
    at.refund(sale)
    assert (at.has(POINTS), left(at)) == (0, (0, 0))


def test_what_earned_when_it_was_bought_earns_nothing_in_a_category() -> None:
    card, points = preset("both", category="飲料", earn_by="amount")
    at = till(card, points, earns=True)
    at.sell(buying())
    assert (at.has(POINTS), at.has(STAMPS)) == (5, 0)


def test_units_are_handed_out_on_top_where_none_is_in_the_basket() -> None:
    at = till()
    at.sell(buying())
    outcome = at.quote(Basket(), taking(2))
    assert [(line.line.name, line.line.quantity, line.net) for line in outcome.lines] == [("拿鐵", 2, 0)]
    assert at.sell(Basket(), taking(2)).bill == 0
    assert left(at) == (8, 0)


def test_only_what_it_is_good_for_is_free() -> None:
    at = till()
    at.sell(buying())
    outcome = at.quote(Basket((Line(90, 1, product_id="mocha", category="飲料/咖啡"),)), taking(1))
    assert outcome.to_pay == 90


def test_units_bought_now_are_for_later() -> None:
    at = till()
    outcome = at.quote(buying(*cups(1).lines), taking(1))
    assert (outcome.to_pay, outcome.dropped[TAKE].reason) == (560, RefusalReason.UNKNOWN_REWARD)


def test_no_more_is_taken_than_there_is() -> None:
    at = till()
    at.sell(buying())
    outcome = at.quote(cups(12), taking(12))
    assert (outcome.to_pay, outcome.applied[0].times) == (120, 10)
    assert outcome.dropped[TAKE] == Refusal(RefusalReason.NO_REWARD_LEFT, {"most": 10})


def test_what_was_given_on_top_is_taken_last() -> None:
    at = till(bonus=1)
    at.sell(buying(quantity=2))
    assert left(at) == (20, 2)
    at.sell(cups(21), taking(21))
    assert left(at) == (0, 1)


def test_a_stopped_one_sells_nothing_and_still_gives() -> None:
    at = till()
    at.sell(buying())
    at.programmes = [stopped(prepaid())]
    assert at.quote(buying()).refusals[0].reason is RefusalReason.PLAN_UNKNOWN
    at.sell(cups(1), taking(1))
    assert left(at) == (9, 0)


def test_an_item_that_is_no_longer_sold_can_still_be_taken() -> None:
    at = till()
    at.sell(buying())
    new = programme("prepaid", "cups", 2, items=[CAKE])
    at.programmes = [replace(new, from_day=date(2026, 3, 2), earlier=(prepaid(CAKE),))]
    at.now_ms += 2 * DAY_MS
    assert at.sell(cups(1), taking(1)).bill == 0
    assert how_far(at.programmes[0], at.standing().balances(), Words("en")) == "拿鐵: 9 left to take"


# Going back.


@pytest.mark.parametrize("pieces", [[1] * 5, [4, 1], [5]])
def test_pieces_of_what_was_bought_add_up(pieces: list[int]) -> None:
    at = till(bonus=1)
    sale = at.sell(buying())
    for piece in pieces:
        assert isinstance(at.refund(sale, 100 * piece), Operation)
    assert left(at) == (0, 0)


def test_what_was_taken_does_not_go_back_as_money() -> None:
    at = till()
    sale = at.sell(buying())
    at.sell(cups(3), taking(3))
    assert at.refund(sale) == Refusal(
        RefusalReason.BALANCE_TOO_SMALL,
        {"missing": 3, "missing_1": 3, "unit_1": "item/latte", "programme_1": "節目 cups"},
    )
    back = at.refund(sale, 350)
    assert isinstance(back, Operation)
    assert (back.bill, left(at)) == (-350, (0, 0))


@pytest.mark.parametrize("back", ["undo", "cancel", "refund"])
def test_a_sale_that_is_taken_back_gives_the_units_back(back: str) -> None:
    at = till(bonus=1)
    at.sell(buying())
    sale = at.sell(cups(12), taking(11))
    assert left(at) == (0, 0)
    assert isinstance(getattr(at, back)(sale), Operation)
    assert left(at) == (10, 1)


def test_free_units_go_back_unit_by_unit() -> None:
    at = till()
    at.sell(buying())
    sale = at.sell(cups(3), taking(3))
    for returned, waiting in ((1, 8), (2, 10)):
        assert isinstance(at.refund(sale, lines={0: returned}), Operation)
        assert left(at) == (waiting, 0)
    assert at.refund(sale, lines={0: 1}) == Refusal(RefusalReason.ALREADY_REVERSED)


def test_a_unit_that_was_taken_stays_taken_when_what_was_bought_beside_it_goes_back() -> None:
    at = till()
    at.sell(buying())
    sale = at.sell(buying(*cups(2).lines), taking(2))
    assert left(at) == (18, 0)
    assert isinstance(at.refund(sale, lines={1: 1}), Operation)
    assert left(at) == (8, 0)


def test_unused_units_are_paid_out_pro_rata_and_the_added_ones_withdrawn() -> None:
    at = till(bonus=2, fee_percent=2)
    at.sell(buying())
    at.sell(Basket((Line(200, plan="cups:cake"),)))
    at.sell(cups(3), taking(3))
    at.sell(Basket(), Choices(rewards={"cups:take-cake": 2}))
    out = at.pay_out("cups")
    assert isinstance(out, PaidOut)
    assert (out.money, out.fee) == (350 + 66 - 8, 8)
    assert {(entry.account.part, entry.delta, entry.reason) for entry in out.entries} == {
        ("latte", -7, EntryReason.PAID_OUT),
        ("latte/bonus", -2, EntryReason.BONUS_WITHDRAWN),
        ("cake", -1, EntryReason.PAID_OUT),
    }
    assert at.pay_out("cups") == Refusal(RefusalReason.NOTHING_TO_PAY_OUT)


def test_units_go_back_for_what_they_cost_when_they_were_bought() -> None:
    at = till()
    at.sell(buying())
    dearer = programme("prepaid", "cups", 2, items=[{**LATTE, "price": 600}])
    at.programmes = [replace(dearer, from_day=date(2026, 3, 2), earlier=(prepaid(CAKE),))]
    at.now_ms += 2 * DAY_MS
    at.sell(Basket((Line(600, plan=PLAN),)))
    at.sell(cups(1), taking(1))
    out = at.pay_out("cups")
    assert isinstance(out, PaidOut)
    assert out.money == 450 + 600


def test_the_added_ones_end_and_the_paid_ones_never_do() -> None:
    at = till(bonus=1, expires="days", expires_after=30)
    at.sell(buying())
    at.now_ms += 31 * DAY_MS
    assert at.quote(cups(11), taking(11)).applied[0].times == 10


# What is said.


@pytest.mark.parametrize(
    ("items", "place"),
    [
        ([], "terms.items"),
        ([LATTE, LATTE], "terms.items[1].id"),
        ([{**LATTE, "id": "a/b"}], "terms.items[0].id"),
        ([{**LATTE, "products": []}], "terms.items[0].products"),
    ],
)
def test_terms_that_do_not_fit_are_named(items: list[dict[str, object]], place: str) -> None:
    assert place_of_fault("prepaid", items=items) == place


def test_it_states_itself() -> None:
    full = prepaid(CAKE, bonus=1, expires="days", expires_after=30)
    assert programme_sentence(full, Words("zh_tw")) == (
        "拿鐵 10 份 NT$ 500（再送 1 份）、蛋糕 3 份 NT$ 200，送的 30 天後到期，沒用完的可以全額退。"
    )
    assert "10 x 拿鐵 for NT$ 500" in programme_sentence(prepaid(), Words("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_explained(language: str) -> None:
    at = till(bonus=1)
    at.sell(buying(*amount(50).lines))
    sale = at.sell(cups(2), taking(2))
    at.refund(sale)
    at.pay_out("cups")
    said = [line for operation in at.operations for line in at.explained(operation, language)]
    assert len(said) == 6
    assert all("{" not in line for line in said)
