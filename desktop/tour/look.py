"""What the screen shows: the words that are in sight, gathered from the widgets themselves."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QWidget

from ui.widgets.text import ElidedLabel


def words_on(widget: QWidget) -> list[str]:
    """Every text in sight on a widget: labels whole even where shortened, buttons, fields, and rows of lists."""
    texts: list[str] = []
    for part in (widget, *widget.findChildren(QWidget)):
        if part.isVisible():
            texts += _texts_of(part)
    return [text for text in texts if text]


def shows(widget: QWidget, text: str) -> bool:
    """Whether some text in sight holds `text`."""
    return any(text in shown for shown in words_on(widget))


def rows_of(view: QAbstractItemView) -> list[str]:
    """The rows a list or table holds, each with its cells' texts one after another."""
    model = view.model()
    # A list's model keeps its one column to itself.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    return [
        " ".join(str(model.index(row, column).data() or "") for column in range(columns))
        for row in range(model.rowCount())
    ]


def _texts_of(part: QWidget) -> list[str]:
    if isinstance(part, ElidedLabel):
        return [part.full_text()]
    if isinstance(part, QLabel):
        return [part.text()]
    if isinstance(part, QLineEdit):
        return [part.text()]
    if isinstance(part, QAbstractButton):
        return [part.text(), part.accessibleName()]
    if isinstance(part, QAbstractItemView):
        return rows_of(part)
    return [part.accessibleName()]
