"""The till's own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.till import (
    PAPER_WIDTHS_DOTS,
    PRINTER_KINDS,
    TEXT_ROUTES,
    PrinterEntry,
    TillSettings,
    load,
    save,
)
from loyalty.errors import KnownError
from loyalty.explain import explain_error
from loyalty.words import Words
from printing.printers.settings import KINDS, WIDTHS
from printing.route import TextRoute


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    receipts = PrinterEntry("main", "櫃檯", "network", "192.168.1.50:9100", 576, drawer=True)
    cards = PrinterEntry("cards", "", "usb", "04b8:0e15", 512, "big5", ("card", "kitchen"))
    settings = TillSettings("B", "en", "dark", (receipts, cards), True)
    save(tmp_path / "till.json", settings)
    assert load(tmp_path / "till.json") == settings
    assert settings.paper_width_dots == 576
    assert [path.name for path in tmp_path.iterdir()] == ["till.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", "7", '"text"', "\x00"])
def test_a_file_that_cannot_be_read_is_the_defaults(tmp_path: Path, content: str) -> None:
    (tmp_path / "till.json").write_text(content)
    assert load(tmp_path / "till.json") == TillSettings()


def test_bytes_that_are_no_text_are_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "till.json").write_bytes(b"\xff\xfe\x80")
    assert load(tmp_path / "till.json") == TillSettings()


def test_a_missing_file_is_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "till.json") == TillSettings()


@pytest.mark.parametrize(
    "value",
    [
        '"paper_width_mm": "wide"',
        '"paper_width_mm": true',
        '"paper_width_mm": 70',
        '"language": "fr"',
        '"theme": "pink"',
        '"printer_kind": "laser"',
        '"name": ""',
        '"name": "小"',
        '"unknown": 1',
    ],
)
def test_a_value_that_cannot_be_is_its_default_and_the_others_stay(tmp_path: Path, value: str) -> None:
    (tmp_path / "till.json").write_text(f'{{"first_start_done": true, {value}}}', encoding="utf-8")
    assert load(tmp_path / "till.json") == TillSettings(first_start_done=True)


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        save(tmp_path / "gone" / "till.json", TillSettings())
    assert refused.value.key == "folder_not_writable"
    assert "gone" in str(refused.value.facts)


def test_that_no_is_a_sentence_that_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        save(tmp_path / "gone" / "till.json", TillSettings())
    assert "gone" in explain_error(refused.value, Words())


def test_every_kind_of_printer_can_be_kept() -> None:
    assert set(PRINTER_KINDS) == set(KINDS)
    assert set(PAPER_WIDTHS_DOTS) == set(WIDTHS)
    assert set(TEXT_ROUTES) == set(TextRoute)


def test_the_one_printer_of_an_older_file_is_the_first_of_the_list(tmp_path: Path) -> None:
    older = '{"printer_kind": "network", "printer_address": "10.0.0.9", "paper_width_mm": 80, "theme": "dark"}'
    (tmp_path / "till.json").write_text(older)
    settings = load(tmp_path / "till.json")
    assert settings.printers == (PrinterEntry("main", "", "network", "10.0.0.9", 576),)
    assert (settings.theme, settings.paper_width_mm) == ("dark", 80)


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ('{"id": "a", "kind": "file", "address": "/dev/lp0"}', PrinterEntry("a", "", "file", "/dev/lp0")),
        ('{"id": "a", "kind": "virtual", "width_dots": 400, "route": "fax"}', PrinterEntry("a", "", "virtual", "")),
        ('{"id": "a", "kind": "none", "drawer": 1, "name": 7}', PrinterEntry("a", "", "none", "")),
        ('{"id": "a", "kind": "usb", "roles": ["bills", "card"]}', PrinterEntry("a", "", "usb", "", roles=("card",))),
    ],
)
def test_an_odd_value_of_a_printer_is_its_default(tmp_path: Path, entry: str, read: PrinterEntry) -> None:
    (tmp_path / "till.json").write_text(f'{{"printers": [{entry}]}}')
    assert load(tmp_path / "till.json").printers == (read,)


@pytest.mark.parametrize("listed", ['[{"id": "", "kind": "usb"}]', '[{"id": "a", "kind": "laser"}]', "[7]", '"usb"'])
def test_a_list_in_which_no_printer_can_be_read_is_the_default(tmp_path: Path, listed: str) -> None:
    (tmp_path / "till.json").write_text(f'{{"printers": {listed}}}')
    assert load(tmp_path / "till.json").printers == TillSettings().printers


def test_a_till_without_printers_stays_without_and_prints_nothing(tmp_path: Path) -> None:
    save(tmp_path / "till.json", TillSettings(printers=()))
    settings = load(tmp_path / "till.json")
    assert (settings.printers, settings.prints, settings.printer_for("card")) == ((), False, None)


def test_the_same_printer_twice_in_the_file_is_the_first(tmp_path: Path) -> None:
    twice = '[{"id": "a", "kind": "virtual"}, {"id": "a", "kind": "none"}]'
    (tmp_path / "till.json").write_text(f'{{"printers": {twice}}}')
    assert load(tmp_path / "till.json").printers == (PrinterEntry("a", "", "virtual", ""),)


def test_a_role_goes_to_the_first_that_has_it_else_to_the_receipts_printer() -> None:
    other = PrinterEntry("o", "", "virtual", "", roles=())
    receipts = PrinterEntry("r", "", "virtual", "")
    cards = PrinterEntry("c", "", "virtual", "", roles=("card",))
    till = TillSettings(printers=(other, receipts, cards))
    assert [till.printer_for(role) for role in ("receipt", "card", "kitchen")] == [receipts, cards, receipts]
    assert TillSettings(printers=(other, cards)).printer_for("receipt") == other


def test_the_drawer_hangs_on_the_receipts_printer_before_any_other() -> None:
    receipts = PrinterEntry("r", "", "virtual", "")
    cards = PrinterEntry("c", "", "virtual", "", roles=("card",), drawer=True)
    assert TillSettings(printers=(receipts,)).drawer_printer is None
    assert TillSettings(printers=(cards, receipts)).drawer_printer == cards
    with_drawer = PrinterEntry("r", "", "virtual", "", drawer=True)
    assert TillSettings(printers=(cards, with_drawer)).drawer_printer == with_drawer
