"""The printer behind the interface: it prints what it is sent, answers, and gets into trouble as told.

The bytes of one connection are one job. What is not printed when trouble begins stays in the printer and is printed
once the trouble is over, also when the connection is long gone, as real ones do.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from tests.printing.simulator.head import Works
from tests.printing.simulator.paper import Paper, Pulse
from tests.printing.simulator.parser import Parser, StreamError

REAL_TIME = b"\x10\x04"
# Control characters that no printer gives a meaning: fillers, and the ends of questions whose beginning went elsewhere.
_MEANINGLESS = b"\x00\x01\x02\x04"
_FIXED = 0x12  # bits 1 and 4 of every answer to DLE EOT (ESC/POS Command Reference, DLE EOT n)
_DRAWER_PIN_HIGH = 0x04


class Trouble(StrEnum):
    """What stops a printer; STALLED looks well and takes nothing more."""

    PAPER_OUT = "paper out"
    COVER_OPEN = "cover open"
    OFFLINE = "offline"
    STALLED = "stalled"


@dataclass(frozen=True)
class Slip:
    """A piece of paper that came out. A `whole` one was cut, or fed for tearing off, after all that was sent of it."""

    paper: Paper
    whole: bool


@dataclass
class Job:
    """The bytes of one connection that have not reached the print head, and the way back for answers."""

    reply: Callable[[bytes], object]
    waiting: bytearray = field(default_factory=bytearray)
    last: bytes = b""
    closed: bool = False


class Device:
    """One printer. Set its attributes before or between jobs; every method may be called from any thread.

    `rows_left` is the paper on the roll (None: endless); `silent` answers nothing; `capacity` is how many bytes it
    takes while it cannot print; `bytes_a_second` how fast it reads (0: as they come). One that `keeps_halves` waits for
    the rest of a picture on the next connection; others forget half a picture with the connection it came on.
    """

    def __init__(self, width_dots: int = 576, encoding: str | None = None, capacity: int = 4_096) -> None:
        self.width_dots = width_dots
        self.encoding = encoding
        self.capacity = capacity
        self.bytes_a_second = 0
        self.rows_left: int | None = None
        self.paper_low = False
        self.silent = False
        self.keeps_halves = False
        self.slips: list[Slip] = []
        self.pulses: list[Pulse] = []
        self.errors: list[StreamError] = []
        self.received = 0
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._trouble: set[Trouble] = set()
        self._jobs: deque[Job] = deque()
        self._works = Works(width_dots)
        self._parser = Parser(self._works, encoding, _MEANINGLESS)
        # Whether the paper that is being printed on lacks the slip's beginning, which is on the end of the last roll.
        self._headless = False
        self._events: list[tuple[int, Callable[[], object]]] = []

    # Trouble.

    def begin(self, trouble: Trouble) -> None:
        """From now on nothing is printed, in the middle of a slip if need be."""
        with self._lock:
            self._trouble.add(trouble)
            self._changed.notify_all()

    def end(self, trouble: Trouble) -> None:
        """Cover closed, new roll put in ...: what waits in the printer is printed now."""
        with self._lock:
            self._trouble.discard(trouble)
            if trouble is Trouble.PAPER_OUT:
                self.rows_left = None
            self._print()
            self._changed.notify_all()

    def after(self, byte: int, happens: Callable[[], object]) -> None:
        """Once the printer has received so many bytes in all: call this, before it prints the next one."""
        with self._lock:
            self._events.append((byte, happens))
            self._events.sort(key=lambda event: event[0])

    # The interface.

    def connected(self, reply: Callable[[bytes], object]) -> Job:
        """Somebody began to talk; `reply` takes the answers, must not wait, and may be called from any thread."""
        with self._lock:
            self._jobs.append(Job(reply))
            return self._jobs[-1]

    def closed(self, job: Job) -> None:
        """The connection is gone; half a command of it is forgotten once the rest is printed."""
        with self._lock:
            job.closed = True
            self._print()

    def room(self) -> int:
        """How many bytes can be taken now, the next event being the furthest."""
        with self._lock:
            room = 0 if Trouble.STALLED in self._trouble else 65_536
            if self._trouble:
                room = min(room, self.capacity - self._parser.waiting - sum(len(job.waiting) for job in self._jobs))
            if self._events:
                room = min(room, max(1, self._events[0][0] - self.received))
            return max(0, room)

    def wait_for_change(self, seconds: float) -> None:
        """Come back when trouble began or ended, or when the time is over."""
        with self._changed:
            self._changed.wait(seconds)

    def receive(self, job: Job, data: bytes) -> None:
        """Take bytes and print what can be printed.

        DLE EOT is answered at once, also in trouble and in the middle of a picture's dots; GS r when everything before
        it was printed.
        """
        with self._lock:
            self.received += len(data)
            while self._events and self._events[0][0] <= self.received:
                self._events.pop(0)[1]()
            questions = _questions(job.last + data, len(job.last))
            job.last = (job.last + data)[-2:]
            job.waiting += data
            self._answer(job, bytes(self._status(n) for n in questions))
            self._print()

    def _answer(self, job: Job, answer: bytes) -> None:
        if answer and not self.silent and not job.closed:
            job.reply(answer)

    @property
    def at_rest(self) -> bool:
        """Whether nothing waits in it, and nobody talks to it."""
        with self._lock:
            return not self._jobs

    # Printing.

    def _print(self) -> None:
        """As far as there are bytes and paper and no trouble."""
        while self._jobs and not self._trouble:
            job = self._jobs[0]
            self._parser.take(bytes(job.waiting))
            job.waiting.clear()
            self._print_job(job)
            if self._trouble or not job.closed:
                return
            self._jobs.popleft()
            if not (self.keeps_halves and self._parser.in_a_picture):
                self._tear_off()

    def _print_job(self, job: Job) -> None:
        try:
            while not self._trouble and self._parser.step():
                self._look_after_paper()
                self._answer(job, bytes(self._paper_status() for _ in self._works.asked_in_stream))
                self._works.asked_in_stream.clear()
        except StreamError as error:
            self.errors.append(error)
            self._start_anew()

    def _look_after_paper(self) -> None:
        """After each command: the end of the roll, and the knife."""
        paper = self._works.head.paper
        self.pulses += paper.pulses
        paper.pulses.clear()
        if self.rows_left is not None and len(paper.rows) > self.rows_left:
            del paper.rows[self.rows_left :]
            self._trouble.add(Trouble.PAPER_OUT)
            self._out(whole=False)
            self._headless = True
        elif paper.begins and paper.begins[-1]:
            self._out(whole=False)
            self._headless = False
        elif paper.cuts:
            self._out(whole=not self._headless)
            self._headless = False

    def _out(self, whole: bool) -> None:
        paper = self._works.head.take_paper()
        if self.rows_left is not None:
            self.rows_left -= len(paper.rows)
        self.slips.append(Slip(paper, whole))

    def _tear_off(self) -> None:
        """The job is over: paper that was not cut is torn off, whole only when it was fed out to be."""
        self._parser.print_half_a_band()
        paper = self._works.head.paper
        if paper.rows:
            fed_last = bool(paper.feeds) and sum(paper.feeds[-1]) == len(paper.rows)
            self._out(whole=fed_last and self._parser.idle and not self._headless)
        self._start_anew()

    def _start_anew(self) -> None:
        self._headless = False
        self._works.initialise()
        self._works.asked_in_stream.clear()
        self._parser = Parser(self._works, self.encoding, _MEANINGLESS)

    # Answers.

    def _status(self, n: int) -> int:
        """One byte for DLE EOT n."""
        out = self._paper_is_out()
        cover = Trouble.COVER_OPEN in self._trouble
        offline = Trouble.OFFLINE in self._trouble
        match n:
            case 1:
                answer = _DRAWER_PIN_HIGH | (0x08 if out or cover or offline else 0)
            case 2:
                answer = (0x04 if cover else 0) | (0x20 if out else 0)
            case 3:
                answer = 0
            case _:
                answer = (0x60 if out else 0) | (0x0C if out or self.paper_low else 0)
        return _FIXED | answer

    def _paper_status(self) -> int:
        """One byte for GS r 1: bits 0 and 1 the roll's near end, bits 2 and 3 its end."""
        return (0x0C if self._paper_is_out() else 0) | (0x03 if self.paper_low or self._paper_is_out() else 0)

    def _paper_is_out(self) -> bool:
        return Trouble.PAPER_OUT in self._trouble or self.rows_left == 0


def _questions(data: bytes, before: int) -> list[int]:
    """The n of every DLE EOT n that ends behind the first `before` bytes."""
    found, at = [], data.find(REAL_TIME)
    while 0 <= at < len(data) - 2:
        if at + 2 >= before and 1 <= data[at + 2] <= 4:
            found.append(data[at + 2])
        at = data.find(REAL_TIME, at + 1)
    return found
