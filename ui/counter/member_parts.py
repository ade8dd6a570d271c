"""The parts of the member's column: the banner, a stamp card with its words, and the last visits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import icons, theme
from ui.counter.facts import BannerFacts, HistoryLine, StampCardFacts
from ui.widgets.badge import KeyBadge
from ui.widgets.buttons import Button
from ui.widgets.stamp_card import StampCard
from ui.widgets.text import ElidedLabel, label
from ui.widgets.tile import IconLabel

_LINE_HEIGHT = 26
_DATE_ROOM = 48
_LEAST_LINES = 3
_HEAD_GAP = 8
_NOTE_ROOM = 330
_KEYS_NEED = 440


class Banner(QFrame):
    """Something to know about this member today, with a button where one can be given."""

    action_wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self.setProperty("kind", "warn")
        self._action_id = ""
        self._icon = IconLabel(size=22)
        self._title = ElidedLabel(role="strong")
        self._text = ElidedLabel()
        self.button = Button()
        self.button.clicked.connect(lambda: self.action_wished.emit(self._action_id))
        # One above the other: beside it, a birthday with its year left no room for what there is to give.
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 6, 4)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.setMinimumHeight(52)
        self.hide()

    def show_banner(self, facts: BannerFacts | None) -> None:
        """Show it, or nothing."""
        self.setVisible(facts is not None)
        if facts is None:
            return
        self._action_id = facts.action_id
        self._icon.show_icon(facts.icon, "warn")
        self._title.setText(facts.title)
        self._text.setText(facts.text)
        self._text.setVisible(bool(facts.text))
        self.button.setText(facts.action_label)
        self.button.setVisible(bool(facts.action_label))


class StampCardBlock(QWidget):
    """A stamp card under its name; beside the name how far it is."""

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLabel(role="section", least_width=80)
        self._subtitle = ElidedLabel(role="hint")
        self._note = ElidedLabel(role="stamp", least_width=_NOTE_ROOM)
        self.card = StampCard()
        head = QHBoxLayout()
        head.setSpacing(_HEAD_GAP)
        head.addWidget(self._title)
        head.addWidget(self._subtitle)
        head.addStretch(1)
        head.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.card)

    def show_card(self, facts: StampCardFacts) -> None:
        """Show the card as it will be after this sale."""
        self._title.setText(facts.title)
        self._subtitle.setText(facts.subtitle)
        self._note.setText(facts.note)
        self.card.show_card(
            facts.have,
            facts.pending,
            facts.needed,
            waiting=facts.rewards_waiting,
            gift=facts.gift,
            icon=facts.icon,
        )
        self.setAccessibleName(f"{facts.title} {facts.note}")
        self._fit_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def _fit_head(self) -> None:
        """How far it is goes before what the card is: the sentence leaves when there is no room for all three."""
        parts = (self._title, self._subtitle, self._note)
        wanted = sum(part.sizeHint().width() for part in parts) + 3 * _HEAD_GAP
        self._subtitle.setVisible(wanted <= self.width())


class HistoryList(QWidget):
    """The last visits, as many as there is room for, at least three."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[HistoryLine, ...] = ()
        self._empty = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_lines(self, lines: Sequence[HistoryLine], empty: str) -> None:
        """Show these, newest first, or the words for none."""
        self._lines = tuple(lines)
        self._empty = empty
        self.setAccessibleName("\n".join(f"{line.date} {line.text} {line.amount}" for line in lines) or empty)
        self.setMaximumHeight(_LINE_HEIGHT * max(1, len(self._lines)))
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _LINE_HEIGHT * min(_LEAST_LINES, max(1, len(self._lines))))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def shown_lines(self) -> tuple[HistoryLine, ...]:
        """The lines that there is room for."""
        return self._lines[: max(1, self.height() // _LINE_HEIGHT)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._lines:
            painter.setFont(theme.font(13))
            painter.setPen(theme.colour("text3"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self._empty)
        for number, line in enumerate(self.shown_lines()):
            self._paint_line(painter, QRectF(0, number * _LINE_HEIGHT, self.width(), _LINE_HEIGHT), line)

    def _paint_line(self, painter: QPainter, rect: QRectF, line: HistoryLine) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(15, bold=True))
        painter.setPen(theme.colour({"plain": "text2", "plus": "primary", "minus": "stamp"}[line.kind]))
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, line.amount)
        end = rect.right() - QFontMetricsF(painter.font()).horizontalAdvance(line.amount) - 12
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour("text3"))
        painter.drawText(rect, middle, line.date)
        start = rect.left() + max(_DATE_ROOM, QFontMetricsF(painter.font()).horizontalAdvance(line.date) + 12)
        painter.setFont(theme.font(15))
        painter.setPen(theme.colour("text"))
        area = QRectF(start, rect.top(), max(end - start, 1), rect.height())
        text = QFontMetricsF(painter.font()).elidedText(line.text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, middle, text)


class EmptyCounter(QWidget):
    """What the middle column says while nobody is at the counter: what to do, and the keys."""

    _STEPS = (
        ("F1", "counter.step_find"),
        ("F2", "counter.step_amount"),
        ("+  −", "counter.step_stamps"),
        ("F12", "counter.step_finish"),
        ("Ctrl+Z", "counter.step_undo"),
        ("F11", "counter.step_keys"),
    )

    def __init__(self) -> None:
        super().__init__()
        self._title = label(role="title")
        self._text = label(role="second", wrap=True)
        self._steps = [ElidedLabel(least_width=80) for _ in self._STEPS]
        for words_label in (self._title, self._text):
            words_label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 0)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(_RoundIcon("scan-barcode"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(14)
        self._keys = self._build_steps()
        column.addWidget(self._keys, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The keys leave where there is no room for them; F11 shows them all."""
        super().resizeEvent(event)
        self._keys.setVisible(self.height() >= _KEYS_NEED)

    def relabel(self, words: Words) -> None:
        """Say it in another language."""
        self._title.setText(words("counter.nobody_title"))
        self._text.setText(words("counter.nobody_text"))
        for step, (_, key) in zip(self._steps, self._STEPS, strict=True):
            step.setText(words(key))

    def _build_steps(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for step, (key, _) in zip(self._steps, self._STEPS, strict=True):
            row = QHBoxLayout()
            row.setSpacing(12)
            badge = KeyBadge(key)
            badge.setFixedWidth(58)
            row.addWidget(badge)
            row.addWidget(step, 1)
            column.addLayout(row)
        return place


class _RoundIcon(QWidget):
    """A large icon on a tinted circle."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(92, 92)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary_tint"))
        painter.drawEllipse(self.rect())
        icons.draw_icon(painter, self._name, QRectF(26, 26, 40, 40), theme.colour("primary"))
