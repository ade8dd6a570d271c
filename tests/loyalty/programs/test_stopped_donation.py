"""A donation programme that was stopped."""

from __future__ import annotations

from loyalty.adjustments import adjust
from loyalty.basket import Choices
from loyalty.ledger import SHOP, Account, Unit
from tests.loyalty.programs.terms import programme, stopped
from tests.loyalty.till import POINTS, Till, amount, preset


def test_a_stopped_donation_takes_no_points() -> None:
    cause = stopped(programme("donation", "cause", cause="x", for_points=True, points_programme="points"))
    till = Till([*preset("point_per_hundred"), cause])
    till.adjust(adjust(till.programmes, POINTS, 20, till.standing(), till.now_ms, till.shop, till._next_id(), "x"))
    till.sell(amount(50), Choices(rewards={"cause:points": 1}))
    assert till.standing(None).others[SHOP].balance(Account("cause", Unit.DONATION)) == 0
