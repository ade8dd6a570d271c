"""What slips say, without a shop: every Field has its place, the logo's file, saving, discarding, faults in place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from loyalty.slip_rules import ISSUER_FIELDS, SLIP_FIELDS
from loyalty.words import LANGUAGES, Words
from tests.ui.fitting import settle
from tests.ui.screens import NARROW, caught, click, shown, texts
from ui.prints.facts import THINGS
from ui.settings.slip_facts import LogoWish, SlipWish
from ui.settings.slips import SlipsView
from ui.settings.view import SettingsView

_LOGO = "96x64:eA=="
_KEPT = {"slip_footer": "下次見", "slip_logo": _LOGO, "issuer_person": "林大同"}


def slips(qtbot: QtBot) -> SlipsView:
    """The section with what is kept."""
    view = shown(qtbot, SlipsView(Words()))
    view.show_values(_KEPT)
    return view


def test_every_field_of_slips_and_issuer_has_its_place_and_is_saved(qtbot: QtBot) -> None:
    view = slips(qtbot)
    saved = caught(view.saved)
    assert not view.save.isEnabled()
    view.forms["text"].rows["slip_header"].control.set_value("早")
    click(view.save)
    values = saved[0][0]
    assert isinstance(values, dict)
    assert set(values) == {field.name for field in (*SLIP_FIELDS, *ISSUER_FIELDS)}
    assert {name: values[name] for name in _KEPT} == _KEPT
    assert values["slip_header"] == "早"


def test_a_taken_save_is_no_longer_unsaved_and_a_discarded_one_is_as_it_was(qtbot: QtBot) -> None:
    view = slips(qtbot)
    header = view.forms["text"].rows["slip_header"].control
    header.set_value("早")
    click(view.save)
    view.show_values({**_KEPT, "slip_header": "早"})
    assert not view.save.isEnabled()
    header.set_value("晚")
    click(view.logo.remove)
    click(view.discard)
    assert (header.value(), view.logo.value()) == ("早", _LOGO)


def test_what_is_looked_at_is_wished_for_with_everything_that_is_typed(qtbot: QtBot) -> None:
    view = slips(qtbot)
    wished = caught(view.preview_wished)
    view.preview.choose_slip("coupon")
    click(view.preview.paper_width.button("576"))
    wish = wished[-1][0]
    assert isinstance(wish, SlipWish)
    assert (wish.slip, wish.width_dots, wish.language) == ("coupon", 576, "zh_tw")
    assert wish.values == view.typed()


def test_nothing_is_drawn_while_nobody_looks(qtbot: QtBot) -> None:
    view = slips(qtbot)
    view.hide()
    wished = caught(view.preview_wished)
    view.show_values({"slip_footer": "再見"})
    assert wished == []
    view.show()
    assert len(wished) == 1


def test_the_shops_language_is_followed_until_another_one_was_looked_at(qtbot: QtBot) -> None:
    view = slips(qtbot)
    view.preview.follow_language("en")
    assert view.preview.chosen_language() == "en"
    click(view.preview.language.button("zh_tw"))
    view.preview.follow_language("en")
    assert view.preview.chosen_language() == "zh_tw"


def test_a_picture_is_chosen_in_the_systems_window_and_made_in_another_way(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    view = slips(qtbot)
    path = str(tmp_path / "logo.png")
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(path))
    wished = caught(view.logo_wished)
    assert not view.logo.dots.isVisible()
    click(view.logo.choose)
    click(view.logo.dots.button("dither"))
    click(view.logo.size.button("large"))
    assert [each[0] for each in wished] == [
        LogoWish(path, "threshold", "medium"),
        LogoWish(path, "dither", "medium"),
        LogoWish(path, "dither", "large"),
    ]


def test_a_logo_that_is_refused_is_said_beside_it_and_a_field_at_its_row(qtbot: QtBot) -> None:
    view = slips(qtbot)
    view.show_field_error("slip_logo", "這不是圖片")
    view.show_field_error("issuer_tax_id", "太長")
    assert {"這不是圖片", "太長"} <= texts(view)
    assert view.forms["issuer"].rows["issuer_tax_id"].control.hasFocus()


def test_the_law_and_a_short_guarantee_are_said_where_they_matter(qtbot: QtBot) -> None:
    view = slips(qtbot)
    assert Words()("slips_settings.law") in texts(view)
    view.show_warning("保證太短")
    until = view.forms["issuer"].rows["issuer_guarantee_until"]
    refunds = view.forms["issuer"].rows["issuer_refunds"]
    assert until.y() < view.warning.y() < refunds.y()
    view.show_warning("")
    assert view.warning.isHidden()


def test_english_keeps_what_is_typed(qtbot: QtBot) -> None:
    view = slips(qtbot)
    view.forms["text"].rows["slip_header"].control.set_value("早")
    english = Words("en")
    view.relabel(english)
    assert {english("slips_settings.group_issuer"), english("slips_settings.slip_header")} <= texts(view)
    assert view.typed()["slip_header"] == "早"


@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_in_a_small_window_nothing_has_to_be_pushed_aside(qtbot: QtBot, language: str) -> None:
    view = SettingsView(Words(language))
    view.show_section("slips")
    shown(qtbot, view, NARROW)
    view.slips.logo.take_file("logo.png")
    view.slips.show_warning(Words(language)("slips_settings.warn_open"))
    settle()
    assert view.slips.section.scroll.horizontalScrollBar().maximum() == 0
    for thing in THINGS:
        view.show_section("print_now")
        view.print_now.choose(thing)
        settle()
        assert view.print_now.section.scroll.horizontalScrollBar().maximum() == 0, thing


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_saved_is_said_whole_on_a_narrow_screen(qtbot: QtBot, language: str) -> None:
    view = SettingsView(Words(language))
    shown(qtbot, view, NARROW)
    view.show_section("slips")
    view.slips.show_values(_KEPT)
    view.slips.forms["text"].rows["slip_header"].control.set_value("早")
    settle()
    assert Words(language)("settings.unsaved") in texts(view.slips)
    assert view.slips._unsaved.text() == view.slips._unsaved.full_text()
