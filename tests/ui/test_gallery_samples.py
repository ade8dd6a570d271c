"""Every screen of the owner's with sample data: nothing is cut off, everything can be touched and has a name."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import cut_off, small_targets, unnamed_buttons
from tests.ui.screens import NARROW, WIDE, shown
from ui.gallery_samples import screens

NAMES = (
    "members",
    "members_page",
    "members_accounts",
    "members_due",
    "members_empty",
    "sales",
    "sales_refund",
    "sales_lines",
    "sales_empty",
    "products",
    "products_edit",
    "products_import",
    "products_empty",
    "settings_shop",
    "settings_look",
    "settings_programmes",
    "settings_printer",
    "settings_about",
    "settings_printer_kind",
    "settings_printer_search",
    "settings_printer_nothing",
    "settings_printer_serial",
    "settings_printer_trouble",
    "settings_printer_printed",
    "settings_printer_read",
    "settings_printer_use",
    "settings_printer_change",
    "settings_slips",
    "settings_prints",
    "settings_prints_empty",
    "settings_prints_open",
    "settings_print_poster",
    "settings_print_cards",
    "settings_print_report",
    "first_start_1",
    "first_start_2",
    "first_start_3",
    "programmes",
    "programmes_stop",
    "programmes_add",
    "programmes_draft",
    "programmes_faults",
    "programmes_version",
    "programmes_file",
    "programmes_empty",
    "programmes_rehearsal",
    "programmes_rehearsal_sale",
    "programmes_rehearsal_empty",
)


def test_the_gallery_has_every_screen(qapp: QApplication) -> None:
    assert tuple(name for name, _ in screens(Words())) == NAMES


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_nothing_is_cut_off_too_small_or_without_a_name(qtbot: QtBot, language: str, size: tuple[int, int]) -> None:
    problems = []
    for name, view in screens(Words(language)):
        shown(qtbot, view, size)
        found = cut_off(view) + small_targets(view) + unnamed_buttons(view)
        problems += [f"{name}: {problem}" for problem in found]
        view.window().hide()
    assert problems == [], "\n".join(problems)
