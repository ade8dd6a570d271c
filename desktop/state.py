"""What every part of the desk shares: the shop as last loaded, this till's settings, the words, and the news."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.operations.context import ShopContext
from desktop.till import TillSettings
from loyalty.words import Words


class ShopState(QObject):
    """Holds the current facts and says when they changed; it decides nothing.

    `shop_changed`: settings, programmes or products were saved. `language_changed`: the screen speaks another language.
    `ledger_changed`: something was recorded (carries the member id or None). `members_changed`: personal data changed.
    `printer_changed`, `theme_changed`: this till's printers or colours did.
    """

    shop_changed = Signal()
    language_changed = Signal()
    ledger_changed = Signal(object)
    members_changed = Signal(object)
    printer_changed = Signal()
    theme_changed = Signal(str)

    def __init__(self, context: ShopContext, till: TillSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.till = till
        self.words = Words(till.language)

    def replace_context(self, context: ShopContext) -> None:
        """The shop was loaded anew."""
        self.context = replace(context, till=self.till.name, prints=self.till.prints)
        self.shop_changed.emit()

    def replace_till(self, till: TillSettings) -> None:
        """This till's own settings changed."""
        before = self.till
        self.till = till
        self.context = replace(self.context, till=till.name, prints=till.prints)
        if till.language != before.language:
            self.words = Words(till.language)
            self.language_changed.emit()
        if till.theme != before.theme:
            self.theme_changed.emit(till.theme)
        if till.printers != before.printers:
            self.printer_changed.emit()
