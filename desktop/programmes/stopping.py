"""A programme is stopped, after saying what is held of it and that it stays; or started again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop import describe
from desktop.operations import programmes as operations
from desktop.operations.context import ShopContext
from desktop.programmes import present
from desktop.programmes.shelf import Shelf
from desktop.services import Services
from loyalty.refusals import Refusal
from ui.facts import MessageFacts
from ui.programmes.view import ProgrammesView

STOP, GO_ON = "stop_programme", "go_on_programme"


class StoppingDesk(QObject):
    """`said` carries a MessageFacts."""

    said = Signal(object)

    def __init__(self, view: ProgrammesView, services: Services, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._shelf = shelf
        self._wanted = self._asked = ""
        shelf.held.connect(self._ask)
        view.detail.stop_wished.connect(self._wish)
        view.opened.connect(self._forget)
        view.message_action_wished.connect(self._decided)

    def _wish(self, programme_id: str, stopped: bool) -> None:
        """Stopping counts first what is held; starting again takes nothing from anybody."""
        if stopped:
            self._wanted = programme_id
            self._shelf.count(programme_id)
        else:
            self._set(programme_id, False)

    def _forget(self, _: str) -> None:
        """Another programme was opened before the count was there."""
        self._wanted = ""

    def _ask(self, programme_id: str) -> None:
        if programme_id != self._wanted:
            return
        self._wanted = ""
        state = self._services.state
        held = present.holding_lines(self._shelf.holdings(programme_id), state.context.shop.currency, state.words)
        sentence = state.words("programmes_screen.stop_none")
        if held:
            sentence = state.words("programmes_screen.stop_held", held=describe.listed(held, state.words))
        stop, go_on = state.words("programmes_screen.stop"), state.words("programmes_screen.stop_not")
        self._view.show_message(MessageFacts(sentence, "warn", stop, STOP, "", go_on, GO_ON))
        self._asked = programme_id

    def _decided(self, action: str) -> None:
        asked, self._asked = self._asked, ""
        self._view.show_message(None)
        if action == STOP and asked:
            self._set(asked, True)

    def _set(self, programme_id: str, stopped: bool) -> None:
        services = self._services
        today = self._shelf.today()
        work = partial(operations.set_stopped, services.store, services.state.context, programme_id, stopped, today)
        services.writer.ask(work, partial(self._done, programme_id, stopped), self._shelf.fail)

    def _done(self, programme_id: str, stopped: bool, answer: ShopContext | Refusal) -> None:
        programme = self._shelf.now(programme_id)
        if self._shelf.take(answer) and programme is not None:
            key = "stopped" if stopped else "started"
            sentence = self._services.state.words(f"programmes_screen.{key}", name=programme.name)
            self.said.emit(MessageFacts(sentence, "done"))
