"""A refund by lines gives a reward back with the line it lies on, and not with another."""

from __future__ import annotations

from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Account, Operation, Unit
from loyalty.refusals import Refusal, RefusalReason
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, amount

CUPS, POINTS = Account("pp", Unit.ITEM, "l"), Account("points", Unit.POINT)
LATTE, CAKE = Line(60, 1, "latte", "拿鐵", category="飲料"), Line(85, 1, "cake", "蛋糕", category="甜點")
TAKEN = Choices(rewards={"pp:take-l": 1})


def prepaid() -> Till:
    """Ten lattes are paid for; one of them is taken, beside a cake."""
    row = {"id": "l", "title": "寄杯拿鐵", "units": 10, "price": 500, "products": ["latte"]}
    till = Till([programme("prepaid", "pp", items=[row])])
    till.sell(Basket((Line(500, name="寄杯拿鐵", plan="pp:l"),)))
    return till


def done(answer: Operation | Refusal) -> Operation:
    """What was recorded."""
    assert isinstance(answer, Operation), answer
    return answer


def test_the_cake_comes_back_alone_and_the_cup_that_was_drunk_stays_drunk() -> None:
    till = prepaid()
    sale = till.sell(Basket((LATTE, CAKE)), TAKEN)
    assert (sale.bill, till.has(CUPS)) == (85, 9)
    assert (done(till.refund(sale, lines={1: 1})).bill, till.has(CUPS)) == (-85, 9)


def test_the_cup_that_comes_back_is_there_again() -> None:
    till = prepaid()
    sale = till.sell(Basket((LATTE, CAKE)), TAKEN)
    assert (done(till.refund(sale, lines={0: 1})).bill, till.has(CUPS)) == (0, 10)
    assert (done(till.refund(sale, lines={1: 1})).bill, till.has(CUPS)) == (-85, 10)
    assert till.refund(sale) == Refusal(RefusalReason.ALREADY_REVERSED)


def test_the_cup_can_come_back_after_the_cake() -> None:
    till = prepaid()
    sale = till.sell(Basket((LATTE, CAKE)), TAKEN)
    done(till.refund(sale, lines={1: 1}))
    assert (done(till.refund(sale, lines={0: 1})).bill, till.has(CUPS)) == (0, 10)
    assert till.refund(sale) == Refusal(RefusalReason.ALREADY_REVERSED)


def test_what_is_left_after_the_cake_comes_back_whole_too() -> None:
    till = prepaid()
    sale = till.sell(Basket((LATTE, CAKE)), TAKEN)
    done(till.refund(sale, lines={1: 1}))
    assert (done(till.refund(sale)).bill, till.has(CUPS)) == (0, 10)


def test_by_an_amount_a_reward_comes_back_with_the_last_of_the_money() -> None:
    till = prepaid()
    sale = till.sell(Basket((LATTE, CAKE)), TAKEN)
    done(till.refund(sale, 40))
    assert till.has(CUPS) == 9
    done(till.refund(sale, lines={1: 1}))
    assert till.has(CUPS) == 10


def test_of_several_free_units_each_comes_back_with_its_own() -> None:
    till = prepaid()
    sale = till.sell(Basket((Line(60, 3, "latte", "拿鐵", category="飲料"), CAKE)), Choices(rewards={"pp:take-l": 3}))
    assert till.has(CUPS) == 7
    for left in (8, 9, 10):
        done(till.refund(sale, lines={0: 1}))
        assert till.has(CUPS) == left


def test_points_for_a_reward_and_for_another_come_back_with_their_own_lines() -> None:
    rows = [
        {"id": "latte", "title": "拿鐵", "price": 10, "kind": "free_item", "category": "飲料"},
        {"id": "cake", "title": "蛋糕", "price": 25, "kind": "free_item", "category": "甜點"},
    ]
    till = Till([programme("points", "points", rewards=rows)])
    till.sell(amount(5_000))
    sale = till.sell(Basket((LATTE, CAKE)), Choices(rewards={"points:latte": 1, "points:cake": 1}))
    assert (sale.bill, till.has(POINTS)) == (0, 15)
    done(till.refund(sale, lines={0: 1}))
    assert till.has(POINTS) == 25
    done(till.refund(sale, lines={1: 1}))
    assert till.has(POINTS) == 50


SMALL, LARGE = Line(60, 1, "latte", "小拿鐵", category="飲料"), Line(120, 1, "large", "大拿鐵", category="飲料")
COFFEE = {"id": "coffee", "title": "咖啡", "price": 10, "kind": "free_item", "category": "飲料"}
TWO_COFFEES = Choices(rewards={"points:coffee": 2})


def test_a_cheap_cup_comes_back_as_one_though_a_dear_one_was_free_too() -> None:
    row = {"id": "l", "title": "寄杯拿鐵", "units": 10, "price": 500, "products": ["latte", "large"]}
    till = Till([programme("prepaid", "pp", items=[row])])
    till.sell(Basket((Line(500, name="寄杯拿鐵", plan="pp:l"),)))
    sale = till.sell(Basket((SMALL, LARGE, CAKE)), Choices(rewards={"pp:take-l": 2}))
    for line, left in ((0, 9), (1, 10), (2, 10)):
        done(till.refund(sale, lines={line: 1}))
        assert till.has(CUPS) == left


def with_points() -> Till:
    """Fifty points, ten for a coffee."""
    till = Till([programme("points", "points", rewards=[COFFEE])])
    till.sell(amount(5_000))
    return till


def test_a_free_cup_costs_its_points_whatever_its_price() -> None:
    till = with_points()
    sale = till.sell(Basket((SMALL, LARGE, CAKE)), TWO_COFFEES)
    for line, left in ((1, 40), (2, 40), (0, 50)):
        done(till.refund(sale, lines={line: 1}))
        assert till.has(POINTS) == left


def test_a_cup_handed_out_on_top_does_not_come_back_with_the_one_that_was_bought() -> None:
    till = with_points()
    sale = till.sell(Basket((SMALL, CAKE)), TWO_COFFEES)
    assert (sale.bill, till.has(POINTS)) == (85, 30)
    done(till.refund(sale, lines={0: 1}))
    assert till.has(POINTS) == 40
    done(till.refund(sale, lines={1: 1}))
    assert till.has(POINTS) == 50
    assert till.refund(sale) == Refusal(RefusalReason.ALREADY_REVERSED)
