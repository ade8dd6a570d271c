"""A recorded sale put right, and one that was taken back opened again, in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from db.check import check
from desktop.operations import referrals
from desktop.operations.members import MemberFile
from desktop.operations.referrals import Refer
from loyalty.detail import basket_of, choices_of
from loyalty.ledger import Operation, OperationKind
from loyalty.refusals import Refusal
from tests.desktop.benefits import publish
from tests.desktop.counter import POINTS, STAMPS, Till
from tests.ui.fitting import cut_off, settle
from tests.ui.screens import texts
from ui.controls import NumberControl
from ui.sales.view import SalesView


class Page:
    """The sales screen with the newest sale open."""

    def __init__(self, till: Till) -> None:
        self.till = till
        till.app.window.show_screen("sales")
        self.open(till.sales[0].operation)

    @property
    def view(self) -> SalesView:
        """The screen."""
        return self.till.screens.sales_view

    def open(self, operation: Operation) -> None:
        """Open a sale of the list."""
        self.view.sale_opened.emit(operation.id)
        self.till.settle()

    def press(self, action: str) -> None:
        """Press one of the actions."""
        self.till.click(self.view.detail.buttons[action])

    def amount(self, text: str, place: int = 0) -> None:
        """Type another amount."""
        control = self.view.detail.edit.amounts[place][1].control
        assert isinstance(control, NumberControl)
        control.setText(text)

    def look(self) -> set[str]:
        """See what changes, and return what is read."""
        self.till.click(self.view.detail.edit.show_button)
        return self.read()

    def read(self) -> set[str]:
        """The lines of what is shown."""
        return {line.removeprefix("・") for text in texts(self.view.detail.preview) for line in text.splitlines()}

    def confirm(self) -> None:
        """Press the second button."""
        self.till.click(self.view.detail.preview.confirm)

    def wrong(self) -> list[str]:
        """What is cut off."""
        settle()
        return cut_off(self.till.app.window)


def sell(till: Till, amount: str, member: MemberFile | None = None) -> Operation:
    """Sell a typed amount at the counter."""
    if member is not None:
        till.seat(member)
    till.press(Qt.Key.Key_F2)
    till.type(amount)
    till.press(Qt.Key.Key_F12)
    return till.sales[0].operation


def newest(till: Till) -> Operation:
    """The sale that was recorded last, whatever its own time."""
    sales = (each.operation for each in till.sales if each.operation.kind is OperationKind.SALE)
    return max(sales, key=lambda each: each.number)


def sound(till: Till) -> None:
    """Everything derived agrees with the ledger."""
    with till.desks.services.store.read() as connection:
        assert check(connection).differences == ()


def test_a_wrong_amount_is_put_right_with_what_it_earned(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    wrong = sell(till, "3200", mei)
    page = Page(till)
    page.press("edit")
    assert QApplication.focusWidget() is page.view.detail.edit.amounts[0][1].control
    page.amount("320")
    seen = page.look()
    assert {"應付：NT$ 3,200 → NT$ 320", "退還客人 NT$ 2,880", "點數：32 → 3 點"} <= seen
    assert any("收回" in line for line in seen)
    assert page.view.detail.preview.confirm.text() == "更正，退還 NT$ 2,880"
    assert till.balance(mei, POINTS) == 32
    page.confirm()
    sale = newest(till)
    assert (sale.kind, sale.bill, sale.at_ms, sale.member_id) == (OperationKind.SALE, 320, wrong.at_ms, mei.member.id)
    assert [(each.name, each.amount) for each in choices_of(sale.detail).tenders] == [("現金", 320)]
    assert till.balance(mei, POINTS) == 3
    assert till.said == f"單號 {wrong.slip_number} 已更正，新單號是 {sale.slip_number}"
    shown = page.view.detail._sale
    assert shown is not None
    assert shown.slip_number == sale.slip_number
    assert till.slips[-1].operation_id == sale.id
    sound(till)


def test_units_are_added_taken_out_and_another_item_comes_in(till: Till) -> None:
    latte = till.product("拿鐵", 120)
    till.product("美式", 90)
    till.view.product_wished.emit(latte.id)
    till.settle()
    till.press(Qt.Key.Key_F12)
    page = Page(till)
    page.press("edit")
    edit = page.view.detail.edit
    till.click(edit.lines[0][1].more)
    edit.search.edit.setText("美")
    till.settle()
    till.click(edit.found[0])
    seen = page.look()
    assert "應付：NT$ 120 → NT$ 330" in seen
    assert page.view.detail.preview.confirm.text() == "更正，補收 NT$ 210"
    page.confirm()
    lines = basket_of(newest(till).detail).lines
    assert [(line.name, line.quantity) for line in lines] == [("拿鐵", 2), ("美式", 1)]
    page.press("edit")
    edit = page.view.detail.edit
    for _ in range(2):
        till.click(edit.lines[0][1].fewer)
    page.look()
    page.confirm()
    assert [line.name for line in basket_of(newest(till).detail).lines] == ["美式"]
    sound(till)


@pytest.mark.parametrize("how", ["typed", "scanned"])
def test_a_sale_of_the_wrong_member_goes_to_the_right_one(till: Till, how: str) -> None:
    mei, tom = till.join("0912345678", "王小美"), till.join("0922333444", "李大同")
    stamps = till.balance(tom, STAMPS)
    sell(till, "320", mei)
    page = Page(till)
    page.press("edit")
    till.click(page.view.detail.edit.change_member)
    if how == "scanned":
        till.scan(till.code(tom))
    else:
        page.view.detail.whose.search.edit.setText("李大同")
        page.view.detail.whose.search.submitted.emit("李大同")
        till.settle()
    seen = page.look()
    assert {"從 王小美 換成 李大同", "應付仍是 NT$ 320"} <= seen
    assert any(line.startswith("李大同：點數：0 → 3") for line in seen)
    assert any(line.startswith("王小美：點數：3 → 0") for line in seen)
    page.confirm()
    assert newest(till).member_id == tom.member.id
    assert (till.balance(mei, POINTS), till.balance(tom, POINTS)) == (0, 3)
    assert till.balance(tom, STAMPS) == stamps + 1
    sound(till)


def test_a_sale_goes_to_nobody(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    sell(till, "320", mei)
    page = Page(till)
    page.press("edit")
    till.click(page.view.detail.edit.change_member)
    till.click(page.view.detail.whose.nobody)
    assert "從 王小美 換成 不是會員的客人" in page.look()
    page.confirm()
    assert newest(till).member_id is None
    assert till.balance(mei, POINTS) == 0
    sound(till)


def test_what_is_refused_says_so_in_place_and_the_form_keeps_what_was_typed(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    sell(till, "320", mei)
    page = Page(till)
    page.press("edit")
    page.amount("99999999999")
    page.look()
    preview = page.view.detail.preview
    assert preview.warning.message() is not None
    assert not preview.confirm.isVisible()
    till.click(preview.back_out)
    control = page.view.detail.edit.amounts[0][1].control
    assert isinstance(control, NumberControl)
    assert control.text() == "99999999999"
    page.amount("abc")
    till.click(page.view.detail.edit.show_button)
    assert page.view.detail.edit.amounts[0][1].error.isVisible()
    assert newest(till).bill == 320


def test_escape_leaves_what_changes_then_the_edit_then_the_sale(till: Till) -> None:
    sell(till, "320")
    page = Page(till)
    page.press("edit")
    page.amount("100")
    page.look()
    detail = page.view.detail
    till.press(Qt.Key.Key_Escape)
    assert detail.edit.isVisible()
    till.press(Qt.Key.Key_Escape)
    assert detail.buttons["edit"].isVisible()
    till.press(Qt.Key.Key_Escape)
    assert detail.choose.isVisible()


def test_a_second_click_edits_once(till: Till) -> None:
    sell(till, "320")
    page = Page(till)
    page.press("edit")
    page.amount("100")
    page.look()
    page.view.detail.preview.confirm.click()
    page.view.detail.preview.confirm.click()
    till.settle()
    kinds = [each.operation.kind for each in till.sales]
    assert kinds == [OperationKind.SALE, OperationKind.EDIT, OperationKind.SALE]


def test_a_full_disk_says_so_and_the_same_edit_is_recorded_once_there_is_room(till: Till) -> None:
    sell(till, "320")
    page = Page(till)
    page.press("edit")
    page.amount("100")
    page.look()
    till.fill_disk()
    page.confirm()
    assert page.view.message.message() is not None
    till.empty_disk()
    before = len(till.sales)
    page.press("edit")
    page.amount("100")
    page.look()
    page.confirm()
    assert len(till.sales) == before + 2
    sound(till)


def test_a_cancelled_sale_is_opened_again_and_its_slip_is_printed(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    sold = sell(till, "320", mei)
    page = Page(till)
    assert not page.view.detail.buttons["reopen"].isVisible()
    page.press("cancel")
    page.confirm()
    assert till.balance(mei, POINTS) == 0
    page.open(sold)
    assert not page.view.detail.buttons["edit"].isVisible()
    page.press("reopen")
    seen = page.read()
    assert {"照原來的時間恢復，金額 NT$ 320", "點數：0 → 3 點"} <= seen
    page.confirm()
    again = newest(till)
    assert (again.kind, again.at_ms, again.bill) == (OperationKind.SALE, sold.at_ms, 320)
    assert till.balance(mei, POINTS) == 3
    assert till.slips[-1].operation_id == again.id
    assert till.said == f"單號 {sold.slip_number} 已恢復，新單號是 {again.slip_number}"
    page.open(sold)
    assert not page.view.detail.buttons["reopen"].isEnabled()
    sound(till)


def test_an_undone_sale_is_opened_again_and_undone_again(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    sold = sell(till, "320", mei)
    till.press(Qt.Key.Key_Z, control=True)
    page = Page(till)
    page.open(sold)
    page.press("reopen")
    page.confirm()
    assert till.balance(mei, POINTS) == 3
    till.app.window.show_screen("counter")
    till.press(Qt.Key.Key_Z, control=True)
    assert till.balance(mei, POINTS) == 0
    sound(till)


def test_an_edited_sale_says_so_in_the_list_and_is_not_edited_again(till: Till) -> None:
    wrong = sell(till, "320")
    page = Page(till)
    page.press("edit")
    page.amount("100")
    page.look()
    page.confirm()
    model = page.view.list.model
    rows = [model.row_at(place) for place in range(model.rowCount())]
    assert [row.state for row in rows if row.slip_number == wrong.slip_number] == ["已更正"]
    page.open(wrong)
    assert not page.view.detail.buttons["edit"].isVisible()
    assert not page.view.detail.buttons["reopen"].isVisible()


@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_nothing_of_the_steps_is_cut_in_a_small_window(till: Till, language: str) -> None:
    mei = till.join("0912345678", "王小美")
    till.join("0922333444", "李大同")
    till.product("衣索比亞耶加雪菲日曬單品手沖咖啡", 220)
    sell(till, "3200", mei)
    till.app.window.resize(1024, 768)
    till.screens.settings.save_till(language=language)
    till.settle()
    page = Page(till)
    assert page.wrong() == []
    page.press("edit")
    page.view.detail.edit.search.edit.setText("咖啡")
    till.settle()
    assert page.wrong() == []
    till.click(page.view.detail.edit.found[0])
    till.click(page.view.detail.edit.change_member)
    assert page.wrong() == []
    page.view.detail.whose.search.edit.setText("李大同")
    page.view.detail.whose.search.submitted.emit("李大同")
    till.settle()
    page.amount("320")
    page.look()
    assert page.wrong() == []


def test_a_friends_sale_that_becomes_the_referrers_tells_of_the_gift_that_goes(till: Till) -> None:
    publish(till, "referral")
    mei, tom = till.join("0912345678", "王小美"), till.join("0922333444", "李大同")
    services, make = till.desks.services, till.app.maker.operation_id
    wish = Refer(make(), till.clock.now_ms(), tom.member.id, mei.member.id)
    assert not isinstance(referrals.refer(services.store, services.state.context, wish), Refusal)
    sell(till, "320", tom)
    page = Page(till)
    page.press("edit")
    till.click(page.view.detail.edit.change_member)
    till.scan(till.code(mei))
    seen = page.look()
    assert any(line.startswith("王小美：推薦好友：1 → 0") for line in seen)
    page.confirm()
    sound(till)


def test_a_sale_that_nothing_was_changed_of_is_not_recorded_again(till: Till) -> None:
    mei = till.join("0912345678", "王小美")
    sell(till, "320", mei)
    page = Page(till)
    page.press("edit")
    till.click(page.view.detail.edit.change_member)
    till.scan(till.code(mei))
    page.look()
    message = page.view.detail.preview.warning.message()
    assert message is not None
    assert message.text == "什麼都沒有改。"
    assert not page.view.detail.preview.confirm.isVisible()


def test_choosing_whose_it_is_already_keeps_what_was_used_on_it(till: Till) -> None:
    publish(till, "stored")
    mei = till.join("0912345678", "王小美")
    till.seat(mei)
    till.press(Qt.Key.Key_F10)
    till.type("1")
    till.press(Qt.Key.Key_F12)
    till.seat(mei)
    till.type("300")
    till.key(Qt.Key.Key_1, control=True)
    till.settle()
    till.press(Qt.Key.Key_F12)
    page = Page(till)
    page.open(newest(till))
    page.press("edit")
    till.click(page.view.detail.edit.change_member)
    till.scan(till.code(mei))
    page.amount("200")
    assert {"應付仍是 NT$ 0", "儲值金：NT$ 2,477 → NT$ 2,577"} <= page.look()
    page.confirm()
    assert newest(till).bill == 0
    sound(till)
