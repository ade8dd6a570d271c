"""Points that end so many days after the last visit."""

from __future__ import annotations

from tests.loyalty.till import DAY_MS, POINTS, Till, amount, preset


def test_points_ended_by_idleness_stay_ended_after_the_next_visit() -> None:
    # Wrong by part 3 "N days after the last visit": the very visit that finds them over gives them back, unless the
    # day's expiry ran before it; and what the outcome (and the slip) says is not what the ledger then holds.
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    till.sell(amount(1_000))
    till.now_ms += 40 * DAY_MS
    told = till.quote(amount(100))
    assert (told.before[POINTS], told.after[POINTS]) == (0, 1)
    till.sell(amount(100))
    assert till.quote(amount(100)).before[POINTS] == 1
