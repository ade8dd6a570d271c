"""Seconds as somebody who waits counts them; a machine that stood still meanwhile counts for next to nothing."""

from __future__ import annotations

import threading
import time
from types import TracebackType

_TICK_S = 0.005
# A wait lets the counter tick on. What keeps even the counter from ticking is the machine, not who is waited for.
_MOST_S = 0.05


class Stopwatch:
    """Runs inside its `with`: promises of a second or two are measured by it, whatever else the machine does."""

    def __init__(self) -> None:
        self.s = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._count, name="stopwatch")

    def __enter__(self) -> Stopwatch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _count(self) -> None:
        before_s = time.monotonic()
        while not self._over.wait(_TICK_S):
            now_s = time.monotonic()
            self.s += min(now_s - before_s, _MOST_S)
            before_s = now_s
