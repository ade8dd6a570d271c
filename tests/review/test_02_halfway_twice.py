"""The half-way reward of a stamp card and refunds."""

from __future__ import annotations

from loyalty.ledger import Account, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, cups

HALFWAY = Account("card", Unit.REWARD, "halfway")


def _till() -> Till:
    return Till([programme("stamp_card", "card", reward_title="x", halfway_at=5, halfway_title="cookie")])


def test_a_part_refund_below_half_way_takes_the_half_way_reward_back() -> None:
    # Wrong by part 3 "Refund mirrors both ways": the reward is kept, and bought again it is given a second time.
    till = _till()
    till.refund(till.sell(cups(5)), lines={0: 4})
    till.sell(cups(4))
    assert till.has(HALFWAY) == 1


def test_refunding_earlier_stamps_does_not_bring_the_half_way_reward_twice() -> None:
    # Wrong by part 3 "Refund mirrors both ways": 5 stamps were kept, 2 half-way rewards were given.
    till = _till()
    first = till.sell(cups(4))
    till.sell(cups(1))
    till.refund(first)
    till.sell(cups(4))
    assert till.has(HALFWAY) == 1
