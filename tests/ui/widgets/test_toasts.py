"""What the bar at the bottom says fits into its two lines, or says that there is more."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.screens import shown
from ui.bottom_bar import BottomBar
from ui.facts import MessageFacts, StatusFacts, StatusItem

LONG = (
    "The answers could not be kept: the folder /home/owner/.local/share/regulars/a-long-name cannot be written to. " * 2
)


@pytest.mark.parametrize("width", [1024, 1280])
@pytest.mark.parametrize("text", [LONG[:112], LONG, "字" * 200])
def test_long_trouble_is_never_cut_above_and_below(qtbot: QtBot, width: int, text: str) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    bar = BottomBar()
    column.addWidget(bar)
    shown(qtbot, window, (width, 200))
    bar.show_status(StatusFacts(*(StatusItem(name) for name in ("Scanner", "Slips on screen", "Works offline"))))
    bar.show_message(MessageFacts(text, "danger"))
    qtbot.wait(20)
    words = bar.message._text
    needed = words.fontMetrics().boundingRect(words.rect(), Qt.TextFlag.TextWordWrap.value, words.text()).height()
    assert needed <= words.height()
    assert bar.message.toolTip() in ("", text)
    assert (words.text() == text) is (bar.message.toolTip() == "")
