"""One member's page over a real shop: everything they have, what is done by hand, and whose subscription is due."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db import history, print_jobs
from desktop.members.desk import MembersDesk
from desktop.operations.members import MemberFile, look_up
from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Account, OperationKind, Unit
from loyalty.programmes import Programme
from loyalty.programs import completed
from loyalty.refusals import Refusal
from loyalty.words import Words
from tests.desktop.desk_screen import DeskScreen
from tests.desktop.shop import Shop
from tests.ui.screens import texts
from ui.members.facts import AccountRow
from ui.members.view import MembersView

LEFT = Qt.MouseButton.LeftButton
POINTS = Account("points", Unit.POINT)
ITEM = {"id": "beans", "title": "咖啡豆", "count": 1, "every": "period", "cost": 200}
LEVEL = {"id": "silver", "title": "銀級", "basis": "cumulative", "threshold": 100}


def extra() -> tuple[Programme, ...]:
    """A wallet, a ladder and a subscription."""
    kinds: tuple[tuple[str, str, str, dict[str, object]], ...] = (
        ("wallet", "stored_value", "儲值金", {"free_amount": True}),
        ("tiers", "tiers", "會員等級", {"levels": [LEVEL]}),
        ("monthly", "subscription", "豆子訂閱", {"fee": 500, "months": 1, "items": [ITEM]}),
    )
    return tuple(completed(Programme(name, 1, kind, title, terms)) for name, kind, title, terms in kinds)


class Screen(DeskScreen):
    """The desk on its view, with what it said."""

    view: MembersView
    desk: MembersDesk

    def __init__(self, shop: Shop, qtbot: QtBot) -> None:
        view = MembersView(Words())
        super().__init__(shop, qtbot, view, MembersDesk(view, shop.services, shop))
        self.desk.shown()
        self.settle()

    def open(self, member: MemberFile) -> None:
        """Open the page of this member."""
        self.desk.open(member.member.id)
        self.settle()

    def rows(self) -> dict[str, AccountRow]:
        """Everything the member has, by its name."""
        facts = self.view.page._facts
        assert facts is not None
        return {row.text: row for section in facts.sections for row in section.rows}

    def choose(self, word: str) -> None:
        """Press the option that begins so."""
        panel = self.view.page.action_panel
        button = next(each for each in panel.options.buttons if each.text().startswith(word))
        self.qtbot.mouseClick(button, LEFT)
        self.settle()

    def confirm(self) -> None:
        """Press the button that does it."""
        self.qtbot.mouseClick(self.view.page.action_panel.confirm, LEFT)
        self.settle()


@pytest.fixture
def mei(shop: Shop) -> MemberFile:
    """王小美 with a wallet, a level, a subscription."""
    context = shop.state.context
    shop.state.context = replace(context, programmes=(*context.programmes, *extra()))
    mei = shop.join("0912345678", "王小美")
    lines = (Line(200, name="儲值金", plan="wallet:free"), Line(500, name="豆子訂閱", plan="monthly:time"))
    shop.record(Basket((*lines, Line(300, name="禮盒"))), mei, Choices())
    return mei


@pytest.fixture
def screen(shop: Shop, mei: MemberFile, qtbot: QtBot) -> Screen:
    """The screen over that shop."""
    return Screen(shop, qtbot)


def held(shop: Shop, member: MemberFile, account: Account) -> int:
    """A balance now."""
    file = look_up(shop.store, shop.state.context, member.member.id, shop.clock.now_ms())
    assert not isinstance(file, Refusal)
    return file.standing.balance(account)


def test_the_page_tells_every_balance_the_level_and_the_paid_time(screen: Screen, mei: MemberFile) -> None:
    screen.open(mei)
    rows = screen.rows()
    assert rows["儲值金"].value == "NT$ 200"
    assert rows["點數"].value == "3 點"
    assert rows["會員等級"].value == "銀級"
    assert "2026-11-22 起：銀級" in rows["會員等級"].notes
    assert "咖啡豆還有 1 次，到 2026-12-21" in rows
    screen.view.page.show_tab("accounts")
    assert "NT$ 200" in texts(screen.view)


def test_a_member_without_anything_is_told_so(screen: Screen, shop: Shop) -> None:
    shop.state.context = replace(shop.state.context, programmes=())
    screen.open(shop.join("0922000111"))
    assert list(screen.rows()) == ["還沒有任何餘額"]


def test_points_are_corrected_on_the_page_with_a_reason(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    screen.open(mei)
    screen.view.page.show_tab("actions")
    screen.choose("調整")
    screen.choose("點數")
    panel = screen.view.page.action_panel
    panel.amount.setText("5")
    screen.confirm()
    assert panel.texts()[1] == "請選一個原因。"
    panel.note.setText("上次漏了")
    screen.confirm()
    assert held(shop, mei, POINTS) == 8
    assert screen.said[-1].text == "王小美 的餘額已調整"
    assert screen.view.page.tabs.current() == "accounts"
    assert screen.rows()["點數"].value == "8 點"


def test_unspent_stored_value_goes_back_and_its_slip_is_printed(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    screen.open(mei)
    screen.view.page.show_tab("actions")
    screen.choose("退還")
    screen.choose("儲值金")
    screen.confirm()
    assert held(shop, mei, Account("wallet", Unit.STORED_PAID)) == 0
    assert "儲值金" not in screen.rows()
    with shop.store.read() as connection:
        (newest,) = history.recent(connection, 1)
        (job,) = print_jobs.of_operation(connection, newest.id)
    assert (newest.kind, newest.bill) == (OperationKind.PAY_OUT, -200)
    assert "退還儲值" in job.document.decode()


def test_what_goes_back_is_said_anew_when_the_balance_moved_meanwhile(
    screen: Screen, shop: Shop, mei: MemberFile
) -> None:
    screen.open(mei)
    screen.view.page.show_tab("actions")
    screen.choose("退還")
    screen.choose("儲值金")
    panel = screen.view.page.action_panel
    assert panel.texts()[0].startswith("退給客人 NT$ 200")
    shop.record(Basket((Line(100, name="儲值金", plan="wallet:free"),)), mei, Choices())
    shop.state.ledger_changed.emit(mei.member.id)
    screen.settle()
    assert panel.texts()[0].startswith("退給客人 NT$ 300")


def test_the_member_cannot_be_taken_away_from_the_own_page(screen: Screen, mei: MemberFile) -> None:
    screen.open(mei)
    screen.view.page.show_tab("actions")
    assert not any(button.text().startswith("拿掉") for button in screen.view.page.action_panel.options.buttons)


def test_another_members_page_begins_with_no_deed(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    other = shop.join("0922000111", "林志豪")
    screen.open(mei)
    screen.view.page.show_tab("actions")
    screen.choose("調整")
    screen.open(other)
    assert not screen.desk.page.actions.is_open
    assert screen.view.page.tabs.current() == "accounts"


def test_who_is_due_next_stands_behind_a_button_and_opens_the_member(screen: Screen, mei: MemberFile) -> None:
    assert screen.view.due_button.text() == "訂閱待取 1"
    screen.qtbot.mouseClick(screen.view.due_button, LEFT)
    assert {"豆子訂閱：咖啡豆", "還有 1 次，到 2026-12-21"} <= texts(screen.view)
    screen.qtbot.mouseClick(screen.view.due.rows[0], LEFT)
    screen.settle()
    assert screen.view.shown_member() == mei.member.id


def test_a_shop_without_subscriptions_sees_no_such_button(screen: Screen, shop: Shop) -> None:
    shop.state.replace_context(replace(shop.state.context, programmes=()))
    screen.settle()
    assert not screen.view.due_button.isVisible()


def test_new_kinds_of_operations_explain_themselves_in_the_history(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    screen.open(mei)
    screen.view.page.show_tab("actions")
    screen.choose("調整")
    screen.choose("點數")
    screen.view.page.action_panel.amount.setText("-1")
    screen.view.page.action_panel.note.setText("算錯")
    screen.confirm()
    line = screen.view.page.history.lines._lines[0]
    assert line.title == "手動調整"
    assert line.explanations == ("點數：人工調整 −1 點", "原因：算錯")
