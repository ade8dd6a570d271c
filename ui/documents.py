"""The system's window that chooses a file, opened where the owner keeps documents."""

from __future__ import annotations

from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def document_dialog(parent: QWidget, title: str, kinds: str, look_in: str, file_type: str) -> QFileDialog:
    """The window, to be opened, and gone when it closes; `kinds` as Qt reads them ("Excel (*.xlsx)")."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    # A folder that is not there would be taken for the name of a file.
    dialog = QFileDialog(parent, title, documents if QDir(documents).exists() else QDir.homePath(), kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    # Qt's own translation knows these two by texts they no longer have.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, look_in)
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, file_type)
    return dialog
