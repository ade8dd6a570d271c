"""Which levels a member held, sale by sale: nothing of it is stored, it follows from the lots that are left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from loyalty.checkout import situate
from loyalty.holdings import level_title
from loyalty.ledger import Standing, Unit
from loyalty.outlook import standing_after
from loyalty.programmes import Programme
from loyalty.reversals import Reversal
from loyalty.shop import ShopRules

_COUNTED = frozenset({Unit.SPEND, Unit.TIER})
# Enough for years of a regular; what is older counts as one beginning.
_MOMENTS_MOST = 120


@dataclass(frozen=True, slots=True)
class TierChange:
    """From a business day on a level of this title was held; "" for none."""

    day: date
    title: str


def tier_history(programme: Programme, standing: Standing, at_ms: int, shop: ShopRules) -> tuple[TierChange, ...]:
    """The changes up to `at_ms` (epoch milliseconds UTC), the newest first.

    Looked at after each sale and now: a level that ended between two sales is told at the later one.
    """
    own = [lot for lot in standing.lots if lot.account.programme_id == programme.id and lot.account.unit in _COUNTED]
    moments = sorted({lot.earned_at_ms for lot in own})[-_MOMENTS_MOST:]
    found: list[TierChange] = []
    held = ""
    for moment in (*moments, at_ms):
        then = replace(standing, lots=tuple(lot for lot in own if lot.earned_at_ms <= moment), others={})
        title = level_title(programme, _statuses((programme,), then, moment, shop))
        if title != held:
            held = title
            found.append(TierChange(shop.calendar.business_day(moment), title))
    return tuple(reversed(found))


def with_statuses(
    reversal: Reversal, programmes: Sequence[Programme], standing: Standing, at_ms: int, shop: ShopRules
) -> Reversal:
    """The reversal of one who stands like this, with what is held before it and after it, at `at_ms`."""
    after = standing_after(standing, reversal.entries, at_ms)
    return replace(
        reversal,
        statuses_before=_statuses(programmes, standing, at_ms, shop),
        statuses_after=_statuses(programmes, after, at_ms, shop),
    )


def _statuses(programmes: Sequence[Programme], standing: Standing, at_ms: int, shop: ShopRules) -> frozenset[str]:
    return situate(programmes, standing, at_ms, shop).statuses
