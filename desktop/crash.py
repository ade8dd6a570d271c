"""A bug of ours: logged with its context, said on the screen, and nothing is swallowed."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from desktop.folders import Folders
from loyalty.words import Words
from ui.main_window import MainWindow

LOG_NAME = "regulars.log"
LOG_BYTES = 1_000_000

log = logging.getLogger("regulars")


class _QuietFile(RotatingFileHandler):
    """A full disk takes no log either: what is going on is said on the screen, not as a traceback of the logging."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: there is nowhere left to write it."""


class CrashWatch(QObject):
    """Shows, on the screen's thread, that a bug was met and where it was written down."""

    _met = Signal()

    def __init__(self, window: MainWindow, folders: Folders, words: Callable[[], Words]) -> None:
        super().__init__(window)
        self._window = window
        self._path = folders.data / LOG_NAME
        self._words = words
        self._met.connect(self._show)

    def met(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write it down and say it; usable as sys.excepthook, from any thread."""
        log.critical("a bug was met", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        self._met.emit()

    def _show(self) -> None:
        self._window.show_bug(self._words()("error.bug_met", path=str(self._path)))


def watch(window: MainWindow, folders: Folders, words: Callable[[], Words]) -> CrashWatch:
    """Log to a file beside the data from now on, and catch what nobody else does."""
    _log_to(folders)
    crash = CrashWatch(window, folders, words)
    sys.excepthook = crash.met
    threading.excepthook = lambda met: crash.met(met.exc_type, met.exc_value or met.exc_type(), met.exc_traceback)
    return crash


def _log_to(folders: Folders) -> None:
    try:
        folders.data.mkdir(parents=True, exist_ok=True)
        handler = _QuietFile(folders.data / LOG_NAME, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8", delay=True)
    except OSError:
        # Opening the shop says the same no in a sentence; a missing log must not come before it.
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
