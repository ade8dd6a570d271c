"""A part of a refund that takes a whole stamp says why, in one sentence, before it is done."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.operations.members import MemberFile
from tests.desktop.benefits import publish
from tests.desktop.counter import POINTS, STAMPS, Till
from tests.ui.screens import texts
from ui.controls import NumberControl
from ui.sales.view import SalesView


def opened(till: Till, amount: str) -> SalesView:
    """A sale of this amount, opened among the sales."""
    till.press(Qt.Key.Key_F2)
    till.type(amount)
    till.press(Qt.Key.Key_F12)
    till.app.window.show_screen("sales")
    view = till.screens.sales_view
    view.sale_opened.emit(till.sales[0].operation.id)
    till.settle()
    return view


def sold(till: Till, mei: MemberFile, amount: str) -> SalesView:
    """A sale of this amount, at the question how much goes back."""
    till.seat(mei)
    view = opened(till, amount)
    till.click(view.detail.buttons["refund"])
    return view


def credited(till: Till, mei: MemberFile, amount: str) -> SalesView:
    """A sale of this amount that was given to a member afterwards, at the question how much goes back."""
    view = opened(till, amount)
    till.click(view.detail.buttons["credit"])
    till.scan(till.code(mei))
    till.click(view.detail.preview.confirm)
    till.click(view.detail.buttons["refund"])
    return view


def previewed(till: Till, view: SalesView, amount: int) -> list[str]:
    """The effects of this refund that explain a rounding."""
    control = view.detail.refund.amount.control
    assert isinstance(control, NumberControl)
    control.setText(str(amount))
    till.click(view.detail.refund.refund_amount)
    lines = [line for text in texts(view.detail.preview) for line in text.splitlines()]
    return sorted(line for line in lines if "不是整數" in line)


def test_a_part_that_takes_a_whole_stamp_explains_itself(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    view = sold(till, mei, "300")
    (sentence,) = previewed(till, view, 100)
    assert "NT$ 300 得 1 章，退 NT$ 100 的比例不是整數，不足一章算一章，所以收回 1 章" in sentence
    till.click(view.detail.preview.confirm)
    assert (till.balance(mei, STAMPS), till.balance(mei, POINTS)) == (0, 2)


def test_points_that_do_not_divide_are_explained_too_and_the_rest_takes_no_stamp(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    view = sold(till, mei, "300")
    assert len(previewed(till, view, 150)) == 2
    till.click(view.detail.preview.confirm)
    till.click(view.detail.buttons["refund"])
    assert all("章" not in sentence for sentence in previewed(till, view, 75))


def test_a_whole_refund_has_nothing_to_explain(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    assert previewed(till, sold(till, mei, "300"), 300) == []


def test_what_was_bought_for_later_has_no_part_in_it(till: Till) -> None:
    publish(till, "stored")
    mei = till.join("0912345678", "王小美")
    till.seat(mei)
    till.press(Qt.Key.Key_F10)
    till.type("1")
    till.press(Qt.Key.Key_F2)
    till.type("200")
    till.press(Qt.Key.Key_F12)
    sale = till.sales[0].operation
    assert sale.bill == 2_200
    till.app.window.show_screen("sales")
    view = till.screens.sales_view
    view.sale_opened.emit(sale.id)
    till.settle()
    till.click(view.detail.buttons["refund"])
    for row in view.detail.refund.lines.rows:
        if row.name != "儲值金":
            till.click(row.more)
    till.click(view.detail.refund.refund_lines)
    assert not any("不是整數" in text for text in texts(view.detail.preview))


def test_what_a_later_credit_earned_is_what_a_refund_takes_from(till: Till) -> None:
    view = credited(till, till.join("0912345678", "王小美"), "235")
    points, stamps = sorted(previewed(till, view, 100), key=lambda sentence: "章" in sentence)
    assert "得 2 點" in points
    assert "得 1 章" in stamps


def test_a_share_of_a_credit_that_divides_is_not_explained(till: Till) -> None:
    view = credited(till, till.join("0912345678", "王小美"), "200")
    assert all("點數" not in sentence for sentence in previewed(till, view, 100))
