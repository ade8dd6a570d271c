"""F12 right behind a scan: the sale waits for whoever is being looked up, and is never another customer's."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop.counter.find import FindDesk
from desktop.counter.sale import SaleDesk
from desktop.operations.members import MemberFile


class FinishingDesk(QObject):
    """Joins finding to selling. While a finish waits for its member the counter is that customer's: what is scanned and
    typed meanwhile waits behind it. `seat` puts somebody at the counter.
    """

    def __init__(
        self, find: FindDesk, sale: SaleDesk, seat: Callable[[MemberFile], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._sale = sale
        self._seat = seat
        self._waits = False
        find.found.connect(self._found)
        find.refused.connect(self._nobody_came)
        find.failed.connect(self._nobody_came)

    def finish(self) -> None:
        """F12: commit the sale; after a scan whose member is still being looked up, once they are here."""
        if self._sale.turn.busy or not self._find.on_its_way:
            self._sale.finish()
            return
        self._waits = True
        self._sale.turn.begin()

    def take_back(self) -> bool:
        """Finish nothing after all; what was pressed behind it is dropped. False when no finish waited."""
        waited, self._waits = self._waits, False
        if waited:
            self._sale.turn.free()
            self._sale.turn.go_on(stored=False)
        return waited

    def _found(self, file: MemberFile) -> None:
        if not self._waits:
            self._sale.turn.when_free(partial(self._seat, file))
            return
        self._waits = False
        self._sale.turn.free()
        self._seat(file)
        self._sale.finish()
        if not self._sale.turn.busy:
            self._sale.turn.go_on(stored=False)

    def _nobody_came(self, _: object) -> None:
        if not self._find.on_its_way:
            self.take_back()
