"""Plays the tour: makes the throwaway shop, opens the window, goes step by step, and says where it fails."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from types import TracebackType

from desktop import platform
from desktop.makers import Maker
from desktop.options import Options
from desktop.tour.failure import TourError
from loyalty.words import Words

MEMBERS = 300
SEED = 7
DAY = date(2026, 11, 20)
# The demo's history ends at eight in the morning; the tour plays in the afternoon.
_AFTERNOON_MS = (7 * 60 + 24) * 60_000

_DATABASE = "regulars.db"


def run_tour(options: Options) -> int:
    """Play the whole visit, with pictures and slips in `options.tour`. Exit status: 0 all shown as it should, 1 not,
    2 no such place.

    The shop, its data folder and its clock are the tour's own, so that the pictures repeat and no shop is touched.
    """
    folder = options.tour or Path()
    began_s = time.monotonic()
    try:
        # Before anything else is made, which takes seconds: the place may not be one.
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        sys.stderr.write(Words(options.language or "zh_tw")("error.folder_not_writable", path=folder) + "\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="regulars-tour-", ignore_cleanup_errors=True) as place:
        choose_platform()
        make_shop(Path(place) / _DATABASE)
        status, pictures = _play(options, Path(place) / _DATABASE, folder)
    if status == 0:
        took_s = round(time.monotonic() - began_s)
        _say(f"{pictures} pictures and the slips are in {folder} ({took_s} s).")
    return status


def choose_platform() -> None:
    """A real window where the user asks for one or there is a display, else offscreen."""
    if "QT_QPA_PLATFORM" not in os.environ:
        platform.choose(wants_window=platform.has_display())


def make_shop(path: Path) -> None:
    """The demo's shop in small, at `path`."""
    from db.store import open_store, sqlite_url
    from desktop.demo.build import build_demo
    from desktop.demo_shop import opening_ms

    store = open_store(sqlite_url(path))
    try:
        build_demo(store, SEED, MEMBERS, opening_ms(DAY), lambda done, total: None)
    finally:
        store.close()


def _play(options: Options, database: Path, folder: Path) -> tuple[int, int]:
    """Exit status, and how many pictures there are."""
    from desktop.app import App, make_qt
    from desktop.demo_shop import opening_ms
    from desktop.tour.hand import TourClock
    from desktop.tour.stage import Stage
    from desktop.tour.steps import STEPS

    clock = TourClock(opening_ms(DAY) + _AFTERNOON_MS)
    own = replace(options, database=str(database), demo=False, language=options.language or "zh_tw")
    app = App(make_qt(), own, clock, Maker(clock, Random(f"{SEED}:tour").randbytes))
    stage = Stage(app, clock, folder)
    name = "opening the window"
    with _bugs() as bugs:
        try:
            app.show()
            stage.wait("an open shop", lambda: app.desks is not None)
            app.window.activateWindow()
            stage.wait("the window in front", lambda: app.qt.activeWindow() is app.window, app.qt.activeWindow)
            for step in STEPS:
                name = (step.__doc__ or step.__name__).splitlines()[0].rstrip(".")
                step(stage)
                if bugs:
                    raise TourError("no error inside the app", bugs[0])
            status = 0
        except TourError as failure:
            stage.shot("failed")
            _say(f"The tour failed at: {name}\n  {failure}\n  See the last picture in {folder}.")
            status = 1
        finally:
            app.window.close()
            app.close()
    return status, stage.pictures


@contextmanager
def _bugs() -> Iterator[list[str]]:
    """Collect what is raised inside the app's own slots, where Qt would only print it."""
    found: list[str] = []
    before = sys.excepthook

    def keep(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        found.append(f"{kind.__name__}: {error}")
        before(kind, error, trace)

    sys.excepthook = keep
    try:
        yield found
    finally:
        sys.excepthook = before


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
