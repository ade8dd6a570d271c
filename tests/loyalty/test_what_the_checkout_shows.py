"""What the counter is shown of a basket that cannot be sold, and the settings that the checkout hands on."""

from __future__ import annotations

import pytest

from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.money import Rounding
from loyalty.outcome import PricedLine
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from tests.loyalty.programs.terms import offer, programme
from tests.loyalty.till import POINTS, Till, amount, preset

LEVEL = {"id": "gold", "title": "金", "basis": "cumulative", "threshold": 1_000, "discount": 10}
TOP_UP = {"id": "small", "pay": 500, "bonus": 0}


def test_a_basket_that_cannot_be_sold_is_shown_as_it_was_typed() -> None:
    """Nothing is off, earned, paid or written; offers, plans, balances and levels are shown all the same."""
    tiers = programme("tiers", "tiers", levels=[LEVEL])
    wallet = programme("stored_value", "wallet", top_ups=[TOP_UP])
    till = Till([*preset("point_per_hundred"), tiers, wallet])
    till.sell(amount(1_000))
    refused, sold = (till.quote(basket) for basket in (Basket((Line(120), Line(0))), amount(120)))
    assert refused.refusals == (Refusal(RefusalReason.AMOUNT_IS_ZERO),)
    assert refused.lines == (PricedLine(Line(120)), PricedLine(Line(0)))
    assert (refused.subtotal, refused.discount, refused.to_pay, refused.total) == (120, 0, 120, 120)
    assert (refused.tendered, refused.change) == (0, 0)
    assert (refused.applied, refused.entries) == ((), ())
    assert (dict(refused.earned), dict(refused.counted_stamps), dict(refused.dropped)) == ({}, {}, {})
    assert refused.before == refused.after == sold.before
    assert [offer.id for offer in refused.offers] == [offer.id for offer in sold.offers]
    assert refused.plans == sold.plans != ()
    assert refused.statuses_before == refused.statuses_after == {"gold"}


@pytest.mark.parametrize(("price", "to_pay"), [(-5, 0), (120, 120)])
def test_what_a_refused_basket_would_cost_is_never_below_0(price: int, to_pay: int) -> None:
    till = Till(preset("point_per_hundred"))
    assert till.quote(Basket((Line(price, 1_000 if price > 0 else 1),))).to_pay == max(0, to_pay * 1_000)


def test_the_shops_rounding_is_that_of_the_whole_bill() -> None:
    nine = programme("offer", "nine", reward_title="九折", reward_kind="percent_off", reward_percent=10)
    paid = {rounding: Till([nine], ShopRules(rounding=rounding)).quote(amount(95)).to_pay for rounding in Rounding}
    assert paid[Rounding.HALF_UP] == 86
    assert paid == {Rounding.HALF_UP: 86, Rounding.UP: 86, Rounding.DOWN: 85}


def test_tenders_are_refused_where_they_do_not_fit_and_nothing_is_lost_of_the_sale() -> None:
    till = Till(preset("point_per_hundred"))
    cases = {
        (("現金", 500, True),): ((), 500, 180),
        (("現金", 300, True),): ((Refusal(RefusalReason.TENDERED_TOO_LITTLE, {"missing": 20}),), 300, 0),
        (("信用卡", 400, False),): ((Refusal(RefusalReason.TENDERED_TOO_MUCH, {"over": 80}),), 400, 0),
        (("信用卡", 300, False), ("現金", 100, True)): ((), 400, 80),
        (("現金", -1, True),): ((Refusal(RefusalReason.AMOUNT_IS_NEGATIVE),), 0, 0),
    }
    for tenders, (refusals, tendered, change) in cases.items():
        choices = Choices(tenders=tuple(Tender(*each) for each in tenders))
        outcome = till.quote(amount(320), choices)
        assert (outcome.refusals, outcome.tendered, outcome.change) == (refusals, tendered, change)
        assert outcome.earned == {POINTS: 3}


def test_without_a_member_only_the_shops_own_figures_move() -> None:
    cause = programme("donation", "cause", cause="街貓", shop_gives="bill", shop_amount=5)
    till = Till([*preset("point_per_hundred"), cause])
    outcome = till.quote(amount(1_000), member_id=None)
    assert [(entry.account, entry.reason) for entry in outcome.entries] == [
        (Account("cause", Unit.DONATION), EntryReason.DONATED)
    ]
    assert (dict(outcome.earned), outcome.statuses_after) == ({}, frozenset())


def test_points_worth_more_than_what_is_left_to_pay_say_what_is_lost() -> None:
    points = programme("points", "pts", amount_step=1, money_off=50, money_off_points=10)
    till = Till((points,))
    till.sell(amount(100))
    for times, lost in ((3, 30), (2, 0), (0, 0)):
        asked = Choices(rewards={"pts:money": times})
        assert offer(till.quote(amount(120), asked), "pts:money").lost == lost
    assert offer(till.quote(amount(20)), "pts:money").lost == 30
