"""Starting stamps and the phone they were given for, on a real file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db import members as member_rows
from desktop.operations import members
from loyalty.ledger import Account, Unit
from loyalty.members import Member
from tests.desktop.operations.small_shop import SmallShop, open_small_shop
from tests.loyalty.programs.terms import programme


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[SmallShop]:
    with open_small_shop(tmp_path) as opened:
        yield opened


def test_a_phone_that_was_given_up_gets_no_starting_stamps_again(shop: SmallShop) -> None:
    # Wrong by part 1 "starting stamps (once per phone, also across leaving and rejoining)": nobody remembers the phone.
    shop.run(programme("stamp_card", "card", reward_title="x", starting_stamps=2))
    first = shop.member("0912345678")
    with shop.store.read() as connection:
        known = member_rows.get(connection, first)
    assert known is not None
    changed = members.update(shop.store, shop.context, replace(known, phone="0922222222"), shop.clock.now_ms())
    assert isinstance(changed, Member)
    second = shop.member("0912345678")
    assert shop.balance(second, Account("card", Unit.STAMP)) == 0
