"""The screen of earlier sales."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.services import Services
from ui.sales.view import SalesView


class SalesDesk(QObject):
    """Joins the screen of earlier sales to the shop. `said` carries a MessageFacts for the bar at the bottom."""

    said = Signal(object)

    def __init__(self, view: SalesView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services

    def shown(self) -> None:
        """The screen came to the front: read what is stale."""

    def find(self, text: str) -> None:
        """Look for a slip's number or a member; a slip that is exactly one is opened."""

    def relabel(self) -> None:
        """Show everything again in the screen's language."""
