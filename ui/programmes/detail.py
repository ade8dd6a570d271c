"""One programme whole: what it says, what is held of it, what can be done with it, and every version it had."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.programmes.facts import ProgrammeDetail, VersionRow
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label


class _Version(QFrame):
    """One version with the two things that can be done with it."""

    def __init__(self, row: VersionRow, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.open = Button(words("programmes_screen.version_open"), "quiet")
        self.reuse = Button(words("programmes_screen.version_reuse"), "quiet", "undo-2")
        for button in (self.open, self.reuse):
            button.setAccessibleName(f"{button.text()} {row.title}")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(row.title, "strong"))
        head.addWidget(label(row.since, "second"))
        if row.state is not None:
            head.addWidget(Chip(row.state))
        head.addStretch(1)
        head.addWidget(self.open)
        head.addWidget(self.reuse)
        if not row.can_be_reused:
            self.reuse.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 10, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(label(row.sentence, "second", wrap=True))


class Detail(QFrame):
    """The page. Every wish carries the programme's id; `version_opened` and `reuse_wished` the version too."""

    edit_wished = Signal(str)
    duplicate_wished = Signal(str)
    stop_wished = Signal(str, bool)
    export_wished = Signal(str)
    version_opened = Signal(str, int)
    reuse_wished = Signal(str, int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self.facts: ProgrammeDetail | None = None
        self.edit = Button("", "", "pencil")
        self.duplicate = Button("", "quiet", "plus")
        self.stop = Button("", "quiet", "pause")
        self.export = Button("", "quiet", "download")
        self.versions: dict[int, _Version] = {}
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        actions = QWidget()
        flow = FlowLayout(actions)
        for button in (self.edit, self.duplicate, self.stop, self.export):
            flow.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 10, 24, 14)
        foot.addWidget(actions)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        self.edit.clicked.connect(lambda: self.edit_wished.emit(self._id()))
        self.duplicate.clicked.connect(lambda: self.duplicate_wished.emit(self._id()))
        self.export.clicked.connect(lambda: self.export_wished.emit(self._id()))
        self.stop.clicked.connect(self._stop)
        self.relabel(words)

    def show_detail(self, facts: ProgrammeDetail) -> None:
        """Show this programme; the place in the page stays while it is the same one."""
        bar = self._scroll.verticalScrollBar()
        at = bar.value() if self.facts and self.facts.card.programme_id == facts.card.programme_id else 0
        self.facts = facts
        self._scroll.setWidget(self._page(facts))
        bar.setValue(at)
        self._show_stop()

    def _page(self, facts: ProgrammeDetail) -> QWidget:
        page = QWidget()
        page.setProperty("role", "scrolled")
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(label(facts.card.name, "heading", wrap=True))
        chips = QHBoxLayout()
        chips.setSpacing(8)
        chips.addWidget(Chip(facts.card.state))
        chips.addWidget(label(facts.card.kind, "second"))
        chips.addWidget(label(facts.card.version, "second"))
        chips.addStretch(1)
        column.addLayout(chips)
        column.addSpacing(4)
        column.addWidget(label(facts.card.sentence, wrap=True))
        if facts.give_back:
            column.addWidget(label(facts.give_back, "second"))
        self._add_holdings(column, facts.holdings)
        column.addSpacing(10)
        column.addWidget(label(self._words("programmes_screen.versions"), "section"))
        column.addWidget(label(self._words("programmes_screen.versions_hint"), "hint", wrap=True))
        self.versions = {}
        for row in facts.versions:
            self._add_version(column, facts.card.programme_id, row)
        column.addStretch(1)
        return page

    def _add_holdings(self, column: QVBoxLayout, holdings: tuple[str, ...]) -> None:
        if not holdings:
            return
        column.addSpacing(10)
        column.addWidget(label(self._words("programmes_screen.holdings"), "section"))
        for line in holdings:
            column.addWidget(label(line, "second", wrap=True))

    def _add_version(self, column: QVBoxLayout, programme_id: str, row: VersionRow) -> None:
        made = _Version(row, self._words)
        made.open.clicked.connect(lambda: self.version_opened.emit(programme_id, row.version))
        made.reuse.clicked.connect(lambda: self.reuse_wished.emit(programme_id, row.version))
        column.addWidget(made)
        self.versions[row.version] = made

    def _id(self) -> str:
        return self.facts.card.programme_id if self.facts else ""

    def _stop(self) -> None:
        if self.facts is not None:
            self.stop_wished.emit(self._id(), not self.facts.stopped)

    def _show_stop(self) -> None:
        stopped = self.facts is not None and self.facts.stopped
        self.stop.setText(self._words("programmes_screen.start_again" if stopped else "programmes_screen.stop"))
        self.stop.set_icon("refresh-cw" if stopped else "pause")

    def relabel(self, words: Words) -> None:
        """Say everything in this language; the programme comes anew from the desk."""
        self._words = words
        for button, key in ((self.edit, "edit"), (self.duplicate, "duplicate"), (self.export, "export_one")):
            button.setText(words(f"programmes_screen.{key}"))
        self._show_stop()
