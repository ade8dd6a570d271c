"""The golden figures of the kinds beyond card and points: what shops print on their leaflets, to the dollar."""

from __future__ import annotations

from datetime import date

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.gallery import gallery_in
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.programmes import Programme
from loyalty.words import Words
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, amount

PAID, BONUS = Account("stored-value", Unit.STORED_PAID), Account("stored-value", Unit.STORED_BONUS)
BIRTHDAY = "birthday-month:reward"


def ready(name: str) -> Programme:
    """A programme as it is offered ready to use."""
    return next(each for each in gallery_in(Words("zh_tw"), date(2026, 3, 1)) if each.id == name)


@pytest.mark.parametrize(
    ("sales", "levels"),
    [
        ((2_999,), set()),
        ((3_000,), {"銅級"}),
        ((1_500, 1_500), set()),
        ((2_999, 2_999, 2_999, 1_002), set()),
        ((2_500, 2_500, 2_500, 2_500), {"銅級", "銀級"}),
        ((10_000,), {"銅級", "銀級"}),
        ((10_000, 10_000, 9_999), {"銅級", "銀級"}),
    ],
)
def test_bronze_is_one_purchase_of_3_000_and_silver_10_000_together(sales: tuple[int, ...], levels: set[str]) -> None:
    till = Till([ready("tiers")])
    for money in sales:
        till.sell(amount(money), Choices(rewards={"tiers:銀級": 0}))
    assert till.quote(Basket()).statuses_before == levels


@pytest.mark.parametrize(("last", "is_gold"), [(9_999, False), (10_000, True)])
def test_gold_is_exactly_30_000_together(last: int, is_gold: bool) -> None:
    till = Till([ready("tiers")])
    for money in (10_000, 10_000, last):
        till.sell(amount(money), Choices(rewards={"tiers:銀級": 0}))
    assert ("金級" in till.quote(Basket()).statuses_before) == is_gold


def test_ten_percent_off_95_is_86_to_pay() -> None:
    nine = {"reward_title": "九折", "reward_kind": "percent_off", "reward_percent": 10}
    till = Till([programme("offer", "nine", **nine)])
    outcome = till.quote(amount(95))
    assert (outcome.to_pay, outcome.discount) == (86, 9)
    assert [(each.title, each.discount) for each in outcome.applied] == [("九折", 9)]


def _top_up(row: str, money: int) -> Basket:
    return Basket((Line(money, plan=f"stored-value:{row}"),))


def test_2_000_topped_up_are_2_777_the_first_time_only() -> None:
    till = Till([ready("stored-value")])
    till.sell(_top_up("first", 2_000))
    assert (till.has(PAID), till.has(BONUS)) == (2_000, 777)
    till.sell(_top_up("first", 2_000))
    assert (till.has(PAID), till.has(BONUS)) == (4_000, 777)


def test_the_refund_of_a_top_up_takes_its_bonus_back() -> None:
    till = Till([ready("stored-value")])
    sale = till.sell(_top_up("first", 2_000))
    back = till.refund(sale)
    assert back.bill == -2_000  # type: ignore[union-attr]
    assert (till.has(PAID), till.has(BONUS)) == (0, 0)
    till.sell(_top_up("first", 2_000))
    assert till.has(BONUS) == 777


def test_the_birthday_gift_is_given_once_a_year() -> None:
    till = Till([ready("birthday-month")])
    till.about = {"birthday": Birthday(BirthdayCalendar.SOLAR, 3, 20)}
    taken = []
    for day in ("2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01", "2027-03-01", "2027-03-02"):
        till.at(day)
        sale = till.sell(amount(100), Choices(rewards={BIRTHDAY: 1}))
        taken.append(any(entry.reason is EntryReason.USED for entry in sale.entries))
    assert taken == [False, True, False, False, True, False]
