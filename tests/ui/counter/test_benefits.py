"""The benefits' part of the counter's screen: every press is a wish, questions stand in front, keys are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import settle, shown
from ui import theme
from ui.counter.facts import BenefitsFacts, CodeChip, RewardKey
from ui.counter.view import CounterView
from ui.gallery_benefits import adjusting, asked_sale, benefits_sale, referring, wallet_sale
from ui.gallery_counter import MEMBER, sale

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> CounterView:
    theme.apply_theme(qapp, dark=False)
    made = CounterView(Words("zh_tw"))
    made.show_member(MEMBER)
    made.show_sale(benefits_sale(sale()))
    made.sale.show_mode("benefits")
    shown(qtbot, made, (1280, 690))
    settle()
    return made


def _remove_code(view: CounterView) -> QWidget:
    return view.sale.benefits.codes.chips[0]


CLICKS: list[tuple[str, Callable[[CounterView], QWidget], list[object]]] = [
    ("reward_wished", lambda view: view.sale.benefits.applied.buttons[0], ["gold"]),
    ("reward_wished", lambda view: view.sale.benefits.usable.buttons[1], ["cake"]),
    ("plan_wished", lambda view: view.sale.benefits.plans.buttons[0], ["2000"]),
    ("wallet_wished", lambda view: view.sale.wallets.buttons[1], ["cashback"]),
    ("code_dropped", _remove_code, ["OPEN50"]),
]


@pytest.mark.parametrize(("signal", "target", "told"), CLICKS, ids=[f"{n}-{row[0]}" for n, row in enumerate(CLICKS)])
def test_a_click_becomes_a_wish(
    view: CounterView, qtbot: QtBot, signal: str, target: Callable[[CounterView], QWidget], told: list[object]
) -> None:
    with qtbot.waitSignal(getattr(view, signal), timeout=1000) as emitted:
        qtbot.mouseClick(target(view), LEFT)
    assert list(emitted.args) == told


def test_a_typed_code_is_wished_by_enter_and_leaves_the_field(view: CounterView, qtbot: QtBot) -> None:
    field = view.sale.benefits.codes.edit
    field.setText(" open50 ")
    with qtbot.waitSignal(view.code_wished) as emitted:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (emitted.args, field.text()) == (["open50"], "")


def test_an_empty_code_is_no_wish(view: CounterView, qtbot: QtBot) -> None:
    told: list[str] = []
    view.code_wished.connect(told.append)
    qtbot.mouseClick(view.sale.benefits.codes.use, LEFT)
    assert told == []


def test_a_used_reward_that_is_held_down_goes_and_is_not_pressed(view: CounterView, qtbot: QtBot) -> None:
    told: list[str] = []
    view.reward_wished.connect(told.append)
    button = view.sale.benefits.applied.buttons[0]
    with qtbot.waitSignal(view.reward_dropped, timeout=3000) as emitted:
        qtbot.mousePress(button, LEFT)
    qtbot.mouseRelease(button, LEFT)
    assert (emitted.args, told) == (["gold"], [])


def test_what_is_not_far_is_shown_and_not_pressed(view: CounterView, qtbot: QtBot) -> None:
    told: list[str] = []
    view.reward_wished.connect(told.append)
    button = view.sale.benefits.near.buttons[0]
    qtbot.mouseClick(button, LEFT)
    assert (button.isVisible(), told) == (True, [])
    assert "再 260 點" in button.accessibleName()


def test_the_switch_says_how_many_can_be_used(view: CounterView) -> None:
    assert view.sale.amount.mode.button("benefits").text() == "優惠 3"
    view.show_sale(replace(sale(), benefits=replace(benefits_sale(sale()).benefits, count=0)))
    assert view.sale.amount.mode.button("benefits").text() == "優惠"


def test_a_question_stands_in_front_also_of_the_keypad(view: CounterView, qtbot: QtBot) -> None:
    view.sale.show_mode("amount")
    assert view.sale.keypad.isVisible()
    view.show_sale(asked_sale(sale()))
    assert not view.sale.keypad.isVisible()
    with qtbot.waitSignal(view.answered) as emitted:
        qtbot.mouseClick(view.sale.benefits.question.options[1], LEFT)
    assert emitted.args == ["b"]
    with qtbot.waitSignal(view.question_left):
        qtbot.mouseClick(view.sale.benefits.question.back, LEFT)
    view.show_sale(benefits_sale(sale()))
    assert view.sale.keypad.isVisible()


def test_while_a_part_of_a_wallet_is_typed_the_keypad_shows_it(view: CounterView, qtbot: QtBot) -> None:
    view.show_sale(wallet_sale(sale()))
    assert (view.sale.keypad.isVisible(), view.sale.amount.amount.text()) == (True, "200")
    with qtbot.waitSignal(view.question_left):
        qtbot.mouseClick(view.sale.amount.done_button, LEFT)


def test_f3_turns_to_the_benefits_and_back(view: CounterView) -> None:
    view.show_benefits()
    assert view.sale.keypad.isVisible()
    view.show_benefits()
    assert view.sale.benefits.isVisible()


def test_a_key_is_kept_while_the_sale_changes(view: CounterView) -> None:
    before = view.sale.benefits.usable.buttons[0]
    facts = BenefitsFacts(usable=(RewardKey("x", "另一項", "", "available"),), codes=(CodeChip("OPEN50"),))
    view.show_sale(replace(sale(), benefits=facts))
    assert view.sale.benefits.usable.buttons[0] is before
    assert before.reward().offer_id == "x"


def test_the_pad_is_made_when_it_is_wanted(qtbot: QtBot, qapp: QApplication) -> None:
    made = CounterView(Words("zh_tw"))
    qtbot.addWidget(made)
    assert made.sale._benefits is None


def test_a_deed_by_hand_is_confirmed_with_what_was_typed(view: CounterView, qtbot: QtBot) -> None:
    panel = view.member.action_panel
    view.member.show_action(adjusting())
    assert (panel.search.isVisible(), panel.amount.isVisible(), panel.note.isVisible()) == (False, True, True)
    panel.amount.setText("-3")
    panel.note.setText("蓋錯")
    with qtbot.waitSignal(panel.confirmed) as emitted:
        qtbot.mouseClick(panel.confirm, LEFT)
    assert emitted.args == ["-3", "蓋錯"]
    view.member.show_action(referring())
    assert (panel.search.isVisible(), panel.amount.isVisible(), panel.amount.text()) == (True, False, "")
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(panel.options.buttons[1], LEFT)
    assert chosen.args == ["2"]
    view.member.show_action(None)
    assert not panel.isVisible()
