"""The steps of taking back: how much, to whom, and what will happen, before the button that does it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.controls import NumberControl
from ui.facts import MessageFacts
from ui.forms import FieldRow
from ui.sales.facts import MemberChoice, ReturnLine, ReversalPreview
from ui.sales.return_lines import ReturnLines
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.search_box import SearchBox
from ui.widgets.text import label

_PAUSE_MS = 120


class _Step(QFrame):
    """A panel with a title, and the button that backs out of it."""

    backed_out = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._words = words
        self.title = label(role="section", wrap=True)
        self.back_out = Button("", "quiet")
        self.back_out.clicked.connect(self.backed_out)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(8)
        self.column.addWidget(self.title)

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self.back_out.setText(words("sales.back_out"))


class RefundStep(_Step):
    """All that is left, some units of some lines, or an amount.

    `amount_chosen` carries None for all, ((index, units), ...) for lines, or a whole number.
    """

    amount_chosen = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.lines = ReturnLines(words)
        self.refund_lines = Button("", "")
        self.refund_all = Button("", "")
        self.amount = FieldRow(NumberControl())
        self.refund_amount = Button("", "")
        self._left_text = ""
        self._left = label(role="second")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.refund_amount)
        row.addWidget(self.refund_all)
        row.addStretch(1)
        row.addWidget(self.back_out)
        for part in (self._left, self.lines, self.refund_lines, self.amount):
            self.column.addWidget(part)
        self.column.addLayout(row)
        self.refund_all.clicked.connect(lambda: self.amount_chosen.emit(None))
        self.refund_amount.clicked.connect(self._choose)
        self.refund_lines.clicked.connect(lambda: self.amount_chosen.emit(self.lines.chosen()))
        self.lines.changed.connect(self._show_lines)
        self.relabel(words)

    def begin(self, left: str, lines: tuple[ReturnLine, ...] = ()) -> None:
        """Start with nothing chosen; `left` is the most that can be refunded, as shown, `lines` what can be chosen."""
        self._left_text = left
        self.amount.control.set_value("")
        self.amount.show_error("")
        self.lines.show_lines(lines)
        self._show_left()
        self._show_lines()
        self.amount.control.setFocus()

    def _show_left(self) -> None:
        self._left.setText(self._words("sales.refund_left", left=self._left_text))

    def _show_lines(self) -> None:
        self.refund_lines.setVisible(bool(self.lines.rows))
        self.refund_lines.setEnabled(bool(self.lines.chosen()))

    def _choose(self) -> None:
        amount = self.amount.control.value()
        if isinstance(amount, int):
            self.amount_chosen.emit(amount)
        else:
            self.amount.show_error(self._words("sales.amount_needed"))

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        super().relabel(words)
        self.title.setText(words("sales.refund_title"))
        self.amount.set_texts(words("sales.refund_amount"))
        self.lines.relabel(words)
        self.refund_lines.setText(words("sales.refund_lines_show"))
        self.refund_all.setText(words("sales.refund_all"))
        self.refund_amount.setText(words("sales.refund_amount_show"))
        self._show_left()


class CreditStep(_Step):
    """Find the member who gets the sale. `member_chosen` carries the id."""

    search_changed = Signal(str)
    member_chosen = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.search = SearchBox(height=44)
        self.choices: list[Button] = []
        self._entered = False
        self._nobody = label(role="hint")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.column.addWidget(self.search)
        self.column.addWidget(self._nobody)
        self.column.addLayout(self._rows)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.back_out)
        self.column.addLayout(row)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.search_changed.emit(self.search.text()))
        self.search.changed.connect(self._pause.start)
        self.search.changed.connect(self._forget_enter)
        self.search.submitted.connect(self._find_at_once)
        self.relabel(words)

    def begin(self) -> None:
        """Start with nobody typed."""
        self.search.set_text_quietly("")
        self._forget_enter()
        self.show_choices(())
        self.search.setFocus()

    def show_choices(self, choices: tuple[MemberChoice, ...]) -> None:
        """Show the members who were found."""
        for button in self.choices:
            self._rows.removeWidget(button)
            button.deleteLater()
        self.choices = []
        for choice in choices[:5]:
            # Who gave no name is called by the phone.
            button = Button("  ".join(dict.fromkeys((choice.name, choice.phone))).strip(), "quiet", "user")
            button.clicked.connect(lambda _=False, chosen=choice.member_id: self.member_chosen.emit(chosen))
            self._rows.addWidget(button)
            self.choices.append(button)
        self._nobody.setVisible(not choices and bool(self.search.text().strip()))
        if self._entered and len(self.choices) == 1:
            self._entered = False
            self.choices[0].click()

    def _find_at_once(self) -> None:
        """Enter takes the member, when what is typed names only one."""
        self._pause.stop()
        self._entered = True
        self.search_changed.emit(self.search.text())

    def _forget_enter(self) -> None:
        self._entered = False

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        super().relabel(words)
        self.title.setText(words("sales.credit_title"))
        placeholder = words("sales.credit_placeholder")
        self.search.relabel(placeholder, placeholder, words("sales.clear_search"))
        self._nobody.setText(words("sales.credit_nobody"))


class PreviewStep(_Step):
    """What will happen, and the button that does it. Neither Enter nor a scan presses it."""

    confirmed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.confirm = Button("", "danger")
        self.beside = label(wrap=True)
        self.warning = MessageBar()
        self._lead = label(role="small")
        self._effects = label(wrap=True)
        self._hint = label(role="hint", wrap=True)
        for part in (self._lead, self._effects, self.warning, self._hint):
            self.column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.confirm)
        row.addWidget(self.beside, 1)
        row.addStretch()
        row.addWidget(self.back_out)
        self.column.addLayout(row)
        self.confirm.clicked.connect(self.confirmed)
        self.relabel(words)

    def begin(self, preview: ReversalPreview) -> None:
        """Show what will happen. A refused one says why and has no button."""
        refused = bool(preview.refusal)
        self.title.setText(preview.title)
        self._effects.setText("\n".join(f"・{effect}" for effect in preview.effects))
        self._effects.setVisible(bool(preview.effects) and not refused)
        self._lead.setVisible(bool(preview.effects) and not refused)
        note = preview.refusal or preview.warning
        self.warning.show_message(MessageFacts(note, "danger" if refused else "warn") if note else None)
        self.confirm.setText(preview.confirm)
        self.confirm.setVisible(not refused)
        self.beside.setText(preview.beside)
        self.beside.setVisible(bool(preview.beside) and not refused)
        self._hint.setVisible(not refused)
        self.back_out.setFocus()

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        super().relabel(words)
        self._lead.setText(words("sales.preview_lead"))
        self._hint.setText(words("sales.confirm_hint"))
