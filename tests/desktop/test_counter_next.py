"""Esc at the counter: the next customer, and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.operations.members import MemberFile
from tests.desktop.counter import POINTS, Till

F1, F2, F8, F12, ESCAPE = (
    Qt.Key.Key_F1,
    Qt.Key.Key_F2,
    Qt.Key.Key_F8,
    Qt.Key.Key_F12,
    Qt.Key.Key_Escape,
)


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, at the counter with NT$ 200 and one stamp more."""
    file = till.join("0912345678", "王小美")
    till.seat(file)
    till.type("200+")
    return file


def put_back(till: Till) -> None:
    """Press the note's button."""
    till.click(till.view.message.action_button())


def test_escape_clears_member_and_amount_at_once(till: Till, mei: MemberFile) -> None:
    till.press(ESCAPE)
    assert (till.seated, till.amount) == (None, "0")
    assert till.search.hasFocus()
    assert till.note == till.words("desk.cleared")


def test_the_notes_button_puts_the_same_member_and_sale_back(till: Till, mei: MemberFile) -> None:
    till.press(ESCAPE)
    put_back(till)
    assert (till.seated, till.amount, till.note) == (mei.member.id, "200", "")
    assert till.view.sale.rewards.stepper.text() == "2 章"
    till.press(F12)
    assert (till.balance(mei), till.balance(mei, POINTS)) == (2, 2)


def test_what_was_typed_meanwhile_can_be_put_back_in_its_turn(till: Till, mei: MemberFile) -> None:
    till.press(ESCAPE)
    till.press(F2)
    till.type("55")
    put_back(till)
    assert (till.seated, till.amount) == (mei.member.id, "200")
    put_back(till)
    assert (till.seated, till.amount) == (None, "55")


def test_the_offer_ends_with_the_next_customer(till: Till, mei: MemberFile) -> None:
    till.press(ESCAPE)
    till.seat(till.join("0922345678", "林小玲"))
    assert till.note == ""


def test_escape_leaves_the_money_received_first(till: Till, mei: MemberFile) -> None:
    till.press(F8)
    till.press(ESCAPE)
    assert (till.seated, till.amount) == (mei.member.id, "200")
    till.press(ESCAPE)
    assert (till.seated, till.amount) == (None, "0")


def test_escape_on_an_empty_counter_clears_the_search(till: Till) -> None:
    till.press(F1)
    till.type("0912")
    till.press(ESCAPE)
    assert (till.view.search_text(), till.note) == ("", "")


def test_escape_while_a_sale_is_on_its_way_leaves_it_alone(till: Till, mei: MemberFile) -> None:
    with till.held("writer"):
        till.key(F12)
        till.key(ESCAPE)
        till.process()
    assert (len(till.sales), till.balance(mei, POINTS)) == (1, 2)
    assert (till.seated, till.note) == (None, "")
