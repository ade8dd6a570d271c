"""The counter while a disk is slow: what was pressed for one customer is never done to another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop.operations.members import MemberFile
from loyalty.cards import card_code
from loyalty.ledger import OperationKind
from tests.desktop.benefits import publish
from tests.desktop.counter import POINTS, Till

F = {number: getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)}
ESCAPE = Qt.Key.Key_Escape


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, not at the counter yet."""
    return till.join("0912345678", "王小美")


@pytest.fixture
def ling(till: Till) -> MemberFile:
    """林小玲, not at the counter yet."""
    return till.join("0922345678", "林小玲")


def chip_texts(till: Till) -> list[str]:
    """The parked sales as they are offered."""
    pills = till.view.find.parked
    return [pill.text() for pill in pills.findChildren(QAbstractButton) if pill.isVisible()]


def visits(till: Till, *files: MemberFile) -> tuple[int, ...]:
    """How often each was here."""
    return tuple(till.file(file).standing.visits for file in files)


def test_a_finish_is_for_the_card_scanned_before_it_and_the_next_card_waits(
    till: Till, mei: MemberFile, ling: MemberFile
) -> None:
    with till.held("reader"):
        till.scan_at_once(till.code(mei))
        till.key(F[12])
        till.scan_at_once(till.code(ling))
        till.process()
    assert visits(till, mei, ling) == (1, 0)
    assert till.seated == ling.member.id


def test_a_finish_is_for_the_phone_entered_before_it_while_the_next_one_is_typed(
    till: Till, mei: MemberFile, ling: MemberFile
) -> None:
    till.type("0912345678")
    with till.held("reader"):
        till.key(Qt.Key.Key_Return, "\r")
        till.key(F[12])
        till.burst("0922", 150)
        till.process()
    assert visits(till, mei, ling) == (1, 0)


def test_somebody_chosen_on_another_screen_waits_for_the_finish_before_them(
    till: Till, mei: MemberFile, ling: MemberFile
) -> None:
    with till.held("reader"):
        till.scan_at_once(till.code(mei))
        till.key(F[12])
        till.desks.counter.find.choose(ling.member.id)
        till.process()
    assert visits(till, mei, ling) == (1, 0)
    assert till.seated == ling.member.id


def test_after_a_finish_whose_card_nobody_has_the_counter_goes_on(till: Till, mei: MemberFile) -> None:
    code = till.code(mei)
    with till.held("reader"):
        till.desks.counter.find.choose(4711)
        till.key(F[12])
        till.process()
    assert till.note == till.words("refusal.member_unknown")
    till.scan(code)
    till.press(F[12])
    assert visits(till, mei) == (1,)


def test_esc_takes_back_a_finish_that_waits_for_its_member(till: Till, mei: MemberFile) -> None:
    with till.held("reader"):
        till.scan_at_once(till.code(mei))
        till.key(F[12])
        till.key(ESCAPE)
        till.process()
    assert (till.sales, till.seated) == ((), None)
    till.seat(mei)
    till.press(F[12])
    assert len(till.sales) == 1


def test_whoever_was_sent_away_while_they_were_looked_up_stays_away(till: Till, mei: MemberFile) -> None:
    till.seat(mei)
    till.app.window.show_screen("sales")
    till.settle()
    with till.held("reader"):
        till.app.window.show_screen("counter")
        till.key(ESCAPE)
        till.process()
        assert till.seated is None
    assert till.seated is None


def test_a_member_made_while_the_next_card_is_scanned_is_announced_and_not_seated(till: Till, mei: MemberFile) -> None:
    code = till.code(mei)
    till.type("0933333333")
    with till.held("writer"):
        till.key(Qt.Key.Key_Return, "\r")
        till.wait(lambda: till.app.reader.idle)
        till.scan_at_once(code)
        till.wait(lambda: till.seated == mei.member.id)
    assert till.seated == mei.member.id
    assert till.by_phone("0933333333") is not None
    assert "會員編號 2" in till.said


