"""A printer without a printer: each slip is kept as a picture and as the exact bytes, numbered in a folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from printing.printers.printer import Delivery, Health

_UNSAFE = re.compile(r"[^\w-]+")
_NUMBERED = re.compile(r"(\d{6})-")
_NAME_LENGTH_MAX = 60


class VirtualPrinter:
    """Keeps slips in `folder`, which is made when the first slip comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._number: int | None = None

    def send(self, data: bytes, picture: QImage, name: str) -> Delivery:
        """Write "000001-name.png" and "000001-name.bin". Raises KnownError printer_folder_unwritable (folder)."""
        safe_name = _UNSAFE.sub("_", name).strip("_")[:_NAME_LENGTH_MAX] or "slip"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            number = self._next_number()
            if any(self.folder.glob(f"{number:06d}-*")):
                # Another one of this till keeps its slips here too.
                self._number = None
                number = self._next_number()
            stem = f"{number:06d}-{safe_name}"
            _write_all({self.folder / f"{stem}.bin": data, self.folder / f"{stem}.png": png(picture)})
        except OSError as error:
            raise KnownError("printer_folder_unwritable", folder=str(self.folder)) from error
        self._number = number
        return Delivery.CONFIRMED

    def health(self) -> Health:
        """Always well: a folder that cannot be written is found out with the slip."""
        return Health(answers=True)

    def pulse(self, data: bytes) -> None:
        """Nothing to do: there is no drawer."""

    def _next_number(self) -> int:
        """Numbers go on where an earlier run stopped; the folder is read once."""
        if self._number is None:
            taken = (_NUMBERED.match(path.name) for path in self.folder.iterdir())
            self._number = max((int(match[1]) for match in taken if match), default=0)
        return self._number + 1


def _write_all(files: Mapping[Path, bytes]) -> None:
    """All or none. Raises OSError.

    A slip is tried again and again: what was left of it each time would take the last of a disk that is nearly full.
    """
    try:
        for path, data in files.items():
            path.write_bytes(data)
    except OSError:
        for path in files:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def png(picture: QImage) -> bytes:
    """The picture as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
