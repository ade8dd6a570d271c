"""Stored value: top-ups with a bonus, paying with it, and what goes back."""

from __future__ import annotations

from datetime import date

import pytest

from loyalty.basket import Basket, Line
from loyalty.explain import how_far, programme_sentence
from loyalty.ledger import Account, Unit
from loyalty.living import expire
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import LANGUAGES, Words
from tests.loyalty.programs.terms import offer, place_of_fault, stopped, why
from tests.loyalty.programs.wallet import (
    BONUS,
    PAID,
    PAY,
    ROWS,
    balances,
    paying,
    refunded,
    refused,
    till,
    top_up,
    wallet,
)
from tests.loyalty.till import DAY_MS, POINTS, STAMPS, Till, amount, cups, preset

# Topping up.


def test_2_000_brings_777_more_the_first_time_only() -> None:
    at = till()
    assert at.sell(top_up("big")).bill == 2_000
    assert balances(at) == (2_000, 777)
    assert at.sell(top_up("big")).bill == 2_000
    assert balances(at) == (4_000, 777)


def test_any_earlier_top_up_was_the_first_one() -> None:
    at = till()
    at.sell(top_up("plain"))
    at.sell(top_up("big"))
    assert balances(at) == (2_300, 0)


def test_of_two_top_ups_on_one_sale_the_one_entered_first_is_the_first() -> None:
    two = Basket((*top_up("plain").lines, *top_up("big").lines))
    at = till()
    at.sell(two)
    assert balances(at) == (2_300, 0)
    at = till()
    at.sell(Basket(two.lines[::-1]))
    assert balances(at) == (2_300, 777)


def test_the_first_time_is_once_however_many_are_bought() -> None:
    at = till()
    assert refused(at.quote(top_up("big", 2))) == [RefusalReason.QUANTITY_OUT_OF_RANGE]
    at.sell(top_up("small", 3))
    assert (balances(at), at.has(Account("wallet", Unit.USE, "top_up"))) == ((1_500, 75), 1)


def test_any_amount_can_be_paid_in_where_the_shop_says_so() -> None:
    any_amount = Basket((Line(123, plan="wallet:free"),))
    at = till(free_amount=True)
    at.sell(any_amount)
    assert balances(at) == (123, 0)
    assert at.has(Account("wallet", Unit.USE, "top_up")) == 1
    assert refused(till().quote(any_amount)) == [RefusalReason.PLAN_UNKNOWN]
    assert refused(at.quote(Basket((Line(0, plan="wallet:free"),)))) == [RefusalReason.AMOUNT_IS_ZERO]


def test_a_top_up_at_another_price_or_by_nobody_is_refused() -> None:
    at = till()
    assert refused(at.quote(Basket((Line(1_999, plan="wallet:big"),)))) == [RefusalReason.PLAN_PRICE]
    assert refused(at.quote(top_up("big"), member_id=None)) == [RefusalReason.MEMBER_NEEDED]


def test_a_top_up_earns_nothing_and_takes_no_discount() -> None:
    card, points = preset("both")
    at = till(card, points)
    at.sell(top_up("big"))
    assert (at.has(POINTS), at.has(STAMPS)) == (0, 0)
    at.sell(top_up("small", 1, *amount(250).lines))
    assert at.has(POINTS) == 2


def test_a_top_up_cannot_pay_the_sale_it_is_bought_in() -> None:
    at = till()
    both = top_up("big", 1, *amount(100).lines)
    outcome = at.quote(both, paying(100))
    assert (outcome.to_pay, outcome.dropped[PAY].reason) == (2_100, RefusalReason.WALLET_EMPTY)


def test_stored_value_never_pays_for_a_top_up() -> None:
    at = till()
    at.sell(top_up("big"))
    outcome = at.quote(top_up("small", 1, *amount(100).lines), paying(600))
    assert (outcome.to_pay, outcome.paid, offer(outcome, PAY).most) == (500, 100, 100)
    assert outcome.dropped == {}


def test_a_stopped_one_takes_no_money_and_still_pays() -> None:
    at = till()
    at.sell(top_up("big"))
    at.programmes = [stopped(wallet())]
    assert refused(at.quote(top_up("big"))) == [RefusalReason.PLAN_UNKNOWN]
    assert at.sell(amount(100), paying(100)).bill == 0


# Paying.


def test_what_was_paid_is_spent_first_and_the_bonus_last() -> None:
    at = till()
    at.sell(top_up("big"))
    assert at.sell(amount(1_900), paying(1_900)).bill == 0
    assert balances(at) == (100, 777)
    at.sell(amount(150), paying(150))
    assert balances(at) == (0, 727)


def test_the_bonus_is_spent_first_where_the_shop_says_so() -> None:
    at = till(spend_first="bonus")
    at.sell(top_up("big"))
    at.sell(amount(800), paying(800))
    assert balances(at) == (1_977, 0)


