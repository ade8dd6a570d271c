"""Setting a sale aside and taking it up again, across customers and restarts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop.counter import parking
from desktop.operations.members import MemberFile
from loyalty.errors import KnownError
from tests.desktop.counter import POINTS, Till

F9, F12, ESCAPE = Qt.Key.Key_F9, Qt.Key.Key_F12, Qt.Key.Key_Escape


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, at the counter with NT$ 320 typed and one stamp more."""
    file = till.join("0912345678", "王小美")
    till.seat(file)
    till.type("320+")
    return file


def chips(till: Till) -> list[QAbstractButton]:
    """The parked sales as they can be pressed."""
    pills = till.view.find.parked
    return [pill for pill in pills.findChildren(QAbstractButton) if pill.isVisible()]


def take_up(till: Till) -> None:
    """Press the first chip."""
    till.click(chips(till)[0])


def test_a_parked_sale_leaves_an_empty_counter_and_a_chip_with_name_and_amount(till: Till, mei: MemberFile) -> None:
    till.press(F9)
    assert (till.seated, till.amount) == (None, "0")
    assert [chip.text() for chip in chips(till)] == ["王小美 NT$ 320"]
    assert till.sales == ()


def test_taken_up_it_is_as_it_was(till: Till, mei: MemberFile) -> None:
    till.press(F9)
    take_up(till)
    assert (till.seated, till.amount) == (mei.member.id, "320")
    assert till.view.sale.rewards.stepper.text() == "2 章"
    assert chips(till) == []
    till.press(F12)
    assert (till.balance(mei), till.balance(mei, POINTS)) == (2, 3)
    assert (till.parked, chips(till)) == (0, [])


def test_it_waits_through_a_restart(till: Till, mei: MemberFile) -> None:
    till.press(F9)
    till.close()
    again = Till(till.folder, seed=8)
    try:
        take_up(again)
        assert (again.seated, again.amount) == (mei.member.id, "320")
        again.press(F12)
        assert again.balance(mei, POINTS) == 3
    finally:
        again.close()


def test_taken_up_and_not_recorded_it_waits_through_a_restart_too(till: Till, mei: MemberFile) -> None:
    till.press(F9)
    take_up(till)
    till.close()
    again = Till(till.folder, seed=8)
    try:
        assert len(chips(again)) == 1
    finally:
        again.close()


def test_parking_twice_fast_is_one_parked_sale(till: Till, mei: MemberFile) -> None:
    with till.held("writer"):
        till.key(F9)
        till.key(F9)
    assert till.parked == 1
    assert len(chips(till)) == 1


def test_what_is_typed_while_it_is_set_aside_is_the_next_sale(till: Till, mei: MemberFile) -> None:
    with till.held("writer"):
        till.key(F9)
        till.key(Qt.Key.Key_F2)
        till.burst("45", 150)
        till.process()
    assert (till.seated, till.amount) == (None, "45")
    take_up(till)
    assert till.amount == "320"


def test_a_sale_taken_up_can_be_set_aside_again(till: Till, mei: MemberFile) -> None:
    till.press(F9)
    take_up(till)
    till.type("0")
    till.press(F9)
    assert (till.parked, [chip.text() for chip in chips(till)]) == (1, ["王小美 NT$ 3,200"])


def test_taking_one_up_sets_the_one_at_the_counter_aside(till: Till, mei: MemberFile) -> None:
    till.press(F9)
    till.press(Qt.Key.Key_F2)
    till.type("50")
    take_up(till)
    assert till.amount == "320"
    assert [chip.text() for chip in chips(till)] == ["未選會員 NT$ 50"]


def test_a_sale_taken_up_and_cleared_stays_set_aside(till: Till, mei: MemberFile) -> None:
    till.press(F9)
    take_up(till)
    till.press(ESCAPE)
    assert (till.amount, till.parked, len(chips(till))) == ("0", 1, 1)
    take_up(till)
    assert (till.seated, till.amount) == (mei.member.id, "320")


def test_a_sale_taken_up_and_cleared_is_dropped_at_the_notes_other_button(till: Till, mei: MemberFile) -> None:
    till.press(F9)
    take_up(till)
    till.press(ESCAPE)
    till.view.note_action_wished.emit("drop_parked")
    till.settle()
    assert (till.parked, chips(till), till.note) == (0, [], "")


def test_a_sale_taken_up_cleared_and_put_back_has_its_place_and_no_chip(till: Till, mei: MemberFile) -> None:
    till.press(F9)
    take_up(till)
    till.press(ESCAPE)
    till.view.note_action_wished.emit("put_back")
    till.settle()
    assert (till.amount, till.parked, chips(till)) == ("320", 1, [])
    till.press(F12)
    assert (till.parked, chips(till)) == (0, [])


def test_a_sale_that_cannot_be_set_aside_stays_and_no_other_takes_its_place(
    till: Till, mei: MemberFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.press(F9)
    till.press(Qt.Key.Key_F2)
    till.type("777")

    def full(*_: object) -> None:
        raise KnownError("disk_full", path="shop.db")

    monkeypatch.setattr(parking.parked, "park", full)
    take_up(till)
    assert (till.amount, till.seated, till.parked) == ("777", None, 1)
    assert "磁碟已滿" in till.note


def test_what_is_typed_while_a_sale_is_fetched_is_typed_on_that_sale(till: Till, mei: MemberFile) -> None:
    till.press(F9)
    till.press(Qt.Key.Key_F2)
    with till.held("reader"):
        chips(till)[0].click()
        till.burst("5", 150)
        till.process()
        assert till.amount == "0"
    assert (till.seated, till.amount) == (mei.member.id, "3,205")


def test_a_card_scanned_while_a_sale_is_fetched_comes_to_that_sale(till: Till, mei: MemberFile) -> None:
    other = till.join("0922345678", "林小玲")
    till.press(F9)
    with till.held("reader"):
        chips(till)[0].click()
        till.key_ms += 500
        till.burst(till.code(other) + "\r")
        till.process()
    assert (till.seated, till.amount) == (other.member.id, "320")


def test_a_sale_whose_fetching_fails_leaves_the_counter_free(
    till: Till, mei: MemberFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KnownError("disk_failed", path="shop.db")

    till.press(F9)
    with monkeypatch.context() as patch:
        patch.setattr(parking.parked, "look_at", broken)
        take_up(till)
    assert till.note
    take_up(till)
    assert till.amount == "320"


def test_an_empty_counter_is_not_parked(till: Till) -> None:
    till.press(F9)
    assert till.parked == 0


def test_a_full_disk_keeps_the_sale_at_the_counter(till: Till, mei: MemberFile) -> None:
    till.fill_disk()
    while till.parked < 200 and till.amount == "320":
        till.press(F9)
        if till.amount == "320":
            break
        till.press(Qt.Key.Key_F2)
        till.type("320")
    assert till.amount == "320"
    assert "磁碟已滿" in till.note
    till.empty_disk()
    till.press(F9)
    assert till.amount == "0"
