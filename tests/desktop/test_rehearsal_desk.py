"""The rehearsal over a real shop: stories played at every key, drafts and versions, files; nothing is recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.operations import programmes as operations
from desktop.programmes.performing import performed
from loyalty.gallery import gallery_in
from loyalty.programmes import Programme
from loyalty.shop import ShopRules
from loyalty.story import levels_of, story_of
from loyalty.story_case import Stage
from loyalty.words import Words
from tests.desktop.programmes_screen import CARD, POINTS, TODAY, Screen
from tests.desktop.shop import Shop
from tests.ui.screens import click, press, texts
from ui.programmes.rehearsal_sale import SaleCard

WANTED = ("tiers", "stored_value", "birthday", "cashback", "regulars_day")


@pytest.fixture
def screen(shop: Shop, qtbot: QtBot) -> Screen:
    """The rehearsal, open, in a shop with a stamp card and points."""
    made = Screen(shop, qtbot)
    made.do(lambda: click(made.view.rehearse))
    return made


def publish(screen: Screen, *programmes: Programme) -> None:
    """The shop has these too."""
    shop = screen.shop
    answered = operations.take_in(shop.store, shop.state.context, programmes, TODAY)
    screen.do(lambda: screen.desk.shelf.take(answered))


def cards(screen: Screen) -> list[SaleCard]:
    """The sales from the top."""
    return list(screen.view.rehearsal.cards.values())


def tell(screen: Screen, *sales: dict[str, object]) -> None:
    """Type a story of these sales in the place of what is there."""
    for card in cards(screen):
        screen.do(lambda card=card: click(card.remove))
    for sale in sales:
        screen.do(lambda: click(screen.view.rehearsal.add))
        form = cards(screen)[-1].form
        assert form is not None
        for name, value in sale.items():
            form.rows[name].control.set_value(value)
        screen.settle()


def operations_count(screen: Screen) -> int:
    """How many operations the shop's ledger has."""
    with screen.shop.store.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM operations").scalar_one())


def test_the_page_begins_with_a_story_and_says_what_every_sale_gives(screen: Screen) -> None:
    assert screen.view.rehearsal.is_in_front()
    assert not screen.view.list.isVisible()
    assert len(cards(screen)) == 12
    said = texts(cards(screen)[0])
    assert screen.words("rehearsal.to_pay", amount="NT$ 130") in said
    assert any(screen.running().name in each for each in said)
    assert any(screen.running(POINTS).name in each for each in said)


def test_nothing_is_recorded(screen: Screen) -> None:
    before = operations_count(screen)
    screen.do(lambda: click(screen.view.rehearsal.cast.examples["everything"]))
    assert operations_count(screen) == before


def test_a_typed_amount_is_played_at_once(screen: Screen) -> None:
    tell(screen, {"amount": 1234})
    assert screen.words("rehearsal.to_pay", amount="NT$ 1,234") in texts(cards(screen)[0])
    assert screen.view.rehearsal.paid.text() == screen.words("rehearsal.paid", amount="NT$ 1,234")


def test_an_offered_reward_is_used_by_a_tap_and_given_back_by_another(screen: Screen) -> None:
    tell(screen, {"amount": 1000}, {"amount": 200})
    offer = next(iter(cards(screen)[1].offers))
    assert offer.startswith(f"{POINTS}:")
    screen.do(lambda: click(cards(screen)[1].offers[offer]))
    assert cards(screen)[1].offers[offer].isChecked()
    assert screen.words("rehearsal.used") in texts(cards(screen)[1])
    screen.do(lambda: click(cards(screen)[1].offers[offer]))
    assert screen.words("rehearsal.used") not in texts(cards(screen)[1])


def test_an_automatic_discount_is_declined_by_a_tap(screen: Screen) -> None:
    tiers = next(each for each in gallery_in(screen.words, TODAY) if each.kind == "tiers")
    publish(screen, tiers)
    top = levels_of([tiers])[-1]
    screen.do(lambda: screen.view.rehearsal.cast.member.rows["tiers"].control.set_value((top,)))
    tell(screen, {"amount": 1000})
    chosen = [name for name, button in cards(screen)[0].offers.items() if button.isChecked()]
    assert len(chosen) == 1
    screen.do(lambda: click(cards(screen)[0].offers[chosen[0]]))
    assert screen.words("rehearsal.to_pay", amount="NT$ 1,000") in texts(cards(screen)[0])


