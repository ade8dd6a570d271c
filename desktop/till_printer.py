"""This till's printers: made from the till's own settings and handed to the spooler, again whenever they change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.folders import Folders
from desktop.operations.print_jobs import Duty, duties
from desktop.print_worker import Outlet
from desktop.services import Services
from desktop.till import PrinterEntry
from loyalty.errors import KnownError
from printing.printers.printer import Printer
from printing.printers.settings import PrinterSettings, open_printer


def printer_of(entry: PrinterEntry, folders: Folders) -> Printer:
    """The printer of an entry, saved or not yet. Raises KnownError like printing.printers.settings.checked."""
    settings = PrinterSettings(entry.kind, entry.address, entry.width_dots, entry.route)
    return open_printer(settings, folders.slips, folders.cache)


class TillPrinter(QObject):
    """`failed` carries the KnownError when no printer can be made of an entry: then its slips wait."""

    failed = Signal(object)

    def __init__(self, services: Services, folders: Folders, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._folders = folders
        self._made: dict[PrinterEntry, Printer] = {}
        services.state.printer_changed.connect(self.use)

    def use(self) -> None:
        """Print on these printers from now on."""
        till, spooler = self._services.state.till, self._services.spooler
        spooler.use([self._outlet(entry, duty) for entry, duty in zip(till.printers, duties(till), strict=True)])
        self._made = {entry: printer for entry, printer in self._made.items() if entry in till.printers}
        spooler.wake()

    def _outlet(self, entry: PrinterEntry, duty: Duty) -> Outlet:
        """The same printer as before for an entry that did not change, so that what is known of it stays."""
        try:
            if entry not in self._made:
                self._made[entry] = printer_of(entry, self._folders)
        except KnownError as error:
            self.failed.emit(error)
            return Outlet(entry, duty, None, error)
        return Outlet(entry, duty, self._made[entry])
