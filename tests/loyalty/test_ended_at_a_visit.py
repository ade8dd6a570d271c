"""What a visit found ended, and refunds."""

from __future__ import annotations

from tests.loyalty.till import DAY_MS, POINTS, Till, amount, preset


def test_points_that_a_visit_found_ended_are_not_owed_at_a_refund() -> None:
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    first = till.sell(amount(1_000))
    till.now_ms += 40 * DAY_MS
    till.sell(amount(100))
    till.refund(first)
    assert till.has(POINTS) == 1


def test_an_undone_visit_gives_back_nothing_that_had_ended() -> None:
    # The visit that is taken back was none, so the points had ended all the same.
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    till.sell(amount(1_000))
    till.now_ms += 40 * DAY_MS
    till.undo(till.sell(amount(100)))
    assert till.quote(amount(100)).after[POINTS] == 1
