"""The parts of the sale's column: the amount, and the stepper of stamps."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import icons, theme
from ui.counter.facts import SaleFacts
from ui.widgets.buttons import Button, IconButton
from ui.widgets.segments import Segments
from ui.widgets.text import ElidedLabel, label, set_role


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
        self.setMinimumWidth(104)

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
    """The amount with, at its left, what it is: the switch 金額 | 品項 | 優惠, or what the keypad types now."""

    mode_wished = Signal(str)
    park_wished = Signal()
    typing_done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setFixedHeight(theme.TARGET_PRIMARY)
        self.mode = Segments()
        self.mode.setProperty("compact", True)
        self.mode.setFixedHeight(theme.TARGET)
        self.mode.chosen.connect(self.mode_wished)
        self.park_button = IconButton("pause", "")
        self.park_button.clicked.connect(self.park_wished)
        self.done_button = IconButton("check", "")
        self.done_button.clicked.connect(self.typing_done)
        self.amount = AmountText()
        self._caption = ElidedLabel(role="second")
        self._change = label(role="plus")
        self._has_products = False
        self._mode = "amount"
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
        row.addWidget(self.done_button)

    def show_modes(self, words: Words, mode: str, has_products: bool) -> None:
        """Show the switch, with the products only where the shop has some."""
        self._has_products, self._mode = has_products, mode
        self.park_button.rename(words("counter.park"))
        self.done_button.rename(words("benefits.done"))
        self.show_sale(self._facts, words)

    def show_sale(self, facts: SaleFacts, words: Words) -> None:
        """Show the sale's amount, or what is being typed besides it."""
        self._facts = facts
        entering, typing = facts.tender.entering, bool(facts.asking)
        elsewhere = entering or typing
        has_switch = self._show_switch(facts, words)
        self.mode.setVisible(has_switch and not elsewhere)
        self.park_button.setVisible(facts.can_park and not elsewhere)
        self.done_button.setVisible(typing)
        self._caption.setVisible(elsewhere or not has_switch)
        self._caption.setText(facts.asking or words("counter.tendered" if entering else "counter.amount"))
        self._change.setVisible(entering and bool(facts.tender.change))
        self._change.setText(words("counter.change", amount=facts.tender.change))
        typed = facts.asked if typing else facts.tender.tendered if entering else facts.amount
        self.amount.show_amount(typed, "0" if elsewhere else facts.placeholder, facts.currency)

    def _show_switch(self, facts: SaleFacts, words: Words) -> bool:
        """Show the switch with what there is to switch to; false where there is only the amount."""
        count = facts.benefits.count
        benefits = words("benefits.mode_count", number=count) if count else words("benefits.mode")
        products = (("products", words("counter.mode_products")),) if self._has_products else ()
        offers = (("benefits", benefits),) if facts.benefits.any else ()
        choices = (("amount", words("counter.mode_amount")), *products, *offers)
        self.mode.show_choices(choices, self._mode)
        return len(choices) > 1


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

    def set_low(self, low: bool) -> None:
        """Lower for a low screen, or whole again."""
        for button in (self.less, self.more):
            set_role(button, str(low).lower(), name="low")
        self.setFixedHeight(theme.STEPPER_LOW if low else theme.TARGET_KEY)

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
