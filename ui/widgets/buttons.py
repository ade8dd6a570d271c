"""Buttons: the plain ones of the style sheet by kind, icon buttons with a name, and the one filled button of a screen.

A scanner ends with Enter; none of these is pressed by Enter, only by a click, a touch or Space.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from ui import icons, theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Button(QPushButton):
    """A push button that Enter does not press. Kinds: "", "primary", "danger", "quiet", "link", "key", "nav",
    "segment", "icon", "filter", "pill", "fold".
    """

    def __init__(self, text: str = "", kind: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if kind:
            self.setProperty("kind", kind)
        if icon:
            self.set_icon(icon)

    def set_icon(self, name: str, token: str = "") -> None:
        """Show an icon before the words, in a token of the theme (by default the one that fits the kind)."""
        kind = self.property("kind")
        tokens = {"primary": "on_primary", "danger": "danger", "link": "primary", "nav": "text2"}
        self.setIcon(
            icons.icon(name, token or tokens.get(kind, "text2"), "primary" if kind in ("nav", "filter") else "")
        )
        self.fit_icon()

    def fit_icon(self) -> None:
        """Give the icon air before the words; without words it is square, in the middle."""
        self.setIconSize(QSize(26 if self.text() else 20, 20))

    def setText(self, text: str) -> None:
        """Show these words (after the icon, if there is one)."""
        super().setText(text)
        self.fit_icon()

    def sizeHint(self) -> QSize:
        """A button that can be checked has room for its words in bold, which it then shows."""
        hint = super().sizeHint()
        if self.isCheckable():
            plain, bold = (QFontMetricsF(theme.font(15, bold=heavy)) for heavy in (False, True))
            more = bold.horizontalAdvance(self.text()) - plain.horizontalAdvance(self.text())
            hint.setWidth(hint.width() + math.ceil(more) + 1)
        return hint

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)


class IconButton(Button):
    """A square button with an icon only; `name` is its accessible name and tooltip."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", "icon", icon, parent)
        self.rename(name)

    def rename(self, name: str) -> None:
        """Say what it does in another language."""
        self.setAccessibleName(name)
        self.setToolTip(name)


class PaintedButton(QAbstractButton):
    """A button that paints itself in `paint_face`; Enter does not press it, the focus is a ring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paint_face(self, painter: QPainter) -> None:
        """Draw the button; the focus ring comes after."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_face(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(2, 2, -2, -2), theme.RADIUS_CONTROL, theme.RADIUS_CONTROL
            )


class PrimaryButton(PaintedButton):
    """The one filled button of a screen: icon, words, the amount at the right and the key that does the same."""

    def __init__(self, icon: str, key_label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._amount = ""
        self._key_label = key_label
        self.setFixedHeight(theme.TARGET_PRIMARY)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_button(self, text: str, amount: str, enabled: bool) -> None:
        """Show the words and the amount ("NT$ 288", "" for none)."""
        self.setText(text)
        self._amount = amount
        self.setEnabled(enabled)
        self.setAccessibleName(f"{text} {amount}".strip())
        self.updateGeometry()
        self.update()

    def amount(self) -> str:
        """The amount on the button."""
        return self._amount

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(theme.font(20, bold=True)).horizontalAdvance(self.text())
        amount = QFontMetricsF(theme.font(22, bold=True)).horizontalAdvance(self._amount)
        return QSize(round(words + amount) + 20 + 36 + 24 + 44 + 16, theme.TARGET_PRIMARY)

    def paint_face(self, painter: QPainter) -> None:
        """Draw icon, words, amount and key."""
        ground, ink = self._colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), theme.RADIUS_PRIMARY, theme.RADIUS_PRIMARY)
        area = QRectF(self.rect()).adjusted(20, 0, -18, 0)
        icons.draw_icon(painter, self._icon, QRectF(area.left(), area.center().y() - 12, 24, 24), ink)
        area.setLeft(area.left() + 36)
        painter.setPen(ink)
        area.setRight(self._paint_end(painter, area))
        painter.setFont(theme.font(20, bold=True))
        text = QFontMetricsF(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_end(self, painter: QPainter, area: QRectF) -> float:
        """Draw the key and the amount from the right; returns where the words must end."""
        right = area.right()
        for text, size, gap in ((self._key_label, 12, 14), (self._amount, 22, 12)):
            if not text:
                continue
            painter.setFont(theme.font(size, bold=True))
            width = QFontMetricsF(painter.font()).horizontalAdvance(text)
            rect = QRectF(right - width, area.top(), width + 1, area.height())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            right -= width + gap
        return right

    def _colours(self) -> tuple[QColor, QColor]:
        if not self.isEnabled():
            return theme.colour("sunken"), theme.colour("text3")
        token = "primary_pressed" if self.isDown() else "primary_hover" if self.underMouse() else "primary"
        return theme.colour(token), theme.colour("on_primary")
