"""A programme as data: an id, a version, a kind and its terms. Kinds live one file each in loyalty/programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme of the shop in one version. `terms` is JSON-ready and was validated by the kind's Fields.

    `stopped` programmes earn nothing; their balances stay and can be used. `from_day` is the business day from which
    this version holds (None: ever since), `earlier` the versions before it, oldest first: what was begun under one of
    them is finished under it.
    """

    id: str
    version: int
    kind: str
    name: str
    terms: Mapping[str, object]
    stopped: bool = False
    from_day: date | None = None
    earlier: tuple[Programme, ...] = ()

    def as_of(self, day: date) -> Programme:
        """The version that held on a business day; the oldest one for a day before them all."""
        for version in (self, *reversed(self.earlier)):
            if version.from_day is None or version.from_day <= day:
                return version
        return self.earlier[0] if self.earlier else self


def in_force(versions: Sequence[Programme], day: date) -> Programme | None:
    """The version of one programme that holds on a business day, with those before it; None where none holds yet.

    `versions` are in the order in which they were published.
    """
    held = [version for version in versions if version.from_day is None or version.from_day <= day]
    return replace(held[-1], earlier=tuple(held[:-1])) if held else None
