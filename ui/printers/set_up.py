"""The set-up of one printer: a question a page, back and next, until paper is in the hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from loyalty.words import Words
from ui.printers.facts import REAL_KINDS, PrinterDraft, SetUpFacts, TrialFacts
from ui.printers.find_page import FindPage
from ui.printers.frame import Place, SetUpFrame
from ui.printers.pages import Check, KindPage, Page
from ui.printers.read_page import ReadPage
from ui.printers.trial_page import TrialPage
from ui.printers.use_page import UsePage
from ui.settings.choice_cards import ChoiceCard
from ui.widgets.buttons import Button

# The pages on which a person looks at the paper in the hand.
_WITH_PAPER = ("test", "read")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SetUpView(SetUpFrame):
    """Passive. `saved`, `trial_wished` and `drawer_wished` carry the PrinterDraft as it is so far; `left` gives it up.

    A printer that is changed may be entered at any page and saved from each; a new one goes page after page.
    """

    saved = Signal(object)
    trial_wished = Signal(object)
    drawer_wished = Signal(object)
    search_wished = Signal(str)
    search_stopped = Signal()
    left = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        self.kind = KindPage(words)
        self.find = FindPage(words)
        self.trial = TrialPage(words)
        self.read = ReadPage(words)
        self.use = UsePage(words)
        pages: tuple[Page, ...] = (self.kind, self.find, self.trial, self.read, self.use)
        super().__init__(pages, parent)
        self.pages = {page.step: page for page in pages}
        self._draft = PrinterDraft()
        self._step = "kind"
        self._join()
        self.relabel(words)

    def _join(self) -> None:
        self.back.clicked.connect(self.go_back)
        self.cancel.clicked.connect(self._leave)
        self.next.clicked.connect(self.go_on)
        self.save.clicked.connect(self._save)
        self.tabs.chosen.connect(self._open)
        self.find.search_wished.connect(self.search_wished)
        self.find.search_stopped.connect(self.search_stopped)
        self.trial.trial_wished.connect(lambda: self.trial_wished.emit(self.draft()))
        self.use.drawer_wished.connect(lambda: self.drawer_wished.emit(self.draft()))
        for page in self.pages.values():
            page.changed.connect(self._show_foot)

    def begin(self, draft: PrinterDraft, facts: SetUpFacts, check: Check) -> None:
        """Set this printer up: a new one from its kind on, a known one from its use on. `check` says what is wrong
        with an address.
        """
        self._draft = draft
        self.kind.show_system(facts.queue_system)
        self.find.check = check
        self.use.show_facts(facts)
        self.message.show_message(None)
        for page in self.pages.values():
            page.begin(draft)
        self._step = "kind"
        self._show("use" if draft.printer_id else "kind")

    def is_new(self) -> bool:
        """Whether the printer is not in the list yet."""
        return not self._draft.printer_id

    def steps(self) -> tuple[str, ...]:
        """The pages that this kind of printer needs."""
        return tuple(self.pages) if self.kind.kind.current() in ("", *REAL_KINDS) else ("kind", "use")

    def step(self) -> str:
        """The page in front."""
        return self._step

    def draft(self) -> PrinterDraft:
        """The printer with every answer so far."""
        draft = self._draft
        for name in self.steps():
            draft = self.pages[name].answered(draft)
        return draft

    def go_on(self) -> None:
        """The next page, when this one is answered; after the last one the printer is saved."""
        if not self.pages[self._step].is_complete():
            return
        steps = self.steps()
        place = steps.index(self._step) + 1
        if place < len(steps):
            self._show(steps[place])
        else:
            self._save()

    def go_back(self) -> None:
        """The page before; what was typed stays. From the first one the flow is left."""
        steps = self.steps()
        place = steps.index(self._step) - 1
        if place < 0:
            self._leave()
        else:
            self._show(steps[place])

    def _open(self, step: str) -> None:
        """A page by its tab; pages before it that are not answered come first."""
        for name in self.steps()[: self.steps().index(step)]:
            if not self._is_answered(name):
                step = name
                break
        self._show(step)

    def _is_answered(self, name: str) -> bool:
        page = self.pages[name]
        page.enter(self.draft())
        return page.is_complete()

    def _save(self) -> None:
        for name in self.steps():
            if not self._is_answered(name):
                self._show(name)
                return
        self.saved.emit(self.draft())

    def _leave(self) -> None:
        self.pages[self._step].leave()
        self.left.emit()

    def _show(self, step: str) -> None:
        if step != self._step:
            self.pages[self._step].leave()
        self._step = step
        self.pages[step].enter(self.draft())
        self._show_foot()
        if self.isVisible():
            self.pages[step].focus_first()

    def _show_foot(self) -> None:
        leads = self.pages[self._step].primary_is_next()
        place = Place(self._step, self.steps(), self._draft.name, self.is_new(), leads, self._step in _WITH_PAPER)
        self.show_place(place, self._words)

    def show_trial(self, facts: TrialFacts) -> None:
        """Show how the test page goes; once it came out, what is next has the focus."""
        self.trial.show_trial(facts)
        if facts.state == "printed" and self.trial.isAncestorOf(QApplication.focusWidget()):
            (self.next if self.is_new() else self.save).setFocus()

    def focus_first(self) -> None:
        """Give the focus to where the page's answer begins."""
        self.pages[self._step].focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the focused button says, else it goes on; Esc is one page back."""
        focused = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.go_back() if self.is_new() else self._leave()
        elif event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif isinstance(focused, Button) or (isinstance(focused, ChoiceCard) and not focused.isChecked()):
            focused.click()
        elif self.is_new():
            self.go_on()
        else:
            self._save()

    def relabel(self, words: Words) -> None:
        """Say everything in this language; what was typed stays."""
        self._words = words
        for page in self.pages.values():
            page.relabel(words)
        super().relabel(words)
        self._show_foot()
