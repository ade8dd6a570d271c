"""Sample data for the gallery: the printers of a till, and each page of the set-up, without a printer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from loyalty.words import Words
from ui.facts import MessageFacts, StatusItem
from ui.printers.facts import FoundRow, PrinterDraft, PrinterRow, Search, SetUpFacts, TrialFacts
from ui.printers.find_page import by_hand_card
from ui.printers.set_up import SetUpView
from ui.printers.trial_page import trouble
from ui.settings.view import SettingsView

ROWS = (
    PrinterRow(
        "main",
        "櫃檯",
        "network",
        "網路・192.168.1.100・80 mm 紙（576 點）・圖片",
        "印：收據、會員卡與集點卡・接著錢櫃",
        True,
        StatusItem("出單機就緒"),
    ),
    PrinterRow(
        "kitchen",
        "吧台旁邊靠窗那一台新的",
        "serial",
        "序列埠・/dev/ttyUSB0@19200・58 mm 紙（384 點）・快速文字 Big5",
        "印：廚房單",
        False,
        StatusItem("沒有紙，2 張待印", "danger"),
        "印表機 /dev/ttyUSB0@19200 沒有紙了；請換上新的紙捲再重印。",
    ),
)
_FOUND = (
    FoundRow("192.168.1.87:9100", "192.168.1.87"),
    FoundRow("192.168.1.100:9100", "192.168.1.100"),
)
_FACTS = SetUpFacts("cups", {"receipt": "畫面上的紙"}, ("畫面上的紙",))
_NEW = PrinterDraft(roles=("receipt",))


def listed(words: Words, view: SettingsView) -> None:
    """Two printers, one of which has no paper, and one that was removed."""
    view.printer.list.show_printers(ROWS)
    view.printer.list.show_message(
        MessageFacts(words("printer.removed", name="樓上"), "done", words("printer.undo"), "undo")
    )


def _begun(words: Words, draft: PrinterDraft = _NEW) -> tuple[SettingsView, SetUpView]:
    view = SettingsView(words)
    view.show_section("printer")
    view.printer.begin(draft, _FACTS, lambda draft: "")
    return view, view.printer.set_up


def _at(
    words: Words, step: str, kind: str = "network", address: str = "192.168.1.87:9100"
) -> tuple[SettingsView, SetUpView]:
    view, flow = _begun(words)
    flow.kind.kind.card(kind).click()
    flow.next.click()
    if kind == "file":
        flow.find.address.control.set_value(address)
    elif step != "find":
        by_hand_card(flow.find).click()
        flow.find.address.control.set_value(address)
    while flow.step() != step:
        if flow.step() == "read":
            flow.read.width_letter.card("C").click()
        flow.next.click()
    return view, flow


def _searching(words: Words) -> QWidget:
    view, flow = _at(words, "find")
    flow.find.show_search(Search(_FOUND[:1], running=True, percent=40))
    return view


def _found_nothing(words: Words) -> QWidget:
    view, flow = _at(words, "find", "usb")
    flow.find.show_search(Search(over=True))
    return view


def _serial(words: Words) -> QWidget:
    view, flow = _at(words, "find", "serial")
    flow.find.show_search(
        Search((FoundRow("/dev/ttyUSB0", "USB-Serial Controller D"), FoundRow("/dev/ttyS0", "ttyS0")), over=True)
    )
    return view


def _without_paper(words: Words) -> QWidget:
    view, flow = _at(words, "test")
    flow.show_trial(trouble("印表機 192.168.1.87:9100 沒有紙了；請換上新的紙捲再重印。", words))
    return view


def _printed(words: Words) -> QWidget:
    view, flow = _at(words, "test")
    flow.show_trial(TrialFacts("printed", MessageFacts(words("printer.test_confirmed"), "done")))
    return view


def _read(words: Words) -> QWidget:
    view, flow = _at(words, "read", "serial", "COM3")
    flow.read.width_letter.card("A").click()
    flow.read.route_letter.card("D").click()
    return view


def _use(words: Words) -> QWidget:
    view, flow = _at(words, "use", "file", "/dev/usb/lp0")
    flow.use.drawer.click()
    flow.use.show_drawer(MessageFacts(words("printer.drawer_try"), "done"))
    return view


def _changed(words: Words) -> QWidget:
    known = PrinterDraft("main", "network", "192.168.1.100", 576, "picture", "櫃檯", ("receipt", "card"), True)
    return _begun(words, known)[0]


def screens(words: Words) -> list[tuple[str, QWidget]]:
    """The set-up, page by page."""
    return [
        ("settings_printer_kind", _begun(words)[0]),
        ("settings_printer_search", _searching(words)),
        ("settings_printer_nothing", _found_nothing(words)),
        ("settings_printer_serial", _serial(words)),
        ("settings_printer_trouble", _without_paper(words)),
        ("settings_printer_printed", _printed(words)),
        ("settings_printer_read", _read(words)),
        ("settings_printer_use", _use(words)),
        ("settings_printer_change", _changed(words)),
    ]
