"""The paper needs Qt's fonts and, for the network printer, somebody who listens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.printing.fake_printer import FakePrinter, FakeSerialPrinter


@pytest.fixture(autouse=True)
def fonts(qapp: Any) -> None:
    """A QGuiApplication with the bundled fonts."""


@pytest.fixture
def cache_folder(tmp_path: Path) -> Path:
    """Where the printer library keeps its list of models, and where it is remembered who answered."""
    return tmp_path / "printer-cache"


@pytest.fixture
def fake_printer() -> Iterator[FakePrinter]:
    """A printer on a local port that answers well; a test changes its manners before the job."""
    printer = FakePrinter()
    yield printer
    printer.close()


@pytest.fixture
def fake_serial_printer() -> Iterator[FakeSerialPrinter]:
    """A printer on a serial line that answers well."""
    printer = FakeSerialPrinter()
    yield printer
    printer.unplug()
