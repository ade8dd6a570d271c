"""What the counter's keys and words say: half scans, rewards on their keys, change, and one of a thing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.exceptions import capture_exceptions

from desktop.counter import sale as sale_desk
from desktop.operations.members import MemberFile
from tests.desktop.counter import Till


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
