"""The test page: the one button that brings paper, and in words what came of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from loyalty.words import Words
from ui.facts import MessageFacts
from ui.printers.facts import PrinterDraft, TrialFacts
from ui.printers.pages import Page
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.text import label, set_role

_PRINT_WORDS = {"printed": "printer.test_again", "printing": "printer.test_printing"}


class TrialPage(Page):
    """`trial_wished()` prints the page on the printer as it is set up so far."""

    trial_wished = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__("test")
        self.print = Button("", "primary", "printer")
        self.progress = QProgressBar(textVisible=False)
        self.progress.setRange(0, 0)
        self.result = MessageBar()
        self.where = label(role="strong", wrap=True)
        self._facts = TrialFacts()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.print)
        row.addWidget(self.progress, 1)
        row.addStretch(0)
        self.body.addWidget(self.where)
        self.body.addLayout(row)
        self.body.addWidget(self.result)
        self.body.addStretch(1)
        self.print.clicked.connect(self._wish)
        self.result.action_wished.connect(self._wish)
        self.relabel(words)

    def _wish(self) -> None:
        # The button stays as it is while the page prints: one that is switched off hands the focus to somewhere else.
        if self._facts.state != "printing":
            self.trial_wished.emit()

    def begin(self, draft: PrinterDraft) -> None:
        """Nothing was printed on it yet."""
        self.show_trial(TrialFacts())

    def enter(self, draft: PrinterDraft) -> None:
        """Say on which printer."""
        place = self._words("printer.test_where", address=draft.address)
        if self.where.text() != place:
            self.where.setText(place)
            self.show_trial(TrialFacts())

    def show_trial(self, facts: TrialFacts) -> None:
        """Show how the page goes."""
        self._facts = facts
        printing = facts.state == "printing"
        self.progress.setVisible(printing)
        self.print.setText(self._words(_PRINT_WORDS.get(facts.state, "printer.test_print")))
        set_role(self.print, "" if facts.state == "printed" else "primary", name="kind")
        self.print.set_icon("printer")
        self.result.show_message(facts.message)
        self.changed.emit()

    def trial(self) -> TrialFacts:
        """How it went so far."""
        return self._facts

    def primary_is_next(self) -> bool:
        """Once the page came out."""
        return self._facts.state == "printed"

    def focus_first(self) -> None:
        """The button that prints."""
        self.print.setFocus()

    def relabel(self, words: Words) -> None:
        """Say everything in this language; what was said of the page comes anew."""
        super().relabel(words)
        self._words = words
        self.progress.setAccessibleName(words("printer.test_printing"))
        self.show_trial(self._facts)


def trouble(sentence: str, words: Words) -> TrialFacts:
    """The page did not come out, and why."""
    return TrialFacts("trouble", MessageFacts(sentence, "danger", words("printer.test_retry"), "retry"))