def test_what_cannot_be_used_says_why_when_it_is_unfolded(screen: Screen) -> None:
    tell(screen, {"amount": 200})
    card = cards(screen)[0]
    before = texts(card)
    screen.do(lambda: click(card.waiting))
    fresh = texts(card) - before
    assert any(screen.running(POINTS).name in each or screen.running().name in each for each in fresh)


def test_a_programme_that_is_switched_off_gives_nothing(screen: Screen) -> None:
    tell(screen, {"amount": 200})
    name = screen.running(POINTS).name
    assert any(each.startswith(name) for each in texts(cards(screen)[0]))
    screen.do(lambda: click(screen.view.rehearsal.cast.sources[f"{POINTS}:1"]))
    assert not any(each.startswith(name) for each in texts(cards(screen)[0]))


def test_a_draft_plays_and_is_in_front_again_afterwards(shop: Shop, qtbot: QtBot) -> None:
    screen = Screen(shop, qtbot)
    screen.edit(POINTS)
    screen.type("amount_step", 10)
    screen.do(lambda: click(screen.view.editor.rehearse))
    assert screen.view.rehearsal.cast.sources[f"{POINTS}:draft"].isChecked()
    tell(screen, {"amount": 100})
    assert any("10" in each for each in texts(cards(screen)[0]) if each.startswith(screen.running(POINTS).name))
    screen.do(lambda: click(screen.view.rehearsal.close_button))
    assert screen.view.edits()
    assert screen.view.editor.form.typed()["amount_step"] == 10
    assert screen.running(POINTS).version == 1


def test_a_sale_is_moved_and_removed(screen: Screen) -> None:
    tell(screen, {"amount": 100}, {"amount": 200}, {"amount": 300})
    first, second, third = screen.view.rehearsal.cards
    screen.do(lambda: click(screen.view.rehearsal.cards[third].up))
    assert list(screen.view.rehearsal.cards) == [first, third, second]
    screen.do(lambda: click(screen.view.rehearsal.cards[first].remove))
    assert list(screen.view.rehearsal.cards) == [third, second]
    assert screen.view.rehearsal.paid.text() == screen.words("rehearsal.paid", amount="NT$ 500")


def test_a_wrong_sale_and_a_wrong_birthday_say_so_in_place(screen: Screen) -> None:
    tell(screen, {"amount": 100}, {"day": "2020-01-01"})
    assert screen.words("rehearsal.earlier_fault") in texts(cards(screen)[1])
    member = screen.view.rehearsal.cast.member
    screen.do(lambda: member.rows["birthday"].control.set_value("never"))
    assert member.rows["birthday"].error.text()
    screen.do(lambda: member.rows["birthday"].control.set_value("75/3/5"))
    assert not member.rows["birthday"].error.text()


def test_the_products_of_the_catalogue_are_offered(screen: Screen) -> None:
    tell(screen, {"amount": 0})
    form = cards(screen)[0].form
    assert form is not None
    box = form.rows["items"].control.box
    names = {box.itemText(index) for index in range(box.count())}
    assert names == {each.name for each in screen.desk.rehearsal.performing.products.values()}


def test_the_story_goes_to_a_file_that_the_rules_door_plays_and_comes_back(screen: Screen, tmp_path: Path) -> None:
    publish(screen, *(each for each in gallery_in(screen.words, TODAY) if each.kind in WANTED))
    screen.do(lambda: click(screen.view.rehearsal.cast.examples["everything"]))
    paid, count = screen.view.rehearsal.paid.text(), len(cards(screen))
    path = tmp_path / "試演.json"
    screen.do(lambda: screen.view.rehearsal.export_wished.emit(str(path)))
    assert screen.said[-1].text == screen.words("rehearsal.exported", file=path.name)
    assert json.loads(path.read_text(encoding="utf-8"))["steps"]
    screen.do(lambda: click(screen.view.rehearsal.cast.examples["month"]))
    screen.do(lambda: screen.view.rehearsal.import_wished.emit(str(path)))
    assert (screen.view.rehearsal.paid.text(), len(cards(screen))) == (paid, count)
    assert not screen.view.rehearsal.cast.sources[f"{CARD}:1"].isChecked()
    assert screen.view.rehearsal.cast.sources[f"{CARD}:1:file"].isChecked()


