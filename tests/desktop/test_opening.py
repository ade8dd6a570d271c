"""From a place on the disk to an open shop."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import sqlite
from desktop.folders import Folders
from desktop.opening import OpenShop, database_path, open_shop
from desktop.till import TillSettings
from loyalty.errors import KnownError
from tests.desktop.counter import NOON_MS


def opened(folder: Path, database: str | None = None) -> OpenShop:
    """The shop in a folder."""
    folders = Folders(folder / "data", folder / "cache")
    return open_shop(database, folders, TillSettings(), lambda: bytes(32), NOON_MS)


def test_a_new_folder_becomes_a_shop_with_a_key_and_programmes(tmp_path: Path) -> None:
    shop = opened(tmp_path)
    assert (tmp_path / "data" / "regulars.db").is_file()
    assert shop.context.card_secret == bytes(32)
    assert shop.context.programmes
    shop.close()


def test_the_second_start_is_refused_until_the_first_is_closed(tmp_path: Path) -> None:
    first = opened(tmp_path)
    with pytest.raises(KnownError) as refused:
        opened(tmp_path)
    assert refused.value.key == "already_open"
    first.close()
    opened(tmp_path).close()


def test_a_file_that_cannot_be_opened_lets_the_lock_go(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "regulars.db").write_text("no database" * 1000)
    for _ in range(2):
        with pytest.raises(KnownError) as refused:
            opened(tmp_path)
        assert refused.value.key == "not_a_database"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(KnownError) as refused:
        opened(tmp_path)
    assert refused.value.key == "folder_not_writable"


def test_another_engine_is_not_supported_yet(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        opened(tmp_path, "postgresql+psycopg://shop@till/shop")
    assert refused.value.key == "database_unsupported"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (None, "/data/regulars.db"),
        ("/shop/a.db", "/shop/a.db"),
        ("sqlite:////shop/a.db", "/shop/a.db"),
        ("postgresql://till/shop", None),
    ],
)
def test_which_file_is_meant(given: str | None, meant: str | None) -> None:
    found = database_path(given, Folders(Path("/data"), Path("/cache")))
    assert found == (None if meant is None else Path(meant))


@pytest.mark.parametrize("given", ["sqlite://", "sqlite:///"])
def test_a_url_that_names_no_file_is_refused_in_a_sentence(tmp_path: Path, given: str) -> None:
    with pytest.raises(KnownError) as refused:
        opened(tmp_path, given)
    assert refused.value.key == "database_unsupported"


def test_the_next_start_is_let_in_though_the_last_checkpoint_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = opened(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(sqlite, "checkpoint", failing)
        with pytest.raises(KnownError):
            shop.close()
    assert shop.store._connections == []
    opened(tmp_path).close()


def failing(*_: object) -> None:
    """A checkpoint on a disk that says no."""
    raise KnownError("disk_failed", path="x")


def test_a_relative_url_is_a_file_beside_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert database_path("sqlite:///a.db", Folders(tmp_path, tmp_path)) == Path("a.db")
