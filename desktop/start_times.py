"""How long the start took, for the benchmark: printed as JSON when the first scan could be taken."""

from __future__ import annotations

import json
import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget

from loyalty.errors import KnownError
from loyalty.words import Words

STARTED_NS = "REGULARS_STARTED_NS"


class _StartTimes(QObject):
    """Notes when the window was first painted; the process' own start is the zero."""

    def __init__(self, counter: QWidget, ready: SignalInstance, qt: QApplication) -> None:
        super().__init__(counter)
        self._qt = qt
        self._painted_ms = 0.0
        counter.installEventFilter(self)
        ready.connect(self._ready)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._painted_ms:
            self._painted_ms = since_start_ms()
        return False

    def _ready(self) -> None:
        times = {"painted_ms": round(self._painted_ms, 1), "ready_ms": round(since_start_ms(), 1)}
        sys.stdout.write(json.dumps(times) + "\n")
        sys.stdout.flush()
        self._qt.quit()


def since_start_ms() -> float:
    """Milliseconds since the process was started; 0.0 where nobody knows.

    Who starts it may say when that was, on the monotonic clock that all processes share: to the microsecond, in the
    environment's `REGULARS_STARTED_NS`. Else the system's own record of it, which is good to 10 ms (`man 5 proc`).
    """
    started_ns = os.environ.get(STARTED_NS)
    if started_ns is not None:
        return (time.monotonic_ns() - int(started_ns)) / 1_000_000
    try:
        with open("/proc/self/stat", encoding="ascii") as stat, open("/proc/uptime", encoding="ascii") as uptime:
            ticks = int(stat.read().rpartition(")")[2].split()[19])
            up_s = float(uptime.read().split()[0])
    except OSError:
        return 0.0
    return up_s * 1000 - ticks * 1000 / os.sysconf("SC_CLK_TCK")


def print_start_times(
    counter: QWidget, ready: SignalInstance, failed: SignalInstance, words: Words, qt: QApplication
) -> None:
    """Print the times once the counter is ready, then end the app; or why the shop could not be opened: status 2."""
    _StartTimes(counter, ready, qt)

    def end(error: KnownError) -> None:
        # Imported here, so that what is measured imports no more than a usual start.
        from loyalty.explain import explain_error

        sys.stderr.write(explain_error(error, words) + "\n")
        qt.exit(2)

    failed.connect(end)
