"""What a file of programmes would do, before it does it: new, changed, equal, and what is wrong and where."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.facts import ChipFacts, ChipKind
from ui.programmes.facts import FileChange, FilePreview
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.text import label


class FilePanel(QFrame):
    """The preview. `confirmed` publishes from today, `dropped` leaves everything as it is."""

    confirmed = Signal()
    dropped = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = words
        self._preview = FilePreview("")
        self._title = label(role="heading")
        self._file = label(role="second", wrap=True)
        self.confirm = Button("", "primary", "upload")
        self.drop = Button("", "link")
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.addWidget(self.confirm)
        foot.addStretch(1)
        foot.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._file)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)
        self.confirm.clicked.connect(self.confirmed)
        self.drop.clicked.connect(self.dropped)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.dropped)
        self.relabel(words)

    def show_preview(self, preview: FilePreview) -> None:
        """Show what taking the file would do."""
        self._preview = preview
        count = len(preview.new) + len(preview.changed)
        self._file.setText(preview.file_name)
        self._scroll.setWidget(self._body(preview))
        self.confirm.setText(self._words("programmes_screen.file_apply", count=count))
        self.confirm.setVisible(count > 0)

    def _body(self, preview: FilePreview) -> QWidget:
        body = QWidget()
        body.setProperty("role", "scrolled")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        if not preview.new and not preview.changed:
            column.addWidget(label(self._words("programmes_screen.file_nothing"), wrap=True))
        self._add_changes(column, "file_new", "primary", preview.new)
        self._add_changes(column, "file_changed", "info", preview.changed)
        self._add_lines(column, "file_equal", "plain", preview.equal)
        self._add_lines(column, "file_faults", "warn", preview.faults)
        column.addStretch(1)
        return body

    def _add_chip(self, column: QVBoxLayout, key: str, kind: ChipKind, count: int) -> None:
        icon = {"primary": "plus", "info": "pencil"}.get(kind, "")
        column.addSpacing(6)
        column.addWidget(Chip(ChipFacts(self._words(f"programmes_screen.{key}", count=count), kind, icon)))

    def _add_changes(self, column: QVBoxLayout, key: str, kind: ChipKind, changes: tuple[FileChange, ...]) -> None:
        if changes:
            self._add_chip(column, key, kind, len(changes))
        for change in changes:
            column.addWidget(label(change.name, "strong", wrap=True))
            column.addWidget(label(change.sentence, "second", wrap=True))
            if change.note:
                column.addWidget(label(change.note, "notice", wrap=True))

    def _add_lines(self, column: QVBoxLayout, key: str, kind: ChipKind, lines: tuple[str, ...]) -> None:
        if lines:
            self._add_chip(column, key, kind, len(lines))
        for line in lines:
            column.addWidget(label(line, "second", wrap=True))

    def relabel(self, words: Words) -> None:
        """Say everything in this language; sentences come anew from the desk."""
        self._words = words
        self._title.setText(words("programmes_screen.file_title"))
        self.drop.setText(words("programmes_screen.file_drop"))
        self.show_preview(self._preview)
