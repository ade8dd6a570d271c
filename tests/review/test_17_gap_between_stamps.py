"""The least time between two stamps."""

from __future__ import annotations

from loyalty.basket import Basket, Line
from loyalty.ledger import Account, Operation, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.programs.wallet import wallet
from tests.loyalty.till import DAY_MS, Till, amount

STAMPS = Account("card", Unit.STAMP)
HOUR_MS = 3_600_000


def _till() -> Till:
    card = programme("stamp_card", "card", reward_title="x", earn_by="visit", minimum_gap_hours=4)
    return Till([card, wallet()])


def test_a_visit_without_a_stamp_does_not_begin_the_gap_anew() -> None:
    # Wrong by part 1 "min. gap between stamps": it is counted from the last visit: who comes every 3 hours gets none.
    till = _till()
    for _ in range(3):
        till.sell(amount(60))
        till.now_ms += 3 * HOUR_MS
    assert till.has(STAMPS) == 2


def test_a_top_up_costs_no_stamp() -> None:
    # Wrong by part 1 "min. gap between stamps": a top-up gives none, and yet the coffee after it gets none either.
    till = _till()
    till.sell(Basket((Line(300, plan="wallet:plain"),)))
    till.sell(amount(60))
    assert till.has(STAMPS) == 1


def test_a_credited_sale_of_yesterday_is_not_too_soon_after_today() -> None:
    # Wrong by part 2 "its slip's number credits it once": a day lies between the two, and the credit gives no stamp.
    till = _till()
    yesterday = till.sell(amount(60), member_id=None)
    till.now_ms += DAY_MS
    till.sell(amount(60))
    assert isinstance(till.credit(yesterday), Operation)
    assert till.has(STAMPS) == 2


def test_a_sale_today_is_not_too_soon_after_one_of_yesterday_credited_now() -> None:
    # Wrong by part 1 "min. gap between stamps": the time of the credit counts, not that of the sale.
    till = _till()
    yesterday = till.sell(amount(60), member_id=None)
    till.now_ms += DAY_MS
    till.credit(yesterday)
    till.sell(amount(60))
    assert till.has(STAMPS) == 2
