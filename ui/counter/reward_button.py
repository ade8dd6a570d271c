"""A reward on its key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from ui import icons, theme
from ui.counter.facts import RewardKey
from ui.counter.sale_parts import fitting_font
from ui.widgets.buttons import PaintedButton

HOLD_MS = 600
_NAME_SIZES, _NOTE_SIZES = (15, 13, 12), (13, 12)
_APART = 6


def _width(text: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(text)


def _elided(text: str, font: QFont, room: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)


def _key_font() -> QFont:
    return theme.font(12, bold=True)


class RewardButton(PaintedButton):
    """A reward on its key: to be taken, taken, or why not and how far. Held down it is not taken any more."""

    wished = Signal(str)
    dropped = Signal(str)

    def __init__(self, height: int = theme.TARGET_KEY, *, one_line: bool = False) -> None:
        super().__init__()
        self._facts = RewardKey("", "", "", "unavailable")
        self._one_line = one_line
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._was_held = False
        self._held = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._held.timeout.connect(self._on_held)
        self.pressed.connect(self._on_pressed)
        self.released.connect(self._held.stop)
        self.clicked.connect(self._on_clicked)

    def show_reward(self, facts: RewardKey) -> None:
        """Show the reward as it stands now."""
        self._facts = facts
        self.setText(facts.title)
        self.setEnabled(facts.state != "unavailable")
        self.setAccessibleName(f"{facts.title} {facts.note}")
        self.setToolTip(f"{facts.title}\n{facts.note}")
        self.update()

    def reward(self) -> RewardKey:
        """What is shown."""
        return self._facts

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def paint_face(self, painter: QPainter) -> None:
        """Draw the key as it stands now."""
        ground, border, title, note = self._colours()
        chosen = self._facts.state == "chosen"
        painter.setPen(QPen(border, 2))
        painter.setBrush(ground)
        radius = theme.RADIUS_CONTROL
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        icon = "check" if chosen else self._facts.icon
        if self._has_icon():
            icons.draw_icon(painter, icon, QRectF(12, QRectF(self.rect()).center().y() - 10, 20, 20), title)
        painter.setPen(note)
        painter.setFont(_key_font())
        keys = QRectF(self.rect()).adjusted(12, 0, -10, 0)
        painter.drawText(keys, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._facts.key_label)
        self._paint_lines(painter, title, note)

    def text_area(self) -> QRectF:
        """Where title and note stand: right of the icon, left of the key's label."""
        label_room = QFontMetricsF(_key_font()).horizontalAdvance(self._facts.key_label) + 4
        return QRectF(self.rect()).adjusted(40, 0, -10 - label_room, 0)

    def is_stacked(self) -> bool:
        """Whether name and note stand above each other: always on a full key, else where a line is too short."""
        if not self._one_line:
            return True
        return _width(self._facts.note, theme.font(12)) > self.text_area().width() - self._name_room()

    def lines_shown(self) -> tuple[str, str]:
        """Name and note as they are drawn, shortened where the key is too narrow."""
        stacked = self.is_stacked()
        area = self._stack_area() if stacked else self.text_area()
        note = self._note_font(area)
        room = area.width() if stacked else area.width() - _width(self._facts.note, note) - _APART
        name = fitting_font(self._facts.title, room, _NAME_SIZES, bold=True)
        return _elided(self._facts.title, name, room), _elided(self._facts.note, note, area.width())

    def _note_font(self, area: QRectF) -> QFont:
        if self.is_stacked():
            return fitting_font(self._facts.note, area.width(), _NOTE_SIZES)
        # Two thirds at most, and never so large that the name, which gives way, could not be read at all.
        return fitting_font(self._facts.note, min(area.width() * 0.66, area.width() - self._name_room()), _NAME_SIZES)

    def _name_room(self) -> float:
        """What the name takes of a line at its smallest, with the space behind it."""
        return _width(self._facts.title, theme.font(_NAME_SIZES[-1], bold=True)) + _APART

    def _stack_area(self) -> QRectF:
        """On a low key, where every dot is needed, the lines come close to the icon and to the edge."""
        if not self._one_line:
            return self.text_area()
        return QRectF(self.rect()).adjusted(36 if self._has_icon() else 8, 0, -6, 0)

    def _has_icon(self) -> bool:
        """On a low key the icon goes before what the key does is cut: the words say as much."""
        return not self._one_line or _width(self._facts.note, theme.font(12)) <= self.width() - 36 - 6

    def _paint_lines(self, painter: QPainter, title: QColor, note: QColor) -> None:
        if self.is_stacked():
            self._paint_stack(painter, self._stack_area(), title, note)
        else:
            self._paint_one_line(painter, self.text_area(), title, note)

    def _paint_stack(self, painter: QPainter, area: QRectF, title: QColor, note: QColor) -> None:
        middle = area.center().y()
        name_font = fitting_font(self._facts.title, area.width(), _NAME_SIZES, bold=True)
        above, below = (-18, 0) if self.height() < theme.TARGET_KEY else (-20, 2)
        shown_name, shown_note = self.lines_shown()
        lines = ((shown_name, name_font, title, above), (shown_note, self._note_font(area), note, below))
        for text, chosen_font, ink, top in lines:
            painter.setFont(chosen_font)
            painter.setPen(ink)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(area.left(), middle + top, area.width(), 20), flags, text)

    def _paint_one_line(self, painter: QPainter, area: QRectF, title: QColor, note: QColor) -> None:
        """What it does stands at the right and is never shortened; the name gives way."""
        name, shown_note = self.lines_shown()
        note_font = self._note_font(area)
        painter.setFont(note_font)
        painter.setPen(note)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown_note)
        left = area.adjusted(0, 0, -_width(shown_note, note_font) - _APART, 0)
        painter.setFont(fitting_font(self._facts.title, left.width(), _NAME_SIZES, bold=True))
        painter.setPen(title)
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _on_pressed(self) -> None:
        self._was_held = False
        self._held.start()

    def _on_held(self) -> None:
        if self._facts.state == "chosen":
            self._was_held = True
            self.dropped.emit(self._facts.offer_id)

    def _on_clicked(self) -> None:
        if not self._was_held:
            self.wished.emit(self._facts.offer_id)

    def _colours(self) -> tuple[QColor, QColor, QColor, QColor]:
        """Ground, border, title, note."""
        if self._facts.state == "chosen":
            ground = theme.colour("primary_pressed" if self.isDown() else "primary")
            return ground, ground, theme.colour("on_primary"), theme.colour("on_primary")
        if self._facts.state == "unavailable":
            return theme.colour("sunken"), theme.colour("sunken"), theme.colour("text2"), theme.colour("text2")
        hot = self.isDown() or self.underMouse()
        ground = theme.colour("primary_tint" if hot else "surface")
        return ground, theme.colour("primary"), theme.colour("primary"), theme.colour("text2")
