"""What the bar says of a sale that was recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.counter.news import sale_recorded
from tests.desktop.operations.small_shop import open_small_shop
from tests.loyalty.programs.terms import programme


@pytest.mark.parametrize(
    "gift",
    [
        {"reward_title": "蛋糕"},
        {"bonus_points": 20, "bonus_programme": "points"},
        {"reward_title": "蛋糕", "bonus_points": 20, "bonus_programme": "points"},
    ],
    ids=["a reward", "points", "both"],
)
def test_a_milestone_is_told_whatever_it_gives(tmp_path: Path, gift: dict[str, object]) -> None:
    with open_small_shop(tmp_path) as shop:
        shop.run(programme("milestone", "often", visits=2, **gift))
        member, words = shop.member(), shop.context.words
        told = [sale_recorded(shop.sell(member, 100), shop.context, words).text for _ in range(3)]
    assert [words("benefits.milestone") in each for each in told] == [False, True, False]
