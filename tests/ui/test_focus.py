from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import settle
from ui import theme
from ui.counter.view import CounterView
from ui.focus import reading_order
from ui.gallery import window_with
from ui.gallery_counter import moment
from ui.main_window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> MainWindow:
    theme.apply_theme(qapp, dark=False)
    words = Words("zh_tw")
    made = window_with("counter", moment("products", words), words)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    settle()
    return made


def _top(window: MainWindow, part: QWidget) -> int:
    return part.mapTo(window, QPoint(0, 0)).y()


def test_tab_reads_column_after_column_whatever_came_later(window: MainWindow) -> None:
    view = window.findChild(CounterView)
    order = reading_order(view)
    columns = [next(n for n, c in enumerate((view.find, view.member, view.sale)) if c.isAncestorOf(p)) for p in order]
    assert columns == sorted(columns)
    find = [_top(window, part) for part in order if view.find.isAncestorOf(part)]
    assert find == sorted(find)
    assert order[0] is view.find.search.edit
    assert order[-1] is view.sale.primary


def test_tab_and_backtab_go_there_and_back(window: MainWindow, qtbot: QtBot) -> None:
    view = window.findChild(CounterView)
    window.activateWindow()
    view.focus_search()
    order = reading_order(window.centralWidget())
    start = order.index(view.find.search.edit)
    for step in (1, 2, 3):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is order[start + step]
    for _ in range(3):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert window.focusWidget() is view.find.search.edit


def test_tab_stays_on_an_open_sheet(window: MainWindow, qtbot: QtBot) -> None:
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    field = QLineEdit()
    for part in (QLabel("收據"), field):
        column.addWidget(part)
    window.show_sheet(sheet, "收據")
    settle()
    seen = set()
    for _ in range(4):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.add(window.focusWidget())
    assert field in seen
    assert len(seen) == 2


def test_what_is_out_of_sight_is_not_reached(window: MainWindow) -> None:
    view = window.findChild(CounterView)
    assert view.sale.keypad.erase not in reading_order(view)
    view.sale.show_mode("amount")
    settle()
    assert view.sale.keypad.erase in reading_order(view)
