"""The members' screen: the owner's list, and the page of one member."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

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
        self._services = services

    def shown(self) -> None:
        """The screen came to the front: read what is stale."""

    def open(self, member_id: int) -> None:
        """Open the page of this member."""

    def relabel(self) -> None:
        """Show everything again in the screen's language."""
