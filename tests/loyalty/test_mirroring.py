"""What a refund mirrors: whose stamps go, which cards open again, what comes back to a balance that ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Account, Unit
from loyalty.shop import ShopRules
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import COFFEE, DAY_MS, POINTS, Till, amount, cups, preset

STAMPS, GIFTS = Account("card", Unit.STAMP), Account("card", Unit.REWARD)


def test_points_given_back_to_a_lot_that_ended_by_idleness_have_their_grace() -> None:
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    till.sell(amount(1_000))
    sale = till.sell(amount(60), Choices(rewards={COFFEE: 1}))
    till.now_ms += 40 * DAY_MS
    till.refund(sale)
    assert till.quote(amount(10)).before[POINTS] == 10
    till.now_ms += 7 * DAY_MS
    assert till.quote(amount(10)).before[POINTS] == 10
    till.now_ms += DAY_MS
    assert till.quote(amount(10), Choices(rewards={COFFEE: 1})).applied == ()


def test_points_given_back_while_the_visits_keep_them_alive_return_to_their_lot() -> None:
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    first = till.sell(amount(1_000))
    sale = till.sell(amount(60), Choices(rewards={COFFEE: 1}))
    till.now_ms += 20 * DAY_MS
    till.refund(sale)
    lots = [lot for lot in till.standing().lots if lot.account == POINTS]
    assert [(lot.key.operation_id, lot.left, lot.expires_on) for lot in lots] == [(first.id, 10, None)]


def test_returning_cakes_takes_no_stamp_of_the_coffees() -> None:
    till = Till([programme("stamp_card", "card", reward_title="x", category="coffee")])
    coffee = Line(60, 2, product_id="latte", category="coffee")
    sale = till.sell(Basket((coffee, Line(80, 3, product_id="cake", category="food"))))
    assert till.has(STAMPS) == 2
    till.refund(sale, lines={1: 2})
    assert till.has(STAMPS) == 2
    till.refund(sale, lines={0: 1})
    assert till.has(STAMPS) == 1
    till.refund(sale, lines={0: 1})
    assert till.has(STAMPS) == 0


def test_returning_the_dear_unit_takes_the_stamps_its_money_earned() -> None:
    till = Till([programme("stamp_card", "card", reward_title="x", earn_by="amount", stamps_needed=50)])
    sale = till.sell(Basket((Line(1_000, product_id="pot"), Line(100, product_id="cup"))))
    assert till.has(STAMPS) == 11
    till.refund(sale, lines={0: 1})
    assert till.has(STAMPS) == 1


def test_a_typed_amount_beside_the_coffees_goes_back_without_their_stamps() -> None:
    till = Till([programme("stamp_card", "card", reward_title="x")])
    sale = till.sell(Basket((Line(60, 2, product_id="latte"), Line(500))))
    till.refund(sale, lines={1: 1})
    assert till.has(STAMPS) == 2


def test_a_free_cup_that_counts_takes_its_stamp_along() -> None:
    card = programme("stamp_card", "card", reward_title="x", stamps_needed=3)
    till = Till([card], ShopRules(counts_free_item=True))
    till.sell(cups(3))
    sale = till.sell(cups(2), Choices(rewards={"card:gift": 1}))
    assert till.has(STAMPS) == 2
    till.refund(sale, lines={0: 1})
    assert till.has(STAMPS) == 1


def test_a_part_refund_opens_the_card_of_new_terms() -> None:
    old = programme("stamp_card", "card", reward_title="x", stamps_needed=5)
    till = Till([old])
    till.at("2026-03-01")
    till.sell(cups(4))
    new = replace(programme("stamp_card", "card", 2, reward_title="x"), from_day=date(2026, 4, 1), earlier=(old,))
    till.programmes = [new]
    till.at("2026-04-02")
    sale = till.sell(cups(12))
    assert (till.has(GIFTS), till.has(STAMPS)) == (2, 1)
    till.refund(sale, lines={0: 2})
    assert (till.has(GIFTS), till.has(STAMPS)) == (1, 9)
    till.refund(sale)
    assert (till.has(GIFTS), till.has(STAMPS)) == (0, 4)


HALFWAY = Account("card", Unit.REWARD, "halfway")


def _halfway_till() -> Till:
    return Till([programme("stamp_card", "card", reward_title="x", halfway_at=5, halfway_title="cookie")])


def test_a_part_refund_below_half_way_takes_the_half_way_reward_back() -> None:
    till = _halfway_till()
    till.refund(till.sell(cups(5)), lines={0: 4})
    assert till.has(HALFWAY) == 0
    till.sell(cups(4))
    assert till.has(HALFWAY) == 1


def test_a_part_refund_above_half_way_leaves_the_half_way_reward() -> None:
    till = _halfway_till()
    till.refund(till.sell(cups(7)), lines={0: 2})
    assert till.has(HALFWAY) == 1


def test_refunding_earlier_stamps_does_not_bring_the_half_way_reward_twice() -> None:
    till = _halfway_till()
    first = till.sell(cups(4))
    till.sell(cups(1))
    till.refund(first)
    assert till.has(HALFWAY) == 0
    till.sell(cups(4))
    assert till.has(HALFWAY) == 1


def test_a_half_way_reward_that_was_taken_is_owed_until_the_mark_is_passed_again() -> None:
    till = _halfway_till()
    first = till.sell(cups(4))
    till.sell(cups(1))
    till.sell(cups(1), Choices(rewards={"card:halfway": 1}))
    till.cancel(first)
    assert till.has(HALFWAY) == -1
    till.sell(cups(4))
    assert till.has(HALFWAY) == 0


def test_a_refund_of_the_sale_that_passed_half_way_leaves_the_reward_while_the_stamps_reach_it() -> None:
    till = _halfway_till()
    till.sell(cups(4))
    passing = till.sell(cups(1))
    till.sell(cups(3))
    till.refund(passing)
    assert (till.has(HALFWAY), till.has(STAMPS)) == (1, 7)


def test_a_filled_card_opened_again_keeps_the_half_way_reward_it_has_passed() -> None:
    till = _halfway_till()
    sale = till.sell(cups(10))
    till.refund(sale, lines={0: 2})
    assert (till.has(HALFWAY), till.has(GIFTS), till.has(STAMPS)) == (1, 0, 8)
    till.refund(sale)
    assert (till.has(HALFWAY), till.has(GIFTS), till.has(STAMPS)) == (0, 0, 0)


def test_stamps_that_had_ended_keep_no_card_full() -> None:
    till = Till([programme("stamp_card", "card", reward_title="x", expires="idle", expires_after=30)])
    till.sell(cups(9))
    till.now_ms += 40 * DAY_MS
    sale = till.sell(cups(10))
    till.refund(sale, lines={0: 1})
    assert (till.has(GIFTS), till.has(STAMPS)) == (0, 9)
