"""A coupon for the next visit, when the sale that brought it goes back in parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from loyalty.adjustments import adjust
from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Account, Operation, Unit
from loyalty.programmes import Programme
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, amount

COUPON, CASH = Account("back", Unit.REWARD), Account("cash", Unit.CASHBACK)
BEANS, CAKE = Line(150, 2, product_id="beans", category="coffee"), Line(300, product_id="cake", category="food")


def back(**terms: object) -> Programme:
    money = {"reward_kind": "amount_off", "reward_amount": 50, "reward_title": "x"}
    return programme("coupon", "back", **{"way": "next_visit", "after_amount": 300, **money, **terms})


def of_coffee(**terms: object) -> tuple[Till, Operation]:
    till = Till([back(categories=["coffee"], **terms)])
    sale = till.sell(Basket((BEANS, CAKE)))
    assert till.has(COUPON) == 1
    return till, sale


def test_refunding_the_goods_that_brought_the_coupon_takes_it_back() -> None:
    till, sale = of_coffee()
    till.refund(sale, lines={0: 2})
    assert till.has(COUPON) == 0


def test_refunding_other_goods_leaves_the_coupon() -> None:
    till, sale = of_coffee()
    till.refund(sale, lines={1: 1})
    assert till.has(COUPON) == 1


def test_a_part_of_the_goods_that_brought_the_coupon_takes_it_below_its_amount() -> None:
    till, sale = of_coffee()
    till.refund(sale, lines={0: 1})
    assert till.has(COUPON) == 0


def test_money_given_back_lessens_all_goods_alike() -> None:
    till, sale = of_coffee(after_amount=200)
    till.refund(sale, 200)
    assert till.has(COUPON) == 1
    till.refund(sale, 1)
    assert till.has(COUPON) == 0


def test_a_coupon_for_any_amount_goes_with_the_last_of_its_goods() -> None:
    till, sale = of_coffee(after_amount=0)
    till.refund(sale, lines={0: 1})
    assert till.has(COUPON) == 1
    till.refund(sale, lines={0: 1})
    assert till.has(COUPON) == 0


@pytest.mark.parametrize(("pieces", "left"), [((300,), 0), ((100, 100), 1), ((100, 101), 0)])
def test_what_cashback_paid_does_not_keep_the_coupon(pieces: tuple[int, ...], left: int) -> None:
    till = Till([back(after_amount=200), programme("cashback", "cash", percent=1)])
    till.adjust(adjust(till.programmes, CASH, 300, till.standing(), till.now_ms, till.shop, till._next_id(), "x"))
    sale = till.sell(Basket((Line(600),)), Choices(rewards={"cash:pay": 300}))
    assert (sale.bill, till.has(COUPON)) == (300, 1)
    for money in pieces:
        till.refund(sale, money)
    assert till.has(COUPON) == left


def _flyer(version: int, money: int) -> Programme:
    terms = {"way": "issued", "valid_days": 14, "reward_kind": "amount_off", "reward_title": "x"}
    return programme("coupon", "flyer", version, **terms, reward_amount=money)


def test_a_coupon_in_its_grace_is_worth_what_it_promised_when_it_was_put_out() -> None:
    old = replace(_flyer(1, 50), from_day=date(2026, 1, 1))
    till = Till([old])
    till.at("2026-03-01")
    code = Choices(codes=till.issue(old, 1))
    sale = till.sell(amount(100), code)
    till.programmes = [replace(_flyer(2, 10), from_day=date(2026, 3, 10), earlier=(old,))]
    till.at("2026-03-20")
    till.refund(sale)
    assert till.quote(amount(100), code).to_pay == 50
