"""A switch of a few words, of which one is chosen (金額 | 品項); or of the shop's own, however many those are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.buttons import Button

_GAP = 2
# What two lines of three do not hold is a page further: a third line would take the slip's preview away.
_LINES, _COLUMNS_LEAST = 2, 3
_ROOM = 24


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
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)

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
            self.layout().removeWidget(button)
            button.deleteLater()
        self._ids = ids
        for number in range(len(ids)):
            button = Button("", "segment")
            button.setCheckable(True)
            self._group.addButton(button, number)
            self._put(button)

    def _put(self, button: Button) -> None:
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.addWidget(button, 1)


class LinedSegments(Segments):
    """Words that the shop names itself: what does not fit in one line goes on in a second, and then behind `more`.

    A word that is too long even then is shortened, and whole as its button's tooltip and accessible name.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("lined", True)
        self.more = Button("", "segment", parent=self)
        self.more.clicked.connect(self._turn_page)
        self.more.hide()
        self._words: list[str] = []
        self._chosen = ""
        self._page = 0
        self._width = 0

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP)

    def _put(self, button: Button) -> None:
        """Its place follows from all the words: see `_arrange`."""
        button.setParent(self)

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show these choices with this one chosen and in sight; whoever turned the page meanwhile stays there."""
        words = [word for _, word in choices]
        others = words != self._words or [name for name, _ in choices] != self._ids
        if others:
            super().show_choices(choices, chosen)
            self._words = words
        self.choose(chosen)
        if others or chosen != self._chosen:
            self._chosen = chosen
            self.turn_back()

    def turn_back(self) -> None:
        """Show the page of what is chosen, or the first."""
        self._page = self._ids.index(self._chosen) // self._a_page() if self._chosen in self._ids else 0
        self._arrange()

    def name_more(self, word: str, name: str) -> None:
        """What stands on the button that shows further choices, and what it is called."""
        self.more.setText(word)
        self.more.setAccessibleName(name)
        self.more.setToolTip(name)

    def _cell(self, columns: int) -> int:
        return (self.width() - _GAP * (columns - 1)) // columns

    def _columns(self) -> int:
        """How many stand side by side: all where they fit, else as many as do in two lines, and three at least."""
        longest = max((_metrics().horizontalAdvance(word) for word in self._words), default=0) + _ROOM
        count = max(len(self._words), 1)
        if longest <= self._cell(count):
            return count
        fitting = [each for each in range(_COLUMNS_LEAST + 1, count) if longest <= self._cell(each)]
        return min(max([_COLUMNS_LEAST, *fitting]), max(-(-count // _LINES), _COLUMNS_LEAST))

    def _a_page(self) -> int:
        """How many choices stand on a page; where there are further ones, their button takes a place."""
        places = self._columns() * _LINES
        return places if len(self._words) <= places else places - 1

    def _turn_page(self) -> None:
        pages = -(-len(self._words) // self._a_page())
        self._page = (self._page + 1) % pages
        self._arrange()

    def _arrange(self) -> None:
        grid = self.layout()
        if not isinstance(grid, QGridLayout):
            return
        self._width = self.width()
        columns, a_page = self._columns(), self._a_page()
        self._page = min(self._page, max(len(self._words) - 1, 0) // a_page)
        for column in range(max(grid.columnCount(), columns)):
            grid.setColumnStretch(column, 1 if column < columns else 0)
        for number, word in enumerate(self._words):
            button, place = self._group.button(number), number % a_page
            self._show_word(button, word, self._cell(columns) - _ROOM)
            grid.addWidget(button, place // columns, place % columns)
            button.setVisible(number // a_page == self._page)
        self.more.setVisible(a_page < len(self._words))
        grid.addWidget(self.more, a_page // columns, a_page % columns)

    def _show_word(self, button: QAbstractButton, word: str, room: int) -> None:
        shown = _metrics().elidedText(word, Qt.TextElideMode.ElideRight, room)
        button.setText(shown)
        button.setToolTip("" if shown == word else word)
        button.setAccessibleName(word)

    def minimumSizeHint(self) -> QSize:
        return QSize(_ROOM, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need a second line, or none."""
        super().resizeEvent(event)
        if self.width() != self._width:
            self._arrange()


def _metrics() -> QFontMetrics:
    """Of the letters that the chosen word has, which are the widest."""
    return QFontMetrics(theme.font(15, bold=True))
