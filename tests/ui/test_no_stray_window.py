"""Making a screen shows nothing: a part that becomes a window of its own for a moment takes the keys away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from loyalty.words import Words
from ui.counter.view import CounterView
from ui.first_start.view import FirstStartView
from ui.members.view import MembersView
from ui.products.view import ProductsView
from ui.sales.view import SalesView
from ui.settings.view import SettingsView


class _Watch(QObject):
    """Notes every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[_Watch]:
    """Watches the whole application."""
    seen = _Watch()
    qapp.installEventFilter(seen)
    yield seen
    qapp.removeEventFilter(seen)


@pytest.mark.parametrize("view", [CounterView, MembersView, SalesView, ProductsView, SettingsView, FirstStartView])
def test_a_screen_that_is_being_made_opens_no_window(watch: _Watch, view: type[QWidget]) -> None:
    made = view(Words())
    assert watch.shown == []
    made.deleteLater()
