"""The cash drawer: it opens after a sale in cash, and at a wish without one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.operations.sales import RecordedSale
from desktop.print_words import in_short
from desktop.services import Services
from loyalty import limits
from loyalty.errors import KnownError
from loyalty.explain import explain_error
from loyalty.limits import Action
from ui.counter.view import CounterView
from ui.facts import MessageFacts

# Whoever stands at a shut drawer reads it at once, and it is of no use to the next customer.
SAID_MS = 10_000
# What needs no words about the printer's trouble, but its own.
_NO_TROUBLE = ("drawer_late",)


class DrawerDesk(QObject):
    """`said` carries the good news, `refused` a Refusal. What keeps the drawer shut is said in place for
    a while, and no longer than until its printer is well.
    """

    said = Signal(object)
    refused = Signal(object)

    def __init__(self, view: CounterView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._why_shut: MessageFacts | None = None
        self._until_well = False
        self._said_long = QTimer(self, singleShot=True)
        self._said_long.timeout.connect(self._unsay)
        services.spooler.changed.connect(lambda _: self._unsay_if_well())
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
            self._until_well = error.key not in _NO_TROUBLE
            if self._until_well:
                sentence = words("desk.drawer_printer_stopped", why=in_short(error, words))
            else:
                sentence = words("desk.drawer_failed", why=explain_error(error, words))
            self._why_shut = MessageFacts(sentence, "danger")
            self._view.show_note(self._why_shut)
            self._said_long.start(SAID_MS)
        else:
            self._unsay()
        if error is None and said:
            self.said.emit(MessageFacts(words(said), "done"))

    def _unsay_if_well(self) -> None:
        entry = self._services.state.till.drawer_printer
        state = None if entry is None else self._services.spooler.state.of(entry.id)
        if self._until_well and (state is None or (state.works and not state.in_trouble)):
            self._unsay()

    def _unsay(self) -> None:
        """Take it away, if nothing else was said there since."""
        why_shut, self._why_shut, self._until_well = self._why_shut, None, False
        self._said_long.stop()
        if why_shut is not None and self._view.message.message() == why_shut:
            self._view.show_note(None)


def is_cash(sale: RecordedSale, tenders: tuple[str, ...]) -> bool:
    """Whether money of the shop's first way of paying, cash, changed hands."""
    paid = sale.operation.detail.get("tenders", ())
    return isinstance(paid, list) and any(name == tenders[0] and amount for name, amount, _ in paid)