def test_the_paid_part_earns_and_the_bonus_does_not() -> None:
    at = till(*preset("point_per_hundred"))
    at.sell(top_up("big"))
    at.sell(amount(2_300), paying(2_300))
    assert (balances(at), at.has(POINTS)) == ((0, 477), 20)


def test_it_is_mixed_with_cash_and_never_more_than_there_is() -> None:
    at = till(*preset("point_per_hundred"))
    at.sell(top_up("plain"))
    outcome = at.quote(amount(1_000), paying(1_000))
    assert (outcome.to_pay, outcome.paid, outcome.total) == (700, 300, 1_000)
    assert outcome.dropped[PAY] == Refusal(RefusalReason.NO_REWARD_LEFT, {"most": 300})
    assert at.sell(amount(1_000), paying(200)).bill == 800
    assert (balances(at), at.has(POINTS)) == ((100, 0), 10)


def test_an_empty_wallet_says_so() -> None:
    outcome = till().quote(amount(100), paying(50))
    assert why(outcome, PAY) is RefusalReason.WALLET_EMPTY
    assert outcome.to_pay == 100
    assert till().quote(amount(100), member_id=None).offers[0].why_not == Refusal(RefusalReason.MEMBER_NEEDED)


# How it ends, and what is said.


def test_the_bonus_ends_and_what_was_paid_never_does() -> None:
    at = till(expires="days", expires_after=30)
    at.sell(top_up("big"))
    at.now_ms += 30 * DAY_MS
    assert offer(at.quote(amount(9_999)), PAY).most == 2_777
    at.now_ms += 400 * DAY_MS
    assert offer(at.quote(amount(9_999)), PAY).most == 2_000
    entries = expire(at.programmes, at.standing(), at.shop.calendar.business_day(at.now_ms), at.shop.calendar, "9" * 32)
    assert [(entry.account, entry.delta) for entry in entries] == [(BONUS, -777)]
    assert entries[0].expires_on == date(2026, 3, 31)


def test_a_bonus_given_back_after_its_end_has_days_of_grace() -> None:
    at = till(expires="days", expires_after=10, spend_first="bonus")
    at.sell(top_up("small"))
    sale = at.sell(amount(20), paying(20))
    at.now_ms += 20 * DAY_MS
    refunded(at, sale)
    (given,) = [lot for lot in at.standing().lots if lot.account == BONUS and lot.left == 20]
    assert given.expires_on == date(2026, 3, 28)


@pytest.mark.parametrize(
    ("terms", "place"),
    [
        ({}, "terms.top_ups"),
        ({"top_ups": [{"id": "a", "pay": 1}, {"id": "a", "pay": 2}]}, "terms.top_ups[1].id"),
        ({"top_ups": [{"id": "free", "pay": 1}]}, "terms.top_ups[0].id"),
        ({"top_ups": [{"id": "a", "pay": 0}]}, "terms.top_ups[0].pay"),
        ({"free_amount": True, "fee_percent": 4}, "terms.fee_percent"),
        ({"free_amount": True, "expires": "idle"}, "terms.expires"),
    ],
)
def test_terms_that_do_not_fit_are_named(terms: dict[str, object], place: str) -> None:
    assert place_of_fault("stored_value", **terms) == place


def test_it_states_itself() -> None:
    zh, en = Words("zh_tw"), Words("en")
    found = wallet(fee_percent=3, expires="months", expires_after=12, free_amount=True)
    assert programme_sentence(found, zh) == (
        "第一次儲 NT$ 2,000 送 NT$ 777、儲 NT$ 500 送 NT$ 25、儲 NT$ 300、自訂金額，先用儲值金，贈金最後用，"
        "贈金 12 個月後的月底到期，沒用完的可以退，扣手續費 3%。"
    )
    plain = wallet(top_ups=ROWS[2:])
    assert programme_sentence(plain, zh) == "儲 NT$ 300，沒用完的可以全額退。"
    assert programme_sentence(found, en).isascii()
    assert how_far(found, {PAID: 1_500, BONUS: 777}, zh) == "儲值金還有 2,277（贈金 777）"
    assert how_far(found, {PAID: 1_500, BONUS: 0}, en) == "Stored value left: 1,500"
    assert how_far(found, {PAID: -5, BONUS: 0}, zh) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_explained(language: str) -> None:
    at = till(fee_percent=3)
    sales = [at.sell(top_up("big")), at.sell(amount(2_100), paying(2_100))]
    refunded(at, sales[1], 500)
    at.pay_out("wallet")
    said = [line for operation in at.operations for line in at.explained(operation, language)]
    assert len(said) == 9
    assert all("{" not in line for line in said)


def test_the_order_of_the_programmes_is_the_same_to_it() -> None:
    card, points = preset("both")
    results = []
    for order in ([wallet(), card, points], [points, card, wallet()]):
        at = Till(order)
        at.sell(top_up("small", 1, *cups(3).lines))
        at.sell(cups(4, 120), paying(300))
        results.append((at.standing().balances(), [each.bill for each in at.operations]))
    assert results[0] == results[1]
