"""What the desks' tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.print_state import PrintersState
from tests.desktop.counter import Till, set_up
from tests.desktop.papers import Paper
from tests.desktop.shop import Shop


@pytest.fixture
def shop(desk_shop: Shop) -> Shop:
    """The shop of the desks' tests."""
    return desk_shop


@pytest.fixture
def desk_shop(qapp: Any, tmp_path: Path) -> Iterator[Shop]:
    """An open shop with both programmes and nobody in it."""
    opened = Shop(tmp_path)
    yield opened
    opened.close()
    assert not opened.errors


@pytest.fixture
def till(qapp: Any, tmp_path: Path) -> Iterator[Till]:
    """The whole app at its counter, in a shop that has both programmes and nobody in it."""
    set_up(tmp_path)
    opened = Till(tmp_path)
    yield opened
    if opened.open:
        opened.close()


@pytest.fixture
def paper() -> Paper:
    """A printer."""
    return Paper()


@pytest.fixture
def cards() -> Paper:
    """A second printer, for cards."""
    return Paper()


@pytest.fixture
def states(shop: Shop) -> list[PrintersState]:
    """Everything the spooler said."""
    said: list[PrintersState] = []
    shop.spooler.changed.connect(said.append)
    return said
