"""The function keys of the rewards stay where they are while rewards are chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.operations.members import MemberFile
from tests.desktop.benefits import publish, to_pay
from tests.desktop.counter import POINTS, Till

F5, F6, F12 = Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F12


def on_keys(till: Till) -> list[tuple[str, str]]:
    """The rewards beside the keypad, in the order of their keys, with their states."""
    shown = [button.reward() for button in till.view.sale.rewards.buttons if button.isVisible()]
    return [(each.title, each.state) for each in shown]


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, at the counter, with a coupon, a full card and points for a coffee."""
    publish(till, "back")
    latte = till.product("拿鐵", 110)
    file = till.join("0912345678", "王小美")
    till.seat(file)
    for _ in range(10):
        till.view.product_wished.emit(latte.id)
    till.press(F12)
    till.seat(file)
    till.view.product_wished.emit(latte.id)
    till.settle()
    assert on_keys(till) == [("折 50", "available"), ("免費一杯", "available"), ("咖啡一杯", "available")]
    return file


def test_the_second_press_of_a_key_takes_the_reward_off_again_and_uses_no_other(till: Till, mei: MemberFile) -> None:
    till.press(F6)
    assert on_keys(till)[1] == ("免費一杯", "chosen")
    assert to_pay(till) == "NT$ 0"
    till.press(F6)
    assert on_keys(till) == [("折 50", "available"), ("免費一杯", "available"), ("咖啡一杯", "available")]
    assert to_pay(till) == "NT$ 110"
    till.press(F12)
    assert till.balance(mei, POINTS) == 12


def test_the_labels_on_the_pad_name_the_same_keys(till: Till, mei: MemberFile) -> None:
    till.press(F6)
    till.view.sale.show_mode("benefits")
    till.settle()
    pad = till.view.sale.benefits
    labelled = {
        button.reward().title: button.reward().key_label
        for group in (pad.applied, pad.usable, pad.near)
        for button in group.buttons
        if button.isVisible()
    }
    assert labelled["免費一杯"] == "F6"


def test_another_basket_brings_what_can_be_used_to_the_front_again(till: Till, mei: MemberFile) -> None:
    till.press(F6)
    assert on_keys(till)[0] == ("折 50", "unavailable")
    till.type("80")
    assert ("折 50", "available") in on_keys(till)
    assert on_keys(till)[0][1] != "unavailable"


def test_the_next_customer_s_keys_begin_anew(till: Till, mei: MemberFile) -> None:
    friend = till.join("0922000111", "林志豪")
    till.press(F6)
    till.press(F12)
    till.seat(friend)
    assert [state for _, state in on_keys(till)] == ["unavailable"] * 3
    till.press(F5)
    assert all(state == "unavailable" for _, state in on_keys(till))
