"""What the paper shows: the longest line with both its arrows is its width, the line that reads right its encoding."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from loyalty.words import Words
from ui.printers.facts import PICTURE, ROUTE_OF_LETTER, WIDTH_OF_LETTER, PrinterDraft
from ui.printers.pages import Page
from ui.settings.choice_cards import ChoiceCards
from ui.widgets.text import label

_NEITHER, _QUICK = "neither", "quick"
_ROUTE_ICONS = {PICTURE: "circle-check", _QUICK: "trending-up"}


class ReadPage(Page):
    """The letters of the test page, as a person reads them off the paper in the hand."""

    def __init__(self, words: Words) -> None:
        super().__init__("read")
        self.width_letter = ChoiceCards(columns=3)
        self.route_letter = ChoiceCards(columns=3)
        self.route = ChoiceCards(columns=2)
        self._needed = label(role="error", wrap=True)
        self._headings = {name: label(role="section", wrap=True) for name in ("width", "letters", "route")}
        self._parts: dict[str, QWidget] = {
            "width": self.width_letter,
            "letters": self.route_letter,
            "route": self.route,
        }
        for name, heading in self._headings.items():
            self.body.addWidget(heading)
            self.body.addWidget(self._parts[name])
            if name == "width":
                self.body.addWidget(self._needed)
        self.body.addStretch(1)
        self._needed.hide()
        for part in (self.width_letter, self.route_letter, self.route):
            part.chosen.connect(self._choose)
        self.relabel(words)
        self._show_route()

    def _choose(self, _: str) -> None:
        self._needed.setVisible(False)
        self._show_route()
        self.changed.emit()

    def _show_route(self) -> None:
        asked = self.route_letter.current() in ROUTE_OF_LETTER
        if asked and not self.route.current():
            self.route.choose(PICTURE)
        for part in (self._headings["route"], self.route):
            part.setVisible(asked)

    def begin(self, draft: PrinterDraft) -> None:
        """The letters that stand for what it is set to; nothing is chosen for a new printer."""
        self._needed.hide()
        letter = next((name for name, dots in WIDTH_OF_LETTER.items() if dots == draft.width_dots), "")
        self.width_letter.choose(letter)
        quick = next((name for name, route in ROUTE_OF_LETTER.items() if route == draft.route), "")
        self.route_letter.choose(quick)
        self.route.choose(_QUICK if quick else "")
        self._show_route()

    def answered(self, draft: PrinterDraft) -> PrinterDraft:
        """With the width of the letter, and quick text only where a line reads right and a person wants it."""
        dots = WIDTH_OF_LETTER.get(self.width_letter.current(), draft.width_dots)
        quick = ROUTE_OF_LETTER.get(self.route_letter.current(), PICTURE)
        return replace(draft, width_dots=dots, route=quick if self.route.current() == _QUICK else PICTURE)

    def is_complete(self) -> bool:
        """Whether the width is known; the letters may be left out, for pictures print everywhere."""
        chosen = self.width_letter.current() in WIDTH_OF_LETTER
        self._needed.setVisible(not chosen)
        return chosen

    def focus_first(self) -> None:
        """The chosen letter, or the first."""
        self.width_letter.focus_chosen()

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        super().relabel(words)
        for name, heading in self._headings.items():
            heading.setText(words(f"printer.read_{name}"))
        self._needed.setText(words("printer.read_needed"))
        self.width_letter.show_choices(
            [
                (letter, "receipt-text", letter, words(f"printer.read_{letter.lower()}", dots=dots))
                for letter, dots in WIDTH_OF_LETTER.items()
            ]
        )
        self.route_letter.show_choices(
            [
                (_NEITHER, "x", words("printer.read_neither"), words("printer.read_neither_help")),
                *((each, "check", each, words(f"printer.read_{each.lower()}")) for each in ROUTE_OF_LETTER),
            ]
        )
        self.route.show_choices(
            [
                (each, icon, words(f"printer.route_{each}"), words(f"printer.route_{each}_help"))
                for each, icon in _ROUTE_ICONS.items()
            ]
        )
