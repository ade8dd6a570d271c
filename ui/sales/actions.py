"""What may be done with the open sale: a button for each, and why some cannot be pressed."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from loyalty.words import Words
from ui.sales.facts import ActionFacts, OpenSale
from ui.widgets.buttons import Button
from ui.widgets.text import label

ACTIONS = ("print_again", "credit", "edit", "reopen", "cancel", "refund")
_LOOKS = {
    "print_again": ("quiet", "printer"),
    "credit": ("quiet", "user-plus"),
    "edit": ("quiet", "pencil"),
    "reopen": ("quiet", "refresh-cw"),
    "cancel": ("danger", "circle-x"),
    "refund": ("danger", "undo-2"),
}


class SaleActions(QWidget):
    """Two buttons side by side; what has no meaning for a sale leaves no gap."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {name: Button("", *_LOOKS[name]) for name in ACTIONS}
        self._why_not = label(role="hint", wrap=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        for button in self.buttons.values():
            self._grid.addWidget(button, 0, 0)
        self._grid.addWidget(self._why_not, len(ACTIONS), 0, 1, 2)

    def show_possible(self, sale: OpenSale, words: Words) -> None:
        """Which of them may be wished for."""
        actions: dict[str, ActionFacts] = {name: getattr(sale, name) for name in ACTIONS}
        for place, name in enumerate(name for name in ACTIONS if actions[name].shown):
            self._grid.addWidget(self.buttons[name], place // 2, place % 2)
        reasons: list[str] = []
        for name, button in self.buttons.items():
            action = actions[name]
            button.setVisible(action.shown)
            button.setEnabled(action.possible)
            button.setToolTip(action.why_not)
            if action.shown and action.why_not and not action.possible:
                reasons.append(words("sales.why_not", action=button.text(), reason=action.why_not))
        self._why_not.setText("\n".join(reasons))
        self._why_not.setVisible(bool(reasons))

    def relabel(self, words: Words) -> None:
        """Say everything in this language."""
        for name, button in self.buttons.items():
            button.setText(words(f"sales.{name}"))
