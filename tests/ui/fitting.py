"""Finds words that are cut off: labels and buttons that are narrower or lower than their text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QHBoxLayout, QLabel, QLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.text import ElidedLabel


def settle() -> None:
    """Let every layout and every deletion happen."""
    for _ in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


def shown(qtbot: QtBot, widget: QWidget, size: tuple[int, int] = (440, 300)) -> QWidget:
    """Show the widget inside a window; the offscreen platform warns of windows that have a least size of their own."""
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    row.addWidget(widget)
    window.resize(*size)
    qtbot.addWidget(window)
    window.show()
    widget.kept_window = window
    return window


def cut_off(window: QWidget) -> list[str]:
    """What cannot be read whole, one sentence each. Shortened labels count only when nothing of them is left."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and isinstance(widget, QLabel | QPushButton) and widget.text():
            problem = _problem(widget, window)
            if problem:
                found.append(f"{type(widget).__name__} {widget.text()!r}: {problem}")
    return found


def _problem(widget: QLabel | QPushButton, window: QWidget) -> str:
    metrics = widget.fontMetrics()
    if isinstance(widget, ElidedLabel):
        return "" if len(widget.text()) > 1 or widget.text() == widget.full_text() else "nothing left"
    if isinstance(widget, QLabel) and widget.wordWrap():
        flags = Qt.TextFlag.TextWordWrap
        needed = metrics.boundingRect(QRect(0, 0, widget.width(), 10_000), flags, widget.text())
        wide = needed.width() > widget.width()
        high = needed.height() > widget.height()
        return f"needs {needed.size()}, has {widget.size()}" if wide or high else _outside(widget, window)
    needed_width = metrics.horizontalAdvance(widget.text())
    if isinstance(widget, QPushButton):
        if widget.isCheckable():
            needed_width = QFontMetrics(theme.font(15, bold=True)).horizontalAdvance(widget.text()) + 16
        needed_width += 6 + (widget.iconSize().width() if not widget.icon().isNull() else 0)
    if needed_width > widget.width() or metrics.height() > widget.height() + 1:
        return f"needs {needed_width} x {metrics.height()}, has {widget.size()}"
    return _outside(widget, window)


def _outside(widget: QWidget, window: QWidget) -> str:
    """Whether the widget reaches out of a parent that does not scroll."""
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return ""
        area = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(area):
            return f"{area} reaches out of {type(parent).__name__} {parent.rect()}"
        parent = parent.parentWidget()
    return ""


def small_targets(window: QWidget, least: int = 44) -> list[str]:
    """Buttons that are smaller than a finger."""
    return [
        f"{type(button).__name__} {button.text() or button.accessibleName()!r}: {button.width()} x {button.height()}"
        for button in window.findChildren(QPushButton)
        if button.isVisibleTo(window) and (button.height() < least or button.width() < least)
    ]


def unnamed_buttons(window: QWidget) -> list[str]:
    """Buttons that neither show a word nor have a name to be read aloud."""
    return [
        f"{type(button).__name__} {button.property('kind')}"
        for button in window.findChildren(QPushButton)
        if button.isVisibleTo(window) and not button.text() and not button.accessibleName()
    ]
