"""What a member has of a programme as few figures: accounts that pay together are one, bookkeeping is none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from loyalty.calendar import ShopCalendar
from loyalty.conditions import opening_code
from loyalty.ledger import Account, Standing, Unit
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.programs.kind import rows
from loyalty.programs.stamp_card import StampCard, card_as_begun

STORED = (Unit.STORED_PAID, Unit.STORED_BONUS)
MONEY = frozenset({*STORED, Unit.CASHBACK})
# What is told even while it is 0: a card or points that have begun.
_FIRST = frozenset({Unit.STAMP, Unit.POINT})
_TOLD = (Unit.STAMP, Unit.POINT, *STORED, Unit.CASHBACK, Unit.ITEM, Unit.REWARD)


def as_begun(programmes: Iterable[Programme], standing: Standing, calendar: ShopCalendar) -> tuple[Programme, ...]:
    """The programmes as this member finishes them: a card begun under old terms is the old one until it is full."""
    return tuple(
        card_as_begun(each, standing, calendar) if each.kind == StampCard.name else each for each in programmes
    )


@dataclass(frozen=True, slots=True)
class Held:
    """One figure: what it counts, what it is called ("" as its programme), and the accounts that it sums.

    `unit` is the first account's: STORED_PAID for stored value with its bonus.
    """

    unit: Unit
    title: str
    accounts: tuple[Account, ...]

    def amount(self, balances: Mapping[Account, int]) -> int:
        """The figure in these balances; below 0 where something is owed."""
        return sum(balances.get(account, 0) for account in self.accounts)

    def of(self, unit: Unit) -> Held:
        """The part of it that one unit counts: of stored value what was paid, or the bonus."""
        return Held(unit, self.title, tuple(account for account in self.accounts if account.unit is unit))


def held_in(programme: Programme, *balances: Mapping[Account, int]) -> tuple[Held, ...]:
    """The figures of a programme, in the order in which they are told.

    Stamps and points of a running programme always; everything else, and what waits for a code, where one of these
    balances is not 0: nobody is told of that before the code was said.
    """
    always = not programme.stopped and not opening_code(programme.terms)
    groups: dict[tuple[Unit, str], list[Account]] = {}
    for account in _accounts(programme, balances):
        groups.setdefault(_group(account), []).append(account)
    found = [Held(unit, item_title(programme, group[0]), tuple(group)) for (unit, _), group in groups.items()]
    found.sort(key=lambda each: _TOLD.index(each.unit))
    return tuple(
        each
        for each in found
        if (each.unit in _FIRST and always)
        or any(known.get(account, 0) for known in balances for account in each.accounts)
    )


def level_title(programme: Programme, statuses: Collection[str]) -> str:
    """What the highest level of a tiers programme among these statuses is called; "" for none."""
    if programme.kind != "tiers":
        return ""
    levels = (row for row in reversed(rows(programme, "levels")) if row["id"] in statuses)
    return next((str(row["title"]) for row in levels), "")


def _accounts(programme: Programme, balances: Collection[Mapping[Account, int]]) -> list[Account]:
    """The programme's own accounts first, then others that hold something: gifts under earlier terms."""
    own, programme_id = kind_of(programme).accounts(programme), programme.id
    others = [account for known in balances for account in known if account.programme_id == programme_id]
    return [account for account in dict.fromkeys((*own, *others)) if account.unit in _TOLD]


def _group(account: Account) -> tuple[Unit, str]:
    if account.unit in STORED:
        return Unit.STORED_PAID, ""
    return account.unit, account.part.partition("/")[0] if account.unit is Unit.ITEM else ""


def item_title(programme: Programme, account: Account) -> str:
    """What a prepaid item is called, by the newest terms that know it; "" for any other account."""
    if account.unit is not Unit.ITEM:
        return ""
    part = account.part.partition("/")[0]
    for version in (programme, *reversed(programme.earlier)):
        for row in rows(version, "items") if "items" in version.terms else ():
            if row["id"] == part:
                return str(row["title"])
    return part
