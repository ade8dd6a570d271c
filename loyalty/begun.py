"""A sale begun before midnight and finished soon after it: judged by its beginning, by the terms of that day too."""

from __future__ import annotations

from collections.abc import Sequence

from loyalty.basket import Choices
from loyalty.programmes import Programme, in_force
from loyalty.shop import ShopRules

# A sale that is finished within this time is judged by its beginning.
BEGUN_COUNTS_MS = 30 * 60_000


def judged_ms(choices: Choices, at_ms: int) -> int:
    """The time by which a sale that is finished at `at_ms` is judged; both in epoch milliseconds UTC."""
    begun = choices.begun_ms
    return begun if begun is not None and 0 <= at_ms - begun <= BEGUN_COUNTS_MS else at_ms


def programmes_of(
    programmes: Sequence[Programme], choices: Choices, at_ms: int, shop: ShopRules
) -> Sequence[Programme]:
    """The programmes in the versions that held when the sale was begun; new terms are for what is begun under them."""
    judged = judged_ms(choices, at_ms)
    if judged == at_ms:
        return programmes
    day = shop.calendar.business_day(judged)
    if all(each.from_day is None or each.from_day <= day for each in programmes):
        return programmes
    found = (in_force((*each.earlier, each), day) for each in programmes)
    return [programme for programme in found if programme is not None]
