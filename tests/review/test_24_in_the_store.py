"""Faults that only the store shows, on a real file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db import members as member_rows
from desktop.operations import edits, expiry, members
from desktop.operations.edits import EditSale
from desktop.operations.sales import RecordedSale
from loyalty.basket import Basket, Line
from loyalty.ledger import Account, Unit
from loyalty.members import Birthday, BirthdayCalendar
from tests.desktop.operations.small_shop import DAY_MS, NO_CHOICES, SmallShop, open_small_shop
from tests.loyalty.programs.terms import programme


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[SmallShop]:
    with open_small_shop(tmp_path) as opened:
        yield opened


def test_a_sale_before_the_days_expiry_does_not_save_what_ended(shop: SmallShop) -> None:
    # Wrong by part 3 "N days after the last visit": who comes before the background has expired the day keeps it all.
    shop.run(programme("points", "idle", expires="idle", expires_after=30))
    member, points = shop.member(), Account("idle", Unit.POINT)
    shop.sell(member, 1_000)
    shop.clock.ms += 40 * DAY_MS
    told = shop.sell(member, 100).outcome.after[points]
    expiry.expire_day(shop.store, shop.context, shop.clock.now_ms(), lambda *_: None, lambda: False)
    assert (told, shop.balance(member, points)) == (1, 1)


def test_an_edited_sale_keeps_the_birthday_of_its_time(shop: SmallShop) -> None:
    # Wrong by part 3 "posted again at its original time, versions, tier and birthday state": today's birthday is asked.
    shop.run(
        programme("birthday", "bday", reward_kind="percent_off", reward_percent=50, reward_title="x", automatic=True)
    )
    member = shop.member()
    with shop.store.read() as connection:
        known = member_rows.get(connection, member)
    assert known is not None
    november, may = Birthday(BirthdayCalendar.SOLAR, 11, 3), Birthday(BirthdayCalendar.SOLAR, 5, 3)
    members.update(shop.store, shop.context, replace(known, birthday=november), shop.clock.now_ms())
    sale = shop.sell(member, 1_000).operation
    assert sale.bill == 500
    members.update(shop.store, shop.context, replace(known, birthday=may), shop.clock.now_ms())
    ids = [shop.maker.operation_id() for _ in range(3)]
    command = EditSale(ids[1], ids[0], ids[2], shop.clock.now_ms(), sale.id, Basket((Line(1_100),)), NO_CHOICES)
    answer = edits.edit(shop.store, shop.context, command)
    assert isinstance(answer, RecordedSale), answer
    assert answer.operation.bill == 550
