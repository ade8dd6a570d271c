"""The day from which a version holds: what the screen says of it is what the counter then does."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.operations import programmes
from tests.desktop.programmes_screen import CARD, TOMORROW, Screen
from tests.desktop.shop import Shop
from tests.ui.screens import click


@pytest.fixture
def screen(shop: Shop, qtbot: QtBot) -> Screen:
    """The screen in a shop with a stamp card and points."""
    return Screen(shop, qtbot)


def versions(screen: Screen) -> list[tuple[object, str]]:
    """The stamps of every version of the card, and the day it begins."""
    found = next(each for each in programmes.all_programmes(screen.shop.store) if each.newest.id == CARD)
    return [(each.terms["stamps_needed"], str(each.from_day)) for each in found.versions]


def on_day(screen: Screen, day: str) -> None:
    """Type the day on which the draft is to begin, and publish it."""
    screen.view.editor.day.rows["from_day"].control.set_value(day)
    screen.publish()


def test_a_later_day_alone_is_not_said_to_put_off_what_begins_sooner(screen: Screen) -> None:
    screen.edit()
    screen.type("stamps_needed", 5)
    on_day(screen, str(TOMORROW))
    known, said = versions(screen), len(screen.said)
    screen.do(lambda: click(screen.view.detail.versions[2].reuse))
    on_day(screen, "2026-11-30")
    facts = {"name": screen.running().name, "day": str(TOMORROW), "wanted": "2026-11-30"}
    assert screen.message == screen.words("programmes_screen.begins_sooner", **facts)
    assert (screen.view.edits(), versions(screen), len(screen.said)) == (True, known, said)


def test_what_the_sentence_advises_puts_it_off(screen: Screen) -> None:
    screen.edit()
    screen.type("stamps_needed", 5)
    on_day(screen, str(TOMORROW))
    screen.edit()
    on_day(screen, str(TOMORROW))
    screen.do(lambda: click(screen.view.detail.versions[2].reuse))
    on_day(screen, "2026-11-30")
    assert versions(screen)[-2:] == [(10, str(TOMORROW)), (5, "2026-11-30")]


def test_what_is_in_use_is_not_said_to_begin_on_a_later_day(screen: Screen) -> None:
    known = versions(screen)
    screen.edit()
    on_day(screen, "2026-11-30")
    facts = {"name": screen.running().name, "day": known[0][1]}
    assert screen.message == screen.words("programmes_screen.begins_already", **facts)
    assert (screen.view.edits(), versions(screen)) == (True, known)
