"""The tier among what a member holds, with the look its programme gives it. Pure."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from loyalty.programmes import Programme
from loyalty.programs.kind import rows

TIERS = "tiers"


@dataclass(frozen=True)
class TierShown:
    """A level's title, and its colour as its programme names it."""

    title: str
    color: str


def highest(programmes: Sequence[Programme], statuses: Set[str]) -> TierShown | None:
    """The highest level among these statuses; None where no level is."""
    for programme in programmes:
        if programme.kind != TIERS:
            continue
        for row in reversed(rows(programme, "levels")):
            if row["id"] in statuses:
                return TierShown(str(row["title"]), str(row["color"]))
    return None
