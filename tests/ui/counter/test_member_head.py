"""The head of the member's column: the name is read whole beside what the member is."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import settle
from tests.ui.screens import NARROW, shown
from ui.counter.facts import MemberPanelFacts
from ui.counter.member_column import MemberColumn, MemberHead
from ui.facts import ChipFacts
from ui.widgets.chip import Chip

GOLD = ChipFacts("金卡會員", "gold")


def head(qtbot: QtBot, name: str, width: int, *chips: ChipFacts) -> MemberHead:
    """The head of a member in a column as wide as in a window of 1024."""
    column = shown(qtbot, MemberColumn(Words()), NARROW)
    column.window().resize(width, 660)
    facts = MemberPanelFacts(1, name, name[0], "0912-***-678 ・ 第 5 次來店 ・ 今天", chips=chips)
    column.show_member(facts)
    settle()
    return column.head


@pytest.mark.parametrize("name", ["0912-***-678", "歐陽菲菲子", "王小美"])
@pytest.mark.parametrize("width", [490, 540, 700])
def test_a_name_beside_a_tier_is_read_whole(qtbot: QtBot, name: str, width: int) -> None:
    found = head(qtbot, name, width, GOLD)
    assert found.name.text() == name
    (chip,) = found.findChildren(Chip)
    assert chip.width() >= chip.sizeHint().width()


def test_the_tier_stands_beside_a_short_name_and_below_a_long_one(qtbot: QtBot) -> None:
    tops = []
    for name in ("王小美", "0912-***-678"):
        found = head(qtbot, name, 540, GOLD)
        (chip,) = found.findChildren(Chip)
        tops.append(chip.mapTo(found, chip.rect().center()).y() > found.name.geometry().bottom())
    assert tops == [False, True]


def test_nobodys_tier_leaves_no_gap(qtbot: QtBot) -> None:
    found = head(qtbot, "王小美", 490)
    assert found.findChildren(Chip) == []
    assert found.name.text() == "王小美"
