"""The printers' section of the settings: the list, or in its place the set-up of one of them."""

from __future__ import annotations

from functools import cached_property

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
        self._words = words
        self.list = PrintersSection(words)
        self.addWidget(self.list)

    @cached_property
    def set_up(self) -> SetUpView:
        """The set-up, made when it is first wanted: the settings open without it."""
        made = SetUpView(self._words)
        self.addWidget(made)
        return made

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
        return self.currentWidget() is not self.list

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self.list.relabel(words)
        if "set_up" in self.__dict__:
            self.set_up.relabel(words)
