"""Stored value that goes back: refunds in pieces, what is paid out, what is owed."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices
from loyalty.editing import Edited, edit
from loyalty.ledger import Account, EntryReason, Operation, Standing, Unit
from loyalty.paying_out import PaidOut
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from tests.loyalty.programs.terms import offer, programme
from tests.loyalty.programs.wallet import (
    BONUS,
    PAID,
    PAY,
    balances,
    paying,
    refunded,
    till,
    top_up,
)
from tests.loyalty.till import MEI, POINTS, Till, amount, cups, preset

# Going back.


def test_the_refund_of_a_top_up_takes_the_bonus_back() -> None:
    at = till()
    sale = at.sell(top_up("big"))
    assert refunded(at, sale).bill == -2_000
    assert balances(at) == (0, 0)
    at.sell(top_up("big"))
    assert balances(at) == (2_000, 777)


def test_pieces_of_a_top_up_add_up_and_it_was_the_first_until_the_last_piece() -> None:
    at = till()
    sale = at.sell(top_up("big"))
    assert refunded(at, sale, 700).bill == -700
    assert balances(at) == (1_300, 505)
    at.sell(top_up("big"))
    assert balances(at) == (3_300, 505)
    assert refunded(at, sale, 650).bill == -650
    assert refunded(at, sale).bill == -650
    assert balances(at) == (2_000, 0)


def test_goods_beside_a_top_up_go_back_alone() -> None:
    at = till(*preset("point_per_hundred"))
    sale = at.sell(top_up("big", 1, *amount(100).lines))
    assert refunded(at, sale, lines={0: 1}).bill == -100
    assert (balances(at), at.has(POINTS), at.has(Account("wallet", Unit.USE, "top_up"))) == ((2_000, 777), 0, 1)
    assert refunded(at, sale).bill == -2_000
    assert balances(at) == (0, 0)


def test_each_of_two_top_ups_goes_back_by_its_own_line() -> None:
    at = till()
    sale = at.sell(Basket((*top_up("plain").lines, *top_up("small", 2).lines)))
    assert balances(at) == (1_300, 50)
    assert refunded(at, sale, lines={1: 1}).bill == -500
    assert balances(at) == (800, 25)
    assert refunded(at, sale, lines={0: 1}).bill == -300
    assert refunded(at, sale, 100).bill == -100
    assert refunded(at, sale).bill == -400
    assert balances(at) == (0, 0)


def test_what_was_spent_of_a_top_up_does_not_go_back() -> None:
    at = till()
    sale = at.sell(top_up("big"))
    at.sell(amount(500), paying(500))
    assert at.refund(sale) == Refusal(
        RefusalReason.BALANCE_TOO_SMALL,
        {"missing": 500, "missing_1": 500, "unit_1": "stored_paid", "programme_1": "節目 wallet"},
    )
    assert at.cancel(sale) == Refusal(
        RefusalReason.BALANCE_TOO_SMALL,
        {"missing": 500, "missing_1": 500, "unit_1": "stored_paid", "programme_1": "節目 wallet"},
    )
    assert refunded(at, sale, 1_500).bill == -1_500
    assert balances(at) == (0, 194)


@pytest.mark.parametrize("back", ["undo", "cancel"])
def test_a_top_up_that_is_taken_back_was_never_the_first(back: str) -> None:
    at = till()
    sale = at.sell(top_up("big"))
    assert isinstance(getattr(at, back)(sale), Operation)
    assert balances(at) == (0, 0)
    at.sell(top_up("big"))
    assert balances(at) == (2_000, 777)


def test_a_refund_gives_each_bucket_its_share_and_the_rest_in_money() -> None:
    at = till(*preset("point_per_hundred"))
    at.sell(top_up("plain"))
    at.sell(top_up("small"))
    sale = at.sell(amount(1_000), paying(825))
    assert (sale.bill, balances(at), at.has(POINTS)) == (175, (0, 0), 9)
    half = refunded(at, sale, 333)
    assert (half.bill, balances(at), at.has(POINTS)) == (-59, (265, 9), 6)
    rest = refunded(at, sale)
    assert (rest.bill, balances(at), at.has(POINTS)) == (-116, (800, 25), 0)


@pytest.mark.parametrize("pieces", [[1] * 7, [3, 3, 1], [2, 5], [7]])
def test_pieces_of_a_sale_paid_by_stored_value_add_up(pieces: list[int]) -> None:
    at = till()
    at.sell(top_up("small"))
    at.sell(amount(498), paying(498))
    sale = at.sell(amount(7), paying(5))
    assert balances(at) == (0, 22)
    for piece in pieces:
        before = at.has(PAID) + at.has(BONUS)
        back = refunded(at, sale, piece)
        assert -back.bill + at.has(PAID) + at.has(BONUS) - before == piece
    assert balances(at) == (2, 25)


@pytest.mark.parametrize("back", ["undo", "cancel"])
def test_a_sale_that_is_taken_back_fills_the_wallet_again(back: str) -> None:
    at = till(*preset("point_per_hundred"))
    at.sell(top_up("small"))
    sale = at.sell(amount(600), paying(510))
    assert balances(at) == (0, 15)
    assert isinstance(getattr(at, back)(sale), Operation)
    assert (balances(at), at.has(POINTS)) == ((500, 25), 0)


def test_what_is_unspent_is_paid_out_and_the_bonus_withdrawn() -> None:
    at = till(fee_percent=3)
    at.sell(top_up("big"))
    at.sell(amount(1_950), paying(1_950))
    out = at.pay_out("wallet")
    assert isinstance(out, PaidOut)
    assert (out.money, out.fee, out.bill) == (49, 1, -49)
    assert [(entry.account, entry.delta, entry.reason) for entry in out.entries] == [
        (PAID, -50, EntryReason.PAID_OUT),
        (BONUS, -777, EntryReason.BONUS_WITHDRAWN),
    ]
    assert balances(at) == (0, 0)
    assert at.pay_out("wallet") == Refusal(RefusalReason.NOTHING_TO_PAY_OUT)


def test_the_last_one_is_paid_out() -> None:
    at = till()
    at.sell(top_up("plain"))
    at.sell(amount(299), paying(299))
    out = at.pay_out("wallet")
    assert isinstance(out, PaidOut)
    assert (out.money, out.fee, balances(at)) == (1, 0, (0, 0))


def test_nothing_is_paid_out_of_a_bonus_or_by_another_kind() -> None:
    at = till(*preset("point_per_hundred"))
    at.sell(top_up("small"))
    at.sell(amount(510), paying(510))
    assert at.pay_out("wallet") == Refusal(RefusalReason.NOTHING_TO_PAY_OUT)
    assert at.pay_out("points") == Refusal(RefusalReason.NOTHING_TO_PAY_OUT)
    assert at.pay_out("unknown") == Refusal(RefusalReason.NOTHING_TO_PAY_OUT)


def test_a_bonus_that_is_owed_lessens_what_pays_and_what_goes_back() -> None:
    at = till(spend_first="bonus")
    first = at.sell(top_up("small"))
    at.sell(amount(25), paying(25))
    refunded(at, first)
    assert balances(at) == (0, -25)
    at.sell(top_up("plain"))
    assert offer(at.quote(amount(1_000)), PAY).most == 275
    out = at.pay_out("wallet")
    assert isinstance(out, PaidOut)
    assert (out.money, balances(at)) == (275, (25, -25))


def test_a_new_bonus_fills_the_one_that_is_owed() -> None:
    at = till(spend_first="bonus")
    first = at.sell(top_up("small"))
    at.sell(amount(10), paying(10))
    refunded(at, first)
    at.sell(top_up("small"))
    assert balances(at) == (500, 15)


def test_a_refund_where_the_shop_wants_no_debts_says_how_much_is_short() -> None:
    at = till(spend_first="bonus")
    at.shop = ShopRules(negative_balance="refuse")
    sale = at.sell(top_up("small"))
    at.sell(amount(25), paying(25))
    assert at.refund(sale) == Refusal(
        RefusalReason.BALANCE_TOO_SMALL,
        {"missing": 25, "missing_1": 25, "unit_1": "stored_bonus", "programme_1": "節目 wallet"},
    )


def test_a_reversal_sums_to_what_it_moved() -> None:
    at = till()
    at.sell(top_up("big"))
    sale = at.sell(amount(100), paying(60))
    before = at.standing().balances()
    answer = at.refund(sale, 50)
    assert isinstance(answer, Operation)
    moved = sum(entry.delta for entry in answer.entries)
    assert moved == sum(at.standing().balances().values()) - sum(before.values()) == 30


def test_what_was_paid_out_does_not_go_back_once_more() -> None:
    at = till()
    sale = at.sell(top_up("big"))
    assert isinstance(at.pay_out("wallet"), PaidOut)
    assert at.refund(sale) == Refusal(
        RefusalReason.BALANCE_TOO_SMALL,
        {"missing": 2_000, "missing_1": 2_000, "unit_1": "stored_paid", "programme_1": "節目 wallet"},
    )


def edited(at: Till, sale: Operation, basket: Basket) -> Edited | Refusal:
    """The member's first sale with another basket."""
    then = Standing(MEI)
    return edit(at.programmes, sale, (), at.standing(), then, basket, Choices(), at.shop, "8" * 32, "9" * 32)


