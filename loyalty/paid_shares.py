"""What money, wallets and points that paid a sale together get back of it; every piece adds up to the unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loyalty.detail import read_detail
from loyalty.ledger import Account, Entry, EntryReason, Operation
from loyalty.money import floor_ratio

# The fact of points that paid: the money they stood for.
PAID = "paid"
# The facts of what bought a reward: how much of it lies on each line, by its index. It comes back with those lines.
OFF_OF = "off_"


@dataclass(frozen=True, slots=True)
class Shares:
    """What went back when a piece is through: `money`, what each account got in its own unit, and what is `waiting`.

    Something waits only where a point is worth more than what was left to give, and nothing else paid that could make
    up for it; a later piece brings it.
    """

    money: int
    accounts: Mapping[Account, int]
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """What one account paid: units of its own, for this money. Units that nobody knows are given back elsewhere."""

    account: Account | None
    units: int
    money: int

    @property
    def is_coarse(self) -> bool:
        """Whether one unit is worth more than one unit of money: then not every amount can be given in it."""
        return self.account is not None and self.units < self.money

    def worth(self, units: int) -> int:
        """The money that so many of its units stand for."""
        return floor_ratio(self.money, units, self.units)

    def within(self, money: int) -> int:
        """The most units that are worth no more than this money."""
        return ((money + 1) * self.units - 1) // self.money


def is_payment(entry: Entry) -> bool:
    """Whether it paid instead of money."""
    return entry.reason is EntryReason.PAID_WITH or (entry.reason is EntryReason.POINTS_SPENT and PAID in entry.facts)


def shares_of(original: Operation, refunded: Sequence[int], value: int) -> Shares:
    """What went back of goods worth `value` after pieces that took back `refunded` of them, each with those before it.

    Points worth more than one unit of money get what fits into their pieces. Of the rest money first gets what rounding
    leaves; then one part after the other its share, rounded down. So every share only ever grows, and together they are
    exact at every piece.
    """
    parts = _parts(original)
    coarse = [each for each in parts if each.is_coarse]
    fine = [each for each in parts if not each.is_coarse]
    most = value - sum(each.money for each in coarse)
    given, rest = [0] * len(coarse), 0
    for back in refunded:
        given = _more(coarse, given, back - rest, [floor_ratio(part.units, back, value or 1) for part in coarse])
        rest = min(back - _worth(coarse, given), most)
        # Nothing else is left to make up for what these shares leave.
        given = _more(coarse, given, back - rest, [part.units for part in coarse])
    accounts = {part.account: units for part, units in zip(coarse, given, strict=True) if part.account is not None}
    by_fine, units_of_fine = _fine(fine, rest, most)
    waiting = (refunded[-1] if refunded else 0) - rest - _worth(coarse, given)
    return Shares(rest - by_fine, {**accounts, **units_of_fine}, waiting)


def _more(parts: Sequence[_Part], given: Sequence[int], money: int, most: Sequence[int]) -> list[int]:
    """What each part has given once together they may have given so much money, none of them more than its most."""
    found = list(given)
    for at, part in enumerate(parts):
        due = money - _worth(parts, found) + part.worth(found[at])
        found[at] = max(found[at], min(most[at], part.within(due)))
    return found


def _worth(parts: Sequence[_Part], units: Sequence[int]) -> int:
    return sum(part.worth(each) for part, each in zip(parts, units, strict=True))


def _fine(parts: Sequence[_Part], refunded: int, value: int) -> tuple[int, dict[Account, int]]:
    """(the money that these parts get of `refunded`, what each account gets of it in its own unit)."""
    whole = sum(each.money for each in parts)
    total = rest = floor_ratio(whole, refunded, value) if whole else 0
    found: dict[Account, int] = {}
    for part in parts:
        share = floor_ratio(part.money, rest, whole)
        rest, whole = rest - share, whole - part.money
        if part.account is not None:
            found[part.account] = floor_ratio(part.units, share, part.money)
    return total, found


def _parts(original: Operation) -> list[_Part]:
    """What every payment paid, for a wallet account by account."""
    found: list[_Part] = []
    for applied in read_detail(original.detail).applied:
        if not applied.paid:
            continue
        paid = _units(original.entries, applied.offer_id.rpartition(":")[0])
        if sum(paid.values()) == applied.paid:
            found.extend(_Part(account, units, units) for account, units in paid.items())
        elif len(paid) == 1:
            found.extend(_Part(account, units, applied.paid) for account, units in paid.items())
        else:
            found.append(_Part(None, 0, applied.paid))
    return found


def _units(entries: Iterable[Entry], programme_id: str) -> dict[Account, int]:
    paid: dict[Account, int] = {}
    for entry in entries:
        if is_payment(entry) and entry.delta < 0 and entry.account.programme_id == programme_id:
            paid[entry.account] = paid.get(entry.account, 0) - entry.delta
    return paid
