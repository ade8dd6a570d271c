"""How long the start took, for the benchmark: printed as JSON when the first scan could be taken."""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtCore import QEvent, QObject, SignalInstance
from PySide6.QtWidgets import QApplication, QWidget


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
    """Milliseconds since the process began, by the system's own record of it; 0.0 where there is none."""
    try:
        with open("/proc/self/stat", encoding="ascii") as stat, open("/proc/uptime", encoding="ascii") as uptime:
            ticks = int(stat.read().rpartition(")")[2].split()[19])
            up_s = float(uptime.read().split()[0])
    except OSError:
        return 0.0
    return up_s * 1000 - ticks * 1000 / 100 if ticks else time.perf_counter() * 1000


def print_start_times(counter: QWidget, ready: SignalInstance, qt: QApplication) -> None:
    """Print the times once the counter is ready, then end the app."""
    _StartTimes(counter, ready, qt)