def test_a_slip_scanned_while_a_sale_is_on_its_way_is_not_credited_to_who_left(till: Till, mei: MemberFile) -> None:
    till.press(F[2])
    till.type("300")
    till.press(F[12])
    slip = till.sales[0].operation.slip_number
    till.seat(mei)
    with till.held("writer"):
        till.key(F[12])
        till.scan_at_once(slip)
        till.process()
    assert till.balance(mei, POINTS) == 0
    assert OperationKind.CREDIT not in {sale.operation.kind for sale in till.sales}
    assert till.app.window.current_screen() == "sales"


def test_a_card_scanned_while_an_undo_is_on_its_way_stays_at_the_counter(
    till: Till, mei: MemberFile, ling: MemberFile
) -> None:
    till.seat(mei)
    till.press(F[12])
    with till.held("writer"):
        till.key(Qt.Key.Key_Z, "\x1a", control=True)
        till.scan_at_once(till.code(ling))
        till.wait(lambda: till.seated == ling.member.id)
    assert till.seated == ling.member.id
    assert "王小美" in till.said


def test_a_card_whose_look_up_outlasts_the_undo_stays_at_the_counter(
    till: Till, mei: MemberFile, ling: MemberFile
) -> None:
    till.seat(mei)
    till.press(F[12])
    code = till.code(ling)
    with till.held("reader"):
        till.key(Qt.Key.Key_Z, "\x1a", control=True)
        till.scan_at_once(code)
        till.wait(lambda: till.app.writer.idle)
    assert till.seated == ling.member.id


def test_looking_at_another_screen_while_a_sale_is_on_its_way_does_not_bring_its_member_back(
    till: Till, mei: MemberFile
) -> None:
    till.seat(mei)
    with till.held("writer"):
        till.key(F[12])
        till.app.window.show_screen("products")
        till.app.window.show_screen("counter")
        till.process()
    assert (len(till.sales), till.seated) == (1, None)


def test_a_second_finish_while_a_sale_is_on_its_way_is_for_what_was_typed_after_the_first(
    till: Till, mei: MemberFile
) -> None:
    till.seat(mei)
    with till.held("writer"):
        till.key(F[12])
        till.burst("50", 150)
        till.key(F[12])
        till.process()
    assert visits(till, mei) == (1,)
    assert [sale.operation.bill for sale in till.sales] == [50, 0]


def test_a_finish_pressed_often_is_one_sale(till: Till, mei: MemberFile) -> None:
    till.seat(mei)
    with till.held("writer"):
        for _ in range(3):
            till.key(F[12])
        till.process()
    assert (visits(till, mei), len(till.sales)) == ((1,), 1)
    assert till.note == ""


def test_a_finish_behind_the_next_card_is_for_that_customer(till: Till, mei: MemberFile, ling: MemberFile) -> None:
    till.seat(mei)
    with till.held("writer"):
        till.key(F[12])
        till.scan_at_once(till.code(ling))
        till.key(F[12])
        till.process()
    assert visits(till, mei, ling) == (1, 1)


def test_a_sale_is_set_aside_for_the_card_scanned_before(till: Till, mei: MemberFile) -> None:
    with till.held("reader"):
        till.scan_at_once(till.code(mei))
        till.key(F[9])
        till.process()
    assert (till.seated, till.parked) == (None, 1)
    assert chip_texts(till) == ["王小美 NT$ 0"]


def test_what_is_typed_while_a_sale_is_on_its_way_can_be_set_aside(till: Till, mei: MemberFile) -> None:
    till.seat(mei)
    with till.held("writer"):
        till.key(F[12])
        till.burst("50", 150)
        till.key(F[9])
        till.process()
    assert (visits(till, mei), till.parked, till.amount) == ((1,), 1, "0")


def test_nothing_is_set_aside_for_a_card_that_nobody_has(till: Till, mei: MemberFile) -> None:
    till.press(F[2])
    till.type("50")
    with till.held("reader"):
        till.desks.counter.find.choose(4711)
        till.key(F[9])
        till.process()
    assert (till.parked, till.amount) == (0, "50")
    assert till.note == till.words("refusal.member_unknown")


