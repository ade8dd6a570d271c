"""One job's conversation with a printer that may answer: how are you, the slip, is it printed. Any line will do.

Before the job DLE EOT 1, 2 and 4 tell what stops the printer, and DLE EOT 1 again between its parts; after it GS r 1 is
answered once everything before it was printed. A printer that never answers is printed on all the same. Nothing here
waits longer than its limits.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from loyalty.errors import KnownError
from printing.printers import status
from printing.printers.memory import Memory
from printing.printers.pieces import in_parts
from printing.printers.printer import Delivery, Health, InDoubtError

# More than any band of dots holds (256 rows of 72 bytes). To a printer that waits for the rest of a band these are
# white dots; to one that waits for a command they are nothing.
_REST_OF_A_BAND = bytes(256 * 72)

# 50 mm/s, as slow as printers are: a slip in the printer's own letters is much paper of few bytes.
_ROWS_PER_SECOND = 400

# So much goes out before the printer is asked again: less than any takes while in trouble, half a second's at most.
_PART_BYTES = 2_048
_PARTS_A_SECOND = 2

_LOOK_AGAIN_S = 0.005
_OLD_ANSWERS_S = 0.1
_OLD_ANSWERS_MAX = 64


class Line(Protocol):
    """An open way to a printer. OSError when it broke off, TimeoutError when it takes nothing."""

    piece_bytes: int
    bytes_per_second: int

    def write(self, data: bytes, limit_s: float) -> None:
        """Hand over one piece; TimeoutError when it was not taken in time."""

    def read(self, limit_s: float) -> bytes:
        """What has come; waits for the first byte; b"" when none came in time."""

    def unsent(self) -> int:
        """Bytes handed over that have not left this machine; 0 where nobody can tell."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds. `connect_s` until the line is open; `answer_s` for the answers before a job; `stall_s` for a printer
    that takes nothing more; `done_s` for the answer after a job, and on top the time of its bytes or of its paper;
    `ask_again_s` between two looks at a printer that still prints; `settle_s` for one busy with something earlier;
    `still_s` until one that does not go on is told of.
    """

    connect_s: float = 1.6
    answer_s: float = 1.0
    stall_s: float = 3.0
    done_s: float = 4.0
    ask_again_s: float = 1.0
    settle_s: float = 5.0
    still_s: float = 1.5


# Hears how the printer was before a job, and None in the middle of one when it does not go on.
Told = Callable[[Health | None], object]


def _unheard(_: Health | None) -> None:
    """Nobody listens."""


class Deadline:
    """A moment in the near future."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until then, never less than 0."""
        return max(0.0, self._end - time.monotonic())


