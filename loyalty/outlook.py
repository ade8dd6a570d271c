"""What is to be told of a member's near future: what ends soon, the tier held, how far it is to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loyalty.checkout import situate
from loyalty.ledger import DEBT, TALLY, Account, Entry, Lot, LotKey, Standing, Unit
from loyalty.living import end_of, idle_ends, living
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.shop import ShopRules
from loyalty.situation import Notice

SOON_DAYS = 30
# What a customer could lose; the end of a tier or of a paid time is told by its programme.
_LOST = frozenset({Unit.STAMP, Unit.POINT, Unit.REWARD, Unit.CASHBACK, Unit.STORED_PAID, Unit.STORED_BONUS, Unit.ITEM})


@dataclass(frozen=True, slots=True)
class Ending:
    """So much of an account can be used until the end of a business day, and not after it."""

    account: Account
    amount: int
    last_day: date


@dataclass(frozen=True, slots=True)
class Outlook:
    """The notices of all programmes, and what ends soon, the soonest first. `statuses` are tiers and memberships."""

    notices: tuple[Notice, ...] = ()
    endings: tuple[Ending, ...] = ()
    statuses: frozenset[str] = frozenset()


NOTHING_AHEAD = Outlook()


def outlook(
    programmes: Sequence[Programme], standing: Standing, at_ms: int, shop: ShopRules, days: int | None = SOON_DAYS
) -> Outlook:
    """What to tell of a member at `at_ms` (epoch milliseconds UTC); `days` None tells of every end, however far."""
    situation = situate(programmes, standing, at_ms, shop)
    notices = tuple(notice for programme in programmes for notice in kind_of(programme).notices(programme, situation))
    last = None if days is None else situation.day + timedelta(days=days)
    return Outlook(notices, _endings(programmes, situation.standing, shop, last), situation.statuses)


def standing_after(standing: Standing, entries: Iterable[Entry], at_ms: int, visits: int = 0) -> Standing:
    """The member's standing once these entries of an operation at `at_ms` are recorded, other holders' left out."""
    lots: dict[tuple[Account, LotKey], Lot] = {(lot.account, lot.key): lot for lot in standing.lots}
    for entry in entries:
        if entry.holder is not None:
            continue
        key = (entry.account, entry.lot)
        known = lots.get(key) or Lot(entry.lot, entry.account, 0, at_ms, entry.expires_on)
        lots[key] = replace(known, left=known.left + entry.delta)
    return replace(
        standing,
        lots=tuple(lot for lot in lots.values() if lot.left),
        visits=standing.visits + visits,
        last_visit_ms=at_ms if visits else standing.last_visit_ms,
    )


def endings(
    programmes: Sequence[Programme], standing: Standing, day: date, shop: ShopRules, days: int | None = SOON_DAYS
) -> tuple[Ending, ...]:
    """What can be used only until some day from this business day on, the soonest first."""
    alive = living(programmes, standing, day, shop.calendar)
    return _endings(programmes, alive, shop, None if days is None else day + timedelta(days=days))


def _endings(
    programmes: Sequence[Programme], alive: Standing, shop: ShopRules, last: date | None
) -> tuple[Ending, ...]:
    idle = idle_ends(programmes, alive, shop.calendar)
    sums: dict[tuple[date, Account], int] = {}
    for lot in alive.lots:
        if lot.account.unit not in _LOST or lot.left <= 0 or lot.key in (DEBT, TALLY):
            continue
        ends = end_of(lot, idle)
        if ends is not None and (last is None or ends <= last):
            sums[ends, lot.account] = sums.get((ends, lot.account), 0) + lot.left
    return tuple(Ending(account, amount, ends) for (ends, account), amount in sorted(sums.items()))