def test_a_top_up_that_is_spent_cannot_be_edited_away() -> None:
    at = till()
    sale = at.sell(top_up("big"))
    at.sell(amount(500), paying(500))
    assert edited(at, sale, amount(50)) == Refusal(
        RefusalReason.BALANCE_TOO_SMALL,
        {"missing": 500, "missing_1": 500, "unit_1": "stored_paid", "programme_1": "節目 wallet"},
    )
    smaller = edited(at, sale, top_up("small"))
    assert isinstance(smaller, Edited)
    moved = [*smaller.reversal.entries, *smaller.outcome.entries]
    assert sum(entry.delta for entry in moved if entry.account == PAID) == 500 - 2_000
    assert sum(entry.delta for entry in moved if entry.account == BONUS) == 25 - 777


def test_after_the_top_up_went_back_a_gift_taken_beside_it_can_still_go_back() -> None:
    at = till(programme("stamp_card", "card", reward_title="x"))
    at.sell(cups(10))
    sale = at.sell(top_up("plain", 1, *cups(1).lines), Choices(rewards={"card:gift": 1}))
    refunded(at, sale, lines={1: 1})
    assert at.has(Account("card", Unit.REWARD)) == 0
    refunded(at, sale, lines={0: 1})
    assert at.has(Account("card", Unit.REWARD)) == 1


