"""The printers' section of the settings: the list, or in its place the set-up of one of them."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from loyalty.words import Words
from ui.printers.facts import PrinterDraft, SetUpFacts
from ui.printers.list import PrintersSection
from ui.printers.pages import Check
from ui.printers.set_up import SetUpView


class PrintersView(QStackedWidget):
    """`list` and `set_up`, one of them in front."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.list = PrintersSection(words)
        self.set_up = SetUpView(words)
        self.addWidget(self.list)
        self.addWidget(self.set_up)

    def begin(self, draft: PrinterDraft, facts: SetUpFacts, check: Check) -> None:
        """Open the set-up of this printer."""
        self.setCurrentWidget(self.set_up)
        self.set_up.begin(draft, facts, check)
        self.set_up.focus_first()

    def show_list(self) -> None:
        """Back to the list."""
        self.setCurrentWidget(self.list)
        self.list.add.setFocus()

    def is_setting_up(self) -> bool:
        """Whether the set-up is in front."""
        return self.currentWidget() is self.set_up

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self.list.relabel(words)
        self.set_up.relabel(words)
