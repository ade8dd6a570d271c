"""Looking for printers: what was found so far, how far it is, the end of it, and being stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.printers.finder import Finder
from desktop.threads import Lane
from loyalty.errors import KnownError
from ui.printers.facts import FoundRow, Search


@dataclass(frozen=True)
class Found:
    """What a search comes upon."""

    kind: str
    address: str
    title: str


ONE, TWO = Found("network", "10.0.0.1:9100", "10.0.0.1"), Found("network", "10.0.0.2:9100", "10.0.0.2")
ROW_ONE, ROW_TWO = FoundRow("10.0.0.1:9100", "10.0.0.1"), FoundRow("10.0.0.2:9100", "10.0.0.2")


class Looking:
    """A finder that finds two, waits for `go` or for being stopped, and ends; whose searches are kept."""

    def __init__(self) -> None:
        self.go = Event()
        self.stops: list[Event] = []
        self.lane = Lane("set-up", lambda error: None)
        self.finder = Finder(self.lane, lambda error: error.key, None, self.look)
        self.seen: list[Search] = []
        self.finder.changed.connect(self.seen.append)

    def look(
        self, kind: str, on_found: Callable[[Any], None], on_progress: Callable[[int, int], None], stop: Event
    ) -> Any:
        """Stands in for the network."""
        self.stops.append(stop)
        if kind == "queue":
            raise KnownError("printer_queues_unavailable")
        for done, each in enumerate((ONE, TWO), start=1):
            on_found(each)
            on_progress(done, 4)
        while not (self.go.is_set() or stop.is_set()):
            stop.wait(0.01)
        return (ONE, TWO)


@pytest.fixture
def looking(qapp: Any) -> Iterator[Looking]:
    """A finder on a lane of its own."""
    made = Looking()
    yield made
    made.finder.stop()
    made.lane.close()


def test_what_is_found_is_shown_while_it_looks_and_at_its_end(qtbot: QtBot, looking: Looking) -> None:
    looking.finder.look("network")
    assert looking.seen == [Search(running=True, percent=0)]
    qtbot.waitUntil(lambda: looking.seen[-1] == Search((ROW_ONE, ROW_TWO), running=True, percent=50))
    looking.go.set()
    qtbot.waitUntil(lambda: looking.seen[-1] == Search((ROW_ONE, ROW_TWO), over=True))


def test_a_stopped_search_ends_at_once_and_keeps_what_it_found(qtbot: QtBot, looking: Looking) -> None:
    looking.finder.look("network")
    qtbot.waitUntil(lambda: len(looking.seen[-1].found) == 2)
    looking.finder.stop()
    assert looking.seen[-1] == Search((ROW_ONE, ROW_TWO), over=True)
    shown = len(looking.seen)
    qtbot.waitUntil(lambda: looking.lane.idle)
    qtbot.wait(20)
    assert len(looking.seen) == shown


def test_a_new_search_ends_the_one_before(qtbot: QtBot, looking: Looking) -> None:
    looking.finder.look("network")
    qtbot.waitUntil(lambda: len(looking.seen[-1].found) == 2)
    looking.finder.look("usb")
    assert looking.stops[0].is_set()
    assert looking.seen[-1] == Search(running=True)
    looking.go.set()
    qtbot.waitUntil(lambda: looking.seen[-1].over)


def test_what_cannot_be_looked_through_says_why(qtbot: QtBot, looking: Looking) -> None:
    looking.finder.look("queue")
    qtbot.waitUntil(lambda: looking.seen[-1] == Search(over=True, problem="printer_queues_unavailable"))


def test_a_serial_line_is_found_without_its_guessed_speed(
    qtbot: QtBot, looking: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking.go.set()
    monkeypatch.setattr(looking.finder, "_look", lambda *_: (Found("serial", "/dev/ttyUSB0@9600", "ttyUSB0"),))
    looking.finder.look("serial")
    qtbot.waitUntil(lambda: looking.seen[-1] == Search((FoundRow("/dev/ttyUSB0", "ttyUSB0"),), over=True))
