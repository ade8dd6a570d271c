"""A printer that this computer already knows: a queue of Windows, or of CUPS elsewhere, which takes jobs over.

On Windows the bytes go through python-escpos (Win32Raw). For CUPS the system's own `lp` is called here: the library's
class looks at no return code, throws the reason away, and sends a line end after the cut.
"""

from __future__ import annotations

import os
import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path

from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from printing.printers import library
from printing.printers.printer import Delivery, Health, InDoubtError

_HEALTH_S = 1.5
_HAND_OVER_S = 20.0

# GetPrinter, PRINTER_INFO_2: Status and Attributes (winspool.h).
_PAPER_OUT, _DOOR_OPEN = 0x00000010 | 0x00000008, 0x00400000
_NOT_AVAILABLE, _PAUSED, _WORK_OFFLINE = 0x00001000 | 0x00000080, 0x00000001, 0x00000400
_FAULTY = 0x00000002 | 0x00100000


class QueuePrinter(ABC):
    """`queue` is the queue's name. Every error carries it as `address`."""

    def __init__(self, queue: str) -> None:
        self.queue = queue
        self.facts: dict[str, str | int] = {"address": queue}

    def send(self, data: bytes, picture: QImage, name: str) -> Delivery:
        """Hand one job to the queue; SENT, for the queue does not tell what becomes of it.

        Raises KnownError printer_queue_missing, printer_queue_stopped or printer_queues_unavailable; InDoubtError
        printer_queue_refused or printer_timeout when the queue may have some of it.
        """
        self.health()
        self.hand_over(data, name)
        return Delivery.SENT

    def pulse(self, data: bytes) -> None:
        """A job of its own, behind whatever waits in the queue. Raises KnownError like `send`."""
        self.send(data, QImage(), "drawer")

    @abstractmethod
    def health(self) -> Health:
        """What the system knows of the queue. Raises KnownError as `send` does before its first byte."""

    @abstractmethod
    def hand_over(self, data: bytes, name: str) -> None:
        """The whole job. Raises like `send`."""


class CupsQueue(QueuePrinter):
    """A queue of CUPS, by `lpstat` and `lp`."""

    def health(self) -> Health:
        """Whether the queue exists and prints."""
        answer = _run(["lpstat", "-p", self.queue], _HEALTH_S)
        if answer is None or "scheduler" in answer.stderr.lower() or "connect" in answer.stderr.lower():
            raise KnownError("printer_queues_unavailable", **self.facts)
        if answer.returncode or not answer.stdout.strip():
            raise KnownError("printer_queue_missing", **self.facts)
        if " disabled " in answer.stdout.partition("\n")[0]:
            raise KnownError("printer_queue_stopped", **self.facts)
        return Health(answers=False)

    def hand_over(self, data: bytes, name: str) -> None:
        """`lp` ends when CUPS has the job whole, and says so by its return code."""
        command = ["lp", "-d", self.queue, "-t", name, "-o", "raw"]
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=_HAND_OVER_S, env=_english())
        except FileNotFoundError as error:
            raise KnownError("printer_queues_unavailable", **self.facts) from error
        except (subprocess.TimeoutExpired, OSError) as error:
            raise InDoubtError("printer_timeout", **self.facts) from error
        if done.returncode:
            # CUPS takes a job whole or not at all.
            raise KnownError("printer_queue_refused", **self.facts)


class WindowsQueue(QueuePrinter):
    """An installed printer of Windows, whose driver is passed by (the "RAW" data type)."""

    def __init__(self, queue: str, cache_folder: Path) -> None:
        super().__init__(queue)
        self._cache_folder = cache_folder

    def health(self) -> Health:
        """What the spooler knows; many drivers tell it nothing, which counts as well."""
        win32print = library.win32print()
        try:
            handle = win32print.OpenPrinter(self.queue)
            try:
                known = win32print.GetPrinter(handle, 2)
            finally:
                win32print.ClosePrinter(handle)
        except win32print.error as error:
            raise KnownError("printer_queue_missing", **self.facts) from error
        trouble = _trouble(known["Status"], known["Attributes"])
        if trouble:
            raise KnownError(trouble, **self.facts)
        return Health(answers=False)

    def hand_over(self, data: bytes, name: str) -> None:
        """One document of the spooler."""
        win32print = library.win32print()
        with library.quiet():
            transport = library.windows_queue_transport(self._cache_folder)(self.queue)
            transport.open(job_name=name, raise_not_found=False)
            if not transport.device:
                raise KnownError("printer_queue_refused", **self.facts)
            try:
                transport._raw(data)
                transport.close()
            except win32print.error as error:
                raise InDoubtError("printer_queue_refused", **self.facts) from error


def queue_printer(queue: str, cache_folder: Path) -> QueuePrinter:
    """The queue of this system."""
    return WindowsQueue(queue, cache_folder) if sys.platform == "win32" else CupsQueue(queue)


def cups_queues() -> tuple[str, ...]:
    """The names of the queues of CUPS, () when there are none. Raises KnownError printer_queues_unavailable."""
    answer = _run(["lpstat", "-e"], _HEALTH_S)
    if answer is None:
        raise KnownError("printer_queues_unavailable")
    return tuple(answer.stdout.split())


def _run(command: list[str], limit_s: float) -> subprocess.CompletedProcess[str] | None:
    """What the command says, in English; None when there is no such command or it does not end."""
    try:
        return subprocess.run(
            command, capture_output=True, text=True, timeout=limit_s, env=_english(), stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _english() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C"}


def _trouble(status: int, attributes: int) -> str | None:
    """The words key of what stops a queue of Windows."""
    if status & _PAPER_OUT:
        return "printer_paper_out"
    if status & _DOOR_OPEN:
        return "printer_cover_open"
    if status & _NOT_AVAILABLE or attributes & _WORK_OFFLINE:
        return "printer_offline"
    if status & _FAULTY:
        return "printer_faulty"
    return "printer_queue_stopped" if status & _PAUSED else None
