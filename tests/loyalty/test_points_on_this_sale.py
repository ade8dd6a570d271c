"""Points that pay on the very sale that earns them, where the owner wants it: the balance plus what the basket earns,
without what the reward itself makes free; checked again after earning, and lessened until it holds."""

from __future__ import annotations

import time

import pytest

from loyalty.basket import Basket, Choices
from loyalty.ledger import Account, Operation, Unit
from loyalty.outcome import Outcome
from loyalty.refusals import RefusalReason
from loyalty.shop import ShopRules
from tests.loyalty.programs.terms import offer, programme, why
from tests.loyalty.test_door_steps import said
from tests.loyalty.till import POINTS, Till, amount, cups

COFFEE = {"id": "coffee", "title": "咖啡", "price": 12, "kind": "free_item", "category": "飲料"}
TEN_OFF = {"id": "ten", "title": "折十元", "price": 10, "kind": "amount_off", "value": 10}
CAKE = {"id": "cake", "title": "蛋糕", "price": 5, "kind": "benefit"}
CUP, TEN, MONEY = "points:coffee", "points:ten", "points:money"


def _till(now: bool = True, shop: ShopRules | None = None, held: int = 0, **more: object) -> Till:
    """A point for each NT$ 10."""
    listed = [COFFEE, TEN_OFF, CAKE]
    terms = {"amount_step": 10, "rewards": listed, "reward_now": now, **more}
    till = Till([programme("points", "points", **terms)], shop)
    if held:
        till.sell(amount(held * 10))
    return till


def _used(outcome: Outcome) -> dict[str, int]:
    return {each.offer_id: each.times for each in outcome.applied}


@pytest.mark.parametrize(
    ("held", "bought", "used", "to_pay", "after"),
    [
        (0, 2, 0, 120, 12),  # two cups earn the 12, but not when one of them is free
        (0, 3, 1, 120, 0),  # the two that are paid earn them
        (5, 2, 0, 120, 17),  # 5 and the 6 of the one that is paid
        (6, 2, 1, 60, 0),
        (11, 1, 0, 60, 17),  # the free one earns nothing
        (12, 1, 1, 0, 0),
        (0, 6, 2, 240, 0),
        (0, 5, 1, 240, 12),
    ],
)
def test_a_free_cup_is_paid_by_what_is_held_and_what_the_paid_cups_earn(
    held: int, bought: int, used: int, to_pay: int, after: int
) -> None:
    till = _till(held=held)
    outcome = till.quote(cups(bought), Choices(rewards={CUP: 9}))
    assert (_used(outcome).get(CUP, 0), outcome.to_pay, outcome.after[POINTS]) == (used, to_pay, after)
    till.sell(cups(bought), Choices(rewards={CUP: 9}))
    assert till.has(POINTS) == after


def test_points_are_for_later_sales_unless_the_owner_wants_it_otherwise() -> None:
    assert programme("points", "points").terms["reward_now"] is False
    till = _till(now=False)
    outcome = till.quote(cups(9), Choices(rewards={CUP: 1}))
    assert (outcome.applied, outcome.to_pay, why(outcome, CUP)) == ((), 540, RefusalReason.NOT_ENOUGH_POINTS)


def test_what_the_basket_earns_is_offered_and_what_it_does_not_says_how_far() -> None:
    till = _till()
    assert [offer(till.quote(cups(count)), CUP).most for count in (1, 2, 4)] == [0, 1, 2]
    refused = offer(till.quote(cups(1)), CUP).why_not
    assert refused is not None
    assert refused.facts["missing"] == 6
    assert offer(till.quote(Basket()), CUP).most == 0


@pytest.mark.parametrize(
    ("held", "bill", "wanted", "used", "to_pay", "after"),
    [
        (0, 100, 9, 0, 100, 10),  # 90 would earn 9
        (0, 110, 9, 1, 100, 0),
        (1, 100, 9, 1, 90, 0),
        (0, 219, 9, 1, 209, 10),  # two would leave 199, which earn 19
        (0, 220, 9, 2, 200, 0),
        (0, 220, 1, 1, 210, 11),
    ],
)
def test_money_off_lessens_what_earns_it(held: int, bill: int, wanted: int, used: int, to_pay: int, after: int) -> None:
    till = _till(held=held)
    outcome = till.quote(amount(bill), Choices(rewards={TEN: wanted}))
    assert (_used(outcome).get(TEN, 0), outcome.to_pay, outcome.after[POINTS]) == (used, to_pay, after)


