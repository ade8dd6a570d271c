"""Ctrl+Z after an edit: the sale is again what it was, and only the next one takes it back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.desktop.counter import POINTS, Till
from tests.desktop.test_sales_edit import Page, newest, sell, sound


def test_undo_after_an_edit_brings_the_sale_back_as_it_was(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    wrong = sell(till, "3200", mei)
    page = Page(till)
    page.press("edit")
    page.amount("320")
    page.look()
    page.confirm()
    assert till.balance(mei, POINTS) == 3
    till.click(till.app.window.bottom_bar.message.action_button())
    sale = newest(till)
    assert (sale.bill, sale.at_ms, till.balance(mei, POINTS)) == (3_200, wrong.at_ms, 32)
    assert till.said == f"已復原 王小美 那筆的修改，新單號是 {sale.slip_number}"
    till.app.window.show_screen("counter")
    till.press(Qt.Key.Key_Z, control=True)
    assert till.balance(mei, POINTS) == 0
    sound(till)


def test_where_the_key_does_nothing_the_message_names_none(till: Till) -> None:
    sell(till, "3200", till.join("0912345678", "王小美"))
    page = Page(till)
    page.press("edit")
    page.amount("320")
    page.look()
    page.confirm()
    kept = newest(till)
    message = till.app.window.bottom_bar.message.message()
    assert message is not None
    till.press(Qt.Key.Key_Z, control=True)
    assert (newest(till), message.action_id, message.key_label) == (kept, "undo", "")
