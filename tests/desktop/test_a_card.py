"""After a sale without a member the counter asks "a card?", and the next member gets the sale, once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.desktop.counter import POINTS, Till


def _sell_to_nobody(till: Till, amount: str) -> None:
    till.press(Qt.Key.Key_F2)
    till.type(amount)
    till.press(Qt.Key.Key_F12)
    till.settle()


def _say_yes(till: Till) -> None:
    bar = till.app.window.bottom_bar.message
    till.click(bar.other_button())
    till.settle()


def test_the_one_who_joins_next_gets_the_sale_just_made(till: Till) -> None:
    _sell_to_nobody(till, "320")
    _say_yes(till)
    assert "A-000001" in till.note
    till.type("0912345678")
    till.enter()
    till.settle()
    member_id = till.by_phone("0912345678")
    assert member_id is not None
    assert till.desks.counter.sale.member is not None
    assert till.desks.counter.sale.member.standing.balance(POINTS) == 3


def test_the_one_whose_card_is_scanned_gets_it_and_the_one_after_does_not(till: Till) -> None:
    first, second = till.join("0912345678"), till.join("0922000111")
    _sell_to_nobody(till, "320")
    _say_yes(till)
    till.scan(till.code(first))
    till.settle()
    till.scan(till.code(second))
    till.settle()
    assert till.balance(first, POINTS) == 3
    assert till.balance(second, POINTS) == 0


def test_esc_lets_the_sale_stay_without_a_member(till: Till) -> None:
    member = till.join("0912345678")
    _sell_to_nobody(till, "320")
    _say_yes(till)
    till.press(Qt.Key.Key_Escape)
    till.scan(till.code(member))
    till.settle()
    assert till.balance(member, POINTS) == 0


@pytest.mark.parametrize("ended_by", [Qt.Key.Key_F12, Qt.Key.Key_F9])
def test_who_comes_after_another_sale_does_not_get_the_one_before_it(till: Till, ended_by: Qt.Key) -> None:
    member = till.join("0912345678")
    _sell_to_nobody(till, "320")
    _say_yes(till)
    till.press(Qt.Key.Key_F2)
    till.type("100")
    till.press(ended_by)
    till.scan(till.code(member))
    assert till.balance(member, POINTS) == 0


def test_a_sale_with_a_member_asks_nothing(till: Till) -> None:
    till.seat(till.join("0912345678"))
    till.type("100")
    till.press(Qt.Key.Key_F12)
    till.settle()
    assert till.app.window.bottom_bar.message.other_button().isHidden()
