"""Scan to painted panel, key to painted list, and memory, on a shop of 1,000,000 members behind the real window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.report import Row, ceiling_row, median, percentile
from benchmarks.shops import copy_of, million_shop

ROOT = Path(__file__).resolve().parent.parent
# As main.py begins.
_PLAY = """
import gc
import sys
gc.disable()
from desktop.imports import import_lightly
import_lightly()
from benchmarks.window_probe import main
main(sys.argv[1])
"""


def run() -> list[Row]:
    """One process opens the shop's copy, takes the scans and keys, and lists everybody."""
    kept = million_shop()
    with tempfile.TemporaryDirectory(prefix="window-", dir=kept.parent) as folder:
        figures = _figures(copy_of(kept, Path(folder)), Path(folder))
    scan_ms, key_ms = figures["scan_ms"], figures["key_ms"]
    return [
        ceiling_row("scan to painted panel, median", median(scan_ms), 50, "ms"),
        ceiling_row("scan to painted panel, p99", percentile(scan_ms, 99), 50, "ms"),
        ceiling_row("first key to painted list, median", median(key_ms), 16, "ms"),
        ceiling_row("first key to painted list, p99", percentile(key_ms, 99), 16, "ms"),
        ceiling_row("memory with the list of all members open", figures["listed_mb"], 200, "MB"),
    ]


def _figures(database: Path, folder: Path) -> dict[str, list[float]]:
    places = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **places}
    command = [sys.executable, "-c", _PLAY, str(database)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=600
    )
    return json.loads(done.stdout.strip().splitlines()[-1])
