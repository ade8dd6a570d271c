"""A sale that fills a card of old terms and one of new terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loyalty.ledger import Account, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, cups

STAMPS, GIFTS = Account("card", Unit.STAMP), Account("card", Unit.REWARD)


def test_a_part_refund_opens_the_card_of_new_terms() -> None:
    # Wrong by part 3 "Refund mirrors both ways": cards of 5 and of 10 are both counted as cards of 5, so that a reward
    # is kept for 9 stamps of 10.
    old = programme("stamp_card", "card", reward_title="x", stamps_needed=5)
    till = Till([old])
    till.at("2026-03-01")
    till.sell(cups(4))
    new = replace(programme("stamp_card", "card", 2, reward_title="x"), from_day=date(2026, 4, 1), earlier=(old,))
    till.programmes = [new]
    till.at("2026-04-02")
    sale = till.sell(cups(12))
    assert (till.has(GIFTS), till.has(STAMPS)) == (2, 1)
    till.refund(sale, lines={0: 2})
    assert (till.has(GIFTS), till.has(STAMPS)) == (1, 9)
