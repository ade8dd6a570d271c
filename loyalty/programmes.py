"""A programme as data: an id, a version, a kind and its terms. Kinds live one file each in loyalty/programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
