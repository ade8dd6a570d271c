"""Find the member whose a sale is."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from loyalty.words import Words
from ui.sales.facts import MemberChoice
from ui.sales.step import Step
from ui.widgets.buttons import Button
from ui.widgets.search_box import SearchBox
from ui.widgets.text import label

_PAUSE_MS = 120


class MemberStep(Step):
    """Find a member; `question` is the key of the title. `member_chosen` carries a MemberChoice, or None for a customer
    who is no member, where that may be chosen.
    """

    search_changed = Signal(str)
    member_chosen = Signal(object)

    def __init__(self, words: Words, question: str, *, or_nobody: bool = False) -> None:
        super().__init__(words)
        self._question = question
        self.nobody = Button("", "quiet")
        self.search = SearchBox(height=44)
        self.choices: list[Button] = []
        self._entered = False
        self._none_found = label(role="hint")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.column.addWidget(self.search)
        self.column.addWidget(self._none_found)
        self.column.addLayout(self._rows)
        self.column.addWidget(self.nobody)
        row = QHBoxLayout()
        row.addStretch(1)
        self.nobody.clicked.connect(lambda: self.member_chosen.emit(None))
        row.addWidget(self.back_out)
        self.column.addLayout(row)
        self.nobody.setVisible(or_nobody)
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
            button.clicked.connect(lambda _=False, chosen=choice: self.member_chosen.emit(chosen))
            self._rows.addWidget(button)
            self.choices.append(button)
        self._none_found.setVisible(not choices and bool(self.search.text().strip()))
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
        self.title.setText(words(self._question))
        self.nobody.setText(words("sales.edit_nobody"))
        placeholder = words("sales.credit_placeholder")
        self.search.relabel(placeholder, placeholder, words("sales.clear_search"))
        self._none_found.setText(words("sales.credit_nobody"))
