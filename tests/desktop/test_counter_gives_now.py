"""What is earned on a sale and used on it at once, and what is given by hand, at the counter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.operations.members import MemberFile
from loyalty.ledger import Account, Unit
from tests.desktop.benefits import publish, to_pay, wallet
from tests.desktop.counter import Till

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
