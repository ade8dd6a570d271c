"""The next customer: member and sale leave the counter together, and can be put back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from desktop.counter.draft import Draft
from desktop.counter.news import DROP_PARKED, PUT_BACK
from desktop.counter.parking import ParkingDesk
from desktop.counter.sale import SaleDesk
from desktop.operations.members import MemberFile
from desktop.services import Services
from ui.counter.view import CounterView
from ui.facts import MessageFacts


class LeavingDesk(QObject):
    """Clears the counter at one key. Only the note in place leads back, so what takes the note away ends the offer."""

    def __init__(
        self,
        view: CounterView,
        services: Services,
        sale: SaleDesk,
        parking: ParkingDesk,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._sale = sale
        self._parking = parking
        self._gone: tuple[MemberFile | None, Draft] = (None, Draft())

    def clear(self) -> None:
        """An empty counter, with a note that offers the way back. A sale that had been set aside is so again,
        until the note's other button drops it.
        """
        self._gone = (self._sale.member, self._sale.draft)
        self._sale.begin()
        self._parking.show()
        self._view.focus_search()
        words = self._services.state.words
        note = MessageFacts(words("desk.cleared"), "info", words("desk.put_back"), PUT_BACK)
        if self._gone[1].parked_id:
            note = replace(note, other_label=words("desk.drop_parked"), other_id=DROP_PARKED)
        self._view.show_note(note)

    def put_back(self) -> None:
        """The same member and sale again; what came to the counter meanwhile leaves it in the same way."""
        if self._sale.turn.busy:
            return
        gone = self._gone
        self._view.show_note(None)
        if not self._sale.empty:
            self.clear()
        self._sale.begin(*gone)
        self._parking.show()
        self._view.setFocus()

    def drop(self) -> None:
        """Give the sale up that was set aside and cleared."""
        self._view.show_note(None)
        self._parking.drop(self._gone[1].parked_id)
