"""The print history joined to the queue: pages, one slip with its exact picture, and what can be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from db.print_jobs import Place as Cursor
from db.print_jobs import PrintJob
from db.store import Store
from desktop.operations import print_history, print_jobs
from desktop.operations.context import ShopContext
from desktop.operations.print_history import HistoryWish, PrintedSlip
from desktop.print_state import PrintersState
from desktop.prints import present
from desktop.prints.present import Listed, Place
from desktop.services import Services
from loyalty.errors import KnownError
from loyalty.explain import explain_error, explain_refusal
from loyalty.refusals import Refusal
from printing import document
from printing.render import preview
from printing.route import TextRoute
from ui.facts import MessageFacts
from ui.prints.facts import FILTERS, PrintsPage
from ui.prints.view import PrintsView

PAGE_SLIPS = 50
# The queue changes several times for each slip: the screen follows a moment later.
FOLLOW_MS = 150


class PrintsDesk(QObject):
    """Reads the history for the view, and does what is wished for with a slip."""

    def __init__(self, view: PrintsView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        self._asked = ("", FILTERS[0])
        self._wanted = ""
        self._drawn: tuple[bytes, int, str] | None = None
        self._copying = False
        self._queue = services.spooler.state.queue
        self._follow = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._follow.timeout.connect(self._go_on)
        view.asked.connect(self._ask)
        view.page_wished.connect(self._read)
        view.opened.connect(self.open)
        view.closed.connect(self._close)
        view.came.connect(self.shown)
        view.action_wished.connect(self._act)
        services.spooler.changed.connect(self._queue_changed)
        services.state.printer_changed.connect(self._follow.start)

    def shown(self) -> None:
        """Read anew what is in front."""
        if self._wanted:
            self.open(self._wanted)
        elif self._view.list.is_at_top():
            self._read(None)

    def open(self, job_id: str) -> None:
        """Read this slip and show it."""
        if job_id != self._wanted:
            self._drawn = None
        self._wanted = job_id
        work = partial(_one, self._services.store, self._services.state.context, job_id)
        self._services.book.ask(work, partial(self._show, job_id), newest_of="one_print")

    def relabel(self) -> None:
        """Show everything again in the screen's language."""
        self._view.show_message(None)
        self._view.refresh()
        if self._wanted:
            self.open(self._wanted)

    def _queue_changed(self, state: PrintersState) -> None:
        """A printer that is only asked how it is changes no slip."""
        if state.queue != self._queue:
            self._queue = state.queue
            self._follow.start()

    def _go_on(self) -> None:
        if self._view.isVisible():
            self.shown()

    def _close(self) -> None:
        self._wanted = ""
        self._view.refresh()

    def _ask(self, text: str, wanted: str) -> None:
        self._asked = (text, wanted)

    def _read(self, after: Cursor | None) -> None:
        services, (text, wanted) = self._services, self._asked
        wish = HistoryWish(text, present.STATES_OF[wanted])
        work = partial(_page, services.store, services.state.context, wish, after)
        newest_of = "" if after else "print_history"
        services.book.ask(work, partial(self._show_page, self._asked, after), newest_of=newest_of)

    def _show_page(
        self, asked: tuple[str, str], after: object, answer: tuple[tuple[Listed, ...], Cursor | None]
    ) -> None:
        listed, cursor = answer
        place = self._place()
        rows = tuple(present.row(each, place) for each in listed)
        self._view.show_page(PrintsPage(rows, after, cursor, *asked))

    def _show(self, job_id: str, listed: Listed | None) -> None:
        if job_id != self._wanted or listed is None:
            return
        self._view.show_print(present.opened(listed, self._place()))
        job = listed.printed.job
        width, route = present.paper_of(job, self._services.state.till)
        if (job.document, width, route) != self._drawn:
            self._drawn = (job.document, width, route)
            slip = document.from_bytes(job.document)
            work = partial(preview, slip, width, TextRoute(route))
            self._services.painter.ask(work, self._view.show_picture, newest_of="printed_slip")

    def _place(self) -> Place:
        state = self._services.state
        return Place(state.context.shop, state.till, state.words, self._services.clock.now_ms())

    def _act(self, action: str, job_id: str, printer: str) -> None:
        spooler = self._services.spooler
        if action in ("came_out", "drop"):
            spooler.settle(action == "came_out", job_id)
        elif action == "retry":
            spooler.retry(job_id)
        elif action == "reroute":
            spooler.reroute(job_id, printer)
        else:
            self._print_again(job_id, printer)

    def _print_again(self, slip_id: str, printer: str) -> None:
        if self._copying:
            return
        self._copying = True
        services = self._services
        ids = (slip_id, services.maker.operation_id(), services.clock.now_ms())
        work = partial(print_jobs.print_slip_again, services.store, services.state.context, *ids, printer)
        services.writer.ask(work, self._copied, self._not_copied)

    def _copied(self, answer: PrintJob | Refusal) -> None:
        self._copying = False
        words = self._services.state.words
        if isinstance(answer, Refusal):
            self._view.show_message(MessageFacts(explain_refusal(answer, words), "warn"))
            return
        self._services.spooler.wake()
        self._view.show_message(MessageFacts(words("prints.again_sent"), "done"))

    def _not_copied(self, error: KnownError) -> None:
        self._copying = False
        self._view.show_message(MessageFacts(explain_error(error, self._services.state.words), "danger"))


def _page(
    store: Store, context: ShopContext, wish: HistoryWish, after: Cursor | None
) -> tuple[tuple[Listed, ...], Cursor | None]:
    found = print_history.history(store, context, wish, PAGE_SLIPS, after)
    return tuple(_listed(each) for each in found.slips), found.next


def _one(store: Store, context: ShopContext, job_id: str) -> Listed | None:
    found = print_history.one(store, context, job_id)
    return None if found is None else _listed(found)


def _listed(printed: PrintedSlip) -> Listed:
    return Listed(printed, document.from_bytes(printed.job.document).second_copy)
