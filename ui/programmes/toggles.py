"""A few things that may be chosen in the example sale, each a button that stays pressed, under their heading."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.programmes.facts import OfferChoice
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label


class Toggles(QWidget):
    """`chosen` are the ids that a person pressed, `declined` those that were pressed and let go."""

    changed = Signal()

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.chosen: set[str] = set()
        self.declined: set[str] = set()
        self.buttons: dict[str, Button] = {}
        self._icon = icon
        self._title = label(role="small")
        body = QWidget()
        self._flow = FlowLayout(body, gap=6)
        self._body = body
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(body)
        self.hide()

    def begin(self) -> None:
        """Nothing is chosen any more."""
        self.chosen.clear()
        self.declined.clear()

    def show_choices(self, choices: tuple[OfferChoice, ...]) -> None:
        """Show these; what is gone is no longer chosen, the focus stays on its button."""
        focused = next((name for name, button in self.buttons.items() if button.hasFocus()), "")
        known = {choice.offer_id for choice in choices}
        self.chosen &= known
        self.declined &= known
        self._flow.clear()
        self.buttons = {}
        for choice in choices:
            button = Button(choice.title, "filter", self._icon)
            button.setCheckable(True)
            button.setChecked(choice.chosen)
            button.clicked.connect(lambda on=False, name=choice.offer_id: self._choose(name, on))
            self._flow.addWidget(button)
            self.buttons[choice.offer_id] = button
        self.setVisible(bool(choices))
        self._body.updateGeometry()
        if focused in self.buttons:
            self.buttons[focused].setFocus()

    def set_title(self, title: str) -> None:
        """Say the heading."""
        self._title.setText(title)

    def _choose(self, name: str, on: bool) -> None:
        (self.chosen.add if on else self.chosen.discard)(name)
        (self.declined.discard if on else self.declined.add)(name)
        self.changed.emit()
