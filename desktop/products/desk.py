"""The products' screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.products.catalogue import CatalogueDesk
from desktop.products.excel import ExcelDesk
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
        self.catalogue = CatalogueDesk(view, services, self)
        self.excel = ExcelDesk(view, services, self.catalogue, self)
        self.catalogue.changed.connect(self.changed)
        self.catalogue.said.connect(self.said)
        self.excel.said.connect(self.said)
        # The shop's currency is a setting.
        services.state.shop_changed.connect(self.catalogue.show)

    def start(self) -> None:
        """Load the catalogue and tell it."""
        self.catalogue.load()

    def shown(self) -> None:
        """The screen came to the front; what is shown is what was last saved."""

    def relabel(self) -> None:
        """Show everything again in the screen's language."""
        self._view.show_message(None)
        self.catalogue.show()
