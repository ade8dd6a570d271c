"""A shop that keeps the difference: what was earned, spent and is to be taken back now is kept of the money back."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices
from loyalty.ledger import DEBT, Account, Operation, Unit
from loyalty.pieces import DIFFERENCE, not_in_money
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.refusals import Refusal
from loyalty.reversals import take_back_to_edit
from loyalty.shop import ShopRules
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, amount, cups

PAYS = ShopRules(negative_balance="pay")
CARD = programme("stamp_card", "card", reward_title="咖啡", reward_cost=60)
STAMPS, GIFTS, POINTS = (Account("card", Unit.STAMP), Account("card", Unit.REWARD), Account("points", Unit.POINT))


def points(**terms: object) -> Programme:
    """A point for each 100, and a coffee that costs the shop 45 for 10."""
    coffee = {"id": "coffee", "title": "咖啡", "price": 10, "kind": "free_item", "cost": 45}
    return programme("points", "points", rewards=[coffee], **terms)


def spent(till: Till, count: int = 1) -> None:
    """Take the coffee."""
    till.sell(Basket(), Choices(rewards={"points:coffee": count}))


def refunded(till: Till, sale: Operation, money: int | None = None) -> Operation:
    """The refund of so much of it."""
    done = till.refund(sale, money)
    assert not isinstance(done, Refusal)
    return done


def test_points_that_were_spent_are_kept_of_the_money_and_nothing_is_owed() -> None:
    till = Till([points()], PAYS)
    sale = till.sell(amount(1_000))
    spent(till)
    back = refunded(till, sale)
    assert (back.bill, back.detail[DIFFERENCE], till.has(POINTS)) == (-955, 45, 0)
    assert [(entry.delta, entry.lot == DEBT, entry.reason.value) for entry in back.entries][-2:] == [
        (-10, True, "taken_back"),
        (10, True, "paid_in_money"),
    ]
    assert back.entries[-1].facts == {"money": 45}


def test_what_is_still_there_is_taken_back_and_only_the_rest_is_paid() -> None:
    till = Till([points()], PAYS)
    till.sell(amount(400))
    sale = till.sell(amount(1_000))
    spent(till)
    back = refunded(till, sale)
    # 6 of the 10 are missing, at 45 for 10: 27.
    assert (back.bill, till.has(POINTS)) == (-973, 0)


def test_the_money_is_rounded_down_in_the_customers_favour() -> None:
    till = Till([points()], PAYS)
    sale = till.sell(amount(1_000))
    spent(till)
    till.sell(amount(700))
    back = refunded(till, sale)
    # 3 are missing: 13.5.
    assert (back.bill, till.has(POINTS)) == (-987, 0)


def test_the_pieces_of_a_refund_keep_each_difference_once() -> None:
    till = Till([points()], PAYS)
    sale = till.sell(amount(1_000))
    spent(till)
    pieces = [refunded(till, sale, 500), refunded(till, sale, 300), refunded(till, sale)]
    assert [piece.bill for piece in pieces] == [-478, -286, -191]
    assert till.has(POINTS) == 0
    assert all(not_in_money(piece.bill, piece.detail) == 0 for piece in pieces)


def test_a_later_piece_pays_what_the_money_of_an_earlier_one_did_not_reach() -> None:
    dear = {"id": "ring", "title": "戒指", "price": 10, "kind": "free_item", "cost": 800}
    till = Till([programme("points", "points", rewards=[dear])], PAYS)
    sale = till.sell(amount(1_000))
    till.sell(Basket(), Choices(rewards={"points:ring": 1}))
    # 80 for a point: 50 reach for none, and 950 for all.
    pieces = [refunded(till, sale, 50), refunded(till, sale)]
    assert [piece.bill for piece in pieces] == [-50, 800 - 950]
    assert till.has(POINTS) == 0


def test_a_later_piece_that_rounds_to_no_money_of_its_own_leaves_nothing_owed_either() -> None:
    cheap = {"id": "sticker", "title": "貼紙", "price": 10, "kind": "free_item", "cost": 3}
    till = Till([programme("points", "points", rewards=[cheap])], PAYS)
    sale = till.sell(amount(1_000))
    till.sell(Basket(), Choices(rewards={"points:sticker": 1}))
    till.sell(amount(200))
    # 8 of the 10 are missing, at 3 for 10: the first piece's 7 are 2 of money, and so are all 8.
    pieces = [refunded(till, sale, 900), refunded(till, sale)]
    assert [piece.bill for piece in pieces] == [2 - 900, -100]
    assert till.has(POINTS) == 0


def test_what_came_in_since_an_earlier_piece_is_not_paid_for() -> None:
    till = Till([points()], PAYS)
    sale = till.sell(amount(1_000))
    spent(till)
    till.shop = ShopRules()
    refunded(till, sale, 500)
    assert till.has(POINTS) == -5
    till.sell(amount(400))
    till.shop = PAYS
    # 1 is left of the first piece's 5, and the second leaves 5: 27 for 6.
    back = refunded(till, sale)
    assert (back.bill, till.has(POINTS)) == (27 - 500, 0)


@pytest.mark.parametrize(("cost", "kept"), [(90, 45), (10, 5)])
def test_what_an_earlier_piece_paid_is_not_paid_again_at_another_worth(cost: int, kept: int) -> None:
    till = Till([points()], PAYS)
    sale = till.sell(amount(1_000))
    spent(till)
    first = refunded(till, sale, 500)
    coffee = {"id": "coffee", "title": "咖啡", "price": 10, "kind": "free_item", "cost": cost}
    till.programmes = [programme("points", "points", 2, rewards=[coffee])]
    last = refunded(till, sale)
    # 5 points at the worth of the first day, and 5 at the one of the second.
    assert (first.bill, last.bill, till.has(POINTS)) == (22 - 500, kept - 500, 0)


def test_a_cancelled_sale_keeps_the_difference_too() -> None:
    till = Till([points()], PAYS)
    sale = till.sell(amount(1_000))
    spent(till)
    cancelled = till.cancel(sale)
    assert not isinstance(cancelled, Refusal)
    assert (cancelled.bill, till.has(POINTS)) == (-955, 0)


def test_a_card_that_was_filled_and_taken_is_paid_by_its_stamps() -> None:
    till = Till([CARD], PAYS)
    nine = till.sell(cups(9, price=60))
    till.sell(cups(1, price=60))
    till.sell(Basket(), Choices(rewards={"card:gift": 1}))
    back = refunded(till, nine)
    # A reward of 60 for 10 stamps: 9 of them are 54.
    assert (back.bill, till.has(STAMPS), till.has(GIFTS)) == (54 - 540, 0, 0)


def test_what_has_no_worth_stays_owed() -> None:
    till = Till([programme("stamp_card", "card", reward_title="咖啡")], PAYS)
    nine = till.sell(cups(9, price=60))
    till.sell(cups(1, price=60))
    till.sell(Basket(), Choices(rewards={"card:gift": 1}))
    back = refunded(till, nine)
    assert (back.bill, till.has(STAMPS)) == (-540, -9)
    assert DIFFERENCE not in back.detail


def test_what_the_money_does_not_reach_stays_owed() -> None:
    dear = {"id": "ring", "title": "戒指", "price": 10, "kind": "free_item", "cost": 3_000}
    till = Till([programme("points", "points", rewards=[dear])], PAYS)
    sale = till.sell(amount(1_000))
    till.sell(Basket(), Choices(rewards={"points:ring": 1}))
    back = refunded(till, sale)
    # 300 for a point: the money reaches for 3 of the 10.
    assert (back.bill, back.detail[DIFFERENCE], till.has(POINTS)) == (-100, 900, -7)


def test_a_spent_bonus_of_a_wallet_is_kept_one_for_one() -> None:
    wallet = programme("cashback", "back", percent=10)
    till = Till([wallet], PAYS)
    sale = till.sell(amount(1_000))
    till.sell(amount(60), Choices(rewards={"back:pay": 60}))
    back = refunded(till, sale)
    assert (back.bill, till.has(Account("back", Unit.CASHBACK))) == (-940, 0)


def test_a_debt_from_before_is_no_matter_of_this_refund() -> None:
    till = Till([points()])
    first = till.sell(amount(1_000))
    spent(till)
    till.refund(first)
    till.shop = PAYS
    sale = till.sell(amount(300))
    assert till.has(POINTS) == -7
    back = refunded(till, sale)
    assert (back.bill, back.detail[DIFFERENCE], till.has(POINTS)) == (13 - 300, 13, -7)


@pytest.mark.parametrize(
    ("found", "account", "worth"),
    [
        (CARD, STAMPS, (60, 10)),
        (CARD, GIFTS, (60, 1)),
        (programme("stamp_card", "card", reward_title="x"), GIFTS, None),
        (programme("stamp_card", "card", reward_title="x", halfway_at=5, halfway_title="y", halfway_cost=8),
         Account("card", Unit.REWARD, "halfway"), (8, 1)),
        (points(), POINTS, (45, 10)),
        (points(money_off=5, money_off_points=1), POINTS, (5, 1)),
        (programme("points", "points"), POINTS, None),
        (programme("welcome", "gift", reward_kind="amount_off", reward_title="折 50", reward_amount=50, reward_cost=9),
         Account("gift", Unit.REWARD), (50, 1)),
        (programme("welcome", "gift", reward_title="餅乾", reward_cost=9), Account("gift", Unit.REWARD), (9, 1)),
        (programme("welcome", "gift", reward_title="餅乾"), Account("gift", Unit.REWARD), None),
        (programme("cashback", "back", percent=5), Account("back", Unit.USE), None),
        (programme("stored_value", "wallet", free_amount=True), Account("wallet", Unit.STORED_BONUS), (1, 1)),
    ],
)  # fmt: skip
def test_a_programme_says_what_its_units_stand_for(
    found: Programme, account: Account, worth: tuple[int, int] | None
) -> None:
    assert kind_of(found).worth(found, account) == worth


def test_an_edit_pays_nothing_for_the_sale_is_posted_again() -> None:
    till = Till([points()], PAYS)
    sale = till.sell(amount(1_000))
    spent(till)
    taken = take_back_to_edit(sale, (), till.standing(), till.shop, "9" * 32, till.programmes)
    assert not isinstance(taken, Refusal)
    assert (taken.bill, taken.after[POINTS]) == (-1_000, -10)
