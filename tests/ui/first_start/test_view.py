"""The first start: three questions, none of which must be answered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from loyalty.words import LANGUAGES, Words
from tests.ui.fitting import cut_off, settle
from tests.ui.screens import NARROW, WIDE, caught, click, press, shown, texts
from ui import theme
from ui.controls import TextControl
from ui.first_start.view import FirstStartView
from ui.settings.facts import PresetCard

PRESETS = (PresetCard("both", "兩種都要", ("買十送一。",), True), PresetCard("points", "點數", ("每百元一點。",)))


def started(qtbot: QtBot) -> FirstStartView:
    """The first question."""
    view = shown(qtbot, FirstStartView(Words()))
    view.show_presets(PRESETS)
    settle()
    return view


def name_of(view: FirstStartView) -> TextControl:
    """The box of the shop's name."""
    assert isinstance(view.name.control, TextControl)
    return view.name.control


def test_three_answers_are_handed_over_together(qtbot: QtBot) -> None:
    view = started(qtbot)
    finished = caught(view.finished)
    assert name_of(view).hasFocus()
    name_of(view).setText(" 晨光咖啡 ")
    click(view.next)
    click(view.presets.card("points"))
    click(view.next)
    click(view.printer.card("set_up"))
    click(view.next)
    assert finished == [({"name": "晨光咖啡", "preset": "points", "printer": "set_up"},)]


def test_every_question_can_be_skipped(qtbot: QtBot) -> None:
    view = started(qtbot)
    finished = caught(view.finished)
    for _ in range(3):
        click(view.skip)
    assert finished == [({"preset": "both"},)]


def test_skipping_the_programmes_says_that_the_ticked_one_stands_and_keeps_to_it(qtbot: QtBot) -> None:
    view = started(qtbot)
    finished = caught(view.finished)
    click(view.skip)
    assert view.skip.text() == Words()("first_start.skip_preset")
    click(view.presets.card("points"))
    click(view.skip)
    assert view.skip.text() == Words()("first_start.skip")
    click(view.skip)
    assert finished == [({"preset": "points"},)]


def test_enter_alone_answers_every_question(qtbot: QtBot) -> None:
    view = started(qtbot)
    finished = caught(view.finished)
    for _ in range(3):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Return)
        settle()
    assert finished == [({"name": "", "preset": "both", "printer": "virtual"},)]


def test_each_question_has_the_focus_on_what_is_chosen(qtbot: QtBot) -> None:
    view = started(qtbot)
    click(view.next)
    assert QApplication.focusWidget() is view.presets.card("both")
    click(view.next)
    assert QApplication.focusWidget() is view.printer.card("virtual")


def test_enter_on_another_button_does_what_it_says(qtbot: QtBot) -> None:
    view = started(qtbot)
    click(view.next)
    press(view.back, Qt.Key.Key_Return)
    assert name_of(view).hasFocus()
    press(view.skip, Qt.Key.Key_Return)
    assert Words()("first_start.preset_question") in texts(view)


def test_the_focus_on_a_button_can_be_seen(qtbot: QtBot) -> None:
    view = started(qtbot)
    for button, token in ((view.skip, "focus"), (view.next, "text")):
        button.setFocus()
        settle()
        edge = button.grab().toImage().pixelColor(button.width() // 2, 1)
        assert edge == theme.colour(token)


def test_a_name_that_cannot_be_leads_back_to_its_question(qtbot: QtBot) -> None:
    view = started(qtbot)
    for _ in range(2):
        click(view.skip)
    view.show_field_error("name", "太長")
    settle()
    assert "太長" in texts(view)


def test_a_question_that_is_skipped_the_second_time_is_not_answered(qtbot: QtBot) -> None:
    view = started(qtbot)
    finished = caught(view.finished)
    name_of(view).setText("晨光")
    click(view.next)
    click(view.back)
    for _ in range(3):
        click(view.skip)
    assert finished == [({"preset": "both"},)]


def test_enter_goes_on_from_the_name(qtbot: QtBot) -> None:
    view = started(qtbot)
    press(name_of(view), Qt.Key.Key_Return)
    assert Words()("first_start.preset_question") in texts(view)


def test_no_programme_is_an_answer(qtbot: QtBot) -> None:
    view = started(qtbot)
    finished = caught(view.finished)
    click(view.skip)
    click(view.presets.card("none"))
    click(view.next)
    click(view.skip)
    assert finished == [({"preset": ""},)]


def test_the_running_preset_is_chosen_beforehand(qtbot: QtBot) -> None:
    assert started(qtbot).presets.current() == "both"


def test_the_way_back_is_only_there_where_there_is_one(qtbot: QtBot) -> None:
    view = started(qtbot)
    assert not view.back.isVisible()
    click(view.next)
    assert view.back.isVisible()


def test_another_language_is_wished_for_and_the_answers_stay(qtbot: QtBot) -> None:
    view = started(qtbot)
    wished = caught(view.language_wished)
    name_of(view).setText("Café")
    click(view.language.button("en"))
    assert wished == [("en",)]
    click(view.next)
    click(view.presets.card("points"))
    view.relabel(Words("en"))
    view.show_presets(PRESETS)
    settle()
    assert Words("en")("first_start.preset_question") in texts(view)
    assert view.presets.current() == "points"
    click(view.back)
    assert name_of(view).text() == "Café"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_question_can_be_read_whole(qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    view = shown(qtbot, FirstStartView(Words(language)), size)
    view.show_presets(PRESETS)
    for _ in range(3):
        settle()
        assert cut_off(view) == []
        click(view.skip)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_is_too_long_is_said_at_its_question_and_stays_typed(qtbot: QtBot, language: str) -> None:
    view = started(qtbot)
    view.relabel(Words(language))
    finished = caught(view.finished)
    name_of(view).setText("晨光" * 31)
    click(view.next)
    assert view.name.isVisible()
    assert Words(language)("settings.text_too_long", limit=60) in texts(view)
    assert name_of(view).text() == "晨光" * 31
    name_of(view).setText("晨光")
    for _ in range(3):
        click(view.next)
    assert [answers["name"] for (answers,) in finished] == ["晨光"]
