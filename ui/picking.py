"""Controls that choose: any of a few words as chips, a text with suggestions, a list of texts picked one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from loyalty.words import Words
from ui import theme
from ui.icons import draw_icon
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow import FlowLayout

Suggestions = Sequence[tuple[str, str]]


class ChipsControl(QWidget):
    """Any of some choices: each is a button that stays pressed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, Button] = {}
        self._flow = FlowLayout(self, gap=6)
        _grows_in_height(self)

    def set_choices(self, choices: Suggestions) -> None:
        """Offer these as (value, label); what was chosen stays chosen."""
        chosen = self.value()
        self._flow.clear()
        self.buttons = {}
        for each, text in choices:
            button = Button(text, "filter")
            button.setCheckable(True)
            button.toggled.connect(lambda _=False: self.changed.emit())
            self.buttons[each] = button
            self._flow.addWidget(button)
        self.set_value(chosen)
        self.updateGeometry()

    def value(self) -> object:
        """The chosen values, in the order of the choices."""
        return tuple(each for each, button in self.buttons.items() if button.isChecked())

    def set_value(self, value: object) -> None:
        """Choose exactly these."""
        wanted = value if isinstance(value, list | tuple) else ()
        for each, button in self.buttons.items():
            button.setChecked(each in wanted)

    def setAccessibleName(self, name: str) -> None:
        """Each chip is read with the name of the whole."""
        super().setAccessibleName(name)
        for button in self.buttons.values():
            button.setAccessibleName(f"{name} {button.text()}")

    def hasHeightForWidth(self) -> bool:
        """The chips go on in the next line."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the lines of chips."""
        return self._flow.heightForWidth(width)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Go to the first chip."""
        for button in self.buttons.values():
            button.setFocus(reason)
            return


class SuggestControl(QComboBox):
    """A text that may be typed or taken from a list; a suggestion's label stands for its value."""

    changed = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[str, str] = {}
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        self.lineEdit().setProperty("role", "bare_small")
        self.editTextChanged.connect(self.changed)
        self.activated.connect(lambda _: self.entered.emit())
        self.lineEdit().returnPressed.connect(self.entered)

    def set_suggestions(self, suggestions: Suggestions) -> None:
        """Suggest these as (value, label); the text stays."""
        value = self.value()
        self.blockSignals(True)
        self._labels = dict(suggestions)
        self.clear()
        self.addItems(list(self._labels.values()))
        self.set_value(value)
        self.blockSignals(False)

    def value(self) -> object:
        """The value of the suggestion that is named, else the text itself."""
        text = self.currentText().strip()
        return next((value for value, label in self._labels.items() if label == text), text)

    def set_value(self, value: object) -> None:
        """Show this value by its label."""
        self.setEditText(self._labels.get(str(value), str(value)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then our own arrow in the theme's colour."""
        super().paintEvent(event)
        arrow = QRectF(self.width() - 32, self.height() / 2 - 9, 18, 18)
        draw_icon(QPainter(self), "chevron-down", arrow, theme.colour("text2"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page behind."""
        event.ignore()


class PickControl(QWidget):
    """A list of texts, each picked from suggestions or typed, then Enter or the plus."""

    changed = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._picked: list[str] = []
        self._labels: dict[str, str] = {}
        self.box = SuggestControl()
        self.add = IconButton("plus", words("common.pick_add"))
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        _grows_in_height(self._chips)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._chips)
        self.setFocusProxy(self.box)
        self.add.clicked.connect(self.take_typed)
        self.box.entered.connect(self.take_typed)
        self._show_chips()

    def set_suggestions(self, suggestions: Suggestions) -> None:
        """Suggest these as (value, label)."""
        self._labels = dict(suggestions)
        self.box.set_suggestions(suggestions)
        self._show_chips()

    def value(self) -> object:
        """The texts in the order they were picked; one that is typed and not added yet counts too."""
        typed = str(self.box.value())
        return tuple(self._picked) if not typed or typed in self._picked else (*self._picked, typed)

    def set_value(self, value: object) -> None:
        """Show these texts."""
        self._picked = [str(each) for each in value] if isinstance(value, list | tuple) else []
        self.box.set_value("")
        self._show_chips()
        self.changed.emit()

    def take_typed(self) -> None:
        """Add what stands in the box."""
        self.set_value(self.value())

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        self._words = words
        self.add.rename(words("common.pick_add"))
        self._show_chips()

    def _show_chips(self) -> None:
        self._flow.clear()
        for each in self._picked:
            text = self._labels.get(each, each)
            chip = Button(text, "filter", "x")
            chip.setAccessibleName(self._words("common.pick_remove", name=text))
            chip.clicked.connect(lambda _=False, each=each: self._remove(each))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._picked))
        self._chips.updateGeometry()

    def _remove(self, text: str) -> None:
        self.set_value([each for each in self._picked if each != text])


def _grows_in_height(widget: QWidget) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
