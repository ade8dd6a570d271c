"""The card around the pages of the set-up: what is set up, the tabs of a known printer, the paper, and the foot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.facts import MessageFacts
from ui.first_start.steps import StepDots
from ui.printers.pages import Page
from ui.widgets.buttons import Button
from ui.widgets.message_bar import MessageBar
from ui.widgets.paper_view import PaperView
from ui.widgets.segments import Segments
from ui.widgets.text import label, set_role

_WIDTH = 640
_PAPER_ROOM = 280


@dataclass(frozen=True, slots=True)
class Place:
    """Which of the steps is in front, of a new printer or of the known one of this name; `next_leads` whether going on
    is what to do there, `with_paper` whether a person looks at the paper there.
    """

    step: str
    steps: tuple[str, ...]
    name: str
    new: bool
    next_leads: bool
    with_paper: bool


class SetUpFrame(QFrame):
    """Holds the pages; what its buttons do is the flow's."""

    def __init__(self, pages: Iterable[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.tabs = Segments()
        self.message = MessageBar()
        self.back = Button("", "link")
        self.cancel = Button("", "quiet")
        self.next = Button("", "primary")
        self.save = Button("", "primary")
        self.paper = PaperView(clickable=False)
        self._with_paper = False
        self._title = label(role="small")
        self._stack = QStackedWidget()
        self._steps: list[str] = []
        for page in pages:
            self._add(page)
        self._dots = StepDots(len(self._steps))
        self._lay_out()

    def _add(self, page: Page) -> None:
        self._steps.append(page.step)
        page.setProperty("role", "scrolled")
        page.setMaximumWidth(_WIDTH)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setAlignment(Qt.AlignmentFlag.AlignLeft)
        scroll.setWidget(page)
        self._stack.addWidget(scroll)

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(24, 18, 24, 14)
        inside.setSpacing(12)
        for part in (self._title, self.tabs, self.message):
            inside.addWidget(part)
            part.setMaximumWidth(_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(self._stack, 2)
        row.addWidget(self.paper, 1)
        inside.addLayout(row, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for part in (self.back, self.cancel, self.next, self.save):
            foot.addWidget(part)
        foot.addSpacing(12)
        foot.addWidget(self._dots)
        foot.addStretch(1)
        inside.addLayout(foot)

    def show_place(self, place: Place, words: Words) -> None:
        """Show the page of this step, and in head and foot where it stands."""
        number, new = place.steps.index(place.step), place.new
        self._stack.setCurrentIndex(self._steps.index(place.step))
        self._title.setText(words("printer.set_up_title") if new else words("printer.change_title", name=place.name))
        self.back.setVisible(number > 0 and new)
        self.save.setVisible(not new)
        self.tabs.setVisible(not new)
        self.tabs.show_choices([(step, words(f"printer.tab_{step}")) for step in place.steps], place.step)
        self.next.setVisible(new)
        self.next.setText(words("printer.done" if number == len(place.steps) - 1 else "printer.next"))
        for button in (self.next, self.save):
            set_role(button, "primary" if place.next_leads else "", name="kind")
        self._dots.setVisible(new)
        text = words("printer.step", step=number + 1, steps=len(place.steps))
        self._dots.show_step(number, text, len(place.steps))
        self._with_paper = place.with_paper
        self._show_paper()

    def show_paper(self, picture: QImage | None) -> None:
        """Show this picture of the test page beside the pages that speak of it."""
        self.paper.show_picture(picture)
        self._show_paper()

    def _show_paper(self) -> None:
        """Only where there is room."""
        wanted = self._with_paper and self.paper.picture() is not None
        self.paper.setVisible(wanted and self.width() >= _WIDTH + _PAPER_ROOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The paper takes its place only where there is room."""
        super().resizeEvent(event)
        self._show_paper()

    def show_message(self, message: MessageFacts | None) -> None:
        """Say above the page why it could not be saved, or nothing."""
        self.message.show_message(message)

    def relabel(self, words: Words) -> None:
        """Say the buttons in this language; the rest comes with the place."""
        self.back.setText(words("printer.back"))
        self.cancel.setText(words("printer.cancel"))
        self.save.setText(words("printer.save"))
        self.tabs.setAccessibleName(words("printer.tabs_name"))
