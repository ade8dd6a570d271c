"""Which level of a ladder a member holds: the counted spending walked through in order. Pure; used by the tiers.

A level is held from the day it is reached for a number of days; meeting its threshold again inside them, or inside the
days of grace, renews it from that day; otherwise it falls one step, and that level holds its days in turn. Nothing of
this is stored: a refund lessens the spending, and a level that rested on it is gone by itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from loyalty.calendar import ShopCalendar
from loyalty.ledger import Lot, Unit

BASES = ("single", "cumulative", "rolling", "visits")
VISIT = "visit"
WINDOW_DAYS = 365


@dataclass(frozen=True, slots=True)
class Level:
    """One step: `threshold` is money in one sale, in all, in the last 365 days, or a number of visits; >= reaches."""

    id: str
    basis: str
    threshold: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels, lowest first, from a business day on (as an ordinal; 0: ever since).

    A level holds `validity_days` (0: for ever) after the day it was reached, and `grace_days` more.
    """

    levels: tuple[Level, ...]
    validity_days: int = 365
    grace_days: int = 30
    from_day: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """A member's counted sales in order: business day as an ordinal, money, visit; and their running sums.

    A sale may be two items, its money and its visit.
    """

    days: Sequence[int]
    amounts: Sequence[int]
    totals: Sequence[int]
    visits: Sequence[int]

    def in_window(self, day: int) -> int:
        """The money of the 365 days that end with this one."""
        first = bisect_left(self.days, day - WINDOW_DAYS + 1)
        return self.totals[bisect_right(self.days, day)] - self.totals[first]

    def sums(self, level: Level) -> Sequence[int]:
        """The running sums that a level of money in all, or of visits, looks at."""
        return self.visits if level.basis == "visits" else self.totals


_NO_HISTORY = History((), (), (0,), (0,))


def history_of(
    lots: Iterable[Lot], programme_id: str, calendar: ShopCalendar, extra: Sequence[tuple[int, int, str]] = ()
) -> History:
    """The history in a member's SPEND lots; `extra` are (epoch milliseconds UTC, amount, part) that have no lot yet."""
    spend = Unit.SPEND
    found = [
        (lot.earned_at_ms, lot.left, account.part)
        for lot in lots
        if (account := lot.account).unit is spend and account.programme_id == programme_id and lot.left > 0
    ]
    found.extend(extra)
    if not found:
        return _NO_HISTORY
    found.sort()
    times, amounts, parts = zip(*found, strict=True)
    days = calendar.days(times)
    if not any(parts):
        return History(days, amounts, list(accumulate(amounts, initial=0)), [0] * (len(days) + 1))
    money = [0 if part else amount for _, amount, part in found]
    visits = [amount if part else 0 for _, amount, part in found]
    return History(days, money, list(accumulate(money, initial=0)), list(accumulate(visits, initial=0)))


@dataclass(slots=True)
class Holding:
    """The level held, as an index (-1: none), with the days and the places in the history that it rests on.

    `since` is the day from which it is held without a break, `until` the last day before the grace, `grace_until` the
    last day of it (None: for ever). Sales from `renewed_at` on count towards renewing it, from `raised_at` on towards
    the levels above. Days are ordinals.
    """

    level: int = -1
    since: int = 0
    until: int | None = None
    grace_until: int | None = None
    renewed_at: int = 0
    raised_at: int = 0


def held(ladders: Sequence[Ladder], history: History, today: int) -> Holding:
    """What is held on a business day (an ordinal). `ladders` are the versions of the terms, oldest first.

    Each sale is judged by the version of its day, and what was reached under one is kept for its days under the next.
    """
    walk, before = _Walk(history), ladders[0]
    for at, ladder in enumerate(ladders):
        if at and ladder.from_day > today:
            break
        following = min(today + 1, ladders[at + 1].from_day) if at + 1 < len(ladders) else today + 1
        first = bisect_left(history.days, ladder.from_day) if at else 0
        if at:
            walk.change(before, ladder, first)
        walk.through(ladder, first, bisect_left(history.days, following), following - 1)
        before = ladder
    return walk.holding


