"""The system's windows that choose an Excel file, opened where the owner keeps documents."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from loyalty.words import Words
from ui.documents import document_dialog

_ENDING = "xlsx"


def open_dialog(parent: QWidget, words: Words) -> QFileDialog:
    """Chooses a file that is there; to be opened, and gone when it closes."""
    dialog = _dialog(parent, words, words("products.import"), words("products.file_kind_in"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return dialog


def save_dialog(parent: QWidget, words: Words) -> QFileDialog:
    """Chooses where a file goes; to be opened, and gone when it closes. It adds the ending."""
    dialog = _dialog(parent, words, words("products.export"), words("products.file_kind"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(_ENDING)
    dialog.selectFile(words("products.file_name"))
    return dialog


def _dialog(parent: QWidget, words: Words, title: str, kinds: str) -> QFileDialog:
    return document_dialog(parent, title, kinds, words("products.file_look_in"), words("products.file_type"))
