"""The system's windows that choose a file of programmes, opened where the owner keeps documents."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from loyalty.words import Words
from ui.documents import document_dialog

_ENDING = "json"


class ProgrammeFiles(QObject):
    """`import_wished(path)` and `export_wished(path, programme_id)` when a file was chosen; an id of "" means all."""

    import_wished = Signal(str)
    export_wished = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent

    def open(self, words: Words) -> None:
        """Choose a file that is there."""
        dialog = _dialog(self._parent, words, words("programmes_screen.import"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.import_wished)
        dialog.open()

    def save(self, words: Words, programme_id: str, name: str) -> None:
        """Choose where a programme goes, or all of them; the ending is added."""
        dialog = _dialog(self._parent, words, words("programmes_screen.export_all"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_ENDING)
        # What separates folders cannot be in a file's name.
        plain = (name or words("programmes_screen.file_name")).replace("/", " ").replace("\\", " ")
        dialog.selectFile(f"{plain}.{_ENDING}")
        dialog.fileSelected.connect(lambda path: self.export_wished.emit(path, programme_id))
        dialog.open()


def _dialog(parent: QWidget, words: Words, title: str) -> QFileDialog:
    kinds = words("programmes_screen.file_kind")
    return document_dialog(parent, title, kinds, words("products.file_look_in"), words("products.file_type"))
