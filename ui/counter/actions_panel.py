"""What is done with a member by hand, in the place of their balances: first which deed, then what it needs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.counter.facts import ActionFacts
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.text import ElidedLabel, label


class OptionFlow(QWidget):
    """Words to choose from; the chosen one is marked. `least_width` is that of each button, in pixels."""

    chosen = Signal(str)

    def __init__(self, least_width: int = 0) -> None:
        super().__init__()
        self._least_width = least_width
        self.buttons: list[Button] = []
        self._shown: tuple[tuple[str, str], ...] = ()
        self._flow = FlowLayout(self, gap=theme.SPACE)

    def show_options(self, options: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show (id, word) with this one chosen; nothing is built again while they are the same."""
        self.setVisible(bool(options))
        if tuple(options) != self._shown:
            self._shown = tuple(options)
            self._flow.clear()
            self.buttons = [self._button(name, word) for name, word in options]
            self.updateGeometry()
        for (name, _), button in zip(self._shown, self.buttons, strict=True):
            button.setChecked(name == chosen)

    def _button(self, name: str, word: str) -> Button:
        button = Button(word, "filter")
        button.setCheckable(True)
        button.setMinimumWidth(self._least_width)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._flow.addWidget(button)
        button.show()
        return button


class ActionsPanel(QWidget):
    """One page for every deed; what it does not need is not shown. Enter does nothing: a deed is pressed.

    `confirmed` carries the amount and the reason as typed.
    """

    chosen = Signal(str)
    searched = Signal(str)
    confirmed = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLabel(role="section")
        self.back = Button("", "quiet", "arrow-left")
        self.search, self.amount, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.options, self.reasons = OptionFlow(), OptionFlow()
        self._sentence = label(role="second", wrap=True)
        self._problem = label(role="refusal", wrap=True)
        self.confirm = Button("", "")
        self._name = ""
        self._offered: tuple[str, ...] = ()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        for part in (
            self.search,
            self.options,
            self.amount,
            self.note,
            self.reasons,
            self._sentence,
            self._problem,
        ):
            column.addWidget(part)
        column.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.back.clicked.connect(self.left)
        self.options.chosen.connect(self._choose)
        self.search.textEdited.connect(self.searched)
        self.reasons.chosen.connect(self._give_reason)
        self.note.textChanged.connect(self._mark_reason)
        self.confirm.clicked.connect(lambda: self.confirmed.emit(self.amount.text(), self.note.text()))

    def show_action(self, facts: ActionFacts, words: Words) -> None:
        """Show what this deed needs; the fields are emptied when it is another deed."""
        if facts.name != self._name:
            self._name = facts.name
            for field in (self.search, self.amount, self.note):
                field.clear()
        self._title.setText(facts.title)
        self.back.setText(words("benefits.back"))
        self._show_field(self.search, words("benefits.referrer_hint"), facts.has_search)
        self._show_field(self.amount, words("benefits.amount_hint"), facts.has_amount)
        self._show_field(self.note, words("benefits.note_hint"), facts.has_note)
        self.options.show_options(facts.options, facts.chosen)
        self._offered = facts.reasons
        self._mark_reason()
        for part, text in ((self._sentence, facts.sentence), (self._problem, facts.problem)):
            part.setText(text)
            part.setVisible(bool(text))
        self.confirm.setText(facts.confirm)
        self.confirm.setVisible(bool(facts.confirm))

    def take_typed(self, text: str) -> None:
        """A digit or a sign, or erasing, that no field takes belongs to the field that asks, behind what is there."""
        field = self._asking()
        if field is None:
            return
        was = field.text()
        field.setText(was[:-1] if text == "\b" else "" if text == "\x7f" else was + text)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if field is self.search:
            self.searched.emit(field.text())

    def offers_deed(self) -> bool:
        """Whether a deed stands here to be done, or somebody was looked for, and not only the list of deeds."""
        looked_for = not self.search.isHidden() and bool(self.search.text().strip())
        return self.isVisible() and (looked_for or not self.confirm.isHidden())

    def texts(self) -> tuple[str, str]:
        """The sentence and the problem as shown."""
        return self._sentence.text(), self._problem.text()

    def _choose(self, option: str) -> None:
        self.chosen.emit(option)
        field = self._asking()
        if field is not None:
            # Whoever types next types the number or the phone, which are no keys of the sale.
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _asking(self) -> QLineEdit | None:
        """The field that waits for digits: of the amount, or of the phone of who is looked for."""
        return next((field for field in (self.amount, self.search) if not field.isHidden()), None)

    def _give_reason(self, reason: str) -> None:
        self.note.setText(reason)
        self._mark_reason()

    def _mark_reason(self) -> None:
        self.reasons.show_options([(reason, reason) for reason in self._offered], self.note.text().strip())

    def _show_field(self, field: QLineEdit, hint: str, shown: bool) -> None:
        field.setPlaceholderText(hint)
        field.setAccessibleName(hint)
        field.setVisible(shown)
