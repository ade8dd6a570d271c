"""A printer that keeps what it gets and answers, or misbehaves, as told: on a TCP port or on a pseudo-terminal."""

from __future__ import annotations

import errno
import os
import re
import select
import socket
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

FINE = {1: 0x16, 2: 0x12, 4: 0x12}
PAPER_OUT = {1: 0x1E, 2: 0x32, 4: 0x72}
QUESTION, PAPER_QUESTION = b"\x10\x04", b"\x1dr\x01"
_BEGINS = re.compile(b"[\x10\x1d]")


@dataclass
class Manners:
    """How a printer behaves. Seconds and bytes; counts are over the printer's life.

    `answers` to DLE EOT by question (empty: silent), `later_answers` once the first round was answered; `paper_answer`
    to GS r 1 (None: silent), `papers` how many of those it answers at all, `prints_for_s` how long it waits with them;
    `late_s` how long every answer takes; `before_answers` is said unasked before each. `eats` so many bytes as dots of
    an earlier job. `hangs_up_after` so many bytes of a connection (by a reset if `resets`); `reads` False leaves them
    unread, `reads_until` stops reading after so many bytes of a connection, `bytes_per_second` reads slowly.
    """

    answers: dict[int, int] = field(default_factory=lambda: dict(FINE))
    later_answers: dict[int, int] | None = None
    paper_answer: int | None = 0
    papers: int | None = None
    prints_for_s: float = 0
    late_s: float = 0
    before_answers: bytes = b""
    eats: int = 0
    hangs_up_after: int | None = None
    resets: bool = False
    reads: bool = True
    reads_until: int | None = None
    bytes_per_second: int | None = None


class Listener:
    """The printer's side of one connection: keeps the bytes and answers the questions in them."""

    def __init__(self, manners: Manners, say: Callable[[bytes], object]) -> None:
        self.manners = manners
        self.got = b""
        self._say = say
        self._looked_at = 0
        self._rounds = 0

    def take(self, new: bytes) -> None:
        """The next bytes. A question is answered wherever it stands, in the middle of dots too."""
        self.got += new
        while self._looked_at < len(self.got):
            self._skip()
            rest = self.got[self._looked_at : self._looked_at + 3]
            if not rest or (len(rest) < 3 and (QUESTION.startswith(rest[:2]) or PAPER_QUESTION.startswith(rest))):
                return
            self._looked_at += self._answered(rest)

    def _skip(self) -> None:
        """Past the bytes that begin no question; as many of them as it eats are eaten."""
        begin = _BEGINS.search(self.got, self._looked_at)
        end = begin.start() if begin else len(self.got)
        self.manners.eats = max(0, self.manners.eats - (end - self._looked_at))
        self._looked_at = end

    def _answered(self, rest: bytes) -> int:
        """How many bytes were read."""
        manners = self.manners
        if rest[:2] == QUESTION and rest[2] in (1, 2, 3, 4):
            answers = manners.later_answers if self._rounds and manners.later_answers is not None else manners.answers
            if rest[2] in answers:
                self._rounds += rest[2] == 4
                self._reply(answers[rest[2]], manners.late_s)
        elif manners.eats:
            manners.eats -= 1
            return 1
        elif rest == PAPER_QUESTION:
            if manners.paper_answer is not None and manners.papers != 0:
                manners.papers = None if manners.papers is None else manners.papers - 1
                self._reply(manners.paper_answer, manners.prints_for_s)
        else:
            return 1
        return 3

    def _reply(self, answer: int, wait_s: float) -> None:
        time.sleep(wait_s)
        self._say(self.manners.before_answers + bytes([answer]))


class FakePrinter:
    """Listens on 127.0.0.1; one thread serves one connection after the other."""

    def __init__(self) -> None:
        self.manners = Manners()
        # Its manners from the next connection on.
        self.then: Manners | None = None
        self.jobs: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="fake printer")
        self._thread.start()

    def make_small(self) -> None:
        """Take only a few thousand bytes on a connection before they are read."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)

    def close(self) -> None:
        """Stop listening and wait for the thread."""
        self._closing.set()
        with socket.create_connection(("127.0.0.1", self.port)):
            pass
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                if self._closing.is_set():
                    return
                listener = Listener(self.manners, connection.sendall)
                with suppress(ConnectionResetError, BrokenPipeError):
                    self._talk(connection, listener)
                # A test that sees the job may change its manners at once.
                if self.then is not None:
                    self.manners, self.then = self.then, None
                self.jobs.append(listener.got)

    def _talk(self, connection: socket.socket, listener: Listener) -> None:
        manners = self.manners
        while True:
            got = len(listener.got)
            if manners.hangs_up_after is not None and got >= manners.hangs_up_after:
                if manners.resets:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            if not manners.reads or (manners.reads_until is not None and got >= manners.reads_until):
                if _gone(connection) or self._closing.wait(0.02):
                    return
                continue
            new = connection.recv(manners.reads_until or 65_536)
            if not new:
                return
            listener.take(new)


def _gone(connection: socket.socket) -> bool:
    """Whether the other side gave up."""
    with_error = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    poll = select.poll()
    poll.register(connection, select.POLLHUP | select.POLLRDHUP)
    return bool(with_error or poll.poll(0))


class FakeSerialPrinter:
    """At the other end of a pseudo-terminal; `path` is the port. `got` is everything that came, job after job."""

    def __init__(self) -> None:
        self.listener = Listener(Manners(), self._say)
        self._master, slave = os.openpty()
        self.path = os.ttyname(slave)
        os.close(slave)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="fake serial printer")
        self._thread.start()

    @property
    def manners(self) -> Manners:
        """How it behaves; a test changes it."""
        return self.listener.manners

    @property
    def got(self) -> bytes:
        """Everything that came."""
        return self.listener.got

    def unplug(self) -> None:
        """The cable is pulled out: the port is gone."""
        if not self._closing.is_set():
            self._closing.set()
            self._thread.join()
            os.close(self._master)

    def _say(self, data: bytes) -> None:
        os.write(self._master, data)

    def _serve(self) -> None:
        while not self._closing.is_set():
            manners = self.manners
            if manners.reads_until is not None and len(self.got) >= manners.reads_until:
                self._closing.wait(0.01)
                continue
            if not select.select([self._master], [], [], 0.01)[0] or manners is not self.manners:
                continue
            try:
                new = os.read(self._master, (manners.bytes_per_second or 409_600) // 100)
            except OSError as error:
                # Nobody has the port open.
                if error.errno != errno.EIO:
                    raise
                self._closing.wait(0.005)
                continue
            if manners.bytes_per_second:
                self._closing.wait(len(new) / manners.bytes_per_second)
            self.listener.take(new)
