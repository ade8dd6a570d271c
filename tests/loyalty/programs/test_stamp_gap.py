"""The least time between two stamps."""

from __future__ import annotations

from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Account, Operation, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.programs.wallet import wallet
from tests.loyalty.till import DAY_MS, Till, amount, cups

STAMPS = Account("card", Unit.STAMP)
HOUR_MS = 3_600_000


def _till() -> Till:
    card = programme("stamp_card", "card", reward_title="x", earn_by="visit", minimum_gap_hours=4)
    return Till([card, wallet()])


def test_a_visit_without_a_stamp_does_not_begin_the_gap_anew() -> None:
    till = _till()
    for _ in range(3):
        till.sell(amount(60))
        till.now_ms += 3 * HOUR_MS
    assert till.has(STAMPS) == 2


def test_a_top_up_costs_no_stamp() -> None:
    till = _till()
    till.sell(Basket((Line(300, plan="wallet:plain"),)))
    till.sell(amount(60))
    assert till.has(STAMPS) == 1


def test_a_credited_sale_of_yesterday_is_not_too_soon_after_today() -> None:
    till = _till()
    yesterday = till.sell(amount(60), member_id=None)
    till.now_ms += DAY_MS
    till.sell(amount(60))
    assert isinstance(till.credit(yesterday), Operation)
    assert till.has(STAMPS) == 2


def test_a_sale_today_is_not_too_soon_after_one_of_yesterday_credited_now() -> None:
    till = _till()
    yesterday = till.sell(amount(60), member_id=None)
    till.now_ms += DAY_MS
    till.credit(yesterday)
    till.sell(amount(60))
    assert till.has(STAMPS) == 2


def test_a_stamp_waits_for_the_gap_also_after_the_card_was_filled_and_its_reward_taken() -> None:
    till = Till([programme("stamp_card", "card", reward_title="x", stamps_needed=1, minimum_gap_hours=4)])
    till.sell(cups(1))
    till.sell(Basket(), Choices(rewards={"card:gift": 1}))
    till.sell(cups(1))
    assert (till.has(STAMPS), till.has(Account("card", Unit.REWARD))) == (0, 0)
    till.now_ms += 4 * HOUR_MS
    till.sell(cups(1))
    assert till.has(Account("card", Unit.REWARD)) == 1


def test_a_stamp_that_was_taken_back_makes_nobody_wait() -> None:
    till = _till()
    till.cancel(till.sell(amount(60)))
    sale = till.sell(amount(60))
    assert till.has(STAMPS) == 1
    for language in ("zh_tw", "en"):
        assert any("4" in line for line in till.explained(sale, language))
