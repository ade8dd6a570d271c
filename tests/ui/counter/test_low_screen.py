"""Where a bar of trouble takes its height, the sale gives room in order: nothing lies over anything else."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import settle, shown
from ui import theme
from ui.counter.facts import RewardKey, SaleFacts, SaleLine
from ui.counter.view import CounterView
from ui.gallery_counter import MEMBER, sale

# What the counter has of 1024x768 and of 1280x800 under a bar of trouble.
NARROW, WIDE = (1024, 596), (1280, 636)
WALLETS = tuple(RewardKey(name, name, "NT$ 1,562", "available", "", "wallet") for name in ("回饋金", "點數", "儲值金"))
LINES = tuple(SaleLine(place, "拿鐵", 2, "NT$ 190") for place in range(3))
NOTICE = "餘額付 NT$ 70，還要收 NT$ 630"


def column(qtbot: QtBot, qapp: QApplication, size: tuple[int, int], facts: SaleFacts) -> CounterView:
    """The counter at this size with this sale."""
    theme.apply_theme(qapp, dark=False)
    view = CounterView(Words("zh_tw"))
    view.set_narrow(size == NARROW)
    view.show_member(MEMBER)
    view.show_sale(facts)
    shown(qtbot, view, size)
    view.show_sale(facts)
    settle()
    return view


def parts(view: CounterView) -> list[QWidget]:
    """What stands in the sale's column."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return [part for part in view.sale.findChildren(QWidget, options=direct) if part.isVisible()]


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("lines", [(), LINES])
@pytest.mark.parametrize(("dropped", "refusal"), [("", ""), (NOTICE, ""), ("", NOTICE * 2)])
@pytest.mark.parametrize("mode", ["amount", "benefits"])
def test_nothing_lies_over_anything_else(
    qtbot: QtBot,
    qapp: QApplication,
    size: tuple[int, int],
    lines: tuple[SaleLine, ...],
    dropped: str,
    refusal: str,
    mode: str,
) -> None:
    facts = replace(sale(), lines=lines, wallets=WALLETS, dropped=dropped, refusal=refusal)
    view = column(qtbot, qapp, size, facts)
    view.sale.show_mode(mode)
    settle()
    for one, other in combinations(parts(view), 2):
        assert not one.geometry().intersects(other.geometry()), (one, one.geometry(), other, other.geometry())
    assert all(view.sale.rect().contains(part.geometry()) for part in parts(view))
    least = min(key.height() for key in view.sale.keypad.keys.values())
    assert least >= theme.TARGET
    assert not lines or view.sale.lines.isVisible()


def test_a_notice_that_comes_later_takes_no_more_than_it_needs(qtbot: QtBot, qapp: QApplication) -> None:
    facts = replace(sale(), lines=LINES, wallets=WALLETS)
    view = column(qtbot, qapp, WIDE, facts)
    assert view.sale.keypad.keys["0"].height() == theme.TARGET_KEY
    view.show_sale(replace(facts, dropped=NOTICE))
    settle()
    assert view.sale.keypad.keys["0"].height() == theme.TARGET_KEY_LOW
    assert view.sale.below_switch.isVisible()


def test_keys_are_whole_again_where_there_is_room(qtbot: QtBot, qapp: QApplication) -> None:
    facts = replace(sale(), lines=LINES, wallets=WALLETS, dropped=NOTICE)
    view = column(qtbot, qapp, NARROW, facts)
    assert view.sale.keypad.keys["0"].height() == theme.TARGET_KEY_LOW
    shown_rewards = [key for key in view.sale.rewards.buttons if key.isVisible()]
    lowest = shown_rewards[-1]
    assert lowest.mapTo(view.sale.rewards, lowest.rect().bottomLeft()).y() < view.sale.rewards.height()
    view.show_sale(replace(facts, wallets=(), dropped=""))
    settle()
    assert view.sale.keypad.keys["0"].height() == theme.TARGET_KEY
    assert view.sale.rewards.stepper.height() == theme.TARGET_KEY
    assert view.sale.below_switch.isVisible()
    view.show_sale(facts)
    view.kept_window.resize(1024, 760)
    settle()
    assert view.sale.keypad.keys["0"].height() == theme.TARGET_KEY
    assert view.sale.below_switch.isVisible()
