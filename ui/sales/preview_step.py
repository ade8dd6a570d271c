"""What will happen, before the button that does it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.facts import MessageFacts
from ui.sales.facts import ReversalPreview
from ui.sales.step import Step
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.text import label


class ToldArea(QScrollArea):
    """As high as what it tells where there is the room, and scrolled where there is not."""

    def __init__(self, told: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._told = told
        self.setWidget(told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width asks for another height."""
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        told = self._told
        width = max(self.viewport().width(), 1)
        return QSize(width, told.heightForWidth(width) if told.hasHeightForWidth() else told.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, min(self.sizeHint().height(), 90))


class PreviewStep(Step):
    """What will happen, and the button that does it. Neither Enter nor a scan presses it."""

    confirmed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.confirm = Button("", "danger")
        self.beside = label(wrap=True)
        self.warning = MessageBar()
        self._lead = label(role="small")
        self._effects = label(wrap=True)
        self._movements_title = label(role="hint")
        self._movements = label(role="small", wrap=True)
        self._hint = label(role="hint", wrap=True)
        told = QWidget()
        told.setProperty("role", "scrolled")
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        for part in (self._lead, self._effects, self.warning, self._movements_title, self._movements):
            column.addWidget(part)
        column.addStretch(1)
        self.area = ToldArea(told)
        self.column.addWidget(self.area, 1)
        self.column.addWidget(self._hint)
        self.column.addWidget(self.beside)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.confirm)
        row.addStretch(1)
        row.addWidget(self.back_out)
        self.column.addLayout(row)
        self.confirm.clicked.connect(self.confirmed)
        self.relabel(words)

    def begin(self, preview: ReversalPreview) -> None:
        """Show what will happen. A refused one says why and has no button."""
        refused = bool(preview.refusal)
        self.title.setText(preview.title)
        self._effects.setText("\n".join(f"・{effect}" for effect in preview.effects))
        self._effects.setVisible(bool(preview.effects) and not refused)
        self._lead.setVisible(bool(preview.effects) and not refused)
        self._movements.setText("\n".join(f"・{movement}" for movement in preview.movements))
        for part in (self._movements_title, self._movements):
            part.setVisible(bool(preview.movements) and not refused)
        self.area.verticalScrollBar().setValue(0)
        note = preview.refusal or preview.warning
        self.warning.show_message(MessageFacts(note, "danger" if refused else "warn") if note else None)
        self.confirm.setText(preview.confirm)
        self.confirm.setVisible(not refused)
        self.beside.setText(preview.beside)
        self.beside.setVisible(bool(preview.beside) and not refused)
        self._hint.setVisible(not refused)
        self.area.updateGeometry()
        self.back_out.setFocus()

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        super().relabel(words)
        self._lead.setText(words("sales.preview_lead"))
        self._movements_title.setText(words("sales.movements"))
        self._hint.setText(words("sales.confirm_hint"))
