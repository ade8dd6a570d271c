"""The list of printers: what each says and what can be wished for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from loyalty.words import LANGUAGES, Words
from tests.ui.fitting import cut_off, settle, small_targets, unnamed_buttons
from tests.ui.screens import NARROW, WIDE, caught, click, shown, texts
from ui.facts import MessageFacts, StatusItem
from ui.printers.facts import PrinterRow
from ui.printers.list import PrintersSection

ROWS = (
    PrinterRow("a", "櫃檯", "network", "網路・192.168.1.100", "印：收據・接著錢櫃", True, StatusItem("就緒")),
    PrinterRow(
        "b", "吧台", "usb", "USB 線・04b8:0e15", "印：廚房單", False, StatusItem("有狀況", "danger"), "沒有紙了"
    ),
)


def listed(qtbot: QtBot, rows: tuple[PrinterRow, ...] = ROWS) -> PrintersSection:
    """The list with these."""
    view = shown(qtbot, PrintersSection(Words()))
    view.show_printers(rows)
    settle()
    return view


def test_each_printer_says_where_it_is_what_it_prints_and_how_it_is(qtbot: QtBot) -> None:
    view = listed(qtbot)
    assert {"網路・192.168.1.100", "印：收據・接著錢櫃", "USB 線・04b8:0e15", "沒有紙了"} <= texts(view)


def test_each_button_wishes_for_its_own_printer(qtbot: QtBot) -> None:
    view = listed(qtbot)
    wishes = {
        "test": caught(view.test_wished),
        "drawer": caught(view.drawer_wished),
        "change": caught(view.change_wished),
        "remove": caught(view.remove_wished),
    }
    for part in wishes:
        click(getattr(view.cards["a"], part))
    assert wishes == {part: [("a",)] for part in wishes}
    assert not view.cards["b"].drawer.isVisible()
    added = caught(view.add_wished)
    click(view.add)
    assert added == [()]


def test_a_change_of_state_leaves_the_focus_on_its_button(qtbot: QtBot) -> None:
    view = listed(qtbot)
    view.cards["b"].change.setFocus()
    view.show_printers((ROWS[0], replace(ROWS[1], trouble="", state=StatusItem("就緒"))))
    settle()
    assert view.cards["b"].change.hasFocus()
    view.show_printers(ROWS[:1])
    settle()
    assert view.add.hasFocus()


def test_without_a_printer_it_says_where_slips_appear(qtbot: QtBot) -> None:
    view = listed(qtbot, ())
    assert Words()("printer.empty_text") in texts(view)
    view.show_printers(ROWS)
    settle()
    assert Words()("printer.empty_text") not in texts(view)


def test_a_removal_can_be_taken_back_in_place(qtbot: QtBot) -> None:
    view = listed(qtbot)
    wished = caught(view.action_wished)
    view.show_message(MessageFacts("已移除", "done", "復原", "undo"))
    settle()
    click(view.message.action_button())
    assert wished == [("undo",)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_list_can_be_read_and_touched(qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    view = shown(qtbot, PrintersSection(Words(language)), (size[0] - 272, size[1]))
    for rows in (ROWS, ()):
        view.show_printers(rows)
        settle()
        assert cut_off(view) + small_targets(view) + unnamed_buttons(view) == []


def test_nothing_is_made_while_nobody_looks(qtbot: QtBot) -> None:
    view = listed(qtbot)
    before = view.cards["a"]
    view.hide()
    view.show_printers((replace(ROWS[0], trouble="沒有紙了"), ROWS[1]))
    assert view.cards["a"] is before
    view.show()
    settle()
    assert view.cards["a"] is not before
    assert view.cards["a"].row.trouble == "沒有紙了"
