"""What every test gets: no display, folders of its own, no stray warning, no thread left behind, fonts for Qt."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "ui" / "assets" / "fonts"

# This process never opens a window on a display. A journey starts the app as a child, with `display_environment`.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

_COMMON: dict[str, Any] = {
    # A deadline on a busy two-core machine fails by chance; examples found are printed, not kept in a folder.
    "deadline": None,
    "database": None,
    "print_blob": True,
    "suppress_health_check": [HealthCheck.too_slow],
}
# What is red in the short run is red for everybody: it comes of the change, not of the dice. The long run rolls them.
settings.register_profile("short", max_examples=40, derandomize=True, **_COMMON)
settings.register_profile("all", max_examples=1_000, **_COMMON)
settings.load_profile("short")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--all`: long sweeps at their whole length, and 1,000 new examples a property."""
    parser.addoption("--all", action="store_true", help="run the long sweeps whole")


def pytest_configure(config: pytest.Config) -> None:
    """Choose how many examples a property gets."""
    settings.load_profile("all" if config.getoption("--all") else "short")


@pytest.fixture(scope="session")
def whole_sweeps(pytestconfig: pytest.Config) -> bool:
    """Whether `--all` was given: a test marked `sweep` goes its whole length, else a short part of it."""
    return bool(pytestconfig.getoption("--all"))


@pytest.fixture(scope="session")
def session_folder() -> Iterator[Path]:
    """A folder for the whole run, removed at its end."""
    folder = Path(tempfile.mkdtemp(prefix="regulars-tests-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


_FOLDER_NUMBERS = count(1)


@pytest.fixture(autouse=True)
def own_folders(session_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the platform's data, settings, state and run folders of each test at folders that nobody else has.

    The cache is shared by the run, because fontconfig fills it once for all.
    """
    own = session_folder / str(next(_FOLDER_NUMBERS))
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(own / name.lower()))
    monkeypatch.setenv("XDG_CACHE_HOME", str(session_folder / "cache"))
    run = session_folder / "run"
    run.mkdir(mode=0o700, exist_ok=True)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))


class _Collector(logging.Handler):
    """Keeps every record of WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def stray_logs() -> Iterator[list[logging.LogRecord]]:
    """Fail a test that logs a warning or worse. One that means to takes this list, checks it, and empties it."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    yield collector.records
    root.removeHandler(collector)
    left = [f"{record.name} {record.levelname}: {record.getMessage()}" for record in collector.records]
    if left:
        pytest.fail("logged, and no test asked for it:\n" + "\n".join(left))


def _python_threads() -> set[threading.Thread]:
    # Threads that Qt started appear as dummies once they ran Python, and stay listed after their end.
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running; those already on their way out get two seconds."""
    before = _python_threads()
    yield
    deadline_s = time.monotonic() + 2
    while (left := _python_threads() - before) and time.monotonic() < deadline_s:
        time.sleep(0.005)
    if left:
        pytest.fail(f"left running: {sorted(thread.name for thread in left)}")


@pytest.fixture(scope="session")
def qapp(qapp: Any) -> Any:
    """The one QApplication, with the bundled fonts registered once."""
    from PySide6.QtGui import QFontDatabase

    for file in sorted(FONTS.glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            pytest.fail(f"Qt does not read {file.name}")
    return qapp


def _windows() -> list[Any]:
    # Whether there is an application at all is asked without loading Qt for a test of the rules.
    widgets = sys.modules.get("PySide6.QtWidgets")
    return [] if widgets is None or widgets.QApplication.instance() is None else widgets.QApplication.topLevelWidgets()


@pytest.fixture(autouse=True)
def windows_gone() -> Iterator[None]:
    """Delete the windows a test leaves: every later style sheet would dress all of them again, for seconds."""
    before = set(_windows())
    yield
    left = [window for window in _windows() if window not in before]
    for window in left:
        window.deleteLater()
    if left:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def display_environment(xvfb: Any) -> dict[str, str]:
    """The environment of a child process that opens a real window, on the display pytest-xvfb started."""
    if xvfb is None:
        pytest.skip("no Xvfb on this system")
    return {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{xvfb.display}"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys last: they are the slowest, and everything under them has been tested by then."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is not None)