@dataclass(slots=True)
class _Walk:
    """The holding while the history is walked through."""

    history: History
    holding: Holding = field(default_factory=Holding)
    _met: dict[Level, Sequence[int]] = field(default_factory=dict)

    def change(self, before: Ladder, ladder: Ladder, first: int) -> None:
        """Go on under a new version: the same level, or the next lower one that still exists; or a higher one."""
        ids = [level.id for level in ladder.levels]
        kept = [level.id for level in before.levels[: self.holding.level + 1] if level.id in ids]
        self.holding.level = ids.index(kept[-1]) if kept else -1
        for index in range(len(ids) - 1, self.holding.level, -1):
            level = ladder.levels[index]
            if level.basis != "single" and self._counted(level, first, ladder.from_day) >= level.threshold:
                self._reach(ladder, index, ladder.from_day, first)
                break

    def _counted(self, level: Level, first: int, day: int) -> int:
        """What counts towards a level when a version begins, before the first sale under it."""
        sums, since = self.history.sums(level), self.holding.raised_at
        if level.basis == "rolling":
            since = bisect_left(self.history.days, day - WINDOW_DAYS + 1)
        return sums[first] - sums[min(first, since)]

    def through(self, ladder: Ladder, first: int, end: int, last_day: int) -> None:
        """Walk the sales from `first` until before `end`, and on to the end of `last_day`."""
        at = first
        while True:
            sale, index = self._next_above(ladder, at, end)
            day = self.history.days[sale] if index >= 0 else last_day
            if self.holding.level >= 0 and self.holding.until is not None:
                self._renew(ladder, sale)
                if self._falls_before(ladder, day):
                    at = max(at, self.holding.raised_at)
                    continue
            if index < 0:
                return
            self._reach(ladder, index, day, sale + 1)
            at = sale + 1

    def _reach(self, ladder: Ladder, index: int, day: int, following: int) -> None:
        self.holding.level, self.holding.since = index, day
        self._hold(ladder, day, following)

    def _hold(self, ladder: Ladder, day: int, following: int) -> None:
        ends = ladder.validity_days > 0
        self.holding.until = day + ladder.validity_days if ends else None
        self.holding.grace_until = day + ladder.validity_days + ladder.grace_days if ends else None
        self.holding.renewed_at = following

    def _falls_before(self, ladder: Ladder, day: int) -> bool:
        """Step one level down if its days and its grace ended before this day."""
        ended = self.holding.grace_until
        if ended is None or day <= ended:
            return False
        following = bisect_left(self.history.days, ended + 1)
        self.holding.raised_at = following
        self.holding.level -= 1
        self.holding.since = ended + 1
        self._hold(ladder, ended + 1, following)
        return True

    def _next_above(self, ladder: Ladder, at: int, end: int) -> tuple[int, int]:
        """(sale, level): the first sale that reaches a higher level, the highest it reaches; (end, -1) for none."""
        sale, found = end, -1
        for index in range(self.holding.level + 1, len(ladder.levels)):
            reached = self._first(ladder.levels[index], self.holding.raised_at, at, end)
            if reached <= sale and reached < end:
                sale, found = reached, index
        return sale, found

    def _first(self, level: Level, since: int, at: int, end: int) -> int:
        """The first sale from `at` on that meets a threshold, counting from `since`; `end` for none before it."""
        if level.basis in ("single", "rolling"):
            met = self._meeting(level)
            place = bisect_left(met, at)
            return min(end, met[place]) if place < len(met) else end
        sums = self.history.sums(level)
        target = sums[min(since, len(sums) - 1)] + level.threshold
        return min(end, max(at, bisect_left(sums, target) - 1))

    def _meeting(self, level: Level) -> Sequence[int]:
        """Every sale that meets a threshold by itself, or together with the 365 days that end with it."""
        if level not in self._met:
            self._met[level] = self._find(level)
        return self._met[level]

    def _find(self, level: Level) -> Sequence[int]:
        history, wanted = self.history, level.threshold
        if level.basis == "single":
            return [place for place, amount in enumerate(history.amounts) if amount >= wanted]
        if history.totals[-1] < wanted:
            return ()
        found, first = [], 0
        for place, day in enumerate(history.days):
            while history.days[first] <= day - WINDOW_DAYS:
                first += 1
            if history.totals[place + 1] - history.totals[first] >= wanted:
                found.append(place)
        return found

    def _renew(self, ladder: Ladder, end: int) -> None:
        """Renew the level held by every sale before `end` that meets its threshold again in time."""
        level = ladder.levels[self.holding.level]
        if level.basis in ("single", "rolling"):
            self._renew_by_sales(ladder, self._meeting(level), end)
        else:
            self._renew_by_sums(ladder, self.history.sums(level), level.threshold, end)

    def _renew_by_sales(self, ladder: Ladder, met: Sequence[int], end: int) -> None:
        """The last sale in time counts, again and again until none is left."""
        holding, days = self.holding, self.history.days
        while holding.grace_until is not None:
            place = bisect_left(met, bisect_right(days, holding.grace_until, hi=end)) - 1
            if place < 0 or met[place] < holding.renewed_at:
                return
            self._hold(ladder, days[met[place]], met[place] + 1)

    def _renew_by_sums(self, ladder: Ladder, sums: Sequence[int], threshold: int, end: int) -> None:
        """The sums are counted anew from each renewal on: one after the other, as there may be many."""
        days, following, last = self.history.days, self.holding.renewed_at, self.holding.grace_until
        holds = ladder.validity_days + ladder.grace_days
        while last is not None and following < end:
            sale = bisect_left(sums, sums[following] + threshold, following + 1) - 1
            if sale >= end or days[sale] > last:
                break
            following, last = sale + 1, days[sale] + holds if ladder.validity_days else None
        if following != self.holding.renewed_at:
            self._hold(ladder, days[following - 1], following)


def missing(level: Level, history: History, since: int, today: int) -> int:
    """How much is missing to a threshold, counting sales from `since` on; for one purchase always all of it.

    0 or less says that it is met.
    """
    if level.basis == "single":
        return level.threshold
    if level.basis == "rolling":
        return level.threshold - history.in_window(today)
    sums = history.sums(level)
    return level.threshold - (sums[-1] - sums[min(since, len(sums) - 1)])


def index_of(levels: Sequence[Level], ids: Collection[str]) -> int:
    """The highest level among these ids; -1 for none."""
    return max((index for index, level in enumerate(levels) if level.id in ids), default=-1)
