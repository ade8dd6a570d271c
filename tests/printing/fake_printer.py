"""A TCP printer that keeps what it gets and answers, or misbehaves, as told."""

from __future__ import annotations

import socket
import struct
import threading
from dataclasses import dataclass, field

FINE = {1: 0x16, 2: 0x12, 4: 0x12}
QUESTION, PAPER_QUESTION = b"\x10\x04", b"\x1dr\x01"


@dataclass
class Manners:
    """`answers` to DLE EOT by question (empty: silent), `later_answers` from the second round on, `paper_answer` to
    GS r 1 (None: silent). `hangs_up_after` so many bytes (by a reset if `resets`); `reads` False leaves them unread.
    """

    answers: dict[int, int] = field(default_factory=lambda: dict(FINE))
    later_answers: dict[int, int] | None = None
    paper_answer: int | None = 0
    hangs_up_after: int | None = None
    resets: bool = False
    reads: bool = True


class FakePrinter:
    """Listens on 127.0.0.1; one thread serves one connection after the other."""

    def __init__(self) -> None:
        self.manners = Manners()
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
                self.jobs.append(self._talk(connection))

    def _talk(self, connection: socket.socket) -> bytes:
        got = b""
        answered = 0
        if not self.manners.reads:
            self._closing.wait(5)
            return got
        while True:
            if self.manners.hangs_up_after is not None and len(got) >= self.manners.hangs_up_after:
                if self.manners.resets:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return got
            try:
                new = connection.recv(65_536)
            except ConnectionResetError:
                return got
            if not new:
                return got
            got += new
            answered = self._answer(connection, got, answered)

    def _answer(self, connection: socket.socket, got: bytes, answered: int) -> int:
        """Answer the question that the bytes end with; questions come one at a time."""
        if got[-3:-1] == QUESTION:
            rounds, later = divmod(answered, 3)[0], self.manners.later_answers
            answers = later if rounds and later is not None else self.manners.answers
            if got[-1] in answers:
                connection.sendall(bytes([answers[got[-1]]]))
                return answered + 1
        if got.endswith(PAPER_QUESTION) and self.manners.paper_answer is not None:
            connection.sendall(bytes([self.manners.paper_answer]))
        return answered
