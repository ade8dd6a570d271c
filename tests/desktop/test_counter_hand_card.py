"""A paper card at the counter: its first scan asks, the answer is recorded once, and from then on it is a member's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from db import hand_cards as stored
from desktop.operations import hand_cards
from desktop.operations.hand_cards import Made, MakeCards
from loyalty.hand_cards import hand_card_code
from loyalty.ledger import Account, Unit
from loyalty.presets import STAMP_CARD_ID
from tests.desktop.counter import Till
from ui.counter.hand_card_panel import HandCardPanel
from ui.widgets.buttons import Button

F12, ESCAPE, UNDO = Qt.Key.Key_F12, Qt.Key.Key_Escape, Qt.Key.Key_Z
REWARD = Account(STAMP_CARD_ID, Unit.REWARD)


@pytest.fixture
def card(till: Till) -> bytes:
    """A card that was printed and stamped since."""
    return print_card(till)


def print_card(till: Till) -> bytes:
    services, maker = till.desks.services, till.app.maker
    ids = maker.operation_id(), maker.operation_id()
    command = MakeCards(*ids, till.clock.now_ms(), STAMP_CARD_ID, (maker.card_id(),))
    answer = hand_cards.make(services.store, services.state.context, command)
    assert isinstance(answer, Made)
    return answer.cards[0].card_id


def serial(till: Till, card: bytes) -> str:
    with till.desks.services.store.read() as connection:
        found = stored.get(connection, card)
    assert found is not None
    return found.serial


def scan(till: Till, card: bytes) -> None:
    till.scan(hand_card_code(till.desks.services.state.context.card_secret, card))


def panel(till: Till) -> HandCardPanel:
    return till.view.member.hand_card


def press(till: Till, word: str) -> None:
    buttons: list[Button] = [*panel(till).numbers.buttons, *panel(till).owners.buttons]
    till.click(next(button for button in buttons if button.text() == word))


def test_a_paper_card_is_taken_over_as_a_bearers_and_found_afterwards(till: Till, card: bytes) -> None:
    scan(till, card)
    assert panel(till).isVisible()
    press(till, "7")
    assert panel(till).confirm.text() == "移入 7 章"
    till.click(panel(till).confirm)
    assert not panel(till).isVisible()
    assert till.said.endswith(f"：紙卡 {serial(till, card)} 的 7 章已移入")
    member = till.seated
    assert member is not None
    till.press(ESCAPE)
    assert till.seated is None
    scan(till, card)
    assert (till.seated, panel(till).isVisible()) == (member, False)


def test_the_number_may_be_typed_at_once(till: Till, card: bytes) -> None:
    scan(till, card)
    assert panel(till).stamps.hasFocus()
    till.type("4")
    till.click(panel(till).confirm)
    assert "4 章已移入" in till.said


def test_it_becomes_the_card_of_who_is_at_the_counter(till: Till, card: bytes) -> None:
    mei = till.join("0912345678", "王小美")
    till.seat(mei)
    scan(till, card)
    assert [button.text() for button in panel(till).owners.buttons] == ["王小美", "不記名卡", "電話號碼"]
    press(till, "5")
    till.click(panel(till).confirm)
    assert (till.seated, till.balance(mei)) == (mei.member.id, 5)


def test_a_phone_is_asked_for_where_it_was_chosen(till: Till, card: bytes) -> None:
    scan(till, card)
    press(till, "3")
    press(till, "電話號碼")
    till.click(panel(till).confirm)
    assert panel(till).texts()[1] == "請填電話。"
    panel(till).phone.setText("0922333444")
    till.click(panel(till).confirm)
    assert till.seated == till.by_phone("0922333444")
    assert till.seated is not None


def test_without_a_number_that_fits_nothing_is_recorded(till: Till, card: bytes) -> None:
    scan(till, card)
    for typed in ("", "11", "many"):
        panel(till).stamps.setText(typed)
        panel(till).stamps_typed.emit(typed)
        till.click(panel(till).confirm)
        assert panel(till).texts()[1] == "請填紙卡上的章數，0 到 10。"
    assert till.sales == ()


def test_a_number_that_does_not_fit_is_said_as_it_is_typed(till: Till, card: bytes) -> None:
    scan(till, card)
    assert panel(till).texts()[1] == ""
    till.type("1")
    assert panel(till).texts()[1] == ""
    till.type("1")
    assert panel(till).texts()[1] == "請填紙卡上的章數，0 到 10。"
    till.press(Qt.Key.Key_Backspace)
    assert panel(till).texts()[1] == ""


def test_enter_takes_the_typed_number_over_and_says_what_is_missing(till: Till, card: bytes) -> None:
    scan(till, card)
    till.press(Qt.Key.Key_Return)
    assert panel(till).texts()[1] == "請填紙卡上的章數，0 到 10。"
    till.type("4")
    press(till, "電話號碼")
    till.press(Qt.Key.Key_Return)
    assert panel(till).texts()[1] == "請填電話。"
    assert panel(till).phone.hasFocus()
    till.type("0922333444")
    till.press(Qt.Key.Key_Return)
    assert not panel(till).isVisible()
    assert till.seated is not None
    assert till.seated == till.by_phone("0922333444")


def test_digits_are_the_cards_while_it_is_asked_about(till: Till, card: bytes) -> None:
    untouched = till.amount
    scan(till, card)
    till.click(panel(till).confirm)
    assert panel(till).stamps.hasFocus()
    till.view.setFocus()
    till.type("4")
    assert panel(till).confirm.text() == "移入 4 章"
    assert panel(till).stamps.hasFocus()
    till.view.setFocus()
    till.press(Qt.Key.Key_Backspace)
    assert panel(till).stamps.text() == ""
    assert till.amount == untouched


def test_a_full_card_says_what_it_becomes(till: Till, card: bytes) -> None:
    mei = till.join("0912345678", "王小美")
    till.seat(mei)
    scan(till, card)
    press(till, "10")
    assert panel(till).texts()[0].startswith("這張卡集滿了")
    till.click(panel(till).confirm)
    assert (till.balance(mei), till.balance(mei, REWARD)) == (0, 1)


def test_undo_gives_the_stamps_back_and_the_card_asks_again(till: Till, card: bytes) -> None:
    mei = till.join("0912345678", "王小美")
    till.seat(mei)
    scan(till, card)
    press(till, "6")
    till.click(panel(till).confirm)
    till.press(UNDO, control=True)
    assert till.balance(mei) == 0
    till.press(ESCAPE)
    scan(till, card)
    assert panel(till).isVisible()
    assert not panel(till).owners.isVisible()
    press(till, "2")
    till.click(panel(till).confirm)
    assert (till.seated, till.balance(mei)) == (mei.member.id, 2)


def test_escape_leaves_the_question_and_nothing_is_recorded(till: Till, card: bytes) -> None:
    scan(till, card)
    till.press(ESCAPE)
    assert not panel(till).isVisible()
    assert till.sales == ()
    scan(till, card)
    assert panel(till).isVisible()


def test_no_sale_is_finished_past_the_question(till: Till, card: bytes) -> None:
    till.type("120")
    scan(till, card)
    till.press(F12)
    assert till.sales == ()
    assert till.note.startswith("請先回答")


def test_another_customers_card_closes_the_question(till: Till, card: bytes) -> None:
    mei = till.join("0912345678", "王小美")
    scan(till, card)
    till.seat(mei)
    assert not panel(till).isVisible()


def test_a_card_that_was_voided_here_says_so_at_its_next_scan(till: Till, card: bytes) -> None:
    scan(till, card)
    till.click(panel(till).void)
    assert panel(till).void.text().startswith("再按一次")
    press(till, "2")
    assert panel(till).void.text() == "作廢這張紙卡"
    till.click(panel(till).void)
    till.click(panel(till).void)
    assert till.said == f"紙卡 {serial(till, card)} 已作廢"
    scan(till, card)
    assert not panel(till).isVisible()
    assert till.note.startswith(f"紙卡 {serial(till, card)} 在 2026-11-22 作廢了")


def test_a_card_of_another_database_is_told(till: Till) -> None:
    scan(till, bytes(10))
    assert till.note == "本店沒有發出過紙卡 AAAAAAAA。請用電話找會員。"
    assert till.seated is None


def test_a_serial_is_typed_into_the_search_box(till: Till, card: bytes) -> None:
    till.view.focus_search()
    till.type(serial(till, card))
    till.press(Qt.Key.Key_Return)
    assert panel(till).isVisible()


def test_the_question_is_asked_again_in_the_screens_new_language(till: Till, card: bytes) -> None:
    scan(till, card)
    press(till, "1")
    panel(till).confirm.setText("")
    till.desks.counter.relabel()
    assert panel(till).confirm.text() == "移入 1 章"


def test_a_narrow_window_shows_the_question_in_the_place_of_who_was_found(till: Till, card: bytes) -> None:
    till.view.set_narrow(True)
    scan(till, card)
    assert panel(till).isVisible()


def code(till: Till, card: bytes) -> str:
    return hand_card_code(till.desks.services.state.context.card_secret, card)


def burst(till: Till, text: str) -> None:
    """A scan that waits for nothing."""
    till.key_ms += 500
    till.burst(text + "\r")
    till.process()


def test_what_became_of_one_card_does_not_close_the_question_about_the_next(till: Till, card: bytes) -> None:
    second = print_card(till)
    scan(till, card)
    press(till, "7")
    with till.held("writer"):
        panel(till).confirm.click()
        panel(till).left.emit()
        till.process()
        burst(till, code(till, second))
        till.wait(lambda: panel(till).isVisible())
    assert "7 章已移入" in till.said
    assert (panel(till).isVisible(), till.seated) == (True, None)
    press(till, "3")
    till.click(panel(till).confirm)
    assert serial(till, second) in till.said


def test_a_refusal_about_one_card_is_not_said_of_the_next(till: Till, card: bytes) -> None:
    second = print_card(till)
    scan(till, card)
    press(till, "7")
    services = till.desks.services
    with till.held("writer"):
        services.writer.ask(lambda: hand_cards.void(services.store, services.state.context, card, till.clock.now_ms()))
        panel(till).confirm.click()
        panel(till).left.emit()
        till.process()
        burst(till, code(till, second))
        till.wait(lambda: panel(till).isVisible())
    assert panel(till).texts()[1] == ""
    assert serial(till, card) in till.said


@pytest.mark.parametrize("arrives", ["before", "after"])
def test_who_came_since_keeps_the_counter(till: Till, card: bytes, arrives: str) -> None:
    mei = till.join("0912345678", "王小美")
    scan(till, card)
    press(till, "7")
    with till.held("writer", *(("reader",) if arrives == "after" else ())):
        panel(till).confirm.click()
        till.process()
        burst(till, till.code(mei))
        if arrives == "before":
            till.wait(lambda: till.seated == mei.member.id)
    assert till.seated == mei.member.id


def test_a_number_on_the_keypad_answers_too_and_is_no_money(till: Till, card: bytes) -> None:
    scan(till, card)
    till.view.sale.keypad.digit.emit("6")
    till.settle()
    assert (panel(till).stamps.text(), till.amount) == ("6", "0")
    till.click(panel(till).confirm)
    till.view.sale.keypad.digit.emit("6")
    till.settle()
    assert till.amount == "6"


@pytest.mark.parametrize("by_key", [False, True])
def test_digits_typed_while_a_card_is_being_taken_over_are_the_amount(till: Till, card: bytes, by_key: bool) -> None:
    scan(till, card)
    press(till, "7")
    with till.held("writer"):
        if by_key:
            till.burst("\r", 150)
        else:
            panel(till).confirm.click()
        till.process()
        till.burst("32", 150)
        till.process()
    till.type("0")
    assert (till.amount, till.seated is not None) == ("320", True)


def test_the_next_card_is_answered_while_the_one_before_is_on_its_way(till: Till, card: bytes) -> None:
    second = print_card(till)
    scan(till, card)
    press(till, "7")
    with till.held("writer"):
        panel(till).confirm.click()
        panel(till).left.emit()
        till.process()
        burst(till, code(till, second))
        till.wait(lambda: panel(till).isVisible())
        till.burst("3\r", 150)
        till.process()
    assert serial(till, second) in till.said
    assert "3 章已移入" in till.said


def test_a_card_that_is_refused_after_all_asks_for_its_number_again(till: Till, card: bytes) -> None:
    scan(till, card)
    press(till, "7")
    services = till.desks.services
    with till.held("writer"):
        services.writer.ask(lambda: hand_cards.void(services.store, services.state.context, card, till.clock.now_ms()))
        panel(till).confirm.click()
        till.process()
    assert panel(till).texts()[1]
    assert panel(till).stamps.hasFocus()
