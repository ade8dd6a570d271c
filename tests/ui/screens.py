"""Shows a screen as the window does, and acts on it as a person does."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fitting import settle
from ui import theme

Shown = TypeVar("Shown", bound=QWidget)

WIDE, NARROW = (1280, 692), (1024, 660)
LEFT = Qt.MouseButton.LeftButton

# A window without an owner would be collected while it is tested.
_windows: list[QWidget] = []


def shown(qtbot: QtBot, view: Shown, size: tuple[int, int] = WIDE) -> Shown:
    """The view in a window of this size, in the light theme, laid out."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if theme.is_dark() or not app.styleSheet():
        theme.apply_theme(app, dark=False)
    window = QWidget()
    # The offscreen platform warns about size hints, which a window with its own least size does not send.
    window.setMinimumSize(1, 1)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(view)
    _windows.append(window)
    qtbot.addWidget(window, before_close_func=_windows.remove)
    window.resize(*size)
    window.show()
    settle()
    return view


def click(widget: QWidget) -> None:
    """Press and release the left button in the middle of a widget that can be seen."""
    assert widget.isVisible(), widget
    QTest.mouseClick(widget, LEFT)
    settle()


def click_row(table: QTableView, row: int) -> None:
    """Click into the first shown column of a row."""
    column = next(number for number in range(table.model().columnCount()) if not table.isColumnHidden(number))
    rect = table.visualRect(table.model().index(row, column))
    QTest.mouseClick(table.viewport(), LEFT, pos=rect.center())
    settle()


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key while the widget has the focus."""
    widget.setFocus()
    QTest.keyClick(widget, key, modifier)
    settle()


def caught(signal: SignalInstance) -> list[tuple[object, ...]]:
    """Everything the signal carries from now on."""
    got: list[tuple[object, ...]] = []
    signal.connect(lambda *values: got.append(values))
    return got


def texts(view: QWidget) -> set[str]:
    """Every text of a label or a button that can be seen."""
    labels = {label.text() for label in view.findChildren(QLabel) if label.isVisible()}
    return labels | {button.text() for button in view.findChildren(QAbstractButton) if button.isVisible()}
