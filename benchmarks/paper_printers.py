"""Printers of this machine for measuring: one that talks and may stall, and two addresses without one."""

from __future__ import annotations

import select
import socket
import threading
import time
from contextlib import suppress

_ANSWERS = {b"\x10\x04\x01": b"\x16", b"\x10\x04\x02": b"\x12", b"\x10\x04\x04": b"\x12", b"\x1dr\x01": b"\x00"}
_DONE = b"\x1dr\x01"  # GS r 1, the question behind a job
_SMALL, _LARGE = 2_048, 65_536


class TalkingPrinter:
    """Answers every question at once; `first_bytes` is when each job's came (time.perf_counter).

    One that `stalls` takes the beginning of each job and then nothing, and keeps the connection until the next comes.
    """

    def __init__(self, stalls: bool = False) -> None:
        self.first_bytes: list[float] = []
        self._stalls = stalls
        self._closing = False
        self._listening = socket.socket()
        if stalls:
            self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL)
        self.address = _bound(self._listening)
        self._listening.listen()
        self._thread = threading.Thread(target=self._serve, name="printer")
        self._thread.start()

    def close(self) -> None:
        """Take no job any more."""
        self._closing = True
        self._thread.join()
        self._listening.close()

    def _serve(self) -> None:
        while self._is_wanted():
            connection, _ = self._listening.accept()
            with connection, suppress(ConnectionError):
                self._take(connection)
                if self._stalls:
                    self._is_wanted()

    def _is_wanted(self) -> bool:
        """Whether somebody connects, sooner or later."""
        while not self._closing:
            if select.select([self._listening], [], [], 0.1)[0]:
                return True
        return False

    def _take(self, connection: socket.socket) -> None:
        while (new := connection.recv(3, socket.MSG_PEEK)) in _ANSWERS:
            connection.sendall(_ANSWERS[connection.recv(len(new))])
        if new:
            self.first_bytes.append(time.perf_counter())
        while new and not self._stalls:
            new = connection.recv(_LARGE)
            # A question in the middle ends what was sent before it; the one after the job is told by its own bytes.
            if (answer := _ANSWERS.get(new[-3:])) is not None:
                connection.sendall(answer)


class Nobody:
    """An address where every connection is refused: somebody holds the port, and does not listen."""

    def __init__(self) -> None:
        self._held = socket.socket()
        self.address = _bound(self._held)

    def close(self) -> None:
        """Let the port go."""
        self._held.close()


class Swallower:
    """An address that answers nothing, as when a printer's cable is out: the queue of who listens there is full."""

    def __init__(self) -> None:
        self._listening = socket.socket()
        self.address = _bound(self._listening)
        self._listening.listen(0)
        self._waiting = [socket.socket() for _ in range(4)]
        for each in self._waiting:
            each.setblocking(False)
            each.connect_ex(self._listening.getsockname())

    def close(self) -> None:
        """Let everybody go."""
        for each in (*self._waiting, self._listening):
            each.close()


def _bound(listening: socket.socket) -> str:
    listening.bind(("127.0.0.1", 0))
    host, port = listening.getsockname()
    return f"{host}:{port}"
