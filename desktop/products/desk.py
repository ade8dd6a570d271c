"""The products' screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.services import Services
from ui.products.view import ProductsView


class ProductsDesk(QObject):
    """Joins the catalogue to the shop.

    `said` carries a MessageFacts for the bar at the bottom, `changed` the products on sale, in their order.
    """

    said = Signal(object)
    changed = Signal(object)

    def __init__(self, view: ProductsView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services

    def start(self) -> None:
        """Load the catalogue and tell it."""

    def shown(self) -> None:
        """The screen came to the front."""

    def relabel(self) -> None:
        """Show everything again in the screen's language."""
