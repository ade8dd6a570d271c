"""Brings queued slips to paper: one worker a printer, each with its own lane; the counter never waits for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from db.store import Store
from desktop.clock import Clock
from desktop.operations import print_jobs
from desktop.operations.print_jobs import EVERYTHING, Duty, QueueState
from desktop.print_state import PrintersState
from desktop.print_worker import Outlet, PrintWorker
from desktop.threads import Lane
from loyalty.errors import KnownError

TRY_AGAIN_MS = 5_000


class Spooler(QObject):
    """Looks at the queue and lets each printer of the till go on with its own part of it.

    `printed` carries the slip's kind, its picture and the printer's id. `changed` carries a PrintersState: how they all
    stand.
    """

    printed = Signal(str, QImage, str)
    changed = Signal(object)

    def __init__(
        self,
        store: Store,
        writer: Lane,
        clock: Clock,
        report: Callable[[KnownError], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._writer = writer
        self._clock = clock
        self._report = report
        self._workers: dict[str, PrintWorker] = {}
        self._leaving: list[PrintWorker] = []
        self._looking = self._look_again = False
        # What the app had in hand when it ended is still to be asked about.
        self._left_over = False
        self._later = QTimer(self, singleShot=True, interval=TRY_AGAIN_MS)
        self._later.timeout.connect(self.wake)
        self.state = PrintersState()

    @property
    def idle(self) -> bool:
        """Whether no printer has anything on its way; the queue itself is the writer's."""
        return all(worker.lane.idle for worker in (*self._workers.values(), *self._leaving))

    def use(self, outlets: Sequence[Outlet]) -> None:
        """Print on these from now on, in this order; without any, slips wait. To be woken afterwards."""
        wanted = {outlet.entry.id: outlet for outlet in outlets}
        for printer_id in [each for each in self._workers if each not in wanted]:
            worker = self._workers.pop(printer_id)
            worker.stop()
            self._leaving.append(worker)
        for printer_id, outlet in wanted.items():
            if printer_id in self._workers:
                self._workers[printer_id].use(outlet)
            else:
                self._workers[printer_id] = self._hire(outlet)
        self._workers = {printer_id: self._workers[printer_id] for printer_id in wanted}
        self._let_go()
        self._tell()

    def start(self) -> None:
        """Ask about slips that were being sent when the app ended, then go on with the queue.

        To be called before anything wakes it, or the next slip is printed first.
        """
        self._left_over = True
        self.wake()

    def wake(self) -> None:
        """Look at the queue: called after each commit that may have queued a slip."""
        if self._looking:
            self._look_again = True
            return
        self._looking = True
        # A disk that was full at the start is asked until it took that: before, nothing may be printed.
        look = print_jobs.mark_interrupted if self._left_over else print_jobs.queue_state
        self._writer.ask(partial(look, self._store, self._duties()), self._looked, self._rest)

    def retry(self, job_id: str) -> None:
        """Send this slip in trouble again."""
        self._write(partial(print_jobs.retry, self._store, job_id, self._clock.now_ms()))

    def settle(self, came_out: bool, job_id: str) -> None:
        """Somebody says that this slip came out, or that nobody wants it any more."""
        self._write(partial(print_jobs.settle, self._store, job_id, came_out, self._clock.now_ms()))

    def reroute(self, job_id: str, printer: str) -> None:
        """Let this printer print this slip."""
        self._write(partial(print_jobs.reroute, self._store, job_id, printer, self._clock.now_ms()))

    def reroute_all(self, printer: str, instead: str) -> None:
        """Let `instead` print everything that surely did not come out of `printer`."""
        worker = self._workers.get(printer)
        if worker is not None:
            duty = worker.outlet.duty
            self._write(partial(print_jobs.reroute_all, self._store, duty, instead, self._clock.now_ms()))

    def kick_drawer(self, printer: str, then: Callable[[KnownError | None], None]) -> None:
        """Open the cash drawer on this printer at once, unless it prints; `then` hears what kept it shut, or None."""
        worker = self._workers.get(printer)
        if worker is None:
            then(KnownError("printer_settings_unreadable"))
        else:
            worker.kick_drawer(then)

    def lane_of(self, printer: str) -> Lane | None:
        """The one lane where a printer is spoken to; None for a printer that is not in use."""
        worker = self._workers.get(printer)
        return None if worker is None else worker.lane

    def look(self, printer: str) -> None:
        """Ask a printer now how it is."""
        worker = self._workers.get(printer)
        if worker is not None:
            worker.look()

    def close(self) -> None:
        """Take no slip any more: one that was just taken goes back, one that prints is written down. Waits for it."""
        self._later.stop()
        workers = (*self._workers.values(), *self._leaving)
        for worker in workers:
            worker.stop()
        self._writer.catch_up()
        for worker in workers:
            worker.lane.close()

    def _hire(self, outlet: Outlet) -> PrintWorker:
        lane = Lane(f"printer-{outlet.entry.id}", self._report, self)
        worker = PrintWorker(outlet, self._store, self._writer, lane, self._clock, self)
        worker.printed.connect(self.printed)
        worker.changed.connect(self._tell)
        worker.went_on.connect(self.wake)
        worker.held_up.connect(self._later.start)
        return worker

    def _let_go(self) -> None:
        """Printers that were taken away leave once their last slip is through; nobody waits for them."""
        for worker in [each for each in self._leaving if each.at_rest]:
            self._leaving.remove(worker)
            worker.lane.close()
            worker.lane.deleteLater()
            worker.deleteLater()

    def _duties(self) -> tuple[Duty, ...]:
        return tuple(worker.outlet.duty for worker in self._workers.values()) or (EVERYTHING,)

    def _looked(self, queue: QueueState) -> None:
        self._looking = self._left_over = False
        self.state = PrintersState(self.state.printers, queue)
        for printer_id, worker in self._workers.items():
            worker.go_on(queue.of(printer_id))
        for worker in self._leaving:
            worker.go_on(worker.state.queue)
        self._let_go()
        self._tell()
        if self._look_again:
            self._look_again = False
            self.wake()

    def _tell(self) -> None:
        self.state = PrintersState(tuple(worker.state for worker in self._workers.values()), self.state.queue)
        self.changed.emit(self.state)

    def _write(self, work: Callable[[], object]) -> None:
        self._writer.ask(work, lambda _: self.wake())

    def _rest(self, _: KnownError) -> None:
        """The disk said no: whoever sells hears of it, and the queue is looked at again later."""
        self._looking = False
        self._later.start()
