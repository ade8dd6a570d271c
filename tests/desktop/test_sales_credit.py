"""A sale given to a member afterwards, in the real window: the card answers who gets it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from loyalty.words import Words
from tests.desktop.counter import STAMPS, Till
from tests.ui.screens import texts


def credit(till: Till) -> None:
    """Sell without a member, open the sale and ask who gets it."""
    till.press(Qt.Key.Key_F2)
    till.type("150")
    till.press(Qt.Key.Key_F12)
    till.app.window.show_screen("sales")
    till.screens.sales_view.sale_opened.emit(till.sales[0].operation.id)
    till.settle()
    till.click(till.screens.sales_view.detail.buttons["credit"])


def test_a_card_scanned_at_the_question_answers_it(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    before = till.balance(mei, STAMPS)
    credit(till)
    till.scan(till.code(mei))
    view = till.screens.sales_view
    assert till.app.window.current_screen() == "sales"
    assert view.detail.credit.search.text() == ""
    till.click(view.detail.preview.confirm)
    assert till.balance(mei, STAMPS) == before + 1
    assert till.seated is None


def test_a_card_of_another_shop_is_refused_at_the_question(till: Till) -> None:
    credit(till)
    till.scan("R2" + "A" * 32)
    view = till.screens.sales_view
    assert till.app.window.current_screen() == "sales"
    assert view.asks_for_member()
    assert view.message.message() is not None


def test_without_the_question_a_card_goes_to_the_counter(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    till.app.window.show_screen("sales")
    till.scan(till.code(mei))
    assert till.app.window.current_screen() == "counter"
    assert till.seated == mei.member.id


def test_a_visit_says_that_nothing_was_sold_and_its_undo_has_no_lines(till: Till) -> None:
    till.type("0912345678\r")
    till.press(Qt.Key.Key_F12)
    till.press(Qt.Key.Key_Z, control=True)
    till.app.window.show_screen("sales")
    view, words = till.screens.sales_view, Words()
    seen = {}
    for past in till.sales:
        view.sale_opened.emit(past.operation.id)
        till.settle()
        seen[past.operation.kind.value] = words("sales.no_lines") in texts(view.detail.slip)
    assert seen["sale"]
    assert not seen["undo"]
