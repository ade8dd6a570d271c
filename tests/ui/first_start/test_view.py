"""The first start: three questions, none of which must be answered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import settle
from tests.ui.screens import caught, click, press, shown, texts
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
    click(view.printer.kind.card("network"))
    assert isinstance(view.printer.address.control, TextControl)
    QTest.keyClicks(view.printer.address.control, "10.0.0.9")
    click(view.next)
    answers = {
        "name": "晨光咖啡",
        "preset": "points",
        "printer_kind": "network",
        "printer_address": "10.0.0.9",
        "printer_width_mm": 58,
    }
    assert finished == [(answers,)]


def test_every_question_can_be_skipped(qtbot: QtBot) -> None:
    view = started(qtbot)
    finished = caught(view.finished)
    for _ in range(3):
        click(view.skip)
    assert finished == [({},)]


def test_a_question_that_is_skipped_the_second_time_is_not_answered(qtbot: QtBot) -> None:
    view = started(qtbot)
    finished = caught(view.finished)
    name_of(view).setText("晨光")
    click(view.next)
    click(view.back)
    for _ in range(3):
        click(view.skip)
    assert finished == [({},)]


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


def test_a_wrong_address_leads_back_to_its_question(qtbot: QtBot) -> None:
    view = started(qtbot)
    for _ in range(2):
        click(view.skip)
    click(view.printer.kind.card("network"))
    view.show_field_error("printer_address", "不像位址")
    settle()
    assert "不像位址" in texts(view)
