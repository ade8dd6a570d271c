"""The windows that choose an Excel file: in the screen's language, and where the owner keeps documents."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from ui.products import files


@pytest.mark.parametrize("make", [files.open_dialog, files.save_dialog])
@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_the_window_speaks_the_screens_language_and_opens_at_the_documents(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, make: object, language: str, tmp_path: object
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path))
    words, parent = Words(language), QWidget()
    qtbot.addWidget(parent)
    assert callable(make)
    dialog = make(parent, words)
    assert isinstance(dialog, QFileDialog)
    shown = {label.text() for label in dialog.findChildren(QLabel)}
    assert {words("products.file_look_in"), words("products.file_type")} <= shown
    assert dialog.directory().path() == str(tmp_path)


def test_what_is_saved_gets_its_ending(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = files.save_dialog(parent, Words())
    assert dialog.defaultSuffix() == "xlsx"
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
