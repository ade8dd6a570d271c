"""Codes at the counter: typed or scanned, what they take off, why they do not work, and that the sale goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.operations.coupons import Issue, Issued, issue
from desktop.operations.members import MemberFile
from loyalty.detail import choices_of
from loyalty.ledger import Account, Unit
from tests.desktop.benefits import benefits, key, keys, publish, to_pay
from tests.desktop.counter import POINTS, Till

F = {number: getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)}


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, at the counter."""
    file = till.join("0912345678", "王小美")
    till.seat(file)
    return file


@pytest.mark.parametrize("typed", ["open50", " OPEN 50 "])
def test_a_typed_code_takes_money_off(till: Till, typed: str) -> None:
    publish(till, "welcome50")
    till.press(F[2])
    till.type("120")
    till.press(F[3])
    till.view.sale.benefits.codes.edit.setText(typed)
    till.click(till.view.sale.benefits.codes.use)
    assert to_pay(till) == "NT$ 70"
    assert keys(till, "applied")["開幕折 50"].note == "已折 NT$ 50"
    till.press(F[12])
    assert till.sales[0].operation.bill == 70


def test_a_scanned_code_is_no_card(till: Till) -> None:
    publish(till, "welcome50")
    till.press(F[2])
    till.type("120")
    till.scan("OPEN50")
    assert (to_pay(till), till.note) == ("NT$ 70", "")


@pytest.mark.parametrize("scanned", ["5OFF", "off55"])
def test_a_short_code_is_scanned_like_a_long_one_and_is_no_money(till: Till, mei: MemberFile, scanned: str) -> None:
    publish(till, "short", "short_too")
    till.type("120")
    till.scan(scanned)
    assert (till.amount, to_pay(till), till.note) == ("120", "NT$ 110", "")


def test_a_code_opens_an_offer_and_a_multiplier_that_wait_for_it(till: Till, mei: MemberFile) -> None:
    publish(till, "fans", "fans_double")
    till.press(F[2])
    till.type("500")
    till.press(F[3])
    assert (to_pay(till), "粉絲 9 折" in {**keys(till, "near"), **keys(till, "usable")}) == ("NT$ 500", False)
    till.scan("vip26")
    till.scan("FANS2")
    assert (to_pay(till), till.note) == ("NT$ 450", "")
    assert not till.view.sale._dropped.isVisible()
    till.press(F[12])
    assert (till.sales[0].operation.bill, till.balance(mei, POINTS)) == (450, 9)
    till.press(Qt.Key.Key_Z, control=True)
    assert till.balance(mei, POINTS) == 0


def test_a_stamp_card_that_waits_for_a_code_gives_its_stamp_with_it_alone(till: Till, mei: MemberFile) -> None:
    publish(till, "secret_card")
    secret = Account("secret_card", Unit.STAMP)
    till.type("100")
    assert "餅乾" not in [button.reward().title for button in till.view.sale.rewards.buttons if button.isVisible()]
    till.press(F[12])
    assert till.balance(mei, secret) == 0
    till.seat(mei)
    till.type("100")
    till.scan("vip26")
    assert not till.view.sale._dropped.isVisible()
    till.press(F[12])
    assert till.balance(mei, secret) == 1
    till.press(Qt.Key.Key_Z, control=True)
    assert till.balance(mei, secret) == 0


def test_a_code_for_members_that_was_said_without_one_counts_when_the_slip_is_credited(till: Till) -> None:
    publish(till, "secret_card", "fans_double")
    mei = till.join("0912345678", "王小美")
    till.press(F[2])
    till.type("500")
    till.scan("vip26")
    till.scan("FANS2")
    assert till.view.sale._dropped.isVisible()
    till.press(F[12])
    slip = till.sales[0].operation.slip_number
    till.seat(mei)
    till.scan(slip)
    assert (till.balance(mei, POINTS), till.balance(mei, Account("secret_card", Unit.STAMP))) == (10, 1)


def test_a_membership_that_waits_for_a_code_is_sold_while_the_code_is_there(till: Till, mei: MemberFile) -> None:
    publish(till, "secret_club")
    benefits(till)
    assert "密語會員" not in keys(till, "plans")
    till.scan("CLUB26")
    till.click(key(till, "密語會員"))
    assert to_pay(till) == "NT$ 1,200"
    till.click(till.view.sale.benefits.codes.chips[0])
    assert till.view.sale._refusal.text() == "要輸入或掃描優惠碼。"
    till.scan("CLUB26")
    till.press(F[12])
    assert till.sales[0].operation.bill == 1_200
    till.seat(mei)
    till.type("100")
    assert to_pay(till) == "NT$ 90"


def test_a_code_that_does_not_work_says_why_and_the_sale_goes_on(till: Till) -> None:
    publish(till, "welcome50")
    till.press(F[2])
    till.type("120")
    benefits(till)
    till.view.code_wished.emit("nope")
    till.settle()
    assert "沒有「NOPE」這個優惠碼" in till.view.sale._dropped.text()
    till.press(F[12])
    assert till.sales[0].operation.bill == 120


