"""The windows that choose an Excel file: in the screen's language, and where the owner keeps documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from loyalty.words import Words
from ui.products import files


@pytest.mark.parametrize("make", [files.open_dialog, files.save_dialog])
@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_the_window_speaks_the_screens_language_and_opens_at_the_documents(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, make: object, language: str, tmp_path: Path
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


def test_where_there_are_no_documents_it_opens_at_home(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(tmp_path / "Documents"))
    monkeypatch.setattr(QDir, "homePath", lambda: str(tmp_path))
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = files.open_dialog(parent, Words())
    assert dialog.directory().path() == str(tmp_path)
    assert [Path(path).name for path in dialog.selectedFiles()] != ["Documents"]


def test_what_is_saved_gets_its_ending(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = files.save_dialog(parent, Words())
    assert dialog.defaultSuffix() == "xlsx"
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
