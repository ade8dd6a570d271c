"""Setting a sale aside while another customer is served, and taking it up again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from db.parked import ParkedSale
from desktop import describe
from desktop.counter import draft as drafts
from desktop.counter.find import FindDesk
from desktop.counter.finishing import FinishingDesk
from desktop.counter.sale import SaleDesk
from desktop.operations import parked
from desktop.operations.members import MemberFile
from desktop.services import Services
from loyalty.errors import KnownError
from loyalty.money import format_money
from ui.counter.facts import ParkedChip
from ui.counter.view import CounterView


class ParkingDesk(QObject):
    """Joins the parked sales to the counter; a parked sale keeps its place until it is recorded or dropped."""

    def __init__(
        self,
        view: CounterView,
        services: Services,
        sale: SaleDesk,
        find: FindDesk,
        finishing: FinishingDesk,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._sale = sale
        self._find = find
        self._finishing = finishing
        view.park_wished.connect(self.park)
        view.unpark_wished.connect(self.take_up)

    def show(self) -> None:
        """Show the chips of the parked sales; the one at the counter now has none."""
        self._services.reader.ask(partial(parked.all_parked, self._services.store), self._show)

    def park(self) -> None:
        """F9: set the sale at the counter aside and empty the counter."""
        self._finishing.once_here(self._park)

    def _park(self) -> None:
        if not self._sale.empty:
            self._set_aside(lambda: self._sale.turn.go_on(stored=True))

    def take_up(self, parked_id: str) -> None:
        """Bring a parked sale back to the counter; what is there now is set aside first, and stays if it cannot be."""
        if self._sale.turn.busy or self._find.on_its_way:
            return
        fetch = partial(self._fetch, parked_id)
        if self._sale.empty:
            fetch()
        else:
            self._set_aside(fetch)

    def drop(self, parked_id: str) -> None:
        """Keep this sale no longer."""
        self._services.writer.ask(partial(parked.drop, self._services.store, parked_id), lambda _: self.show())

    def _set_aside(self, then: Callable[[], None]) -> None:
        sale = self._sale
        waiting = ParkedSale(
            id=sale.draft.parked_id or self._services.maker.operation_id(),
            at_ms=self._services.clock.now_ms(),
            member_id=sale.member.member.id if sale.member else None,
            label=self._label(),
            sale=drafts.as_parked(sale.draft),
        )
        sale.turn.begin()
        work = partial(parked.park, self._services.store, waiting)
        self._services.writer.ask(work, lambda _: self._parked(then), self._failed)

    def _parked(self, then: Callable[[], None]) -> None:
        self._view.show_note(None)
        self._find.forget()
        self._view.focus_search()
        self._sale.turn.free()
        self._sale.begin()
        self.show()
        then()

    def _fetch(self, parked_id: str) -> None:
        services = self._services
        self._sale.turn.begin()
        work = partial(parked.look_at, services.store, services.state.context, parked_id, services.clock.now_ms())
        services.reader.ask(work, self._fetched, self._failed)

    def _fetched(self, found: tuple[ParkedSale, MemberFile | None] | None) -> None:
        self._sale.turn.free()
        if found is not None:
            waiting, member = found
            draft = drafts.from_parked(waiting.id, waiting.sale)
            known = waiting.member_id is None or member is not None
            self._view.show_note(None)
            self._find.forget()
            self._sale.begin(member, draft if known else drafts.without_member(draft))
            self._view.setFocus()
        self.show()
        self._sale.turn.go_on(stored=found is not None)

    def _failed(self, error: KnownError) -> None:
        self._sale.turn.free()
        self._sale.failed.emit(error)
        self._sale.turn.go_on(stored=False)

    def _show(self, sales: tuple[ParkedSale, ...]) -> None:
        now = self._sale.draft.parked_id
        self._view.show_parked([ParkedChip(sale.id, sale.label) for sale in sales if sale.id != now])

    def _label(self) -> str:
        state = self._services.state
        who = state.words("desk.somebody")
        if self._sale.member is not None:
            who = describe.member_title(self._sale.member.member, state.words)
        amount = format_money(self._sale.outcome.to_pay, state.context.shop.currency)
        return state.words("desk.parked_label", who=who, amount=amount)
