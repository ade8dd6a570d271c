"""Brings queued slips to paper, one at a time, on the printer's own thread; the counter never waits for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
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
from printing.printers.printer import InDoubtError, Printer
from printing.raster import to_escpos

TRY_AGAIN_MS = 5_000


class Spooler(QObject):
    """Sends what waits in the queue, oldest first, and stops at the first slip in trouble until someone decides.

    `printed` carries the slip's kind and its picture. `changed` carries the state of the queue. `works` is whether the
    printer took the last slip it was given in this run.
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
        # How a slip went that the disk would not take: written down before anything else is printed.
        self._unwritten: Callable[[], object] | None = None
        self._later = QTimer(self, singleShot=True, interval=TRY_AGAIN_MS)
        self._later.timeout.connect(self.wake)
        self.works = False
        self.state = QueueState(0, None)

    def use(self, printer: Printer | None, width_dots: int) -> None:
        """Print on this printer from now on; None keeps slips waiting."""
        self._printer = printer
        self._width_dots = width_dots
        self.works = False

    def start(self) -> None:
        """Ask about slips that were being sent when the app ended, then go on with the queue.

        To be called before anything wakes it, or the next slip is printed first.
        """
        self._writer.ask(partial(print_jobs.mark_interrupted, self._store), self._show)

    def wake(self) -> None:
        """Look at the queue: called after each commit that may have queued a slip."""
        if self._busy:
            return
        self._busy = True
        if self._unwritten is not None:
            self._write_down(self._unwritten)
        else:
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
        self.works = True
        self.printed.emit(job.slip, picture)
        self._write_down(partial(print_jobs.finish, self._store, job.id, self._clock.now_ms()))

    def _failed(self, job: PrintJob, error: KnownError) -> None:
        self.works = False
        # A bug on the way to the printer says nothing about how far the slip came.
        sure = not isinstance(error, InDoubtError) and error.key != "unexpected"
        self._write_down(partial(print_jobs.fail, self._store, job.id, error, self._clock.now_ms(), sure))

    def _write_down(self, how_it_went: Callable[[], object]) -> None:
        self._unwritten = how_it_went
        self._writer.ask(how_it_went, self._next, self._rest)

    def _next(self, _: object) -> None:
        self._unwritten = None
        self._busy = False
        self.wake()

    def _rest(self, _: KnownError) -> None:
        """The disk said no: whoever sells hears of it, and the queue is looked at again later."""
        self._busy = False
        self._later.start()


def _print(printer: Printer, job: PrintJob, width_dots: int) -> QImage:
    slip = document.from_bytes(job.document)
    picture = paint(slip, width_dots)
    printer.send(to_escpos(picture, slip), picture, job.slip)
    return picture


def in_doubt(job: PrintJob) -> bool:
    """Whether the cashier must say if the slip came out."""
    return job.state is JobState.UNKNOWN
