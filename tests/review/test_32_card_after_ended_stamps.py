"""A card filled on a visit that found older stamps ended."""

from __future__ import annotations

from loyalty.ledger import Account, Unit
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import DAY_MS, Till, cups

STAMPS, GIFTS = Account("card", Unit.STAMP), Account("card", Unit.REWARD)


def test_stamps_that_had_ended_keep_no_card_full() -> None:
    # Wrong by part 3 "Refund mirrors both ways": the 9 ended stamps are counted as if they had helped to fill the card.
    till = Till([programme("stamp_card", "card", reward_title="x", expires="idle", expires_after=30)])
    till.sell(cups(9))
    till.now_ms += 40 * DAY_MS
    sale = till.sell(cups(10))
    till.refund(sale, lines={0: 1})
    assert (till.has(GIFTS), till.has(STAMPS)) == (0, 9)
