"""F5 to F12 right behind a scan: they wait for whoever is being looked up, and are never for another customer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.counter import offered
from desktop.counter.find import FindDesk
from desktop.counter.sale import SaleDesk
from desktop.operations.members import MemberFile
from desktop.services import Services


class FinishingDesk(QObject):
    """Joins finding to selling. While a deed waits for its member the counter is that customer's: what is scanned and
    typed meanwhile waits behind it. `seat` puts somebody at the counter, `asked` tells whether a paper card or a
    deed by hand is asked about. `unanswered` says that the screen waits for an answer, and that nothing was recorded.
    """

    unanswered = Signal()

    def __init__(
        self,
        services: Services,
        find: FindDesk,
        sale: SaleDesk,
        seat: Callable[[MemberFile], None],
        asked: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._asked = asked
        self._services = services
        self._find = find
        self._sale = sale
        self._seat = seat
        self._deed: Callable[[], None] | None = None
        self._choices: list[Callable[[], None]] = []
        find.anew.connect(self._choices.clear)
        find.found.connect(self._found)
        find.paper_found.connect(self._nobody_came)
        find.refused.connect(self._nobody_came)
        find.failed.connect(self._nobody_came)

    def finish(self) -> None:
        """F12: commit the sale; after a scan whose member is still being looked up, once they are here."""
        self.once_here(self._finish)

    def _finish(self) -> None:
        if self._asked() or self._asks():
            self.unanswered.emit()
        else:
            self._sale.finish()

    def _asks(self) -> bool:
        """Whether a choice is open, or what a plan is bought for has not been typed."""
        draft, programmes = self._sale.draft, self._services.state.context.programmes
        if draft.asking is not None and draft.asking.is_plan and not draft.asking.digits:
            return True
        return bool(draft.question and offered.options(draft.question, self._sale.outcome, programmes))

    def choose(self, choice: Callable[[], None]) -> None:
        """Do what is no deed, as taking a reward: now, or when whoever was scanned before is here."""
        self._sale.turn.when_free(partial(self._choose, choice))

    def _choose(self, choice: Callable[[], None]) -> None:
        if self._find.on_its_way:
            self._choices.append(choice)
        else:
            choice()

    def once_here(self, deed: Callable[[], None]) -> None:
        """Do to the sale at the counter what ends it there: behind one that is on its way, as if it had been pressed
        after the answer, and for whoever was scanned before.
        """
        if self._sale.turn.busy:
            self._sale.turn.when_free(partial(self.once_here, deed))
        elif self._find.on_its_way:
            self._deed = deed
            self._sale.turn.begin()
        else:
            deed()

    def bring(self, member_id: int) -> None:
        """This member to the counter, unless somebody who was scanned since is on their way."""
        if not self._find.on_its_way:
            self._find.choose(member_id)

    def take_back(self) -> bool:
        """End nothing after all; what was pressed behind it is dropped. False when nothing waited for a member."""
        waited, self._deed = self._deed is not None, None
        if waited:
            self._sale.turn.free()
            self._sale.turn.go_on(stored=False)
        return waited

    def _found(self, file: MemberFile) -> None:
        choices = tuple(self._choices)
        self._choices.clear()
        if self._deed is None:
            self._sale.turn.when_free(partial(self._seat_with, file, choices))
            return
        deed, self._deed = self._deed, None
        self._sale.turn.free()
        self._seat_with(file, choices)
        deed()
        if not self._sale.turn.busy:
            self._sale.turn.go_on(stored=False)

    def _seat_with(self, file: MemberFile, choices: Iterable[Callable[[], None]]) -> None:
        self._seat(file)
        for choice in choices:
            choice()

    def _nobody_came(self, _: object) -> None:
        if not self._find.on_its_way:
            self._choices.clear()
            self.take_back()
