"""A programme as data: an id, a version, a kind and its terms. Kinds live one file each in loyalty/programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme of the shop in one version. `terms` is JSON-ready and was validated by the kind's Fields.

    `stopped` programmes earn nothing; their balances stay and can be used.
    """

    id: str
    version: int
    kind: str
    name: str
    terms: Mapping[str, object]
    stopped: bool = False
