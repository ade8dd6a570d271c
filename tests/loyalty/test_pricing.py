"""Paying with points, cashback and stored value: after every discount, for goods only, to the unit in any pieces."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.basket import Basket, Choices, Line
from loyalty.conditions import LineFilter, Minimum
from loyalty.earlier_sales import outcome_of
from loyalty.ledger import Account, Operation, Unit
from loyalty.money import Rounding
from loyalty.outcome import RewardKind
from loyalty.pricing import PricingRules, price
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms
from loyalty.wishes import Priced, Wish
from tests.loyalty.programs.terms import offer, programme
from tests.loyalty.till import POINTS, Till, amount, cups, preset

PAID, BONUS = Account("w", Unit.STORED_PAID), Account("w", Unit.STORED_BONUS)
BACK, POINT = Account("b", Unit.CASHBACK), Account("p", Unit.POINT)


def wallet(*accounts: Account, **more: object) -> RewardTerms:
    first, *also = accounts
    terms = {"price": 1, "value": 1, "is_payment": True, "also": tuple(also), **more}
    return RewardTerms(f"{first.programme_id}:pay", first, RewardKind.AMOUNT_OFF, first.programme_id, **terms)  # type: ignore[arg-type]


STORED, CASHBACK = wallet(PAID, BONUS), wallet(BACK)
RULES = PricingRules()
FIVE_POINTS = wallet(POINT, price=5, value=2)


def percent(value: int, lines: LineFilter | None = None) -> Wish:
    filtered = lines or LineFilter()
    return Wish(RewardTerms("off", POINT, RewardKind.PERCENT_OFF, "off", 0, value, filtered), 1)


def off(value: int) -> Wish:
    return Wish(RewardTerms("money", POINT, RewardKind.AMOUNT_OFF, "money", 0, value), 1)


def priced(
    lines: Sequence[Line], wishes: Sequence[Wish], balances: dict[Account, int], rules: PricingRules = RULES
) -> Priced:
    return price(Basket(tuple(lines)), wishes, balances, rules)


def bases(found: Priced) -> list[int]:
    return [line.base for line in found.lines]


# What pays how much.


def test_a_payment_takes_no_more_than_wished_held_or_left() -> None:
    lines = [Line(100)]
    for wished, held, paid in ((30, 50, 30), (60, 50, 50), (130, 200, 100), (0, 50, 0)):
        found = priced(lines, [Wish(STORED, wished)] if wished else [], {PAID: held})
        assert (found.to_pay, sum(each.paid for each in found.applied)) == (100 - paid, paid)


def test_a_payment_shrinks_when_a_discount_comes_whatever_the_order() -> None:
    wishes = [Wish(STORED, 100), percent(10), off(15)]
    for order in (wishes, wishes[::-1]):
        found = priced([Line(60), Line(40)], order, {PAID: 500})
        assert (found.to_pay, [each.paid for each in found.applied]) == (0, [0, 0, 75])
        assert found.short == {}


def test_a_payment_with_nothing_left_says_so() -> None:
    found = priced([Line(50)], [Wish(CASHBACK, 10), off(80)], {BACK: 10})
    assert (found.to_pay, found.applied[0].discount) == (0, 50)
    assert found.short == {"b:pay": Refusal(RefusalReason.NOTHING_TO_DISCOUNT)}


def test_what_is_bought_for_later_is_paid_with_money() -> None:
    found = priced([Line(2_000, plan="w:big"), Line(100)], [Wish(STORED, 500)], {PAID: 500})
    assert (found.to_pay, bases(found)) == (2_000, [0, 100])


def test_the_last_use_of_points_may_be_worth_more_than_what_is_left() -> None:
    found = priced([Line(5)], [Wish(FIVE_POINTS, 9)], {POINT: 100})
    assert (found.to_pay, found.applied[0].times, found.applied[0].paid) == (0, 3, 5)
    assert found.spent["p:pay"] == ((POINT, 15),)


def test_accounts_pay_in_their_order_and_a_debt_of_one_lessens_the_other() -> None:
    found = priced([Line(100)], [Wish(STORED, 80)], {PAID: 30, BONUS: 60})
    assert found.spent["w:pay"] == ((PAID, 30), (BONUS, 50))
    found = priced([Line(100)], [Wish(STORED, 80)], {PAID: -20, BONUS: 60})
    assert found.spent["w:pay"] == ((BONUS, 40),)
    assert priced([Line(100)], [Wish(STORED, 80)], {PAID: -20, BONUS: 20}).applied == ()


def test_what_earns_pays_last_whatever_the_order() -> None:
    wishes = [Wish(STORED, 100), Wish(CASHBACK, 30), Wish(FIVE_POINTS, 10)]
    for order in (wishes, wishes[::-1]):
        found = priced([Line(60), Line(40)], order, {PAID: 500, BACK: 30, POINT: 50})
        assert [(each.offer_id, each.paid) for each in found.applied] == [
            ("b:pay", 30),
            ("p:pay", 20),
            ("w:pay", 50),
        ]
        assert (found.to_pay, sum(bases(found))) == (0, 50)


# What it earns on.


def test_paid_stored_value_earns_and_the_rest_does_not() -> None:
    found = priced([Line(100)], [Wish(STORED, 90)], {PAID: 40, BONUS: 60})
    assert (found.to_pay, bases(found)) == (10, [50])
    found = priced([Line(100)], [Wish(CASHBACK, 30)], {BACK: 30})
    assert (found.to_pay, bases(found)) == (70, [70])


def test_all_of_it_earns_where_the_shop_says_so() -> None:
    rules = PricingRules(wallets_earn=True)
    found = priced([Line(100)], [Wish(STORED, 50), Wish(CASHBACK, 30)], {BONUS: 50, BACK: 30}, rules)
    assert (found.to_pay, bases(found)) == (20, [100])


def test_the_shares_of_the_lines_add_up_exactly() -> None:
    found = priced([Line(33), Line(33), Line(34)], [Wish(CASHBACK, 50), Wish(STORED, 20)], {BACK: 50, BONUS: 20})
    assert [line.unearning for line in found.lines] == [23, 23, 24]
    assert sum(bases(found)) == found.to_pay == 30


@settings(max_examples=300, deadline=None)
@given(
    prices=st.lists(st.integers(1, 97), min_size=1, max_size=6),
    held=st.tuples(*[st.integers(-40, 120)] * 4),
    wished=st.tuples(*[st.integers(1, 200)] * 3),
    rounding=st.sampled_from(tuple(Rounding)),
    discount=st.integers(0, 100),
)
def test_no_line_earns_on_less_than_nothing_and_every_unit_is_accounted_for(
    prices: list[int],
    held: tuple[int, int, int, int],
    wished: tuple[int, int, int],
    rounding: Rounding,
    discount: int,
) -> None:
    balances = dict(zip((PAID, BONUS, BACK, POINT), held, strict=True))
    wishes = [Wish(STORED, wished[0]), Wish(CASHBACK, wished[1]), Wish(FIVE_POINTS, wished[2])]
    if discount:
        wishes.append(percent(discount))
    found = priced([Line(each) for each in prices], wishes, balances, PricingRules(rounding))
    paid = sum(each.paid for each in found.applied)
    assert found.to_pay >= 0
    assert found.to_pay + paid == sum(line.net for line in found.lines)
    assert all(0 <= line.base <= line.net for line in found.lines)
    stored = dict(found.spent.get("w:pay", ()))
    assert sum(bases(found)) == found.to_pay + stored.get(PAID, 0)
    for parts in found.spent.values():
        assert all(0 < part <= balances[account] for account, part in parts)


# Minimums and caps.


def test_a_payment_asks_for_its_minimum_once_after_discounts_and_before_other_payments() -> None:
    asking = wallet(BACK, minimum=Minimum(amount=90), most=20)
    found = priced([Line(100)], [Wish(asking, 20), Wish(STORED, 60), percent(10)], {BACK: 50, PAID: 60})
    assert [each.paid for each in found.applied] == [0, 20, 60]
    found = priced([Line(99)], [Wish(asking, 20), Wish(STORED, 60), percent(10)], {BACK: 50, PAID: 60})
    assert found.short["b:pay"] == Refusal(RefusalReason.MINIMUM_AMOUNT, {"missing": 1, "minimum": 90})


# Through the till: sold, told again, refunded in pieces.


def shop() -> tuple[Programme, ...]:
    stored = programme("stored_value", "w", top_ups=[{"id": "a", "pay": 100, "bonus": 11}])
    return (
        stored,
        programme("cashback", "b", percent=7),
        *preset("point_per_hundred", amount_step=10, money_off=1, money_off_points=2, rewards=[]),
    )


def rich() -> Till:
    """A member with 100 and 11 stored, 70 of cashback and 100 points."""
    till = Till(shop())
    till.sell(Basket((Line(1_000),)))
    till.sell(Basket((Line(100, plan="w:a"),)))
    return till


ALL_WAYS = Choices(rewards={"w:pay": 105, "b:pay": 63, "points:money": 7})


def test_a_sale_paid_in_every_way_is_told_again_as_it_was() -> None:
    till = rich()
    first = till.quote(amount(200), ALL_WAYS)
    assert [(each.offer_id, each.paid) for each in first.applied] == [
        ("b:pay", 63),
        ("points:money", 7),
        ("w:pay", 105),
    ]
    assert (first.to_pay, first.total) == (25, 200)
    sale = till.sell(amount(200), ALL_WAYS)
    again = outcome_of(sale, till.programmes, till.shop)
    for name in ("lines", "to_pay", "applied", "before", "after", "earned", "entries", "paid", "total"):
        assert getattr(again, name) == getattr(first, name)
    assert offer(again, "w:pay").chosen == 105


@settings(max_examples=150, deadline=None)
@given(bill=st.integers(1, 230), cuts=st.lists(st.integers(1, 40), max_size=8))
def test_refunding_in_any_pieces_restores_every_balance(bill: int, cuts: list[int]) -> None:
    till = rich()
    before = till.standing().balances()
    sale = till.sell(amount(bill), ALL_WAYS)
    left = bill
    for cut in cuts:
        if cut >= left:
            break
        held = till.has(PAID) + till.has(BONUS) + till.has(BACK)
        back = till.refund(sale, cut)
        assert isinstance(back, Operation)
        assert 0 <= -back.bill <= cut
        given = till.has(PAID) + till.has(BONUS) + till.has(BACK) - held
        assert 0 <= given - back.bill <= cut + 1
        left -= cut
    assert isinstance(till.refund(sale), Operation)
    assert {account: held for account, held in till.standing().balances().items() if held} == before
    assert sum(each.bill for each in till.operations[2:]) == 0


@pytest.mark.parametrize("back", ["undo", "cancel"])
def test_taking_it_back_whole_restores_every_balance(back: str) -> None:
    till = rich()
    before = till.standing().balances()
    sale = till.sell(cups(3), ALL_WAYS)
    assert isinstance(getattr(till, back)(sale), Operation)
    assert {account: held for account, held in till.standing().balances().items() if held} == before
    assert till.has(POINTS) == before[POINTS]
