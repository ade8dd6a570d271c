"""Posters, strips of paper cards, coupons and day reports: seen, then printed when they are wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from db.store import Store
from desktop.operations import coupons, day_report, hand_cards, print_jobs, slips
from desktop.operations.coupons import Issue, Issued
from desktop.operations.day_report import DayReport
from desktop.operations.hand_cards import Made, MakeCards
from desktop.prints import things
from desktop.services import Services
from loyalty.errors import KnownError
from loyalty.explain import explain_error, explain_refusal
from loyalty.refusals import Refusal
from printing.document import Document
from printing.render import preview
from printing.route import TextRoute
from ui.facts import MessageFacts
from ui.prints.facts import PrintNowWish
from ui.prints.print_now import PrintNowView


class PrintNowDesk(QObject):
    """Says what can be printed, draws it and prints it. `section_wished(name)` goes to where a thing is set up, a
    section of the settings; `programmes_wished` to the programmes' own screen. `said` carries a MessageFacts.
    """

    said = Signal(object)
    section_wished = Signal(str)
    programmes_wished = Signal()

    def __init__(self, view: PrintNowView, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._services = services
        view.came.connect(self.shown)
        view.preview_wished.connect(self._look)
        view.print_wished.connect(self.print)
        view.action_wished.connect(self._act)
        services.state.shop_changed.connect(self._changed)
        services.state.printer_changed.connect(self._changed)

    def shown(self) -> None:
        """Show what can be printed now."""
        state = self._services.state
        self._view.show_facts(things.facts(state.context, state.till, state.words, self._today()))

    def relabel(self) -> None:
        """Show it again in the screen's language."""
        self._view.show_message(None)
        self.shown()

    def _changed(self) -> None:
        if self._view.isVisible():
            self.shown()

    def _act(self, action: str) -> None:
        if action == things.PROGRAMMES:
            self.programmes_wished.emit()
        else:
            self.section_wished.emit(action)

    def _today(self) -> date:
        return self._services.state.context.shop.calendar.business_day(self._services.clock.now_ms())

    def _look(self, wish: PrintNowWish) -> None:
        """Draw it, or take the paper away where there is nothing to draw."""
        if wish.thing == "day_report":
            day = _day(wish)
            if day is not None:
                self._services.book.ask(self._counted(day), self._report_seen, newest_of="day_report")
            return
        slip = things.document_of(self._services.state.context, wish, self._today())
        if slip is None:
            self._view.show_picture(None)
        else:
            self._paint(slip, wish.thing)

    def _paint(self, slip: Document, thing: str) -> None:
        """As the printer of its role prints it."""
        till = self._services.state.till
        entry = till.printer_for("card" if thing == "stamp_card" else "receipt")
        width, route = (till.paper_width_dots, till.text_route) if entry is None else (entry.width_dots, entry.route)
        work = partial(preview, slip, width, TextRoute(route))
        self._services.painter.ask(work, partial(self._painted, thing), newest_of="print_now")

    def _painted(self, thing: str, picture: QImage) -> None:
        if self._view.thing() == thing:
            self._view.show_picture(picture)

    def _counted(self, day: date) -> Callable[[], DayReport]:
        return partial(day_report.day_report, self._services.store, self._services.state.context, day)

    def _report_seen(self, report: DayReport) -> None:
        if self._view.thing() == "day_report":
            slip = day_report.document(self._services.state.context, report, self._services.clock.now_ms())
            self._paint(slip, "day_report")

    def print(self, wish: PrintNowWish) -> None:
        """Print what is wished for."""
        if wish.thing == "day_report":
            self._report(wish)
        elif wish.thing == "stamp_card":
            self._make_cards(wish)
        elif wish.thing == "coupon":
            self._issue(wish)
        else:
            poster = things.document_of(self._services.state.context, wish, self._today())
            if poster is not None:
                self._queue(poster, wish.count)

    def _report(self, wish: PrintNowWish) -> None:
        """The figures are counted while nobody waits for the disk's one writer."""
        day = _day(wish)
        if day is None:
            self._view.show_day_error()
        else:
            self._services.book.ask(self._counted(day), self._print_report, self._failed)

    def _print_report(self, report: DayReport) -> None:
        now_ms = self._services.clock.now_ms()
        self._queue(day_report.document(self._services.state.context, report, now_ms), 1)

    def _queue(self, slip: Document, count: int) -> None:
        services = self._services
        first, now_ms = services.maker.operation_id(), services.clock.now_ms()
        ids = tuple(slips.following(first, place) for place in range(count))
        self._write(partial(_queue_copies, services.store, slip, ids, now_ms), lambda _: count)

    def _make_cards(self, wish: PrintNowWish) -> None:
        services, maker = self._services, self._services.maker
        cards = tuple(maker.card_id() for _ in range(wish.count))
        ids = (maker.operation_id(), maker.operation_id())
        command = MakeCards(*ids, services.clock.now_ms(), wish.programme_id, cards)
        self._write(partial(hand_cards.make, services.store, services.state.context, command), _cards_made)

    def _issue(self, wish: PrintNowWish) -> None:
        services, maker = self._services, self._services.maker
        command = Issue(
            maker.operation_id(), services.clock.now_ms(), wish.programme_id, wish.count, maker.operation_id()
        )
        self._write(partial(coupons.issue, services.store, services.state.context, command), _coupons_issued)

    def _write(self, work: Callable[[], Any], count: Callable[[Any], int]) -> None:
        self._services.writer.ask(work, partial(self._printed, count), self._failed)

    def _printed(self, count: Callable[[Any], int], answer: object) -> None:
        words = self._services.state.words
        if isinstance(answer, Refusal):
            self._view.show_message(MessageFacts(explain_refusal(answer, words), "warn"))
            return
        if isinstance(answer, Issued):
            self._services.state.ledger_changed.emit(None)
        self._services.spooler.wake()
        self._view.show_message(None)
        self.said.emit(MessageFacts(words("prints.sent_count", count=count(answer)), "done"))

    def _failed(self, error: KnownError) -> None:
        self._view.show_message(MessageFacts(explain_error(error, self._services.state.words), "danger"))


def _day(wish: PrintNowWish) -> date | None:
    try:
        return date.fromisoformat(wish.day)
    except ValueError:
        return None


def _queue_copies(store: Store, slip: Document, job_ids: tuple[str, ...], at_ms: int) -> None:
    for job_id in job_ids:
        print_jobs.queue_document(store, slip, job_id, at_ms)


def _cards_made(made: Made) -> int:
    return len(made.cards)


def _coupons_issued(issued: Issued) -> int:
    return len(issued.codes)
