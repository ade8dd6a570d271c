"""A new database in a folder of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store, open_store, sqlite_url


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the test's database is."""
    return tmp_path / "shop.db"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    """An empty shop's store."""
    opened = open_store(sqlite_url(database))
    yield opened
    opened.close()
