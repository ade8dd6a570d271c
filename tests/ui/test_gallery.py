from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from tests.ui.fitting import cut_off, settle, small_targets, unnamed_buttons
from ui import theme
from ui.counter.keys_sheet import KeysSheet
from ui.gallery import take_pictures, window_with
from ui.gallery_counter import MOMENTS, moment

SIZES = [(1280, 800), (1024, 768)]


@pytest.mark.parametrize("size", SIZES, ids=["1280x800", "1024x768"])
@pytest.mark.parametrize("language", ["zh_tw", "en"])
@pytest.mark.parametrize("name", [name for name, _ in MOMENTS])
def test_nothing_of_the_counter_is_cut_off_or_too_small(
    qtbot: QtBot, qapp: QApplication, name: str, language: str, size: tuple[int, int]
) -> None:
    theme.apply_theme(qapp, dark=False)
    words = Words(language)
    window = window_with("counter", moment(name, words), words)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    settle()
    assert (window.width(), window.height()) == size
    assert cut_off(window) == []
    assert small_targets(window.centralWidget()) == []
    assert unnamed_buttons(window) == []


@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_the_sheet_of_keys_fits_into_the_small_window(qtbot: QtBot, qapp: QApplication, language: str) -> None:
    theme.apply_theme(qapp, dark=False)
    words = Words(language)
    window = window_with("counter", moment("idle", words), words)
    qtbot.addWidget(window)
    window.resize(1024, 768)
    window.show()
    window.show_sheet(KeysSheet(words), words("keys.title"))
    settle()
    assert cut_off(window) == []


def test_the_gallery_writes_pictures(qapp: QApplication, tmp_path: Path) -> None:
    words = Words("zh_tw")
    take_pictures([("visit", window_with("counter", moment("visit", words), words))], (1280, 800), tmp_path, "_x")
    assert (tmp_path / "visit_x.png").stat().st_size > 20_000
