"""What a benchmark answers: one row for each promise, ours beside the raw limit measured in the same run."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"


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


def as_table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    head = "| measured | ours | raw limit | ratio | promise | kept |\n|---|---:|---:|---:|---|---|"
    return "\n".join([head, *(_line(row) for row in rows)])


def _line(row: Row) -> str:
    raw = "" if row.raw is None else f"{_figure(row.raw)} {row.unit}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    kept = "yes" if row.ok else "**no**"
    return f"| {row.name} | {_figure(row.ours)} {row.unit} | {raw} | {ratio} | {row.limit} | {kept} |"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def rewrite(rows: Sequence[Row]) -> None:
    """Put the table between the two marks of docs/benchmarks.md, with the machine it was measured on."""
    before, rest = DOCUMENT.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    table = f"{BEGIN}\nMeasured in one run on {machine}.\n\n{as_table(rows)}\n{END}"
    DOCUMENT.write_text(before + table + after, encoding="utf-8")
