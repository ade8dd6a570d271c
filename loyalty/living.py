"""What is still alive of a member's lots on a business day, and the entries that end the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loyalty.calendar import ShopCalendar
from loyalty.expiry import idle_days
from loyalty.ledger import DEBT, TALLY, Entry, EntryReason, Lot, Standing
from loyalty.lots import Book
from loyalty.programmes import Programme


def living(programmes: Sequence[Programme], standing: Standing, day: date, calendar: ShopCalendar) -> Standing:
    """The standing without what has ended before this business day, whether or not that was recorded yet."""
    ends = idle_ends(programmes, standing, calendar)
    if not ends and all(lot.expires_on is None or lot.expires_on >= day for lot in standing.lots):
        return standing
    return replace(standing, lots=tuple(lot for lot in standing.lots if not is_over(lot, ends, day)))


def ended_by_idleness(
    programmes: Sequence[Programme], standing: Standing, day: date, calendar: ShopCalendar
) -> tuple[Lot, ...]:
    """The lots that the time since the last visit ended, and that no day's expiry has recorded yet.

    Whoever visits now would bring them back to life: the visit records their end.
    """
    ends = idle_ends(programmes, standing, calendar)
    if not ends:
        return ()
    over = [lot for lot in standing.lots if lot.left > 0 and is_over(lot, ends, day)]
    return tuple(sorted(over, key=lambda lot: (lot.account, lot.key)))


def expire(
    programmes: Sequence[Programme], standing: Standing, day: date, calendar: ShopCalendar, operation_id: str
) -> tuple[Entry, ...]:
    """The entries of an EXPIRE operation on this business day: what is left of every lot that ended before it."""
    ends = idle_ends(programmes, standing, calendar)
    book = Book(standing, operation_id)
    for lot in sorted(standing.lots, key=lambda each: (each.account, each.key)):
        if is_over(lot, ends, day) and lot.left > 0:
            book.drop(lot, EntryReason.EXPIRED)
    return tuple(book.entries)


@dataclass(frozen=True, slots=True)
class Idle:
    """When balances end some days after the last visit: `last_day` for what was earned until then.

    What came later (by hand, by a friend's first sale) has as many days from its own.
    """

    last_day: date
    seen_ms: int
    days: int
    calendar: ShopCalendar

    def end_of(self, lot: Lot) -> date:
        """The last day of a lot."""
        if lot.earned_at_ms <= self.seen_ms:
            return self.last_day
        return max(self.last_day, self.calendar.business_day(lot.earned_at_ms) + timedelta(days=self.days))


def idle_ends(programmes: Sequence[Programme], standing: Standing, calendar: ShopCalendar) -> dict[str, Idle]:
    """The end of each programme whose balances end some days after the last visit (or the joining)."""
    seen_ms = standing.last_visit_ms or standing.joined_at_ms
    if seen_ms is None:
        return {}
    days = {programme.id: idle_days(programme.terms) for programme in programmes}
    if not any(days.values()):
        return {}
    seen = calendar.business_day(seen_ms)
    return {
        programme_id: Idle(seen + timedelta(days=number), seen_ms, number, calendar)
        for programme_id, number in days.items()
        if number
    }


def end_of(lot: Lot, ends: Mapping[str, Idle]) -> date | None:
    """The last day on which a lot may be used, by itself or by the last visit; None for never.

    A day of its own comes first: what was given back after its end has its days of grace, however long nobody came.
    """
    if lot.expires_on is not None or lot.key in (DEBT, TALLY):
        return lot.expires_on
    idle = ends.get(lot.account.programme_id)
    return None if idle is None else idle.end_of(lot)


def is_over(lot: Lot, ends: Mapping[str, Idle], day: date) -> bool:
    """Whether a lot ended before this business day; `ends` as `idle_ends` tells them."""
    end = end_of(lot, ends)
    return end is not None and end < day
