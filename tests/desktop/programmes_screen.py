"""The programmes' desk on its view over a real shop, and the hand that works it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pytestqt.qtbot import QtBot

from desktop.programmes.desk import ProgrammesDesk
from loyalty.programmes import Programme
from loyalty.words import Words
from tests.desktop.desk_screen import DeskScreen
from tests.desktop.shop import Shop
from tests.ui.screens import click, texts
from ui.programmes.view import ProgrammesView

CARD, POINTS = "stamp-card", "points"
TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)


class Screen(DeskScreen):
    """The desk on its view, with what it said."""

    view: ProgrammesView
    desk: ProgrammesDesk

    def __init__(self, shop: Shop, qtbot: QtBot) -> None:
        view = ProgrammesView(Words())
        super().__init__(shop, qtbot, view, ProgrammesDesk(view, shop.services, shop))
        self.desk.start()
        self.settle()

    @property
    def words(self) -> Words:
        """The screen's words."""
        return self.shop.state.words

    def settle(self) -> None:
        """Wait until nothing is asked, every answer has come, and the example was tried."""
        for _ in range(3):
            self.qtbot.wait(2)
            self.qtbot.waitUntil(lambda: self.shop.idle)

    def do(self, act: Callable[[], object]) -> None:
        """Do something and wait for what comes of it."""
        act()
        self.settle()

    def running(self, programme_id: str = CARD) -> Programme:
        """The version that the till holds now."""
        return next(each for each in self.shop.state.context.programmes if each.id == programme_id)

    def type(self, name: str, value: object) -> None:
        """Type a term of the draft."""
        self.view.editor.form.rows[name].control.set_value(value)
        self.settle()

    def edit(self, programme_id: str = CARD) -> None:
        """Open a programme and its draft."""
        self.do(lambda: click(self.view.list.cards[programme_id]))
        self.do(lambda: click(self.view.detail.edit))

    def publish(self) -> None:
        """Press the button."""
        self.do(lambda: click(self.view.editor.publish))

    def see(self) -> set[str]:
        """Every text in sight."""
        return texts(self.view)