def test_a_code_is_taken_away_again(till: Till) -> None:
    publish(till, "welcome50")
    till.press(F[2])
    till.type("120")
    till.scan("OPEN50")
    benefits(till)
    till.click(till.view.sale.benefits.codes.chips[0])
    assert to_pay(till) == "NT$ 120"


def test_more_off_than_the_bill_is_said_before(till: Till) -> None:
    publish(till, "welcome50")
    till.press(F[2])
    till.type("30")
    till.scan("OPEN50")
    benefits(till)
    assert (to_pay(till), keys(till, "applied")["開幕折 50"].note) == ("NT$ 0", "多的 NT$ 20 不找零")


def test_an_issued_coupon_is_scanned_once_and_then_used(till: Till) -> None:
    publish(till, "issued")
    services, maker = till.desks.services, till.app.maker
    command = Issue(maker.operation_id(), till.clock.now_ms(), "issued", 1)
    batch = issue(services.store, services.state.context, command)
    assert isinstance(batch, Issued)
    for expected in ("NT$ 90", "NT$ 120"):
        till.press(F[2])
        till.type("120")
        till.scan(batch.codes[0].lower())
        assert to_pay(till) == expected
        till.press(F[12])
    assert [sale.operation.bill for sale in till.sales][:2] == [120, 90]


def test_a_code_that_loses_against_a_better_discount_says_so_and_stays_unused(till: Till, mei: MemberFile) -> None:
    publish(till, "tiers", "five")
    till.type("5200")
    till.press(F[12])
    till.seat(mei)
    till.type("100")
    till.scan("FIVE55")
    assert till.view.sale._dropped.text().startswith("「FIVE55」沒有用上：這次用「銀卡」折得比較多")
    till.press(F[12])
    assert till.sales[0].operation.bill == 90
    assert choices_of(till.sales[0].operation.detail).codes == ()


def test_what_only_the_first_get_is_gone_for_the_next_customer_without_a_card_too(till: Till) -> None:
    publish(till, "first_two")
    for expected in ("NT$ 100", "NT$ 120"):
        till.press(F[2])
        till.type("120")
        till.scan("FIRST1")
        assert to_pay(till) == expected
        till.press(F[12])


def test_f12_right_behind_a_scanned_code_records_the_sale_with_it(till: Till) -> None:
    publish(till, "welcome50")
    till.press(F[2])
    till.type("120")
    with till.held("reader"):
        till.key_ms += 500
        till.burst("OPEN50\r")
        till.key(F[12])
        till.process()
    assert till.sales[0].operation.bill == 70


@pytest.mark.parametrize("gap_ms", [60, 120, 400])
def test_digits_of_a_code_that_came_slowly_are_no_money(till: Till, mei: MemberFile, gap_ms: int) -> None:
    publish(till, "welcome50")
    till.type("1000")
    till.burst("OPEN50\r", gap_ms)
    till.wait(lambda: bool(till.note))
    assert (till.amount, till.note) == ("1,000", till.words("desk.stray_digits"))
    till.scan("OPEN50")
    assert (to_pay(till), till.note) == ("NT$ 950", "")
    till.press(F[12])
    assert till.sales[0].operation.bill == 950


def test_digits_of_a_code_that_comes_in_pieces_are_no_money(till: Till, mei: MemberFile) -> None:
    till.type("1000")
    for piece in ("OP", "EN5", "0\r"):
        till.key_ms += 70
        till.burst(piece)
    till.wait(lambda: bool(till.note))
    assert till.amount == "1,000"


def test_no_slip_tells_the_code_that_a_card_waits_for_to_who_did_not_say_it(till: Till, mei: MemberFile) -> None:
    publish(till, "secret_card")
    told = []
    for scanned in ("", "VIP26", ""):
        till.seat(mei)
        till.type("100")
        if scanned:
            till.scan(scanned)
        till.press(F[12])
        slip = till.slips[-1].document.decode()
        told.append(("密語集點" in slip, "餅乾" in slip, "VIP26" in slip))
    # What is held is told without the code, and its rule to who has just said it.
    assert told == [(False, False, False), (True, True, True), (True, True, False)]


def test_a_card_that_waits_for_a_code_is_shown_once_it_was_said_or_is_held(till: Till, mei: MemberFile) -> None:
    publish(till, "secret_card")

    def cards() -> list[str]:
        facts = till.view.member._facts
        assert facts is not None
        return [card.programme_id for card in facts.cards]

    till.seat(mei)
    till.type("100")
    assert cards() == ["stamp-card"]
    till.scan("VIP26")
    assert set(cards()) == {"stamp-card", "secret_card"}
    till.press(F[12])
    till.seat(mei)
    assert set(cards()) == {"stamp-card", "secret_card"}
