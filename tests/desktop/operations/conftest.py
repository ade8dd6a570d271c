"""A small shop for every test of a use case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.operations.small_shop import SmallShop, open_small_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[SmallShop]:
    """A new shop with both presets on a real file."""
    with open_small_shop(tmp_path) as opened:
        yield opened
