"""Where the data is, which version this is, and a button that opens the folder."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel

from loyalty.words import Words
from ui.settings.facts import AboutFacts
from ui.settings.section import Section
from ui.widgets.buttons import Button
from ui.widgets.text import label


class AboutSection(Section):
    """Rows of texts that can be selected and copied."""

    folder_wished = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__("about")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[QLabel] = []
        self.open_folder = Button("", "", "folder")
        self.content.addLayout(self._grid)
        self.content.addSpacing(4)
        self.content.addWidget(self.open_folder, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addStretch(1)
        self.open_folder.clicked.connect(self.folder_wished)
        self.relabel(words)

    def show_about(self, facts: AboutFacts) -> None:
        """Show these rows."""
        for old in self._labels:
            self._grid.removeWidget(old)
            old.deleteLater()
        self._labels = []
        for number, (name, text) in enumerate(facts.rows):
            left, right = label(name, "second"), label(text, wrap=True)
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(left, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(right, number, 1)
            self._labels += [left, right]

    def relabel(self, words: Words) -> None:
        """Say everything in this language; the rows come anew from the desk."""
        super().relabel(words)
        self.open_folder.setText(words("settings.open_folder"))
