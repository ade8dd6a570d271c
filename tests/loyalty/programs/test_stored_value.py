"""Stored value: top-ups with a bonus, paying with it, and what goes back."""

from __future__ import annotations

from datetime import date

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.explain import how_far, programme_sentence
from loyalty.ledger import Account, EntryReason, Operation, Unit
from loyalty.living import expire
from loyalty.outcome import Outcome
from loyalty.paying_out import PaidOut
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from loyalty.words import LANGUAGES, Words
from tests.loyalty.programs.terms import offer, place_of_fault, programme, stopped, why
from tests.loyalty.till import DAY_MS, POINTS, STAMPS, Till, amount, cups, preset

PAID, BONUS = Account("wallet", Unit.STORED_PAID), Account("wallet", Unit.STORED_BONUS)
PAY = "wallet:pay"
ROWS = [
    {"id": "big", "pay": 2_000, "bonus": 777, "first_time": True},
    {"id": "small", "pay": 500, "bonus": 25},
    {"id": "plain", "pay": 300},
]


def wallet(**terms: object) -> Programme:
    return programme("stored_value", "wallet", **{"top_ups": ROWS, **terms})


def top_up(row: str, quantity: int = 1, *goods: Line) -> Basket:
    pay = {each["id"]: each["pay"] for each in ROWS}
    return Basket((*goods, Line(int(str(pay[row])), quantity, plan=f"wallet:{row}")))


def paying(money: int) -> Choices:
    return Choices(rewards={PAY: money})


def till(*more: Programme, **terms: object) -> Till:
    return Till([wallet(**terms), *more])


def balances(at: Till) -> tuple[int, int]:
    return at.has(PAID), at.has(BONUS)


def refused(outcome: Outcome) -> list[RefusalReason]:
    return [refusal.reason for refusal in outcome.refusals]


def refunded(at: Till, sale: Operation, money: int | None = None, lines: dict[int, int] | None = None) -> Operation:
    answer = at.refund(sale, money, lines=lines)
    assert isinstance(answer, Operation), answer
    return answer


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
    assert balances(at) == (1_500, 75)


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
    assert at.refund(sale) == Refusal(RefusalReason.BALANCE_TOO_SMALL, {"missing": 500})
    assert at.cancel(sale) == Refusal(RefusalReason.BALANCE_TOO_SMALL, {"missing": 500})
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


def test_a_refund_where_the_shop_wants_no_debts_says_how_much_is_short() -> None:
    at = till(spend_first="bonus")
    at.shop = ShopRules(negative_balance="refuse")
    sale = at.sell(top_up("small"))
    at.sell(amount(25), paying(25))
    assert at.refund(sale) == Refusal(RefusalReason.BALANCE_TOO_SMALL, {"missing": 25})


def test_the_order_of_the_programmes_is_the_same_to_it() -> None:
    card, points = preset("both")
    results = []
    for order in ([wallet(), card, points], [points, card, wallet()]):
        at = Till(order)
        at.sell(top_up("small", 1, *cups(3).lines))
        at.sell(cups(4, 120), paying(300))
        results.append((at.standing().balances(), [each.bill for each in at.operations]))
    assert results[0] == results[1]


def test_a_reversal_sums_to_what_it_moved() -> None:
    at = till()
    at.sell(top_up("big"))
    sale = at.sell(amount(100), paying(60))
    before = at.standing().balances()
    answer = at.refund(sale, 50)
    assert isinstance(answer, Operation)
    moved = sum(entry.delta for entry in answer.entries)
    assert moved == sum(at.standing().balances().values()) - sum(before.values()) == 30
