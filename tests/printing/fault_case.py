"""One fault on the way of one slip: a real shop sells, the spooler prints on the simulated printer, and it is counted.

The cashier of these tests looks at the paper before answering "did it come out?", and tells the truth.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop

from db import print_jobs
from db.print_jobs import JobState, PrintJob
from desktop.operations import print_jobs as operations
from desktop.operations.print_jobs import duties
from desktop.print_worker import Outlet
from desktop.till import PrinterEntry, TillSettings
from printing import document
from printing.document import as_second_copy
from printing.printers.conversation import Limits
from printing.printers.network import NetworkPrinter
from printing.printers.printer import Printer
from printing.printers.serial_printer import SerialPrinter
from printing.render import render
from tests.desktop.shop import Shop
from tests.printing.printed import rows_of
from tests.printing.simulator.device import Device
from tests.printing.simulator.lines import NetworkLine, SerialLine

WIDTH = 384
SPEED = 115_200
# Short, for the simulated printer answers within a millisecond and a sweep meets hundreds of silences.
QUICK = Limits(connect_s=0.5, answer_s=0.25, stall_s=0.25, done_s=0.4, ask_again_s=0.1, settle_s=0.3)
_SETTLED = (JobState.SENT, JobState.CONFIRMED, JobState.FAILED, JobState.UNKNOWN)
_PATIENCE_S = 20
_ROUNDS = 6


class Outcome(StrEnum):
    """How a slip ended."""

    CONFIRMED = "confirmed, came out once"
    SENT = "sent to a printer that cannot be asked, came out once"
    FAILED_THEN_ONCE = "failed with nothing printed, tried again, came out once"
    ASKED_YES = "asked about, had come out once"
    ASKED_NO = "asked about, had not come out, printed as a second copy"
    ASKED_BOTH = "asked about, printed as a second copy, and the first came out late"


@dataclass
class Tally:
    """Outcomes counted, and what must never be. `longest`: the bytes of the longest talk."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    longest: int = 0

    def table(self) -> str:
        """A line an outcome."""
        lines = [f"{self.outcomes[outcome]:6}  {outcome.value}" for outcome in Outcome]
        return "\n".join([*lines, f"{len(self.wrong):6}  wrong", *self.wrong])


@dataclass
class Papers:
    """What came out of one printer, told apart by the pictures of one slip."""

    whole: int = 0
    second: int = 0
    torn: int = 0


class Desk:
    """A shop with one network printer, and its cashier."""

    def __init__(self, shop: Shop, cache: Path) -> None:
        self.shop = shop
        self.cache = cache
        self.network_printer: type[NetworkPrinter] = NetworkPrinter
        self.member = shop.join("0912345678", "王小美")
        with shop.store.read() as connection:
            cards = print_jobs.recent(connection, 2)
        for card in cards:
            operations.drop(shop.store, card.id, shop.clock.now_ms())

    @contextmanager
    def network(self) -> Iterator[tuple[Device, NetworkLine]]:
        """A new printer on the network, until the end of the case."""
        device = Device(WIDTH)
        line = NetworkLine(device)
        entry = PrinterEntry("main", "", "network", line.address, WIDTH)
        printer = self.network_printer("127.0.0.1", line.port, cache_folder=self.cache, limits=QUICK)
        with self._used(entry, printer):
            yield device, line
        line.close()

    @contextmanager
    def serial(self) -> Iterator[tuple[Device, SerialLine]]:
        """A new printer on a serial line, until the end of the case."""
        device = Device(WIDTH)
        line = SerialLine(device, self.cache)
        entry = PrinterEntry("main", "", "serial", f"{line.path}@{SPEED}", WIDTH)
        with self._used(entry, SerialPrinter(str(line.path), SPEED, cache_folder=self.cache, limits=QUICK)):
            yield device, line
        line.close()

    @contextmanager
    def _used(self, entry: PrinterEntry, printer: Printer) -> Iterator[None]:
        self.shop.spooler.use([Outlet(entry, duties(TillSettings(printers=(entry,)))[0], printer)])
        try:
            yield
        finally:
            self.shop.spooler.use([])
            self.wait(lambda: self.shop.idle)

    def sell(self) -> PrintJob:
        """A sale; its slip is in the queue."""
        sale = self.shop.sell(120, self.member)
        with self.shop.store.read() as connection:
            return print_jobs.of_operation(connection, sale.id)[0]

    def state(self, job: PrintJob) -> JobState:
        """Where the slip is now."""
        with self.shop.store.read() as connection:
            found = print_jobs.get(connection, job.id)
        assert found is not None
        return found.state

    def settled(self, job: PrintJob) -> JobState:
        """Wait until it is known, or asked, how the slip went."""
        self.wait(lambda: self.state(job) in _SETTLED and self.shop.idle)
        return self.state(job)

    def wait(self, done: Callable[[], bool]) -> None:
        """Let everything go on until then."""
        deadline = time.monotonic() + _PATIENCE_S
        while not done():
            assert time.monotonic() < deadline, "the desk never came to rest"
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.002)

    def papers(self, device: Device, job: PrintJob) -> Papers:
        """The pieces of paper that came out so far; every piece that is neither picture whole is torn."""
        slip = document.from_bytes(job.document)
        whole = rows_of(render(slip, WIDTH).picture, WIDTH)
        second = rows_of(render(as_second_copy(slip), WIDTH).picture, WIDTH)
        found = Papers()
        for piece in device.slips:
            if piece.whole and piece.paper.rows == whole:
                found.whole += 1
            elif piece.whole and piece.paper.rows == second:
                found.second += 1
            else:
                found.torn += 1
        return found


