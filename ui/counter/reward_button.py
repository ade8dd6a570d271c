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
        icons.draw_icon(painter, icon, QRectF(12, QRectF(self.rect()).center().y() - 10, 20, 20), title)
        painter.setPen(note)
        painter.setFont(_key_font())
        keys = QRectF(self.rect()).adjusted(12, 0, -10, 0)
        painter.drawText(keys, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._facts.key_label)
        self._paint_lines(painter, self.text_area(), title, note)

    def text_area(self) -> QRectF:
        """Where title and note stand: right of the icon, left of the key's label."""
        label_room = QFontMetricsF(_key_font()).horizontalAdvance(self._facts.key_label) + 4
        return QRectF(self.rect()).adjusted(40, 0, -10 - label_room, 0)

    def _paint_lines(self, painter: QPainter, area: QRectF, title: QColor, note: QColor) -> None:
        if self._one_line:
            self._paint_one_line(painter, area, title, note)
            return
        middle = area.center().y()
        lines = (
            (self._facts.title, fitting_font(self._facts.title, area.width(), (15, 13, 12), bold=True), title, -20),
            (self._facts.note, fitting_font(self._facts.note, area.width(), (13, 12)), note, 2),
        )
        for text, chosen_font, ink, top in lines:
            painter.setFont(chosen_font)
            painter.setPen(ink)
            shown = QFontMetricsF(chosen_font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(area.left(), middle + top, area.width(), 20), flags, shown)

    def _paint_one_line(self, painter: QPainter, area: QRectF, title: QColor, note: QColor) -> None:
        """What it does stands at the right and is never shortened; the name gives way."""
        note_font = fitting_font(self._facts.note, area.width() * 0.66, (15, 13, 12))
        room = QFontMetricsF(note_font).horizontalAdvance(self._facts.note)
        painter.setFont(note_font)
        painter.setPen(note)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._facts.note)
        left = area.adjusted(0, 0, -room - 6, 0)
        name_font = fitting_font(self._facts.title, left.width(), (15, 13, 12), bold=True)
        painter.setFont(name_font)
        painter.setPen(title)
        shown = QFontMetricsF(name_font).elidedText(self._facts.title, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

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
