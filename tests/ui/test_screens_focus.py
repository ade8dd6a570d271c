"""Where the typing goes when the screen changes, so that nothing typed lands on a button of the navigation."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import settle
from ui import theme
from ui.first_start.view import FirstStartView
from ui.main_window import MainWindow


class Screen(QWidget):
    """A screen with a field and a button."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("x")
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> MainWindow:
    """An active window with two screens and the first start."""
    theme.apply_theme(qapp, False)
    window = MainWindow(Words("zh_tw"))
    qtbot.addWidget(window)
    window.add_screen("counter", "store", "common.nav_counter", Screen())
    window.add_screen("sales", "receipt-text", "common.nav_sales", Screen())
    window.add_screen("first_start", "", "", FirstStartView(Words("zh_tw")))
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: qapp.activeWindow() is window)
    return window


def part(window: MainWindow, kind: type[QWidget], number: int = 0) -> QWidget:
    """One of the screens of this kind."""
    return window.findChildren(kind)[number]


def test_no_button_gets_the_focus_by_a_change_of_screen(window: MainWindow) -> None:
    first = part(window, Screen)
    first.findChild(QLineEdit).setFocus()
    window.show_screen("sales")
    assert not isinstance(QApplication.focusWidget(), QPushButton | QLineEdit)
    assert not first.isAncestorOf(QApplication.focusWidget())


def test_the_same_screen_again_leaves_the_focus_where_it_is(window: MainWindow) -> None:
    field = part(window, Screen).findChild(QLineEdit)
    field.setFocus()
    window.show_screen("counter")
    assert QApplication.focusWidget() is field


def test_a_sheet_closes_after_what_had_the_focus_is_gone(window: MainWindow) -> None:
    first = part(window, Screen)
    assert isinstance(first, Screen)
    first.field.setFocus()
    window.show_sheet(QPushButton("paper"))
    first.field.deleteLater()
    settle()
    window.close_sheet()
    assert not window.sheet_is_open()


def test_the_first_start_takes_typing_at_once_and_lets_go_at_its_end(window: MainWindow, qtbot: QtBot) -> None:
    window.show_screen("first_start")
    view = part(window, FirstStartView)
    assert isinstance(view, FirstStartView)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is view.name.control)
    field = part(window, Screen).findChild(QLineEdit)
    view.finished.connect(lambda _: (window.show_screen("counter"), field.setFocus()))
    for _ in range(3):
        view.skip.click()
    assert QApplication.focusWidget() is field
