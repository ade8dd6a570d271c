"""The benefits of the sale in the keypad's place: codes, what is used, what can be, what is not far, and plans."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QScroller,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from loyalty.words import Words
from ui import theme
from ui.counter.facts import BenefitsFacts, CodeChip, QuestionFacts, RewardKey
from ui.counter.reward_button import RewardButton
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow import FlowLayout
from ui.widgets.scrolling import own_parts
from ui.widgets.text import ElidedLabel, label

_COLUMNS = 2


class KeyGroup(QWidget):
    """A heading and rewards under it, two in a row; hidden while there are none."""

    wished = Signal(str)
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[RewardButton] = []
        self._title = label(role="small")
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        place = QVBoxLayout(self)
        place.setContentsMargins(0, 0, 0, 0)
        place.setSpacing(4)
        place.addWidget(self._title)
        place.addLayout(self._grid)
        self.hide()

    def show_keys(self, title: str, keys: Sequence[RewardKey]) -> None:
        """Show these under this heading; buttons are kept, so that a press is never lost."""
        while len(self.buttons) < len(keys):
            button = RewardButton()
            button.wished.connect(self.wished)
            button.dropped.connect(self.dropped)
            place = len(self.buttons)
            self.buttons.append(button)
            self._grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(keys))
            if number < len(keys):
                button.show_reward(keys[number])
        self._title.setText(title)
        self.setVisible(bool(keys))


class CodeField(QWidget):
    """A code is typed here; the codes entered stand under it, each with its way out and why it does not work."""

    wished = Signal(str)
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setMaxLength(60)
        self.use = Button("", "quiet")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._shown: tuple[CodeChip, ...] = ()
        self.chips: list[IconButton] = []
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE)
        line.addWidget(self.edit, 1)
        line.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addLayout(self._rows)
        self.edit.returnPressed.connect(self._enter)
        self.use.clicked.connect(self._enter)

    def relabel(self, words: Words) -> None:
        """Say everything in another language."""
        self.edit.setPlaceholderText(words("benefits.code_hint"))
        self.edit.setAccessibleName(words("benefits.code"))
        self.use.setText(words("benefits.enter_code"))

    def show_codes(self, codes: Sequence[CodeChip], words: Words) -> None:
        """Show these codes; nothing is built again while they are the same."""
        if tuple(codes) == self._shown:
            return
        self._shown = tuple(codes)
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.chips = []
        for code in codes:
            self._rows.addWidget(self._row(code, words))

    def _row(self, code: CodeChip, words: Words) -> QWidget:
        row = QFrame()
        row.setProperty("role", "message")
        row.setProperty("kind", "warn" if code.problem else "done")
        remove = IconButton("x", words("benefits.remove_code", code=code.code))
        remove.setProperty("kind", "bare_icon")
        remove.clicked.connect(lambda: self.dropped.emit(code.code))
        self.chips.append(remove)
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 0, 0, 0)
        line.addWidget(label(code.code, "strong"))
        line.addWidget(ElidedLabel(code.problem), 1)
        line.addWidget(remove)
        return row

    def _enter(self) -> None:
        text = self.edit.text().strip()
        self.edit.clear()
        if text:
            self.wished.emit(text)


class QuestionPage(QWidget):
    """One thing to choose before a reward is given: a reason, a product, a plan. The number before an option is the key
    that takes it.
    """

    answered = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: QuestionFacts | None = None
        self._title = ElidedLabel(role="strong")
        self.back = Button("", "quiet", "arrow-left")
        self.options: list[Button] = []
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        self._flow = FlowLayout(inner, gap=theme.SPACE)
        scroll = _scroll(inner)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        self.back.clicked.connect(self.left)

    def show_question(self, facts: QuestionFacts, words: Words) -> None:
        """Ask; nothing is built again while the question is the same."""
        self.back.setText(words("benefits.back"))
        if facts == self._shown:
            return
        self._shown = facts
        self._title.setText(facts.title)
        self._flow.clear()
        self.options = []
        for number, (name, word) in enumerate(facts.options, 1):
            option = Button(f"{number}\u2002{word}" if number < 10 else word)
            option.setFixedHeight(theme.TARGET_KEY)
            option.clicked.connect(lambda _=False, name=name: self.answered.emit(name))
            self._flow.addWidget(option)
            option.show()
            self.options.append(option)

    def forget(self) -> None:
        """Nothing is asked any more."""
        self._shown = None


class BenefitsPad(QWidget):
    """Shows the benefits, or the question that one of them asks."""

    wished = Signal(str)
    dropped = Signal(str)
    plan_wished = Signal(str)
    code_wished = Signal(str)
    code_dropped = Signal(str)
    answered = Signal(str)
    question_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.codes = CodeField()
        self.applied, self.usable, self.near, self.plans = (KeyGroup() for _ in range(4))
        self.question = QuestionPage()
        self._nothing = label(role="hint", wrap=True)
        self._facts = BenefitsFacts()
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(theme.SPACE)
        for part in (self.codes, self._nothing, self.applied, self.usable, self.plans, self.near):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = _scroll(inner)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._scroll)
        self._pages.addWidget(self.question)
        self._connect()

    def relabel(self, words: Words) -> None:
        """Say everything in another language."""
        self.codes.relabel(words)
        self._nothing.setText(words("benefits.nothing"))
        self.question.forget()

    def show_benefits(self, facts: BenefitsFacts, words: Words) -> None:
        """Show the groups; a question stands in front of them."""
        self._facts = facts
        if facts.question is not None:
            self.question.show_question(facts.question, words)
            self._pages.setCurrentWidget(self.question)
            return
        self.question.forget()
        self.codes.show_codes(facts.codes, words)
        for group, title, keys in (
            (self.applied, words("benefits.applied"), facts.applied),
            (self.usable, words("benefits.usable"), facts.usable),
            (self.near, words("benefits.near"), facts.near),
            (self.plans, words("benefits.plans"), facts.plans),
        ):
            group.show_keys(title, keys)
        self._nothing.setVisible(not (facts.applied or facts.usable or facts.near or facts.plans))
        self._pages.setCurrentWidget(self._scroll)

    def _connect(self) -> None:
        for group in (self.applied, self.usable, self.near):
            group.wished.connect(self.wished)
            group.dropped.connect(self.dropped)
        self.plans.wished.connect(self.plan_wished)
        self.codes.wished.connect(self.code_wished)
        self.codes.dropped.connect(self.code_dropped)
        self.question.answered.connect(self.answered)
        self.question.left.connect(self.question_left)


def _scroll(inner: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    QScroller.grabGesture(own_parts(made), QScroller.ScrollerGestureType.TouchGesture)
    made.setWidget(inner)
    return made
