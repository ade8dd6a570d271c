"""Services to hand out so often in a time: a yearly maintenance of a tier, a monthly delivery of a subscription."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from loyalty.conditions import UseLimit
from loyalty.expiry import years_later
from loyalty.ledger import Account, Unit
from loyalty.outcome import RewardKind
from loyalty.programmes import Programme
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.terms import malformed

# The term with the benefits of each kind that has some.
_ROWS = {"tiers": "benefits", "membership": "benefits", "subscription": "items"}


def benefit(programme: Programme, row: Mapping[str, Any], ends: date) -> RewardTerms:
    """A row of id, title, count and cost as a reward: free, until its uses of the time that ends with a day are gone.

    A use counts until that day; what is not used is not carried over.
    """
    uses = uses_of(programme, row)
    return RewardTerms(
        id=f"{programme.id}:{row['id']}",
        account=uses,
        kind=RewardKind.BENEFIT,
        title=row["title"],
        price=0,
        cost=row["cost"],
        limits=(UseLimit(uses, row["count"], ends),),
    )


def uses_of(programme: Programme, row: Mapping[str, Any]) -> Account:
    """Where the uses of a row are counted."""
    return Account(programme.id, Unit.USE, row["id"])


def left_of(programme: Programme, uses: Account, balances: Mapping[Account, int]) -> tuple[str, int] | None:
    """(what a benefit is called, how often it can still be had in its time) by where its uses are counted.

    By the newest terms that know it; None for any other account.
    """
    name = _ROWS.get(programme.kind, "")
    for version in (programme, *reversed(programme.earlier)) if name and uses.unit is Unit.USE else ():
        listed: Any = version.terms[name]
        for row in listed:
            if row["id"] == uses.part:
                return str(row["title"]), max(0, int(row["count"]) - balances.get(uses, 0))
    return None


def year_end(since: date, day: date) -> date:
    """The last day of the year that holds a day, where years are counted from another day."""
    years = day.year - since.year
    if years_later(since, years) > day:
        years -= 1
    return years_later(since, years + 1) - timedelta(days=1)


def fault(benefits: Iterable[Mapping[str, Any]], place: str, taken: Collection[str]) -> Refusal | None:
    """Every row needs an id of its own, none of those taken by other rewards of the programme."""
    seen = set(taken)
    for index, row in enumerate(benefits):
        if row["id"] in seen:
            return malformed(f"{place}[{index}].id", "used_twice")
        seen.add(row["id"])
    return None