def test_a_file_that_is_no_story_changes_nothing(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"steps": [{"step": "refund", "of": "x"}]}', encoding="utf-8")
    before = len(cards(screen))
    screen.do(lambda: screen.view.rehearsal.import_wished.emit(str(path)))
    message = screen.view.message.message()
    assert message is not None
    assert "steps[0]" in message.text
    assert len(cards(screen)) == before


def test_the_language_changes_and_the_story_stays(screen: Screen) -> None:
    tell(screen, {"amount": 777})
    english = Words("en")
    screen.shop.state.words = english
    screen.view.relabel(english)
    screen.do(screen.desk.relabel)
    assert english("rehearsal.to_pay", amount="NT$ 777") in texts(cards(screen)[0])
    assert english("rehearsal.title") in texts(screen.view.rehearsal)


def test_terms_that_no_kind_has_are_one_sentence_and_no_crash() -> None:
    strange = Programme("points", 1, "points", "點數", {"colour": "red"})
    stage = Stage(((strange,),), {}, ShopRules(), TODAY)
    tried = performed(lambda: story_of({}, [{"amount": 100}]), stage)
    assert tried.played is None
    assert "programmes[0].terms.colour" in tried.problem


def test_programmes_that_a_file_brought_are_there_when_the_page_is_opened_again(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "story.json"
    screen.do(lambda: screen.view.rehearsal.export_wished.emit(str(path)))
    screen.do(lambda: screen.view.rehearsal.import_wished.emit(str(path)))
    paid = screen.view.rehearsal.paid.text()
    screen.do(lambda: click(screen.view.rehearsal.close_button))
    screen.do(lambda: click(screen.view.rehearse))
    assert screen.view.rehearsal.cast.sources[f"{CARD}:1:file"].isChecked()
    assert not screen.view.rehearsal.cast.sources[f"{CARD}:1"].isChecked()
    assert screen.view.rehearsal.paid.text() == paid


def test_a_code_is_typed_into_a_sale(screen: Screen) -> None:
    coupon = next(each for each in gallery_in(screen.words, TODAY) if each.kind == "coupon" and each.terms["code"])
    publish(screen, coupon)
    tell(screen, {"amount": 1000, "codes": (str(coupon.terms["code"]).lower(),)})
    assert any(coupon.name in each for each in texts(cards(screen)[0]))
    tell(screen, {"amount": 1000, "codes": ("NOBODYS",)})
    screen.do(lambda: click(cards(screen)[0].waiting))
    assert any("NOBODYS" in each for each in texts(cards(screen)[0]))


def test_leaving_goes_back_to_the_programme(screen: Screen) -> None:
    screen.do(lambda: click(screen.view.rehearsal.close_button))
    assert not screen.view.rehearsal.is_in_front()
    assert screen.view.detail.isVisible()
    assert screen.view.list.isVisible()
    screen.do(lambda: click(screen.view.rehearse))
    assert len(cards(screen)) == 12


def test_the_focus_stays_on_the_examples_and_escape_leads_back_from_there(screen: Screen) -> None:
    """Else it lands on the navigation, where Space leads away and Esc nowhere."""
    examples = screen.view.rehearsal.cast.examples
    first, second, *_ = examples
    assert examples[first].hasFocus()
    examples[second].setFocus()
    screen.do(lambda: press(examples[second], Qt.Key.Key_Space))
    assert screen.view.rehearsal.cast.examples[second].hasFocus()
    screen.do(lambda: press(screen.view.rehearsal.cast.examples[second], Qt.Key.Key_Escape))
    assert not screen.view.rehearsal.is_in_front()
