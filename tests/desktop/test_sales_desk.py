"""The screen of earlier sales over a real shop: found, opened, previewed, taken back once, printed again."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db import history, ledger
from desktop.operations.members import MemberFile
from desktop.operations.sales_list import slip_of
from desktop.sales.desk import SalesDesk
from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.ledger import Operation, OperationKind
from loyalty.words import Words
from tests.desktop.desk_screen import DeskScreen
from tests.desktop.shop import DAY_MS, Shop
from ui.sales.facts import OpenSale, SaleRow
from ui.sales.view import SalesView

LEFT = Qt.MouseButton.LeftButton


class Screen(DeskScreen):
    """The desk on its view, with what it said."""

    view: SalesView
    desk: SalesDesk

    def __init__(self, shop: Shop, qtbot: QtBot) -> None:
        view = SalesView(Words())
        super().__init__(shop, qtbot, view, SalesDesk(view, shop.services, shop))
        self.desk.shown()
        self.settle()

    @property
    def rows(self) -> list[SaleRow]:
        """The list as it is known."""
        model = self.view.list.model
        return [model.row_at(position) for position in range(model.rowCount())]

    @property
    def sale(self) -> OpenSale | None:
        """What is open."""
        return self.view.detail._sale

    def find(self, text: str) -> None:
        """Type into the search."""
        self.view.list.search.edit.setText(text)
        self.settle()

    def open(self, operation: Operation) -> OpenSale:
        """Open a row."""
        self.view.sale_opened.emit(operation.id)
        self.settle()
        assert self.sale is not None
        return self.sale

    def press(self, name: str) -> None:
        """Press one of the actions."""
        self.qtbot.mouseClick(self.view.detail.buttons[name], LEFT)
        self.settle()

    def confirm(self) -> None:
        """Press the second button."""
        self.qtbot.mouseClick(self.view.detail.preview.confirm, LEFT)
        self.settle()

    def operations(self) -> tuple[Operation, ...]:
        """Everything recorded, newest first."""
        with self.shop.store.read() as connection:
            return history.recent(connection, 1000)


@pytest.fixture
def mei(shop: Shop) -> MemberFile:
    """王小美, with her card."""
    return shop.join("0912345678", "王小美")


@pytest.fixture
def screen(shop: Shop, qtbot: QtBot) -> Screen:
    """The screen over an empty shop."""
    return Screen(shop, qtbot)


def recorded(screen: Screen) -> None:
    """The counter says that something was recorded."""
    screen.shop.state.ledger_changed.emit(None)
    screen.settle()


def test_the_newest_sale_stands_first_and_joining_is_no_sale(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    shop.clock.pass_ms(-DAY_MS)
    shop.sell(100)
    shop.clock.pass_ms(DAY_MS)
    shop.sell(250, mei)
    recorded(screen)
    assert [(row.day, row.member, row.amount, row.slip_number) for row in screen.rows] == [
        ("11/22 日", "王小美", "NT$ 250", "A-000003"),
        ("11/21 六", "", "NT$ 100", "A-000002"),
    ]


def test_a_sale_of_another_year_says_so(screen: Screen, shop: Shop) -> None:
    shop.sell(100)
    shop.clock.pass_ms(60 * DAY_MS)
    recorded(screen)
    assert [row.day for row in screen.rows] == ["2026/11/22"]


def test_a_long_list_comes_in_pages_without_a_gap_or_a_double(screen: Screen, shop: Shop) -> None:
    for number in range(130):
        shop.clock.pass_ms(1000)
        shop.sell(100 + number)
        if number % 3 == 0:
            shop.join(f"09{number:08d}")
    recorded(screen)
    while screen.view.list.model.canFetchMore():
        screen.view.list.model.fetchMore()
        screen.settle()
    assert [row.amount for row in screen.rows] == [f"NT$ {229 - number}" for number in range(130)]


@pytest.mark.parametrize("text", ["A-000123", "a123", "123", "Ａ－０００１２３", " a 123 "])
def test_a_slip_is_understood_in_any_of_its_written_forms(text: str) -> None:
    assert slip_of(text, "A") == ("A", 123)


@pytest.mark.parametrize("text", ["", "王小美", "A-", "0", "A-123-4", "9" * 30])
def test_other_texts_are_no_slips(text: str) -> None:
    assert slip_of(text, "A") is None


def test_a_slip_or_a_member_is_found_by_typing(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    lone = shop.sell(100)
    shop.sell(250, mei)
    screen.find(lone.slip_number)
    assert [row.operation_id for row in screen.rows] == [lone.id]
    screen.find("小美")
    assert [row.amount for row in screen.rows] == ["NT$ 250"]
    screen.find("沒有這個人")
    assert screen.rows == []
    screen.find("")
    assert len(screen.rows) == 2


def test_a_slip_that_the_counter_met_is_put_into_the_search_and_opened(screen: Screen, shop: Shop) -> None:
    sale = shop.sell(100)
    screen.desk.find("a2")
    screen.settle()
    assert screen.sale is None
    screen.desk.find(sale.slip_number)
    screen.settle()
    assert screen.view.list.search.text() == sale.slip_number
    assert screen.sale is not None
    assert screen.sale.operation_id == sale.id
    assert len(screen.rows) == 1


def test_an_open_sale_states_lines_sums_tenders_and_every_entry(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    lines = (Line(120, 2, "p1", "拿鐵"), Line(45, 1, "p2", "餅乾"))
    tenders = (Tender("信用卡", 85), Tender("現金", 500, True))
    sale = shop.record(Basket(lines), mei, Choices(tenders=tenders)).operation
    facts = screen.open(sale)
    assert [(line.text, line.amount) for line in facts.lines] == [("拿鐵 × 2", "NT$ 240"), ("餅乾", "NT$ 45")]
    assert facts.sums == (("應付", "NT$ 285"),)
    assert facts.tenders == (("信用卡", "NT$ 85"), ("現金", "NT$ 500"), ("找零", "NT$ 300"))
    assert facts.member == "王小美"
    assert any("得 2 點" in text for text in facts.explanations)
    assert facts.refund_left == "NT$ 285"
    assert facts.cancel.possible
    assert facts.refund.possible
    assert facts.print_again.possible
    assert (facts.credit.possible, facts.credit.why_not) == (False, "這一筆已經有會員了。")


def test_a_redeemed_sale_names_the_reward_and_the_discount(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    shop.sell(1000, mei)
    lines = (Line(120, 1, "p1", "拿鐵"), Line(60, 1, "p2", "美式"))
    sale = shop.record(Basket(lines), mei, Choices(rewards={"points:coffee": 1})).operation
    facts = screen.open(sale)
    assert [line.note for line in facts.lines] == ["", "其中 1 份免費"]
    assert facts.sums[0] == ("小計", "NT$ 180")
    assert facts.sums[1][1] == "− NT$ 60"
    assert facts.sums[2] == ("應付", "NT$ 120")


def test_cancelling_shows_what_will_happen_and_does_it_at_the_second_button(
    screen: Screen, shop: Shop, mei: MemberFile
) -> None:
    sale = shop.sell(250, mei)
    waiting = shop.waiting_slips
    heard: list[Any] = []
    shop.state.ledger_changed.connect(heard.append)
    screen.open(sale)
    before = screen.operations()
    screen.press("cancel")
    preview = screen.view.detail._preview
    assert preview is not None
    assert preview.confirm == "作廢，退還 NT$ 250"
    assert preview.effects[0] == "退還客人 NT$ 250"
    assert any("收回 2 點" in effect for effect in preview.effects)
    assert screen.operations() == before
    screen.confirm()
    assert screen.operations()[0].kind is OperationKind.CANCEL
    assert heard == [mei.member.id]
    assert shop.waiting_slips == waiting + 1
    assert screen.said[-1].text == f"單號 {sale.slip_number} 已作廢，退還 NT$ 250"
    assert screen.sale is not None
    assert [row.title for row in screen.sale.reversals] == ["作廢 A-000003"]
    assert (screen.sale.cancel.possible, screen.sale.refund.possible) == (False, False)
    assert screen.rows[1].state == "已作廢"


def test_a_part_is_refunded_and_the_rest_stays_refundable(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    sale = shop.sell(1000, mei)
    screen.open(sale)
    screen.press("refund")
    screen.view.detail.refund.amount.control.setText("４００")
    screen.qtbot.mouseClick(screen.view.detail.refund.refund_amount, LEFT)
    screen.settle()
    preview = screen.view.detail._preview
    assert preview is not None
    assert preview.confirm == "退款 NT$ 400"
    screen.confirm()
    assert screen.sale is not None
    assert screen.sale.refund_left == "NT$ 600"
    assert screen.sale.reversals[0].amount == "− NT$ 400"
    screen.press("refund")
    screen.qtbot.mouseClick(screen.view.detail.refund.refund_all, LEFT)
    screen.settle()
    screen.confirm()
    assert screen.sale.refund_left == ""
    assert screen.sale.refund.why_not == "這一筆已經復原、作廢或退款了。"
    with shop.store.read() as connection:
        standing = ledger.standing(connection, mei.member.id)
    assert not any(standing.balances().values())


@pytest.mark.parametrize(("amount", "sentence"), [(1001, "最多只能退 NT$ 1,000。"), (0, "退款金額不能是 0。")])
def test_an_impossible_refund_says_why_and_cannot_be_confirmed(
    screen: Screen, shop: Shop, amount: int, sentence: str
) -> None:
    sale = shop.sell(1000)
    screen.open(sale)
    screen.view.detail.refund.amount_chosen.emit(amount)
    screen.settle()
    preview = screen.view.detail._preview
    assert preview is not None
    assert (preview.refusal, preview.confirm) == (sentence, "")


def test_points_already_spent_are_said_to_go_below_zero(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    sale = shop.sell(1000, mei)
    shop.record(Basket((Line(60, 1, "p2", "美式"),)), mei, Choices(rewards={"points:coffee": 1}))
    screen.open(sale)
    screen.press("cancel")
    preview = screen.view.detail._preview
    assert preview is not None
    assert "會變成 −10 點" in preview.warning


def test_a_sale_of_yesterday_is_refunded_not_cancelled(screen: Screen, shop: Shop) -> None:
    sale = shop.sell(100)
    shop.clock.pass_ms(DAY_MS)
    facts = screen.open(sale)
    assert (facts.cancel.possible, facts.cancel.why_not) == (False, "只有當天的銷售可以作廢。請用退款。")
    assert facts.refund.possible


def test_a_sale_without_a_member_is_credited_once(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    sale = shop.sell(500)
    assert screen.open(sale).member == "未選會員"
    screen.press("credit")
    screen.view.credit_search_changed.emit("小美")
    screen.settle()
    (choice,) = screen.view.detail.credit.choices
    assert choice.text() == "王小美  0912-***-678"
    screen.qtbot.mouseClick(choice, LEFT)
    screen.settle()
    preview = screen.view.detail._preview
    assert preview is not None
    assert preview.confirm == "補登給 王小美"
    assert any("得 5 點" in effect for effect in preview.effects)
    screen.confirm()
    assert screen.said[-1].text == f"單號 {sale.slip_number} 已補登給 王小美"
    assert screen.sale is not None
    assert screen.sale.member == "王小美"
    assert screen.sale.credit.why_not == "這張單子已經補登過了。"
    assert [row.state for row in screen.rows] == ["", "已補登"]


def test_two_presses_are_one_refund(screen: Screen, shop: Shop) -> None:
    sale = shop.sell(1000)
    screen.open(sale)
    for _ in range(2):
        screen.view.refund_wished.emit(sale.id, 100)
    screen.settle()
    assert [each.kind for each in screen.operations()] == [OperationKind.REFUND, OperationKind.SALE]


def test_a_retry_after_a_full_disk_is_the_same_refund(screen: Screen, shop: Shop) -> None:
    sale = shop.sell(1000)
    screen.open(sale)
    shop.fill_disk()
    for _ in range(40):
        screen.view.refund_wished.emit(sale.id, 1)
        screen.settle()
        if screen.message:
            break
    assert "磁碟已滿" in screen.message
    known = len(screen.operations())
    wished = screen.desk.taking_back._unsure
    assert wished is not None
    shop.empty_disk()
    screen.view.refund_wished.emit(sale.id, 1)
    screen.settle()
    assert len(screen.operations()) == known + 1
    assert screen.operations()[0].id == wished[1].operation_id


def test_a_refusal_at_the_last_moment_is_said_and_shown(screen: Screen, shop: Shop) -> None:
    sale = shop.sell(100)
    screen.open(sale)
    screen.view.cancel_wished.emit(sale.id)
    screen.settle()
    screen.view.cancel_wished.emit(sale.id)
    screen.settle()
    assert screen.message == "這一筆已經復原、作廢或退款了。"
    assert len(screen.operations()) == 2


def test_a_slip_is_printed_again_as_a_second_copy(screen: Screen, shop: Shop) -> None:
    sale = shop.sell(100)
    waiting = shop.waiting_slips
    screen.open(sale)
    screen.press("print_again")
    assert shop.waiting_slips == waiting + 1
    assert screen.said[-1].text == "補印已送出"


def test_a_refund_can_be_opened_and_names_its_sale(screen: Screen, shop: Shop) -> None:
    sale = shop.sell(1000)
    screen.open(sale)
    screen.view.refund_wished.emit(sale.id, 100)
    screen.settle()
    facts = screen.open(screen.operations()[0])
    assert facts.kind == f"退款（原單號 {sale.slip_number}）"
    assert facts.sums == (("退回金額", "NT$ 100"),)
    assert (facts.cancel.possible, facts.refund.possible, facts.credit.possible) == (False, False, False)


def test_a_visit_without_an_amount_has_no_sums(screen: Screen, shop: Shop, mei: MemberFile) -> None:
    visit = shop.record(Basket(), mei, Choices()).operation
    facts = screen.open(visit)
    assert [line.text for line in facts.lines] == [Words()("sales.no_lines")]
    assert (facts.sums, facts.tenders) == ((), ())
    assert facts.refund_left == "NT$ 0"


def test_closing_before_the_sale_has_come_leaves_nothing_open(screen: Screen, shop: Shop) -> None:
    sale = shop.sell(100)
    screen.view.sale_opened.emit(sale.id)
    screen.view.sale_closed.emit()
    screen.settle()
    assert screen.sale is None


def test_everything_is_said_again_in_the_other_language(screen: Screen, shop: Shop) -> None:
    sale = shop.sell(100)
    recorded(screen)
    screen.open(sale)
    shop.state.words = Words("en")
    screen.view.relabel(Words("en"))
    screen.desk.relabel()
    screen.settle()
    assert screen.sale is not None
    assert screen.sale.kind == "Sale"
    assert screen.rows[0].day == "Sun 11/22"
