"""The members' screen: the owner's list, and the page of one member."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.members.due import DueDesk
from desktop.members.list import ListDesk
from desktop.members.page import PageDesk
from desktop.services import Services
from ui.members.view import MembersView


class MembersDesk(QObject):
    """Joins the members' screen to the shop.

    `said` carries a MessageFacts for the bar at the bottom. `counter_wished` carries the member to take to the counter.
    """

    said = Signal(object)
    counter_wished = Signal(object)

    def __init__(self, view: MembersView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._stale = True
        self.list = ListDesk(view, services, self)
        self.page = PageDesk(view, services, self)
        self.due = DueDesk(view, services, self)
        self.list.refused.connect(self.page.refuse)
        self.page.said.connect(self.said)
        view.counter_wished.connect(self.counter_wished)
        services.state.ledger_changed.connect(self._changed)
        services.state.members_changed.connect(self._changed)
        services.state.shop_changed.connect(lambda: self._changed(self.page.member_id))

    def shown(self) -> None:
        """The screen came to the front: read what is stale."""
        if self._stale:
            self._stale = False
            self.list.refresh()
            self.page.refresh()
            self.due.refresh()

    def open(self, member_id: int) -> None:
        """Open the page of this member."""
        self.page.open(member_id)

    def relabel(self) -> None:
        """Show everything again in the screen's language."""
        self._view.show_message(None)
        self.list.relabel()
        self.page.relabel()
        self._changed(None)

    def _changed(self, _member_id: int | None) -> None:
        self._stale = True
        if self._view.isVisible():
            self.shown()
