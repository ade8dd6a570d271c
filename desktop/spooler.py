"""Brings queued slips to paper, one at a time, on the printer's own thread; the counter never waits for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from db.print_jobs import JobState, PrintJob
from db.store import Store
from desktop.clock import Clock
from desktop.operations import print_jobs
from desktop.operations.print_jobs import QueueState
from desktop.threads import Lane
from loyalty.errors import KnownError
from printing import document
from printing.picture import paint
from printing.printers.printer import Printer
from printing.raster import to_escpos

# After these the printer may have printed a part; everything else failed before the first byte.
IN_DOUBT = frozenset({"printer_timeout", "printer_dropped"})


class Spooler(QObject):
    """Sends what waits in the queue, oldest first, and stops at the first slip in trouble until someone decides.

    `printed` carries the slip's kind and its picture. `changed` carries the state of the queue.
    """

    printed = Signal(str, QImage)
    changed = Signal(object)

    def __init__(
        self, store: Store, writer: Lane, printer_lane: Lane, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._writer = writer
        self._printer_lane = printer_lane
        self._clock = clock
        self._printer: Printer | None = None
        self._width_dots = 384
        self._busy = False
        self.state = QueueState(0, None)

    def use(self, printer: Printer | None, width_dots: int) -> None:
        """Print on this printer from now on; None keeps slips waiting."""
        self._printer = printer
        self._width_dots = width_dots

    def start(self) -> None:
        """Ask about slips that were being sent when the app ended, then go on with the queue."""
        self._writer.ask(partial(print_jobs.mark_interrupted, self._store), self._show)

    def wake(self) -> None:
        """Look at the queue: called after each commit that may have queued a slip."""
        if not self._busy:
            self._busy = True
            self._writer.ask(partial(print_jobs.queue_state, self._store), self._go_on, self._rest)

    def retry(self) -> None:
        """Send the slip in trouble again."""
        if self.state.troubled is not None:
            work = partial(print_jobs.retry, self._store, self.state.troubled.id, self._clock.now_ms())
            self._writer.ask(work, lambda _: self.wake())

    def settle(self, came_out: bool) -> None:
        """The cashier says it came out, or goes on without paper."""
        if self.state.troubled is not None:
            job_id = self.state.troubled.id
            work = partial(print_jobs.settle, self._store, job_id, came_out, self._clock.now_ms())
            self._writer.ask(work, lambda _: self.wake())

    def _show(self, state: QueueState) -> None:
        self.state = state
        self.changed.emit(state)
        if state.troubled is None and state.waiting:
            self.wake()

    def _go_on(self, state: QueueState) -> None:
        self.state = state
        if state.troubled is not None or self._printer is None or not state.waiting:
            self._busy = False
            self.changed.emit(state)
            return
        self._writer.ask(partial(print_jobs.take_next, self._store, self._clock.now_ms()), self._send, self._rest)

    def _send(self, job: PrintJob | None) -> None:
        printer = self._printer
        if job is None:
            self._busy = False
            return
        if printer is None:
            back = partial(print_jobs.retry, self._store, job.id, self._clock.now_ms())
            self._writer.ask(back, self._next, self._rest)
            return
        work = partial(_print, printer, job, self._width_dots)
        self._printer_lane.ask(work, partial(self._sent, job), partial(self._failed, job))

    def _sent(self, job: PrintJob, picture: QImage) -> None:
        self.printed.emit(job.slip, picture)
        self._writer.ask(partial(print_jobs.finish, self._store, job.id, self._clock.now_ms()), self._next, self._rest)

    def _failed(self, job: PrintJob, error: KnownError) -> None:
        sure = error.key not in IN_DOUBT
        work = partial(print_jobs.fail, self._store, job.id, error, self._clock.now_ms(), sure)
        self._writer.ask(work, self._next, self._rest)

    def _next(self, _: object) -> None:
        self._busy = False
        self.wake()

    def _rest(self, _: KnownError) -> None:
        self._busy = False


def _print(printer: Printer, job: PrintJob, width_dots: int) -> QImage:
    slip = document.from_bytes(job.document)
    picture = paint(slip, width_dots)
    printer.send(to_escpos(picture, slip), picture, job.slip)
    return picture


def in_doubt(job: PrintJob) -> bool:
    """Whether the cashier must say if the slip came out."""
    return job.state is JobState.UNKNOWN