def test_a_gift_taken_beside_a_top_up_goes_back_with_the_last_of_its_money() -> None:
    at = till(programme("stamp_card", "card", reward_title="x"))
    at.sell(cups(10))
    sale = at.sell(top_up("plain", 1, *cups(1).lines), Choices(rewards={"card:gift": 1}))
    refunded(at, sale, 100)
    refunded(at, sale, 200)
    assert at.has(Account("card", Unit.REWARD)) == 1
    assert isinstance(at.refund(sale), Refusal)


@pytest.mark.parametrize("pieces", [(None,), (100, None), (1, 2, 33, None)])
def test_a_refunded_top_up_pays_the_fee_however_many_pieces_it_goes_back_in(pieces: tuple[int | None, ...]) -> None:
    at = till(fee_percent=3)
    sale = at.sell(top_up("plain"))
    answers = [refunded(at, sale, money) for money in pieces]
    assert sum(each.bill for each in answers) == -291
    assert sum(int(str(each.detail.get("fee", 0))) for each in answers) == 9
    assert balances(at) == (0, 0)


def test_only_what_was_bought_for_later_pays_the_fee() -> None:
    at = till(fee_percent=3)
    assert refunded(at, at.sell(top_up("plain", 1, *amount(1_000).lines))).bill == -1_291


def test_a_top_up_typed_by_mistake_goes_back_without_a_fee() -> None:
    at = till(fee_percent=3)
    for take_back in (at.undo, at.cancel):
        answer = take_back(at.sell(top_up("plain")))
        assert isinstance(answer, Operation)
        assert answer.bill == -300
