"""Where the demo shop's database lives, and what happens to those of earlier days."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db.lock import hold
from desktop.demo_shop import demo_database
from desktop.folders import Folders
from tests.desktop.counter import Till, set_up
from ui.widgets.text import ElidedLabel

MONDAY_MS = 1_794_873_600_000
DAY_MS = 86_400_000
PEOPLE = 2


def _demo(folder: Path, now_ms: int) -> Path:
    return Path(demo_database(Folders(folder / "data", folder / "cache"), PEOPLE, 7, now_ms, lambda done, total: None))


def test_another_days_demo_takes_the_place_of_the_last(tmp_path: Path) -> None:
    monday, tuesday = _demo(tmp_path, MONDAY_MS), _demo(tmp_path, MONDAY_MS + DAY_MS)
    assert [path for path in (monday, tuesday) if path.exists()] == [tuesday]


def test_a_demo_that_is_still_open_stays_when_another_day_begins(tmp_path: Path) -> None:
    monday = _demo(tmp_path, MONDAY_MS)
    open_elsewhere = hold(monday)
    _demo(tmp_path, MONDAY_MS + DAY_MS)
    open_elsewhere.release()
    assert monday.exists()


def test_the_status_line_says_that_a_demo_is_no_shop_of_ones_own(qapp: Any, tmp_path: Path) -> None:
    set_up(tmp_path)
    till = Till(tmp_path, "--demo", "--members", "2")
    try:
        shown = till.app.window.bottom_bar.data.findChild(ElidedLabel)
        assert shown is not None
        assert shown.full_text() == till.words("status.data_demo")
    finally:
        till.close()
