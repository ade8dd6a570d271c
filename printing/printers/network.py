"""A printer on the local network: raw bytes to a TCP port, 9100 on nearly all of them."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from printing.printers import library, status
from printing.printers.addresses import PORT
from printing.printers.printer import Delivery, Health, InDoubtError
from printing.printers.unsent import unsent_bytes

_ANSWERS_PASSED_OVER_MAX = 64
_LOOK_AGAIN_S = 0.02


class NetworkPrinter:
    """Connects for each job, asks how the printer is, sends in full, waits until it is through, and closes.

    `timeout_s` limits connecting and each wait for the printer to take more; `answer_s` limits the wait for an answer
    before the job, `taken_s` the wait until the last byte has left this machine, `done_s` the wait for the answer after
    the job. A printer that does not answer is unknown, and is printed on anyway.
    """

    def __init__(
        self,
        host: str,
        port: int = PORT,
        timeout_s: float = 3.0,
        *,
        cache_folder: Path,
        answer_s: float = 1.0,
        done_s: float = 4.0,
        taken_s: float = 8.0,
    ) -> None:
        self.address = f"{host}:{port}"
        self._target = (host, port)
        self._timeout_s = timeout_s
        self._answer_s = answer_s
        self._done_s = done_s
        self._taken_s = taken_s
        self._cache_folder = cache_folder

    def send(self, data: bytes, picture: QImage, name: str) -> Delivery:
        """Print one job.

        Raises KnownError (all with `address`). Nothing was printed: printer_unreachable, printer_refused, and what the
        printer says of itself: printer_paper_out, printer_cover_open, printer_faulty, printer_offline. Raises
        InDoubtError when bytes had left: printer_timeout, printer_dropped, or what the printer says after the job.
        """
        with library.quiet(), self._connected() as transport:
            try:
                answers = self._check(transport)
            except OSError as error:
                raise KnownError("printer_unreachable", address=self.address) from error
            with self._naming_failures():
                transport.device.settimeout(self._timeout_s)
                transport._raw(data)
                self._wait_until_taken(transport.device)
                if answers and self._is_done(transport):
                    return Delivery.CONFIRMED
        return Delivery.SENT

    def health(self) -> Health:
        """Ask DLE EOT 1, 2 and 4. Raises KnownError as `send` does before its first byte."""
        with library.quiet(), self._connected() as transport:
            try:
                return Health(self._check(transport))
            except OSError as error:
                raise KnownError("printer_unreachable", address=self.address) from error

    def pulse(self, data: bytes) -> None:
        """Send the bytes. Raises KnownError printer_unreachable or printer_refused."""
        with library.quiet(), self._connected() as transport:
            try:
                transport._raw(data)
            except OSError as error:
                raise KnownError("printer_unreachable", address=self.address) from error

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        network = library.network_transport(self._cache_folder)
        transport = network(*self._target, timeout=self._timeout_s)
        # The library's own open() leaves the socket of a failed connection unclosed and knows IPv4 only.
        transport.device = self._connection()
        try:
            yield transport
        finally:
            transport.close()

    def _connection(self) -> socket.socket:
        try:
            return socket.create_connection(self._target, self._timeout_s)
        except ConnectionRefusedError as error:
            raise KnownError("printer_refused", address=self.address) from error
        except (OSError, UnicodeError) as error:
            # UnicodeError: a name whose parts no domain name can have.
            raise KnownError("printer_unreachable", address=self.address) from error

    @contextmanager
    def _naming_failures(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError as error:
            raise InDoubtError("printer_timeout", address=self.address) from error
        except OSError as error:
            raise InDoubtError("printer_dropped", address=self.address) from error
        except KnownError as error:
            raise InDoubtError(error.key, **error.facts) from error

    def _check(self, transport: Any) -> bool:
        """Whether the printer answers; raises the KnownError of the trouble that it names."""
        answers: dict[int, int] = {}
        for question in status.QUESTIONS:
            asked = status.REAL_TIME_STATUS + bytes([question])
            answer = self._asked(transport, asked, status.is_real_time_answer, self._answer_s)
            if answer is None:
                break
            answers[question] = answer
        trouble = status.trouble(answers)
        if trouble:
            raise KnownError(trouble, address=self.address)
        return bool(answers)

    def _wait_until_taken(self, connection: socket.socket) -> None:
        """A printer that stalls leaves the end of a job in this machine's memory, where a write has long succeeded."""
        deadline = time.monotonic() + self._taken_s
        while unsent_bytes(connection):
            if time.monotonic() > deadline:
                raise TimeoutError("the printer takes no more")
            time.sleep(_LOOK_AGAIN_S)
        failed = connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if failed:
            raise OSError(failed, os.strerror(failed))

    def _is_done(self, transport: Any) -> bool:
        """The answer to GS r 1 comes after everything before it was printed; silence is asked about once more."""
        answer = self._asked(transport, status.PAPER_STATUS, status.is_paper_answer, self._done_s)
        if answer is None:
            self._check(transport)
        elif status.says_paper_out(answer):
            raise KnownError("printer_paper_out", address=self.address)
        return answer is not None

    @staticmethod
    def _asked(transport: Any, question: bytes, is_answer: Callable[[int], bool], limit_s: float) -> int | None:
        """The answer's byte, or None when none came in time. Raises OSError when the printer hung up.

        Other bytes are passed over: dots of a picture can look like a question, and are answered too.
        """
        transport.device.settimeout(limit_s)
        transport._raw(question)
        for _ in range(_ANSWERS_PASSED_OVER_MAX):
            try:
                answer: bytes = transport._read()
            except TimeoutError:
                return None
            if not answer:
                raise ConnectionResetError("the printer closed the connection")
            fitting = [byte for byte in answer if is_answer(byte)]
            if fitting:
                return fitting[-1]
        return None
