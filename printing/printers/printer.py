"""What every way of reaching paper promises."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PySide6.QtGui import QImage

from loyalty.errors import KnownError


class InDoubtError(KnownError):
    """The printer failed after bytes had left for it: only somebody who looks knows whether the slip came out."""


class Delivery(StrEnum):
    """How much is known of a slip that was sent without trouble.

    SENT: all of it was handed over, and the printer cannot be asked. CONFIRMED: the printer answered that everything
    was printed (GS r 1), or the slip is known to be kept whole.
    """

    SENT = "sent"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Health:
    """A printer that can print. `answers` is whether it could be asked: one that cannot is only hoped to be well."""

    answers: bool
    paper_low: bool = False


class Printer(Protocol):
    """One printer. Each call opens, does its work and closes; call it from the printer's own thread only."""

    def send(self, data: bytes, picture: QImage, name: str) -> Delivery:
        """Bring one slip to paper: its bytes, the picture they were made of, and a name for it ("receipt A-000123").

        Raises KnownError when it is known to have failed, with `error.printer_...` words that say what to do:
        InDoubtError when some or all of it may have come out.
        """

    def health(self) -> Health:
        """Ask the printer now how it is, within 2 s. Raises the KnownError of what keeps it from printing."""

    def pulse(self, data: bytes) -> None:
        """Send bytes that print nothing at once (`printing.drawer`). Raises KnownError like `health`."""


class NoPrinter:
    """A shop that wants no paper: every slip is taken and forgotten."""

    def send(self, data: bytes, picture: QImage, name: str) -> Delivery:
        """Nothing to do."""
        return Delivery.SENT

    def health(self) -> Health:
        """Always well."""
        return Health(answers=False)

    def pulse(self, data: bytes) -> None:
        """Nothing to do."""
