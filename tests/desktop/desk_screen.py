"""What the tests of one desk share: its view over a real shop, and the wait until all of it is at rest."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pytestqt.qtbot import QtBot

from tests.desktop.shop import Shop
from tests.ui.screens import shown
from ui.facts import MessageFacts


class DeskScreen:
    """A desk on its view, with what it said; who makes it starts the desk and lets it settle."""

    def __init__(self, shop: Shop, qtbot: QtBot, view: Any, desk: Any) -> None:
        self.shop = shop
        self.qtbot = qtbot
        self.view = view
        self.desk = desk
        self.said: list[MessageFacts] = []
        desk.said.connect(self.said.append)
        shown(qtbot, view)

    def settle(self) -> None:
        """Wait until nothing is asked, every answer has come and every wish has left."""
        for _ in range(2):
            self.qtbot.wait(1)
            self.qtbot.waitUntil(lambda: self.shop.idle)

    @contextmanager
    def held(self, lane: str) -> Iterator[None]:
        """Keep this thread busy, as a slow disk does, until the block ends; then settle."""
        go_on = threading.Event()
        self.shop.lanes[lane].ask(go_on.wait)
        try:
            yield
        finally:
            go_on.set()
        self.settle()

    @property
    def message(self) -> str:
        """The sentence in the bar."""
        message = self.view.message.message()
        return "" if message is None else message.text
