"""The programmes' screen over a real shop: drafts tried out and published, versions, stopping, the new day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.operations import programmes
from desktop.operations.context import ShopContext
from desktop.programmes.draft import as_new
from desktop.programmes.new_day import NewDay
from loyalty.limits import Person
from loyalty.programmes import Programme
from loyalty.words import Words
from tests.desktop.programmes_screen import CARD, POINTS, TODAY, TOMORROW, Screen
from tests.desktop.shop import DAY_MS, Shop
from tests.ui.screens import click
from ui.controls import NumberControl


@pytest.fixture
def screen(shop: Shop, qtbot: QtBot) -> Screen:
    """The screen in a shop with a stamp card and points."""
    return Screen(shop, qtbot)


def test_the_shops_programmes_are_cards_and_the_first_is_open(screen: Screen) -> None:
    assert set(screen.view.list.cards) == {CARD, POINTS}
    card = screen.view.list.cards[CARD]
    assert card.isChecked()
    assert card.facts.state.text == screen.words("programmes_screen.state_live")
    assert {card.facts.name, card.facts.sentence} <= screen.see()


def test_the_gallery_shows_presets_by_kind_and_the_kinds_themselves(screen: Screen) -> None:
    screen.do(lambda: click(screen.view.add))
    words = screen.words
    assert {words("programmes_screen.gallery_title"), words("programmes_screen.gallery_kinds")} <= screen.see()
    assert any("preset" in group.names()[0] for group in screen.view.gallery.groups)


def test_a_preset_becomes_a_draft_and_a_programme_of_its_own(screen: Screen) -> None:
    screen.do(lambda: click(screen.view.add))
    screen.do(lambda: screen.view.start_chosen.emit("preset:0"))
    assert screen.view.editor.typed()["name"] == f"{screen.running().name} 2"
    screen.type("stamps_needed", 6)
    screen.publish()
    made = screen.running(f"{CARD}-2")
    assert (made.version, made.terms["stamps_needed"]) == (1, 6)
    assert screen.view.list.cards[f"{CARD}-2"].isChecked()
    assert screen.said[-1].text == screen.words("programmes_screen.published_today", name=made.name)


def test_a_draft_of_an_empty_kind_says_what_is_missing_and_keeps_what_was_typed(screen: Screen) -> None:
    screen.do(lambda: screen.view.start_chosen.emit("kind:stamp_card"))
    screen.type("stamps_needed", 7)
    screen.publish()
    form = screen.view.editor.form
    assert form.rows["reward_title"].error.text() == screen.words("settings.text_needed")
    assert form.typed()["stamps_needed"] == 7
    assert len(screen.shop.state.context.programmes) == 2
    screen.type("reward_title", "免費一杯")
    screen.publish()
    made = {each.id: each for each in screen.shop.state.context.programmes}[f"{CARD}-2"]
    assert (made.terms["stamps_needed"], made.terms["reward_title"]) == (7, "免費一杯")


def test_a_code_that_is_taken_is_said_at_its_field(screen: Screen) -> None:
    shop = screen.shop
    terms = {"way": "code", "code": "HELLO", "reward_kind": "amount_off", "reward_title": "x", "reward_amount": 10}
    one = Programme("one", 1, "coupon", "社群優惠碼", terms)
    answer = programmes.publish(shop.services.store, shop.state.context, one, TODAY, TODAY)
    assert isinstance(answer, ShopContext)
    screen.do(lambda: screen.desk.shelf.take(answer))
    screen.desk.beginning.begun.emit(as_new(one, screen.desk.shelf.shown()))
    screen.settle()
    screen.type("code", "hello")
    screen.publish()
    error = screen.view.editor.form.rows["code"].error
    assert error.text() == screen.words("refusal.code_taken", code="HELLO", name="社群優惠碼")


def test_what_only_the_whole_shows_is_said_at_its_field(screen: Screen) -> None:
    screen.edit()
    screen.type("starting_stamps", 10)
    screen.publish()
    error = screen.view.editor.form.rows["starting_stamps"].error
    assert error.text() == screen.words("refusal.detail_start_exceeds_card")
    assert screen.running().version == 1


def test_the_next_sale_follows_the_new_version(screen: Screen) -> None:
    member = screen.shop.join("0912345678")
    screen.edit()
    screen.type("earn_by", "visit")
    screen.publish()
    assert (screen.running().version, screen.running().terms["earn_by"]) == (2, "visit")
    operation = screen.shop.sell(300, member)
    assert operation.programme_versions[CARD] == 2


def test_the_sentence_and_the_example_follow_every_key(screen: Screen) -> None:
    screen.edit()
    before = screen.view.preview.sentence.text()
    screen.type("stamps_needed", 4)
    assert screen.view.preview.sentence.text() != before
    words = screen.words
    card = screen.running().name
    assert any(card in text and "4" not in text for text in screen.see())
    assert words("programmes_screen.example_to_pay", amount="NT$ 300") in screen.see()
    screen.type("stamps_needed", "x")
    waits = words("programmes_screen.preview_waits", field=words("programme.stamps_needed"))
    assert screen.view.preview.problem.text() == waits


def test_what_was_not_changed_is_not_published(screen: Screen) -> None:
    screen.edit()
    screen.publish()
    assert screen.view.message.message().text == screen.words("programmes_screen.unchanged")  # type: ignore[union-attr]
    assert (screen.view.edits(), screen.running().version) == (True, 1)


def test_a_reward_can_be_tried_in_the_example(screen: Screen) -> None:
    screen.edit()
    screen.type("stamps_needed", 3)
    screen.view.preview.example.rows["example_visits"].control.set_value(3)
    screen.settle()
    name, button = next(
        (name, each) for name, each in screen.view.preview.offers.buttons.items() if name.startswith(CARD)
    )
    screen.do(lambda: click(button))
    assert screen.view.preview.offers.buttons[name].isChecked()
    handed = screen.words("programmes_screen.example_handed", title=screen.running().terms["reward_title"])
    assert handed in screen.see()


def test_a_long_history_is_tried_after_a_pause_in_typing(screen: Screen) -> None:
    screen.edit()
    screen.type("stamps_needed", 20)
    visits = screen.view.preview.example.rows["example_visits"].control
    visits.set_value(19)
    card, full = screen.running().name, screen.words("entry.unit_reward")
    screen.qtbot.waitUntil(lambda: any(card in text and full in text for text in screen.see()), timeout=5_000)


def test_an_example_without_a_card_collects_nothing(screen: Screen) -> None:
    screen.edit()
    screen.view.preview.example.rows["example_member"].control.set_value(False)
    screen.settle()
    assert not screen.view.preview.example.rows["example_visits"].isVisible()
    assert any(screen.words("refusal.member_needed") in text for text in screen.see())


def test_a_changed_draft_is_only_left_after_asking(screen: Screen) -> None:
    screen.edit()
    screen.type("stamps_needed", 5)
    screen.do(lambda: click(screen.view.list.cards[POINTS]))
    assert screen.view.message.message().text == screen.words("programmes_screen.unpublished")  # type: ignore[union-attr]
    screen.do(lambda: click(screen.view.message.action_button()))
    assert screen.view.editor.form.typed()["stamps_needed"] == 5
    screen.do(lambda: click(screen.view.editor.close_button))
    screen.do(lambda: click(screen.view.message.other_button()))
    assert not screen.view.edits()
    assert screen.running().version == 1


def test_an_unchanged_draft_is_left_at_once(screen: Screen) -> None:
    screen.edit()
    screen.do(lambda: click(screen.view.list.cards[POINTS]))
    assert screen.view.list.cards[POINTS].isChecked()
    assert screen.view.message.message() is None


def test_a_version_can_be_planned_and_an_old_one_used_again(screen: Screen) -> None:
    screen.edit()
    screen.type("stamps_needed", 5)
    screen.view.editor.day.rows["from_day"].control.set_value("2026/11/23")
    screen.publish()
    assert screen.running().version == 1
    state = screen.words("programmes_screen.state_changes", day="2026-11-23")
    assert screen.view.list.cards[CARD].facts.state.text == state
    assert {screen.words("programmes_screen.version_planned")} <= {
        row.state.text
        for row in screen.view.detail.facts.versions  # type: ignore[union-attr]
        if row.state
    }
    screen.do(lambda: click(screen.view.detail.versions[2].open))
    assert not screen.view.editor.form.rows["stamps_needed"].control.isEnabled()
    screen.do(lambda: click(screen.view.editor.reuse))
    assert screen.view.editor.form.rows["stamps_needed"].control.isEnabled()
    screen.publish()
    assert (screen.running().version, screen.running().terms["stamps_needed"]) == (3, 5)


def test_publishing_the_former_again_undoes_a_publish(screen: Screen) -> None:
    screen.edit()
    screen.type("stamps_needed", 5)
    screen.publish()
    screen.do(lambda: click(screen.view.detail.versions[1].reuse))
    screen.publish()
    assert (screen.running().version, screen.running().terms["stamps_needed"]) == (3, 10)


@pytest.mark.parametrize(
    ("typed", "key"),
    [("2026-11-21", "refusal.detail_day_is_past"), ("soon", "settings.day_needed")],
)
def test_a_day_that_cannot_be_is_said_at_its_field(screen: Screen, typed: str, key: str) -> None:
    screen.edit()
    screen.type("stamps_needed", 5)
    screen.view.editor.day.rows["from_day"].control.set_value(typed)
    screen.publish()
    assert screen.view.editor.day.rows["from_day"].error.text() == screen.words(key)
    assert screen.running().version == 1


def test_stopping_says_what_is_held_and_keeps_it(screen: Screen) -> None:
    member = screen.shop.join("0912345678")
    screen.shop.sell(300, member)
    screen.do(lambda: click(screen.view.list.cards[CARD]))
    screen.do(lambda: click(screen.view.detail.stop))
    unit = screen.words("entry.unit_stamp")
    held = screen.words("programmes_screen.holding", members="1", amount="1", unit=unit)
    assert held in screen.view.message.message().text  # type: ignore[union-attr]
    screen.do(lambda: click(screen.view.message.action_button()))
    assert screen.running().stopped
    assert held in screen.see()
    screen.do(lambda: click(screen.view.detail.stop))
    assert not screen.running().stopped


def test_what_was_sold_since_the_programme_was_opened_is_counted_too(screen: Screen) -> None:
    screen.do(lambda: click(screen.view.list.cards[CARD]))
    screen.shop.sell(300, screen.shop.join("0912345678"))
    screen.do(lambda: click(screen.view.detail.stop))
    held = screen.words("programmes_screen.holding", members="1", amount="1", unit=screen.words("entry.unit_stamp"))
    assert held in screen.view.message.message().text  # type: ignore[union-attr]


def test_thinking_twice_stops_nothing(screen: Screen) -> None:
    screen.do(lambda: click(screen.view.detail.stop))
    screen.do(lambda: click(screen.view.message.other_button()))
    assert (screen.running().stopped, screen.view.message.message()) == (False, None)


def test_a_copy_is_a_draft_under_a_name_and_an_id_of_its_own(screen: Screen) -> None:
    screen.do(lambda: click(screen.view.detail.duplicate))
    name = screen.words("programmes_screen.copy_name", name=screen.running().name)
    assert screen.view.editor.typed()["name"] == name
    screen.publish()
    assert screen.running(f"{CARD}-2").terms == screen.running().terms


def test_nobody_without_the_right_publishes(screen: Screen) -> None:
    screen.edit()
    screen.type("stamps_needed", 5)
    screen.shop.hand_over(Person("clerk", "小明"))
    screen.publish()
    assert screen.words("refusal.action_edit_programmes") in screen.view.message.message().text  # type: ignore[union-attr]
    assert screen.view.editor.form.typed()["stamps_needed"] == 5


def test_a_full_disk_is_said_and_the_draft_stays(screen: Screen, tmp_path: Path) -> None:
    screen.shop.fill_disk()
    for needed in range(11, 51):
        screen.edit()
        screen.type("stamps_needed", needed)
        screen.publish()
        if screen.view.edits():
            break
    screen.shop.empty_disk()
    said = screen.words("error.disk_full", path=str(tmp_path / "shop.db"))
    assert screen.view.message.message().text == said  # type: ignore[union-attr]
    assert screen.view.editor.form.typed()["stamps_needed"] == needed
    screen.publish()
    assert screen.running().terms["stamps_needed"] == needed


def test_a_new_day_brings_its_version_without_a_restart(screen: Screen) -> None:
    new_day = NewDay(screen.shop.services, screen.shop)
    screen.do(new_day.look)
    assert screen.shop.state.context.day == TODAY
    screen.edit()
    screen.type("stamps_needed", 5)
    screen.view.editor.day.rows["from_day"].control.set_value(TOMORROW.isoformat())
    screen.publish()
    screen.do(new_day.look)
    assert screen.running().version == 1
    screen.shop.clock.pass_ms(DAY_MS)
    screen.do(new_day.look)
    assert (screen.running().version, screen.running().from_day) == (2, TOMORROW)
    assert screen.view.list.cards[CARD].facts.version == screen.words("programmes_screen.version", number=2)


def test_a_draft_stays_as_typed_while_the_screen_changes_its_language(screen: Screen) -> None:
    screen.edit()
    screen.type("stamps_needed", 5)
    english = Words("en")
    screen.shop.state.words = english
    screen.view.relabel(english)
    screen.do(screen.desk.relabel)
    control = screen.view.editor.form.rows["stamps_needed"].control
    assert isinstance(control, NumberControl)
    assert control.value() == 5
    assert {english("programme.stamps_needed"), english("programmes_screen.editor_edit")} <= screen.see()
    assert english("programmes_screen.example_to_pay", amount="NT$ 300") in screen.see()


def test_a_shop_without_a_programme_is_shown_the_way(shop: Shop, qtbot: QtBot) -> None:
    with shop.store.write() as connection:
        connection.exec_driver_sql("DELETE FROM programmes")
    empty = Screen(shop, qtbot)
    assert empty.words("programmes_screen.empty_title") in empty.see()
    empty.do(lambda: click(empty.view.empty_add))
    assert empty.words("programmes_screen.gallery_title") in empty.see()


def test_the_presets_name_is_in_the_screens_language(screen: Screen) -> None:
    screen.shop.state.words = Words("en")
    screen.do(lambda: screen.view.start_chosen.emit("preset:0"))
    assert screen.view.editor.typed()["name"] == Words("en")("programme.preset_coffee_passport_card")


def test_a_programme_that_begins_later_says_so(screen: Screen) -> None:
    screen.do(lambda: screen.view.start_chosen.emit("preset:0"))
    screen.view.editor.day.rows["from_day"].control.set_value(TOMORROW.isoformat())
    screen.publish()
    begins = screen.words("programmes_screen.state_begins", day=TOMORROW.isoformat())
    assert screen.view.list.cards[f"{CARD}-2"].facts.state.text == begins
    assert f"{CARD}-2" not in {each.id for each in screen.shop.state.context.programmes}


def test_points_say_what_comes_back(screen: Screen) -> None:
    screen.edit(POINTS)
    give_back = screen.view.preview.give_back.text()
    screen.type("points_per_step", 2)
    assert screen.view.preview.give_back.text() not in ("", give_back)


def test_replaying_a_context_keeps_who_is_at_the_till(screen: Screen) -> None:
    boss = Person("boss", "阿芳", is_owner=True)
    screen.shop.hand_over(boss)
    screen.edit()
    screen.type("stamps_needed", 5)
    screen.publish()
    assert screen.shop.state.context.person == boss
    assert replace(screen.shop.state.context, person=boss) == screen.shop.state.context


def test_what_became_of_one_draft_does_not_end_the_next(screen: Screen) -> None:
    screen.edit(CARD)
    screen.type("stamps_needed", 5)
    with screen.held("writer"):
        click(screen.view.editor.publish)
        screen.view.draft_left.emit()
        click(screen.view.list.cards[POINTS])
        click(screen.view.detail.edit)
    assert screen.running(CARD).terms["stamps_needed"] == 5
    assert screen.view.edits()
    screen.type("amount_step", 50)
    screen.publish()
    assert screen.running(POINTS).terms["amount_step"] == 50
