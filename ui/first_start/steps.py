"""Which of a few steps this is: a dot for each, and the same in words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.widgets.text import label


class _Dots(QWidget):
    """The dots alone; the present one is long."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.steps = steps
        self.step = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for one long and the rest short."""
        return QSize(self.steps * 16 + 16, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw done ones filled, the present one long, the rest pale."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        x = 0.0
        for number in range(self.steps):
            width = 24.0 if number == self.step else 8.0
            painter.setBrush(theme.colour("primary" if number <= self.step else "control"))
            painter.drawRoundedRect(QRectF(x, 2, width, 8), 4, 4)
            x += width + 8


class StepDots(QWidget):
    """Dots and words."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self._dots = _Dots(steps)
        self._text = label(role="hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._dots)
        row.addWidget(self._text)

    def show_step(self, step: int, text: str, steps: int = 0) -> None:
        """Show this step, counted from 0, and its words; `steps` where their number is another one now."""
        self._dots.steps = steps or self._dots.steps
        self._dots.step = step
        self._dots.updateGeometry()
        self._dots.update()
        self._text.setText(text)
        self.setAccessibleName(text)
