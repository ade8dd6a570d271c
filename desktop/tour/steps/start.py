"""The first start, and the counter before anybody came."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.demo.shop import SETTINGS
from desktop.tour.stage import Stage

ENGLISH_NAME = "Morning Light Coffee"


def three_questions(stage: Stage) -> None:
    """The first start asks three questions."""
    view, hand = stage.desks.screens.first_start_view, stage.hand
    stage.same("the screen", "first_start", stage.app.window.current_screen())
    stage.sees(view, stage.words("first_start.name_question"))
    name = ENGLISH_NAME if stage.words.language == "en" else str(SETTINGS["name"])
    stage.same("the focus", view.name.control, QApplication.focusWidget())
    hand.say(name)
    stage.shot("first-start-name")
    hand.enter()
    stage.sees(view, stage.words("first_start.preset_question"))
    hand.click(view.presets.card("both"))
    stage.shot("first-start-programme")
    hand.click(view.next)
    stage.sees(view, stage.words("first_start.printer_question"))
    hand.click(view.printer.card("virtual"))
    stage.shot("first-start-printer")
    hand.click(view.next)
    stage.wait("the counter", lambda: stage.app.window.current_screen() == "counter")
    stage.wait(f"the window's title {name!r}", lambda: stage.app.window.windowTitle() == name)
    stage.notes["shop"] = name


def empty_counter(stage: Stage) -> None:
    """The empty counter says what to do."""
    window = stage.app.window
    stage.sees_nobody()
    stage.sees(window.bottom_bar, stage.words("status.scanner_ready"))
    stage.shot("empty-counter")
    stage.hand.press(Qt.Key.Key_F11)
    stage.wait("the sheet of keys", window.sheet_is_open)
    stage.sees(window, stage.words("keys.title"))
    stage.shot("keys")
    stage.hand.escape()
    stage.wait("no sheet", lambda: not window.sheet_is_open())
