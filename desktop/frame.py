"""What stands before the shop is open: window and counter, the store's two lanes, time, ids, words, folders."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from desktop import till
from desktop.clock import Clock
from desktop.folders import folders_of
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


class Frame(QObject):
    """The window and the lanes of one run. The counter takes nothing until the shop is open."""

    def __init__(self, qt: QApplication, options: Options, clock: Clock, maker: Maker) -> None:
        super().__init__()
        self.qt = qt
        self.options = options
        self.clock = clock
        self.maker = maker
        self.folders = folders_of(options.database, options.demo)
        self.till = _with_options(till.load(self.folders.till_file), options)
        self.words = Words(self.till.language)
        self._translator: QTranslator | None = None
        self.translate_qt(self.till.language)
        theme.apply_font(qt)
        self.writer = Lane("writer", self.report, self)
        self.reader = Lane("reader", self.report, self)
        self.window = MainWindow(self.words)
        self.counter = CounterView(self.words)
        self.window.add_screen("counter", "store", "common.nav_counter", self.counter)
        self.window.resize(*(options.size or (1280, 800)))
        self.counter.setEnabled(False)
        # The rest comes last: a style sheet already in force is worked out anew for each part that is put in place.
        theme.apply_theme(qt, is_dark(qt, self.till.theme))

    def report(self, error: KnownError) -> None:
        """A known error that nobody else has a place for: the bar at the bottom."""
        from loyalty.explain import explain_error

        self.window.show_message(MessageFacts(explain_error(error, self.words), "danger"))

    def speak(self, words: Words) -> None:
        """Another language, in the bars, on every screen and in Qt's own dialogs."""
        self.words = words
        self.translate_qt(words.language)
        self.window.relabel(words)
        self.window.show_message(None)

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


def is_dark(qt: QApplication, wanted: str) -> bool:
    """Whether the theme comes to dark: as wanted, or as the system has it."""
    if wanted == "system":
        return qt.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return wanted == "dark"


def _with_options(settings: TillSettings, options: Options) -> TillSettings:
    return replace(
        settings,
        language=options.language or settings.language,
        theme=options.theme or settings.theme,
        first_start_done=settings.first_start_done or options.demo,
    )
