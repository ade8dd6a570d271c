"""What printers on a network, on USB and on a serial line have in common: a line to talk on, opened for each job."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from pathlib import Path

from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from printing.printers import status
from printing.printers.conversation import Conversation, Deadline, Limits, Line, Told
from printing.printers.memory import Memory
from printing.printers.printer import Delivery, Health, InDoubtError

TEST_PAGE = "test_page"

_HEALTH_S = 1.9


class LinePrinter(ABC):
    """A printer that is reached over a line. `address` is how the settings write it; every error carries it.

    What it was seen to answer is remembered in `cache_folder`, until a test page is printed: with it an owner tries a
    printer, perhaps another one at the same address.

    `told` hears during `send`, on its thread, how the printer is: a Health before the slip, None when it stands still.
    """

    told: Told

    def __init__(self, address: str, limits: Limits, cache_folder: Path) -> None:
        self.address = address
        self.limits = limits
        self.cache_folder = cache_folder
        self.facts: dict[str, str | int] = {"address": address}
        self.told = lambda _: None
        self._conversation = Conversation(limits, Memory(cache_folder, address), **self.facts)

    def send(self, data: bytes, picture: QImage, name: str) -> Delivery:
        """Print one job; CONFIRMED if the printer answers after it.

        Raises KnownError when nothing was printed: why the line could not be opened, and what the conversation raises
        before a job. Raises InDoubtError when bytes had left.
        """
        if name == TEST_PAGE:
            self._conversation.forget()
        try:
            with self.line(self.limits.connect_s) as line:
                return self._conversation.send(line, data, picture.height(), self.told)
        except InDoubtError as error:
            raise self._named(error) from error
        except OSError as error:
            raise self.lost() from error

    def health(self) -> Health:
        """Ask DLE EOT 1, 2 and 4, within 2 s. Raises KnownError as `send` does before its first byte."""
        deadline = Deadline(_HEALTH_S)
        try:
            with self.line(min(self.limits.connect_s, _HEALTH_S)) as line:
                return self._conversation.health(line, deadline.left())
        except OSError as error:
            raise self.lost() from error

    def pulse(self, data: bytes) -> None:
        """Send the bytes at once, with the errors of `health`; one that was seen to answer is asked how it is first."""
        try:
            with self.line(self.limits.connect_s) as line:
                self._conversation.pulse(line, data)
        except OSError as error:
            raise self.lost() from error

    @abstractmethod
    def line(self, limit_s: float) -> AbstractContextManager[Line]:
        """The line, open inside the context and closed without waiting. Raises KnownError when it cannot be opened."""

    @abstractmethod
    def lost(self) -> KnownError:
        """The error of a line that broke off before a job."""

    def _named(self, error: InDoubtError) -> InDoubtError:
        """A printer that stopped taking data says why on a new line, where nothing stands before the question."""
        if error.key in status.TROUBLES:
            return error
        try:
            self.health()
        except KnownError as cause:
            if cause.key in status.TROUBLES:
                return InDoubtError(cause.key, **cause.facts)
        return error
