"""A paper card at its first scan, in the place of the member: how many stamps are on it, and whose it becomes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.counter.actions_panel import OptionFlow
from ui.counter.facts import HandCardFacts
from ui.widgets.buttons import Button
from ui.widgets.text import ElidedLabel, label

# More circles than this are typed.
_PRESSED_MOST = 20
_NUMBER_WIDTH = 48


class HandCardPanel(QWidget):
    """One page for one paper card. Enter in a field is the button: what does not fit is said and nothing is done.

    `stamps_typed` carries what the field says, `owner_chosen` an owner's id, `confirmed` the phone as typed.
    """

    stamps_typed = Signal(str)
    owner_chosen = Signal(str)
    confirmed = Signal(str)
    void_wished = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._serial = ""
        # While the answer is on its way to the disk, what is typed is the sale's.
        self.has_keys = True
        self._title = ElidedLabel(role="section")
        self.back = Button("", "quiet", "arrow-left")
        self._about, self._question = label(role="second", wrap=True), label(role="section")
        self.numbers, self.owners = OptionFlow(_NUMBER_WIDTH), OptionFlow()
        self.stamps, self.phone = QLineEdit(), QLineEdit()
        self._whose = label(role="section")
        self._sentence, self._problem = label(role="second", wrap=True), label(role="refusal", wrap=True)
        self.confirm, self.void = Button("", ""), Button("", "link")
        self._build()
        self.back.clicked.connect(self.left)
        self.numbers.chosen.connect(self._press)
        self.stamps.textEdited.connect(self.stamps_typed)
        self.owners.chosen.connect(self._choose_owner)
        self.confirm.clicked.connect(self._confirm)
        for field in (self.stamps, self.phone):
            field.returnPressed.connect(self._confirm)
        self.void.clicked.connect(self.void_wished)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        parts = (self._about, self._question, self.stamps, self.numbers, self._whose, self.owners, self.phone)
        for part in (*parts, self._sentence, self._problem):
            column.addWidget(part)
        last = QHBoxLayout()
        last.addWidget(self.confirm)
        last.addStretch(1)
        last.addWidget(self.void)
        column.addLayout(last)
        column.addStretch(1)

    def show_card(self, facts: HandCardFacts, words: Words) -> None:
        """Show what is asked; the fields are emptied, and the cursor waits for the number, when it is another card."""
        is_new = facts.serial != self._serial
        self.has_keys = self.has_keys or is_new
        self._serial = facts.serial
        if is_new:
            self.stamps.clear()
            self.phone.clear()
        for part, text in ((self._title, facts.title), (self._about, facts.about), (self._whose, facts.whose)):
            part.setText(text)
        self._whose.setVisible(bool(facts.whose))
        self._question.setText(words("hand_cards.how_many"))
        self.back.setText(words("benefits.back"))
        for field, hint in ((self.stamps, facts.stamps_hint), (self.phone, words("hand_cards.phone_hint"))):
            field.setPlaceholderText(hint)
            field.setAccessibleName(hint)
        self.phone.setVisible(facts.has_phone)
        numbers = range(facts.circles + 1) if facts.circles <= _PRESSED_MOST else ()
        self.numbers.show_options([(str(number), str(number)) for number in numbers], facts.stamps)
        self.owners.show_options(facts.owners, facts.owner)
        for line, text in ((self._sentence, facts.sentence), (self._problem, facts.problem)):
            line.setText(text)
            line.setVisible(bool(text))
        self.confirm.setText(facts.confirm)
        self.void.setText(facts.void)
        self.void.setVisible(bool(facts.void))
        if is_new:
            self.focus_stamps()

    def forget(self) -> None:
        """The same card scanned again is asked about from the beginning."""
        self._serial = ""

    def texts(self) -> tuple[str, str]:
        """The sentence and the problem as shown."""
        return self._sentence.text(), self._problem.text()

    def let_go(self) -> None:
        """Whoever types next types nothing of this card."""
        self.has_keys = False

    def focus_stamps(self) -> None:
        """Whoever types next types the number."""
        self.has_keys = True
        self.stamps.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_phone(self) -> None:
        """Whoever types next types the phone."""
        self.has_keys = True
        self.phone.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_typed(self, text: str) -> None:
        """Digits and erasing that no field takes belong to the number, behind what is there."""
        was = self.stamps.text()
        self._press(was[:-1] if text == "\b" else "" if text == "\x7f" else was + text)

    def _confirm(self) -> None:
        self.confirmed.emit(self.phone.text())

    def _press(self, number: str) -> None:
        """The focus that a click took away comes back: the next key is no key of the sale."""
        self.stamps.setText(number)
        self.stamps_typed.emit(number)
        self.focus_stamps()

    def _choose_owner(self, owner: str) -> None:
        self.owner_chosen.emit(owner)
        if self.phone.isHidden():
            self.focus_stamps()
        else:
            self.focus_phone()
