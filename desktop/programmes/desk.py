"""The programmes' screen: opened, added, edited, stopped, started again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.programmes import present
from desktop.programmes.beginning import BeginningDesk
from desktop.programmes.draft import Draft
from desktop.programmes.drafting import DraftingDesk
from desktop.programmes.files import FilesDesk
from desktop.programmes.rehearsal import RehearsalDesk
from desktop.programmes.shelf import Shelf
from desktop.programmes.stopping import StoppingDesk
from desktop.services import Services
from ui.programmes.facts import ProgrammeDetail
from ui.programmes.view import ProgrammesView


class ProgrammesDesk(QObject):
    """Joins the screen to the shop. `said` carries a MessageFacts for the bar at the bottom."""

    said = Signal(object)

    def __init__(self, view: ProgrammesView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._opened = ""
        self._adding = False
        self.shelf = Shelf(view, services, self)
        self.drafting = DraftingDesk(view, services, self.shelf, self)
        self.beginning = BeginningDesk(view, services, self.shelf, self)
        self.stopping = StoppingDesk(view, services, self.shelf, self)
        self.files = FilesDesk(view, services, self.shelf, self)
        self.rehearsal = RehearsalDesk(view, services, self.shelf, self.drafting, self)
        self._connect()

    def _connect(self) -> None:
        view = self._view
        self.shelf.changed.connect(self._show)
        self.shelf.held.connect(self._show_held)
        for part in (self.drafting, self.stopping, self.files, self.rehearsal):
            part.said.connect(self.said)
        self.beginning.begun.connect(self._begin)
        self.drafting.published.connect(self.open)
        self.files.closed.connect(self._back)
        self.rehearsal.closed.connect(self._show)
        self._services.state.shop_changed.connect(self.shelf.load)
        view.opened.connect(self.open)
        view.add_wished.connect(self.add)
        view.draft_left.connect(self._leave)

    def start(self) -> None:
        """Read the programmes."""
        self.shelf.load()

    def shown(self) -> None:
        """The screen came to the front: what is held of the opened programme may have changed."""
        if self._opened and not self._view.edits():
            self.shelf.count(self._opened)

    def relabel(self) -> None:
        """Show everything again in the screen's language; a draft stays as typed."""
        self._view.show_message(None)
        self._show()
        self.files.show()
        self.drafting.relabel()

    def open(self, programme_id: str) -> None:
        """Show one programme whole."""
        self.drafting.end()
        self._adding = False
        self._opened = programme_id
        self._show_opened()
        self.shelf.count(programme_id)

    def add(self) -> None:
        """Show what a new programme can begin with."""
        state = self._services.state
        self.drafting.end()
        self._adding = True
        self._view.show_gallery(present.gallery(state.context.shop.currency, state.words, self.shelf.today()))

    def _show(self) -> None:
        """What was read: the list, and whatever of it is in front."""
        state, shelf = self._services.state, self.shelf
        if not shelf.loaded:
            return
        currency, today = state.context.shop.currency, shelf.today()
        self._view.show_programmes(
            tuple(present.card(each, today, currency, state.words) for each in shelf.histories())
        )
        if self._view.rehearsal.is_in_front():
            self.rehearsal.refresh()
        elif self._view.edits():
            self.drafting.relabel()
        elif self._adding:
            self.add()
        elif self._opened in {each.newest.id for each in shelf.histories()}:
            self._refresh_opened()
        elif shelf.histories():
            self.open(shelf.histories()[0].newest.id)

    def _detail(self, programme_id: str) -> ProgrammeDetail | None:
        history, state = self.shelf.history(programme_id), self._services.state
        if history is None:
            return None
        held = self.shelf.holdings(programme_id)
        return present.detail(history, held, self.shelf.today(), state.context.shop.currency, state.words)

    def _show_opened(self) -> None:
        self._view.show_detail(self._detail(self._opened))

    def _refresh_opened(self) -> None:
        facts = self._detail(self._opened)
        if facts is not None:
            self._view.refresh_detail(facts)

    def _show_held(self, programme_id: str) -> None:
        if programme_id == self._opened:
            self._refresh_opened()

    def _begin(self, draft: Draft) -> None:
        self._adding = False
        self.drafting.begin(draft)

    def _back(self) -> None:
        self._show_opened()
        self._view.list.focus_chosen()

    def _leave(self) -> None:
        self.drafting.end()
        self._adding = False
        self._back()
