"""A printer in trouble is named in a bar; the sale stands, and the slip comes out at the second try."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.tour.failure import TourError
from desktop.tour.stage import Stage


def trouble(stage: Stage) -> None:
    """A printer that cannot be written to is named in a bar, and the sale stands."""
    hand, words = stage.hand, stage.words
    missing = stage.app.folders.data / "unplugged"
    _use_file_printer(stage, missing / "lp0")
    hand.click(stage.app.window.top_bar.entry("counter"))
    hand.scan(stage.notes["new card"])
    hand.type("180+")
    hand.press(Qt.Key.Key_F12)
    stage.sees(stage.app.window.bottom_bar, words("desk.got_stamps", count=2))
    why = words("error.printer_file_unwritable", path=str(missing / "lp0"))
    stage.sees(stage.app.window.trouble, words("desk.slip_failed", why=why))
    stage.shot("printer-trouble")


def retry(stage: Stage) -> None:
    """The printer is back: the slip comes out, and the bar goes."""
    folder = stage.app.folders.data / "unplugged"
    folder.mkdir()
    bar = stage.app.window.trouble
    stage.hand.click(bar.action_button())
    stage.wait("no bar", lambda: not bar.isVisible())
    paper = folder / "lp0"
    stage.same("the first bytes on the printer", b"\x1b@", paper.read_bytes()[:2])
    stage.shot("printer-back")


def _use_file_printer(stage: Stage, path: Path) -> None:
    view, hand = stage.desks.screens.settings_view, stage.hand
    hand.click(stage.app.window.top_bar.entry("settings"))
    hand.click(view.nav["printer"])
    hand.click(view.printer.form.kind.card("file"))
    address = view.printer.form.address.control
    if not isinstance(address, QLineEdit):
        raise TourError("a field for the printer's file", type(address))
    hand.click(address)
    hand.say(str(path))
    hand.click(view.printer.save)
    stage.sees(view.printer, stage.words("desk.printer_saved"))
    stage.shot("printer-file")
