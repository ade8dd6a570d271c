"""The shop's programmes as last read, every version of them, and what every part of their desk needs to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from db.programmes import Holding
from desktop.operations import programmes as operations
from desktop.operations.context import ShopContext
from desktop.operations.programmes import History
from desktop.services import Services
from loyalty.errors import KnownError
from loyalty.explain import explain_error, explain_refusal
from loyalty.programmes import Programme
from loyalty.refusals import Refusal
from ui.facts import MessageFacts
from ui.programmes.view import ProgrammesView


class Shelf(QObject):
    """`changed` says that the programmes were read anew, `held` that what members hold of one is known now."""

    changed = Signal()
    held = Signal(str)

    def __init__(self, view: ProgrammesView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self.loaded = False
        self._histories: dict[str, History] = {}
        self._holdings: dict[str, Sequence[Holding]] = {}

    def today(self) -> date:
        """The shop's business day."""
        services = self._services
        return services.state.context.shop.calendar.business_day(services.clock.now_ms())

    def load(self) -> None:
        """Read every programme and version."""
        work = partial(operations.all_programmes, self._services.store)
        self._services.reader.ask(work, self._loaded, self.fail, newest_of="programmes")

    def histories(self) -> tuple[History, ...]:
        """Every programme: those that run first, then by name."""
        today = self.today()
        return tuple(sorted(self._histories.values(), key=lambda each: (_stopped(each, today), each.newest.name)))

    def history(self, programme_id: str) -> History | None:
        """One programme with its versions; None when there is none."""
        return self._histories.get(programme_id)

    def now(self, programme_id: str) -> Programme | None:
        """A programme as it stands today, or as it will begin; None when there is none."""
        history = self.history(programme_id)
        return None if history is None else history.on(self.today()) or history.newest

    def version(self, programme_id: str, number: int) -> Programme | None:
        """One version of a programme; None when there is none."""
        history = self.history(programme_id)
        return next((each for each in history.versions if each.version == number), None) if history else None

    def shown(self) -> tuple[Programme, ...]:
        """Each programme as it stands today, or as it will begin."""
        today = self.today()
        return tuple(each.on(today) or each.newest for each in self._histories.values())

    def holdings(self, programme_id: str) -> Sequence[Holding]:
        """What members hold of a programme, as last counted."""
        return self._holdings.get(programme_id, ())

    def count(self, programme_id: str) -> None:
        """Count what members hold of a programme; `held` follows."""
        work = partial(operations.holdings, self._services.store, programme_id)
        self._services.book.ask(work, partial(self._counted, programme_id), self.fail, newest_of="holdings")

    def take(self, answer: ShopContext | Refusal) -> bool:
        """Go on with what an operation answered; False when the rules said no, which is then said in place."""
        if isinstance(answer, Refusal):
            self.refuse(answer)
            return False
        self._view.show_message(None)
        self._services.state.replace_context(answer)
        return True

    def refuse(self, refusal: Refusal) -> None:
        """The rules said no: one sentence in place."""
        self._view.show_message(MessageFacts(explain_refusal(refusal, self._services.state.words), "warn"))

    def fail(self, error: KnownError) -> None:
        """The world said no: one sentence in place; what was typed stays."""
        self._view.show_message(MessageFacts(explain_error(error, self._services.state.words), "danger"))

    def _loaded(self, found: tuple[History, ...]) -> None:
        self._histories = {each.newest.id: each for each in found}
        self.loaded = True
        self.changed.emit()

    def _counted(self, programme_id: str, held: Sequence[Holding]) -> None:
        self._holdings[programme_id] = held
        self.held.emit(programme_id)


def _stopped(history: History, today: date) -> bool:
    return (history.on(today) or history.newest).stopped
