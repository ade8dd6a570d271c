"""Run the checks that hold us, then all tests; stop at the first that fails and leave its words on the screen."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS = (
    ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    ("ruff", [str(BIN / "ruff"), "check", "--quiet", "."]),
    ("mypy", [str(BIN / "mypy")]),
    ("contracts", [str(BIN / "lint-imports"), "--no-cache"]),
)


def main() -> int:
    """Return the exit status of the first step that fails, or 0."""
    steps = (*CHECKS, ("tests", [sys.executable, "-m", "pytest", *sys.argv[1:]]))
    for name, command in steps:
        started = time.monotonic()
        print(f"== {name}", flush=True)
        status = subprocess.run(command, cwd=ROOT).returncode
        if status != 0:
            print(f"== {name} failed", flush=True)
            return status
        print(f"== {name} ok, {time.monotonic() - started:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
