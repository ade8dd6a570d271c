"""Chips, suggestions and picked lists, days and times as people type them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import settle
from tests.ui.screens import caught, click, press, shown
from ui.controls import DayControl, TimeControl
from ui.picking import ChipsControl, PickControl, SuggestControl
from ui.widgets.buttons import Button

PRODUCTS = (("p1", "拿鐵"), ("p2", "美式"))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026/3/1", "2026-03-01"),
        ("2026.3.1", "2026-03-01"),
        ("115/3/1", "2026-03-01"),
        ("２０２６／３／１", "2026-03-01"),
        ("", ""),
        ("三月", "三月"),
    ],
)
def test_a_day_is_read_as_people_write_it(qtbot: QtBot, typed: str, value: str) -> None:
    control = shown(qtbot, DayControl())
    control.setText(typed)
    assert control.value() == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [("09:30", "09:30"), ("9:30", "09:30"), ("0930", "09:30"), ("９：３０", "09:30"), ("", ""), ("noon", "noon")],
)
def test_a_time_is_read_as_people_write_it(qtbot: QtBot, typed: str, value: str) -> None:
    control = shown(qtbot, TimeControl())
    control.setText(typed)
    assert control.value() == value


def test_chips_are_chosen_by_click_and_by_key_in_the_order_of_the_choices(qtbot: QtBot) -> None:
    chips = shown(qtbot, ChipsControl())
    chips.set_choices((("mon", "一"), ("tue", "二"), ("fri", "五")))
    settle()
    changed = caught(chips.changed)
    click(chips.buttons["fri"])
    press(chips.buttons["mon"], Qt.Key.Key_Space)
    assert chips.value() == ("mon", "fri")
    assert len(changed) == 2
    chips.set_choices((("mon", "Mon"), ("tue", "Tue"), ("fri", "Fri")))
    assert chips.value() == ("mon", "fri")


def test_a_suggestion_stands_for_its_value_and_anything_else_for_itself(qtbot: QtBot) -> None:
    box = shown(qtbot, SuggestControl())
    box.set_suggestions(PRODUCTS)
    box.setEditText("拿鐵")
    assert box.value() == "p1"
    box.setEditText("自己打的")
    assert box.value() == "自己打的"
    box.set_value("p2")
    assert box.currentText() == "美式"
    box.set_suggestions((("p2", "美式咖啡"),))
    assert (box.value(), box.currentText()) == ("p2", "美式咖啡")


def test_texts_are_picked_one_by_one_and_taken_away_again(qtbot: QtBot) -> None:
    pick = shown(qtbot, PickControl(Words()))
    pick.set_suggestions(PRODUCTS)
    pick.box.setEditText("拿鐵")
    click(pick.add)
    pick.box.setEditText("茶")
    press(pick.box.lineEdit(), Qt.Key.Key_Return)
    assert pick.value() == ("p1", "茶")
    chips = {button.text(): button for button in pick.findChildren(Button) if button.text()}
    click(chips["拿鐵"])
    assert pick.value() == ("茶",)


def test_what_is_typed_and_not_added_yet_counts(qtbot: QtBot) -> None:
    pick = shown(qtbot, PickControl(Words()))
    pick.set_value(("a",))
    pick.box.setEditText("b")
    settle()
    assert pick.value() == ("a", "b")
    pick.box.setEditText("a")
    assert pick.value() == ("a",)
