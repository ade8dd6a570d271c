"""What is earned on a sale and used on it at once, and what is given by hand, at the counter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.operations.members import MemberFile
from loyalty.ledger import Account, Unit
from printing import document
from tests.desktop.benefits import benefits, key, keys, publish, to_pay, wallet
from tests.desktop.counter import POINTS, Till

F12 = Qt.Key.Key_F12


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, at the counter."""
    file = till.join("0912345678", "王小美")
    till.seat(file)
    return file


def test_points_of_this_very_sale_pay_as_far_as_the_money_beside_them_earns_them(till: Till, mei: MemberFile) -> None:
    publish(till, "at_once")
    till.type("100")
    till.click(wallet(till, "當次點數"))
    assert (to_pay(till), wallet(till, "當次點數").reward().note) == ("NT$ 50", "付 NT$ 50")
    points = Account("at_once", Unit.POINT)
    till.press(F12)
    assert ([each.operation.bill for each in till.sales], till.balance(mei, points)) == ([50], 0)
    till.seat(mei)
    till.type("100")
    till.click(wallet(till, "當次點數"))
    till.click(wallet(till, "當次點數"))
    till.type("20")
    assert to_pay(till) == "NT$ 80"
    till.press(F12)
    assert ([each.operation.bill for each in till.sales], till.balance(mei, points)) == ([80, 50], 60)


def printed(till: Till) -> list[str]:
    """The texts of the newest slip."""
    paper = document.from_bytes(till.slips[-1].document)
    rows = [(block.left, block.right) for block in paper.blocks if isinstance(block, document.Row)]
    return [*(each.text for each in paper.blocks if isinstance(each, document.Text)), *(" ".join(row) for row in rows)]


def test_points_are_given_by_hand_for_a_reason_and_told_on_the_slip(till: Till, mei: MemberFile) -> None:
    publish(till, "contest")
    before = till.balance(mei, POINTS)
    benefits(till)
    assert keys(till, "usable")["攝影比賽"].note == "加送 20 點"
    till.click(key(till, "攝影比賽"))
    till.click(till.view.sale.benefits.question.options[0])
    till.press(F12)
    assert till.balance(mei, POINTS) == before + 20
    assert "20 點" in till.said
    assert "贈 攝影比賽" in till.said
    assert "兌換" not in till.said
    assert any("加送 20 點" in line for line in printed(till))
    till.press(Qt.Key.Key_Z, control=True)
    assert till.balance(mei, POINTS) == before


def test_stamps_come_beside_what_is_handed_out(till: Till, mei: MemberFile) -> None:
    publish(till, "stamped")
    before = till.balance(mei)
    benefits(till)
    assert keys(till, "usable")["小點心"].note == "加送 2 章"
    till.click(key(till, "小點心"))
    till.click(till.view.sale.benefits.question.options[0])
    till.press(F12)
    assert till.balance(mei) == before + 2
    lines = printed(till)
    assert any("加送 2 章" in line for line in lines)
    assert any("小點心" in line for line in lines)


def test_points_that_nobody_can_keep_are_out_of_reach_and_say_why(till: Till, mei: MemberFile) -> None:
    publish(till, "nowhere")
    benefits(till)
    assert "nope" in keys(till, "near")["沒有地方記"].note
