"""Posters, strips of paper cards, coupons and day reports printed from the window, each seen before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from db.print_jobs import PrintJob
from desktop.operations.slips_settings import save_slips
from loyalty.gallery import gallery_in
from printing import document
from printing.document import Qr
from tests.desktop.counter import Till
from tests.ui.screens import texts
from ui.prints.print_now import PrintNowView

_LINK = "https://example.com/join"


def print_now(till: Till, thing: str = "") -> PrintNowView:
    """The section, in front, with one thing chosen."""
    till.app.window.show_screen("settings")
    till.desks.screens.settings_view.show_section("print_now")
    till.settle()
    view = till.desks.screens.settings_view.print_now
    if thing:
        till.click(view.things.card(thing))
    return view


def link(till: Till) -> None:
    """The shop says where its poster leads."""
    state = till.desks.state
    answer = save_slips(till.desks.services.store, state.context, {"slip_join_link": _LINK})
    state.replace_context(answer)  # type: ignore[arg-type]


def with_coupons(till: Till) -> None:
    """The shop issues coupons."""
    state = till.desks.state
    ready = next(each for each in gallery_in(till.words, date(2026, 11, 22)) if each.kind == "coupon")
    issued = replace(ready, terms={**ready.terms, "way": "issued"})
    state.replace_context(replace(state.context, programmes=(*state.context.programmes, issued)))


def seen(till: Till) -> QImage:
    """What would be printed."""
    view = till.desks.screens.settings_view.print_now
    till.wait(lambda: view.paper.picture() is not None)
    picture = view.paper.picture()
    assert isinstance(picture, QImage)
    return picture


def slips(till: Till, slip: str) -> list[PrintJob]:
    """The slips of this kind."""
    return [job for job in till.slips if job.slip == slip]


def test_a_poster_without_a_place_to_lead_to_says_what_to_set_and_leads_there(till: Till) -> None:
    view = print_now(till, "poster")
    assert not view.print.isEnabled()
    assert till.words("prints.no_link") in texts(view)
    till.click(view.trouble.action_button())
    assert till.desks.screens.settings_view.slips.isVisible()


def test_posters_are_seen_and_printed_as_many_as_wished(till: Till) -> None:
    link(till)
    view = print_now(till, "poster")
    before = seen(till)
    view.sentence.control.set_value("下次見")
    till.wait(lambda: seen(till) != before)
    view.count.control.set_value(3)
    assert view.print.text() == till.words("prints.print_count", count=3)
    till.click(view.print)
    till.wait(lambda: len(slips(till, "poster")) == 3)
    assert till.said == till.words("prints.sent_count", count=3)
    printed = document.from_bytes(slips(till, "poster")[0].document)
    assert [block.data for block in printed.blocks if isinstance(block, Qr)] == [_LINK]


def test_a_shop_with_a_mobile_has_its_poster_ask_by_a_message(till: Till) -> None:
    state = till.desks.state
    state.replace_context(replace(state.context, shop=replace(state.context.shop, phone="0912-345-678")))
    view = print_now(till, "poster")
    assert till.words("prints.link_message", phone="0912345678") in texts(view)
    till.click(view.print)
    till.wait(lambda: len(slips(till, "poster")) == 1)
    printed = document.from_bytes(slips(till, "poster")[0].document)
    code = next(block.data for block in printed.blocks if isinstance(block, Qr))
    assert code == f"SMSTO:0912345678:{till.words('slip.poster_message')}"


def test_a_strip_of_cards_is_printed_each_with_its_own_serial(till: Till) -> None:
    view = print_now(till, "stamp_card")
    seen(till)
    assert view.count.control.value() == 10
    view.count.control.set_value(4)
    till.click(view.print)
    till.wait(lambda: len(slips(till, "stamp_card")) == 4)
    codes = {
        block.data
        for job in slips(till, "stamp_card")
        for block in document.from_bytes(job.document).blocks
        if isinstance(block, Qr)
    }
    assert len(codes) == 4


def test_how_many_has_its_limits_and_they_are_said_in_place(till: Till) -> None:
    view = print_now(till, "stamp_card")
    view.count.control.setFocus()
    for wrong in (0, 201, "many"):
        view.count.control.set_value(wrong)
        assert till.words("prints.count_wrong", limit="200") in texts(view)
        assert not view.print.isEnabled()
        assert view.count.control.hasFocus()
    view.count.control.set_value(200)
    assert till.words("prints.count_wrong", limit="200") not in texts(view)
    assert view.print.isEnabled()
    view.count.control.set_value(0)
    till.click(view.things.card("day_report"))
    assert view.print.isEnabled()
    till.click(view.things.card("stamp_card"))
    assert not view.print.isEnabled()
    assert till.words("prints.count_wrong", limit="200") in texts(view)
    assert slips(till, "stamp_card") == []


def test_coupons_of_a_batch_are_printed_and_each_counts(till: Till) -> None:
    with_coupons(till)
    view = print_now(till, "coupon")
    seen(till)
    assert slips(till, "coupon") == []
    view.count.control.set_value(2)
    till.click(view.print)
    till.wait(lambda: len(slips(till, "coupon")) == 2)
    assert till.said == till.words("prints.sent_count", count=2)
    assert till.sales[0].operation.kind.value == "issue"
    assert len(till.sales[0].operation.entries) == 2


def test_two_quick_presses_print_one_strip(till: Till) -> None:
    view = print_now(till, "stamp_card")
    with till.held("writer"):
        view.print.click()
        assert not view.print.isEnabled()
        view.print.click()
    till.wait(lambda: len(slips(till, "stamp_card")) == 10)
    till.wait(view.print.isEnabled)


@pytest.fixture
def slow_hand(qapp: QApplication) -> Iterator[None]:
    """A double click may take as long as the test does."""
    usual = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(600_000)
    yield
    qapp.setDoubleClickInterval(usual)


@pytest.mark.usefixtures("slow_hand")
def test_the_second_click_of_a_slow_double_click_issues_no_second_batch(till: Till) -> None:
    with_coupons(till)
    view = print_now(till, "coupon")
    view.count.control.set_value(2)
    till.click(view.print)
    till.wait(lambda: len(slips(till, "coupon")) == 2)
    view.print.click()
    assert not view.print.isEnabled()
    view._pressed.start(0)
    till.wait(view.print.isEnabled)
    till.settle()
    assert len(slips(till, "coupon")) == 2
    till.click(view.print)
    till.wait(lambda: len(slips(till, "coupon")) == 4)


def test_the_days_report_is_seen_and_printed_with_the_days_figures(till: Till) -> None:
    till.app.window.show_screen("counter")
    till.press(Qt.Key.Key_F2)
    till.type("80")
    till.press(Qt.Key.Key_F12)
    view = print_now(till, "day_report")
    today = seen(till)
    assert view.day.control.value() == "2026-11-22"
    till.click(view.print)
    till.wait(lambda: len(slips(till, "day_report")) == 1)
    (job,) = slips(till, "day_report")
    assert job.role == "receipt"
    assert "80" in job.document.decode("utf-8", "replace")
    view.day.control.set_value("2026-11-21")
    till.wait(lambda: seen(till) != today)


def test_a_day_that_is_none_is_said_when_it_is_to_be_printed(till: Till) -> None:
    view = print_now(till, "day_report")
    view.day.control.set_value("明天")
    till.settle()
    assert not view.day.error.isVisible()
    till.click(view.print)
    assert till.words("prints.day_wrong") in texts(view)
    assert view.print.isEnabled()


def test_a_till_that_prints_nothing_says_so(till: Till) -> None:
    main = till.desks.state.till.printers[0]
    till.desks.screens.settings.save_till(printers=(replace(main, kind="none"),))
    view = print_now(till, "stamp_card")
    assert till.words("prints.no_printer") in texts(view)
    assert not view.print.isEnabled()


def test_what_is_typed_waits_while_another_thing_is_looked_at(till: Till) -> None:
    view = print_now(till, "stamp_card")
    view.count.control.set_value(25)
    till.click(view.things.card("coupon"))
    till.click(view.things.card("stamp_card"))
    assert view.count.control.value() == 25


def test_what_no_programme_puts_out_leads_to_the_programmes(till: Till) -> None:
    view = print_now(till, "coupon")
    assert till.words("prints.no_coupon") in texts(view)
    assert not view.count.isVisible()
    till.click(view.trouble.action_button())
    assert till.app.window.current_screen() == "programmes"
