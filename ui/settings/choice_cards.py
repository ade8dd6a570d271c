"""A choice of a few cards, each with an icon, a word and a sentence; the chosen one has a border and a tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget

from ui import theme
from ui.icons import draw_icon
from ui.tables import draw_text
from ui.widgets.buttons import PaintedButton

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_LEFT, _RIGHT, _TOP = 52, 40, 12


class ChoiceCard(PaintedButton):
    """One card."""

    def __init__(self, icon: str, word: str, sentence: str) -> None:
        super().__init__()
        self._icon = icon
        self._sentence = sentence
        self.setText(word)
        self.setCheckable(True)
        self.setAccessibleName(word)
        self.setAccessibleDescription(sentence)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _text_height(self, width: int) -> int:
        area = QRect(0, 0, max(width - _LEFT - _RIGHT, 60), 1000)
        return QFontMetrics(theme.font(13)).boundingRect(area, _WRAP, self._sentence).height()

    def hasHeightForWidth(self) -> bool:
        """The sentence wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the wrapped sentence needs."""
        return max(theme.TARGET_PRIMARY, 2 * _TOP + 24 + self._text_height(width))

    def sizeHint(self) -> QSize:
        """For a card of ordinary width."""
        return QSize(280, self.heightForWidth(280))

    def minimumSizeHint(self) -> QSize:
        """Narrower cards are higher: the sentence is never cut."""
        return QSize(180, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the new width needs."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paint_face(self, painter: QPainter) -> None:
        """Draw border, icon, word, sentence and tick."""
        chosen = self.isChecked()
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(theme.colour("primary_tint" if chosen else "surface2" if self.underMouse() else "surface"))
        painter.setPen(QPen(theme.colour("primary" if chosen else "control"), 2 if chosen else 1))
        painter.drawRoundedRect(rect, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        ink = theme.colour("primary" if chosen else "text2")
        draw_icon(painter, self._icon, QRectF(16, _TOP + 1, 22, 22), ink)
        if chosen:
            draw_icon(painter, "check", QRectF(self.width() - 32, _TOP + 2, 20, 20), ink)
        area = self.rect().adjusted(_LEFT, _TOP, -_RIGHT, -_TOP)
        draw_text(painter, QRect(area.left(), area.top(), area.width(), 22), self.text(), bold=True)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("text2"))
        painter.drawText(area.adjusted(0, 24, 0, 4), _WRAP, self._sentence)


class ChoiceCards(QWidget):
    """The cards in a grid. `chosen(id)` when a person chooses, never when the program does."""

    chosen = Signal(str)

    def __init__(self, columns: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._ids: list[str] = []
        self._current = ""
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._choose)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def show_choices(self, choices: Sequence[tuple[str, str, str, str]]) -> None:
        """Show these choices as (id, icon, word, sentence); the chosen one stays chosen."""
        focused = next((name for name in self._ids if self.card(name).hasFocus()), "")
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._ids = [name for name, *_ in choices]
        for number, (_, icon, word, sentence) in enumerate(choices):
            card = ChoiceCard(icon, word, sentence)
            self._group.addButton(card, number)
            self._grid.addWidget(card, number // self._columns, number % self._columns)
        self.choose(self._current)
        if focused in self._ids:
            self.card(focused).setFocus()

    def names(self) -> tuple[str, ...]:
        """The ids of the choices, in order."""
        return tuple(self._ids)

    def card(self, name: str) -> ChoiceCard:
        """The card of one choice; an unknown id raises ValueError."""
        card = self._group.button(self._ids.index(name))
        if not isinstance(card, ChoiceCard):
            raise TypeError(type(card))
        return card

    def focus_chosen(self) -> None:
        """Give the focus to the chosen card, or to the first; nothing happens while there is none."""
        if self._ids:
            name = self._current if self._current in self._ids else self._ids[0]
            self.card(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> str:
        """The chosen id."""
        return self._current

    def choose(self, name: str) -> None:
        """Mark one as chosen without emitting; an unknown id marks none."""
        self._current = name
        self._group.setExclusive(False)
        for number, known in enumerate(self._ids):
            self._group.button(number).setChecked(known == name)
        self._group.setExclusive(True)

    def _choose(self, number: int) -> None:
        self._current = self._ids[number]
        self.chosen.emit(self._current)
