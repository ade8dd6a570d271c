"""What slips say, through the real window: seen as it is typed, kept, refused in place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.operations.slips_samples import SAMPLES, sample
from desktop.operations.slips_settings import slip_values
from desktop.till import PrinterEntry
from loyalty.gallery import gallery_in
from printing.render import preview
from printing.route import TextRoute
from tests.desktop.counter import Till
from tests.ui.screens import texts
from ui.settings.slip_facts import SLIPS
from ui.settings.slips import SlipsView


def slips(till: Till) -> SlipsView:
    """The section, in front."""
    if till.app.window.current_screen() != "settings":
        till.app.window.show_screen("settings")
    till.desks.screens.settings_view.show_section("slips")
    till.wait(lambda: till.desks.screens.settings_view.slips.preview.paper.picture() is not None)
    till.settle()
    return till.desks.screens.settings_view.slips


def type_into(till: Till, group: str, field: str, value: object) -> None:
    """Type a value, as a hand would leave it."""
    slips(till).forms[group].rows[field].control.set_value(value)


def picture(till: Till) -> QImage:
    """The slip that is seen."""
    shown = slips(till).preview.paper.picture()
    assert isinstance(shown, QImage)
    return shown


def seen_to_change(till: Till, before: QImage) -> QImage:
    """The next picture of the slip."""
    till.wait(lambda: picture(till) != before)
    return picture(till)


def test_every_slip_that_can_be_looked_at_is_drawn(till: Till) -> None:
    assert set(SLIPS) == set(SAMPLES)
    seen = [picture(till)]
    for slip in SLIPS[1:]:
        slips(till).preview.choose_slip(slip)
        seen.append(seen_to_change(till, seen[-1]))
    assert len({each.height() for each in seen}) > len(SLIPS) // 2


def test_the_slip_follows_what_is_typed_before_it_is_saved(till: Till) -> None:
    before = picture(till)
    type_into(till, "text", "slip_header", "每日現烘")
    after = seen_to_change(till, before)
    assert after.height() > before.height()
    assert till.desks.state.context.shop.slips.header == ""
    type_into(till, "parts", "slip_print_card", False)
    assert seen_to_change(till, after).height() < after.height()


def test_what_belongs_to_a_slip_brings_that_slip(till: Till) -> None:
    type_into(till, "issuer", "issuer_person", "林大同")
    assert slips(till).preview.slip.value() == "top_up"
    type_into(till, "poster", "slip_join_link", "https://example.com/a")
    assert slips(till).preview.slip.value() == "poster"


def test_a_roll_and_a_language_are_chosen_to_look_at(till: Till) -> None:
    before = picture(till)
    assert before.width() == 384
    till.click(slips(till).preview.paper_width.button("576"))
    wide = seen_to_change(till, before)
    assert wide.width() == 576
    till.click(slips(till).preview.language.button("en"))
    seen_to_change(till, wide)


def test_the_slip_is_seen_in_the_letters_of_the_printer_that_prints_it_and_that_is_said(till: Till) -> None:
    before = picture(till)
    entries = (
        PrinterEntry("main", "櫃檯", "virtual", "", 384, "big5", ("receipt",)),
        PrinterEntry("cards", "吧台", "virtual", "", 384, "picture", ("card",)),
    )
    till.desks.screens.settings.save_till(printers=entries)
    till.settle()
    till.app.window.show_screen("counter")
    quick = seen_to_change(till, before)
    context, now_ms = till.desks.state.context, till.clock.now_ms()
    assert quick == preview(sample(context, "receipt", "zh_tw", now_ms), 384, TextRoute.BIG5)
    said = till.words("slips_settings.preview_route", printer="櫃檯", route=till.words("printer.route_big5"))
    assert said in texts(slips(till))
    slips(till).preview.choose_slip("member_card")
    card = seen_to_change(till, quick)
    assert card == preview(sample(context, "member_card", "zh_tw", now_ms), 384)
    said = till.words("slips_settings.preview_route", printer="吧台", route=till.words("printer.route_picture_short"))
    assert said in texts(slips(till))


def test_what_is_saved_is_kept_and_printed(till: Till) -> None:
    type_into(till, "text", "slip_footer", "下次見")
    type_into(till, "issuer", "issuer_guarantee_until", "2028-01-01")
    till.click(slips(till).save)
    shop = till.desks.state.context.shop
    assert (shop.slips.footer, shop.issuer.guarantee_until) == ("下次見", "2028-01-01")
    assert till.said == till.words("desk.saved")
    assert not slips(till).save.isEnabled()


def test_what_is_typed_waits_while_somebody_looks_elsewhere(till: Till) -> None:
    type_into(till, "text", "slip_header", "還沒好")
    till.app.window.show_screen("counter")
    till.app.window.show_screen("settings")
    till.settle()
    assert slips(till).typed()["slip_header"] == "還沒好"
    assert till.words("settings.unsaved") in texts(slips(till))
    till.click(slips(till).discard)
    assert slips(till).typed() == slip_values(till.desks.state.context.shop)


def test_a_day_that_is_none_is_said_in_place_and_drawn_as_it_is_kept(till: Till) -> None:
    before = picture(till)
    type_into(till, "text", "slip_header", "每日現烘")
    type_into(till, "issuer", "issuer_guarantee_until", "明年")
    seen_to_change(till, before)
    till.click(slips(till).save)
    assert till.words("settings.day_needed") in texts(slips(till))
    assert till.desks.state.context.shop.slips.header == ""


def test_a_guarantee_of_less_than_a_year_is_warned_of(till: Till) -> None:
    view = slips(till)
    assert view.warning.message() is None
    type_into(till, "issuer", "issuer_guarantee_until", "2027-11-21")
    till.wait(lambda: view.warning.message() is not None)
    message = view.warning.message()
    assert message is not None
    assert "2027" in message.text
    type_into(till, "issuer", "issuer_guarantee_until", "2027-11-22")
    till.wait(lambda: view.warning.message() is None)


def test_a_shop_that_sells_top_ups_without_a_guarantee_is_told(till: Till) -> None:
    state = till.desks.state
    wallet = next(
        each
        for each in gallery_in(till.words, state.context.shop.calendar.business_day(till.clock.now_ms()))
        if each.kind == "stored_value"
    )
    state.replace_context(replace(state.context, programmes=(*state.context.programmes, wallet)))
    message = slips(till).warning.message()
    assert message is not None
    assert message.text == till.words("slips_settings.warn_open")


@pytest.fixture
def logo_file(tmp_path: Path) -> Path:
    """A dark square."""
    square = QImage(120, 60, QImage.Format.Format_RGB32)
    square.fill(QColor("black"))
    path = tmp_path / "店標.png"
    assert square.save(str(path))
    return path


def test_a_logo_is_chosen_seen_made_smaller_kept_and_taken_away(till: Till, logo_file: Path) -> None:
    before, panel = picture(till), slips(till).logo
    panel.take_file(str(logo_file))
    till.settle()
    assert till.words("slips_settings.logo_is", width=211, height=105) in texts(slips(till))
    with_it = seen_to_change(till, before)
    till.click(panel.size.button("small"))
    seen_to_change(till, with_it)
    till.click(slips(till).save)
    kept = till.desks.state.context.shop.slips.logo
    assert kept is not None
    assert kept.width == 134
    till.click(panel.remove)
    assert slips(till).typed()["slip_logo"] == ""
    till.click(slips(till).save)
    assert till.desks.state.context.shop.slips.logo is None


def test_a_file_that_is_no_picture_is_said_and_the_logo_before_stays(till: Till, logo_file: Path) -> None:
    panel = slips(till).logo
    panel.take_file(str(logo_file))
    till.settle()
    kept = panel.value()
    broken = logo_file.with_name("壞.png")
    broken.write_bytes(b"x")
    panel.take_file(str(broken))
    till.settle()
    assert till.words("slips_settings.logo_unreadable", name="壞.png") in texts(slips(till))
    assert panel.value() == kept
