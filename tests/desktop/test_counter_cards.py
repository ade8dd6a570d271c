"""Several stamp cards at once, and stamps that are counted by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.operations.members import MemberFile
from loyalty.ledger import Account, Unit
from tests.desktop import benefits
from tests.desktop.benefits import publish
from tests.desktop.counter import Till

F12 = Qt.Key.Key_F12
# The preset's card counts whatever is bought; this one what is in its category, which nothing of the test is.
CAKES: dict[str, object] = {"category": "甜點", "stamps_needed": 5, "reward_title": "蛋糕"}
VISITS: dict[str, object] = {"earn_by": "visit", "stamps_needed": 5, "reward_title": "餅乾"}


@pytest.fixture
def mei(till: Till, monkeypatch: pytest.MonkeyPatch) -> MemberFile:
    """王小美, at the counter of a shop with three cards."""
    monkeypatch.setitem(benefits.TERMS, "cakes", ("stamp_card", "蛋糕卡", CAKES))
    monkeypatch.setitem(benefits.TERMS, "visits", ("stamp_card", "來店卡", VISITS))
    publish(till, "cakes", "visits")
    file = till.join("0912345678", "王小美")
    till.seat(file)
    return file


def stamped(till: Till, mei: MemberFile) -> tuple[int, int, int]:
    """The stamps on the preset's card, on that of the cakes, on that of the visits."""
    others = (Account("cakes", Unit.STAMP), Account("visits", Unit.STAMP))
    return (till.balance(mei), *(till.balance(mei, each) for each in others))  # type: ignore[return-value]


def buy(till: Till, count: int) -> None:
    """So many lattes."""
    latte = till.product("拿鐵", 120)
    for _ in range(count):
        till.view.product_wished.emit(latte.id)


def test_a_stamp_by_hand_is_for_the_card_that_counts_and_for_no_other(till: Till, mei: MemberFile) -> None:
    buy(till, 3)
    assert till.view.sale.rewards.stepper.text() == "4 章"
    till.type("+")
    assert till.view.sale.rewards.stepper.text() == "5 章"
    till.press(F12)
    assert stamped(till, mei) == (4, 0, 1)


def test_fewer_by_hand_lessen_that_card_alone(till: Till, mei: MemberFile) -> None:
    buy(till, 3)
    till.type("-")
    assert till.view.sale.rewards.stepper.text() == "3 章"
    till.press(F12)
    assert stamped(till, mei) == (2, 0, 1)


def test_none_by_hand_and_one_more_is_one(till: Till, mei: MemberFile) -> None:
    buy(till, 2)
    till.type("---+")
    till.press(F12)
    assert stamped(till, mei) == (1, 0, 1)
