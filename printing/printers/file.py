"""A printer that is a file: /dev/usb/lp0, or any path that takes bytes."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from printing.printers import library
from printing.printers.printer import Delivery, Health, InDoubtError


class FilePrinter:
    """Writes each job to `path`: a device prints it, an ordinary file holds the last job. Neither can be asked."""

    def __init__(self, path: Path, cache_folder: Path) -> None:
        self.path = path
        self._cache_folder = cache_folder

    def send(self, data: bytes, picture: QImage, name: str) -> Delivery:
        """Open, write in full, close.

        Raises KnownError printer_file_unwritable (path), as InDoubtError once it was open: a device may have printed.
        """
        file = library.file_transport(self._cache_folder)
        with library.quiet():
            transport = file(str(self.path))
            try:
                transport.device = self.path.open("wb")
            except OSError as error:
                raise KnownError("printer_file_unwritable", path=str(self.path)) from error
            try:
                with transport.device:
                    transport._raw(data)
            except OSError as error:
                raise InDoubtError("printer_file_unwritable", path=str(self.path)) from error
        return Delivery.SENT

    def health(self) -> Health:
        """Whether the path can be written. Raises KnownError printer_file_unwritable (path)."""
        place = self.path if self.path.exists() else self.path.parent
        if self.path.is_dir() or not os.access(place, os.W_OK):
            raise KnownError("printer_file_unwritable", path=str(self.path))
        return Health(answers=False)

    def pulse(self, data: bytes) -> None:
        """Write the bytes after what an ordinary file holds. Raises KnownError printer_file_unwritable (path)."""
        try:
            with self.path.open("ab") as file:
                file.write(data)
        except OSError as error:
            raise KnownError("printer_file_unwritable", path=str(self.path)) from error
