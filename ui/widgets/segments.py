"""A switch of a few words, of which one is chosen (金額 | 品項)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from ui.widgets.buttons import Button


class Segments(QFrame):
    """Choices as (id, word); emits the id when a person chooses another one, never when the program does."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self._ids: list[str] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._ids[number]))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show these choices with this one chosen (an unknown id chooses none); buttons are reused, so focus stays."""
        ids = [name for name, _ in choices]
        if ids != self._ids:
            self._rebuild(ids)
        for number, (_, word) in enumerate(choices):
            self._group.button(number).setText(word)
        self.choose(chosen)

    def choose(self, name: str) -> None:
        """Mark one as chosen without emitting."""
        self._group.setExclusive(False)
        for number, known in enumerate(self._ids):
            self._group.button(number).setChecked(known == name)
        self._group.setExclusive(True)

    def current(self) -> str:
        """The chosen id, "" when none is."""
        number = self._group.checkedId()
        return self._ids[number] if number >= 0 else ""

    def button(self, name: str) -> Button:
        """The button of one choice; an unknown id raises ValueError."""
        button = self._group.button(self._ids.index(name))
        if not isinstance(button, Button):
            raise TypeError(type(button))
        return button

    def _rebuild(self, ids: list[str]) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        self._ids = ids
        for number in range(len(ids)):
            button = Button("", "segment")
            button.setCheckable(True)
            self._group.addButton(button, number)
            self._row.addWidget(button, 1)
