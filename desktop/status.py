"""The status line and the bar of a slip in trouble: what scanner, printer and data are doing, in words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from desktop import describe
from desktop.operations import clock
from desktop.operations.expiry import Leap
from desktop.print_words import AGAIN, CAME_OUT, ELSEWHERE, RETRY, SKIP, Question, question, status_item
from desktop.services import Services
from ui.facts import MessageFacts, StatusFacts, StatusItem
from ui.main_window import MainWindow
from ui.widgets.paper_view import PaperView

CLOCK_MS = 5_000
CLOCK_READ = "clock_read"
DATE_RIGHT = "date_right"


class StatusDesk(QObject):
    """Keeps the status line true, and passes on what the cashier decides about a slip in trouble.

    `date_confirmed`: the day that was asked about is today.
    """

    date_confirmed = Signal()

    def __init__(
        self, window: MainWindow, services: Services, parent: QObject | None = None, *, demo: bool = False
    ) -> None:
        super().__init__(parent)
        self._demo = demo
        self._clock_behind = self._clock_read = False
        self._leap: Leap | None = None
        self._window = window
        self._services = services
        # The slip that the bar speaks of: an answer is about this one, whatever is in trouble by then.
        self._asked: Question | None = None
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self._show_clock)
        # What was shown last: the spooler tells every step of a slip, and most of them read the same.
        self._shown: tuple[StatusFacts, MessageFacts | None] | None = None
        services.spooler.changed.connect(lambda _: self._show_printers())
        services.state.printer_changed.connect(self.relabel)
        window.message_action_wished.connect(self._decide)

    def start(self) -> None:
        """Show the line, the time and the person, and keep them true."""
        self.relabel()
        self._clock.start()
        self.look_at_clock()

    def look_at_clock(self) -> None:
        """Say so when the computer's clock cannot be right, until it was read; after each sale too.

        The demo shop's last morning may not have come yet.
        """
        if self._clock_read or self._demo:
            return
        services = self._services
        work = partial(clock.is_behind, services.store, services.state.context.till, services.clock.now_ms())
        services.reader.ask(work, self._say_clock, newest_of="clock")

    def ask_date(self, leap: Leap | None) -> None:
        """Ask whether the computer's date is right; None takes the question away."""
        self._leap = leap
        self._show_printers()

    def stop(self) -> None:
        """Nothing changes any more."""
        self._clock.stop()

    def relabel(self) -> None:
        """Say it again in the screen's language."""
        words = self._services.state.words
        self._show_clock()
        self._window.show_person(words("desk.owner"), words("desk.owner_initial"))
        self._shown = None
        self._show_printers()

    def _show_printers(self) -> None:
        words = self._services.state.words
        scanner = StatusItem(words("status.scanner_ready"))
        # Nobody shall take an invented shop for their own.
        data = StatusItem(words("status.data_demo"), "warn") if self._demo else StatusItem(words("status.data_local"))
        line = StatusFacts(scanner, status_item(self._services.spooler.state, words), data)
        shown = (line, self._trouble())
        if shown != self._shown:
            self._shown = shown
            self._window.show_status(line)
            self._window.show_trouble(shown[1])

    def show_slip(self, picture: QImage) -> None:
        """A slip, whole, on a sheet in front of everything."""
        paper = PaperView(picture.width(), clickable=False)
        paper.show_picture(picture)
        self._window.show_sheet(paper, self._services.state.words("desk.slip_whole"))

    def _trouble(self) -> MessageFacts | None:
        services = self._services
        calendar, now_ms = services.state.context.shop.calendar, services.clock.now_ms()
        self._asked = question(services.spooler.state, services.state.words, calendar, now_ms)
        return self._clock_trouble() if self._asked is None else self._asked.bar

    def _say_clock(self, behind: bool) -> None:
        self._clock_behind = behind
        self._show_printers()

    def _clock_trouble(self) -> MessageFacts | None:
        words = self._services.state.words
        if self._clock_behind and not self._clock_read:
            return MessageFacts(words("desk.clock_behind"), "warn", words("common.close"), CLOCK_READ)
        if self._leap is None:
            return None
        days = {"today": describe.long_day(self._leap.today, words), "last": describe.long_day(self._leap.last, words)}
        return MessageFacts(words("desk.date_leaps", **days), "warn", words("desk.date_right"), DATE_RIGHT)

    def _decide(self, action: str) -> None:
        spooler, asked = self._services.spooler, self._asked
        if action == CLOCK_READ:
            self._clock_read = True
            self._show_printers()
        elif action == DATE_RIGHT:
            self.date_confirmed.emit()
        elif asked is None:
            return
        elif action in (RETRY, AGAIN):
            spooler.retry(asked.job_id)
        elif action in (SKIP, CAME_OUT):
            spooler.settle(action == CAME_OUT, asked.job_id)
        elif action == ELSEWHERE:
            spooler.reroute_all(asked.printer, asked.instead)

    def _show_clock(self) -> None:
        local = self._services.state.context.shop.calendar.local(self._services.clock.now_ms())
        self._window.show_clock(f"{local.hour:02d}:{local.minute:02d}")
