"""The list of this till's printers joined to the till's file, the queue and the set-up."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial

from PySide6.QtCore import QObject

from desktop.folders import Folders
from desktop.operations import print_jobs, slips
from desktop.printers.present import name_of, rows
from desktop.printers.set_up import SetUpDesk
from desktop.printers.shelf import kept, removed
from desktop.services import Services
from desktop.till import PrinterEntry
from loyalty.errors import KnownError
from loyalty.explain import explain_error
from ui.facts import MessageFacts
from ui.printers.view import PrintersView

_UNDO = "undo"
Keep = Callable[[tuple[PrinterEntry, ...]], bool]


class PrintersDesk(QObject):
    """Adds, changes and removes printers. `keep` writes the till's list and answers whether it could."""

    def __init__(
        self, view: PrintersView, services: Services, folders: Folders, keep: Keep, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._keep = keep
        # The list as it was before the last removal and as it is since: as long as it is so, that can be undone.
        self._undo: tuple[tuple[PrinterEntry, ...], tuple[PrinterEntry, ...]] | None = None
        self._folders = folders
        listed = view.list
        listed.add_wished.connect(self.add)
        listed.change_wished.connect(self.change)
        listed.remove_wished.connect(self.remove)
        listed.test_wished.connect(self.print_test_page)
        listed.drawer_wished.connect(self.open_drawer)
        listed.action_wished.connect(self._act)
        services.spooler.changed.connect(lambda _: self.shown())
        services.state.printer_changed.connect(self.shown)

    @cached_property
    def set_up(self) -> SetUpDesk:
        """The desk of the set-up, made when it is first wanted."""
        desk = SetUpDesk(self._view, self._services, self._folders, self)
        desk.finished.connect(self._finish)
        return desk

    def shown(self) -> None:
        """Show how they stand now."""
        state = self._services.state
        self._view.list.show_printers(rows(state.till.printers, self._services.spooler.state, state.words))

    def add(self) -> None:
        """Set up one more."""
        self._view.list.show_message(None)
        self.set_up.begin(None)

    def change(self, printer_id: str) -> None:
        """Set up one of them anew; one that is gone meanwhile is none any more."""
        entry = self._services.state.till.printer(printer_id)
        if entry is not None:
            self._view.list.show_message(None)
            self.set_up.begin(entry)

    def remove(self, printer_id: str) -> None:
        """Take it from the list; the bar in place takes that back."""
        state = self._services.state
        before, entry = state.till.printers, state.till.printer(printer_id)
        after = removed(before, printer_id)
        if entry is None or not self._keep(after):
            return
        self._undo = (before, after)
        words = state.words
        text = words("printer.removed", name=name_of(entry, words))
        self._view.list.show_message(MessageFacts(text, "done", words("printer.undo"), _UNDO))

    def print_test_page(self, printer_id: str) -> None:
        """Queue a test page for it, so that it waits its turn like any slip."""
        services = self._services
        entry = services.state.till.printer(printer_id)
        if entry is None:
            return
        words, now_ms = services.state.words, services.clock.now_ms()
        name = name_of(entry, words)
        page = slips.test_page_document(services.state.context, name, entry.width_dots, now_ms)
        job_id = services.maker.operation_id()
        work = partial(print_jobs.queue_document, services.store, page, job_id, now_ms, printer=printer_id)
        sent = MessageFacts(words("printer.test_sent", name=name), "info")
        services.writer.ask(work, lambda _: self._queued(sent), self._failed)

    def open_drawer(self, printer_id: str) -> None:
        """The cash drawer on it, now."""
        self._services.spooler.kick_drawer(printer_id, self._drawer_kicked)

    def relabel(self) -> None:
        """Show it again in the screen's language."""
        self._view.list.show_message(None)
        self.shown()

    def close(self) -> None:
        """End the thread that belongs to the set-up."""
        if "set_up" in self.__dict__:
            self.set_up.close()

    def _finish(self, entry: PrinterEntry) -> None:
        words = self._services.state.words
        if not self._keep(kept(self._services.state.till.printers, entry)):
            return
        self._view.show_list()
        self.shown()
        self._services.spooler.look(entry.id)
        self._view.list.show_message(MessageFacts(words("printer.saved", name=name_of(entry, words)), "done"))

    def _act(self, action: str) -> None:
        before, after = self._undo or ((), ())
        self._undo = None
        self._view.list.show_message(None)
        if action == _UNDO and before and self._services.state.till.printers == after:
            self._keep(before)

    def _queued(self, message: MessageFacts) -> None:
        self._view.list.show_message(message)
        self._services.spooler.wake()

    def _drawer_kicked(self, error: KnownError | None) -> None:
        words = self._services.state.words
        if error is None:
            self._view.list.show_message(MessageFacts(words("printer.drawer_try"), "done"))
        else:
            sentence = words("printer.drawer_failed", why=explain_error(error, words))
            self._view.list.show_message(MessageFacts(sentence, "danger"))

    def _failed(self, error: KnownError) -> None:
        self._view.list.show_message(MessageFacts(explain_error(error, self._services.state.words), "danger"))
