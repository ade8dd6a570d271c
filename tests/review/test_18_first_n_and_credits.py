"""What only the first few get, earned by a credit."""

from __future__ import annotations

from loyalty.ledger import Account, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import POINTS, Till, amount, preset


def test_a_credit_is_one_of_the_first_few() -> None:
    # Wrong by part 1 "first N": the credit gets the extra points and no use is counted, so one too many gets them.
    extra = programme("extra_points", "x", programme="points", earn_per="order", earn_amount=50, first_uses=1)
    till = Till([*preset("point_per_hundred"), extra])
    till.credit(till.sell(amount(10), member_id=None))
    till.sell(amount(10))
    assert till.has(POINTS) == 50


def test_a_surprise_for_a_credit_is_in_the_budget() -> None:
    # Wrong by part 1 "an unannounced gift with a log and a budget": two gifts are given out of a budget of one.
    gift = programme("surprise", "gift", one_in=1, reward_title="cookie", first_uses=1)
    till = Till([gift])
    till.credit(till.sell(amount(10), member_id=None))
    till.sell(amount(10))
    assert till.has(Account("gift", Unit.REWARD)) == 1
