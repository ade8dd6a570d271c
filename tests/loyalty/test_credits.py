"""An anonymous sale that is credited later."""

from __future__ import annotations

from loyalty.basket import Choices, Tender
from loyalty.ledger import SHOP, Account, Operation, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import MEI, POINTS, Till, amount, preset


def _points() -> tuple[object, ...]:
    return preset("point_per_hundred")


def test_a_sale_with_a_code_earns_only_on_what_was_paid() -> None:
    code = programme("coupon", "half", code="HALF", reward_kind="percent_off", reward_percent=50, reward_title="5折")
    till = Till([*_points(), code])
    sale = till.sell(amount(1_000), Choices(codes=("HALF",)), member_id=None)
    assert sale.bill == 500
    credited = till.credit(sale)
    assert isinstance(credited, Operation)
    assert (till.has(POINTS), credited.bill) == (5, 500)


def test_a_sale_paid_in_full_earns_in_full_for_a_member_with_a_discount() -> None:
    day = programme(
        "regulars_day", "day", reward_kind="percent_off", reward_percent=50, reward_title="x", automatic=True
    )
    till = Till([*_points(), day])
    credited = till.credit(till.sell(amount(1_000), member_id=None))
    assert isinstance(credited, Operation)
    assert (till.has(POINTS), credited.bill) == (10, 1_000)


def test_a_credit_uses_up_no_gift_that_was_not_had() -> None:
    day = programme(
        "regulars_day",
        "day",
        reward_kind="amount_off",
        reward_amount=100,
        reward_title="x",
        automatic=True,
        uses_each=1,
    )
    till = Till([*_points(), day])
    till.credit(till.sell(amount(1_000), member_id=None))
    assert till.quote(amount(1_000)).to_pay == 900


def test_a_sale_with_a_code_paid_in_cash_can_be_credited() -> None:
    code = programme("coupon", "half", code="HALF", reward_kind="percent_off", reward_percent=50, reward_title="5折")
    till = Till([*_points(), code])
    choices = Choices(codes=("HALF",), tenders=(Tender("cash", 500, True),))
    sale = till.sell(amount(1_000), choices, member_id=None)
    from loyalty.earlier_sales import credit
    from loyalty.outcome import Outcome

    answer = credit(till.programmes, till.standing(MEI), sale, (), till.now_ms, till.shop, "f" * 32)
    assert isinstance(answer, Outcome)
    assert answer.refusals == ()


def test_the_first_two_are_counted_once_each() -> None:
    first = programme("offer", "first", reward_kind="amount_off", reward_amount=10, reward_title="x", first_uses=2)
    till = Till([first])
    till.credit(till.sell(amount(100), member_id=None))
    assert till.standing(None).others[SHOP].balance(Account("first", Unit.USE)) == 1


def test_a_credit_is_one_of_the_first_few() -> None:
    extra = programme("extra_points", "x", programme="points", earn_per="order", earn_amount=50, first_uses=1)
    till = Till([*preset("point_per_hundred"), extra])
    till.credit(till.sell(amount(10), member_id=None))
    till.sell(amount(10))
    assert till.has(POINTS) == 50


def test_a_surprise_for_a_credit_is_in_the_budget() -> None:
    gift = programme("surprise", "gift", one_in=1, reward_title="cookie", first_uses=1)
    till = Till([gift])
    till.credit(till.sell(amount(10), member_id=None))
    till.sell(amount(10))
    assert till.has(Account("gift", Unit.REWARD)) == 1


def test_a_refund_in_pieces_of_a_credited_sale_gives_the_use_and_the_donation_back() -> None:
    cause = programme("donation", "cause", cause="x", shop_gives="percent", shop_percent=10)
    extra = programme("extra_points", "x", programme="points", earn_per="order", earn_amount=50, first_uses=1)
    till = Till([*_points(), cause, extra])
    sale = till.sell(amount(1_000), member_id=None)
    till.credit(sale)
    shop = till.standing(None).others[SHOP]
    given = Account("cause", Unit.DONATION)
    assert (shop.balance(given), sum(lot.left for lot in shop.lots if lot.account.unit is Unit.USE)) == (100, 1)
    for money in (100, 400, None):
        assert isinstance(till.refund(sale, money), Operation)
    assert till.standing(None).others[SHOP].lots == ()
    assert till.has(POINTS) == 0
