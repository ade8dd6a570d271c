"""Points that end so many days after the last visit."""

from __future__ import annotations

from loyalty.ledger import EntryReason
from tests.loyalty.till import DAY_MS, POINTS, Till, amount, preset


def test_points_ended_by_idleness_stay_ended_after_the_next_visit() -> None:
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    till.sell(amount(1_000))
    till.now_ms += 40 * DAY_MS
    told = till.quote(amount(100))
    assert (told.before[POINTS], told.after[POINTS]) == (10, 1)
    assert told.entries[0].reason is EntryReason.EXPIRED
    till.sell(amount(100))
    assert till.quote(amount(100)).before[POINTS] == 1
