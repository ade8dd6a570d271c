"""Taking back at the counter, crediting a slip, and closing the window with a sale on its way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.operations.members import MemberFile
from loyalty.ledger import OperationKind
from tests.desktop.counter import POINTS, Till, set_up

F = {number: getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)}


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, at the counter."""
    file = till.join("0912345678", "王小美")
    till.seat(file)
    return file


def sell(till: Till, file: MemberFile, amount: str = "", stamps: int = 0) -> None:
    """A sale by scan, digits, + and F12."""
    till.seat(file)
    till.type(amount + "+" * stamps)
    till.press(F[12])
    assert till.seated is None, till.note


def test_ctrl_z_takes_the_last_sale_back_with_the_focus_in_the_search(till: Till, mei: MemberFile) -> None:
    till.type("500")
    till.press(F[12])
    assert till.search.hasFocus()
    till.press(Qt.Key.Key_Z, control=True)
    assert [sale.operation.kind for sale in till.sales] == [OperationKind.UNDO, OperationKind.SALE]
    assert (till.balance(mei), till.balance(mei, POINTS)) == (0, 0)
    assert "已復原" in till.said
    assert till.seated == mei.member.id


def test_undo_with_text_in_the_search_keeps_the_text(till: Till, mei: MemberFile) -> None:
    till.press(F[12])
    till.type("0922")
    till.press(Qt.Key.Key_Z, control=True)
    assert till.balance(mei) == 0


def test_undo_twice_takes_nothing_else_back(till: Till, mei: MemberFile) -> None:
    sell(till, mei, "500")
    sell(till, mei, "300")
    till.press(Qt.Key.Key_Z, control=True)
    till.press(Qt.Key.Key_Z, control=True)
    assert till.balance(mei, POINTS) == 5
    assert till.note


def test_undo_pressed_twice_fast_is_one_undo(till: Till, mei: MemberFile) -> None:
    sell(till, mei, "500")
    with till.held("writer"):
        till.key(Qt.Key.Key_Z, "\x1a", control=True)
        till.key(Qt.Key.Key_Z, "\x1a", control=True)
    assert sum(sale.operation.kind is OperationKind.UNDO for sale in till.sales) == 1
    assert till.note == ""


def test_the_bars_button_undoes_like_the_key(till: Till, mei: MemberFile) -> None:
    till.press(F[12])
    till.click(till.app.window.bottom_bar.message.action_button())
    assert till.balance(mei) == 0


def test_a_sale_without_a_member_is_credited_once_by_its_slips_code(till: Till, mei: MemberFile) -> None:
    till.press(Qt.Key.Key_Escape)
    till.press(F[2])
    till.type("500")
    till.press(F[12])
    slip = till.sales[0].operation.slip_number
    assert slip in till.said
    till.seat(mei)
    till.scan(slip)
    assert till.balance(mei, POINTS) == 5
    assert slip in till.said
    assert till.seated == mei.member.id
    till.scan(slip)
    assert till.note == till.words("refusal.slip_already_credited")
    assert till.balance(mei, POINTS) == 5


def test_the_undo_of_a_credit_names_no_money_for_nobody_got_any(till: Till, mei: MemberFile) -> None:
    till.press(Qt.Key.Key_Escape)
    till.press(F[2])
    till.type("500")
    till.press(F[12])
    slip = till.sales[0].operation.slip_number
    till.seat(mei)
    till.scan(slip)
    till.press(Qt.Key.Key_Z, control=True)
    assert till.balance(mei, POINTS) == 0
    facts = till.view.member._facts
    assert facts is not None
    assert [(line.text, line.amount) for line in facts.history][:2] == [("復原", ""), ("補登消費", "")]
    till.app.window.show_screen("sales")
    till.settle()
    model = till.screens.sales_view.list.model
    assert [model.row_at(place).amount for place in range(2)] == ["", ""]


def test_a_slips_code_scanned_before_the_customer_opens_that_sale(till: Till, mei: MemberFile) -> None:
    sell(till, mei, "500")
    slip = till.sales[0].operation.slip_number
    till.scan(slip)
    assert till.app.window.current_screen() == "sales"


def test_closing_the_window_while_a_sale_is_on_its_way_keeps_the_sale(till: Till, mei: MemberFile) -> None:
    till.type("320")
    till.key(F[12])
    till.close()
    set_up(till.folder)
    again = Till(till.folder, seed=8)
    try:
        assert len(again.sales) == 1
        assert again.balance(mei, POINTS) == 3
        again.settle()
        assert again.trouble == ""
        assert all(job.state.value == "confirmed" for job in again.slips)
    finally:
        again.close()


def test_closing_the_window_while_a_slip_is_printing_asks_nothing_afterwards(till: Till, mei: MemberFile) -> None:
    till.type("320")
    till.key(F[12])
    till.wait(lambda: till.slips[-1].slip == "receipt" and till.slips[-1].state.value == "sending")
    till.close()
    again = Till(till.folder, seed=8)
    try:
        assert again.trouble == ""
        assert [job.state.value for job in again.slips] == ["confirmed", "confirmed"]
    finally:
        again.close()
