"""The set-up of one printer joined to the lane on which it is looked for, tried and asked to open its drawer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.folders import Folders
from desktop.operations import slips
from desktop.printers.finder import Finder
from desktop.printers.present import draft_of, entry_of, name_of, queue_system
from desktop.printers.shelf import free_roles, printed_by
from desktop.services import Services
from desktop.threads import Lane
from desktop.till import PAPER_WIDTHS_DOTS, PrinterEntry
from desktop.till_printer import printer_of
from loyalty.errors import KnownError
from loyalty.explain import explain_error
from printing.document import Document
from printing.drawer import DRAWER_PULSE
from printing.layouts.test_page import TEST_PAGE_DOTS
from printing.printers.printer import Delivery
from printing.printers.settings import PrinterSettings, checked, same_device
from printing.render import preview, render
from ui.facts import MessageFacts
from ui.printers.facts import PrinterDraft, SetUpFacts, TrialFacts
from ui.printers.trial_page import trouble
from ui.printers.view import PrintersView

# Kinds whose lines lead both ways, so that a printer on them can tell that it printed.
_TALKING = ("usb", "network", "serial")


class SetUpDesk(QObject):
    """`finished` carries the PrinterEntry to be kept. Nothing is kept before: the printer is tried as it is typed."""

    finished = Signal(object)

    def __init__(self, view: PrintersView, services: Services, folders: Folders, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._folders = folders
        self._run = self._trial = 0
        self.lane = Lane("set-up", self._report, self)
        self._finder = Finder(self.lane, self._explain, self)
        self._finder.changed.connect(view.set_up.find.show_search)
        flow = view.set_up
        flow.search_wished.connect(self._finder.look)
        flow.search_stopped.connect(self._finder.stop)
        flow.trial_wished.connect(self.print_test_page)
        flow.drawer_wished.connect(self.open_drawer)
        flow.saved.connect(self.finish)
        flow.left.connect(self.leave)

    def begin(self, entry: PrinterEntry | None) -> None:
        """Set up a new printer, or change this one."""
        state = self._services.state
        printers, words = state.till.printers, state.words
        own_id = entry.id if entry is not None else ""
        self._run += 1
        self._trial += 1
        by = {role: name_of(each, words) for role, each in printed_by(printers, own_id).items()}
        names = tuple(name_of(each, words) for each in printers if each.id != own_id)
        draft = PrinterDraft(roles=free_roles(printers)) if entry is None else draft_of(entry, words)
        self._view.begin(draft, SetUpFacts(queue_system(), by, names), self._wrong)
        self._services.painter.ask(partial(_picture, self._page(draft)), self._view.set_up.show_paper)

    def leave(self) -> None:
        """Give it up; nothing changes."""
        self._finder.stop()
        self._run += 1
        self._view.show_list()

    def close(self) -> None:
        """Look no more, and let the lane end."""
        self._finder.stop()
        self.lane.close()

    def print_test_page(self, draft: PrinterDraft) -> None:
        """On the printer as it is set up so far, at once and past the queue: nobody sells on it yet."""
        self._finder.stop()
        self._trial += 1
        self._view.set_up.show_trial(TrialFacts("printing"))
        work = partial(_print, _plain(draft), self._page(draft), self._folders)
        printed = partial(self._printed, self._trial, draft.kind in _TALKING)
        self._lane_for(draft).ask(work, printed, partial(self._not_printed, self._trial))

    def open_drawer(self, draft: PrinterDraft) -> None:
        """The drawer on this printer, now."""
        run = self._run
        work = partial(_pulse, _plain(draft), self._folders)
        self._lane_for(draft).ask(work, partial(self._opened, run), partial(self._not_opened, run))

    def finish(self, draft: PrinterDraft) -> None:
        """Hand the printer over to be kept; what cannot be a printer is said in place."""
        wrong = self._wrong(draft)
        if wrong:
            self._view.set_up.show_message(MessageFacts(wrong, "warn"))
            return
        self._finder.stop()
        self._run += 1
        printer_id = draft.printer_id or self._services.maker.operation_id()
        self.finished.emit(entry_of(draft, printer_id))

    def _wrong(self, draft: PrinterDraft) -> str:
        words = self._services.state.words
        try:
            checked(_settings(_plain(draft)))
        except KnownError as error:
            if error.key != "printer_address_wrong":
                return explain_error(error, words)
            return words(
                "printer.address_wrong", address=draft.address, hint=words(f"printer.address_{draft.kind}_hint")
            )
        same = self._same(draft)
        if same is None or same.id == draft.printer_id:
            return ""
        return words("printer.address_taken", name=name_of(same, words))

    def _same(self, draft: PrinterDraft) -> PrinterEntry | None:
        """The printer of the till that is this very device: the one that is being changed before any other."""
        reached, printers = _settings(_plain(draft)), self._services.state.till.printers
        same = [entry for entry in printers if same_device(_settings(entry), reached)]
        return min(same, key=lambda entry: entry.id != draft.printer_id, default=None)

    def _page(self, draft: PrinterDraft) -> Document:
        services = self._services
        context, now_ms = services.state.context, services.clock.now_ms()
        return slips.test_page_document(context, draft.address, TEST_PAGE_DOTS, now_ms)

    def _lane_for(self, draft: PrinterDraft) -> Lane:
        """A printer that is in use already is spoken to on its own lane only, or it would be held against ourselves."""
        same = self._same(draft)
        return (None if same is None else self._services.spooler.lane_of(same.id)) or self.lane

    def _is_awaited(self, trial: int) -> bool:
        """Whether the page shows this trial: it may be of another address by now."""
        return trial == self._trial and self._view.set_up.trial.trial().state == "printing"

    def _printed(self, trial: int, can_tell: bool, delivery: Delivery) -> None:
        """Of a printer that can tell how it went, but did not, nobody knows whether it listened at all."""
        words = self._services.state.words
        if not self._is_awaited(trial):
            return
        if delivery is Delivery.CONFIRMED:
            message = MessageFacts(words("printer.test_confirmed"), "done")
        elif can_tell:
            message = MessageFacts(words("printer.test_unheard"), "warn")
        else:
            message = MessageFacts(words("printer.test_printed"), "done")
        self._view.set_up.show_trial(TrialFacts("printed", message))

    def _not_printed(self, trial: int, error: KnownError) -> None:
        words = self._services.state.words
        if self._is_awaited(trial):
            self._view.set_up.show_trial(trouble(explain_error(error, words), words))

    def _opened(self, run: int, _: None) -> None:
        if run == self._run:
            self._view.set_up.use.show_drawer(MessageFacts(self._services.state.words("printer.drawer_try"), "done"))

    def _not_opened(self, run: int, error: KnownError) -> None:
        words = self._services.state.words
        if run == self._run:
            sentence = words("printer.drawer_failed", why=explain_error(error, words))
            self._view.set_up.use.show_drawer(MessageFacts(sentence, "danger"))

    def _explain(self, error: KnownError) -> str:
        return explain_error(error, self._services.state.words)

    def _report(self, error: KnownError) -> None:
        self._view.set_up.show_message(MessageFacts(explain_error(error, self._services.state.words), "danger"))


def _plain(draft: PrinterDraft) -> PrinterEntry:
    """The draft as a printer that can be tried: before its paper was read it is taken for narrow."""
    width = draft.width_dots if draft.width_dots in PAPER_WIDTHS_DOTS else PAPER_WIDTHS_DOTS[0]
    return entry_of(replace(draft, width_dots=width), draft.printer_id or "set-up")


def _settings(entry: PrinterEntry) -> PrinterSettings:
    return PrinterSettings(entry.kind, entry.address, entry.width_dots, entry.route)


def _print(entry: PrinterEntry, page: Document, folders: Folders) -> Delivery:
    printer = printer_of(entry, folders)
    rendered = render(page, TEST_PAGE_DOTS)
    return printer.send(rendered.data, rendered.picture, page.slip)


def _pulse(entry: PrinterEntry, folders: Folders) -> None:
    printer_of(entry, folders).pulse(DRAWER_PULSE)


def _picture(page: Document) -> QImage:
    return preview(page, TEST_PAGE_DOTS)