class Conversation:
    """Remembers over the jobs of one printer what it was seen to answer; one job at a time.

    `facts` are those of every error it raises.
    """

    def __init__(self, limits: Limits, memory: Memory, **facts: str | int) -> None:
        self._limits = limits
        self._memory = memory
        self._facts = facts
        self._confirms: bool | None = None
        # Whether it answers in the middle of a job too.
        self._answers_between: bool | None = None
        # Whether the printer is known to wait for a new command with nothing unanswered.
        self._settled = False

    def forget(self) -> None:
        """Begin anew: another printer may be on the line."""
        self._memory.forget()
        self._confirms = self._answers_between = None
        self._settled = False

    def send(self, line: Line, data: bytes, rows: int = 0, told: Told = _unheard) -> Delivery:
        """Print one job, as long as so many rows of dots; CONFIRMED only if the printer answered after it and named no
        trouble meanwhile.

        Raises KnownError, when no byte of the job had left: what the printer says of itself (status.TROUBLES),
        printer_silent when it answered earlier and does not now, printer_stuck when it waits for the rest of an earlier
        job. Raises OSError when the line broke off before the job. Raises InDoubtError once bytes had left: what the
        printer says of itself, printer_timeout, printer_dropped.
        """
        talk = _Talk(line)
        answers = self._asked(talk, self._limits.answer_s)
        well = Health(bool(answers), status.paper_is_low(answers))
        if answers:
            told(well)
        self._prepare(talk, bool(answers))
        self._settled = False
        self._memory.begin()
        with self._in_doubt():
            if answers:
                self._hand_over_asking(talk, data, told, well)
                delivery = self._after(talk, max(len(data) / line.bytes_per_second, rows / _ROWS_PER_SECOND))
            else:
                self._hand_over(talk, data)
                # A line that broke off right behind the last byte says so a moment later.
                talk.listen(_OLD_ANSWERS_S)
                delivery = Delivery.SENT
        self._memory.end()
        self._settled = delivery is Delivery.CONFIRMED
        return delivery

    def health(self, line: Line, limit_s: float) -> Health:
        """How the printer is. Raises KnownError like `send` before its first byte, and OSError."""
        answers = self._asked(_Talk(line), min(self._limits.answer_s, limit_s))
        return Health(bool(answers), status.paper_is_low(answers))

    def pulse(self, line: Line, data: bytes) -> None:
        """Bytes that do something at once, to a printer that is well as far as it answers. Raises like `health`."""
        talk = _Talk(line)
        if self._memory.has_answered:
            # In trouble it would keep the bytes, and open the drawer once the trouble is over and nobody looks.
            self._asked(talk, self._limits.answer_s)
            talk.write(data, self._limits.answer_s)
            return
        talk.write(data, self._limits.answer_s)
        self._asked(talk, self._limits.answer_s)

    def _asked(self, talk: _Talk, limit_s: float) -> dict[int, int]:
        """The printer's answers, {} from one that never answers; raises what they tell."""
        try:
            answers = talk.status(limit_s)
        except TimeoutError as error:
            raise KnownError("printer_silent", **self._facts) from error
        found = status.trouble(answers)
        if found:
            raise KnownError(found, **self._facts)
        if answers:
            self._memory.keep()
        elif self._memory.has_answered:
            raise KnownError("printer_silent", **self._facts)
        return answers

    def _prepare(self, talk: _Talk, answers: bool) -> None:
        """After a job that ended badly the printer may still be printing it, or wait for the rest of its dots.

        One that cannot be asked gets the rest unasked.
        """
        in_doubt = self._memory.in_doubt
        if answers and self._confirms is not False:
            if in_doubt or not self._settled:
                self._settle(talk)
        elif in_doubt:
            try:
                self._hand_over(talk, _REST_OF_A_BAND)
            except TimeoutError as error:
                raise KnownError("printer_stuck", **self._facts) from error

    def _settle(self, talk: _Talk) -> None:
        """Ask GS r 1. At the first job that also tells whether this printer answers it at all."""
        patience_s = self._limits.settle_s if self._confirms else self._limits.answer_s
        try:
            idle = talk.is_idle(patience_s)
            if not idle:
                self._hand_over(talk, _REST_OF_A_BAND)
                idle = talk.is_idle(patience_s)
        except TimeoutError as error:
            raise KnownError("printer_stuck", **self._facts) from error
        if self._confirms and not idle:
            raise KnownError("printer_stuck", **self._facts)
        self._confirms = idle

    def _hand_over(self, talk: _Talk, data: bytes) -> None:
        """Everything, until the last byte has left this machine. Raises TimeoutError when the printer stalls."""
        self._write(talk, data)
        talk.wait_until_taken(self._limits.stall_s)

    def _write(self, talk: _Talk, data: bytes) -> None:
        size = talk.line.piece_bytes
        for start in range(0, len(data), size):
            talk.write(data[start : start + size], self._limits.stall_s)

    def _hand_over_asking(self, talk: _Talk, data: bytes, told: Told, well: Health) -> None:
        """A job of one byte at least, and between its parts the question whether the printer goes on.

        Raises what it says, and like `_hand_over`.
        """
        *before, last = in_parts(data, min(_PART_BYTES, talk.line.bytes_per_second // _PARTS_A_SECOND))
        waiting = b""
        for part in before:
            waiting += part
            if len(waiting) >= _PART_BYTES // 2 and self._answers_between is not False:
                # The answer says that it was taken: an acknowledgement alone may come a fifth of a second late.
                self._write(talk, waiting)
                self._ask_between(talk, told, well)
                waiting = b""
        self._hand_over(talk, waiting + last)

    def _ask_between(self, talk: _Talk, told: Told, well: Health) -> None:
        """One that was never seen to answer here is asked no more in the middle."""
        answer = talk.printer_status(self._limits.still_s)
        if answer is None:
            told(None)
            if self._answers_between is None:
                self._answers_between = False
                return
            answer = talk.printer_status(self._limits.stall_s)
            if answer is None:
                raise TimeoutError("the printer stands still")
            told(well)
        self._answers_between = True
        found = status.trouble(talk.status(self._limits.answer_s)) if status.is_offline(answer) else None
        if found:
            raise KnownError(found, **self._facts)

    def _after(self, talk: _Talk, printing_s: float) -> Delivery:
        """Wait for the answer to GS r 1, asking now and then what keeps the printer from it."""
        limits = self._limits
        deadline = Deadline(limits.done_s + printing_s if self._confirms else limits.answer_s)
        talk.ask_when_done()
        answers: dict[int, int] = {}
        while not talk.paper_answers(min(limits.ask_again_s, deadline.left())):
            answers = talk.status(limits.answer_s)
            found = status.trouble(answers)
            if talk.paper_answers(0):
                break
            if found:
                raise KnownError(found, **self._facts)
            if not deadline.left():
                return self._unanswered(answers)
        self._confirms = True
        if any(map(status.says_paper_out, talk.paper_answers(0))):
            raise KnownError("printer_paper_out", **self._facts)
        return Delivery.CONFIRMED

    def _unanswered(self, answers: dict[int, int]) -> Delivery:
        """A printer that is well and has never answered GS r cannot be asked; any other silence is a doubt."""
        if self._confirms or not answers:
            raise TimeoutError("no answer after the job")
        return Delivery.SENT

    @contextmanager
    def _in_doubt(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError as error:
            raise InDoubtError("printer_timeout", **self._facts) from error
        except OSError as error:
            raise InDoubtError("printer_dropped", **self._facts) from error
        except KnownError as error:
            raise InDoubtError(error.key, **error.facts) from error


class _Talk:
    """One open line, and what was asked on it."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._answers = status.AnswerReader()
        # A late answer to one question must not be taken for another: until it is answered nothing else is asked.
        self._unanswered: int | None = None
        self._times_asked = 0

    def write(self, data: bytes, limit_s: float) -> None:
        """Hand over one piece."""
        self.line.write(data, limit_s)

    def listen(self, limit_s: float) -> bool:
        """Whether something came in time."""
        came = self.line.read(limit_s)
        self._answers.feed(came)
        return bool(came)

    def status(self, limit_s: float) -> dict[int, int]:
        """The answers to DLE EOT by question; silence ends the asking."""
        deadline = Deadline(limit_s)
        answers: dict[int, int] = {}
        for question in status.QUESTIONS:
            if self._unanswered not in (None, question):
                continue
            answer = self._real_time(question, deadline)
            if answer is None:
                break
            answers[question] = answer
        return answers

    def printer_status(self, limit_s: float) -> int | None:
        """The answer to DLE EOT 1; None when none came in time."""
        return self._real_time(status.PRINTER, Deadline(limit_s))

    def is_idle(self, limit_s: float) -> bool:
        """Whether GS r 1 is answered in time; answers still owed to earlier jobs come before it and are dropped."""
        self.ask_when_done()
        if not self.paper_answers(limit_s):
            return False
        self._drop_old(_OLD_ANSWERS_S)
        return True

    def ask_when_done(self) -> None:
        """Send GS r 1."""
        self._drop_old()
        self._answers.queued.clear()
        self.write(status.PAPER_STATUS, 1.0)

    def paper_answers(self, limit_s: float) -> list[int]:
        """What was answered to GS r 1 so far; waits for the first answer."""
        self._listen_for(self._answers.queued, Deadline(limit_s))
        return self._answers.queued

    def wait_until_taken(self, stall_s: float) -> None:
        """A printer that stalls leaves the end of a job in this machine's memory, where a write has long succeeded."""
        least, deadline = self.line.unsent(), Deadline(stall_s)
        while least:
            if not deadline.left():
                raise TimeoutError("the printer takes no more")
            time.sleep(_LOOK_AGAIN_S)
            now = self.line.unsent()
            if now < least:
                least, deadline = now, Deadline(stall_s)

    def _real_time(self, question: int, deadline: Deadline) -> int | None:
        self._drop_old()
        self._answers.real_time.clear()
        self.write(status.REAL_TIME_STATUS + bytes([question]), max(deadline.left(), 0.1))
        self._unanswered, self._times_asked = question, self._times_asked + 1
        self._listen_for(self._answers.real_time, deadline)
        if not self._answers.real_time:
            return None
        while len(self._answers.real_time) < self._times_asked and self.listen(_OLD_ANSWERS_S):
            continue
        self._unanswered, self._times_asked = None, 0
        return self._answers.real_time[-1]

    def _listen_for(self, answers: list[int], deadline: Deadline) -> None:
        """Until there is an answer among `answers`, or the time is over."""
        self.listen(0)
        while not answers and deadline.left():
            self.listen(deadline.left())

    def _drop_old(self, limit_s: float = 0) -> None:
        """Dots of a picture can look like a question, and are answered too. A line of endless noise is left alone."""
        for _ in range(_OLD_ANSWERS_MAX):
            if not self.listen(limit_s):
                return
