"""An edited sale of somebody who had not come for long before it, where points end by idleness."""

from __future__ import annotations

from loyalty.basket import Choices
from loyalty.editing import Edited, edit
from tests.loyalty.till import DAY_MS, POINTS, Till, amount, preset


def test_an_edit_ends_no_points_that_were_earned_after_it() -> None:
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    till.sell(amount(100))
    till.now_ms += 40 * DAY_MS
    before = list(till.operations)
    wrong = till.sell(amount(200))
    till.now_ms += DAY_MS
    till.sell(amount(1_000))
    assert till.has(POINTS) == 12
    past = Till(till.programmes, till.shop)
    past.operations = before
    now, then = till.standing(), past.standing()
    ids = "e" * 32, "f" * 32
    answer = edit(till.programmes, wrong, till.acting_on(wrong), now, then, amount(300), Choices(), till.shop, *ids)
    assert isinstance(answer, Edited)
    moved = [*answer.reversal.entries, *answer.outcome.entries]
    assert till.has(POINTS) + sum(entry.delta for entry in moved if entry.account == POINTS) == 13
