"""Donation: what the shop gives for its sales, and what customers give on top."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.checkout import situate
from loyalty.explain import explain_notice, programme_sentence
from loyalty.ledger import NOBODY, SHOP, TALLY, Account, Operation, Unit
from loyalty.plans import Plan, round_up
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.refusals import RefusalReason
from loyalty.words import LANGUAGES, Words
from tests.loyalty.programs.terms import place_of_fault, programme, stopped, why
from tests.loyalty.till import MEI, POINTS, Till, amount, cups, preset

GIVEN = Account("cause", Unit.DONATION)
POINTS_GIVEN = "cause:points"
BY_POINTS = {"shop_gives": "nothing", "for_points": True, "points_programme": "points"}


def donation(**terms: object) -> Programme:
    return programme("donation", "cause", **{"cause": "流浪動物之家", **terms})


def till(*more: Programme, **terms: object) -> Till:
    return Till([donation(**terms), *more])


def given(at: Till) -> int:
    return at.has(GIVEN, SHOP)


def on_top(kind: str, money: int, *goods: Line) -> Basket:
    return Basket((*goods, Line(money, plan=f"cause:{kind}")))


def test_the_shop_gives_for_each_bill_with_a_member_or_without() -> None:
    at = till(shop_amount=3)
    at.sell(amount(100))
    at.sell(amount(5), member_id=None)
    assert given(at) == 6
    at.sell(Basket())
    assert given(at) == 6


@pytest.mark.parametrize(
    ("terms", "money", "gives"),
    [
        ({"shop_gives": "percent", "shop_percent": 3}, 99, 2),
        ({"shop_gives": "percent", "shop_percent": 3}, 100, 3),
        ({"shop_gives": "step", "shop_step": 100, "shop_amount": 5}, 299, 10),
        ({"shop_gives": "bill", "minimum_amount": 100, "shop_amount": 5}, 99, 0),
        ({"shop_gives": "bill", "minimum_amount": 100, "shop_amount": 5}, 100, 5),
    ],
)
def test_it_gives_a_share_or_for_each_full_step(terms: dict[str, object], money: int, gives: int) -> None:
    at = till(**terms)
    at.sell(amount(money), member_id=None)
    assert given(at) == gives


def test_each_paid_cup_gives_one_and_a_free_one_does_not() -> None:
    at = till(*preset("coffee_passport", stamps_needed=2), shop_gives="item", shop_amount=4, categories=["飲料"])
    at.sell(cups(2))
    assert given(at) == 8
    at.sell(cups(3), Choices(rewards={"stamp-card:gift": 1}))
    assert given(at) == 16


def test_a_typed_amount_is_no_item() -> None:
    at = till(shop_gives="item", shop_amount=4)
    at.sell(Basket((*amount(500).lines, *cups(1).lines)))
    assert given(at) == 4


def test_whatever_is_given_is_one_running_figure() -> None:
    at = till(*preset("point_per_hundred"), **{**BY_POINTS, "shop_gives": "bill", "open_amount": True})
    at.sell(amount(1_000))
    at.sell(on_top("amount", 20), Choices(rewards={POINTS_GIVEN: 1}))
    assert [(lot.key, lot.left) for lot in at.standing(SHOP).lots if lot.account == GIVEN] == [(TALLY, 31)]


def test_a_stopped_one_gives_and_takes_nothing() -> None:
    at = till(open_amount=True)
    at.programmes = [stopped(donation(open_amount=True))]
    at.sell(amount(100))
    assert given(at) == 0
    assert at.quote(on_top("amount", 50)).refusals[0].reason is RefusalReason.PLAN_UNKNOWN


# What customers give.


def test_anybody_adds_an_amount_which_earns_nothing() -> None:
    at = till(*preset("point_per_hundred"), shop_gives="nothing", open_amount=True)
    assert at.sell(on_top("amount", 50, *amount(60).lines), member_id=None).bill == 110
    assert at.sell(on_top("amount", 60, *amount(60).lines)).bill == 120
    assert (given(at), at.has(POINTS)) == (110, 0)


def test_a_bill_is_rounded_up() -> None:
    at = till(shop_gives="nothing", round_up_to=50)
    (plan,) = at.quote(amount(1)).plans
    assert isinstance(plan, Plan)
    assert [round_up(plan, money) for money in (49, 50, 51, 0)] == [1, 0, 49, 0]
    assert at.sell(on_top("round", 13, *amount(137).lines)).bill == 150
    assert at.sell(on_top("round", 3, *amount(97).lines), member_id=None).bill == 100
    assert given(at) == 16


def test_points_become_a_donation_of_the_shop() -> None:
    at = till(*preset("point_per_hundred"), **BY_POINTS)
    assert why(at.quote(amount(100)), POINTS_GIVEN) is RefusalReason.NOT_ENOUGH_POINTS
    at.sell(amount(2_500))
    sale = at.sell(amount(100), Choices(rewards={POINTS_GIVEN: 2}))
    assert (given(at), at.has(POINTS), sale.bill) == (20, 6, 100)
    assert isinstance(at.cancel(sale), Operation)
    assert (given(at), at.has(POINTS)) == (0, 25)


# Going back.


def test_a_donation_for_each_bill_goes_back_with_the_whole_bill_alone() -> None:
    at = till(shop_amount=5)
    sale = at.sell(amount(100), member_id=None)
    at.refund(sale, 99)
    assert given(at) == 5
    at.refund(sale)
    assert given(at) == 0


def test_it_goes_back_when_the_bill_no_longer_reaches_the_minimum() -> None:
    at = till(shop_amount=5, minimum_amount=60)
    sale = at.sell(amount(100))
    at.refund(sale, 40)
    assert given(at) == 5
    at.refund(sale, 1)
    assert given(at) == 0


@pytest.mark.parametrize("pieces", [[1] * 10, [9, 1], [3, 7]])
def test_a_share_goes_back_with_the_money_in_any_pieces(pieces: list[int]) -> None:
    at = till(shop_gives="percent", shop_percent=35)
    sale = at.sell(amount(10), member_id=None)
    assert given(at) == 3
    for piece in pieces:
        at.refund(sale, piece)
    assert given(at) == 0


def test_what_a_customer_gave_goes_back_with_its_own_line() -> None:
    at = till(shop_amount=2, open_amount=True)
    sale = at.sell(on_top("amount", 50, *amount(100).lines), member_id=None)
    assert given(at) == 52
    at.refund(sale, lines={0: 1})
    assert given(at) == 50
    back = at.refund(sale, lines={1: 1})
    assert isinstance(back, Operation)
    assert (given(at), back.bill) == (0, -50)


def test_a_sale_that_is_credited_to_a_member_later_gives_once() -> None:
    at = till(*preset("point_per_hundred"), shop_amount=2, open_amount=True)
    sale = at.sell(on_top("amount", 50, *amount(100).lines), member_id=None)
    assert isinstance(at.credit(sale), Operation)
    assert (given(at), at.has(POINTS)) == (52, 1)
    at.refund(sale)
    assert (given(at), at.has(POINTS)) == (0, 0)


# What is said.


@pytest.mark.parametrize(
    ("terms", "place"),
    [
        ({"shop_gives": "nothing"}, "terms.shop_gives"),
        ({"cause": ""}, "terms.cause"),
        ({"for_points": True}, "terms.points_programme"),
    ],
)
def test_terms_that_give_nothing_are_named(terms: dict[str, object], place: str) -> None:
    assert place_of_fault("donation", **{"cause": "x", **terms}) == place


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"shop_amount": 3}, "每筆消費店家捐 NT$ 3，捐給流浪動物之家。"),
        (
            {"shop_gives": "step", "shop_step": 200, "round_up_to": 10},
            "每滿 NT$ 200 店家捐 NT$ 1，帳單可以湊整到 NT$ 10，捐給流浪動物之家。",
        ),
        (
            {"shop_gives": "percent", "open_amount": True, "minimum_amount": 100},
            "店家捐消費的 1%（滿 NT$ 100），可以自由捐，捐給流浪動物之家。",
        ),
        ({"shop_gives": "item", "categories": ["飲料"]}, "每賣一份店家捐 NT$ 1（限飲料），捐給流浪動物之家。"),
        (BY_POINTS, "10 點可以捐 NT$ 10，捐給流浪動物之家。"),
    ],
)
def test_it_states_itself(terms: dict[str, object], sentence: str) -> None:
    assert programme_sentence(donation(**terms), Words("zh_tw")) == sentence
    assert programme_sentence(donation(**{**terms, "cause": "X", "categories": []}), Words("en")).isascii()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_running_total_and_every_entry_are_told(language: str) -> None:
    at = till(*preset("point_per_hundred"), **{**BY_POINTS, "shop_gives": "bill", "open_amount": True})
    sold = at.sell(amount(1_000))
    at.sell(on_top("amount", 20, *amount(100).lines), Choices(rewards={POINTS_GIVEN: 1}))
    at.refund(sold)
    situation = situate(at.programmes, at.standing(), at.now_ms, at.shop)
    assert kind_of(at.programmes[0]).notices(at.programmes[0], situate(at.programmes, NOBODY, 0, at.shop)) == ()
    (notice,) = kind_of(at.programmes[0]).notices(at.programmes[0], situation)
    assert notice.facts["money_total"] == 31
    assert "NT$ 31" in explain_notice(notice, "x", Words(language))
    said = [line for operation in at.operations for line in at.explained(operation, language)]
    assert len(said) == 7
    assert all("{" not in line for line in said)
    assert at.standing(MEI).balance(GIVEN) == 0
