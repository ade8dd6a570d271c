"""A printer on a serial line, or on a USB cable that plays one. 8 data bits, no parity, 1 stop bit.

Of flow control only what the printer shows on its wires is used: a printer whose DSR or CTS was up and goes down is
waited for between two pieces. The system's own flow control would hold the questions back too, which a printer answers
even while it takes nothing.
"""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from loyalty.errors import KnownError
from printing.printers import library
from printing.printers.conversation import Deadline, Limits
from printing.printers.line_printer import LinePrinter

if sys.platform == "win32":
    _BROKEN: tuple[type[Exception], ...] = (OSError,)

    def _keep_to_ourselves(port: Any) -> None:
        """Windows opens a serial port once only."""

    def _hear_no_breaks(port: Any) -> None:
        """Windows tells a break apart from a byte."""

else:
    import fcntl
    import termios

    # pyserial lets through the error of the module termios, which is no OSError.
    _BROKEN = (OSError, termios.error)

    def _keep_to_ourselves(port: Any) -> None:
        """TIOCEXCL (ioctl_tty(2)) keeps out the programs that do not ask for pyserial's lock."""
        with suppress(OSError):
            fcntl.ioctl(port.fd, termios.TIOCEXCL)

    def _hear_no_breaks(port: Any) -> None:
        """A printer that is switched off lets its wire drop. The system reads that as a byte of 0 (termios(3)), which
        is also what a printer says that has printed everything.
        """
        with suppress(*_BROKEN):
            attributes = termios.tcgetattr(port.fd)
            attributes[0] |= termios.IGNBRK | termios.IGNPAR
            termios.tcsetattr(port.fd, termios.TCSANOW, attributes)


_BITS_A_BYTE = 10
_PIECES_A_SECOND = 100
_QUESTION_BYTES = 3
_WRITE_S = 1.5  # a piece fits into the system's memory at once, unless the port is dead
_LOOK_AGAIN_S = 0.005


class SerialPrinter(LinePrinter):
    """Opens the port for each job, for itself alone."""

    def __init__(self, port: str, speed: int, *, cache_folder: Path, limits: Limits | None = None) -> None:
        super().__init__(port, limits or Limits(), cache_folder)
        self._port = port
        self._speed = speed

    @contextmanager
    def line(self, limit_s: float) -> Iterator[SerialLine]:
        """Raises KnownError printer_port_missing, printer_port_forbidden or printer_port_busy."""
        with library.quiet():
            transport = library.serial_transport(self.cache_folder)(self._port, self._speed)
            # The library's own open() asks for no lock and its close() waits for a printer that takes nothing.
            transport.device = self._opened()
            try:
                with _as_os_errors():
                    yield SerialLine(transport, self._speed // _BITS_A_BYTE)
            finally:
                _close(transport.device)
                transport.device = None

    def lost(self) -> KnownError:
        """printer_port_missing: the cable's adapter was pulled out."""
        return KnownError("printer_port_missing", **self.facts)

    def _opened(self) -> Any:
        try:
            port = library.serial_port(self._port, self._speed, min(self.limits.stall_s, _WRITE_S))
        except (*_BROKEN, ValueError) as error:
            raise KnownError(_why_not(error), **self.facts) from error
        _keep_to_ourselves(port)
        _hear_no_breaks(port)
        return port


class SerialLine:
    """An open port as a line."""

    def __init__(self, transport: Any, bytes_per_second: int) -> None:
        self.bytes_per_second = bytes_per_second
        self.piece_bytes = max(16, bytes_per_second // _PIECES_A_SECOND)
        self._transport = transport
        self._port = transport.device
        self._watched = [wire for wire in ("dsr", "cts") if self._is_up(wire)]

    def write(self, data: bytes, limit_s: float) -> None:
        """Only a little at a time leaves the program, so that a printer that becomes busy is not run over.

        A question goes out at once: a busy printer keeps room for it.
        """
        deadline = Deadline(limit_s)
        while len(data) > _QUESTION_BYTES and not self._is_ready():
            if not deadline.left():
                raise TimeoutError("the printer is busy")
            time.sleep(_LOOK_AGAIN_S)
        with library.serial_timeouts():
            self._transport._raw(data)

    def read(self, limit_s: float) -> bytes:
        """Looks again and again: the library's read waits for sixteen bytes, and to change its limit sets up the port
        anew, which some adapters do not bear while something is on the line.
        """
        deadline = Deadline(limit_s)
        while not (waiting := self._port.in_waiting):
            if not deadline.left():
                return b""
            time.sleep(min(_LOOK_AGAIN_S, deadline.left()))
        came: bytes = self._port.read(waiting)
        return came

    def unsent(self) -> int:
        """What the system has not put on the line."""
        return int(self._port.out_waiting)

    def _is_ready(self) -> bool:
        return self.unsent() <= self.piece_bytes and all(map(self._is_up, self._watched))

    def _is_up(self, wire: str) -> bool:
        """A line without such wires, as a terminal's, has none up."""
        try:
            return bool(getattr(self._port, wire))
        except OSError:
            return False


@contextmanager
def _as_os_errors() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        if isinstance(error, OSError):
            raise
        raise OSError(*error.args) from error


def _close(port: Any) -> None:
    """What was not sent is forgotten: the system waits half a minute for it otherwise."""
    with suppress(*_BROKEN):
        port.reset_output_buffer()
    with suppress(*_BROKEN):
        port.close()


def _why_not(error: Exception) -> str:
    """pyserial keeps the number of an error on Linux, and only its name in the text on Windows."""
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.EBUSY, errno.EAGAIN) or (sys.platform == "win32" and "PermissionError" in str(error)):
        return "printer_port_busy"
    return "printer_port_forbidden" if number in (errno.EACCES, errno.EPERM) else "printer_port_missing"
