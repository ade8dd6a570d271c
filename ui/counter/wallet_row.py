"""What pays before money does: stored value, cashback, points as money, side by side above the tenders."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.counter.facts import RewardKey
from ui.counter.reward_button import RewardButton


class WalletRow(QWidget):
    """One key for each wallet; hidden while nobody has one."""

    wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[RewardButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE)
        self.hide()

    def show_wallets(self, wallets: Sequence[RewardKey], name: str) -> None:
        """Show each with what it pays, or what it holds."""
        self.setAccessibleName(name)
        while len(self.buttons) < len(wallets):
            button = RewardButton(theme.TARGET, one_line=True)
            button.wished.connect(self.wished)
            self.buttons.append(button)
            self._row.addWidget(button, 1)
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(wallets))
            if number < len(wallets):
                button.show_reward(wallets[number])
        self.setVisible(bool(wallets))
