"""The app put together: the window is painted first, then the shop is opened behind it, then the desks are joined."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop import platform
from desktop.clock import Clock, SystemClock
from desktop.folders import Folders
from desktop.frame import Frame
from desktop.makers import Maker
from desktop.options import Options
from desktop.till import TillSettings
from loyalty.errors import KnownError
from loyalty.words import Words
from ui.facts import MessageFacts

if TYPE_CHECKING:
    from desktop.desks import Desks
    from desktop.opening import OpenShop

log = logging.getLogger(__name__)

OPEN_AGAIN = "open_again"


# By then the owner's screens were made as well.
SCREENS_MADE_MS = 3_000


def run_app(options: Options) -> int:
    """Open the window and return the exit status."""
    platform.choose(wants_window=True)
    qt = make_qt()
    if qt.platformName() == "offscreen" and not options.time_start:
        sys.stderr.write(Words(options.language or "zh_tw")("error.no_display") + "\n")
        return 1
    clock = SystemClock()
    app = App(qt, options, clock, Maker(clock))
    collect_again_later(app)
    app.show()
    _after_first_paint(app.counter, partial(_watch_for_crashes, app))
    if options.time_start:
        from desktop.start_times import print_start_times

        print_start_times(app.counter, app.ready, app.failed, app.words, qt)
    status = qt.exec()
    app.close()
    return status


def _watch_for_crashes(app: App) -> None:
    # Imported once the window is painted: the library that writes logs is not needed for it.
    from desktop import crash

    crash.watch(app.window, app.folders, lambda: app.words)


def collect_again_later(app: App) -> None:
    """Look for garbage again once the shop is open, and never among what the start made: it stays to the end."""
    app.failed.connect(gc.enable)
    app.ready.connect(gc.enable)
    app.ready.connect(gc.freeze)
    app.ready.connect(lambda: QTimer.singleShot(SCREENS_MADE_MS, app, gc.freeze))


def make_qt() -> QApplication:
    """The application object, named so that the system shows it as ours."""
    qt = QApplication.instance()
    if not isinstance(qt, QApplication):
        qt = QApplication(["regulars"])
    qt.setApplicationName("Regulars")
    qt.setApplicationDisplayName("熟客 Regulars")
    qt.setDesktopFileName("regulars")
    return qt


class App(Frame):
    """Opens the shop behind the painted window and joins the desks. `ready`: the counter takes its first scan."""

    ready = Signal()
    failed = Signal(object)
    _demo_progress = Signal(int, int)

    def __init__(self, qt: QApplication, options: Options, clock: Clock, maker: Maker) -> None:
        super().__init__(qt, options, clock, maker)
        self.shop: OpenShop | None = None
        self.desks: Desks | None = None
        self.window.installEventFilter(self)
        self.window.message_action_wished.connect(self._act)
        self._demo_progress.connect(self._show_demo_progress)

    def show(self) -> None:
        """Show the window; the shop is opened right after its first painting."""
        self.window.show()
        _after_first_paint(self.counter, self.open)

    def open(self) -> None:
        """Open the shop on the writer's lane."""
        from desktop.demo_shop import demo_database

        given, now_ms = self.options, self.clock.now_ms()
        make_demo = None
        if given.demo:
            make_demo = partial(
                demo_database, self.folders, given.members, given.seed, now_ms, self._demo_progress.emit
            )
        work = partial(_open, given.database, make_demo, self.folders, self.till, self.maker, now_ms)
        self.writer.ask(work, self._opened, self._cannot_open)

    def close(self) -> None:
        """Let the threads finish what they have, then let go of the database."""
        if self.desks is not None:
            self.desks.close()
        for lane in (self.reader, self.writer):
            lane.close()
        shop, self.shop = self.shop, None
        if shop is not None:
            try:
                shop.close()
            except KnownError as error:
                # A full disk: the log stays beside the file with all that was recorded; the next start brings it in.
                log.info("the log was not brought in: %s", error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Closing the window waits for what is being recorded."""
        if watched is self.window and event.type() == QEvent.Type.Close and self.desks is not None:
            self.desks.before_close()
        return False

    def _show_demo_progress(self, done: int, total: int) -> None:
        percent = 100 * done // max(total, 1)
        self.window.show_message(MessageFacts(self.words("desk.making_demo", percent=percent), "info"))

    def _opened(self, shop: OpenShop) -> None:
        from desktop.desks import Desks

        self.shop = shop
        self.window.show_message(None)
        self.desks = Desks(self, shop)
        self.counter.setEnabled(True)
        self.desks.start()
        self.ready.emit()

    def _cannot_open(self, error: KnownError) -> None:
        from loyalty.explain import explain_error

        if error.key == "disk_full":
            # The usual sentence speaks of a sale, and there is none yet.
            error = KnownError("disk_full_at_start", **error.facts)
        sentence = explain_error(error, self.words)
        self.window.show_message(None)
        self.window.show_trouble(MessageFacts(sentence, "danger", self.words("desk.open_again"), OPEN_AGAIN))
        self.failed.emit(error)

    def _act(self, action: str) -> None:
        if action == OPEN_AGAIN:
            self.window.show_trouble(None)
            self.open()


def _open(
    database: str | None,
    make_demo: Callable[[], str] | None,
    places: Folders,
    settings: TillSettings,
    maker: Maker,
    now_ms: int,
) -> OpenShop:
    # The desks are imported here as well, so that their libraries are read while the window is already painted.
    import desktop.desks  # noqa: F401
    from desktop.opening import open_shop

    if make_demo is not None:
        database = make_demo()
    return open_shop(database, places, settings, maker.secret, now_ms)


class _FirstPaint(QObject):
    """Calls back once, after a widget was painted for the first time."""

    def __init__(self, watched: QObject, then: Callable[[], None]) -> None:
        super().__init__(watched)
        self._then = then
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def _after_first_paint(watched: QObject, then: Callable[[], None]) -> None:
    _FirstPaint(watched, then)
