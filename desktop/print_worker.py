"""One printer at work: takes its slips one at a time on a lane of its own, and looks now and then how it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QDeadlineTimer, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from db.print_jobs import PrintJob
from db.store import Store
from desktop.clock import Clock
from desktop.operations import print_jobs
from desktop.operations.print_jobs import Duty, PrinterQueue
from desktop.print_state import PrinterState
from desktop.threads import Lane
from desktop.till import PrinterEntry
from loyalty.errors import KnownError
from printing import document
from printing.drawer import DRAWER_PULSE
from printing.printers import status
from printing.printers.line_printer import LinePrinter
from printing.printers.printer import Delivery, Health, InDoubtError, Printer
from printing.route import TextRoute

IDLE_LOOK_MS, TROUBLE_LOOK_MS, FIRST_LOOK_MS = 30_000, 2_500, 3_000
_AT_ONCE_MS = 1
# A drawer that opens this long after the wish opens before the next customer.
DRAWER_WAIT_MS = 5_000
_TOO_LATE = "drawer_late"
# What fails though the printer says that it is well is tried again ever more seldom.
_IN_VAIN_MOST = 5
# The screen and nothing at all are always well.
_NEVER_ASKED = ("virtual", "none")


@dataclass(frozen=True)
class Outlet:
    """A printer of this till as it is set up: `printer` is None, and `problem` says why, when none can be made."""

    entry: PrinterEntry
    duty: Duty
    printer: Printer | None
    problem: KnownError | None = None


class PrintWorker(QObject):
    """Sends its printer's slips, oldest first, and stops at the first in trouble until someone decides.

    `lane` is where it is spoken to. `printed` carries a slip's kind, its picture and the printer's id. `changed`: it
    stands otherwise than before. `went_on`: the queue is to be looked at again. `held_up`: the disk said no, and is to
    be asked again later.
    """

    printed = Signal(str, QImage, str)
    changed = Signal()
    went_on = Signal()
    held_up = Signal()
    _heard = Signal(object)

    def __init__(
        self, outlet: Outlet, store: Store, writer: Lane, lane: Lane, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._outlet = outlet
        self._store = store
        self._writer = writer
        self.lane = lane
        self._clock = clock
        self._busy = self._writing = False
        # How a slip went that the disk would not take: written down before anything else is printed.
        self._unwritten: Callable[[], object] | None = None
        self._tried_in_vain = 0
        self.state = PrinterState(outlet.entry, PrinterQueue(outlet.entry.id, 0), problem=outlet.problem)
        self._look = QTimer(self, singleShot=True, interval=FIRST_LOOK_MS)
        self._look.timeout.connect(self.look)
        self._look.start()
        # From the printer's own thread.
        self._heard.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        _listen_to(outlet.printer, self._heard.emit)

    @property
    def outlet(self) -> Outlet:
        """The printer as it is set up now."""
        return self._outlet

    @property
    def at_rest(self) -> bool:
        """Whether nothing of it is on its way."""
        return not self._busy and self.lane.idle

    def use(self, outlet: Outlet) -> None:
        """Print on this from the next slip on; an outlet without a printer keeps slips waiting."""
        before, self._outlet = self._outlet, outlet
        self._say(entry=outlet.entry)
        if outlet.printer is None or outlet.printer is not before.printer:
            self._tried_in_vain = 0
            _listen_to(outlet.printer, self._heard.emit)
            # What printed a moment ago at this very place prints, whatever else was changed about it.
            same = (before.entry.kind, before.entry.address) == (outlet.entry.kind, outlet.entry.address)
            works = same and self.state.works and outlet.printer is not None
            self._say(works=works, paper_low=same and self.state.paper_low, problem=outlet.problem)
            self._look.start(FIRST_LOOK_MS)

    def stop(self) -> None:
        """Take nothing more; what was taken and not sent goes back."""
        self._outlet = Outlet(self._outlet.entry, self._outlet.duty, None)
        self._look.stop()

    def go_on(self, queue: PrinterQueue) -> None:
        """The queue was looked at: print the next, if there is one and nothing is in trouble."""
        self._say(queue=queue)
        if self._unwritten is not None and not self._writing:
            self._write_down(self._unwritten)
        if self.state.failed and not self._busy:
            # A slip that another printer failed at, which was taken out of the till since.
            if self._outlet.entry.kind in _NEVER_ASKED and not self._tried_in_vain:
                self._look_later(_AT_ONCE_MS)
            elif not self._look.isActive():
                self._look_later()
        if self._busy or queue.troubled is not None or not queue.waiting or self._outlet.printer is None:
            return
        self._busy = True
        outlet, now_ms = self._outlet, self._clock.now_ms()
        drawn = (outlet.entry.width_dots, outlet.entry.route)
        work = partial(print_jobs.take_next, self._store, now_ms, outlet.duty, *drawn)
        self._writer.ask(work, partial(self._send, outlet), self._rest)

    def look(self) -> None:
        """Ask the printer how it is, unless it is at work: then the slip will tell."""
        printer = self._outlet.printer
        if printer is None or (self._outlet.entry.kind in _NEVER_ASKED and not self.state.failed):
            return
        if self._busy or not self.lane.idle:
            self._look_later()
        else:
            self.lane.ask(printer.health, self._well, self._ill)

    def kick_drawer(self, then: Callable[[KnownError | None], None]) -> None:
        """Open the cash drawer as soon as the printer is free, but not when nobody expects it any more.

        `then` hears of what kept it shut, or None.
        """
        printer = self._outlet.printer
        if printer is None:
            then(self._outlet.problem or KnownError("printer_settings_unreadable"))
            return

        def shut(error: KnownError) -> None:
            if error.key != _TOO_LATE:
                self._ill(error)
            then(error)

        self.lane.ask(partial(_open_drawer, printer, QDeadlineTimer(DRAWER_WAIT_MS)), lambda _: then(None), shut)

    def _send(self, outlet: Outlet, job: PrintJob | None) -> None:
        """Print what was taken for this outlet; another one meanwhile has another width, or other slips to print."""
        if job is None:
            self._busy = False
            return
        printer, entry = outlet.printer, outlet.entry
        if printer is None or outlet != self._outlet:
            self._write_down(partial(print_jobs.give_back, self._store, job, self._clock.now_ms()))
            return
        self._say(queue=PrinterQueue(entry.id, max(self.state.queue.waiting - 1, 0), 1))
        work = partial(_print, printer, job, entry)
        self.lane.ask(work, partial(self._sent, job), partial(self._failed, job))

    def _sent(self, job: PrintJob, done: tuple[QImage, Delivery]) -> None:
        picture, delivery = done
        self._tried_in_vain = 0
        self._say(works=True, problem=None, still=False)
        self.printed.emit(job.slip, picture, self._outlet.entry.id)
        if self._outlet.entry.kind == "none":
            # Whoever wants no paper has none: it is not to be called printed.
            self._write_down(partial(print_jobs.settle, self._store, job.id, False, self._clock.now_ms()))
            return
        confirmed = delivery is Delivery.CONFIRMED
        self._write_down(partial(print_jobs.finish, self._store, job.id, self._clock.now_ms(), confirmed))

    def _failed(self, job: PrintJob, error: KnownError) -> None:
        # A bug on the way to the printer says nothing about how far the slip came.
        sure = not isinstance(error, InDoubtError) and error.key != "unexpected"
        # What the printer said of itself is so, however far the slip came.
        known = sure or error.key in status.TROUBLES
        self._say(works=False, problem=error if known else None, still=False)
        self._look_later(TROUBLE_LOOK_MS << self._tried_in_vain)
        self._write_down(partial(print_jobs.fail, self._store, job.id, error, self._clock.now_ms(), sure))

    def _hear(self, health: Health | None) -> None:
        """What the printer at work was heard to say; None when it stands still. Too late is of no account."""
        if health is not None:
            self._say(paper_low=health.paper_low, still=False)
        elif self._busy:
            self._say(still=True)

    def _write_down(self, how_it_went: Callable[[], object]) -> None:
        self._unwritten, self._writing = how_it_went, True
        self._writer.ask(how_it_went, self._written, self._not_written)

    def _written(self, _: object) -> None:
        self._unwritten, self._writing, self._busy = None, False, False
        self.went_on.emit()

    def _not_written(self, _: KnownError) -> None:
        self._writing = False
        self.held_up.emit()

    def _rest(self, _: KnownError) -> None:
        """The disk said no: whoever sells hears of it, and the queue is looked at again later."""
        self._busy = False
        self.held_up.emit()

    def _well(self, health: Health) -> None:
        self._say(works=self.state.works or health.answers, paper_low=health.paper_low, problem=None)
        if self.state.failed and not self._busy:
            self._tried_in_vain = min(self._tried_in_vain + 1, _IN_VAIN_MOST)
            work = partial(print_jobs.try_again, self._store, self._outlet.duty, self._clock.now_ms())
            self._writer.ask(work, lambda _: self.went_on.emit(), self._rest)
        self._look_later()

    def _ill(self, error: KnownError) -> None:
        self._tried_in_vain = 0
        known = self.state.problem
        if known is None or (known.key, known.facts) != (error.key, error.facts):
            self._say(works=False, problem=error)
        # A bug of ours is shown by whoever shows bugs; asking every moment would only show it again.
        self._look_later(IDLE_LOOK_MS if error.key == "unexpected" else 0)

    def _look_later(self, delay_ms: int = 0) -> None:
        needed = self.state.failed or self.state.problem is not None
        if self._outlet.printer is not None:
            self._look.start(delay_ms or (TROUBLE_LOOK_MS if needed else IDLE_LOOK_MS))

    def _say(self, **changes: object) -> None:
        state = replace(self.state, **changes)  # type: ignore[arg-type]
        if state != self.state:
            self.state = state
            self.changed.emit()


def _listen_to(printer: Printer | None, heard: Callable[[Health | None], object]) -> None:
    if isinstance(printer, LinePrinter):
        printer.told = heard


def _open_drawer(printer: Printer, in_time: QDeadlineTimer) -> None:
    if in_time.hasExpired():
        raise KnownError(_TOO_LATE)
    printer.pulse(DRAWER_PULSE)


def _print(printer: Printer, job: PrintJob, entry: PrinterEntry) -> tuple[QImage, Delivery]:
    # Drawing is brought in with the first slip, not before the first scan.
    from printing.render import render

    rendered = render(document.from_bytes(job.document), entry.width_dots, TextRoute(entry.route))
    return rendered.picture, printer.send(rendered.data, rendered.picture, job.slip)
