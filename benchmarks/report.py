"""What a benchmark answers: one row for each promise, ours beside the raw limit measured in the same run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One promise: `ours` and `raw` in `unit` (raw None: nothing to compare with), `ratio` ours / raw.

    `limit` is the promise in words ("at most 2.5 x raw"); `ok` whether it was kept in this run.
    """

    name: str
    ours: float
    raw: float | None
    ratio: float | None
    limit: str
    unit: str
    ok: bool


def percentile(samples: Sequence[float], percent: float) -> float:
    """The sample below which `percent` of all lie (nearest rank); samples must not be empty."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def median(samples: Sequence[float]) -> float:
    """The middle sample."""
    return percentile(samples, 50)


def ratio_row(name: str, ours: float, raw: float, limit: float, unit: str) -> Row:
    """A row whose promise is "at most `limit` times raw"."""
    ratio = ours / raw
    return Row(name, ours, raw, ratio, f"at most {limit:g} x raw", unit, ratio <= limit)


def ceiling_row(name: str, ours: float, ceiling: float, unit: str, raw: float | None = None) -> Row:
    """A row whose promise is "under `ceiling`" in the unit itself; raw only stands beside it."""
    ratio = None if raw is None else ours / raw
    return Row(name, ours, raw, ratio, f"under {ceiling:g} {unit}", unit, ours < ceiling)
