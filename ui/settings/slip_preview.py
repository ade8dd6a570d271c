"""A slip beside its settings: which one, how wide the paper, in which language, and the paper itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout

from loyalty.words import LANGUAGES, Words
from ui.controls import ChoiceControl
from ui.settings.slip_facts import PAPERS, SLIPS
from ui.widgets.paper_view import PaperView
from ui.widgets.segments import Segments
from ui.widgets.text import label

_SIDE_BY_SIDE = 400


class SlipPreview(QFrame):
    """The card. `changed` when another slip, paper or language is looked at."""

    changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self._language = ""
        self._title = label(role="section")
        self.slip = ChoiceControl()
        self.paper_width = Segments()
        self.language = Segments()
        self._route = label(role="hint", wrap=True)
        self.paper = PaperView(clickable=False)
        self.paper.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._switches = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._switches.setSpacing(8)
        self._switches.addWidget(self.paper_width, 1)
        self._switches.addWidget(self.language, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.slip)
        column.addLayout(self._switches)
        column.addWidget(self._route)
        column.addWidget(self.paper, 1)
        self.relabel(words)
        self.paper_width.choose(str(PAPERS[0]))
        self.slip.changed.connect(self.changed)
        self.paper_width.chosen.connect(self.changed)
        self.language.chosen.connect(self._choose_language)

    def choose_paper(self, width_dots: int) -> None:
        """Look at the roll on which a printer of this width prints."""
        self.paper_width.choose(str(PAPERS[0] if width_dots <= PAPERS[0] else PAPERS[1]))

    def choose_slip(self, slip: str) -> None:
        """Look at this slip."""
        self.slip.set_value(slip)

    def width_dots(self) -> int:
        """How wide the paper is that is looked at."""
        return int(self.paper_width.current())

    def chosen_language(self) -> str:
        """The language in which the slip is looked at: the shop's until another one was chosen."""
        return self.language.current()

    def follow_language(self, language: str) -> None:
        """The shop's slips speak this language; what somebody chose to look at stays."""
        if not self._language:
            self.language.choose(language)

    def show_slip(self, picture: QImage) -> None:
        """Show it as it prints, from its beginning where it is another slip."""
        self.paper.show_picture(picture, self._words("slips_settings.preview_wait"))

    def show_route(self, sentence: str) -> None:
        """Say which printer's letters are shown; "" where none prints this slip."""
        self._route.setText(sentence)
        self._route.setVisible(bool(sentence))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The two switches stand one below the other where they would be cut side by side."""
        super().resizeEvent(event)
        beside = self.width() >= _SIDE_BY_SIDE
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._switches.setDirection(direction)

    def _choose_language(self, language: str) -> None:
        self._language = language
        self.changed.emit()

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self._title.setText(words("slips_settings.preview_title"))
        self.slip.set_choices([(slip, words(f"prints.slip_{slip}")) for slip in SLIPS])
        self.slip.setAccessibleName(words("slips_settings.preview_slip"))
        self.paper_width.setAccessibleName(words("slips_settings.preview_paper"))
        papers = [(str(width), words(f"slips_settings.paper_{width}")) for width in PAPERS]
        self.paper_width.show_choices(papers, self.paper_width.current())
        self.language.setAccessibleName(words("slips_settings.preview_language"))
        languages = [(each, words(f"settings.language_{each}")) for each in LANGUAGES]
        self.language.show_choices(languages, self.language.current() or words.language)
        self.paper.setAccessibleName(words("slips_settings.preview_name"))
