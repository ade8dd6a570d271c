"""A printer on the local network: raw bytes to a TCP port, 9100 on nearly all of them."""

from __future__ import annotations

import ipaddress
import os
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from loyalty.errors import KnownError
from printing.printers import library
from printing.printers.addresses import PORT
from printing.printers.conversation import Deadline, Limits
from printing.printers.line_printer import LinePrinter
from printing.printers.unsent import unsent_bytes

# One segment: so little that even a print server on a slow serial line takes it before a stall is suspected.
_PIECE_BYTES = 1_400
# How fast the slowest printers print: nobody tells how much waits in the printer's own memory.
_BYTES_PER_SECOND = 8_000
_AT_LEAST_S = 0.001
# struct linger, on Windows of two shorts, with a linger time of 0.
_FORGET_UNSENT = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class NetworkPrinter(LinePrinter):
    """Connects for each job and closes after it, so that other tills get their turn."""

    def __init__(self, host: str, port: int = PORT, *, cache_folder: Path, limits: Limits | None = None) -> None:
        super().__init__(f"{host}:{port}", limits or Limits(), cache_folder)
        self._target = (host, port)

    @contextmanager
    def line(self, limit_s: float) -> Iterator[NetworkLine]:
        """Raises KnownError printer_unreachable, printer_refused, or printer_busy."""
        deadline = Deadline(limit_s)
        with library.quiet():
            transport = library.network_transport(self.cache_folder)(*self._target)
            # The library's own open() leaves the socket of a failed connection unclosed and knows IPv4 only.
            transport.device = self._connection(deadline)
            try:
                yield NetworkLine(transport)
            except BaseException:
                # What the printer has not taken must not reach it later, when the slip was given up. Some systems
                # refuse it of a connection that broke off, which must not hide whether bytes had left.
                with suppress(OSError):
                    transport.device.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _FORGET_UNSENT)
                raise
            finally:
                transport.close()

    def lost(self) -> KnownError:
        """printer_busy: some take every connection and end it unasked while they serve another till."""
        return KnownError("printer_busy", **self.facts)

    def _connection(self, deadline: Deadline) -> socket.socket:
        try:
            connection = _connected(_numeric(self._target[0], deadline), self._target[1], deadline)
        except ConnectionRefusedError as error:
            # Most printers talk to one computer at a time; but an address without a printer refuses just so.
            raise KnownError("printer_refused", **self.facts) from error
        except (ConnectionResetError, ConnectionAbortedError) as error:
            raise self.lost() from error
        except (OSError, UnicodeError) as error:
            # UnicodeError: a name whose parts no domain name can have.
            raise KnownError("printer_unreachable", **self.facts) from error
        # The question after the job must not wait until the job's last bytes were acknowledged.
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            connection.close()
            raise self.lost() from error
        return connection


class NetworkLine:
    """A connection as a line."""

    piece_bytes = _PIECE_BYTES
    bytes_per_second = _BYTES_PER_SECOND

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        self._socket: socket.socket = transport.device

    def write(self, data: bytes, limit_s: float) -> None:
        """Into this machine's memory at least, so that `unsent` tells when it has left."""
        self._socket.settimeout(max(limit_s, _AT_LEAST_S))
        self._transport._raw(data)

    def read(self, limit_s: float) -> bytes:
        """Raises ConnectionResetError when the printer hung up."""
        self._socket.settimeout(limit_s)
        try:
            came: bytes = self._transport._read()
        except (TimeoutError, BlockingIOError):
            return b""
        if not came:
            raise ConnectionResetError("the printer closed the connection")
        return came

    def unsent(self) -> int:
        """What the printer has not acknowledged. Raises OSError when the connection broke off."""
        failed = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if failed:
            raise OSError(failed, os.strerror(failed))
        return unsent_bytes(self._socket)


def _connected(hosts: list[str], port: int, deadline: Deadline) -> socket.socket:
    """A connection to the first of a printer's addresses that takes one. Raises OSError."""
    for host in hosts[:-1]:
        with suppress(OSError):
            return socket.create_connection((host, port), max(deadline.left() / 2, _AT_LEAST_S))
    return socket.create_connection((hosts[-1], port), max(deadline.left(), _AT_LEAST_S))


def _numeric(host: str, deadline: Deadline) -> list[str]:
    """The host's addresses in numbers. The system looks a name up as long as it pleases, so a thread waits for it.

    Raises OSError or UnicodeError when there is no such name, TimeoutError when nobody answers in time.
    """
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    found: list[list[str] | Exception] = []

    def look_up() -> None:
        try:
            found.append([str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            found.append(error)

    thread = threading.Thread(target=look_up, name="name of a printer", daemon=True)
    thread.start()
    thread.join(deadline.left())
    if not found:
        raise TimeoutError("nobody knows the printer's name")
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]
