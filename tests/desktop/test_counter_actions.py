"""What is done with the member by hand at the counter: recorded once, refused in place, and said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.operations.members import MemberFile
from loyalty.ledger import Account, Unit
from loyalty.referrals import referrer_of
from tests.desktop.benefits import TERMS, publish
from tests.desktop.counter import POINTS, Till
from ui.counter.actions_panel import ActionsPanel
from ui.widgets.buttons import Button

F10, F12 = Qt.Key.Key_F10, Qt.Key.Key_F12


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, at the counter."""
    file = till.join("0912345678", "王小美")
    till.seat(file)
    return file


def panel(till: Till) -> ActionsPanel:
    """The panel in the member's column."""
    return till.view.member.action_panel


def option(till: Till, word: str) -> Button:
    """One of the words to choose from."""
    return next(button for button in panel(till).options.buttons if button.text().startswith(word))


def begin(till: Till, deed: str) -> None:
    """Open the panel and choose a deed."""
    till.click(till.view.member.head.more_button)
    till.click(option(till, deed))


def test_points_are_corrected_with_a_reason(till: Till, mei: MemberFile) -> None:
    begin(till, "調整")
    till.click(option(till, "點數"))
    panel(till).amount.setText("+5")
    till.click(panel(till).confirm)
    assert panel(till).texts()[1] == "請選一個原因。"
    panel(till).note.setText("上週漏了")
    till.click(panel(till).confirm)
    assert till.balance(mei, POINTS) == 5
    assert (till.said, panel(till).isVisible()) == ("王小美 的餘額已調整", False)
    assert next(tile._value.full_text() for tile in till.view.member.tiles if tile.isVisible()) == "5"


def test_a_number_typed_while_a_correction_is_open_is_no_money(till: Till, mei: MemberFile) -> None:
    begin(till, "調整")
    till.click(option(till, "點數"))
    till.type("1")
    till.click(panel(till).reasons.buttons[0])
    till.type("5")
    assert (panel(till).amount.text(), till.amount) == ("15", "0")
    till.click(panel(till).confirm)
    assert till.balance(mei, POINTS) == 15
    till.type("80")
    assert till.amount == "80"


def test_a_correction_is_typed_on_the_keypad_too(till: Till, mei: MemberFile) -> None:
    begin(till, "調整")
    till.click(option(till, "點數"))
    keypad = till.view.sale.keypad
    for text in ("7", "7", "00"):
        keypad.digit.emit(text)
    keypad.erased.emit()
    assert (panel(till).amount.text(), till.amount) == ("770", "0")
    keypad.cleared.emit()
    assert panel(till).amount.text() == ""
    till.press(Qt.Key.Key_Escape)
    keypad.digit.emit("7")
    till.settle()
    assert till.amount == "7"


def test_f12_over_a_correction_that_is_not_done_records_no_visit(till: Till, mei: MemberFile) -> None:
    before = till.sales
    begin(till, "調整")
    till.click(option(till, "點數"))
    till.type("5")
    till.press(F12)
    assert (till.sales, till.note, till.seated) == (before, till.words("benefits.answer_first"), mei.member.id)
    assert panel(till).amount.text() == "5"
    till.press(Qt.Key.Key_Escape)
    till.press(F12)
    assert len(till.sales) == len(before) + 1


def test_a_refusal_is_heard_though_the_deed_was_left_meanwhile(till: Till, mei: MemberFile) -> None:
    begin(till, "調整")
    till.click(option(till, "點數"))
    panel(till).amount.setText("+5")
    with till.held("writer"):
        panel(till).confirm.click()
        panel(till).left.emit()
        till.process()
    till.settle()
    assert (till.said, panel(till).texts()[1]) == ("請選一個原因。", "")
    assert till.balance(mei, POINTS) == 0


def test_a_correction_without_a_number_is_asked_for(till: Till, mei: MemberFile) -> None:
    begin(till, "調整")
    till.click(option(till, "點數"))
    panel(till).amount.setText("many")
    till.click(panel(till).confirm)
    assert panel(till).texts()[1] == "請先選好、填好。"


def test_the_referrer_is_found_by_name_and_noted_once(till: Till, mei: MemberFile) -> None:
    publish(till, "referral")
    friend = till.join("0922000111", "林志豪")
    begin(till, "登記")
    panel(till).search.setText("志豪")
    panel(till).searched.emit("志豪")
    till.settle()
    till.click(option(till, "林志豪"))
    till.click(panel(till).confirm)
    assert till.said == "已登記 王小美 的介紹人"
    assert referrer_of(till.file(mei).standing) == friend.member.id
    begin(till, "登記")
    till.scan(till.code(friend))
    till.click(panel(till).confirm)
    assert panel(till).texts()[1] == "這位會員已經有推薦人了。"


def test_the_phone_of_the_referrer_is_typed_at_once_and_is_no_money(till: Till, mei: MemberFile) -> None:
    publish(till, "referral")
    till.join("0922000111", "林志豪")
    begin(till, "登記")
    till.type("0922")
    assert (panel(till).search.text(), till.amount) == ("0922", "0")
    till.view.setFocus()
    till.view.sale.keypad.digit.emit("0")
    till.settle()
    assert (panel(till).search.text(), till.amount) == ("09220", "0")
    till.click(option(till, "林志豪"))
    till.click(panel(till).confirm)
    assert till.said == "已登記 王小美 的介紹人"


