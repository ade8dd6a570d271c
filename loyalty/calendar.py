"""The shop's own days: a time zone, and the hour at which its business day begins (a bar closes at 04:00)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_HOUR_MS, _DAY_MS = 3_600_000, 86_400_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=256)
def _offset_ms(zone: str, year: int) -> int | None:
    """How far the zone's clocks are ahead of UTC in milliseconds; None where that changes in or beside this year."""
    start = datetime(year, 1, 1, tzinfo=UTC)
    offsets = {(start + timedelta(days=day)).astimezone(_zone(zone)).utcoffset() for day in range(-2, 369)}
    only = offsets.pop() if len(offsets) == 1 else None
    return None if only is None else only // timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class ShopCalendar:
    """Times are epoch milliseconds UTC. Raises zoneinfo.ZoneInfoNotFoundError for a zone that does not exist."""

    time_zone: str = "Asia/Taipei"
    day_starts_at_hour: int = 0

    def local(self, at_ms: int) -> datetime:
        """The time on the shop's wall, aware of its zone."""
        return (datetime.fromtimestamp(at_ms // 1000, UTC) + timedelta(milliseconds=at_ms % 1000)).astimezone(
            _zone(self.time_zone)
        )

    def business_day(self, at_ms: int) -> date:
        """The shop's day that a time belongs to: what happens before the starting hour belongs to the day before."""
        return (self.local(at_ms) - timedelta(hours=self.day_starts_at_hour)).date()

    def days(self, times_ms: Sequence[int]) -> list[int]:
        """The business days of many times in order, each as `date.toordinal` counts them.

        Where the zone's clocks never change in these years it is one division each: a member may have hundreds of
        sales, and the counter waits for them.
        """
        if not times_ms:
            return []
        years = range(_utc(times_ms[0]).year, _utc(times_ms[-1]).year + 1)
        offsets = {_offset_ms(self.time_zone, year) for year in years}
        offset = offsets.pop() if len(offsets) == 1 else None
        if offset is None:
            return [self.business_day(at_ms).toordinal() for at_ms in times_ms]
        shift = offset - self.day_starts_at_hour * _HOUR_MS + _EPOCH.toordinal() * _DAY_MS
        return [(at_ms + shift) // _DAY_MS for at_ms in times_ms]


def _utc(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms // 1000, UTC)
