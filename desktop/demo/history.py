"""When people come: 18 months of rhythms by person, weekday and hour, planned from a seed before anything is sold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from loyalty.calendar import ShopCalendar

DAYS = 548
CLOSED_WEEKDAY = 0
# Of everyone who ever joined, this share was there in the first weeks.
_FOUNDERS, _FOUNDING_DAYS = 0.3, 45
# How busy each opening hour is.
_HOURS: dict[int, int] = {7: 6, 8: 14, 9: 11, 10: 8, 11: 7, 12: 11, 13: 9, 14: 9, 15: 11, 16: 7, 17: 4, 18: 3}
_OPEN_HOURS, _BUSY = tuple(_HOURS), tuple(_HOURS.values())
_SUMMER, _WINTER = frozenset({6, 7, 8, 9}), frozenset({11, 12, 1, 2})
# A larger shop keeps its people and thins their visits, so that it can be made at all.
VISITS_MOST = 600_000
_VISITS_EACH = 11


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A habit: its share of all people, days from one visit to the next, and days after which they stay away."""

    share: float
    gap_min: float
    gap_max: float
    stays_min: int = DAYS
    stays_max: int = DAYS
    seasonal: bool = False


RHYTHMS = (
    Rhythm(0.012, 1.6, 5.0),  # every other day
    Rhythm(0.035, 5.5, 10.0),  # once a week
    Rhythm(0.22, 18.0, 42.0),  # once a month
    Rhythm(0.043, 5.0, 11.0, seasonal=True),
    Rhythm(0.24, 6.0, 16.0, 30, 160),  # came for a while, then no more
    Rhythm(0.45, 200.0, 400.0, 1, 250),  # once or twice
)
_SHARES = tuple(rhythm.share for rhythm in RHYTHMS)


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """Somebody comes: epoch milliseconds UTC, and which person (from 0 in the order of joining)."""

    at_ms: int
    person: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Everybody's joining times in order, and all visits in order; a person's first visit follows their joining."""

    joined_at_ms: tuple[int, ...]
    visits: tuple[Visit, ...]


def plan(seed: int, members: int, until_ms: int, calendar: ShopCalendar) -> Plan:
    """Who comes when, up to `until_ms`, in the shop's time zone. The same arguments are the same plan."""
    days = _Days(until_ms, calendar)
    rng = Random(f"{seed}:joins")
    joined = sorted(days.moment(rng, _joining_day(rng)) for _ in range(members))
    joined = [min(at_ms, until_ms - 60_000) for at_ms in joined]
    kept = min(1.0, max(0.0, VISITS_MOST - members) / (_VISITS_EACH * max(1, members)))
    visits = [
        visit for person in range(members) for visit in _visits(seed, person, joined[person], days, until_ms, kept)
    ]
    return Plan(tuple(joined), tuple(sorted(visits)))


def _joining_day(rng: Random) -> float:
    if rng.random() < _FOUNDERS:
        return rng.uniform(0, _FOUNDING_DAYS)
    return rng.uniform(0, DAYS)


def _visits(seed: int, person: int, joined_at_ms: int, days: _Days, until_ms: int, kept: float) -> Iterator[Visit]:
    rng = Random(f"{seed}:visits:{person}")
    rhythm = rng.choices(RHYTHMS, _SHARES)[0]
    season = rng.choice((_SUMMER, _WINTER))
    gap = rng.uniform(rhythm.gap_min, rhythm.gap_max)
    day: float = days.number_of(joined_at_ms)
    last = day + rng.uniform(rhythm.stays_min, rhythm.stays_max)
    yield Visit(joined_at_ms + 40_000, person)
    while (day := day + gap * rng.uniform(0.6, 1.5)) <= min(last, DAYS):
        if rhythm.seasonal and days.month(day) not in season:
            continue
        at_ms = days.moment(rng, day)
        if rng.random() < kept and joined_at_ms < at_ms < until_ms:
            yield Visit(at_ms, person)


class _Days:
    """The shop's calendar days, numbered so that the day of `until_ms` is DAYS."""

    def __init__(self, until_ms: int, calendar: ShopCalendar) -> None:
        last = calendar.business_day(until_ms)
        self._first = last - timedelta(days=DAYS)
        zone = ZoneInfo(calendar.time_zone)
        self._dates: tuple[date, ...] = tuple(self._first + timedelta(days=number) for number in range(DAYS + 2))
        self._midnight_ms = tuple(int(datetime.combine(day, time(), zone).timestamp()) * 1_000 for day in self._dates)

    def number_of(self, at_ms: int) -> int:
        """The day of a moment."""
        return (at_ms - self._midnight_ms[0]) // 86_400_000

    def month(self, day: float) -> int:
        """The month, 1 to 12."""
        return self._dates[int(day)].month

    def moment(self, rng: Random, day: float) -> int:
        """An opening hour's moment on that day, or on a later one when the shop is closed; weekends draw people in."""
        number = int(day)
        weekday = self._dates[number].weekday()
        if weekday in (1, 2, 3) and rng.random() < 0.22:
            number += 5 - weekday
        elif weekday == CLOSED_WEEKDAY:
            number += 1 if rng.random() < 0.4 else 5
        hour = rng.choices(_OPEN_HOURS, _BUSY)[0]
        return self._midnight_ms[min(number, DAYS)] + hour * 3_600_000 + rng.randrange(3_600_000)
