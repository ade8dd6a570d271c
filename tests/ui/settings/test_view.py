"""Settings: the shop's form, language and look, programmes, the printer, the data."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from loyalty.shop import SHOP_FIELDS
from loyalty.words import Words
from tests.ui.fitting import settle
from tests.ui.screens import caught, click, press, shown, texts
from ui.controls import NumberControl, TextControl
from ui.settings.facts import AboutFacts, SettingsFacts
from ui.settings.view import SettingsView

FACTS = SettingsFacts(
    {"name": "晨光咖啡", "tenders": ["現金", "信用卡"]},
    "zh_tw",
    "light",
    (("集點卡", "買十送一。"), ("點數", "每百元一點。")),
    AboutFacts((("版本", "0.1.0"),)),
)


def settings(qtbot: QtBot, section: str = "shop") -> SettingsView:
    """The screen with a section open."""
    view = shown(qtbot, SettingsView(Words()))
    view.show_settings(FACTS)
    view.show_section(section)
    settle()
    return view


def name_of(view: SettingsView) -> TextControl:
    """The box of the shop's name."""
    control = view.shop.forms["shop"].rows["name"].control
    assert isinstance(control, TextControl)
    return control


def test_every_field_of_the_shop_has_its_place(qtbot: QtBot) -> None:
    view = settings(qtbot)
    assert sorted(view.shop.typed()) == sorted(field.name for field in SHOP_FIELDS)


def test_saving_carries_every_checked_value(qtbot: QtBot) -> None:
    view = settings(qtbot)
    saved = caught(view.saved)
    assert not view.shop.save.isEnabled()
    name_of(view).setText("黃昏咖啡")
    click(view.shop.save)
    values = saved[0][0]
    assert isinstance(values, dict)
    assert values["name"] == "黃昏咖啡"
    assert list(values["tenders"]) == ["現金", "信用卡"]
    assert values["stamps_max"] == 20
    assert len(values) == len(SHOP_FIELDS)


def test_a_value_out_of_its_limits_is_said_in_place_and_not_saved(qtbot: QtBot) -> None:
    view = settings(qtbot)
    saved = caught(view.saved)
    row = view.shop.forms["counter"].rows["undo_minutes"]
    assert isinstance(row.control, NumberControl)
    row.control.setText("99999")
    click(view.shop.save)
    assert saved == []
    assert row.error.text() == Words()("settings.number_too_large", limit="1,440")
    assert row.control.hasFocus()
    assert row.control.text() == "99999"


def test_what_is_typed_stays_when_something_else_is_saved(qtbot: QtBot) -> None:
    view = settings(qtbot)
    name_of(view).setText("黃昏")
    view.show_settings(replace(FACTS, theme="dark"))
    assert name_of(view).text() == "黃昏"
    click(view.shop.discard)
    assert name_of(view).text() == "晨光咖啡"


def test_a_refused_save_keeps_what_was_typed(qtbot: QtBot) -> None:
    view = settings(qtbot, "look")
    name_of(view).setText("黃昏")
    view.shop.save.click()
    view.show_field_error("name", "店名太長")
    view.show_settings(FACTS)
    settle()
    assert name_of(view).text() == "黃昏"
    view.show_field_error("name", "店名太長")
    settle()
    assert "店名太長" in texts(view)


def test_a_taken_save_is_no_longer_unsaved(qtbot: QtBot) -> None:
    view = settings(qtbot)
    name_of(view).setText(" 黃昏 ")
    click(view.shop.save)
    view.show_settings(replace(FACTS, shop={**FACTS.shop, "name": "黃昏"}))
    assert name_of(view).text() == "黃昏"
    assert not view.shop.save.isEnabled()


@pytest.mark.parametrize("section", ["shop", "look", "programmes", "printer", "about", "slips", "prints", "print_now"])
def test_each_section_opens_by_its_button(qtbot: QtBot, section: str) -> None:
    view = settings(qtbot, "about" if section != "about" else "shop")
    click(view.nav[section])
    assert Words()(f"settings.section_{section}_lead") in texts(view)
    press(view.nav["look"], Qt.Key.Key_Space)
    assert Words()("settings.section_look_lead") in texts(view)


def test_language_and_look_are_wished_for_by_a_click(qtbot: QtBot) -> None:
    view = settings(qtbot, "look")
    languages, themes = caught(view.language_wished), caught(view.theme_wished)
    click(view.look.language.button("en"))
    click(view.look.theme.button("dark"))
    assert (languages, themes) == ([("en",)], [("dark",)])


def test_the_programmes_that_run_are_named_with_the_way_to_their_screen(qtbot: QtBot) -> None:
    view = settings(qtbot, "programmes")
    assert {"集點卡", "買十送一。", "每百元一點。"} <= texts(view)
    wished = caught(view.programmes_wished)
    click(view.programmes.open)
    assert wished == [()]


def test_a_shop_without_a_programme_is_told_so(qtbot: QtBot) -> None:
    view = settings(qtbot, "programmes")
    view.show_settings(replace(FACTS, programmes=()))
    assert Words()("settings.programmes_none") in texts(view)
    assert "買十送一。" not in texts(view)


def test_the_folder_is_wished_for(qtbot: QtBot) -> None:
    view = settings(qtbot, "about")
    wished = caught(view.folder_wished)
    assert "0.1.0" in texts(view)
    click(view.about.open_folder)
    assert wished == [()]


def test_everything_speaks_english_when_told_and_typed_text_stays(qtbot: QtBot) -> None:
    view = settings(qtbot)
    name_of(view).setText("黃昏")
    english = Words("en")
    view.relabel(english)
    settle()
    assert {english("settings.section_printer"), english("settings.group_shop"), english("settings.address")} <= texts(
        view
    )
    assert name_of(view).text() == "黃昏"
