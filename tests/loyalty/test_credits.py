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
