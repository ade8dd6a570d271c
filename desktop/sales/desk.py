"""The screen of earlier sales."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.sales.correcting import CorrectingDesk
from desktop.sales.list import ListDesk
from desktop.sales.opened import OpenedDesk
from desktop.sales.taking_back import TakingBackDesk
from desktop.services import Services
from ui.sales.view import SalesView


class SalesDesk(QObject):
    """Joins the screen of earlier sales to the shop. `said` carries a MessageFacts for the bar at the bottom."""

    said = Signal(object)

    def __init__(self, view: SalesView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._stale = True
        self.list = ListDesk(view, services, self)
        self.opened = OpenedDesk(view, services, self)
        self.taking_back = TakingBackDesk(view, services, self.opened, self)
        self.correcting = CorrectingDesk(view, services, self.opened, self)
        self.list.slip_found.connect(self.opened.open)
        self.opened.said.connect(self.said)
        self.taking_back.said.connect(self.said)
        self.correcting.said.connect(self.said)
        services.state.ledger_changed.connect(self._changed)
        services.state.members_changed.connect(self._changed)
        services.state.shop_changed.connect(lambda: self._changed(None))

    def shown(self) -> None:
        """The screen came to the front: read what is stale."""
        if self._stale:
            self._stale = False
            self.list.refresh()
            self.opened.refresh()

    def find(self, text: str) -> None:
        """Look for a slip's number or a member; a slip that is exactly one is opened."""
        self._stale = False
        self.list.find(text)

    def take_scan(self, text: str) -> bool:
        """Whether a scan answered a question of this screen; any other belongs to the counter."""
        return self.taking_back.take_scan(text)

    def relabel(self) -> None:
        """Show everything again in the screen's language."""
        self._view.show_message(None)
        self.opened.relabel()
        self._changed(None)

    def _changed(self, _member_id: int | None) -> None:
        self._stale = True
        if self._view.isVisible():
            self.shown()
