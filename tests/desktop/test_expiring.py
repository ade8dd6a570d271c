"""What a day ended is taken while the shop is open: once, in the background, told in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import ledger
from desktop.expiring import Expiring
from desktop.operations.expiry import Leap
from desktop.operations.members import MemberFile
from loyalty.errors import KnownError
from loyalty.ledger import Account, Unit
from tests.desktop.shop import DAY_MS, Shop
from ui.facts import MessageFacts

POINTS = Account("points", Unit.POINT)


@pytest.fixture
def shop(tmp_path: Path, qtbot: QtBot) -> Iterator[Shop]:
    """A shop whose points last ten days."""
    shop = Shop(tmp_path)
    context = shop.state.context
    terms = {"expires": "days", "expires_after": 10}
    programmes = tuple(
        replace(each, terms={**each.terms, **terms}) if each.id == "points" else each for each in context.programmes
    )
    shop.state.context = replace(context, programmes=programmes)
    yield shop
    shop.close()


def test_the_day_after_the_last_day_the_points_are_taken_and_it_is_said_once(shop: Shop, qtbot: QtBot) -> None:
    member = shop.join("0912345678")
    shop.sell(500, member)
    said: list[MessageFacts] = []
    expiring = Expiring(shop.services)
    expiring.said.connect(said.append)
    shop.clock.pass_ms(11 * DAY_MS)
    wait(qtbot, expiring, lambda: bool(said))
    with shop.store.read() as connection:
        assert ledger.standing(connection, member.member.id).balance(POINTS) == 0
    wait(qtbot, expiring, lambda: not expiring._busy)
    assert [each.text for each in said] == ["今天到期的已經結清：1 位會員"]
    expiring.stop()


def test_nothing_is_said_of_a_day_on_which_nothing_ended(shop: Shop, qtbot: QtBot) -> None:
    shop.sell(500, shop.join("0912345678"))
    said: list[MessageFacts] = []
    expiring = Expiring(shop.services)
    expiring.said.connect(said.append)
    wait(qtbot, expiring, lambda: not expiring._busy)
    assert said == []
    expiring.stop()


def test_a_disk_that_fails_is_asked_again(shop: Shop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    member = shop.join("0912345678")
    shop.sell(500, member)
    shop.clock.pass_ms(11 * DAY_MS)
    said: list[MessageFacts] = []
    expiring = Expiring(shop.services)
    expiring.said.connect(said.append)
    with monkeypatch.context() as broken:
        broken.setattr("desktop.operations.expiry.expire_day", _full_disk)
        wait(qtbot, expiring, lambda: not expiring._busy)
    wait(qtbot, expiring, lambda: bool(said))
    expiring.stop()


def test_a_date_far_from_the_last_one_is_asked_about_before_anything_ends(shop: Shop, qtbot: QtBot) -> None:
    member = shop.join("0912345678")
    asked: list[object] = []
    said: list[MessageFacts] = []
    expiring = Expiring(shop.services)
    expiring.asked.connect(asked.append)
    expiring.said.connect(said.append)
    wait(qtbot, expiring, lambda: not expiring._busy)
    shop.sell(500, member)
    shop.clock.pass_ms(40 * DAY_MS)
    wait(qtbot, expiring, lambda: not expiring._busy)
    wait(qtbot, expiring, lambda: not expiring._busy)
    assert asked == [None, (found := Leap(date(2027, 1, 1), date(2026, 11, 22))), found]
    assert (points_of(shop, member), said) == (5, [])
    expiring.confirm()
    qtbot.waitUntil(lambda: bool(said))
    assert (points_of(shop, member), asked[-1]) == (0, None)
    expiring.stop()


def test_a_clock_that_was_ahead_for_a_morning_ended_nothing(shop: Shop, qtbot: QtBot) -> None:
    member = shop.join("0912345678")
    expiring = Expiring(shop.services)
    wait(qtbot, expiring, lambda: not expiring._busy)
    shop.sell(500, member)
    asked: list[object] = []
    expiring.asked.connect(asked.append)
    shop.clock.pass_ms(3_650 * DAY_MS)
    wait(qtbot, expiring, lambda: not expiring._busy)
    shop.clock.pass_ms(-3_650 * DAY_MS)
    wait(qtbot, expiring, lambda: not expiring._busy)
    assert (points_of(shop, member), asked[1:]) == (5, [None])
    expiring.stop()


def test_each_far_date_is_asked_about_anew(shop: Shop, qtbot: QtBot) -> None:
    member = shop.join("0912345678")
    expiring = Expiring(shop.services)
    asked: list[object] = []
    expiring.asked.connect(asked.append)
    wait(qtbot, expiring, lambda: not expiring._busy)
    for _ in range(2):
        shop.sell(500, member)
        shop.clock.pass_ms(40 * DAY_MS)
        wait(qtbot, expiring, lambda: not expiring._busy)
        assert isinstance(asked[-1], Leap)
        assert points_of(shop, member) == 5
        expiring.confirm()
        qtbot.waitUntil(lambda: points_of(shop, member) == 0 and not expiring._busy)
    expiring.stop()


def test_a_shop_where_nothing_would_end_is_asked_nothing(shop: Shop, qtbot: QtBot) -> None:
    asked: list[object] = []
    expiring = Expiring(shop.services)
    expiring.asked.connect(asked.append)
    for _ in range(2):
        wait(qtbot, expiring, lambda: not expiring._busy)
        shop.clock.pass_ms(40 * DAY_MS)
    assert asked == [None, None]
    expiring.stop()


def points_of(shop: Shop, member: MemberFile) -> int:
    """What the member has on the disk."""
    with shop.store.read() as connection:
        return ledger.standing(connection, member.member.id).balance(POINTS)


def _full_disk(*_: object) -> None:
    raise KnownError("disk_full")


def wait(qtbot: QtBot, expiring: Expiring, until: Callable[[], bool]) -> None:
    expiring.look()
    qtbot.waitUntil(until, timeout=8_000)
