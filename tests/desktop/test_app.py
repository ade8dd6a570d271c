"""The app put together: what its window says when the shop cannot be opened, and that it ends as it began."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from db.store import open_store, sqlite_url
from desktop import opening
from desktop.frame import is_dark
from loyalty.errors import KnownError
from loyalty.words import Words
from tests.desktop.counter import Till, set_up

ROOT = Path(__file__).resolve().parents[2]


def what_it_says(till: Till) -> str:
    """The sentence above the counter, said once."""
    assert (till.note, till.said) == ("", "")
    return till.trouble


def cannot_sell(till: Till) -> bool:
    """Whether neither keys nor clicks do anything."""
    till.key(Qt.Key.Key_F12)
    till.process()
    return till.app.desks is None and not till.view.isEnabled() and not till.search.isEnabled()


def test_a_second_start_says_so_in_its_window_and_cannot_sell(till: Till) -> None:
    second = Till(till.folder, seed=8)
    try:
        assert what_it_says(second) == second.words("error.already_open")
        assert cannot_sell(second)
    finally:
        second.close()
    till.app.window.activateWindow()
    till.settle()
    till.type("0912345678\r")
    till.press(Qt.Key.Key_F12)
    assert len(till.sales) == 1


def test_once_the_first_is_closed_the_second_opens_by_its_button(till: Till) -> None:
    second = Till(till.folder, seed=8)
    try:
        till.close()
        assert second.app.window.trouble.action_button().text() == second.words("desk.open_again")
        second.click(second.app.window.trouble.action_button())
        second.wait(lambda: second.app.desks is not None)
        second.settle()
        assert second.trouble == ""
        second.type("0912345678\r")
        second.press(Qt.Key.Key_F12)
        assert len(second.sales) == 1
    finally:
        second.close()


def test_after_the_first_is_closed_the_next_start_opens(till: Till) -> None:
    till.close()
    again = Till(till.folder, seed=8)
    try:
        assert again.view.isEnabled()
        assert again.note == ""
    finally:
        again.close()


def make_damaged(path: Path) -> None:
    """A shop whose pages were overwritten."""
    open_store(sqlite_url(path)).close()
    content = bytearray(path.read_bytes())
    content[100:4000] = b"\xff" * 3900
    path.write_bytes(content)


def make_newer(path: Path) -> None:
    """A shop that a later version wrote."""
    open_store(sqlite_url(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE schema_version SET version_num = '9999'")
    connection.close()


def make_foreign(path: Path) -> None:
    """Another program's database."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()


def make_text(path: Path) -> None:
    """No database at all."""
    path.write_text("這不是資料庫" * 200, encoding="utf-8")


@pytest.mark.parametrize(
    ("make", "keys"),
    [
        (make_damaged, {"database_damaged", "not_a_database"}),
        (make_newer, {"database_newer"}),
        (make_foreign, {"not_a_database"}),
        (make_text, {"not_a_database"}),
    ],
)
def test_a_file_that_cannot_be_the_shop_is_said_in_the_window_and_left_as_it_was(
    qapp: Any, tmp_path: Path, make: Any, keys: set[str]
) -> None:
    set_up(tmp_path)
    make(tmp_path / "shop.db")
    # Bytes 18 and 19 are the journal's mode, which opening may change; nothing else may differ.
    before = (tmp_path / "shop.db").read_bytes()
    till = Till(tmp_path)
    try:
        (error,) = till.failed
        assert isinstance(error, KnownError)
        assert error.key in keys
        assert what_it_says(till)
        assert cannot_sell(till)
    finally:
        till.close()
    after = (tmp_path / "shop.db").read_bytes()
    assert (after[:18], after[100:]) == (before[:18], before[100:])


def test_a_folder_that_is_a_file_is_said_in_the_window(qapp: Any, tmp_path: Path) -> None:
    (tmp_path / "place").write_text("")
    till = Till(tmp_path / "place")
    try:
        assert what_it_says(till)
        assert cannot_sell(till)
    finally:
        till.close()


def test_a_disk_that_is_full_at_the_start_is_said_without_a_sale(
    qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise KnownError("disk_full", path="shop.db")

    monkeypatch.setattr(opening, "open_store", full)
    set_up(tmp_path)
    till = Till(tmp_path)
    try:
        assert what_it_says(till) == till.words("error.disk_full_at_start", path="shop.db")
    finally:
        till.close()


def test_a_full_disk_is_no_bug_to_an_idle_counter(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise KnownError("disk_full", path="shop.db")

    monkeypatch.setattr(till.desks.services.store, "checkpoint", full)
    till.desks._when_idle()
    till.settle()
    assert till.said == ""


def test_the_window_has_the_shops_name_and_the_wished_size(qapp: Any, tmp_path: Path) -> None:
    set_up(tmp_path)
    till = Till(tmp_path, "--size", "1024x768", "--language", "en")
    try:
        assert (till.app.window.width(), till.app.window.height()) == (1024, 768)
        assert till.words.language == "en"
        assert till.app.window.windowTitle() == till.words("desk.shop_unnamed")
    finally:
        till.close()


def test_dark_light_and_as_the_system_has_it(qapp: Any) -> None:
    assert is_dark(qapp, "dark")
    assert not is_dark(qapp, "light")
    assert is_dark(qapp, "system") in (True, False)


def run_main(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The program as its user starts it."""
    return subprocess.run([sys.executable, "main.py", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_without_a_display_it_says_one_sentence_and_ends(tmp_path: Path) -> None:
    ended = run_main("--database", str(tmp_path / "shop.db"))
    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "--tour" in ended.stderr


def test_the_measured_start_ends_well(tmp_path: Path) -> None:
    ended = run_main("--database", str(tmp_path / "shop.db"), "--time-start")
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_measured_start_on_another_programs_file_says_so_and_ends(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("milk", encoding="utf-8")
    ended = run_main("--database", str(path), "--time-start", "--language", "en")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines() == [Words("en")("error.not_a_database", path=str(path))]


def test_a_tour_whose_place_is_none_says_so_in_one_sentence_before_it_makes_a_shop(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("milk", encoding="utf-8")
    ended = run_main("--tour", str(path), "--language", "en")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.splitlines() == [Words("en")("error.folder_not_writable", path=str(path))]


def test_a_disk_that_is_full_at_the_end_keeps_nobody_from_closing(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    till.type("0912345678\r")
    till.press(Qt.Key.Key_F12)
    assert till.app.shop is not None
    store, engine_module = till.app.shop.store, till.app.shop.store._engine_module

    def no_room(*_: object) -> None:
        error = engine_module.DriverError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    with monkeypatch.context() as full:
        full.setattr(engine_module, "checkpoint", no_room)
        with pytest.raises(KnownError):
            store.checkpoint()
        till.close()
    again = Till(till.folder, seed=9)
    assert len(again.sales) == 1
    again.close()
