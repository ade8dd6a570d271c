"""The screens besides the counter, each read and made with its desk when it is first wanted.

The counter opens without them: their modules are imported where they are made.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.folders import Folders
from desktop.services import Services
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.first_start import FirstStartDesk
    from desktop.members.desk import MembersDesk
    from desktop.products.desk import ProductsDesk
    from desktop.programmes.desk import ProgrammesDesk
    from desktop.sales.desk import SalesDesk
    from desktop.settings import SettingsDesk
    from ui.first_start.view import FirstStartView
    from ui.members.view import MembersView
    from ui.products.view import ProductsView
    from ui.programmes.view import ProgrammesView
    from ui.sales.view import SalesView
    from ui.settings.view import SettingsView

# (name, icon, key of its name in the navigation)
SCREENS = (
    ("members", "users", "common.nav_members"),
    ("sales", "receipt-text", "common.nav_sales"),
    ("products", "package", "common.nav_products"),
    ("programmes", "gift", "common.nav_programmes"),
    ("settings", "settings", "common.nav_settings"),
    ("first_start", "", ""),
)
WARMED = ("members", "sales", "products", "programmes", "settings")
WARM_MS = 400


class Desk(Protocol):
    """What every screen's desk can do."""

    def relabel(self) -> None:
        """Show everything again in the screen's language."""


class OwnerScreens(QObject):
    """`said` carries a MessageFacts, `counter_wished` a member's id, `products_changed` the products on sale."""

    said = Signal(object)
    counter_wished = Signal(object)
    products_changed = Signal(object)
    first_start_finished = Signal()

    def __init__(self, window: MainWindow, services: Services, folders: Folders, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._services = services
        self._folders = folders
        for name, icon, label_key in SCREENS:
            window.add_screen(name, icon, label_key, partial(self._make, name))
        window.screen_shown.connect(self._shown)

    def warm(self) -> None:
        """Make the screens one after the other while nothing else happens, so that the first look is quick."""
        for place, name in enumerate(WARMED, start=1):
            QTimer.singleShot(WARM_MS * place, self, partial(self._window.widget_of, name))

    def relabel(self) -> None:
        """Show what has been made in the screen's language."""
        for name, _, _ in SCREENS:
            desk: Desk | None = self.__dict__.get(name)
            if desk is not None:
                desk.relabel()

    @cached_property
    def members_view(self) -> MembersView:
        """The owner's list and a member's page."""
        from ui.members.view import MembersView

        return MembersView(self._services.state.words)

    @cached_property
    def sales_view(self) -> SalesView:
        """Earlier sales."""
        from ui.sales.view import SalesView

        return SalesView(self._services.state.words)

    @cached_property
    def products_view(self) -> ProductsView:
        """The catalogue."""
        from ui.products.view import ProductsView

        return ProductsView(self._services.state.words)

    @cached_property
    def programmes_view(self) -> ProgrammesView:
        """What regulars earn and redeem."""
        from ui.programmes.view import ProgrammesView

        return ProgrammesView(self._services.state.words)

    @cached_property
    def settings_view(self) -> SettingsView:
        """What the owner sets up."""
        from ui.settings.view import SettingsView

        return SettingsView(self._services.state.words)

    @cached_property
    def first_start_view(self) -> FirstStartView:
        """The three questions."""
        from ui.first_start.view import FirstStartView

        return FirstStartView(self._services.state.words)

    @cached_property
    def members(self) -> MembersDesk:
        """The desk of the members' screen."""
        from desktop.members.desk import MembersDesk

        desk = MembersDesk(self.members_view, self._services, self)
        desk.said.connect(self.said)
        desk.counter_wished.connect(self.counter_wished)
        return desk

    @cached_property
    def sales(self) -> SalesDesk:
        """The desk of earlier sales."""
        from desktop.sales.desk import SalesDesk

        desk = SalesDesk(self.sales_view, self._services, self)
        desk.said.connect(self.said)
        return desk

    @cached_property
    def products(self) -> ProductsDesk:
        """The desk of the catalogue."""
        from desktop.products.desk import ProductsDesk

        desk = ProductsDesk(self.products_view, self._services, self)
        desk.said.connect(self.said)
        desk.changed.connect(self.products_changed)
        desk.start()
        return desk

    @cached_property
    def programmes(self) -> ProgrammesDesk:
        """The desk of the programmes."""
        from desktop.programmes.desk import ProgrammesDesk

        desk = ProgrammesDesk(self.programmes_view, self._services, self)
        desk.said.connect(self.said)
        desk.start()
        return desk

    @cached_property
    def settings(self) -> SettingsDesk:
        """The desk of the settings."""
        from desktop.settings import SettingsDesk

        desk = SettingsDesk(self.settings_view, self._services, self._folders, self)
        desk.said.connect(self.said)
        desk.programmes_wished.connect(partial(self._window.show_screen, "programmes"))
        return desk

    @cached_property
    def first_start(self) -> FirstStartDesk:
        """The desk of the three questions."""
        from desktop.first_start import FirstStartDesk

        desk = FirstStartDesk(self.first_start_view, self._services, self.settings, self)
        desk.finished.connect(self.first_start_finished)
        desk.said.connect(self.said)
        desk.set_up_wished.connect(self._set_up_printer)
        # The settings are made with it, and are told of another language only once the window has them: whoever
        # chooses English at once would find them in Chinese.
        self._window.widget_of("settings")
        return desk

    def close(self) -> None:
        """End the threads that belong to the screens."""
        if "settings" in self.__dict__:
            self.settings.close()

    def _set_up_printer(self) -> None:
        self._window.show_screen("settings")
        self.settings_view.show_section("printer")
        self.settings.printers.add()

    def _make(self, name: str) -> QWidget:
        getattr(self, name)
        view: QWidget = getattr(self, f"{name}_view")
        return view

    def _shown(self, name: str) -> None:
        if name == "members":
            self.members.shown()
            self.members_view.focus_first()
        elif name == "sales":
            self.sales.shown()
            self.sales_view.focus_search()
        elif name == "products":
            self.products.shown()
        elif name == "programmes":
            self.programmes.shown()
        elif name == "settings":
            self.settings.shown()
