"""The parts of the sale's column: the amount, the stepper of stamps, and a reward on its key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import icons, theme
from ui.counter.facts import RewardKey, SaleFacts
from ui.widgets.buttons import Button, IconButton, PaintedButton
from ui.widgets.segments import Segments
from ui.widgets.text import label


def fitting_font(text: str, room: float, sizes: tuple[int, ...], *, bold: bool = False) -> QFont:
    """The largest of `sizes` (falling) at which `text` fits into `room`; the last one when none does."""
    for size in sizes:
        made = theme.font(size, bold=bold)
        if QFontMetricsF(made).horizontalAdvance(text) <= room:
            return made
    return theme.font(sizes[-1], bold=bold)


class AmountText(QWidget):
    """The amount, large and at the right, with the currency before it; smaller when it is long."""

    def __init__(self) -> None:
        super().__init__()
        self._amount = ""
        self._placeholder = "0"
        self._currency = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(120)

    def show_amount(self, amount: str, placeholder: str, currency: str) -> None:
        """Show it; an empty amount shows the placeholder, paler."""
        self._amount, self._placeholder, self._currency = amount, placeholder, currency
        self.setAccessibleName(f"{currency} {amount or placeholder}")
        self.update()

    def text(self) -> str:
        """The amount as it is shown."""
        return self._amount or self._placeholder

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.setFont(theme.font(20))
        currency_room = QFontMetricsF(painter.font()).horizontalAdvance(self._currency) + 8 if self._currency else 0
        amount_font = fitting_font(self.text(), rect.width() - currency_room, (40, 34, 26, 20, 15), bold=True)
        width = QFontMetricsF(amount_font).horizontalAdvance(self.text())
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("text2"))
        painter.drawText(rect.adjusted(0, 8, -width - 8, 0), flags, self._currency)
        painter.setFont(amount_font)
        painter.setPen(theme.colour("text" if self._amount else "text3"))
        painter.drawText(rect, flags, self.text())


class AmountBox(QFrame):
    """The amount with, at its left, what it is: the switch 金額 | 品項, or what the keypad types now."""

    mode_wished = Signal(str)
    park_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setFixedHeight(theme.TARGET_PRIMARY)
        self.mode = Segments()
        self.mode.setFixedHeight(theme.TARGET)
        self.mode.chosen.connect(self.mode_wished)
        self.park_button = IconButton("pause", "")
        self.park_button.clicked.connect(self.park_wished)
        self.amount = AmountText()
        self._caption = label(role="second")
        self._change = label(role="plus")
        self._has_products = False
        self._facts = SaleFacts()
        captions = QVBoxLayout()
        captions.setSpacing(0)
        captions.addStretch(1)
        captions.addWidget(self._caption)
        captions.addWidget(self._change)
        captions.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(self.mode)
        row.addLayout(captions)
        row.addWidget(self.park_button)
        row.addWidget(self.amount, 1)

    def show_modes(self, words: Words, mode: str, has_products: bool) -> None:
        """Show the switch, or only the caption when the shop has no products."""
        self._has_products = has_products
        choices = (("amount", words("counter.mode_amount")), ("products", words("counter.mode_products")))
        self.mode.show_choices(choices, mode)
        self.park_button.rename(words("counter.park"))
        self.show_sale(self._facts, words)

    def show_sale(self, facts: SaleFacts, words: Words) -> None:
        """Show the sale's amount, or what is being typed as received."""
        self._facts = facts
        entering = facts.tender.entering
        self.mode.setVisible(self._has_products and not entering)
        self.park_button.setVisible(facts.can_park and not entering)
        self._caption.setVisible(entering or not self._has_products)
        self._caption.setText(words("counter.tendered" if entering else "counter.amount"))
        self._change.setVisible(entering and bool(facts.tender.change))
        self._change.setText(words("counter.change", amount=facts.tender.change))
        if entering:
            self.amount.show_amount(facts.tender.tendered, "0", facts.currency)
        else:
            self.amount.show_amount(facts.amount, facts.placeholder, facts.currency)


class StampStepper(QFrame):
    """Fewer, how many stamps, more."""

    wished = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "stepper")
        self.setFixedHeight(theme.TARGET_KEY)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._text = ""
        self.less = Button("", "step", "minus")
        self.more = Button("", "step", "plus")
        self.less.clicked.connect(lambda: self.wished.emit(-1))
        self.more.clicked.connect(lambda: self.wished.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.addWidget(self.less)
        row.addStretch(1)
        row.addWidget(self.more)
        for button in (self.less, self.more):
            button.setIconSize(QSize(20, 20))

    def relabel(self, words: Words) -> None:
        """Say the buttons' names in another language."""
        for button, key in ((self.less, "counter.fewer_stamps"), (self.more, "counter.more_stamps")):
            button.setAccessibleName(words(key))
            button.setToolTip(words(key))

    def show_stamps(self, text: str, *, less: bool, more: bool) -> None:
        """Show how many ("2 章"), and which way it can go."""
        self._text = text
        self.less.setEnabled(less)
        self.more.setEnabled(more)
        self.setAccessibleName(text)
        self.update()

    def text(self) -> str:
        """How many, as shown."""
        return self._text

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        room = QRectF(self.rect()).adjusted(46, 0, -46, 0)
        painter.setFont(fitting_font(self._text, room.width(), (17, 15, 13, 12), bold=True))
        width = QFontMetricsF(painter.font()).horizontalAdvance(self._text)
        if width + 25 <= room.width():
            left = room.center().x() - (width + 23) / 2
            icons.draw_icon(painter, "stamp", QRectF(left, room.center().y() - 9, 18, 18), theme.colour("stamp"))
            room.setLeft(room.left() + 23)
        painter.setPen(theme.colour("stamp"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._text)


def _key_font() -> QFont:
    return theme.font(12, bold=True)


class RewardButton(PaintedButton):
    """A reward on its key: to be taken, taken, or why not and how far."""

    wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._facts = RewardKey("", "", "", "unavailable")
        self.setFixedHeight(theme.TARGET_KEY)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.wished.emit(self._facts.offer_id))

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
        return QSize(160, theme.TARGET_KEY)

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
