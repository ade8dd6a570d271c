"""What a form is made of: one control for each kind of value, all with `value()`, `set_value()` and `changed`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui import theme
from ui.icons import draw_icon

NUMBER_WIDTH = 160

_DAY = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,2})")
_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})")


class TextControl(QLineEdit):
    """One line of text, as typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textChanged.connect(self.changed)

    def value(self) -> object:
        """The text."""
        return self.text()

    def set_value(self, value: object) -> None:
        """Show this text from its beginning."""
        self.setText(str(value))
        self.setCursorPosition(0)


class NumberControl(QLineEdit):
    """A whole number. What is no number stays as typed and comes back as text, so that a check can say so."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(NUMBER_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textChanged.connect(self.changed)

    def value(self) -> object:
        """The number; full-width digits and thousands separators are understood. Otherwise the text."""
        plain = unicodedata.normalize("NFKC", self.text()).replace(",", "").strip()
        digits = plain.removeprefix("-")
        return int(plain) if digits.isascii() and digits.isdigit() else self.text()

    def set_value(self, value: object) -> None:
        """Show this number, or text that was no number."""
        self.setText(f"{value:,}" if isinstance(value, int) else str(value))


class AreaControl(QPlainTextEdit):
    """Some lines of text; Tab leaves it."""

    changed = Signal()

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 34)
        self.textChanged.connect(self.changed)

    def value(self) -> object:
        """The text."""
        return self.toPlainText()

    def set_value(self, value: object) -> None:
        """Show this text."""
        self.setPlainText(str(value))


class ListControl(AreaControl):
    """Short texts, one a line; empty lines do not count, and a line that is there twice counts once."""

    def value(self) -> object:
        """The texts, in order."""
        return tuple(dict.fromkeys(line.strip() for line in self.toPlainText().splitlines() if line.strip()))

    def set_value(self, value: object) -> None:
        """Show these texts."""
        self.setPlainText("\n".join(str(text) for text in value) if isinstance(value, list | tuple) else str(value))


class ChoiceControl(QComboBox):
    """One of some choices. The wheel scrolls the page, never the choice."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.currentIndexChanged.connect(self.changed)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these as (value, label); what was chosen stays chosen."""
        value = self.value()
        self.blockSignals(True)
        self.clear()
        for each, label in choices:
            self.addItem(label, each)
        self.set_value(value)
        self.blockSignals(False)

    def value(self) -> object:
        """The chosen value, "" when there is none."""
        return self.currentData() or ""

    def set_value(self, value: object) -> None:
        """Choose this value; an unknown one chooses the first."""
        self.setCurrentIndex(max(0, self.findData(value)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then our own arrow in the theme's colour."""
        super().paintEvent(event)
        painter = QPainter(self)
        draw_icon(
            painter, "chevron-down", QRectF(self.width() - 32, self.height() / 2 - 9, 18, 18), theme.colour("text2")
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page behind."""
        event.ignore()


class SwitchControl(QAbstractButton):
    """Yes or no as a switch with its sentence beside it; the knob's mark tells the two apart without colour."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self.changed)

    def value(self) -> object:
        """Whether it is on."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Turn it on or off."""
        self.setChecked(bool(value))

    def sizeHint(self) -> QSize:
        """Wide enough for the sentence, high enough for a finger."""
        return QSize(62 + self.fontMetrics().horizontalAdvance(self.text()), theme.TARGET)

    def minimumSizeHint(self) -> QSize:
        """The same: the sentence is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, knob and sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(2, self.height() / 2 - 12, 44, 24)
        on = self.isChecked()
        painter.setPen(QPen(theme.colour("primary" if on else "control"), 1))
        painter.setBrush(theme.colour("primary" if on else "sunken"))
        painter.drawRoundedRect(track, 12, 12)
        knob = QPointF(track.right() - 12 if on else track.left() + 12, track.center().y())
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(knob, 9, 9)
        mark = QRectF(knob.x() - 6, knob.y() - 6, 12, 12)
        draw_icon(painter, "check" if on else "x", mark, theme.colour("primary" if on else "text3"))
        painter.setPen(theme.colour("text"))
        text = QRectF(56, 0, self.width() - 56, self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-1, -1, 1, 1), 13, 13)


class DayControl(QLineEdit):
    """A day, typed as a person writes it ("2026/3/1", "115.3.1" of the republic); what is no day stays as typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(NUMBER_WIDTH)
        self.setPlaceholderText("2026-03-01")
        self.textChanged.connect(self.changed)

    def value(self) -> object:
        """The day as "2026-03-01", "" for none; otherwise the text."""
        plain = unicodedata.normalize("NFKC", self.text()).strip()
        parts = _DAY.fullmatch(plain)
        if parts is None:
            return plain
        year = int(parts[1]) + (1911 if len(parts[1]) <= 3 else 0)
        return f"{year:04d}-{int(parts[2]):02d}-{int(parts[3]):02d}"

    def set_value(self, value: object) -> None:
        """Show this day, or text that was none."""
        self.setText(str(value))


class TimeControl(QLineEdit):
    """A time of the day, typed as "9:30" or "0930"; what is no time stays as typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(NUMBER_WIDTH)
        self.setPlaceholderText("09:30")
        self.textChanged.connect(self.changed)

    def value(self) -> object:
        """The time as "09:30", "" for none; otherwise the text."""
        plain = unicodedata.normalize("NFKC", self.text()).strip()
        parts = _TIME.fullmatch(plain)
        return plain if parts is None else f"{int(parts[1]):02d}:{parts[2]}"

    def set_value(self, value: object) -> None:
        """Show this time, or text that was none."""
        self.setText(str(value))


PlainControl = (
    TextControl | NumberControl | AreaControl | ListControl | ChoiceControl | SwitchControl | DayControl | TimeControl
)
