"""Earlier sales: the list, the open sale, and taking back in two deliberate steps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import cut_off, settle
from tests.ui.screens import caught, click, click_row, press, shown, texts
from ui import theme
from ui.controls import NumberControl
from ui.facts import ChipFacts
from ui.sales.facts import ActionFacts, MemberChoice, OpenSale, ReversalPreview, SaleLine, SaleRow, SalesPage
from ui.sales.list import COLUMNS
from ui.sales.view import SalesView
from ui.tables import PADDING
from ui.widgets.chip import chip_size

YES = ActionFacts(True)
SALE = OpenSale(
    "op1",
    "A-000012",
    "11/22 10:42",
    "銷售",
    "王小美",
    (SaleLine("拿鐵", "NT$ 120"),),
    (("應收", "NT$ 120"),),
    (("現金", "NT$ 120"),),
    ("蓋 1 章（4 → 5）",),
    refund_left="NT$ 120",
    cancel=YES,
    refund=YES,
    credit=YES,
    print_again=YES,
)


def row(number: int, day: str = "11/22") -> SaleRow:
    """A sale of the list."""
    return SaleRow(f"op{number}", day, "10:42", f"A-{number:06d}", "王小美", "拿鐵", "NT$ 120")


def opened(qtbot: QtBot, sale: OpenSale = SALE) -> SalesView:
    """The screen with a sale open."""
    view = shown(qtbot, SalesView(Words()))
    view.refresh()
    view.show_page(SalesPage((row(1), row(2), row(3, "11/21"))))
    view.show_sale(sale)
    settle()
    return view


def test_what_goes_back_beside_the_money_has_a_line_of_its_own_above_the_buttons(qtbot: QtBot) -> None:
    view = opened(qtbot)
    step = view.detail.preview
    facts = ReversalPreview("refund", "退款", ("退還",), confirm="退款 NT$ 23", beside="另有 NT$ 77 退回餘額")
    view.detail.show_preview(facts)
    settle()
    assert step.beside.isVisible()
    assert step.beside.geometry().bottom() < step.confirm.geometry().top()
    assert step.beside.width() > step.confirm.width()


def test_the_list_asks_for_its_first_page_and_names_each_day_once(qtbot: QtBot) -> None:
    view = shown(qtbot, SalesView(Words()))
    wished = caught(view.page_wished)
    view.refresh()
    settle()
    assert wished == [(None,)]
    view.show_page(SalesPage((row(1), row(2), row(3, "11/21"))))
    model = view.list.model
    assert [model.index(place, COLUMNS.index("day")).data() for place in range(3)] == ["11/22", "", "11/21"]


def test_the_first_page_of_a_newer_question_replaces_the_list(qtbot: QtBot) -> None:
    view = shown(qtbot, SalesView(Words()))
    view.refresh()
    view.refresh()
    view.show_page(SalesPage((row(1),)))
    view.show_page(SalesPage((row(2), row(1))))
    assert [view.list.model.row_at(place).operation_id for place in range(2)] == ["op2", "op1"]


def test_a_click_opens_a_sale(qtbot: QtBot) -> None:
    view = opened(qtbot)
    chosen = caught(view.sale_opened)
    click_row(view.list.table, 1)
    assert chosen == [("op2",)]


def test_finding_asks_anew_and_an_answer_to_older_words_is_dropped(qtbot: QtBot) -> None:
    view = opened(qtbot)
    found = caught(view.find_changed)
    QTest.keyClicks(view.list.search.edit, "A-9")
    settle()
    assert found[-1] == ("A-9",)
    view.show_page(SalesPage((row(1),), find="A-"))
    assert view.list.model.rowCount() == 0
    view.show_page(SalesPage((), find="A-9"))
    assert view.list.empty.isVisible()
    assert view.list.empty.title.text() == Words()("sales.nothing_title")


def test_an_open_sale_shows_everything_that_is_known(qtbot: QtBot) -> None:
    assert {"王小美", "拿鐵", "應收", "現金", "蓋 1 章（4 → 5）", "NT$ 120"} <= texts(opened(qtbot))


def test_what_took_back_without_lines_has_no_heading_for_them(qtbot: QtBot) -> None:
    view = opened(qtbot, replace(SALE, lines=(), sums=(), tenders=()))
    assert Words()("sales.section_lines") not in texts(view)


def test_printing_again_is_one_click(qtbot: QtBot) -> None:
    view = opened(qtbot)
    wished = caught(view.print_again_wished)
    click(view.detail.buttons["print_again"])
    assert wished == [("op1",)]


def test_cancelling_shows_first_what_will_happen(qtbot: QtBot) -> None:
    view = opened(qtbot)
    previews, done = caught(view.preview_wished), caught(view.cancel_wished)
    click(view.detail.buttons["cancel"])
    assert previews == [("cancel", "op1", None)]
    assert done == []
    view.show_reversal_preview(ReversalPreview("cancel", "作廢", ("收回 1 章",), confirm="作廢這筆"))
    settle()
    assert "・收回 1 章" in texts(view)
    click(view.detail.preview.confirm)
    assert done == [("op1",)]


def test_a_second_click_on_the_second_button_does_nothing(qtbot: QtBot) -> None:
    view = opened(qtbot)
    done = caught(view.cancel_wished)
    view.show_reversal_preview(ReversalPreview("cancel", "作廢", confirm="作廢這筆"))
    settle()
    view.detail.preview.confirm.click()
    view.detail.preview.confirm.click()
    assert done == [("op1",)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_scanners_enter_never_takes_back(qtbot: QtBot, key: Qt.Key) -> None:
    view = opened(qtbot)
    done = caught(view.cancel_wished)
    view.show_reversal_preview(ReversalPreview("cancel", "作廢", confirm="作廢這筆"))
    settle()
    for widget in (view.detail.preview.confirm, view.detail.preview.back_out, view.list.search.edit, view):
        press(widget, key)
    assert done == []


def test_the_focus_starts_on_the_way_out(qtbot: QtBot) -> None:
    view = opened(qtbot)
    view.show_reversal_preview(ReversalPreview("cancel", "作廢", confirm="作廢這筆"))
    settle()
    assert view.detail.preview.back_out.hasFocus()
    press(view.detail.preview.back_out, Qt.Key.Key_Space)
    assert view.detail.buttons["cancel"].isVisible()


def test_what_can_be_refunded_is_read_whole_where_a_part_of_it_is_no_money(qtbot: QtBot) -> None:
    words = Words("en")
    left = words("sales.left_in_money", left="NT$ 12,000", money="NT$ 11,978")
    view = shown(qtbot, SalesView(words), (1024, 690))
    view.show_sale(replace(SALE, refund_left=left))
    click(view.detail.buttons["refund"])
    assert words("sales.refund_left", left=left) in texts(view)
    assert cut_off(view) == []


def test_refunding_all_that_is_left(qtbot: QtBot) -> None:
    view = opened(qtbot)
    previews, done = caught(view.preview_wished), caught(view.refund_wished)
    click(view.detail.buttons["refund"])
    assert Words()("sales.refund_left", left="NT$ 120") in texts(view)
    click(view.detail.refund.refund_all)
    view.show_reversal_preview(ReversalPreview("refund", "退款", confirm="退款 NT$ 120"))
    settle()
    click(view.detail.preview.confirm)
    assert previews == [("refund", "op1", None)]
    assert done == [("op1", None)]


def test_refunding_a_typed_amount(qtbot: QtBot) -> None:
    view = opened(qtbot)
    previews, done = caught(view.preview_wished), caught(view.refund_wished)
    click(view.detail.buttons["refund"])
    amount = view.detail.refund.amount.control
    assert isinstance(amount, NumberControl)
    assert amount.hasFocus()
    QTest.keyClicks(amount, "1,00")
    click(view.detail.refund.refund_amount)
    view.show_reversal_preview(ReversalPreview("refund", "退款", confirm="退款 NT$ 100"))
    settle()
    click(view.detail.preview.confirm)
    assert previews == [("refund", "op1", 100)]
    assert done == [("op1", 100)]


def test_an_amount_that_is_none_is_said_in_place(qtbot: QtBot) -> None:
    view = opened(qtbot)
    previews = caught(view.preview_wished)
    click(view.detail.buttons["refund"])
    amount = view.detail.refund.amount.control
    assert isinstance(amount, NumberControl)
    QTest.keyClicks(amount, "abc")
    click(view.detail.refund.refund_amount)
    assert previews == []
    assert view.detail.refund.amount.error.isVisible()
    assert amount.text() == "abc"


def test_a_refused_preview_says_why_and_has_no_button(qtbot: QtBot) -> None:
    view = opened(qtbot)
    view.show_reversal_preview(ReversalPreview("refund", "退款", refusal="只剩 NT$ 60 可以退"))
    settle()
    assert "只剩 NT$ 60 可以退" in texts(view)
    assert not view.detail.preview.confirm.isVisible()


def test_crediting_finds_a_member_shows_what_will_happen_and_does_it(qtbot: QtBot) -> None:
    view = opened(qtbot)
    began, previews, done = caught(view.credit_wished), caught(view.preview_wished), caught(view.credit_confirmed)
    click(view.detail.buttons["credit"])
    assert began == [("op1",)]
    with qtbot.waitSignal(view.credit_search_changed, timeout=2_000) as typed:
        QTest.keyClicks(view.detail.credit.search.edit, "0912")
    assert typed.args == ["0912"]
    big = 2**62
    view.show_member_choices((MemberChoice(big, "王小美", "0912-***-678"),))
    settle()
    click(view.detail.credit.choices[0])
    view.show_reversal_preview(ReversalPreview("credit", "補登", confirm="補登給王小美"))
    settle()
    click(view.detail.preview.confirm)
    assert previews == [("credit", "op1", big)]
    assert done == [("op1", big)]


def crediting(qtbot: QtBot, typed: str) -> tuple[SalesView, list[tuple[object, ...]]]:
    """The choice of a member with this typed and entered, and the previews that are wished for."""
    view = opened(qtbot)
    previews, asked = caught(view.preview_wished), caught(view.credit_search_changed)
    click(view.detail.buttons["credit"])
    QTest.keyClicks(view.detail.credit.search.edit, typed)
    press(view.detail.credit.search.edit, Qt.Key.Key_Return)
    assert asked[-1] == (typed,)
    return view, previews


def test_enter_takes_the_only_member_who_was_found(qtbot: QtBot) -> None:
    view, previews = crediting(qtbot, "0912")
    view.show_member_choices((MemberChoice(1, "王小美", "0912-***-678"), MemberChoice(2, "李大同", "0912-***-111")))
    assert previews == []
    press(view.detail.credit.search.edit, Qt.Key.Key_Return)
    view.show_member_choices((MemberChoice(1, "王小美", "0912-***-678"),))
    assert previews == [("credit", "op1", 1)]


def test_an_empty_box_finds_nobody_missing(qtbot: QtBot) -> None:
    view, _ = crediting(qtbot, " ")
    view.show_member_choices(())
    settle()
    assert Words()("sales.credit_nobody") not in texts(view)


def test_who_gave_no_name_is_shown_by_the_phone_once(qtbot: QtBot) -> None:
    view, _ = crediting(qtbot, "0912 ")
    view.show_member_choices((MemberChoice(1, "0912-***-678", "0912-***-678"), MemberChoice(2, "不記名卡", "")))
    assert [choice.text() for choice in view.detail.credit.choices] == ["0912-***-678", "不記名卡"]


def test_tab_after_a_step_stays_at_the_open_sale(qtbot: QtBot) -> None:
    view = opened(qtbot)
    view.show_reversal_preview(ReversalPreview("cancel", "作廢", confirm="作廢這筆"))
    click(view.detail.preview.confirm)
    view.show_sale(replace(SALE, cancel=ActionFacts(False, "作廢了"), refund=ActionFacts(False, "作廢了")))
    assert QApplication.focusWidget() is view.detail.close_button


def test_amount_date_and_state_of_the_list_have_their_room(qtbot: QtBot) -> None:
    view = opened(qtbot)
    widths = view.list.table.shown_widths()
    bold = QFontMetrics(theme.font(15, bold=True))
    for name, text in (("amount", "− NT$ 85,275"), ("day", "2027/12/28")):
        assert bold.horizontalAdvance(text) <= widths[COLUMNS.index(name)] - 2 * PADDING
    state = chip_size(ChipFacts("已退 NT$ 85,275", "warn")).width()
    assert state <= widths[COLUMNS.index("state")] - 2 * PADDING
    assert sum(widths.values()) <= view.list.table.viewport().width()


def test_names_and_badges_are_whole_on_a_small_screen_too(qtbot: QtBot) -> None:
    view = opened(qtbot)
    view.resize(936, 700)
    settle()
    widths = view.list.table.shown_widths()
    assert sum(widths.values()) <= view.list.table.viewport().width()
    name = QFontMetrics(theme.font(15, bold=True)).horizontalAdvance("Wang Xiaomei")
    assert name <= widths[COLUMNS.index("member")] - 2 * PADDING
    state = chip_size(ChipFacts("NT$ 85,275 back", "warn")).width()
    assert state <= widths[COLUMNS.index("state")] - 2 * PADDING


def test_what_is_not_possible_is_not_pressed_and_says_why(qtbot: QtBot) -> None:
    view = opened(qtbot, replace(SALE, cancel=ActionFacts(False, "只能在當天作廢")))
    assert not view.detail.buttons["cancel"].isEnabled()
    assert any("只能在當天作廢" in text for text in texts(view))


def test_escape_leaves_the_step_first_and_then_the_sale(qtbot: QtBot) -> None:
    view = opened(qtbot)
    closed = caught(view.sale_closed)
    click(view.detail.buttons["refund"])
    press(view.detail.refund.amount.control, Qt.Key.Key_Escape)
    assert closed == []
    press(view.detail.buttons["refund"], Qt.Key.Key_Escape)
    assert closed == [()]
    assert view.detail.choose.isVisible()


def test_another_sale_never_inherits_an_open_step(qtbot: QtBot) -> None:
    view = opened(qtbot)
    view.show_reversal_preview(ReversalPreview("cancel", "作廢", confirm="作廢這筆"))
    view.show_sale(replace(SALE, operation_id="op2"))
    settle()
    assert not view.detail.preview.isVisible()
    view.detail.preview.confirm.click()
    assert view.detail.buttons["cancel"].isVisible()


def test_everything_speaks_english_when_told(qtbot: QtBot) -> None:
    view = opened(qtbot)
    english = Words("en")
    view.relabel(english)
    settle()
    assert {english("sales.refund"), english("sales.section_lines"), english("sales.newest_first")} <= texts(view)
    assert not {Words()("sales.refund"), Words()("sales.section_lines")} & texts(view)
