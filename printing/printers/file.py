"""A printer that is a file: /dev/usb/lp0, or any path that takes bytes."""

from __future__ import annotations

import errno
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from printing.printers import library
from printing.printers.printer import Delivery, Health, InDoubtError

_STALL_S = 3.0
_PIECE_BYTES = 2_048


class FilePrinter:
    """Writes each job to `path`: a device prints it, an ordinary file holds the last job. Neither can be asked.

    A device that takes nothing for `stall_s` seconds is given up, except on Windows, which has no way to wait less.
    """

    def __init__(self, path: Path, cache_folder: Path, stall_s: float = _STALL_S) -> None:
        self.path = path
        self._cache_folder = cache_folder
        self._stall_s = stall_s

    def send(self, data: bytes, picture: QImage, name: str) -> Delivery:
        """Open, write in full, close.

        Raises KnownError printer_file_unwritable (path) or printer_port_busy (address); InDoubtError
        printer_file_unwritable or printer_timeout (address) once it was open: a device may have printed.
        """
        file = library.file_transport(self._cache_folder)
        with library.quiet(), self._opened(os.O_TRUNC) as device:
            transport = file(str(self.path))
            transport.device = device
            try:
                transport._raw(data)
            except TimeoutError as error:
                raise InDoubtError("printer_timeout", address=str(self.path)) from error
            except OSError as error:
                raise InDoubtError("printer_file_unwritable", path=str(self.path)) from error
            finally:
                transport.device = None
        return Delivery.SENT

    def health(self) -> Health:
        """Whether the path can be written. Raises KnownError printer_file_unwritable (path)."""
        place = self.path if self.path.exists() else self.path.parent
        if self.path.is_dir() or not os.access(place, os.W_OK):
            raise KnownError("printer_file_unwritable", path=str(self.path))
        return Health(answers=False)

    def pulse(self, data: bytes) -> None:
        """Write the bytes after what an ordinary file holds. Raises KnownError like `send` before its first byte."""
        with self._opened(os.O_APPEND) as device:
            try:
                device.write(data)
            except OSError as error:
                raise KnownError("printer_file_unwritable", path=str(self.path)) from error

    @contextmanager
    def _opened(self, how: int) -> Iterator[_Device]:
        # Not blocking: a pipe that nobody reads would hold the opening up, and a busy device each write.
        waits_for_nobody = 0 if sys.platform == "win32" else os.O_NONBLOCK
        try:
            descriptor = os.open(
                self.path, os.O_WRONLY | os.O_CREAT | how | waits_for_nobody | getattr(os, "O_BINARY", 0), 0o666
            )
        except OSError as error:
            if error.errno == errno.EBUSY:
                raise KnownError("printer_port_busy", address=str(self.path)) from error
            raise KnownError("printer_file_unwritable", path=str(self.path)) from error
        try:
            yield _Device(descriptor, self._stall_s)
        finally:
            os.close(descriptor)


class _Device:
    """An open file that waits a little, and no longer, for what it writes to."""

    def __init__(self, descriptor: int, stall_s: float) -> None:
        self._descriptor = descriptor
        self._stall_s = stall_s

    def write(self, data: bytes) -> None:
        """All of it. Raises TimeoutError when nothing was taken for too long, or OSError.

        Linux forgets what a USB printer has not taken of the last piece when its device is closed: that is waited for.
        """
        while data:
            self._wait()
            data = data[os.write(self._descriptor, data[:_PIECE_BYTES]) :]
        self._wait()

    def _wait(self) -> None:
        # On Windows only sockets can be waited for.
        if sys.platform != "win32" and not select.select([], [self._descriptor], [], self._stall_s)[1]:
            raise TimeoutError("the device takes no more")

    def flush(self) -> None:
        """Nothing is held back."""
