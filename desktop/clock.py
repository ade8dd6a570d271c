"""The only place that reads the clock; everyone else is handed the time."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time in epoch milliseconds UTC."""

    def now_ms(self) -> int:
        """The moment of the call."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now_ms(self) -> int:
        """Epoch milliseconds UTC, now."""
        return time.time_ns() // 1_000_000


class SetClock:
    """A clock that starts at a given moment and runs on: for the demo shop, the tour and tests."""

    def __init__(self, at_ms: int) -> None:
        self._offset_ms = at_ms - time.monotonic_ns() // 1_000_000

    def now_ms(self) -> int:
        """The given start plus the time that has passed since."""
        return time.monotonic_ns() // 1_000_000 + self._offset_ms

    def pass_ms(self, ms: int) -> None:
        """Move the clock on."""
        self._offset_ms += ms
