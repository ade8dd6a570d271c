"""The print history without a shop: stale pages, one slip with its printers, focus, the way back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import settle
from tests.ui.screens import caught, click, press, shown, texts
from ui.facts import ChipFacts, MessageFacts
from ui.prints.facts import OpenPrint, PrintAction, PrintNowFacts, PrintRow, PrintsPage
from ui.prints.print_now import PrintNowView
from ui.prints.view import PrintsView

_STATE = ChipFacts("沒印出來", "danger")
_ROW = PrintRow("1", "11/22", "10:42", "收據", "A-000412", "王小美", "櫃檯", _STATE)
_OPEN = OpenPrint(
    "1",
    "收據",
    _STATE,
    "確定沒有印出來",
    "沒有紙了",
    (("單號", "A-000412"),),
    (PrintAction("retry", "再試一次"), PrintAction("reroute", "改由它印"), PrintAction("drop", "不印了")),
    (("bar", "吧台"), ("kitchen", "廚房")),
)


def history(qtbot: QtBot) -> PrintsView:
    """The list with one slip."""
    view = shown(qtbot, PrintsView(Words()))
    view.refresh()
    settle()
    view.show_page(PrintsPage((_ROW,)))
    settle()
    return view


def opened(qtbot: QtBot, facts: OpenPrint = _OPEN) -> PrintsView:
    """One slip."""
    view = history(qtbot)
    view.show_print(facts)
    settle()
    return view


def test_a_page_of_an_older_question_is_dropped(qtbot: QtBot) -> None:
    view = history(qtbot)
    asked = caught(view.asked)
    view.list.filter.set_value("trouble")
    view.show_page(PrintsPage((_ROW,)))
    assert view.list.model.rowCount() == 0
    view.show_page(PrintsPage((_ROW,), filter="trouble"))
    assert view.list.model.rowCount() == 1
    assert asked == [("", "trouble")]


def test_what_the_printer_said_and_what_can_be_done_stand_beside_the_slip(qtbot: QtBot) -> None:
    assert {"收據", "沒有紙了", "A-000412", "再試一次", "改由它印", "不印了"} <= texts(opened(qtbot))


def test_the_chosen_printer_goes_with_the_wish_and_with_no_other(qtbot: QtBot) -> None:
    view = opened(qtbot)
    wished = caught(view.action_wished)
    view.detail.printer.set_value("kitchen")
    for action in ("reroute", "drop"):
        click(view.detail.buttons[action])
    assert wished == [("reroute", "1", "kitchen"), ("drop", "1", "")]


@pytest.mark.parametrize("names", [("drop",), ("retry", "drop"), ("came_out", "retry", "drop")])
def test_not_to_print_is_never_the_button_that_is_offered_first(qtbot: QtBot, names: tuple[str, ...]) -> None:
    view = opened(qtbot, replace(_OPEN, actions=tuple(PrintAction(name, name) for name in names)))
    kinds = {name: button.property("kind") for name, button in view.detail.buttons.items()}
    assert kinds.pop("drop") == "quiet"
    assert list(kinds.values())[:1] == ["primary"][: len(kinds)]


def test_a_single_other_printer_needs_no_choice(qtbot: QtBot) -> None:
    view = opened(qtbot, replace(_OPEN, printers=(("bar", "吧台"),)))
    wished = caught(view.action_wished)
    assert not view.detail.printer.isVisible()
    click(view.detail.buttons["reroute"])
    assert wished == [("reroute", "1", "bar")]


def test_what_was_chosen_for_one_slip_is_not_meant_for_the_next(qtbot: QtBot) -> None:
    view = opened(qtbot)
    view.detail.printer.set_value("kitchen")
    view.show_print(replace(_OPEN, about="還是沒有"))
    assert view.detail.printer.value() == "kitchen"
    view.show_print(replace(_OPEN, job_id="2"))
    assert view.detail.printer.value() == "bar"


def test_the_focus_stays_on_its_button_when_the_slip_changes(qtbot: QtBot) -> None:
    view = opened(qtbot)
    view.detail.buttons["drop"].setFocus()
    view.show_print(replace(_OPEN, about="還是沒有"))
    settle()
    assert view.detail.buttons["drop"].hasFocus()
    view.show_print(replace(_OPEN, actions=()))
    settle()
    assert view.detail.back.hasFocus()


def test_another_slip_does_not_show_the_picture_or_the_news_of_the_last(qtbot: QtBot) -> None:
    view = opened(qtbot)
    picture = QImage(384, 200, QImage.Format.Format_Mono)
    picture.fill(1)
    view.show_picture(picture)
    view.show_message(MessageFacts("補印已送出", "done"))
    view.show_print(replace(_OPEN, job_id="2"))
    assert view.detail.paper.picture() is None
    assert view.detail.message.message() is None


def test_escape_and_the_button_go_back(qtbot: QtBot) -> None:
    view = opened(qtbot)
    press(view.detail.back, Qt.Key.Key_Escape)
    assert not view.is_open()
    view.show_print(_OPEN)
    click(view.detail.back)
    assert not view.is_open()


def test_what_is_typed_about_each_thing_is_kept_when_the_shop_changes(qtbot: QtBot) -> None:
    view = shown(qtbot, PrintNowView(Words()))
    facts = PrintNowFacts((("a", "咖啡"), ("b", "茶")), today="2026-11-22", most={"stamp_card": 200})
    view.show_facts(facts)
    view.choose("stamp_card")
    view.programme.control.set_value("b")
    view.count.control.set_value(30)
    view.day.control.set_value("2026-11-01")
    view.show_facts(replace(facts, stamp_cards=(("a", "咖啡"), ("b", "茶"), ("c", "豆")), today="2026-11-23"))
    wish = view.wish()
    assert wish is not None
    assert (wish.programme_id, wish.count) == ("b", 30)
    assert view.day.control.value() == "2026-11-01"


def test_a_day_that_nobody_changed_follows_the_calendar(qtbot: QtBot) -> None:
    view = shown(qtbot, PrintNowView(Words()))
    view.show_facts(PrintNowFacts(today="2026-11-22"))
    view.show_facts(PrintNowFacts(today="2026-11-23"))
    assert view.day.control.value() == "2026-11-23"
