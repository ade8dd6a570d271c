"""What a correction keeps of a sale: the stamps that somebody counted, and the number on the customer's slip."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.operations import programmes
from desktop.operations.members import MemberFile
from loyalty.ledger import Operation
from loyalty.presets import STAMP_CARD_ID
from loyalty.refusals import Refusal
from tests.desktop.benefits import TODAY
from tests.desktop.counter import STAMPS, Till
from tests.desktop.test_sales_edit import Page, newest, sound


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, with her card."""
    return till.join("0912345678", "王小美")


def sell_three_cups(till: Till, mei: MemberFile) -> Operation:
    """A typed amount with three stamps counted by hand."""
    till.seat(mei)
    till.type("330++")
    till.press(Qt.Key.Key_F12)
    assert till.balance(mei, STAMPS) == 3
    return till.sales[0].operation


def correct(page: Page, amount: str) -> None:
    """Type another amount, look, and confirm."""
    page.press("edit")
    page.amount(amount)
    page.look()
    page.confirm()


def test_a_mistyped_amount_does_not_change_how_many_cups_were_counted(till: Till, mei: MemberFile) -> None:
    sell_three_cups(till, mei)
    correct(Page(till), "300")
    assert newest(till).bill == 300
    assert till.balance(mei, STAMPS) == 3
    sound(till)


def test_a_correction_of_the_correction_keeps_them_too(till: Till, mei: MemberFile) -> None:
    sell_three_cups(till, mei)
    page = Page(till)
    correct(page, "300")
    correct(page, "310")
    assert (newest(till).bill, till.balance(mei, STAMPS)) == (310, 3)


def test_another_item_is_counted_anew(till: Till, mei: MemberFile) -> None:
    till.product("拿鐵", 110)
    sell_three_cups(till, mei)
    page = Page(till)
    page.press("edit")
    edit = page.view.detail.edit
    edit.search.edit.setText("拿")
    till.settle()
    till.click(edit.found[0])
    page.look()
    page.confirm()
    assert till.balance(mei, STAMPS) == 1
    sound(till)


def test_stamps_for_money_are_counted_anew_with_the_money(till: Till, mei: MemberFile) -> None:
    services = till.desks.services
    card = next(each for each in services.state.context.programmes if each.id == STAMP_CARD_ID)
    for_money = replace(card, terms={**card.terms, "earn_by": "amount", "amount_step": 100})
    answer = programmes.publish(services.store, services.state.context, for_money, TODAY, TODAY)
    assert not isinstance(answer, Refusal)
    services.state.replace_context(answer)
    till.seat(mei)
    till.type("330+")
    till.press(Qt.Key.Key_F12)
    assert till.balance(mei, STAMPS) == 4
    correct(Page(till), "200")
    assert till.balance(mei, STAMPS) == 2


def test_a_corrected_sale_names_the_number_on_the_customers_paper(till: Till, mei: MemberFile) -> None:
    first = sell_three_cups(till, mei)
    page = Page(till)
    correct(page, "300")
    shown = page.view.detail._sale
    assert shown is not None
    assert shown.kind == f"消費（原單號 {first.slip_number}）"


WARNING = "照樣會用掉"


def sell_a_free_cup(till: Till, mei: MemberFile, *others: str) -> None:
    """A latte for a full card, and what else stands on the bill."""
    till.seat(mei)
    till.type("100" + "+" * 9)
    till.press(Qt.Key.Key_F12)
    till.seat(mei)
    for name in ("拿鐵", *others):
        till.view.product_wished.emit(till.product(name, 110 if name == "拿鐵" else 150).id)
    till.press(Qt.Key.Key_F5)
    till.press(Qt.Key.Key_F12)
    assert till.sales[0].operation.bill == 150 * len(others)


@pytest.mark.parametrize("others", [(), ("鬆餅",), ("鬆餅", "貝果")])
def test_a_free_cup_that_stays_used_without_its_item_is_warned_about(
    till: Till, mei: MemberFile, others: tuple[str, ...]
) -> None:
    sell_a_free_cup(till, mei, *others)
    page = Page(till)
    page.press("edit")
    edit = page.view.detail.edit
    till.click(edit.lines[0][1].fewer)
    assert any(WARNING in line for line in page.look())
    till.click(page.view.detail.preview.back_out)
    till.click(edit.rewards[0][1].fewer)
    assert not any(WARNING in line for line in page.look())


def test_a_free_cup_whose_item_stays_is_not_warned_about(till: Till, mei: MemberFile) -> None:
    sell_a_free_cup(till, mei, "鬆餅")
    page = Page(till)
    page.press("edit")
    till.click(page.view.detail.edit.lines[1][1].fewer)
    assert not any(WARNING in line for line in page.look())
