"""The stage of a tour: the real window on a throwaway shop, what a step may look at, and the pictures it leaves."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from desktop.app import App
from desktop.desks import Desks
from desktop.operations import members
from desktop.operations.members import MemberFile
from desktop.tour.failure import TourError
from desktop.tour.hand import Hand, TourClock
from desktop.tour.look import shows, words_on
from desktop.tour.reader import read_code
from loyalty.cards import card_code
from loyalty.refusals import Refusal
from loyalty.words import Words

_PATIENCE_S = 30.0
_PAUSE_S = 0.002


@dataclass(frozen=True)
class Slip:
    """One slip from the virtual printer: its name, its picture and its exact bytes."""

    name: str
    picture: QImage
    data: bytes


class Stage:
    """The app, the hand, and the folder for the pictures. `notes` is what one step leaves for a later one."""

    def __init__(self, app: App, clock: TourClock, folder: Path) -> None:
        self.app = app
        self.folder = folder
        self.hand = Hand(app.window, clock, self.settle)
        self.pictures = 0
        self.notes: dict[str, str] = {}
        self._slips_seen: set[str] = set()
        (folder / "slips").mkdir(parents=True, exist_ok=True)

    @property
    def desks(self) -> Desks:
        """The desks of the open shop."""
        if self.app.desks is None:
            raise TourError("an open shop", "it is not open")
        return self.app.desks

    @property
    def words(self) -> Words:
        """The words of the screen's language as it is now."""
        return self.app.words

    def settle(self) -> None:
        """Let everything under way come to the screen: questions to the disk, pictures of slips, paper."""
        quiet = 0
        until_s = time.monotonic() + _PATIENCE_S
        while quiet < 2 and time.monotonic() < until_s:
            self.app.qt.processEvents()
            if self._idle():
                quiet += 1
            else:
                quiet = 0
                time.sleep(_PAUSE_S)

    def wait(self, expected: str, holds: Callable[[], bool], seen: Callable[[], object] = str) -> None:
        """Wait until something holds; what is not so after half a minute fails the tour.

        It says all that was seen meanwhile: a message may have come and gone.
        """
        until_s = time.monotonic() + _PATIENCE_S
        noticed: list[object] = []
        while not holds():
            now = seen()
            if now not in noticed:
                noticed.append(now)
            if time.monotonic() > until_s:
                raise TourError(expected, noticed if len(noticed) > 1 else now)
            self.settle()
            time.sleep(_PAUSE_S)
        self.settle()

    def same(self, what: str, expected: object, seen: object) -> None:
        """Fail unless what was seen is what was expected."""
        if expected != seen:
            raise TourError(f"{what}: {expected!r}", repr(seen))

    def sees(self, widget: QWidget, text: str) -> None:
        """Fail unless the widget comes to show this text."""
        self.wait(f"{text!r} on {type(widget).__name__}", lambda: shows(widget, text), lambda: words_on(widget))

    def sees_nobody(self) -> None:
        """Fail unless the counter waits for the next customer."""
        self.sees(self.app.counter, self.words("counter.nobody_title"))

    def shot(self, name: str) -> None:
        """Keep a numbered picture of the window as it is."""
        self.settle()
        self.pictures += 1
        path = self.folder / f"{self.pictures:02d}-{name}.png"
        if not self.app.window.grab().save(str(path)):
            raise TourError(f"a picture at {path}", "it could not be written")

    def slip(self, kind: str) -> Slip:
        """The slip of this kind that the virtual printer has just kept, copied to the tour's folder."""
        self.wait(f"one new slip {kind!r}", lambda: len(self._new_slips()) >= 1, lambda: "no slip came")
        new = self._new_slips()
        self.same("the slips that came", [kind], [path.stem.partition("-")[2] for path in new])
        path = new[0]
        self._slips_seen.add(path.name)
        for made in (path, path.with_suffix(".bin")):
            shutil.copy(made, self.folder / "slips" / made.name)
        return Slip(path.stem, QImage(str(path)), path.with_suffix(".bin").read_bytes())

    def no_slip(self) -> None:
        """Fail when a slip came that nobody asked for."""
        self.settle()
        self.same("new slips", [], [path.name for path in self._new_slips()])

    def reads(self, slip: Slip, expected: str) -> str:
        """Read the one code from a slip's picture; it must say `expected`."""
        seen = read_code(slip.picture)
        self.same(f"the code on {slip.name}", expected, seen)
        return seen

    def file_of(self, member_id: int) -> MemberFile:
        """What the disk knows of a member."""
        services = self.desks.services
        found = members.look_up(services.store, services.state.context, member_id, self.app.clock.now_ms())
        if isinstance(found, Refusal):
            raise TourError(f"member {member_id} on the disk", found)
        return found

    def code_of(self, member_id: int) -> str:
        """The code on a member's card."""
        card_id = self.file_of(member_id).card_id
        if card_id is None:
            raise TourError(f"a card of member {member_id}", "there is none")
        return card_code(self.desks.services.state.context.card_secret, card_id)

    def _idle(self) -> bool:
        lanes = [self.app.writer, self.app.reader]
        if self.app.desks is not None:
            lanes.append(self.app.desks.painter)
            return self.app.desks.spooler.idle and all(lane.idle for lane in lanes)
        return all(lane.idle for lane in lanes)

    def _new_slips(self) -> list[Path]:
        kept = self.app.folders.slips
        found = sorted(kept.glob("*.png")) if kept.is_dir() else []
        return [path for path in found if path.name not in self._slips_seen]
