"""The system's windows that choose an Excel file, opened where the owner keeps documents."""

from __future__ import annotations

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from loyalty.words import Words

_ENDING = "xlsx"


def open_dialog(parent: QWidget, words: Words) -> QFileDialog:
    """Chooses a file that is there."""
    return _dialog(parent, words, words("products.import"), words("products.file_kind_in"))


def save_dialog(parent: QWidget, words: Words) -> QFileDialog:
    """Chooses where a file goes; a missing ending is added, and a file that is there asked about."""
    dialog = _dialog(parent, words, words("products.export"), words("products.file_kind"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(_ENDING)
    dialog.selectFile(words("products.file_name"))
    return dialog


def chosen(dialog: QFileDialog) -> str:
    """Show the window; the path that was chosen, "" for none."""
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    paths = dialog.selectedFiles() if accepted else []
    dialog.deleteLater()
    return paths[0] if paths else ""


def _dialog(parent: QWidget, words: Words, title: str, kinds: str) -> QFileDialog:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, title, documents, kinds)
    # Qt's own translation knows these two by texts they no longer have.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, words("products.file_look_in"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, words("products.file_type"))
    return dialog
