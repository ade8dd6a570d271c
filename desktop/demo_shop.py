"""Where the demo shop's database lives: made once a day from its seed, kept until the next day, thrown away then."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from db.lock import hold
from desktop.folders import Folders, make
from loyalty.errors import KnownError

TAIPEI = timedelta(hours=8)


def demo_database(folders: Folders, members: int, seed: int, now_ms: int, progress: Callable[[int, int], None]) -> str:
    """The path of the demo shop of today, built when it is not there yet.

    The same seed, size and day give the same ledger, byte for byte. `progress` gets (done, total).
    """
    make(folders)
    day = (datetime.fromtimestamp(now_ms / 1000, UTC) + TAIPEI).date()
    path = folders.data / f"demo-{seed}-{members}-{day:%Y%m%d}.db"
    if not path.exists():
        _drop_older(folders.data, day)
        _build(path, seed, members, day, progress)
    return str(path)


def opening_ms(day: date) -> int:
    """The moment the demo's history ends: eight in the morning in Taipei."""
    return int((datetime(day.year, day.month, day.day, tzinfo=UTC) - TAIPEI + timedelta(hours=8)).timestamp() * 1000)


def _build(path: Path, seed: int, members: int, day: date, progress: Callable[[int, int], None]) -> None:
    from db.store import open_store, sqlite_url
    from desktop.demo.build import build_demo

    unfinished = path.with_suffix(".part")
    _remove(unfinished)
    store = open_store(sqlite_url(unfinished))
    try:
        build_demo(store, seed, members, opening_ms(day), progress)
    finally:
        store.close()
    os.replace(unfinished, path)


def _drop_older(folder: Path, day: date) -> None:
    for old in folder.glob("demo-*.db"):
        if old.stem.endswith(f"{day:%Y%m%d}"):
            continue
        # One that another window still has open stays until the next time.
        with contextlib.suppress(KnownError):
            held = hold(old)
            _remove(old)
            held.release()


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}.lock"):
        with contextlib.suppress(OSError):
            path.with_name(name).unlink()
