"""The whole app started on a real database with its real window, and the hand that works it by keys, scans, clicks."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop import options, till
from desktop.app import App, make_qt
from desktop.clock import SetClock
from desktop.desks import Desks
from desktop.makers import Maker
from desktop.owner_screens import OwnerScreens
from desktop.till import TillSettings
from loyalty.words import Words
from ui.counter.view import CounterView

NOON_MS = 1_795_320_000_000  # 2026-11-22 12:00 in Taipei
_PATIENCE_S = 30.0
_SPECIAL = {"+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus, "\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


class Started:
    """One start of the app on the shop in `folder`, and the waiting for it."""

    def __init__(self, folder: Path, *arguments: str, seed: int = 7) -> None:
        self.folder = folder
        self.clock = SetClock(NOON_MS)
        self.key_ms = 1_000
        given = options.parse(["--database", str(folder / "shop.db"), *arguments])
        self.app = App(make_qt(), given, self.clock, Maker(self.clock, Random(seed).randbytes))
        self.failed: list[object] = []
        self.app.failed.connect(self.failed.append)
        self.app.show()
        try:
            self.wait(lambda: self.app.desks is not None or bool(self.failed))
        except AssertionError:
            self.close()
            raise
        self.activate()

    def close(self) -> None:
        """Close the window as its owner does, and end the app as `run_app` does."""
        self.app.window.close()
        self.app.close()
        QApplication.processEvents()
        self.app.window.deleteLater()
        self.app.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    def activate(self) -> None:
        """Bring the window to the front."""
        self.app.window.activateWindow()
        self.wait(lambda: QApplication.activeWindow() is self.app.window)
        self.settle()

    @property
    def open(self) -> bool:
        """Whether it was not closed by the test itself."""
        return shiboken6.isValid(self.app)

    @property
    def desks(self) -> Desks:
        """The desks of the open shop."""
        assert self.app.desks is not None
        return self.app.desks

    @property
    def screens(self) -> OwnerScreens:
        """The screens besides the counter."""
        return self.desks.screens

    @property
    def words(self) -> Words:
        """The screen's words."""
        return self.app.words

    @property
    def view(self) -> CounterView:
        """The counter's view."""
        return self.app.counter

    @property
    def search(self) -> QWidget:
        """The search box's field."""
        return self.app.counter.find.search.edit

    def process(self) -> None:
        """Let what has come to the screen's thread be done, without waiting for more."""
        for _ in range(3):
            QApplication.processEvents()

    def settle(self) -> None:
        """Wait until every thread has answered all it was asked."""
        quiet, until_s = 0, time.monotonic() + _PATIENCE_S
        while quiet < 2:
            assert time.monotonic() < until_s, "the app does not come to rest"
            QApplication.processEvents()
            if self._idle():
                quiet += 1
            else:
                quiet = 0
                time.sleep(0.001)

    def wait(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        until_s = time.monotonic() + _PATIENCE_S
        while not holds():
            assert time.monotonic() < until_s, "waited in vain"
            QApplication.processEvents()
            time.sleep(0.001)

    @contextmanager
    def held(self, *lanes: str) -> Iterator[None]:
        """Keep these threads busy, as a slow disk does, until the block ends; then settle."""
        go_on = threading.Event()
        for name in lanes:
            {"writer": self.app.writer, "reader": self.app.reader}[name].ask(go_on.wait)
        try:
            yield
        finally:
            go_on.set()
        self.settle()

    def _idle(self) -> bool:
        lanes = [self.app.writer, self.app.reader]
        if self.app.desks is not None:
            lanes += [self.app.desks.book, self.app.desks.painter]
            return self.app.desks.spooler.idle and all(lane.idle for lane in lanes)
        return all(lane.idle for lane in lanes)


class Hand(Started):
    """What a person and a scanner do. The times of keys are the test's own: a scanner's are 8 ms apart."""

    def key(
        self, key: Qt.Key, text: str = "", *, control: bool = False, gap_ms: int = 150, repeat: bool = False
    ) -> None:
        """Press and release a key, `gap_ms` after the one before. Waits for nothing."""
        self.key_ms += gap_ms
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifier, text, repeat)
            event.setTimestamp(self.key_ms)
            QCoreApplication.sendEvent(self.app.window.windowHandle(), event)

    def press(self, key: Qt.Key, *, control: bool = False) -> None:
        """Press a key that writes nothing, and wait for what it does."""
        self.key(key, chr(key.value - 64) if control else "", control=control)
        self.settle()

    def burst(self, text: str, gap_ms: int = 8) -> None:
        """Characters in the rhythm of a scanner (or, with a longer gap, of a person). Waits for nothing."""
        for character in text:
            self.key(_key_of(character), character, gap_ms=gap_ms)

    def type(self, text: str) -> None:
        """Type as a person does, and wait for what it does."""
        self.burst(text, 150)
        self.settle()

    def scan(self, text: str, end: str = "\r") -> None:
        """Scan a code, and wait for what it does."""
        self.key_ms += 500
        self.burst(text + end)
        self.settle()

    def scan_at_once(self, text: str) -> None:
        """Scan, and wait for nothing."""
        self.key_ms += 500
        self.burst(text + "\r")

    def enter(self) -> None:
        """Press Enter."""
        self.type("\r")

    def compose(self, text: str) -> None:
        """What an input method commits into the field that has the focus."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(QApplication.focusWidget(), event)
        self.settle()

    def click(self, widget: QWidget) -> None:
        """Press and release the left button in the middle of a widget that can be seen."""
        assert widget.isVisible(), widget
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()


def set_up(folder: Path, **changes: object) -> None:
    """This till's own file, with the first start behind it."""
    wanted: dict[str, object] = {"first_start_done": True, **changes}
    till.save(folder / "till.json", TillSettings(**wanted))  # type: ignore[arg-type]


def _key_of(character: str) -> Qt.Key:
    if character in _SPECIAL:
        return _SPECIAL[character]
    upper = character.upper()
    return Qt.Key(ord(upper)) if upper.isascii() and upper.isalnum() else Qt.Key.Key_unknown
