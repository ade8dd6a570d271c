"""This till's printer: made from the till's own settings and handed to the spooler, again whenever they change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.folders import Folders
from desktop.services import Services
from loyalty.errors import KnownError
from printing.printers.settings import PrinterSettings, open_printer


class TillPrinter(QObject):
    """`failed` carries the KnownError when no printer can be made of the settings: then slips wait."""

    failed = Signal(object)

    def __init__(self, services: Services, folders: Folders, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._folders = folders
        services.state.printer_changed.connect(self.use)

    def use(self) -> None:
        """Print on this printer from now on."""
        till, spooler = self._services.state.till, self._services.spooler
        settings = PrinterSettings(till.printer_kind, till.printer_address, till.paper_width_dots)
        try:
            printer = open_printer(settings, self._folders.slips, self._folders.cache)
        except KnownError as error:
            spooler.use(None, till.paper_width_dots)
            self.failed.emit(error)
            return
        spooler.use(printer, till.paper_width_dots)
        spooler.wake()
