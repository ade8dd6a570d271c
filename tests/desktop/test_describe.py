"""The short texts that several screens show."""

from __future__ import annotations

import pytest

from desktop import describe
from loyalty.shop import ShopRules
from loyalty.words import Words
from tests.desktop.counter import NOON_MS, Till
from tests.desktop.test_clock_trouble import DAY_MS, F12


@pytest.mark.parametrize(("days", "text"), [(0, "今天"), (-1, "昨天"), (-3, "3 天前"), (1, ""), (400, "")])
def test_a_day_is_told_from_today_unless_it_is_still_to_come(days: int, text: str) -> None:
    assert describe.days_ago(NOON_MS + days * DAY_MS, NOON_MS, ShopRules(), Words()) == text


def test_a_member_whose_last_visit_lies_ahead_came_before_and_not_today(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    till.seat(mei)
    assert till.words("desk.first_visit") in till.view.member._facts.subtitle
    till.type("100")
    till.press(F12)
    till.clock.pass_ms(-2 * DAY_MS)
    till.seat(mei)
    subtitle = till.view.member._facts.subtitle
    assert not [word for word in ("first_visit", "today") if till.words(f"desk.{word}") in subtitle]


def test_a_sale_of_many_items_names_three_and_counts_the_rest(till: Till) -> None:
    for place in range(5):
        till.view.product_wished.emit(till.product(f"品項{place}", 100).id)
    till.settle()
    till.press(F12)
    operation = till.sales[0].operation
    assert describe.operation_title(operation, Words()) == "品項0、品項1、品項2，另 2 項"
    assert describe.operation_title(operation, Words("en")) == "品項0, 品項1, 品項2 and 2 more"
