"""`main.py check` on real files: nothing is changed, and the exit status tells."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from db import ledger
from db.store import open_store, sqlite_url
from desktop.check import run_check
from desktop.folders import folders_of, platform_folders
from desktop.options import parse
from loyalty.heads import head_text
from tests.desktop.shop import Shop


def checked(path: Path, *more: str) -> int:
    """The exit status."""
    return run_check(parse(["check", "--database", str(path), *more]))


@pytest.fixture
def path(shop: Shop, tmp_path: Path) -> Path:
    """The file of a shop that has sold."""
    member = shop.join("0912345678", "王小美")
    for amount in (100, 250, 1000):
        shop.sell(amount, member)
    shop.store.checkpoint()
    return tmp_path / "shop.db"


def test_a_sound_ledger_is_said_to_agree(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(path) == 0
    said = capsys.readouterr().out
    assert "全部相符" in said
    assert "收銀機 A 到第 4 號" in said


def test_a_balance_that_was_tampered_with_is_named_with_both_figures(
    path: Path, shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    with shop.store.write() as connection:
        connection.exec_driver_sql("UPDATE balances SET balance = balance + 5 WHERE unit = 'point'")
    assert checked(path) == 1
    said = capsys.readouterr().out
    assert "18" in said
    assert "13" in said


def test_it_speaks_the_asked_language(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(path, "--language", "en") == 0
    assert capsys.readouterr().out.isascii()


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(tmp_path / "none.db") == 2
    assert "none.db" in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh_tw", "{path} 是資料夾，不是資料檔；請選裡面的資料檔（例如 regulars.db）。"),
        ("en", "{path} is a folder, not a data file; choose the data file in it (such as regulars.db)."),
    ],
)
def test_a_folder_is_said_to_be_one(
    tmp_path: Path, language: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(tmp_path, "--language", language) == 2
    assert capsys.readouterr().err == sentence.format(path=tmp_path) + "\n"


def test_an_empty_file_is_no_shop_and_stays_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "copy.db").touch()
    assert checked(tmp_path / "copy.db") == 2
    assert "copy.db" in capsys.readouterr().err
    assert [file.name for file in tmp_path.glob("copy*")] == ["copy.db"]
    assert (tmp_path / "copy.db").stat().st_size == 0


@pytest.mark.parametrize(("version", "sentence"), [("0000", "較早版本"), ("9000", "較新版本")])
def test_data_of_another_version_is_said_and_left_alone(
    path: Path, shop: Shop, version: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with shop.store.write() as connection:
        connection.exec_driver_sql(f"UPDATE schema_version SET version_num = '{version}'")
    assert checked(path) == 2
    assert sentence in capsys.readouterr().err


def test_the_demo_shop_checked_is_the_one_the_window_opens(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_check(parse(["check", "--demo", "--members", "3"])) == 0
    data = platform_folders().data
    assert [file.parent for file in data.rglob("demo-*.db")] == [folders_of(None, demo=True).data]
    assert folders_of(None, demo=True).data != data


def test_another_programs_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(tmp_path / "songs.db") as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    assert checked(tmp_path / "songs.db") == 2
    assert "songs.db" in capsys.readouterr().err


def test_it_may_run_while_the_counter_sells(path: Path, shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.sell(300)
    assert checked(path) == 0
    shop.sell(300)
    assert checked(path) == 0


def test_an_empty_shop_agrees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_store(sqlite_url(tmp_path / "new.db")).close()
    assert checked(tmp_path / "new.db") == 0


def printed_head(shop: Shop) -> str:
    """The last line of the day's report."""
    with shop.store.read() as connection:
        return head_text("A", *ledger.head(connection, "A"))


def test_a_printed_head_is_found_again_while_the_shop_sells_on(
    path: Path, shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    head = printed_head(shop)
    shop.sell(500)
    assert checked(path, "--head", head) == 0
    assert "A-4" in capsys.readouterr().out
    assert checked(path, "--head", head.lower()) == 0
    assert "A-4" in capsys.readouterr().out
    assert checked(path, "--head", head.upper().replace(" ", "  "), "--language", "en") == 0
    assert "still holds the printed A-4" in capsys.readouterr().out


def test_a_ledger_whose_end_was_cut_off_is_told_by_the_printed_head(
    path: Path, shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    head = printed_head(shop)
    with shop.store.write() as connection:
        for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        last = "(SELECT id FROM operations WHERE till = 'A' AND number = 4)"
        connection.exec_driver_sql(f"DELETE FROM print_jobs WHERE operation_id = {last}")
        connection.exec_driver_sql(f"DELETE FROM entries WHERE operation_id = {last}")
        connection.exec_driver_sql("DELETE FROM operations WHERE till = 'A' AND number = 4")
    assert checked(path, "--head", head) == 1
    assert "帳本裡沒有印出的 A-4" in capsys.readouterr().out


def test_one_other_digit_is_another_head(path: Path, shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    head = printed_head(shop)
    other = head[:-1] + ("0" if head[-1] != "0" else "1")
    assert checked(path, "--head", head, "--head", other) == 1
    said = capsys.readouterr().out
    assert "還在帳本裡" in said
    assert "帳本裡沒有印出的" in said