def play(
    desk: Desk,
    name: str,
    fault: Callable[[Device, Any], object],
    mended: Callable[[Device, Any], object],
    tally: Tally,
    by_serial: bool = False,
) -> None:
    """Sell under `fault`, mend it once the slip is in trouble, answer what is asked, and count how it ended."""
    with desk.serial() if by_serial else desk.network() as (device, line):
        fault(device, line)
        job = desk.sell()
        desk.shop.spooler.wake()
        asked = failed = False
        state = desk.settled(job)
        for _ in range(_ROUNDS):
            if state in (JobState.SENT, JobState.CONFIRMED):
                break
            if state is JobState.FAILED and not asked and _anything(desk, device, job):
                tally.wrong.append(f"{name}: failed, they say, and there is paper: {desk.papers(device, job)}")
            mended(device, line)
            desk.wait(lambda: device.at_rest)
            if state is JobState.FAILED:
                failed = True
                desk.shop.spooler.look("main")
            else:
                asked = True
                came_out = desk.papers(device, job).whole + desk.papers(device, job).second > 0
                desk.shop.spooler.settle(True, job.id) if came_out else desk.shop.spooler.retry(job.id)
            desk.wait(lambda: desk.shop.idle)
            desk.wait(lambda: desk.state(job) is not JobState.FAILED or desk.shop.idle)
            state = desk.settled(job)
        mended(device, line)
        desk.wait(lambda: device.at_rest)
        tally.longest = max(tally.longest, device.received)
        _count(name, state, desk.papers(device, job), (failed, asked), tally)
        tally.wrong += [f"{name}: {error}" for error in device.errors]


def _anything(desk: Desk, device: Device, job: PrintJob) -> bool:
    found = desk.papers(device, job)
    return bool(found.whole or found.second or found.torn)


def _count(name: str, state: JobState, papers: Papers, how: tuple[bool, bool], tally: Tally) -> None:
    failed, asked = how
    if state not in (JobState.SENT, JobState.CONFIRMED):
        tally.wrong.append(f"{name}: never came to an end: {state}, {papers}")
    elif not asked:
        if (papers.whole, papers.second, papers.torn) != (1, 0, 0):
            tally.wrong.append(f"{name}: {state} without a question, but {papers}")
        elif failed:
            tally.outcomes[Outcome.FAILED_THEN_ONCE] += 1
        else:
            tally.outcomes[Outcome.CONFIRMED if state is JobState.CONFIRMED else Outcome.SENT] += 1
    elif papers.whole > 1 or papers.second > 1 or papers.whole + papers.second == 0:
        tally.wrong.append(f"{name}: asked about, but {papers}")
    elif papers.second and papers.whole:
        tally.outcomes[Outcome.ASKED_BOTH] += 1
    else:
        tally.outcomes[Outcome.ASKED_NO if papers.second else Outcome.ASKED_YES] += 1
