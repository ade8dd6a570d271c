"""A sheet in front of the screen, inside the window: a slip whole, the sheet of keys. No dialog, nothing is blocked."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.widgets.buttons import IconButton
from ui.widgets.text import label


class SheetHost(QWidget):
    """Covers its parent while a sheet is open. Esc, the close button or a click beside the sheet close it."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._content: QWidget | None = None
        self._focus_before: QWidget | None = None
        self._frame = QFrame()
        self._frame.setProperty("role", "sheet")
        self._title = label(role="section")
        self._close = IconButton("x", "")
        self._close.clicked.connect(self.close_sheet)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self._body = QVBoxLayout(self._frame)
        self._body.setContentsMargins(18, 12, 12, 18)
        self._body.addLayout(head)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addWidget(self._frame, 0, Qt.AlignmentFlag.AlignCenter)
        parent.installEventFilter(self)
        self.hide()

    def relabel(self, words: Words) -> None:
        """Say the close button's name in another language."""
        self._close.rename(words("common.close"))

    def show_sheet(self, widget: QWidget, title: str) -> None:
        """Show `widget` on the sheet in place of an earlier one; it is deleted when the sheet closes."""
        self._drop_content()
        if self.isHidden():
            self._focus_before = self.window().focusWidget()
        self._content = widget
        self._title.setText(title)
        self._body.addWidget(widget, 1)
        self._fit()
        self.show()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """Close; the focus goes back to where it was."""
        if self.isHidden():
            return
        self.hide()
        self._drop_content()
        # What had the focus may have been made anew meanwhile, as chips are.
        if self._focus_before is not None and shiboken6.isValid(self._focus_before):
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._focus_before = None
        self.closed.emit()

    def content(self) -> QWidget | None:
        """What is on the sheet now."""
        return self._content

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._frame.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = theme.colour("ink")
        veil.setAlphaF(0.55)
        QPainter(self).fillRect(self.rect(), veil)

    def _fit(self) -> None:
        parent = self.parentWidget()
        self.setGeometry(parent.rect())
        self._frame.setMaximumSize(parent.width() - 48, parent.height() - 48)

    def _drop_content(self) -> None:
        if self._content is not None:
            self._body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
            self._content = None
