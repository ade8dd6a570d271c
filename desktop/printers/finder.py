"""Looks for printers on a lane of its own, tells what it found so far, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.threads import Lane
from loyalty.errors import KnownError
from ui.printers.facts import FoundRow, Search

if TYPE_CHECKING:
    from printing.printers.finding import Found

Look = Callable[[str, "Callable[[Found], None]", Callable[[int, int], None], Event], "tuple[Found, ...]"]


class Finder(QObject):
    """`changed` carries the Search as it goes. One search at a time; a new one ends the one before. `explain` says
    in words why it cannot look; `look` looks: see `look_on_this_machine`.
    """

    changed = Signal(object)
    _met = Signal(int, object)
    _came = Signal(int, int, int)

    def __init__(
        self,
        lane: Lane,
        explain: Callable[[KnownError], str],
        parent: QObject | None = None,
        look: Look | None = None,
    ) -> None:
        super().__init__(parent)
        self._explain = explain
        self._lane = lane
        self._look = look or look_on_this_machine
        self._stop = Event()
        self._number = 0
        self._search = Search()
        self._met.connect(self._add)
        self._came.connect(self._show_progress)

    def look(self, kind: str) -> None:
        """Look for printers of this kind."""
        self.stop()
        self._stop = Event()
        number = self._number
        self._say(Search(running=True, percent=0 if kind == "network" else None))
        work = partial(
            self._look,
            kind,
            lambda found: self._met.emit(number, found),
            lambda done, whole: self._came.emit(number, done, whole),
            self._stop,
        )
        self._lane.ask(work, partial(self._over, number), partial(self._failed, number))

    def stop(self) -> None:
        """Look no more; what was found stays."""
        self._stop.set()
        self._number += 1
        if self._search.running:
            self._say(Search(self._search.found, over=True))

    def _add(self, number: int, found: Found) -> None:
        row = _row(found)
        if number == self._number and row not in self._search.found:
            self._say(Search((*self._search.found, row), True, self._search.percent))

    def _show_progress(self, number: int, done: int, whole: int) -> None:
        percent = 100 * done // max(whole, 1)
        if number == self._number and percent != self._search.percent:
            self._say(Search(self._search.found, True, percent))

    def _over(self, number: int, found: tuple[Found, ...]) -> None:
        if number == self._number:
            self._say(Search(tuple(_row(each) for each in found), over=True))

    def _failed(self, number: int, error: KnownError) -> None:
        """What cannot be looked through has nothing in it; why stands where the page would say what to check."""
        if number == self._number:
            self._say(Search(self._search.found, over=True, problem=self._explain(error)))

    def _say(self, search: Search) -> None:
        self._search = search
        self.changed.emit(search)


def _row(found: Found) -> FoundRow:
    """As a person chooses it: a serial line's speed is asked for beside it."""
    address = found.address.rpartition("@")[0] if found.kind == "serial" else found.address
    return FoundRow(address or found.address, found.title)


def look_on_this_machine(
    kind: str, on_found: Callable[[Found], None], on_progress: Callable[[int, int], None], stop: Event
) -> tuple[Found, ...]:
    """Printers of this kind. `on_found` and `on_progress` (done, whole) are told on the way, from any thread."""
    # The libraries behind it are read when somebody looks, never at the start.
    from printing.printers import finding

    match kind:
        case "usb":
            return finding.usb_printers()
        case "serial":
            return finding.serial_ports()
        case "queue":
            return finding.queues()
        case _:
            return finding.network_printers(on_found, stop.is_set, on_progress)