@pytest.mark.parametrize(
    ("earns", "held", "used", "to_pay", "after"),
    [(False, 0, 50, 50, 0), (False, 20, 60, 40, 0), (True, 0, 100, 0, 0)],
)
def test_points_as_money_pay_with_what_the_money_beside_them_earns(
    earns: bool, held: int, used: int, to_pay: int, after: int
) -> None:
    """A point for each NT$ 1, worth NT$ 1; what is paid with points earns only where the shop says so."""
    till = _till(shop=ShopRules(wallets_earn=earns), amount_step=1, money_off=1)
    if held:
        till.sell(amount(held))
    outcome = till.quote(amount(100), Choices(rewards={MONEY: 500}))
    assert (_used(outcome)[MONEY], outcome.to_pay, outcome.after[POINTS]) == (used, to_pay, after)


def test_a_great_many_points_are_lessened_without_a_pause() -> None:
    till = _till(amount_step=1, points_per_step=1_000, money_off=1, money_off_points=1_000)
    begun = time.perf_counter()
    outcome = till.quote(amount(900_001), Choices(rewards={MONEY: 900_001}))
    assert (_used(outcome)[MONEY], outcome.to_pay, outcome.after[POINTS]) == (450_000, 450_001, 1_000)
    assert time.perf_counter() - begun < 1


def test_two_rewards_share_what_there_is() -> None:
    till = _till(held=1)
    outcome = till.quote(amount(130), Choices(rewards={TEN: 1, "points:cake": 9}))
    # 120 are paid and earn 12, with the 1 that was held 13.
    assert (_used(outcome), outcome.to_pay, outcome.after[POINTS]) == ({TEN: 1}, 120, 3)
    outcome = till.quote(amount(150), Choices(rewards={TEN: 1, "points:cake": 9}))
    assert (_used(outcome), outcome.after[POINTS]) == ({TEN: 1, "points:cake": 1}, 0)


def test_what_is_for_later_sales_is_not_paid_by_what_this_basket_earns() -> None:
    """A donation of points beside them."""
    cause = {"cause": "流浪動物", "for_points": True, "points_programme": "points", "points_price": 10}
    till = _till(held=4)
    till.programmes = [*till.programmes, programme("donation", "cause", shop_gives="nothing", **cause)]
    outcome = till.quote(amount(200), Choices(rewards={"cause:points": 1}))
    assert (outcome.applied, why(outcome, "cause:points")) == ((), RefusalReason.NOT_ENOUGH_POINTS)
    till.sell(amount(60))
    both = Choices(rewards={"cause:points": 1, "points:cake": 1})
    outcome = till.quote(amount(50), both)
    # The ten that were held are given away, and the cake is paid by the five of this sale.
    assert (_used(outcome), outcome.after[POINTS]) == ({"cause:points": 1, "points:cake": 1}, 0)
    assert _used(till.quote(amount(40), both)) == {"cause:points": 1}


def test_a_debt_is_filled_before_anything_is_paid() -> None:
    till = _till(held=30)
    first = till.operations[0]
    till.sell(Basket(), Choices(rewards={"points:cake": 4}))
    till.refund(first)
    assert till.has(POINTS) == -20
    assert _used(till.quote(amount(240), Choices(rewards={"points:cake": 1}))) == {}
    till.sell(amount(250), Choices(rewards={"points:cake": 1}))
    assert till.has(POINTS) == 0


@pytest.mark.parametrize("pieces", [(200,), (1, 199), (67, 66, 67)])
def test_refunds_in_any_pieces_take_back_what_was_earned_and_give_back_what_was_used(
    pieces: tuple[int, ...],
) -> None:
    till = _till(held=3)
    sale = till.sell(amount(220), Choices(rewards={TEN: 2}))
    assert (till.has(POINTS), sale.bill) == (3, 200)
    for piece in pieces:
        assert isinstance(till.refund(sale, piece), Operation)
    assert till.has(POINTS) == 3


def test_an_undone_sale_leaves_nothing_behind() -> None:
    till = _till(held=6)
    till.undo(till.sell(cups(2), Choices(rewards={CUP: 1})))
    assert till.has(POINTS) == 6
    assert {lot.account for lot in till.standing().lots if lot.left} == {Account("points", Unit.POINT)}


@pytest.mark.parametrize(("now", "used"), [(True, [("points:ten", 1)]), (False, [])])
def test_the_rules_door_says_it(now: bool, used: list[tuple[str, int]]) -> None:
    terms = {"amount_step": 10, "rewards": [TEN_OFF], "reward_now": now}
    step = {"step": "sale", "member": "mei", "lines": [{"amount": 110}], "rewards": {"points:ten": 1}}
    (answer,) = said(step, programmes=[{"id": "points", "kind": "points", "terms": terms}])
    assert [(each["id"], each["times"]) for each in answer["applied"]] == used
    points = answer["after"]["points/point"]
    assert (answer["to_pay"], points) == ((100, 0) if now else (110, 11))
