"""Labels by role (the style sheet knows the roles), and one that shortens what is too long instead of cutting it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label in a role of the style sheet ("title", "hint", "value", ...)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def set_role(widget: QWidget, role: str, *, name: str = "role") -> None:
    """Give the widget another role (or another dynamic property) and let the style sheet look at it again."""
    if widget.property(name) == role:
        return
    widget.setProperty(name, role)
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at the widget and everything in it again."""
    for part in (widget, *widget.findChildren(QWidget)):
        part.style().unpolish(part)
        part.style().polish(part)


def rule() -> QFrame:
    """A thin line between two parts."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


class ElidedLabel(QLabel):
    """One line that ends in "…" where it does not fit; the whole text is then its tooltip."""

    def __init__(self, text: str = "", role: str = "", least_width: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._full = text
        self._least_width = least_width
        if role:
            self.setProperty("role", role)
        self._fit()

    def setText(self, text: str) -> None:
        """Show `text`, shortened to the width there is."""
        self._full = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def full_text(self) -> str:
        """What was given, unshortened."""
        return self._full

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._full) + 3, max(metrics.height(), super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._least_width, self.sizeHint().width()), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, max(self.width(), 1))
        super().setText(shown)
        self.setToolTip(self._full if shown != self._full else "")
