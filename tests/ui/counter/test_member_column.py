"""The member's column: everything in it is inside it, whatever there is to say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import settle, shown
from ui import theme
from ui.counter.facts import BannerFacts
from ui.counter.view import CounterView
from ui.gallery_counter import MEMBER
from ui.widgets.text import ElidedLabel

BANNERS = {
    "zh_tw": BannerFacts("cake", "本月壽星 1986年11月5日（民國75年）", "生日小蛋糕", "送出", "gift"),
    "en": BannerFacts("cake", "Birthday this month: 1986/11/5 (ROC 75)", "a small birthday cake", "Give", "gift"),
    "long": BannerFacts("cake", "Birthday this month: 1986/11/25 (ROC 75)", "Cake " * 30, "Take back", "gift"),
}


@pytest.mark.parametrize("which", BANNERS)
def test_a_birthday_is_said_whole_and_nothing_reaches_out_of_the_column(
    qtbot: QtBot, qapp: QApplication, which: str
) -> None:
    theme.apply_theme(qapp, dark=False)
    view = CounterView(Words("zh_tw" if which == "zh_tw" else "en"))
    view.show_member(replace(MEMBER, banner=BANNERS[which]))
    shown(qtbot, view, (1280, 690))
    settle()
    column = next(area for area in view.member.findChildren(QScrollArea) if area.isAncestorOf(view.member.banner))
    inner = column.widget()
    assert inner is not None
    assert inner.width() <= column.viewport().width()
    title, text = view.member.banner.findChildren(ElidedLabel)
    if which != "long":
        assert (title.text(), text.text()) == (BANNERS[which].title, BANNERS[which].text)
    assert view.member.banner.height() <= 56
