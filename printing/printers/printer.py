"""What every way of reaching paper promises."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QImage

from loyalty.errors import KnownError


class InDoubtError(KnownError):
    """The printer failed after bytes had left for it: only somebody who looks knows whether the slip came out."""


class Printer(Protocol):
    """One printer. `send` opens, sends in full and closes for each job; call it from the printer's own thread only."""

    def send(self, data: bytes, picture: QImage, name: str) -> None:
        """Bring one slip to paper: its bytes, the picture they were made of, and a name for it ("receipt A-000123").

        Returning means that everything was handed over, and no more: a printer that cannot be asked may still have
        failed. Raises KnownError when it is known to have failed, with `error.printer_...` words that say what to do:
        InDoubtError when some or all of it may have come out.
        """


class NoPrinter:
    """A shop that wants no paper: every slip is taken and forgotten."""

    def send(self, data: bytes, picture: QImage, name: str) -> None:
        """Nothing to do."""
