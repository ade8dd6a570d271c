"""What every page of the set-up has, and the first of them: how the printer is connected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from loyalty.words import Words
from ui.printers.facts import ICONS, KINDS, PrinterDraft
from ui.settings.choice_cards import ChoiceCards
from ui.widgets.text import label

# Says what is wrong with a printer as it is set up so far, "" for nothing.
Check = Callable[[PrinterDraft], str]


class Page(QWidget):
    """One question. `changed` when a person answers; what is typed stays until another printer is shown."""

    changed = Signal()

    def __init__(self, step: str) -> None:
        super().__init__()
        self.step = step
        self.question = label(role="heading", wrap=True)
        self.lead = label(role="second", wrap=True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 6, 0)
        self.body.setSpacing(10)
        self.body.addWidget(self.question)
        self.body.addWidget(self.lead)
        self.body.addSpacing(2)

    def begin(self, draft: PrinterDraft) -> None:
        """Show a printer that is now set up, from its beginning."""

    def enter(self, draft: PrinterDraft) -> None:
        """The page comes to the front, after the pages before it were answered so."""

    def leave(self) -> None:
        """The page goes from the front."""

    def answered(self, draft: PrinterDraft) -> PrinterDraft:
        """The printer with this page's answer."""
        return draft

    def is_complete(self) -> bool:
        """Whether the page is answered; where not, it says so in place."""
        return True

    def primary_is_next(self) -> bool:
        """Whether going on is what to do now, rather than something on the page itself."""
        return True

    def focus_first(self) -> None:
        """Give the focus to where the answer begins."""

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self.question.setText(words(f"printer.{self.step}_question"))
        self.lead.setText(words(f"printer.{self.step}_lead"))


class KindPage(Page):
    """How the printer is connected. `queue_system` ("windows" or "cups") says what this system's own list is called."""

    def __init__(self, words: Words) -> None:
        super().__init__("kind")
        self.kind = ChoiceCards(columns=2)
        self._needed = label(role="error", wrap=True)
        self._needed.hide()
        self._queue_system = "cups"
        self.body.addWidget(self.kind)
        self.body.addWidget(self._needed)
        self.body.addStretch(1)
        self.kind.chosen.connect(self._choose)
        self.relabel(words)

    def show_system(self, queue_system: str) -> None:
        """Name the system's own list of printers as this system does."""
        self._queue_system = queue_system
        self.relabel(self._words)

    def _choose(self, _: str) -> None:
        self._needed.hide()
        self.changed.emit()

    def begin(self, draft: PrinterDraft) -> None:
        """Mark its kind, or none."""
        self._needed.hide()
        self.kind.choose(draft.kind)

    def answered(self, draft: PrinterDraft) -> PrinterDraft:
        """With the chosen kind."""
        return changed_kind(draft, self.kind.current())

    def is_complete(self) -> bool:
        """Whether a kind is chosen."""
        chosen = self.kind.current() in KINDS
        self._needed.setVisible(not chosen)
        return chosen

    def focus_first(self) -> None:
        """The chosen card, or the first."""
        self.kind.focus_chosen()

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        super().relabel(words)
        self._words = words
        self._needed.setText(words("printer.kind_needed"))
        system = self._queue_system
        self.kind.show_choices(
            [(kind, ICONS[kind], kind_word(kind, words, system), kind_help(kind, words, system)) for kind in KINDS]
        )


def changed_kind(draft: PrinterDraft, kind: str) -> PrinterDraft:
    """The printer with this kind; what belonged to another kind alone is gone."""
    return draft if draft.kind == kind else replace(draft, kind=kind, address="")


def kind_word(kind: str, words: Words, queue_system: str) -> str:
    """What a kind is called on this system."""
    return words(_kind_key(kind, queue_system))


def kind_help(kind: str, words: Words, queue_system: str) -> str:
    """One line that tells a kind from the others."""
    return words(f"{_kind_key(kind, queue_system)}_help")


def _kind_key(kind: str, queue_system: str) -> str:
    return f"printer.kind_queue_{queue_system}" if kind == "queue" else f"printer.kind_{kind}"
