"""How long until the window is painted, and until it takes the first scan, beside a bare window with the same fonts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import Row, median, ratio_row
from desktop.start_times import STARTED_NS
from script.set_up import compile_sources

ROOT = Path(__file__).resolve().parent.parent
RUNS = 21


def run() -> list[Row]:
    """Bare window and app in turns, on the demo shop of 1,200 members; medians.

    Our modules are compiled before, as script/run leaves them.
    """
    compile_sources(ROOT)
    with tempfile.TemporaryDirectory(prefix="regulars-start-") as folder:
        environment = _environment(Path(folder))
        app = [sys.executable, str(ROOT / "main.py"), "--demo", "--time-start"]
        bare = [sys.executable, "-m", "benchmarks.bare_window"]
        first_ms = json.loads(_output(app, environment))["ready_ms"]
        _output(bare, environment)
        painted_ms, ready_ms, bare_ms = [], [], []
        for _ in range(RUNS):
            bare_ms.append(float(_output(bare, environment)))
            times = json.loads(_output(app, environment))
            painted_ms.append(times["painted_ms"])
            ready_ms.append(times["ready_ms"])
    limit_ms = median(bare_ms)
    return [
        ratio_row("start to painted window", median(painted_ms), limit_ms, 2.0, "ms"),
        ratio_row("start to ready for the first scan", median(ready_ms), limit_ms, 4.5, "ms"),
        Row(
            "first start of --demo, shop built on the way",
            first_ms,
            None,
            None,
            "under 10000 ms",
            "ms",
            first_ms < 10_000,
        ),
    ]


def _environment(folder: Path) -> dict[str, str]:
    places = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", **places}


def _output(command: list[str], environment: dict[str, str]) -> str:
    started = {**environment, STARTED_NS: str(time.monotonic_ns())}
    done = subprocess.run(command, cwd=ROOT, env=started, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout.strip().splitlines()[-1]
