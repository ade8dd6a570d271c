"""The shop's logo among the settings: chosen from a file, made black and white in one of two ways, taken away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from loyalty.words import Words
from ui.documents import document_dialog
from ui.settings.slip_facts import DOTS, SIZES, LogoWish
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.segments import Segments
from ui.widgets.text import label

# Words of one character are as wide as a finger too.
_SWITCH_LEAST = 168


class LogoPanel(QWidget):
    """`wished(LogoWish)` when a file was chosen, or is wanted in another way; `changed` when there is another logo.

    The value is the logo as it is kept ("96x64:..."), "" for none. How a logo was made can be changed as long as its
    file is known: until another logo is shown, or none.
    """

    wished = Signal(object)
    changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._value = ""
        self._path = ""
        self._state = label(role="second")
        self._error = label(role="error", wrap=True)
        self._error.hide()
        self.choose = Button("", "", "upload")
        self.remove = Button("", "quiet", "trash-2")
        self.dots = Segments()
        self.size = Segments()
        self._ways = QWidget()
        self._dots_label = label(role="small")
        self._size_label = label(role="small")
        self._lay_out()
        self.choose.clicked.connect(self._open)
        self.remove.clicked.connect(lambda: self._take(""))
        self.dots.chosen.connect(self._wish)
        self.size.chosen.connect(self._wish)
        self.relabel(words)
        self.dots.choose(DOTS[0])
        self.size.choose(SIZES[1])

    def _lay_out(self) -> None:
        row = QWidget()
        flow = FlowLayout(row)
        for part in (self.choose, self.remove):
            flow.addWidget(part)
        ways = FlowLayout(self._ways, 12)
        for heading, switch in ((self._dots_label, self.dots), (self._size_label, self.size)):
            side = QWidget()
            rows = QVBoxLayout(side)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(4)
            rows.addWidget(heading)
            rows.addWidget(switch)
            switch.setMinimumWidth(_SWITCH_LEAST)
            ways.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._state, self._error, row, self._ways):
            column.addWidget(part)

    def value(self) -> str:
        """The logo as it is kept."""
        return self._value

    def set_value(self, text: str) -> None:
        """Show what is kept; the file of another logo is forgotten."""
        if text != self._value:
            self._path = ""
        self._value = text
        self._show()

    def show_logo(self, text: str) -> None:
        """The chosen file became this logo."""
        self._error.hide()
        if text != self._value:
            self._value = text
            self.changed.emit()
        self._show()

    def show_error(self, sentence: str) -> None:
        """Say why the chosen file gives no logo; the one before stays."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def take_file(self, path: str) -> None:
        """Wish for this file's picture as the logo."""
        self._path = path
        self._wish()

    def _open(self) -> None:
        words = self._words
        dialog = document_dialog(
            self,
            words("slips_settings.logo_choose"),
            words("slips_settings.logo_kinds"),
            words("slips_settings.logo_look_in"),
            words("slips_settings.logo_file_type"),
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def _wish(self) -> None:
        self._error.hide()
        self._ways.setVisible(bool(self._path))
        if self._path:
            self.wished.emit(LogoWish(self._path, self.dots.current(), self.size.current()))

    def _take(self, text: str) -> None:
        self._path = ""
        self._error.hide()
        self._value = text
        self._show()
        self.choose.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        words, has_one = self._words, bool(self._value)
        width, _, height = self._value.partition(":")[0].partition("x")
        is_one = words("slips_settings.logo_is", width=width, height=height) if has_one else ""
        self._state.setText(is_one or words("slips_settings.logo_none"))
        self.choose.setText(words("slips_settings.logo_change" if has_one else "slips_settings.logo_choose"))
        self.remove.setVisible(has_one)
        self._ways.setVisible(bool(self._path))

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self.remove.setText(words("slips_settings.logo_remove"))
        self._dots_label.setText(words("slips_settings.logo_dots"))
        self._size_label.setText(words("slips_settings.logo_size"))
        self.dots.setAccessibleName(self._dots_label.text())
        self.size.setAccessibleName(self._size_label.text())
        ways = [(way, words(f"slips_settings.logo_dots_{way}")) for way in DOTS]
        self.dots.show_choices(ways, self.dots.current())
        sizes = [(size, words(f"slips_settings.logo_size_{size}")) for size in SIZES]
        self.size.show_choices(sizes, self.size.current())
        self._show()
