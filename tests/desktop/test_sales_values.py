"""Sales paid with stored value on the screen of earlier sales: what is shown, what goes back line by line, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db import history
from desktop.operations.members import MemberFile
from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Account, Operation, OperationKind, Unit
from loyalty.programmes import Programme
from loyalty.programs import completed
from printing import document
from printing.document import Row
from tests.desktop.papers import job
from tests.desktop.shop import Shop
from tests.desktop.test_sales_desk import Screen

PAID = Account("wallet", Unit.STORED_PAID)
LATTE, TEA = Line(120, 2, name="拿鐵"), Line(60, 1, name="紅茶")


def wallet() -> Programme:
    return completed(Programme("wallet", 1, "stored_value", "儲值金", {"free_amount": True}))


@pytest.fixture
def mei(shop: Shop) -> MemberFile:
    """A member with NT$ 200 of stored value."""
    context = shop.state.context
    shop.state.context = replace(context, programmes=(*context.programmes, wallet()))
    mei = shop.join("0912345678", "王小美")
    shop.record(Basket((Line(200, name="儲值金", plan="wallet:free"),)), mei, Choices())
    return mei


@pytest.fixture
def sale(shop: Shop, mei: MemberFile) -> Operation:
    """NT$ 300, of which 200 were paid with stored value."""
    shop.clock.pass_ms(1000)
    return shop.record(Basket((LATTE, TEA)), mei, Choices(rewards={"wallet:pay": 200})).operation


@pytest.fixture
def screen(shop: Shop, sale: Operation, qtbot: QtBot) -> Screen:
    """The screen over that shop."""
    return Screen(shop, qtbot)


def test_the_list_tells_what_was_sold_and_the_sale_how_it_was_paid(screen: Screen, sale: Operation) -> None:
    assert screen.rows[0].amount == "NT$ 300"
    opened = screen.open(sale)
    assert opened.sums == (("合計", "NT$ 300"), ("儲值金", "− NT$ 200"), ("應付", "NT$ 100"))
    assert opened.refund_left == "NT$ 300（其中退錢 NT$ 100）"


def test_units_of_a_line_go_back_with_their_share_of_the_wallet(screen: Screen, sale: Operation, shop: Shop) -> None:
    screen.open(sale)
    screen.press("refund")
    step = screen.view.detail.refund
    assert [(row.name, row.most) for row in step.lines.rows] == [("拿鐵", 2), ("紅茶", 1)]
    assert not step.refund_lines.isEnabled()
    screen.qtbot.mouseClick(step.lines.rows[0].more, Qt.MouseButton.LeftButton)
    screen.qtbot.mouseClick(step.refund_lines, Qt.MouseButton.LeftButton)
    screen.settle()
    told = screen.view.detail.preview
    assert (told.confirm.text(), told.beside.text()) == ("退款 NT$ 40", "另有 NT$ 80 退回餘額")
    assert told.beside.isVisible()
    assert told._effects.text().split("\n")[:2] == ["・退還客人 NT$ 40", "・退回儲值金 NT$ 80"]
    screen.confirm()
    opened = screen.open(sale)
    assert [(line.name, line.left) for line in opened.returnable] == [("拿鐵", 1), ("紅茶", 1)]
    assert opened.refund_left == "NT$ 180（其中退錢 NT$ 60）"
    assert screen.rows[1].state == "已退 NT$ 120"
    assert screen.said[-1].text.endswith("已退款 NT$ 40，另有 NT$ 80 退回餘額")


def test_a_sale_that_a_wallet_paid_whole_is_no_redemption_and_is_not_refunded_by_a_part(
    screen: Screen, shop: Shop, mei: MemberFile, sale: Operation
) -> None:
    shop.clock.pass_ms(1000)
    other = shop.join("0987654321", "林志豪")
    shop.record(Basket((Line(500, name="儲值金", plan="wallet:free"),)), other, Choices())
    whole = shop.record(Basket((Line(300),)), other, Choices(rewards={"wallet:pay": 300})).operation
    shop.state.ledger_changed.emit(None)
    screen.settle()
    assert (screen.rows[0].text, screen.rows[0].amount) == ("消費", "NT$ 300")
    screen.open(whole)
    screen.press("refund")
    screen.view.detail.refund.amount.control.set_value(100)
    screen.qtbot.mouseClick(screen.view.detail.refund.refund_amount, Qt.MouseButton.LeftButton)
    screen.settle()
    assert screen.view.detail.preview._effects.text().split("\n")[0] == "・退回儲值金 NT$ 100"
    screen.confirm()
    assert screen.rows[1].state == "已退 NT$ 100"


def test_a_top_up_that_was_spent_says_what_is_owed_as_money(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    with shop.store.read() as connection:
        top_up = history.recent(connection, 10)[1]
    opened = screen.open(top_up)
    assert not opened.refund.possible
    assert "200" in opened.refund.why_not


def test_a_cancel_carries_the_money_that_is_handed_over(screen: Screen, sale: Operation) -> None:
    screen.open(sale)
    screen.press("cancel")
    told = screen.view.detail.preview
    assert (told.confirm.text(), told.beside.text()) == ("作廢，退還 NT$ 100", "另有 NT$ 200 退回餘額")
    screen.confirm()
    assert screen.said[-1].text.endswith("已作廢，退還 NT$ 100，另有 NT$ 200 退回餘額")


def test_where_money_alone_goes_back_nothing_stands_beside_the_button(screen: Screen, shop: Shop) -> None:
    shop.clock.pass_ms(1000)
    plain = shop.record(Basket((LATTE,)), None, Choices()).operation
    shop.state.ledger_changed.emit(None)
    screen.settle()
    assert screen.open(plain).refund_left == "NT$ 240"
    screen.press("cancel")
    told = screen.view.detail.preview
    assert (told.confirm.text(), told.beside.text(), told.beside.isVisible()) == ("作廢，退還 NT$ 240", "", False)


def test_the_fee_that_a_refunded_top_up_keeps_is_no_money_handed_over(shop: Shop, qtbot: QtBot) -> None:
    programme = completed(Programme("fee", 1, "stored_value", "儲值金", {"free_amount": True, "fee_percent": 10}))
    shop.state.context = replace(shop.state.context, programmes=(programme,))
    mei = shop.join("0912345678", "王小美")
    top_up = shop.record(Basket((Line(200, name="儲值金", plan="fee:free"),)), mei, Choices()).operation
    screen = Screen(shop, qtbot)
    assert screen.open(top_up).refund_left == "NT$ 200（其中退錢 NT$ 180）"
    screen.press("refund")
    screen.qtbot.mouseClick(screen.view.detail.refund.refund_all, Qt.MouseButton.LeftButton)
    screen.settle()
    told = screen.view.detail.preview
    assert (told.confirm.text(), told.beside.text()) == ("退款 NT$ 180", "手續費：NT$ 20")


def test_a_level_that_would_be_lost_is_told_before_the_money_goes_back(shop: Shop, qtbot: QtBot) -> None:
    levels = [{"id": "silver", "title": "銀卡", "basis": "cumulative", "threshold": 300}]
    ladder = completed(Programme("tiers", 1, "tiers", "會員等級", {"levels": levels}))
    context = shop.state.context
    shop.state.context = replace(context, programmes=(*context.programmes, ladder))
    sold = shop.sell(330, shop.join("0922000111", "林志豪"))
    screen = Screen(shop, qtbot)
    screen.open(sold)
    screen.press("cancel")
    assert screen.view.detail._preview is not None
    assert "會員等級：銀卡 → 尚未升級" in screen.view.detail._preview.effects


def test_a_use_that_is_counted_for_the_member_and_for_the_shop_is_told_once(shop: Shop, qtbot: QtBot) -> None:
    terms = {
        "way": "code",
        "code": "HELLO9",
        "uses_each": 1,
        "first_uses": 5,
        "reward_kind": "amount_off",
        "reward_amount": 20,
        "reward_title": "折 20",
    }
    coupon = completed(Programme("coupon", 1, "coupon", "社群碼", terms))
    context = shop.state.context
    shop.state.context = replace(context, programmes=(*context.programmes, coupon))
    sold = shop.record(Basket((LATTE,)), shop.join("0922000111", "林志豪"), Choices(codes=("HELLO9",)))
    screen = Screen(shop, qtbot)
    screen.open(sold.operation)
    screen.press("cancel")
    assert screen.view.detail._preview is not None
    effects = [each for each in screen.view.detail._preview.effects if each.startswith("社群碼")]
    assert effects == ["社群碼：不再算用過，少算 1 次"]


def test_what_was_spent_of_the_points_is_kept_of_the_money_where_the_shop_wants_it(shop: Shop, qtbot: QtBot) -> None:
    coffee = {"id": "coffee", "title": "咖啡", "price": 10, "kind": "free_item", "cost": 45}
    points = completed(Programme("points", 1, "points", "點數", {"rewards": [coffee]}))
    context = shop.state.context
    rules = replace(context.shop, negative_balance="pay")
    shop.state.context = replace(context, programmes=(points,), shop=rules)
    mei = shop.join("0912345678", "王小美")
    sale = shop.sell(1_000, mei)
    shop.clock.pass_ms(1000)
    shop.record(Basket(()), mei, Choices(rewards={"points:coffee": 1}))
    screen = Screen(shop, qtbot)
    screen.open(sale)
    screen.press("cancel")
    told = screen.view.detail.preview
    assert (told.confirm.text(), told.beside.text()) == ("作廢，退還 NT$ 955", "用掉的從退款扣 NT$ 45")
    assert screen.view.detail._preview is not None
    assert screen.view.detail._preview.effects == (
        "退還客人 NT$ 955",
        "點數：收回 10 點",
        "點數：從退款扣 NT$ 45，抵不足的 10 點",
        "這次來店不再計入",
    )
    assert screen.view.detail._preview.warning == ""
    screen.confirm()
    assert screen.said[-1].text.endswith("已作廢，退還 NT$ 955，用掉的從退款扣 NT$ 45")
    assert Row("扣：已用掉的", "45") in document.from_bytes(job(shop).document).blocks
    with shop.store.read() as connection:
        (back,) = [each for each in history.recent(connection, 10) if each.kind is OperationKind.CANCEL]
    assert (back.bill, [entry.delta for entry in back.entries]) == (-955, [-10, 10])


def test_what_is_too_little_for_a_point_is_said_to_wait_for_the_next_refund(shop: Shop, qtbot: QtBot) -> None:
    points = completed(Programme("points", 1, "points", "點數", {"money_off": 5, "money_off_points": 1}))
    shop.state.context = replace(shop.state.context, programmes=(points,))
    mei = shop.join("0912345678", "王小美")
    shop.sell(1_000, mei)
    shop.clock.pass_ms(1000)
    sale = shop.record(Basket((Line(50),)), mei, Choices(rewards={"points:money": 10})).operation
    screen = Screen(shop, qtbot)
    screen.open(sale)
    screen.press("refund")
    screen.view.detail.refund.amount.control.setText("7")
    screen.qtbot.mouseClick(screen.view.detail.refund.refund_amount, Qt.MouseButton.LeftButton)
    screen.settle()
    told = screen.view.detail.preview
    assert told.beside.text() == "另有 NT$ 5 退回餘額 ・ 零頭 NT$ 2 等下次一起退"
    screen.confirm()
    assert Row("零頭下次一起退", "2") in document.from_bytes(job(shop).document).blocks
