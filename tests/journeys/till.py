"""A till seen from outside: the app as a child on a display, xdotool as people, a scanner, the disk as witness.

A person's keys are 120 ms apart, a scanner's come as fast as the display takes them: real X events with the
server's own times.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import zxingcpp
from PIL import Image

from db import programmes, settings
from db.store import Connection, open_store, sqlite_url
from desktop import till as tills
from desktop.till import TillSettings
from loyalty.programmes import Programme
from tests.sources import ROOT
from tests.tills import with_main_printer

SHOP = "Journey Coffee"
# From when the programmes of a journey hold: long before any machine's clock.
FIRST_DAY = date(2000, 1, 1)
PATIENCE_S = 60.0
# xdotool presses again after half of its delay. On a busy machine keys come nearer to one another than they were sent:
# what a person types must stay far from a scanner's 50 ms, or half of a phone is taken for a scan. And a pause that was
# meant to be short may last: a scanner makes none.
PERSON_MS = "240"
_KEY_NAMES = {"-": "minus"}


T = TypeVar("T")


def until(what: str, look: Callable[[], T]) -> T:
    """The first truthy answer of `look`; fails when none comes in time."""
    end_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < end_s:
        if answer := look():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"never came: {what}")


def pause(till: Till) -> None:
    """The moment that a person takes to look at the screen, which is done; and long enough for what should not happen.

    An app that a slow machine keeps from its work is waited for: nobody goes on before they see it answer.
    """
    time.sleep(0.4)
    until("the app at rest", lambda: _at_rest(till.child))


def _at_rest(child: subprocess.Popen[bytes] | None) -> bool:
    """Whether every thread of a child sleeps, and none has worked for a moment; one that is gone rests."""
    before = _at_work(child)
    time.sleep(0.1)
    return _at_work(child) == before != "at work"


def _at_work(child: subprocess.Popen[bytes] | None) -> str:
    """The time that a child's threads have worked, or "at work" while one works, waits for the disk or is kept from it.

    The fields of proc(5): behind the name stand the state and, as the 12th and 13th, the time.
    """
    if child is None or child.poll() is not None:
        return "gone"
    worked = []
    for thread in sorted(Path(f"/proc/{child.pid}/task").iterdir()):
        try:
            fields = (thread / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            # It has just ended.
            return "at work"
        if fields[0] != "S":
            return "at work"
        worked.append((thread.name, fields[11], fields[12]))
    return str(worked)


class Paper:
    """What came out of the virtual printer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def kinds(self) -> list[str]:
        """The kinds of the slips, oldest first."""
        return [path.stem.partition("-")[2] for path in sorted(self.folder.glob("*.png"))]

    def code(self, number: int) -> str:
        """The one code that a decoder reads from a slip's picture; slips count from 1."""
        with Image.open(next(self.folder.glob(f"{number:06d}-*.png"))) as picture:
            found = zxingcpp.read_barcodes(picture.convert("L"))
        assert len(found) == 1
        return str(found[0].text)


class Till:
    """One shop's folder, and the app on it."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.database = folder / "shop.db"
        self.paper = Paper(folder / "slips")
        homes = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
        self.environment = {**environment, **homes}
        self.child: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        with self._store() as connection:
            settings.save(connection, {"name": SHOP})

    def use_printer(self, kind: str, address: str = "") -> None:
        """Set this till's printer, as if the owner had before the start; the first start is over."""
        wanted = with_main_printer(replace(TillSettings(), first_start_done=True), kind=kind, address=address)
        tills.save(self.folder / "till.json", wanted)

    def publish(self, *found: Programme) -> None:
        """Publish programmes beside those that the first start publishes, as if the owner had."""
        self.start()
        self.end()
        with self._store() as connection:
            for programme in found:
                programmes.publish(connection, programme, FIRST_DAY)

    def start(self) -> None:
        """Start the app and wait until the counter takes its first scan: the window then bears the shop's name."""
        self.child = self._run("--database", str(self.database))
        until("the counter of the shop", lambda: SHOP in self.title(self.child))
        self.focus()

    def focus(self) -> None:
        """Give the keyboard to the app's window."""
        self.xdotool("windowfocus", "--sync", self._window(self.child))
        pause(self)

    def start_second(self) -> subprocess.Popen[bytes]:
        """Start the app once more on the same data."""
        return self._run("--database", str(self.database))

    def type(self, text: str, *keys: str) -> None:
        """Type as a person does, then press keys by their X names."""
        ending = ("key", "--delay", PERSON_MS, *keys) if keys else ()
        self.xdotool("type", "--delay", PERSON_MS, "--args", "1", text, *ending)

    def scan(self, text: str) -> None:
        """Scan a code: a burst that ends with Return, in one go."""
        keys = [_KEY_NAMES.get(character, character) for character in text]
        command = [sys.executable, "-m", "tests.journeys.scanner", *keys, "Return"]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def press(self, *keys: str) -> None:
        """Press keys by their X names."""
        self.xdotool("key", "--delay", PERSON_MS, *keys)

    def end(self) -> None:
        """End the app as a system that shuts down does."""
        if self.child is not None:
            self.child.terminate()
            self.child.wait(PATIENCE_S)
            self.child = None

    def kill(self) -> None:
        """Kill the app as a power cut does."""
        if self.child is not None:
            self.child.kill()
            self.child.wait(PATIENCE_S)
            self.child = None

    def title(self, child: subprocess.Popen[bytes] | None) -> str:
        """The title of a child's window, "" while it has none."""
        window = self._window(child)
        return self.xdotool("getwindowname", window, check=False) if window else ""

    def read(self, look: Callable[[Connection], T]) -> T:
        """Ask the database, beside the running app."""
        with self._store() as connection:
            return look(connection)

    def change(self, write: Callable[[Connection], object]) -> None:
        """Write to the database, beside the running app."""
        store = open_store(sqlite_url(self.database))
        try:
            with store.write() as connection:
                write(connection)
        finally:
            store.dispose()

    def log(self) -> str:
        """What the app wrote to its console: warnings of Qt, a crash."""
        log = self.folder / "app.log"
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def check(self) -> subprocess.CompletedProcess[str]:
        """`main.py check` on this shop."""
        command = [sys.executable, str(ROOT / "main.py"), "check", "--database", str(self.database)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def xdotool(self, *arguments: str, check: bool = True) -> str:
        """Run xdotool and return what it says."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, check=check
        )
        return done.stdout.strip()

    def _window(self, child: subprocess.Popen[bytes] | None) -> str:
        if child is None:
            return ""
        found = self.xdotool("search", "--onlyvisible", "--pid", str(child.pid), check=False).splitlines()
        return found[-1] if found else ""

    def _run(self, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "app.log").open("ab") as log:
            command = [sys.executable, str(ROOT / "main.py"), *arguments]
            return subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)

    @contextmanager
    def _store(self) -> Iterator[Connection]:
        store = open_store(sqlite_url(self.database))
        try:
            with store.write() if not self.child else store.read() as connection:
                yield connection
        finally:
            store.dispose()
