"""The threads, and the one place where their answers come back to the screen's thread.

A lane is one thread that does one thing at a time: one writer and one reader of the store, one painter, one a printer.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

from loyalty.errors import KnownError

log = logging.getLogger(__name__)

# Python lets a thread run 5 ms before the next: a list that was found would wait for a half-painted screen.
sys.setswitchinterval(0.0005)


def not_now(_: KnownError) -> None:
    """For work that nobody asked for and that is tried again anyway: nobody hears of its KnownError but the log."""


class Lane(QObject):
    """One thread with a queue; answers arrive on the screen's thread, in order.

    A KnownError goes to `failed` (the lane's own handler when none is given). Any other exception is a bug: `failed`
    hears of it as the KnownError "unexpected", so that whoever waits for an answer goes on, and it is raised on the
    screen's thread, where the crash handler shows it.
    """

    _answered = Signal(object)

    def __init__(self, name: str, on_known_error: Callable[[KnownError], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_known_error = on_known_error
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._newest: dict[str, int] = {}
        self._pending = 0
        self._closed = False
        # Queued even when the thread was so quick that its answer is there while the question is still being put.
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing is queued, running, or on its way back."""
        return self._pending == 0

    def ask(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[KnownError], None] | None = None,
        newest_of: str = "",
    ) -> None:
        """Run `work` on the lane, then `then(answer)` on the screen's thread.

        `newest_of` names a kind of question of which only the newest matters (a search, a preview): questions of that
        kind that have not begun are skipped, and stale answers are dropped.
        """
        if self._closed:
            return
        generation = 0
        if newest_of:
            generation = self._newest.get(newest_of, 0) + 1
            self._newest[newest_of] = generation
        self._pending += 1
        deliver = partial(self._finish, then, failed, newest_of, generation)
        future = self._executor.submit(self._work_unless_stale, work, newest_of, generation)
        future.add_done_callback(lambda done: self._answered.emit(partial(deliver, done)))

    def forget(self, newest_of: str) -> None:
        """Drop what is still on its way for this kind of question."""
        self._newest[newest_of] = self._newest.get(newest_of, 0) + 1

    def report(self, error: KnownError) -> None:
        """Hand an error to the lane's own handler."""
        self._on_known_error(error)

    def catch_up(self) -> None:
        """Wait until all asked so far is done and hand the answers over: for the end, when no event loop does."""
        if not self._closed:
            self._executor.submit(int).result()
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def close(self) -> None:
        """Let what is queued finish, hand its answers over, and end the thread; later questions are dropped."""
        self._closed = True
        self._executor.shutdown(wait=True)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)

    def _work_unless_stale(self, work: Callable[[], Any], newest_of: str, generation: int) -> Any:
        if newest_of and self._newest[newest_of] != generation:
            return None
        return work()

    def _deliver(self, finish: Callable[[], None]) -> None:
        self._pending -= 1
        finish()

    def _finish(
        self,
        then: Callable[[Any], None] | None,
        failed: Callable[[KnownError], None] | None,
        newest_of: str,
        generation: int,
        done: Future[Any],
    ) -> None:
        if newest_of and self._newest[newest_of] != generation:
            return
        error = done.exception()
        if isinstance(error, KnownError):
            log.info("known error: %s", error)
            (failed or self._on_known_error)(error)
        elif error is not None:
            if failed is not None:
                failed(KnownError("unexpected"))
            raise error
        elif then is not None:
            then(done.result())
