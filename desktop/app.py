"""The app put together: the window is painted first, then the shop is opened behind it, then the desks are joined."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from desktop import folders, platform, till
from desktop.clock import Clock, SystemClock
from desktop.folders import Folders
from desktop.makers import Maker
from desktop.options import Options
from desktop.threads import Lane
from desktop.till import TillSettings
from loyalty.errors import KnownError
from loyalty.words import Words
from ui import theme
from ui.counter.view import CounterView
from ui.facts import MessageFacts
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.desks import Desks
    from desktop.opening import OpenShop


def run_app(options: Options) -> int:
    """Open the window (or play the tour) and return the exit status."""
    if options.tour is not None:
        from desktop.tour import run_tour

        return run_tour(options)
    platform.choose(wants_window=True)
    qt = make_qt()
    if qt.platformName() == "offscreen" and not options.time_start:
        sys.stderr.write(Words(options.language or "zh_tw")("error.no_display") + "\n")
        return 1
    clock = SystemClock()
    app = App(qt, options, clock, Maker(clock))
    app.show()
    if options.time_start:
        from desktop.start_times import print_start_times

        print_start_times(app, qt)
    status = qt.exec()
    app.close()
    return status


def make_qt() -> QApplication:
    """The application object, named so that the system shows it as ours."""
    qt = QApplication.instance()
    if not isinstance(qt, QApplication):
        qt = QApplication(["regulars"])
    qt.setApplicationName("Regulars")
    qt.setApplicationDisplayName("熟客 Regulars")
    qt.setDesktopFileName("regulars")
    return qt


class App(QObject):
    """Window, threads and desks of one run. `ready` is emitted when the counter takes its first scan."""

    ready = Signal()
    failed = Signal(object)
    _demo_progress = Signal(int, int)

    def __init__(self, qt: QApplication, options: Options, clock: Clock, maker: Maker) -> None:
        super().__init__()
        self.qt = qt
        self.options = options
        self.clock = clock
        self.maker = maker
        self.folders = _folders(options)
        self.till = _with_options(till.load(self.folders.till_file), options)
        self.words = Words(self.till.language)
        theme.apply_theme(qt, is_dark(qt, self.till.theme))
        self._translator: QTranslator | None = None
        self.translate_qt(self.till.language)
        self.writer = Lane("writer", self.report, self)
        self.reader = Lane("reader", self.report, self)
        self.window = MainWindow(self.words)
        self.counter = CounterView(self.words)
        self.window.add_screen("counter", "store", "common.nav_counter", self.counter)
        self.window.resize(*(options.size or (1280, 800)))
        self.shop: OpenShop | None = None
        self.desks: Desks | None = None
        self.counter.setEnabled(False)
        self.window.installEventFilter(self)
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
        if self.shop is not None:
            self.shop.close()
            self.shop = None

    def report(self, error: KnownError) -> None:
        """A known error that nobody else has a place for: the bar at the bottom."""
        from loyalty.explain import explain_error

        self.window.show_message(MessageFacts(explain_error(error, self.words), "danger"))

    def use_theme(self, wanted: str) -> None:
        """Light, dark, or as the system has it; may change at any time."""
        theme.apply_theme(self.qt, is_dark(self.qt, wanted))

    def translate_qt(self, language: str) -> None:
        """Qt's own dialogs in the screen's language."""
        if self._translator is not None:
            self.qt.removeTranslator(self._translator)
            self._translator = None
        if language == "zh_tw":
            self._translator = QTranslator(self)
            place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if self._translator.load(QLocale("zh_TW"), "qtbase", "_", place):
                self.qt.installTranslator(self._translator)

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

        sentence = explain_error(error, self.words)
        self.counter.show_note(MessageFacts(sentence, "danger"))
        self.window.show_message(MessageFacts(sentence, "danger"))
        self.failed.emit(error)


def is_dark(qt: QApplication, wanted: str) -> bool:
    """Whether the theme comes to dark: as wanted, or as the system has it."""
    if wanted == "system":
        return qt.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return wanted == "dark"


def _folders(options: Options) -> Folders:
    if options.database is not None and "://" not in options.database:
        return folders.folders_beside(Path(options.database).expanduser().resolve())
    usual = folders.platform_folders()
    return Folders(usual.data / "demo", usual.cache) if options.demo else usual


def _with_options(settings: TillSettings, options: Options) -> TillSettings:
    return replace(
        settings,
        language=options.language or settings.language,
        theme=options.theme or settings.theme,
        first_start_done=settings.first_start_done or options.demo,
    )


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
