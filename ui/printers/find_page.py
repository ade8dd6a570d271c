"""Where the printer is: what was found, to choose from, or its address typed by hand."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from loyalty.words import Words
from ui.controls import TextControl
from ui.forms import FieldRow
from ui.printers.facts import FINDABLE, ICONS, FoundRow, PrinterDraft, Search
from ui.printers.pages import Check, Page
from ui.settings.choice_cards import ChoiceCards
from ui.widgets.buttons import Button
from ui.widgets.segments import Segments
from ui.widgets.text import label

_BY_HAND = "by hand"
BAUDS = ("9600", "19200", "38400", "115200")


class FindPage(Page):
    """`search_wished(kind)` and `search_stopped()` while it looks. `check` says what is wrong with an address ("" for
    nothing); a network is looked through only when a person asks for it.
    """

    search_wished = Signal(str)
    search_stopped = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__("find")
        self.check: Check = lambda draft: ""
        self.found = ChoiceCards()
        self.look = Button("", "", "search")
        self.stop = Button("", "quiet", "x")
        self.progress = QProgressBar(textVisible=False)
        self.said = label(role="second", wrap=True)
        self.address = FieldRow(TextControl())
        self.baud = Segments()
        self._baud_label = label(role="small")
        self._draft = PrinterDraft()
        self._search = Search()
        self._typed: dict[str, str] = {}
        self._baud = BAUDS[0]
        self._lay_out()
        self._join()
        self.relabel(words)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.look)
        row.addWidget(self.stop)
        row.addWidget(self.progress, 1)
        row.addStretch(0)
        self._row = row
        self.body.addLayout(row)
        self.body.addWidget(self.said)
        for part in (self.found, self.address, self._baud_label, self.baud):
            self.body.addWidget(part)
        self.baud.setMaximumWidth(420)
        self.body.addStretch(1)

    def _join(self) -> None:
        self.look.clicked.connect(lambda: self.search_wished.emit(self._draft.kind))
        self.stop.clicked.connect(self.search_stopped)
        self.found.chosen.connect(self._choose)
        self.address.changed.connect(self._type)
        self.baud.chosen.connect(self._choose_baud)

    def begin(self, draft: PrinterDraft) -> None:
        """Show its address as typed by hand; what was found for another printer is gone."""
        self._typed = {}
        self._baud = BAUDS[0]
        self._search = Search()
        self._draft = PrinterDraft()
        if draft.address:
            place, _, baud = draft.address.rpartition("@") if draft.kind == "serial" else (draft.address, "", "")
            self._typed[draft.kind] = place or baud
            self._baud = baud if place and baud in BAUDS else BAUDS[0]

    def enter(self, draft: PrinterDraft) -> None:
        """Look at once where that costs nothing: a network is looked through on a click only."""
        another = draft.kind != self._draft.kind
        self._draft = draft
        if another:
            self.found.choose(_BY_HAND if self._typed.get(draft.kind) else "")
            self.address.control.set_value(self._typed.get(draft.kind, ""))
            self.baud.choose(self._baud)
            self.show_search(Search())
            if draft.kind in FINDABLE and draft.kind != "network":
                self.search_wished.emit(draft.kind)
        self._show()

    def leave(self) -> None:
        """Nothing is looked for any more."""
        if self._search.running:
            self.search_stopped.emit()

    def show_search(self, search: Search) -> None:
        """Show what was found so far; the one printer that was found is chosen beforehand."""
        self._search = search
        places = [row.address for row in search.found]
        if self.found.current() not in (*places, _BY_HAND):
            self.found.choose("")
        if search.over and not self.found.current() and not self._typed.get(self._draft.kind):
            self.found.choose(places[0] if len(places) == 1 else "" if places else _BY_HAND)
        self._show()

    def _choose(self, chosen: str) -> None:
        self._show()
        if chosen == _BY_HAND:
            self.address.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _type(self) -> None:
        self._typed[self._draft.kind] = str(self.address.control.value())
        self.changed.emit()

    def _choose_baud(self, baud: str) -> None:
        self._baud = baud
        self.changed.emit()

    def answered(self, draft: PrinterDraft) -> PrinterDraft:
        """With the address of what is chosen, or the typed one; a serial line's with its speed."""
        if self._by_hand():
            address = self._typed.get(draft.kind, "").strip()
        else:
            address = self.found.current()
        if draft.kind == "serial" and address and "@" not in address:
            address = f"{address}@{self._baud}"
        return replace(draft, address=address)

    def is_complete(self) -> bool:
        """Whether there is an address that can be one; where not, the field or the line says so."""
        fault = self._fault()
        if fault:
            self._refuse(fault)
        return not fault

    def _fault(self) -> str:
        answered = self.answered(self._draft)
        if not answered.address:
            return self._words("printer.find_needed" if self._search.found else "settings.text_needed")
        return self.check(answered)

    def _refuse(self, sentence: str) -> None:
        if not self._by_hand() and not self.found.current():
            self.found.choose(_BY_HAND)
            self._show()
        self.address.show_error(sentence)
        self.address.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _by_hand(self) -> bool:
        return self._draft.kind not in FINDABLE or self.found.current() == _BY_HAND

    def _show(self) -> None:
        words, kind, search = self._words, self._draft.kind, self._search
        findable = kind in FINDABLE
        self.look.setVisible(findable and not search.running)
        self.look.setText(words("printer.look_again" if search.over else "printer.look"))
        self.stop.setVisible(search.running)
        self.progress.setVisible(search.running)
        self.progress.setRange(0, 0 if search.percent is None else 100)
        self.progress.setValue(search.percent or 0)
        self.said.setText(self._sentence())
        self.said.setVisible(bool(self.said.text()))
        self.found.setVisible(findable)
        self._show_found()
        self.address.setVisible(self._by_hand())
        serial = kind == "serial"
        self._baud_label.setVisible(serial)
        self.baud.setVisible(serial)
        if kind:
            key = f"printer.address_{kind}"
            self.lead.setText(words(f"printer.find_lead_{kind}"))
            self.address.set_texts(words(key), words(f"{key}_hint"))

    def _sentence(self) -> str:
        kind, search = self._draft.kind, self._search
        if kind not in FINDABLE:
            return ""
        if search.running:
            key = "printer.looking_network" if kind == "network" else "printer.looking"
            return self._words(key, count=len(search.found))
        if search.over and not search.found:
            return search.problem or self._words(f"printer.nothing_{kind}")
        return self._words("printer.found", count=len(search.found)) if search.over else ""

    def _show_found(self) -> None:
        kind, words = self._draft.kind, self._words
        if kind not in FINDABLE:
            return
        rows = [(row.address, ICONS[kind], row.title, _note(row, kind, words)) for row in self._search.found]
        by_hand = (_BY_HAND, "pencil", words("printer.by_hand"), words(f"printer.by_hand_{kind}"))
        self.found.show_choices([*rows, by_hand])

    def focus_first(self) -> None:
        """The button that looks, the cards, or the field."""
        if self._draft.kind not in FINDABLE:
            self.address.control.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._draft.kind == "network" and not self._search.over and not self._typed.get("network"):
            self.look.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.found.focus_chosen()

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self.question.setText(words("printer.find_question"))
        self.stop.setText(words("printer.look_stop"))
        self._baud_label.setText(words("printer.baud"))
        self.baud.show_choices([(baud, baud) for baud in BAUDS], self._baud)
        self.progress.setAccessibleName(words("printer.looking_name"))
        self._show()
        if self.address.error.text():
            self.address.show_error(self._fault())


def by_hand_card(page: FindPage) -> QWidget:
    """The card that asks for the address itself."""
    return page.found.card(_BY_HAND)


def _note(row: FoundRow, kind: str, words: Words) -> str:
    """The address, but where that is all it is called by."""
    return words(f"printer.found_{kind}") if row.title == row.address else row.address
