"""The set-up of a printer: a question a page, by mouse and by keys, until it is handed over."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from loyalty.words import LANGUAGES, Words
from tests.ui.fitting import cut_off, settle, small_targets, unnamed_buttons
from tests.ui.screens import NARROW, WIDE, caught, click, press, shown, texts
from ui.facts import MessageFacts
from ui.printers.facts import KINDS, FoundRow, PrinterDraft, Search, SetUpFacts, TrialFacts
from ui.printers.find_page import by_hand_card
from ui.printers.set_up import SetUpView
from ui.printers.trial_page import trouble
from ui.printers.view import PrintersView

WORDS = Words()
ONE = FoundRow("192.168.1.87:9100", "192.168.1.87")
TWO = FoundRow("192.168.1.90:9100", "192.168.1.90")
FACTS = SetUpFacts("cups", {"receipt": "畫面上的紙"}, ("畫面上的紙",))
KNOWN = PrinterDraft("p1", "serial", "/dev/ttyUSB0@19200", 512, "big5", "吧台", ("card",), True)


def begun(qtbot: QtBot, draft: PrinterDraft | None = None, size: tuple[int, int] = WIDE) -> SetUpView:
    """The flow at its first page, or at the use of a known printer."""
    view = shown(qtbot, PrintersView(WORDS), size)
    view.begin(draft or PrinterDraft(roles=("receipt",)), FACTS, lambda draft: "")
    settle()
    return view.set_up


def choose_kind(flow: SetUpView, kind: str) -> None:
    """Answer the first page."""
    click(flow.kind.kind.card(kind))
    click(flow.next)


def type_address(flow: SetUpView, address: str) -> None:
    """Type the address by hand."""
    settle()
    if flow.find.found.isVisible():
        click(by_hand_card(flow.find))
    flow.find.address.control.set_value(address)


def at_paper(flow: SetUpView, kind: str = "network", address: str = "10.0.0.9") -> None:
    """Go on to the page that asks about the paper."""
    choose_kind(flow, kind)
    type_address(flow, address)
    click(flow.next)
    flow.show_trial(TrialFacts("printed"))
    click(flow.next)
    assert flow.step() == "read"


def test_a_network_printer_from_its_kind_to_its_use(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    saved, tried, searched = caught(flow.saved), caught(flow.trial_wished), caught(flow.search_wished)
    choose_kind(flow, "network")
    assert searched == []
    click(flow.find.look)
    assert searched == [("network",)]
    flow.find.show_search(Search((ONE, TWO), running=True, percent=40))
    settle()
    click(flow.find.found.card(TWO.address))
    click(flow.next)
    click(flow.trial.print)
    assert [draft.address for (draft,) in tried] == [TWO.address]  # type: ignore[attr-defined]
    flow.show_trial(TrialFacts("printed", MessageFacts("好了", "done")))
    click(flow.next)
    click(flow.read.width_letter.card("A"))
    click(flow.read.route_letter.card("neither"))
    click(flow.next)
    flow.use.name.control.set_value("吧台")
    click(flow.next)
    assert saved == [(PrinterDraft("", "network", TWO.address, 576, "picture", "吧台", ("receipt",), False),)]


def test_the_other_kinds_are_looked_for_at_once(qtbot: QtBot) -> None:
    for kind in ("usb", "serial", "queue"):
        flow = begun(qtbot)
        searched = caught(flow.search_wished)
        choose_kind(flow, kind)
        assert searched == [(kind,)]


def test_the_one_printer_that_was_found_is_chosen(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    choose_kind(flow, "usb")
    flow.find.show_search(Search((FoundRow("04b8:0e15", "EPSON TM-T20"),), over=True))
    settle()
    assert flow.draft().address == "04b8:0e15"
    assert {"EPSON TM-T20", WORDS("printer.found", count=1)} <= texts(flow)


@pytest.mark.parametrize("kind", ["usb", "network", "serial", "queue"])
def test_where_nothing_is_found_it_says_what_to_check_and_asks_for_the_address(qtbot: QtBot, kind: str) -> None:
    flow = begun(qtbot)
    choose_kind(flow, kind)
    flow.find.show_search(Search(over=True))
    settle()
    assert WORDS(f"printer.nothing_{kind}") in texts(flow)
    assert flow.find.address.isVisible()


def test_looking_can_be_stopped_and_stops_when_the_page_is_left(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    stopped = caught(flow.search_stopped)
    choose_kind(flow, "network")
    flow.find.show_search(Search(running=True, percent=10))
    settle()
    assert flow.find.progress.isVisible()
    click(flow.find.stop)
    click(flow.back)
    assert len(stopped) == 2


def test_a_serial_line_is_kept_with_its_speed(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    choose_kind(flow, "serial")
    flow.find.show_search(Search((FoundRow("/dev/ttyUSB0", "USB Serial"),), over=True))
    settle()
    click(flow.find.baud.button("115200"))
    assert flow.draft().address == "/dev/ttyUSB0@115200"


def test_what_was_typed_is_there_again_after_stepping_back(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    choose_kind(flow, "network")
    type_address(flow, "10.0.0.9")
    click(flow.next)
    for _ in range(2):
        click(flow.back)
    click(flow.next)
    control = flow.find.address.control
    assert isinstance(control, QLineEdit)
    assert (control.text(), control.isVisible()) == ("10.0.0.9", True)


def test_no_address_and_one_that_cannot_be_are_said_at_the_field(qtbot: QtBot) -> None:
    view = shown(qtbot, PrintersView(WORDS))
    view.begin(PrinterDraft(), FACTS, lambda draft: "不像位址" if " " in draft.address else "")
    settle()
    flow = view.set_up
    choose_kind(flow, "network")
    click(flow.next)
    assert flow.find.address.error.text() == WORDS("settings.text_needed")
    assert flow.find.address.control.hasFocus()
    type_address(flow, "no address")
    click(flow.next)
    assert (flow.step(), flow.find.address.error.text()) == ("find", "不像位址")


def test_trouble_with_the_test_page_is_said_with_a_way_to_try_again(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    tried = caught(flow.trial_wished)
    choose_kind(flow, "file")
    type_address(flow, "/dev/usb/lp0")
    click(flow.next)
    press(flow.trial.print, Qt.Key.Key_Return)
    flow.show_trial(TrialFacts("printing"))
    settle()
    assert flow.trial.progress.isVisible()
    assert flow.trial.print.hasFocus()
    click(flow.trial.print)
    assert len(tried) == 1
    flow.show_trial(trouble("沒有紙了", WORDS))
    settle()
    assert "沒有紙了" in texts(flow)
    click(flow.trial.result.action_button())
    assert len(tried) == 2


def test_the_button_that_prints_is_the_filled_one_until_paper_came(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    choose_kind(flow, "file")
    type_address(flow, "/dev/usb/lp0")
    click(flow.next)
    assert filled(flow) == [flow.trial.print]
    flow.show_trial(TrialFacts("printed"))
    assert filled(flow) == [flow.next]


def test_once_the_page_came_out_enter_goes_on(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    choose_kind(flow, "file")
    type_address(flow, "/dev/usb/lp0")
    click(flow.next)
    press(flow.trial.print, Qt.Key.Key_Return)
    for state in ("printing", "printed"):
        flow.show_trial(TrialFacts(state))  # type: ignore[arg-type]
        settle()
    assert flow.next.hasFocus()
    QTest.keyClick(flow.next, Qt.Key.Key_Return)
    assert flow.step() == "read"


def filled(flow: SetUpView) -> list[QPushButton]:
    """The filled buttons in sight."""
    return [each for each in flow.findChildren(QPushButton) if each.isVisible() and each.property("kind") == "primary"]


@pytest.mark.parametrize(("letter", "dots"), [("A", 576), ("B", 512), ("C", 384)])
def test_the_longest_line_is_the_width(qtbot: QtBot, letter: str, dots: int) -> None:
    flow = begun(qtbot)
    at_paper(flow)
    click(flow.next)
    assert WORDS("printer.read_needed") in texts(flow)
    click(flow.read.width_letter.card(letter))
    click(flow.next)
    assert (flow.step(), flow.draft().width_dots) == ("use", dots)


@pytest.mark.parametrize(("letter", "route"), [("D", "big5"), ("E", "gb18030")])
def test_quick_text_is_taken_only_where_a_line_reads_right_and_it_is_wanted(
    qtbot: QtBot, letter: str, route: str
) -> None:
    flow = begun(qtbot)
    at_paper(flow)
    click(flow.read.width_letter.card("C"))
    assert not flow.read.route.isVisible()
    click(flow.read.route_letter.card(letter))
    assert flow.read.route.isVisible()
    assert flow.draft().route == "picture"
    click(flow.read.route.card("quick"))
    assert flow.draft().route == route
    click(flow.read.route_letter.card("neither"))
    assert flow.draft().route == "picture"


@pytest.mark.parametrize("kind", ["virtual", "none"])
def test_paper_on_the_screen_is_asked_nothing_that_makes_no_sense(qtbot: QtBot, kind: str) -> None:
    flow = begun(qtbot)
    saved = caught(flow.saved)
    choose_kind(flow, kind)
    assert flow.step() == "use"
    assert not flow.use.drawer.isVisible()
    assert flow.use.width.isVisible() == (kind == "virtual")
    click(flow.use.roles["card"])
    if kind == "virtual":
        click(flow.use.width.button("576"))
    flow.use.name.control.set_value("樓上")
    click(flow.next)
    dots = 576 if kind == "virtual" else 384
    assert saved == [(PrinterDraft("", kind, "", dots, "picture", "樓上", ("receipt", "card")),)]


def test_the_drawer_is_opened_from_where_it_is_chosen(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    wished = caught(flow.drawer_wished)
    at_paper(flow)
    click(flow.read.width_letter.card("C"))
    click(flow.next)
    assert not flow.use.open_drawer.isVisible()
    flow.use.drawer.click()
    settle()
    click(flow.use.open_drawer)
    assert [draft.drawer for (draft,) in wished] == [True]  # type: ignore[attr-defined]
    flow.use.show_drawer(MessageFacts("沒開", "danger"))
    settle()
    assert "沒開" in texts(flow)


def test_who_prints_something_now_is_named_and_a_name_is_taken_once(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    saved = caught(flow.saved)
    choose_kind(flow, "virtual")
    receipts = flow.use.roles["receipt"]
    said = {"role": WORDS("printer.role_receipt_long"), "name": "畫面上的紙"}
    assert receipts.text() == WORDS("printer.role_moves", **said)
    receipts.click()
    assert receipts.text() == WORDS("printer.role_elsewhere", **said)
    assert flow.use.roles["card"].text() == WORDS("printer.role_card_long")
    assert flow.use.name.control.value() == "畫面上的紙 2"
    flow.use.name.control.set_value("畫面上的紙")
    click(flow.next)
    assert saved == []
    assert flow.use.name.error.text() == WORDS("printer.name_taken")


def test_another_kind_proposes_another_name_but_never_over_a_typed_one(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    choose_kind(flow, "none")
    assert flow.use.name.control.value() == WORDS("printer.name_none")
    click(flow.back)
    choose_kind(flow, "virtual")
    assert flow.use.name.control.value() == "畫面上的紙 2"
    flow.use.name.control.set_value("樓上")
    click(flow.back)
    choose_kind(flow, "none")
    assert flow.use.name.control.value() == "樓上"


def test_keys_alone_go_through_and_esc_goes_back(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    left = caught(flow.left)
    first = QApplication.focusWidget()
    assert first is flow.kind.kind.card(KINDS[0])
    press(flow.kind.kind.card("network"), Qt.Key.Key_Return)
    assert flow.kind.kind.current() == "network"
    QTest.keyClick(flow.kind.kind.card("network"), Qt.Key.Key_Return)
    settle()
    assert (flow.step(), QApplication.focusWidget()) == ("find", flow.find.look)
    searched = caught(flow.search_wished)
    press(flow.find.look, Qt.Key.Key_Return)
    assert searched == [("network",)]
    type_address(flow, "10.0.0.9")
    press(flow.find.address.control, Qt.Key.Key_Return)
    assert flow.step() == "test"
    press(flow.trial.print, Qt.Key.Key_Escape)
    assert flow.step() == "find"
    press(flow.find.address.control, Qt.Key.Key_Escape)
    press(flow.kind.kind.card("network"), Qt.Key.Key_Escape)
    assert left == [()]


def test_a_known_printer_opens_at_its_use_and_each_page_is_a_tab(qtbot: QtBot) -> None:
    flow = begun(qtbot, KNOWN)
    saved = caught(flow.saved)
    assert flow.step() == "use"
    click(flow.tabs.button("find"))
    assert flow.find.baud.current() == "19200"
    click(flow.tabs.button("read"))
    assert flow.read.width_letter.current() == "B"
    assert flow.read.route_letter.current() == "D"
    click(flow.save)
    assert saved == [(KNOWN,)]


def test_a_known_printer_of_another_kind_needs_its_place_again(qtbot: QtBot) -> None:
    flow = begun(qtbot, KNOWN)
    saved = caught(flow.saved)
    click(flow.tabs.button("kind"))
    click(flow.kind.kind.card("network"))
    click(flow.save)
    assert saved == []
    assert flow.step() == "find"


@pytest.mark.parametrize(("system", "word"), [("windows", "Windows 印表機"), ("cups", "系統印表機")])
def test_the_systems_own_list_is_called_as_the_system_calls_it(qtbot: QtBot, system: str, word: str) -> None:
    view = shown(qtbot, PrintersView(WORDS))
    view.begin(PrinterDraft(), SetUpFacts(system), lambda draft: "")
    settle()
    assert view.set_up.kind.kind.card("queue").text() == word


def test_another_language_keeps_what_was_typed(qtbot: QtBot) -> None:
    flow = begun(qtbot)
    choose_kind(flow, "network")
    type_address(flow, "10.0.0.9")
    flow.relabel(Words("en"))
    settle()
    assert Words("en")("printer.find_question") in texts(flow)
    assert flow.draft().address == "10.0.0.9"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_every_page_can_be_read_and_touched(qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    view = shown(qtbot, PrintersView(Words(language)), (size[0] - 272, size[1]))
    view.begin(PrinterDraft(roles=("receipt",)), FACTS, lambda draft: "")
    flow = view.set_up
    looks = [("kind", "serial"), ("find", ""), ("test", ""), ("read", ""), ("use", "")]
    problems = []
    for step, kind in looks:
        settle()
        assert flow.step() == step
        if kind:
            flow.kind.kind.card(kind).click()
        if step == "find":
            flow.find.show_search(Search((ONE, TWO), over=True))
            type_address(flow, "COM3")
        if step == "test":
            flow.show_trial(trouble("出單機 192.168.1.87 沒有紙了；請換上新的紙捲再重印。", Words(language)))
        if step == "read":
            flow.read.width_letter.card("A").click()
            flow.read.route_letter.card("D").click()
        if step == "use":
            flow.use.drawer.click()
        settle()
        problems += [f"{step}: {each}" for each in cut_off(view) + small_targets(view) + unnamed_buttons(view)]
        flow.next.click()
    assert problems == [], "\n".join(problems)
