"""What stands on a reward's key is short enough for it, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from loyalty.words import LANGUAGES, Words
from tests.ui.fitting import settle, shown
from ui import theme
from ui.counter.facts import RewardKey
from ui.counter.view import CounterView
from ui.gallery_counter import sale

NOTES: tuple[tuple[str, dict[str, object]], ...] = (
    ("desk.costs_rewards", {"count": 3}),
    ("desk.costs_points", {"count": 1_000}),
    ("desk.why_not_enough_stamps", {"missing": 10}),
    ("desk.why_not_enough_points", {"missing": 1_000}),
    ("desk.why_no_reward_left", {}),
    ("desk.why_member_needed", {}),
    ("desk.why_nothing_to_discount", {}),
    ("desk.why_not_birthday", {"day": "2026-12-28"}),
    ("desk.why_not_yet", {"day": "2026-12-28"}),
    ("desk.why_used_up", {"most": 12}),
    ("desk.why_minimum_amount", {"missing": "NT$ 2,680", "minimum": "NT$ 3,000"}),
    ("desk.why_minimum_quantity", {"missing": 12, "minimum": 24}),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_fits_on_its_key(qtbot: QtBot, qapp: QApplication, language: str) -> None:
    theme.apply_theme(qapp, dark=False)
    words = Words(language)
    view = CounterView(words)
    view.show_sale(replace(sale(), rewards=(RewardKey("a", "x", "", "available", "F5"),)))
    shown(qtbot, view, (1280, 690))
    settle()
    room = view.sale.rewards.buttons[0].text_area().width()
    metrics = QFontMetricsF(theme.font(12))
    notes = [words(key, **facts) for key, facts in NOTES]
    assert [note for note in notes if metrics.horizontalAdvance(note) > room] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_wallets_side_by_side_keep_their_names_and_what_they_pay(
    qtbot: QtBot, qapp: QApplication, language: str
) -> None:
    theme.apply_theme(qapp, dark=False)
    words = Words(language)
    note = words("benefits.pays", money="NT$ 1,277")
    names = [*(words(f"gallery.{each}") for each in ("top_up", "five_percent_back")), "Bonus points"]
    wallets = tuple(RewardKey(f"{at}", name, note, "chosen") for at, name in enumerate(names))
    view = CounterView(words)
    view.show_sale(replace(sale(), wallets=wallets))
    shown(qtbot, view, (1024, 690))
    settle()
    assert [button.lines_shown() for button in view.sale.wallets.buttons] == [(name, note) for name in names]


@pytest.mark.parametrize("paid", ["3", "9", "12", "100", "1,250"])
def test_a_short_name_beside_a_short_sum_is_never_given_up_for_it(qtbot: QtBot, qapp: QApplication, paid: str) -> None:
    theme.apply_theme(qapp, dark=False)
    note = f"付 NT$ {paid}"
    names = ["5% 回饋", "點數", "儲值金"]
    view = CounterView(Words())
    view.show_sale(replace(sale(), wallets=tuple(RewardKey(name, name, note, "chosen") for name in names)))
    shown(qtbot, view, (1280, 690))
    settle()
    assert [button.lines_shown() for button in view.sale.wallets.buttons] == [(name, note) for name in names]


def test_a_wallet_alone_stands_on_one_line(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply_theme(qapp, dark=False)
    view = CounterView(Words())
    view.show_sale(replace(sale(), wallets=(RewardKey("a", "儲值金", "付 NT$ 120", "chosen"),)))
    shown(qtbot, view, (1024, 690))
    settle()
    (button,) = view.sale.wallets.buttons
    assert (button.lines_shown(), button.is_stacked()) == (("儲值金", "付 NT$ 120"), False)


def test_of_four_wallets_what_each_pays_is_still_read(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply_theme(qapp, dark=False)
    wallets = tuple(RewardKey(f"{at}", "儲值金", "付 NT$ 1,250", "chosen") for at in range(4))
    view = CounterView(Words())
    view.show_sale(replace(sale(), wallets=wallets))
    shown(qtbot, view, (1024, 690))
    settle()
    assert {button.lines_shown() for button in view.sale.wallets.buttons} == {("儲值金", "付 NT$ 1,250")}
