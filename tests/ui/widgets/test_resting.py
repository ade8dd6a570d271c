"""A layout that rests while its parts change."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.resting import resting


def test_parts_that_came_while_a_layout_rested_are_laid_out_afterwards(qtbot: QtBot) -> None:
    whole, second = QWidget(), QPushButton("b")
    qtbot.addWidget(whole)
    row = QHBoxLayout(whole)
    for part in (QPushButton("a"), second):
        row.addWidget(part)
    second.hide()
    before = whole.sizeHint().width()
    with resting(row):
        second.show()
        assert not row.isEnabled()
    assert whole.sizeHint().width() > before


def test_a_layout_wakes_when_something_goes_wrong_while_it_rests(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    row = QHBoxLayout(whole)
    with pytest.raises(ZeroDivisionError), resting(row):
        raise ZeroDivisionError
    assert row.isEnabled()
