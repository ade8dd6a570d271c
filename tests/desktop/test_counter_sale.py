"""Selling at the counter: typed, quoted, committed once, kept when the disk or the paper says no."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.operations.members import MemberFile
from loyalty.basket import Product
from loyalty.cards import card_code
from loyalty.ledger import Account, Unit
from loyalty.presets import STAMP_CARD_ID
from tests.desktop.counter import POINTS, Till
from ui.counter.facts import RewardKey

F = {number: getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)}
REWARDS = Account(STAMP_CARD_ID, Unit.REWARD)


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


def rewards(till: Till) -> dict[str, RewardKey]:
    """The rewards on their keys, by title."""
    buttons = till.view.sale.rewards.buttons
    return {button.reward().title: button.reward() for button in buttons if button.isVisible()}


def key_of(till: Till, title: str) -> Qt.Key:
    """The key on which a reward stands."""
    return F[int(rewards(till)[title].key_label.removeprefix("F"))]


def tender_button(till: Till, index: int):  # type: ignore[no-untyped-def]
    """The button of one way of paying."""
    return till.view.sale.tender.tenders.button(str(index))


def test_one_scan_and_one_key_are_a_visit_with_its_slip(till: Till, mei: MemberFile) -> None:
    till.press(F[12])
    assert len(till.sales) == 1
    assert till.sales[0].operation.bill == 0
    assert till.balance(mei) == 1
    assert [job.slip for job in till.slips] == ["member_card", "receipt"]
    assert "王小美" in till.said
    assert (till.seated, till.search.hasFocus()) == (None, True)


def test_digits_are_the_amount_and_earn_a_point_per_hundred(till: Till, mei: MemberFile) -> None:
    till.type("1250")
    assert till.amount == "1,250"
    till.press(F[12])
    assert till.sales[0].operation.bill == 1250
    assert till.balance(mei, POINTS) == 12


def test_digits_go_to_the_search_while_it_has_the_focus(till: Till, mei: MemberFile) -> None:
    till.press(F[1])
    till.type("12")
    assert (till.amount, till.view.search_text()) == ("0", "12")
    till.press(F[2])
    till.type("34")
    assert (till.amount, till.view.search_text()) == ("34", "12")


def test_backspace_takes_a_digit_and_delete_takes_all(till: Till, mei: MemberFile) -> None:
    till.type("123")
    till.key(Qt.Key.Key_Backspace, "\b")
    till.settle()
    assert till.amount == "12"
    till.key(Qt.Key.Key_Delete, "\x7f")
    till.settle()
    assert till.amount == "0"


def test_the_keypad_types_like_the_keys(till: Till, mei: MemberFile) -> None:
    for digit in ("1", "2", "00"):
        till.click(till.view.sale.keypad.keys[digit])
    assert till.amount == "1,200"
    till.click(till.view.sale.keypad.erase)
    assert till.amount == "120"


def test_repeated_digits_of_a_held_key_all_count(till: Till, mei: MemberFile) -> None:
    till.key(Qt.Key.Key_5, "5")
    till.key(Qt.Key.Key_5, "5", gap_ms=30, repeat=True)
    till.key(Qt.Key.Key_5, "5", gap_ms=30, repeat=True)
    till.settle()
    assert till.amount == "555"


def test_plus_and_minus_count_stamps_by_hand(till: Till, mei: MemberFile) -> None:
    assert till.view.sale.rewards.stepper.text() == "1 章"
    till.type("++-")
    assert till.view.sale.rewards.stepper.text() == "2 章"
    till.press(F[12])
    assert till.balance(mei) == 2


def test_a_reward_that_cannot_be_used_says_why_and_how_far(till: Till, mei: MemberFile) -> None:
    till.type("250")
    for key in (F[5], F[6]):
        till.press(key)
        assert "點數還差 10 點" in till.note or "再 10 章" in till.note
    assert {reward.state for reward in rewards(till).values()} == {"unavailable"}
    assert {reward.note for reward in rewards(till).values()} == {"再 10 點", "再 10 章"}


def test_without_a_member_a_reward_asks_for_one_first(till: Till) -> None:
    till.press(F[2])
    till.type("100")
    till.press(F[5])
    assert till.note == till.words("refusal.member_needed")


def test_a_full_card_becomes_a_reward_that_one_key_redeems(till: Till, mei: MemberFile) -> None:
    sell(till, mei, stamps=9)
    assert (till.balance(mei), till.balance(mei, REWARDS)) == (0, 1)
    product = till.product("拿鐵", 120)
    till.seat(mei)
    till.view.product_wished.emit(product.id)
    till.settle()
    till.press(key_of(till, "免費一杯"))
    assert rewards(till)["免費一杯"].state == "chosen"
    till.press(F[12])
    assert till.balance(mei, REWARDS) == 0
    assert till.sales[0].operation.bill == 0
    assert "兌換" in till.said


def test_f5_and_f6_take_the_reward_that_stands_on_the_key(till: Till, mei: MemberFile) -> None:
    sell(till, mei, "1500", stamps=8)
    till.seat(mei)
    product = till.product("拿鐵", 120)
    till.view.product_wished.emit(product.id)
    till.settle()
    assert [reward.key_label for reward in rewards(till).values()] == ["F5", "F6"]
    key = key_of(till, "咖啡一杯")
    till.press(key)
    assert rewards(till)["咖啡一杯"].state == "chosen"
    till.press(key)
    assert rewards(till)["咖啡一杯"].state == "available"
    till.press(key)
    till.press(F[12])
    assert till.balance(mei, POINTS) == 5


def test_f12_twice_fast_is_one_sale(till: Till, mei: MemberFile) -> None:
    till.type("100")
    with till.held("writer"):
        till.key(F[12])
        till.key(F[12])
        till.process()
        till.key(F[12])
    assert len(till.sales) == 1


def test_f12_held_down_is_one_sale(till: Till, mei: MemberFile) -> None:
    till.type("100")
    till.key(F[12])
    for _ in range(5):
        till.key(F[12], gap_ms=30, repeat=True)
        till.process()
    till.settle()
    assert len(till.sales) == 1


def test_a_double_click_on_the_button_is_one_sale(till: Till, mei: MemberFile) -> None:
    till.type("100")
    with till.held("writer"):
        till.view.sale.primary.click()
        till.view.sale.primary.click()
    assert len(till.sales) == 1


def test_f12_on_an_empty_counter_records_nothing(till: Till) -> None:
    till.press(F[12])
    assert till.sales == ()


def test_f12_right_after_the_scan_waits_for_the_member(till: Till) -> None:
    file = till.join("0912345678", "王小美")
    till.press(F[2])
    till.type("100")
    with till.held("reader"):
        till.key_ms += 500
        till.burst(till.code(file) + "\r")
        till.key(F[12])
        till.process()
    assert len(till.sales) == 1
    assert till.sales[0].member is not None
    assert till.balance(file, POINTS) == 1


def test_f12_after_a_scan_that_fails_sells_to_nobody(till: Till) -> None:
    till.press(F[2])
    till.type("100")
    unknown = card_code(till.desks.services.state.context.card_secret, bytes(range(10)))
    with till.held("reader"):
        till.key_ms += 500
        till.burst(unknown + "\r")
        till.key(F[12])
        till.process()
    assert till.sales == ()
    assert (till.note, till.amount) == (till.words("refusal.card_unknown"), "100")


def test_a_card_scanned_while_a_sale_is_on_its_way_is_the_next_customers(till: Till, mei: MemberFile) -> None:
    other = till.join("0922333444", "陳大文")
    till.type("100")
    with till.held("writer"):
        till.key(F[12])
        till.key_ms += 500
        till.burst(till.code(other) + "\r")
        till.wait(lambda: till.app.reader.idle)
    assert till.seated == other.member.id
    assert till.sales[0].member is not None
    assert till.sales[0].member.id == mei.member.id


def test_digits_typed_while_a_sale_is_on_its_way_are_the_next_sales(till: Till, mei: MemberFile) -> None:
    till.type("100")
    with till.held("writer"):
        till.key(F[12])
        till.key(F[2])
        till.burst("25", 150)
        till.process()
    assert till.sales[0].operation.bill == 100
    assert till.amount == "25"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("0", "金額不能是 0"), ("1000000", "金額超過上限")],
)
def test_an_amount_that_cannot_be_is_refused_in_place_and_stays(
    till: Till, mei: MemberFile, typed: str, sentence: str
) -> None:
    till.type(typed)
    till.press(F[12])
    assert till.sales == ()
    assert sentence in till.view.sale._refusal.text()
    assert till.amount.replace(",", "") == typed


def test_a_full_disk_keeps_the_sale_and_records_it_once_when_there_is_room(till: Till, mei: MemberFile) -> None:
    till.type("320+")
    till.fill_disk()
    till.press(F[12])
    assert "磁碟已滿" in till.note, (till.said, till.sales)
    assert (till.seated, till.amount) == (mei.member.id, "320")
    assert till.balance(mei) == 0
    till.press(F[12])
    before = len(till.sales)
    till.empty_disk()
    till.press(F[12])
    assert len(till.sales) == before + 1
    assert (till.balance(mei), till.balance(mei, POINTS)) == (2, 3)
    assert (till.note, till.seated) == ("", None)


def test_a_retry_after_a_full_disk_is_the_same_operation(till: Till, mei: MemberFile) -> None:
    till.type("320")
    till.fill_disk()
    till.press(F[12])
    first = till.desks.counter.sale.draft.sent
    till.empty_disk()
    till.press(F[12])
    assert first is not None
    assert till.sales[0].operation.id == first.operation_id


def test_a_sale_changed_after_a_full_disk_is_another_one(till: Till, mei: MemberFile) -> None:
    till.type("320")
    till.fill_disk()
    till.press(F[12])
    first = till.desks.counter.sale.draft.sent
    till.empty_disk()
    till.type("0")
    till.press(F[12])
    assert first is not None
    assert till.sales[0].operation.bill == 3200
    assert till.sales[0].operation.id != first.operation_id


def test_another_customer_in_the_middle_keeps_the_amount_and_drops_the_rewards(till: Till, mei: MemberFile) -> None:
    other = till.join("0922333444", "陳大文")
    sell(till, mei, "1500")
    till.seat(mei)
    till.product("拿鐵", 120)
    till.type("200")
    till.press(F[6])
    till.type("+")
    till.seat(other)
    assert till.amount == "200"
    assert all(button.reward().state != "chosen" for button in till.view.sale.rewards.buttons)
    assert till.view.sale.rewards.stepper.text() == "1 章"
    till.press(F[12])
    assert (till.balance(other, POINTS), till.balance(mei, POINTS)) == (2, 15)


def test_cash_shows_the_change_and_too_little_says_how_much_is_missing(till: Till, mei: MemberFile) -> None:
    till.type("320")
    till.press(F[8])
    till.type("300")
    till.press(F[12])
    assert till.sales == ()
    assert "NT$ 20" in till.view.sale._refusal.text()
    till.key(Qt.Key.Key_Delete, "\x7f")
    till.type("500")
    assert "NT$ 180" in till.view.sale.tender.received.text()
    till.press(F[12])
    assert len(till.sales) == 1


def test_another_tender_is_kept_with_the_sale(till: Till, mei: MemberFile) -> None:
    till.type("320")
    till.click(tender_button(till, 1))
    assert not till.view.sale.tender.received.isVisible()
    till.press(F[12])
    name = till.desks.services.state.context.shop.tenders[1]
    assert name in str(till.sales[0].operation.detail)


def test_the_ways_of_paying_can_be_cut_while_the_last_one_is_chosen(till: Till, mei: MemberFile) -> None:
    till.type("320")
    till.click(tender_button(till, 2))
    till.desks.screens.settings.save_shop({"tenders": ["現金"]})
    till.settle()
    till.press(F[12])
    assert (len(till.sales), till.sales[0].operation.bill) == (1, 320)


def test_products_on_the_pad_are_lines_of_the_sale(till: Till, mei: MemberFile) -> None:
    latte = till.product("拿鐵", 120)
    till.view.sale.show_mode("products")
    till.settle()
    for _ in range(2):
        till.view.product_wished.emit(latte.id)
        till.settle()
    assert till.amount == "240"
    till.press(F[12])
    sold: list[Product] = [latte]
    assert till.sales[0].operation.bill == 240
    assert sold[0].name in str(till.sales[0].operation.detail)
    assert till.balance(mei) == 2


def test_language_and_theme_in_the_middle_of_a_sale_keep_it(till: Till, mei: MemberFile) -> None:
    till.type("320+")
    till.desks.screens.settings.save_till(language="en")
    till.desks.screens.settings.save_till(theme="dark")
    till.settle()
    assert (till.seated, till.amount) == (mei.member.id, "320")
    assert till.view.sale.rewards.stepper.text() == till.words("desk.stamps", count=2)
    assert till.words.language == "en"
    till.press(F[12])
    assert till.balance(mei) == 2
    till.desks.screens.settings.save_till(theme="light")
