"""What an Excel file would do, before it does it: counted, named, and the rows that cannot be taken."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.facts import ChipFacts, ChipKind
from ui.products.facts import ImportPreview
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.text import ElidedLabel, label

_NAMES_SHOWN = 8
_FAULTS_SHOWN = 50


class ImportPanel(QFrame):
    """The preview. `confirmed` imports, `dropped` leaves everything as it is."""

    confirmed = Signal()
    dropped = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._preview = ImportPreview("")
        self._title = label(role="section")
        self._file = ElidedLabel(role="second")
        self.confirm = Button("", "primary", "upload")
        self.drop = Button("", "link")
        self._inside = QWidget()
        self._inside.setProperty("role", "scrolled")
        self._scroll = QScrollArea(widgetResizable=True)
        self._lay_out()
        self.confirm.clicked.connect(self.confirmed)
        self.drop.clicked.connect(self.dropped)
        self.relabel(words)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.confirm)
        foot.addStretch(1)
        foot.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._file)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what the import will do."""
        self._preview = preview
        self._file.setText(preview.file_name)
        self._scroll.setWidget(self._body(preview))
        self.confirm.setText(self._words("products.import_apply", count=self._count()))
        self.set_busy(False)

    def _count(self) -> int:
        return len(self._preview.new) + len(self._preview.changed)

    def set_busy(self, busy: bool) -> None:
        """While work is under way nothing can be imported."""
        self.confirm.setEnabled(self._count() > 0 and not busy)

    def _body(self, preview: ImportPreview) -> QWidget:
        body = QWidget()
        body.setProperty("role", "scrolled")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(6)
        if not preview.new and not preview.changed:
            column.addWidget(label(self._words("products.import_nothing"), wrap=True))
        self._add_names(column, "import_new", "primary", preview.new)
        self._add_names(column, "import_changed", "info", preview.changed)
        if preview.unchanged_count:
            self._add_chip(column, "import_same", "plain", preview.unchanged_count)
        if preview.faults:
            self._add_chip(column, "import_faults", "warn", len(preview.faults))
            for fault in preview.faults[:_FAULTS_SHOWN]:
                column.addWidget(
                    label(self._words("products.import_row", row=fault.row, fault=fault.sentence), wrap=True)
                )
            self._add_rest(column, len(preview.faults) - _FAULTS_SHOWN)
        column.addStretch(1)
        return body

    def _add_chip(self, column: QVBoxLayout, key: str, kind: ChipKind, count: int) -> None:
        column.addSpacing(4)
        icon = {"primary": "plus", "info": "pencil"}.get(kind, "")
        column.addWidget(Chip(ChipFacts(self._words(f"products.{key}", count=count), kind, icon)))

    def _add_names(self, column: QVBoxLayout, key: str, kind: ChipKind, names: tuple[str, ...]) -> None:
        if not names:
            return
        self._add_chip(column, key, kind, len(names))
        for name in names[:_NAMES_SHOWN]:
            column.addWidget(label(name, "second", wrap=True))
        self._add_rest(column, len(names) - _NAMES_SHOWN)

    def _add_rest(self, column: QVBoxLayout, count: int) -> None:
        if count > 0:
            column.addWidget(label(self._words("products.import_more", count=count), "hint"))

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self._title.setText(words("products.import_title"))
        self.drop.setText(words("products.import_drop"))
        self.show_preview(self._preview)
