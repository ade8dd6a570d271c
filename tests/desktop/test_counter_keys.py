"""What the counter's keys and words say: half scans, rewards on their keys, change, and one of a thing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.exceptions import capture_exceptions

from desktop.counter import sale as sale_desk
from desktop.operations.members import MemberFile
from tests.desktop.benefits import publish, to_pay
from tests.desktop.counter import Till
from tests.ui.screens import texts


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """A member who is not at the counter yet."""
    return till.join("0912345678", "王小美")


def test_half_a_scan_whose_end_never_comes_is_no_money(till: Till, mei: MemberFile) -> None:
    till.seat(mei)
    till.type("85")
    till.key_ms += 500
    till.burst("R2A7GSFGL5AXSLF", 8)
    till.wait(lambda: bool(till.note))
    assert (till.amount, till.note) == ("85", till.words("refusal.card_half_scanned"))


def test_half_a_scan_on_another_screen_is_said_there(till: Till) -> None:
    till.app.window.show_screen("members")
    till.burst("R2A7GSFGL5AXSLF", 8)
    till.wait(lambda: till.said == till.words("refusal.card_half_scanned"))


def test_the_counter_goes_on_after_a_bug_was_met_in_a_sale(
    till: Till, mei: MemberFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bug(*_: object) -> None:
        raise ZeroDivisionError

    till.seat(mei)
    with monkeypatch.context() as patched, capture_exceptions() as raised:
        patched.setattr(sale_desk, "record_sale", bug)
        till.press(Qt.Key.Key_F12)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]
    assert till.note == till.words("error.unexpected")
    till.press(Qt.Key.Key_F12)
    assert len(till.sales) == 1


def test_the_full_card_is_on_f5_before_what_points_buy(till: Till, mei: MemberFile) -> None:
    till.seat(mei)
    till.type("1500++++++++++")
    till.press(Qt.Key.Key_F12)
    till.seat(mei)
    keys = {button.reward().key_label: button.reward() for button in till.view.sale.rewards.buttons}
    assert keys["F5"].title == "免費一杯"
    till.press(Qt.Key.Key_F5)
    assert [offer.title for offer in till.desks.counter.sale.outcome.offers if offer.chosen] == ["免費一杯"]


def test_money_that_is_not_enough_gives_no_change(till: Till) -> None:
    till.press(Qt.Key.Key_F2)
    till.type("320")
    till.press(Qt.Key.Key_F8)
    till.type("300")
    facts = till.view.sale._facts
    assert (facts.tender.change, bool(facts.refusal)) == ("", True)
    till.type("0")
    assert till.view.sale._facts.tender.change == "NT$ 2,680"


def test_nobody_is_looked_for_by_a_card_that_is_typed(till: Till, mei: MemberFile) -> None:
    till.type(till.code(mei)[:12])
    assert till.view.find._query == ""


def test_undo_says_why_there_is_nothing_to_take_back(till: Till, mei: MemberFile) -> None:
    till.press(Qt.Key.Key_Z, control=True)
    assert till.note == till.words("refusal.not_reversible")


def test_a_bill_that_changes_after_a_wallet_was_chosen_changes_what_it_pays_and_its_key_says_so(
    till: Till, mei: MemberFile
) -> None:
    publish(till, "stored")
    till.seat(mei)
    till.press(Qt.Key.Key_F10)
    till.type("1")
    till.press(Qt.Key.Key_F12)
    till.seat(mei)
    till.type("30")
    till.key(Qt.Key.Key_1, control=True)
    till.settle()
    for typed, note, left in (
        ("0", "付 NT$ 300", "NT$ 0"),
        ("0", "付 NT$ 2,777", "NT$ 223"),
        ("\b", "付 NT$ 300", "NT$ 0"),
    ):
        till.key(Qt.Key.Key_Backspace if typed == "\b" else Qt.Key.Key_0, typed)
        till.settle()
        notes = [each.reward().note for each in till.view.sale.wallets.buttons if each.isVisible()]
        assert (note in notes, to_pay(till)) == (True, left), notes
        assert ("餘額付 NT$ 2,777，還要收 NT$ 223" in texts(till.view)) == (left != "NT$ 0")


def test_there_is_a_way_back_from_more_stamps_than_may_be_given(till: Till, mei: MemberFile) -> None:
    till.seat(mei)
    till.type("120" + "+" * 20)
    assert till.view.sale.primary.isEnabled() is False
    assert till.view.sale.rewards.stepper.text() == till.words("desk.stamps", count=21)
    till.type("-")
    assert till.view.sale.rewards.stepper.text() == till.words("desk.stamps", count=20)
    till.press(Qt.Key.Key_F12)
    assert till.balance(mei) == 20 % 10
