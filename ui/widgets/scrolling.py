"""The parts of a scrolling area, made here instead of by Qt."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget


def own_parts(area: QAbstractScrollArea) -> QWidget:
    """Give `area` a viewport and an upright bar of our own, and return the viewport.

    Asked for a part that Qt made itself, PySide finds out what it is by making every kind of widget there is known to
    Python: 8 ms before the first window is painted.
    """
    viewport = QWidget()
    area.setViewport(viewport)
    area.setVerticalScrollBar(QScrollBar(Qt.Orientation.Vertical))
    return viewport
