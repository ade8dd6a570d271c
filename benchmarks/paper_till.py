"""A till in a process of its own, that sells when it is told: what its printer does, nobody else's sale feels."""

from __future__ import annotations

import gc
import os
import threading
import time
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication

from benchmarks import crowd
from benchmarks.slips import FONTS
from db.store import open_store, sqlite_url
from desktop.clock import SystemClock
from desktop.makers import Maker
from desktop.operations.context import ShopContext
from desktop.operations.members import look_up
from desktop.operations.print_jobs import duties
from desktop.operations.sales import RecordedSale, RecordSale, record_sale
from desktop.print_worker import Outlet
from desktop.spooler import Spooler
from desktop.threads import Lane
from desktop.till import PrinterEntry, TillSettings
from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.checkout import quote
from loyalty.errors import KnownError
from loyalty.presets import PRESETS
from loyalty.shop import ShopRules
from printing.printers.settings import PrinterSettings, open_printer

WIDTH_DOTS = 576
CHECKPOINT_EVERY = 50  # the till checkpoints when idle, which is between customers
_REST_MS = 15  # a slip that is not through by then goes on while somebody else sells


class SellingTill(QObject):
    """The writer's lane, the spooler and a printer: each command is one sale, told back once its slip had its time."""

    heard = Signal(object)

    def __init__(self, folder: Path, address: str, is_alive: bool, orders: Connection) -> None:
        super().__init__()
        self._is_alive = is_alive
        self._orders = orders
        self._clock = SystemClock()
        self._maker = Maker(self._clock)
        self._store = open_store(sqlite_url(folder / "shop.db"))
        self._people = [member for member, _, _ in crowd.people(1_000)]
        self._chance = Random(11)
        programmes = next(preset for preset in PRESETS if preset.id == "both").programmes
        self._context = ShopContext(ShopRules(name="晨光咖啡"), programmes, bytes(32))
        self._writer = Lane("writer", self._failed, self)
        self._spooler = Spooler(self._store, self._writer, self._clock, self._failed, self)
        entry = PrinterEntry("main", "", "network", address, WIDTH_DOTS)
        printer = open_printer(PrinterSettings("network", address, WIDTH_DOTS), folder)
        self._spooler.use([Outlet(entry, duties(TillSettings(printers=(entry,)))[0], printer)])
        self._began = self._took = 0.0
        self._sold = 0
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._answer)
        self.heard.connect(self._sell)
        self._spooler.start()

    def close(self) -> None:
        """Take no slip any more."""
        self._spooler.close()
        self._writer.close()
        self._store.close()

    def _failed(self, error: KnownError) -> None:
        raise RuntimeError(f"the disk said no: {error}")

    def _sell(self, is_on: bool) -> None:
        if not is_on:
            QGuiApplication.quit()
        elif not self._writer.idle or (self._is_alive and not self._spooler.idle):
            QTimer.singleShot(1, partial(self._sell, True))
        else:
            ids = self._maker.operation_id(), self._maker.operation_id()
            lines = (Line(90, 2, "latte", "拿鐵", "飲料/咖啡"), Line(80, 1, "croissant", "可頌", "烘焙"))
            paid = Choices(tenders=(Tender("現金", 500, True),))
            member = self._chance.choice(self._people)
            command = RecordSale(*ids, self._clock.now_ms(), member.id, Basket(lines), paid)
            # The counter has looked the member up and quoted the sale before its last key: a till that did not would
            # sell with cold rules, and the less its printer gives it to do between two sales, the colder.
            file = look_up(self._store, self._context, member.id, command.at_ms)
            quote(self._context.programmes, file.standing, Basket(lines), paid, command.at_ms, self._context.shop)
            self._began = time.perf_counter()
            self._writer.ask(partial(record_sale, self._store, self._context, command), self._recorded)

    def _recorded(self, answer: RecordedSale) -> None:
        self._took = time.perf_counter() - self._began
        if not isinstance(answer, RecordedSale):
            raise TypeError(f"not recorded: {answer}")
        self._sold += 1
        self._spooler.wake()
        self._later.start(_REST_MS)

    def _answer(self) -> None:
        """A dead printer is tried again at once, as somebody would who presses and presses."""
        state = self._spooler.state
        if state.troubled is not None and self._spooler.idle:
            self._spooler.retry(state.troubled.id)
        if self._sold % CHECKPOINT_EVERY == 0:
            self._writer.ask(self._store.checkpoint)
        self._orders.send((self._began, self._took))


def sell(folder: Path, address: str, is_alive: bool, orders: Connection) -> None:
    """The process: True is an order to sell, answered with when the sale began and what it took; False ends it.

    The next customer of a printer that `is_alive` comes when the slip before is through: the printer's machine may
    acknowledge its last bytes 40 ms late.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    for font in sorted(FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    till = SellingTill(folder, address, is_alive, orders)
    gc.freeze()
    threading.Thread(target=_listen, args=(till, orders), daemon=True).start()
    application.exec()
    till.close()


def _listen(till: SellingTill, orders: Connection) -> None:
    while True:
        is_on = orders.recv()
        till.heard.emit(is_on)
        if not is_on:
            return
