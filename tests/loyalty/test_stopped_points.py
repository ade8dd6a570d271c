"""A points programme that was stopped."""

from __future__ import annotations

from tests.loyalty.programs.terms import programme, stopped
from tests.loyalty.till import POINTS, Till, amount, preset


def test_a_stopped_programme_gets_no_points_from_another() -> None:
    points = stopped(preset("point_per_hundred")[0])
    extra = programme("extra_points", "x", programme="points", earn_per="order", earn_amount=50)
    till = Till([points, extra])
    till.sell(amount(100))
    assert till.has(POINTS) == 0
