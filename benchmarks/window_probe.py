"""Plays scans and typing to the real window on a shop of a million, in a real event loop; prints its figures as JSON.

A time ends when the window has been painted with the answer: the repaint that follows the view's `show_*`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from benchmarks.shops import UNTIL_MS
from db import members
from desktop.app import SCREENS_MADE_MS, App, collect_again_later, make_qt
from desktop.clock import SetClock
from desktop.makers import Maker
from desktop.options import parse
from loyalty.cards import card_code
from ui.counter.facts import MatchRow, MemberPanelFacts

SCANS, TYPED_ROUNDS = 200, 12
PATIENCE_MS = 20_000
# Some first keys are a digit, some a Chinese character, some a 注音 initial typed on Latin keys.
FIRST_KEYS = (*"0123456789", *"陳林黃張李王吳劉蔡楊歐堃", *"rxas")
_NONE = Qt.KeyboardModifier.NoModifier


class Probe(QObject):
    """Waits for the painting that follows an answer of the counter."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._loop = QEventLoop()
        self._patience = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._patience.timeout.connect(self._loop.quit)
        self._answered = False
        self._ended_ms = 0.0
        self.clock_ms = 10_000
        app.window.installEventFilter(self)
        app.window.windowHandle().installEventFilter(self)

    def answer(self) -> None:
        """The view was given what we wait for."""
        self._answered = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._answered and event.type() == QEvent.Type.UpdateRequest:
            # The request is handled, that is painted, when this returns; the timer fires after it.
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self._ended_ms = time.perf_counter() * 1_000
        self._loop.quit()

    def until_painted(self, act: Callable[[], None]) -> float:
        """Milliseconds from the act to the painted answer."""
        self._answered, self._ended_ms = False, 0.0
        self._patience.start()
        began_ms = time.perf_counter() * 1_000
        act()
        self._loop.exec()
        self._patience.stop()
        if not self._ended_ms:
            sys.exit(f"the window never showed the answer, answered: {self._answered}")
        return self._ended_ms - began_ms

    def rest(self, ms: int = 60) -> None:
        """Let everything that follows an answer happen: history, preview, timers."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def key(self, character: str, apart_ms: int) -> None:
        """One key press as the system delivers it, with the event's own time."""
        self.clock_ms += apart_ms
        code = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character.upper()))
        event = QKeyEvent(QEvent.Type.KeyPress, code, _NONE, character)
        event.setTimestamp(self.clock_ms)
        QCoreApplication.sendEvent(self._app.window.windowHandle(), event)


def scans(app: App, probe: Probe, cards: list[tuple[int, str]]) -> list[float]:
    """From the last key of a scan to the painted panel of that very member."""
    times = []
    show_member = app.counter.show_member
    awaited = [0]

    def show(facts: MemberPanelFacts | None) -> None:
        show_member(facts)
        if facts is not None and facts.member_id == awaited[0]:
            probe.answer()

    app.counter.show_member = show  # type: ignore[method-assign]
    for awaited[0], code in cards:
        for character in code:
            probe.key(character, 5)
        times.append(probe.until_painted(lambda: probe.key("\r", 5)))
        probe.rest()
    app.counter.show_member = show_member  # type: ignore[method-assign]
    return times


def typing(app: App, probe: Probe) -> list[float]:
    """From a first key in the empty search box to the painted list of what it finds."""
    times = []
    show_matches = app.counter.show_matches

    def show(rows: Sequence[MatchRow], count_text: str, query: str) -> None:
        show_matches(rows, count_text, query)
        if rows:
            probe.answer()

    app.counter.show_matches = show  # type: ignore[method-assign]
    for _ in range(TYPED_ROUNDS):
        for character in FIRST_KEYS:
            app.counter.clear_search()
            app.counter.focus_search()
            probe.rest()
            act = (lambda c=character: probe.key(c, 400)) if character.isascii() else (lambda c=character: _commit(c))
            times.append(probe.until_painted(act))
    app.counter.show_matches = show_matches  # type: ignore[method-assign]
    return times


def _commit(text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(QApplication.focusWidget(), event)


def resident_mb() -> float:
    """Memory of this process that is in RAM, in megabytes (10^6 bytes)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def _cards(app: App) -> list[tuple[int, str]]:
    shop = app.shop
    if shop is None:
        sys.exit("the shop did not open")
    rng = Random(3)
    numbers = [rng.randrange(1, 1_000_000) for _ in range(SCANS)]
    with shop.store.read() as connection:
        found = [members.by_number(connection, number) for number in numbers]
        cards = [(each.id, members.cards_of(connection, each.id)[-1]) for each in found if each is not None]
    return [(member_id, card_code(shop.context.card_secret, card)) for member_id, card in cards]


def main(database: str) -> None:
    """Open the app on the database, play, print, and end."""
    qt = make_qt()
    clock = SetClock(UNTIL_MS)
    app = App(qt, parse(["--database", database, "--demo"]), clock, Maker(clock))
    app.options = parse(["--database", database])
    loop = QEventLoop()
    app.ready.connect(loop.quit)
    app.failed.connect(lambda error: sys.exit(str(error)))
    collect_again_later(app)
    app.show()
    loop.exec()
    probe = Probe(app)
    # Without a window manager nobody makes the window the active one, and only that one has a focus.
    app.window.activateWindow()
    # The owner's screens are made in the first seconds; nobody is served so soon.
    probe.rest(SCREENS_MADE_MS + 500)
    figures: dict[str, object] = {"opened_mb": resident_mb()}
    figures["scan_ms"] = scans(app, probe, _cards(app))
    figures["key_ms"] = typing(app, probe)
    app.window.show_screen("members")
    probe.rest(2_000)
    figures["listed_mb"] = resident_mb()
    print(json.dumps(figures))
    app.close()
