"""The gallery: every screen with sample data and no database, to look at or as pictures.

python -m ui.gallery [--dark] [--language en] [--size 1024x768] [--shot DIR] [--only counter]
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from loyalty.words import LANGUAGES, Words
from ui import theme
from ui.counter.keys_sheet import KeysSheet
from ui.counter.view import CounterView
from ui.facts import MessageFacts, StatusFacts, StatusItem
from ui.gallery_counter import MOMENTS, moment
from ui.gallery_samples import screens
from ui.main_window import MainWindow

_NAVIGATION = (
    ("counter", "store", "common.nav_counter"),
    ("members", "users", "common.nav_members"),
    ("sales", "receipt-text", "common.nav_sales"),
    ("products", "tag", "common.nav_products"),
    ("programmes", "gift", "common.nav_programmes"),
    ("settings", "settings", "common.nav_settings"),
)


def window_with(name: str, widget: QWidget, words: Words) -> MainWindow:
    """A main window that shows `widget` in the place of the screen `name` ("counter", "members", ...)."""
    window = MainWindow(words)
    for screen, icon, label_key in _NAVIGATION:
        window.add_screen(screen, icon, label_key, widget if screen == name else QWidget())
    if name not in [screen for screen, _, _ in _NAVIGATION]:
        window.add_screen(name, "", "", widget)
    window.show_screen(name)
    window.show_shop("晨光咖啡")
    window.show_clock("10:42")
    window.show_person("阿芳", "芳")
    window.show_status(
        StatusFacts(
            StatusItem(words("status.scanner_ready")),
            StatusItem(
                words(
                    "status.printer_named", printer=words("status.printer_unnamed"), text=words("status.why_missing")
                ),
                "danger",
            )
            if name == "sales"
            else _printer(words),
            StatusItem(words("status.data_local")),
        )
    )
    window.show_message(MessageFacts("林志豪 集 1 章，已列印", "done", "復原", "undo", "Ctrl+Z"))
    return window


def _printer(words: Words) -> StatusItem:
    return StatusItem(words("status.printer_ready"))


def all_windows(words: Words, only: str = "") -> list[tuple[str, MainWindow]]:
    """Every screen in every moment, as (name, window); `only` keeps the names that begin with it."""
    shown = [(f"counter_{name}", "counter", moment(name, words)) for name, _ in MOMENTS]
    shown += [(name, name.partition("_")[0], widget) for name, widget in screens(words)]
    made = [(name, window_with(screen, widget, words)) for name, screen, widget in shown if name.startswith(only)]
    if "keys".startswith(only):
        window = window_with("counter", moment("visit", words), words)
        window.show_sheet(KeysSheet(words), words("keys.title"))
        made.append(("keys", window))
    return made


def take_pictures(windows: Sequence[tuple[str, MainWindow]], size: tuple[int, int], folder: Path, suffix: str) -> None:
    """Write one PNG for each window into `folder`, which is made when it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, window in windows:
        window.resize(*size)
        window.show()
        if isinstance(window.centralWidget().findChild(CounterView), CounterView):
            window.centralWidget().findChild(CounterView).focus_search()
        for _ in range(3):
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QApplication.processEvents()
        window.grab().save(str(folder / f"{name}{suffix}.png"))
        window.close()


def main() -> int:
    """Show the screens, or write their pictures; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ui.gallery", description=__doc__)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--language", choices=LANGUAGES, default="zh_tw")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--shot", type=Path)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    if options.shot is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(sys.argv[:1])
    theme.apply_theme(app, options.dark)
    words = Words(options.language)
    width, _, height = options.size.partition("x")
    size = (int(width), int(height))
    windows = all_windows(words, options.only)
    if options.shot is not None:
        dark = "_dark" if options.dark else ""
        take_pictures(windows, size, options.shot, f"_{options.size}_{options.language}{dark}")
        return 0
    for _, window in windows:
        window.resize(*size)
        window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
