"""The rehearsal's page by click and by key: sales, offers, who plays, and what stays while answers come."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from loyalty.story import StorySale
from loyalty.words import Words
from tests.ui.fitting import settle
from tests.ui.screens import NARROW, caught, click, press, shown, texts
from ui import gallery_samples_rehearsal as samples
from ui.controls import NumberControl
from ui.facts import ChipFacts
from ui.programmes.rehearsal import Rehearsal
from ui.programmes.rehearsal_facts import SaleAnswer, SaleFacts, SourceChoice, SourceGroup
from ui.programmes.view import ProgrammesView


@pytest.fixture
def view(qtbot: QtBot) -> ProgrammesView:
    """A story of three sales."""
    return shown(qtbot, samples.story(Words()))


@pytest.fixture
def page(view: ProgrammesView) -> Rehearsal:
    """The page with it."""
    return view.rehearsal


def test_every_sale_says_what_it_came_to(page: Rehearsal) -> None:
    first = texts(page.cards["s1"])
    assert {"應收 NT$ 2,880", "小計 NT$ 3,200，折 NT$ 320", "用掉", "銀級（銅銀金會員），折 NT$ 320"} <= first
    assert "這一筆比上一筆早，沒有演。" in texts(page.cards["s3"])
    assert {samples.ANSWER.paid, samples.ANSWER.cost} <= texts(page)


def test_what_could_not_be_used_is_folded_until_asked(page: Rehearsal) -> None:
    card = page.cards["s1"]
    hidden = {line.text for line in samples.ANSWER.sales["s1"].waiting}
    assert not hidden & texts(card)
    press(card.waiting, Qt.Key.Key_Space)
    settle()
    assert hidden <= texts(card)
    page.show_answer(replace(samples.ANSWER, sales={"s1": replace(samples.ANSWER.sales["s1"], chips=())}))
    settle()
    assert hidden <= texts(card)


def test_a_tap_on_an_offer_wishes_to_use_it(page: Rehearsal) -> None:
    wished = caught(page.offer_used)
    click(page.cards["s1"].offers["points:coffee"])
    click(page.cards["s1"].offers["levels:silver"])
    assert wished == [("s1", "points:coffee", True), ("s1", "levels:silver", False)]


def test_the_focus_stays_on_an_offer_while_the_answer_comes(page: Rehearsal) -> None:
    card = page.cards["s1"]
    card.offers["points:coffee"].setFocus()
    card.show_answer(replace(samples.ANSWER.sales["s1"], to_pay="應收 NT$ 1"))
    assert card.offers["points:coffee"].hasFocus()


def test_a_sale_is_opened_typed_and_told(page: Rehearsal) -> None:
    changed = caught(page.sale_changed)
    card = page.cards["s2"]
    press(card.edit, Qt.Key.Key_Space)
    assert card.form is not None
    amount = card.form.rows["amount"].control
    assert isinstance(amount, NumberControl)
    amount.set_value(450)
    assert changed[-1][0] == "s2"
    assert changed[-1][1]["amount"] == 450
    press(card.edit, Qt.Key.Key_Space)
    assert card.form.isHidden()


def test_an_opened_form_comes_into_sight(qtbot: QtBot, page: Rehearsal) -> None:
    bar = page.scroll.verticalScrollBar()
    assert bar.value() == 0
    click(page.cards["s2"].edit)
    qtbot.waitUntil(lambda: bar.value() > 0)
    click(page.cards["s2"].edit)
    assert page.cards["s2"].visibleRegion().contains(page.cards["s2"].edit.geometry().center())


def test_what_is_being_typed_stays_while_the_story_comes_back(page: Rehearsal) -> None:
    card = page.cards["s1"]
    card.open_form()
    assert card.form is not None
    card.form.rows["amount"].control.set_value("12")
    typed = StorySale("s1", card.form.typed())
    form = card.form
    page.show_story(replace(samples.STORY, sales=(SaleFacts("s1", typed.values), *samples.STORY.sales[1:])))
    assert page.cards["s1"].form is form
    page.show_story(samples.STORY)
    assert form.typed()["amount"] == 3_200


def test_sales_are_added_moved_and_removed_by_wish(page: Rehearsal) -> None:
    added, moved, removed = caught(page.sale_added), caught(page.sale_moved), caught(page.sale_removed)
    press(page.add, Qt.Key.Key_Space)
    press(page.cards["s2"].up, Qt.Key.Key_Space)
    click(page.cards["s2"].down)
    click(page.cards["s3"].remove)
    assert (added, moved, removed) == ([()], [("s2", -1), ("s2", 1)], [("s3",)])
    assert not page.cards["s1"].up.isEnabled()
    assert not page.cards["s3"].down.isEnabled()


def test_the_order_on_the_page_is_that_of_the_story(page: Rehearsal) -> None:
    first, second, third = samples.STORY.sales
    page.show_story(replace(samples.STORY, sales=(third, first)))
    settle()
    assert list(page.cards) == ["s3", "s1"]
    assert page.cards["s3"].y() < page.cards["s1"].y()
    page.show_story(replace(samples.STORY, sales=()))
    assert not page.export_button.isEnabled()
    page.show_story(replace(samples.STORY, sales=(second,)))
    page.open_last()
    assert page.cards["s2"].form is not None


def test_a_programme_is_switched_and_the_focus_stays(page: Rehearsal) -> None:
    switched = caught(page.cast.switched)
    press(page.cast.sources["card:3"], Qt.Key.Key_Space)
    assert switched == [("card:3", False)]
    page.cast.sources["card:3"].setFocus()
    page.show_sources((SourceGroup("今天的", (SourceChoice("card:3", "咖啡護照", "", False),)),))
    assert page.cast.sources["card:3"].hasFocus()
    assert not page.cast.sources["card:3"].isChecked()


def test_an_example_and_the_member_are_wishes(page: Rehearsal) -> None:
    chosen, changed = caught(page.cast.example_chosen), caught(page.cast.member_changed)
    click(page.cast.examples["birthday"])
    page.cast.member.rows["birthday"].control.set_value("3/5")
    assert chosen == [("birthday",)]
    assert changed[-1][0]["birthday"] == "3/5"
    count = len(changed)
    page.cast.show_member({"joined_days": 1})
    page.suggest({"levels": (("levels:gold", "金級"),)})
    assert len(changed) == count


def test_enter_of_a_scanner_presses_nothing(page: Rehearsal) -> None:
    added, used, left = caught(page.sale_added), caught(page.offer_used), caught(page.left)
    for widget in (page.add, page.cards["s1"].offers["points:coffee"], page.close_button, page.cards["s1"].remove):
        press(widget, Qt.Key.Key_Return)
    assert (added, used, left) == ([], [], [])


def test_escape_leaves_and_the_list_is_there_again(view: ProgrammesView, page: Rehearsal) -> None:
    left = caught(page.left)
    press(page.cast.examples["month"], Qt.Key.Key_Escape)
    assert left == [()]
    assert not view.list.isVisible()
    view.show_rehearsal(in_front=False)
    assert view.list.isVisible()
    assert view.detail.isVisible()
    assert view.rehearse.hasFocus()


def test_the_page_fits_a_narrow_screen_whole(qtbot: QtBot) -> None:
    view = shown(qtbot, samples.opened(Words("en")), NARROW)
    assert view.rehearsal.minimumSizeHint().width() <= view.width()
    page = view.rehearsal
    for area, inside in ((page.scroll, page.scroll.widget()), (page.cast.parentWidget().parentWidget(), page.cast)):
        assert inside.width() <= area.viewport().width()


def test_the_words_change_and_what_was_typed_stays(page: Rehearsal) -> None:
    page.cards["s1"].open_form()
    page.relabel(Words("en"))
    assert {"Rehearse", "Sale 1", "Offered (tap to use)", "How the story ends"} <= texts(page)
    assert page.cast.member.typed()["birthday"] == "75/11/30"


def test_a_chip_says_how_the_level_changed(page: Rehearsal) -> None:
    page.cards["s2"].show_answer(SaleAnswer("今天", chips=(ChipFacts("無等級 → 銅級", "gold", "crown"),)))
    chips = page.cards["s2"].chips()
    assert [each.text() for each in chips] == ["無等級 → 銅級"]
