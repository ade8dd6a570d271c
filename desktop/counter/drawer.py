"""The cash drawer: it opens after a sale in cash, and at a wish without one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.operations.sales import RecordedSale
from desktop.services import Services
from loyalty import limits
from loyalty.errors import KnownError
from loyalty.explain import explain_error
from loyalty.limits import Action
from ui.counter.view import CounterView
from ui.facts import MessageFacts


class DrawerDesk(QObject):
    """`said` carries the good news, `refused` a Refusal. What keeps the drawer shut is said in place."""

    said = Signal(object)
    refused = Signal(object)

    def __init__(self, view: CounterView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        view.find.drawer_button.clicked.connect(self.open)
        services.state.printer_changed.connect(self.show)
        self.show()

    def show(self) -> None:
        """Offer the button where a printer has a drawer."""
        self._view.find.drawer_button.setVisible(self._services.state.till.drawer_printer is not None)

    def after(self, sale: RecordedSale) -> None:
        """A sale is on the disk: open for its change, when some of it was paid in cash."""
        if self._services.state.till.drawer_printer is not None and is_cash(
            sale, self._services.state.context.shop.tenders
        ):
            self._kick(said="")

    def open(self) -> None:
        """Open it without a sale; nothing is recorded."""
        state = self._services.state
        refused = limits.check(state.context.person, Action.OPEN_DRAWER, {})
        if refused is not None:
            self.refused.emit(refused)
        elif state.till.drawer_printer is None:
            self._view.show_note(MessageFacts(state.words("desk.no_drawer"), "warn"))
        else:
            self._kick(said="desk.drawer_opened")

    def _kick(self, said: str) -> None:
        entry = self._services.state.till.drawer_printer
        if entry is not None:
            self._services.spooler.kick_drawer(entry.id, partial(self._kicked, said))

    def _kicked(self, said: str, error: KnownError | None) -> None:
        words = self._services.state.words
        if error is not None:
            sentence = words("desk.drawer_failed", why=explain_error(error, words))
            self._view.show_note(MessageFacts(sentence, "danger"))
        elif said:
            self.said.emit(MessageFacts(words(said), "done"))


def is_cash(sale: RecordedSale, tenders: tuple[str, ...]) -> bool:
    """Whether money of the shop's first way of paying, cash, changed hands."""
    paid = sale.operation.detail.get("tenders", ())
    return isinstance(paid, list) and any(name == tenders[0] and amount for name, amount, _ in paid)