def test_f12_while_the_referrer_is_looked_for_records_no_visit(till: Till, mei: MemberFile) -> None:
    publish(till, "referral")
    till.join("0922000111", "林志豪")
    before = till.sales
    begin(till, "登記")
    till.type("0922")
    till.press(F12)
    assert (till.sales, till.note, till.seated) == (before, till.words("benefits.answer_first"), mei.member.id)


def test_a_referrer_who_is_no_longer_among_the_found_is_not_noted(till: Till, mei: MemberFile) -> None:
    publish(till, "referral")
    till.join("0922000111", "林志豪")
    till.join("0933000222", "陳怡君")
    begin(till, "登記")
    till.type("0922")
    till.click(option(till, "林志豪"))
    for _ in range(4):
        till.press(Qt.Key.Key_Backspace)
    till.type("0933")
    assert [button.text()[:3] for button in panel(till).options.buttons] == ["陳怡君"]
    assert not panel(till).confirm.isVisible()


def test_a_card_scanned_for_the_referrer_leaves_the_customer_at_the_counter(till: Till, mei: MemberFile) -> None:
    publish(till, "referral")
    friend = till.join("0922000111", "林志豪")
    begin(till, "登記")
    till.scan(till.code(friend))
    assert till.seated == mei.member.id
    assert [button.text() for button in panel(till).options.buttons] == ["林志豪"]
    till.scan(till.code(mei))
    till.click(panel(till).confirm)
    assert panel(till).texts()[1] == "不能推薦自己。"


def test_a_tier_given_by_hand_shows_at_once(till: Till, mei: MemberFile) -> None:
    publish(till, "tiers")
    begin(till, "給等級")
    till.click(option(till, "金卡"))
    panel(till).note.setText("推廣大使")
    till.click(panel(till).confirm)
    facts = till.view.member._facts
    assert facts is not None
    assert [chip.text for chip in facts.chips] == ["金卡"]


def test_unspent_money_goes_back_after_it_was_said_how_much(till: Till, mei: MemberFile) -> None:
    publish(till, "stored")
    till.press(F10)
    till.click(till.view.sale.benefits.question.options[0])
    till.press(F12)
    till.seat(mei)
    begin(till, "退還")
    till.click(option(till, "儲值金"))
    assert panel(till).texts()[0] == "退給客人 NT$ 2,000（手續費 NT$ 0），收回贈金 NT$ 777。"
    till.click(panel(till).confirm)
    assert till.said == "已退給 王小美 NT$ 2,000"
    assert till.balance(mei, Account("stored", Unit.STORED_PAID)) == 0


def test_what_was_asked_for_one_deed_does_not_answer_the_next(till: Till, mei: MemberFile) -> None:
    publish(till, "stored")
    publish(till, "referral")
    friend = till.join("0922000111", "林志豪")
    begin(till, "登記")
    code = till.code(friend)
    with till.held("reader"):
        till.key_ms += 500
        till.burst(code + "\r")
        till.process()
        panel(till).left.emit()
        panel(till).chosen.emit("adjust")
        till.process()
    assert "林志豪" not in [button.text() for button in panel(till).options.buttons]
    panel(till).amount.setText("5")
    panel(till).note.setText("補點")
    till.click(panel(till).confirm)
    assert panel(till).texts()[1] == "請先選好、填好。"


def test_what_goes_back_is_said_for_the_balance_that_was_chosen_last(till: Till, mei: MemberFile) -> None:
    publish(till, "stored")
    begin(till, "退還")
    with till.held("reader"):
        option(till, "儲值金").click()
        panel(till).left.emit()
        panel(till).chosen.emit("adjust")
        till.process()
    assert panel(till).texts() == ("", "")


def test_the_member_is_taken_out_and_the_sale_stays(till: Till, mei: MemberFile) -> None:
    till.type("320")
    begin(till, "拿掉會員")
    assert (till.seated, till.amount) == (None, "320")


def test_escape_leaves_the_deed_then_the_list_then_the_customer(till: Till, mei: MemberFile) -> None:
    begin(till, "調整")
    till.press(Qt.Key.Key_Escape)
    assert panel(till).isVisible()
    till.press(Qt.Key.Key_Escape)
    assert (panel(till).isVisible(), till.seated) == (False, mei.member.id)


def test_a_double_press_records_a_deed_once(till: Till, mei: MemberFile) -> None:
    begin(till, "調整")
    till.click(option(till, "點數"))
    panel(till).amount.setText("5")
    panel(till).note.setText("補點")
    with till.held("writer"):
        panel(till).confirm.click()
        panel(till).confirm.click()
    assert till.balance(mei, POINTS) == 5


def test_every_balance_has_its_tile_however_many_there_are(
    till: Till, mei: MemberFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = [f"points-{number}" for number in range(3)]
    for name in more:
        monkeypatch.setitem(TERMS, name, ("points", name, {}))
    publish(till, *more)
    shown = [tile for tile in till.view.member.tiles if not tile.isHidden()]
    assert len(shown) == 6
    assert set(more) <= {text.text() for tile in shown for text in tile.findChildren(QLabel)}
