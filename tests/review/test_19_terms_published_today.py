"""New terms that begin on the very day on which a card was begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loyalty.ledger import Account, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, cups


def test_a_card_begun_in_the_morning_is_finished_under_the_terms_of_the_morning() -> None:
    # Wrong by part 1 "a card begun under old terms is finished under old terms": the day decides, not the version.
    old = replace(programme("stamp_card", "card", reward_title="x", stamps_needed=5), from_day=date(2026, 1, 1))
    till = Till([old])
    till.at("2026-03-01", 9)
    till.sell(cups(4))
    till.programmes = [
        replace(programme("stamp_card", "card", 2, reward_title="x"), from_day=date(2026, 3, 1), earlier=(old,))
    ]
    till.at("2026-03-02")
    till.sell(cups(1))
    assert till.has(Account("card", Unit.REWARD)) == 1
