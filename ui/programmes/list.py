"""The shop's programmes as cards, one under the other; the opened one has a border and a tick."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.icons import draw_icon
from ui.programmes.facts import ProgrammeCard
from ui.tables import draw_text
from ui.widgets.buttons import Button, PaintedButton
from ui.widgets.chip import paint_chip
from ui.widgets.text import label

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_SIDE, _TOP, _HEAD, _FOOT = 14, 12, 26, 34


class Card(PaintedButton):
    """One programme."""

    def __init__(self, facts: ProgrammeCard) -> None:
        super().__init__()
        self.facts = facts
        self.setCheckable(True)
        self.setText(facts.name)
        self.setAccessibleName(f"{facts.name} {facts.state.text}")
        self.setAccessibleDescription(facts.sentence)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """The sentence wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the wrapped sentence needs."""
        area = QRect(0, 0, max(width - 2 * _SIDE, 60), 1000)
        text = QFontMetrics(theme.font(13)).boundingRect(area, _WRAP, self.facts.sentence).height()
        return 2 * _TOP + _HEAD + text + 6 + _FOOT

    def sizeHint(self) -> QSize:
        """For a card of ordinary width."""
        return QSize(260, self.heightForWidth(260))

    def minimumSizeHint(self) -> QSize:
        """Narrower cards are higher: the sentence is never cut."""
        return QSize(180, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the new width needs."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paint_face(self, painter: QPainter) -> None:
        """Draw icon, name, sentence, state and version."""
        chosen = self.isChecked()
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(theme.colour("primary_tint" if chosen else "surface2" if self.underMouse() else "surface"))
        painter.setPen(QPen(theme.colour("primary" if chosen else "line"), 2 if chosen else 1))
        painter.drawRoundedRect(rect, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        ink = theme.colour("primary" if chosen else "text2")
        draw_icon(painter, self.facts.icon, QRectF(_SIDE, _TOP, 20, 20), ink)
        width = self.width() - 2 * _SIDE
        draw_text(painter, QRect(_SIDE + 28, _TOP - 1, width - 28, 22), self.facts.name, bold=True)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("text2"))
        painter.drawText(
            QRect(_SIDE, _TOP + _HEAD, width, self.height() - _TOP - _HEAD - _FOOT), _WRAP, self.facts.sentence
        )
        foot = self.height() - _TOP - 26
        version = QFontMetrics(theme.font(13)).horizontalAdvance(self.facts.version)
        wide = paint_chip(painter, QPointF(_SIDE, foot), self.facts.state, most=width - version - 8)
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("text2"))
        rest = QRectF(_SIDE + wide + 8, foot, width - wide - 8, 26)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.facts.version)


class ProgrammeList(QFrame):
    """The cards with the way to a new one. `opened(id)` when a person chooses a card."""

    opened = Signal(str)

    def __init__(self, files: tuple[Button, ...], add: Button, rehearse: Button) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.cards: dict[str, Card] = {}
        self._title = label(role="section")
        self._count = label(role="small")
        self._chosen = ""
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(14, 2, 14, 14)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 14, 8)
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        head.addWidget(add)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        above = QHBoxLayout()
        above.setContentsMargins(14, 8, 14, 0)
        above.addWidget(rehearse)
        column.addLayout(above)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 12)
        foot.setSpacing(8)
        for button in files:
            foot.addWidget(button, 1)
        column.addLayout(foot)

    def show_cards(self, cards: tuple[ProgrammeCard, ...]) -> None:
        """Show these; the opened one stays opened, the focus stays on its card."""
        focused = next((name for name, card in self.cards.items() if card.hasFocus()), "")
        for card in self.cards.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        for facts in cards:
            card = Card(facts)
            card.clicked.connect(lambda _=False, name=facts.programme_id: self._choose(name))
            self._column.insertWidget(self._column.count() - 1, card)
            self.cards[facts.programme_id] = card
        self._count.setText(f"{len(cards)}" if cards else "")
        self.mark(self._chosen)
        if focused in self.cards:
            self.cards[focused].setFocus()

    def mark(self, programme_id: str) -> None:
        """Mark one as opened without emitting; an unknown id marks none."""
        self._chosen = programme_id
        for name, card in self.cards.items():
            card.setChecked(name == programme_id)

    def focus_chosen(self) -> None:
        """Give the focus to the opened card, or to the first."""
        card = self.cards.get(self._chosen) or next(iter(self.cards.values()), None)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, programme_id: str) -> None:
        before = self._chosen
        self.mark(before)
        self.opened.emit(programme_id)

    def relabel(self, words: Words) -> None:
        """Say everything in this language; the cards come anew from the desk."""
        self._title.setText(words("programmes_screen.title"))
        self._scroll.setAccessibleName(words("programmes_screen.title"))
