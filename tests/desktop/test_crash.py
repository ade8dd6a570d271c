"""A bug is written down and said on the screen; it is never swallowed."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop import crash
from desktop.folders import Folders
from loyalty.words import Words
from ui.main_window import MainWindow


@pytest.fixture
def restored() -> Iterator[None]:
    """The hooks and handlers as they were."""
    hooks, root = (sys.excepthook, threading.excepthook), logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    sys.excepthook, threading.excepthook = hooks
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.mark.usefixtures("restored")
def test_a_bug_is_written_to_the_log_and_said_above_every_screen(
    qtbot: QtBot, tmp_path: Path, stray_logs: list[logging.LogRecord], capfd: pytest.CaptureFixture[str]
) -> None:
    window = MainWindow(Words())
    qtbot.addWidget(window)
    watch = crash.watch(window, Folders(tmp_path, tmp_path), Words)
    try:
        raise ZeroDivisionError("stamps by nothing")
    except ZeroDivisionError as error:
        watch.met(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: window.bug.message() is not None)
    window.show_trouble(None)
    shown = window.bug.message()
    assert shown is not None
    assert str(tmp_path / crash.LOG_NAME) in shown.text
    written = (tmp_path / crash.LOG_NAME).read_text(encoding="utf-8")
    assert "stamps by nothing" in written
    assert "test_crash.py" in written
    assert "stamps by nothing" in capfd.readouterr().err
    assert [record.getMessage() for record in stray_logs] == ["a bug was met"]
    stray_logs.clear()


@pytest.mark.usefixtures("restored")
def test_a_log_that_a_full_disk_refuses_stays_quiet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    crash._log_to(Folders(tmp_path, tmp_path))
    (tmp_path / crash.LOG_NAME).mkdir()
    logging.getLogger("test of the log").info("not written anywhere")
    assert capfd.readouterr().err == ""
