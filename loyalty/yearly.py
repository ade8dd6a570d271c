"""Days that come back every year, in the solar or the lunar calendar, and the span of days around them. Pure.

Years are counted in the day's own calendar, so that a lunar day has one span for each lunar year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from loyalty.birthdays import solar_date
from loyalty.expiry import month_end
from loyalty.members import Birthday

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Which days around the day count: its whole solar month, or some days before and after it."""

    before: int = 0
    after: int = 0
    whole_month: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one year, `first` to `last`, both whole; `day` is the day itself, `until` the eve of next year's."""

    first: date
    last: date
    day: date
    until: date

    def holds(self, day: date) -> bool:
        """Whether a business day lies in it."""
        return self.first <= day <= self.last


@lru_cache(maxsize=4096)
def nearest(yearly: Birthday, day: date, span: Span, since: int = 0) -> Window:
    """The window that a business day lies in, else the next one. `since` is the first year that has one."""
    year = max(day.year - 1, since)
    while True:
        first, last = _days(yearly, year, span)
        if day <= last:
            return Window(first, last, _day_in(yearly, year), _days(yearly, year + 1, span)[0] - _DAY)
        year += 1


def _days(yearly: Birthday, year: int, span: Span) -> tuple[date, date]:
    day = _day_in(yearly, year)
    if span.whole_month:
        return day.replace(day=1), month_end(day, 0)
    return day - timedelta(days=span.before), day + timedelta(days=span.after)


@lru_cache(maxsize=4096)
def _day_in(yearly: Birthday, year: int) -> date:
    return solar_date(yearly, year)