def test_a_slip_scanned_while_an_undo_is_on_its_way_is_credited_afterwards(till: Till, mei: MemberFile) -> None:
    till.press(F[2])
    till.type("300")
    till.press(F[12])
    slip = till.sales[0].operation.slip_number
    till.seat(mei)
    till.press(F[12])
    till.seat(mei)
    with till.held("writer"):
        till.key(Qt.Key.Key_Z, "\x1a", control=True)
        for _ in range(2):
            till.scan_at_once(slip)
        till.process()
    assert till.balance(mei, POINTS) == 3
    kinds = [sale.operation.kind for sale in till.sales]
    assert kinds.count(OperationKind.UNDO) == 1
    assert till.note == ""


def test_an_amount_typed_right_behind_a_scan_is_for_the_sale(till: Till, mei: MemberFile) -> None:
    assert till.search.hasFocus()
    with till.held("reader"):
        till.scan_at_once(till.code(mei))
        till.burst("320", 150)
        till.key(F[12])
        till.process()
    assert [sale.operation.bill for sale in till.sales] == [320]
    assert till.balance(mei, POINTS) == 3


@pytest.mark.parametrize("lane", ["reader", "writer"])
@pytest.mark.parametrize(
    ("phone", "key", "text"),
    [("0912345678", Qt.Key.Key_Return, "\r"), ("0955555555", Qt.Key.Key_Return, "\r"), ("0955555555", F[4], "")],
    ids=["a member's", "nobody's yet", "nobody's yet, by its key"],
)
def test_an_amount_typed_right_behind_a_phone_is_for_the_sale(
    till: Till, mei: MemberFile, lane: str, phone: str, key: Qt.Key, text: str
) -> None:
    till.type(phone)
    with till.held(lane):
        till.key(key, text)
        till.process()
        till.burst("320", 150)
        till.key(F[12])
        till.process()
    assert [sale.operation.bill for sale in till.sales] == [320]
    assert till.sales[0].operation.member_id == till.by_phone(phone)


def test_behind_a_text_that_finds_nobody_the_search_takes_the_keys_again(till: Till) -> None:
    till.type("09")
    till.enter()
    assert till.note
    till.type("12")
    assert (till.view.search_text(), till.amount) == ("0912", "0")


def test_behind_a_card_that_nobody_has_the_search_takes_the_keys_again(till: Till) -> None:
    code = card_code(till.desks.services.state.context.card_secret, b"0123456789")
    till.type("09")
    till.scan(code)
    assert till.note == till.words("refusal.card_unknown")
    till.type("12")
    assert (till.view.search_text(), till.amount) == ("0912", "0")


def test_money_counted_behind_a_sale_on_its_way_is_not_typed_into_the_next_amount(till: Till) -> None:
    till.press(F[2])
    till.type("100")
    with till.held("writer"):
        till.key(F[12])
        till.burst("200", 150)
        till.key(F[8])
        till.burst("500", 150)
        till.key(F[12])
        till.process()
    assert [sale.operation.bill for sale in till.sales] == [200, 100]
    assert till.sales[0].operation.detail["tenders"] == [["現金", 500, True]]


def test_a_way_of_paying_chosen_behind_a_sale_on_its_way_is_the_next_ones(till: Till) -> None:
    till.press(F[2])
    till.type("100")
    with till.held("writer"):
        till.key(F[12])
        till.burst("200", 150)
        till.view.sale.tender.tenders.button("1").click()
        till.key(F[12])
        till.process()
    paid = [sale.operation.detail["tenders"] for sale in till.sales]
    assert [tenders[0][0] == "現金" for tenders in paid] == [False, True]


def test_a_top_up_wished_behind_a_sale_on_its_way_is_asked_about_in_the_next(till: Till) -> None:
    publish(till, "stored")
    till.press(F[2])
    till.type("100")
    with till.held("writer"):
        till.key(F[12])
        till.key(F[10])
        till.process()
    assert len(till.sales) == 1
    assert till.desks.counter.sale.draft.question == "top_up"
