"""The shop's own days: a time zone, and the hour at which its business day begins (a bar closes at 04:00)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


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
