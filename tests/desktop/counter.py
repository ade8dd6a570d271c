"""The whole app on a real database with its real window, worked by keys, scans and clicks as at a shop's counter."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db import members, print_jobs
from db import parked as parked_sales
from db.print_jobs import PrintJob
from desktop import options, till
from desktop.app import App, make_qt
from desktop.clock import SetClock
from desktop.desks import Desks
from desktop.makers import Maker
from desktop.operations import sales_list
from desktop.operations.members import Join, MemberFile, join, look_up
from desktop.operations.products import save as save_product
from desktop.operations.sales import RecordSale, record_sale
from desktop.operations.sales_list import PastSale
from desktop.till import TillSettings
from loyalty.basket import Basket, Choices, Line, Product, Tender
from loyalty.cards import card_code
from loyalty.errors import KnownError
from loyalty.ledger import Account, Unit
from loyalty.presets import POINTS_ID, STAMP_CARD_ID
from loyalty.refusals import Refusal
from loyalty.words import Words
from ui.counter.view import CounterView

NOON_MS = 1_795_320_000_000  # 2026-11-22 12:00 in Taipei
STAMPS, POINTS = Account(STAMP_CARD_ID, Unit.STAMP), Account(POINTS_ID, Unit.POINT)
_PATIENCE_S = 8.0
_SPECIAL = {"+": Qt.Key.Key_Plus, "-": Qt.Key.Key_Minus, "\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab}


class Till:
    """One start of the app on the shop in `folder`. Times of keys are the test's own: a scanner's are 8 ms apart."""

    def __init__(self, folder: Path, *arguments: str, seed: int = 7) -> None:
        self.folder = folder
        self.clock = SetClock(NOON_MS)
        self.key_ms = 1_000
        given = options.parse(["--database", str(folder / "shop.db"), *arguments])
        self.app = App(make_qt(), given, self.clock, Maker(self.clock, Random(seed).randbytes))
        self.failed: list[object] = []
        self.app.failed.connect(self.failed.append)
        self.app.show()
        try:
            self.wait(lambda: self.app.desks is not None or bool(self.failed))
        except AssertionError:
            self.close()
            raise
        self.app.window.activateWindow()
        self.settle()

    def close(self) -> None:
        """Close the window as its owner does, and end the app as `run_app` does."""
        self.app.window.close()
        self.app.close()
        QApplication.processEvents()
        self.app.window.deleteLater()
        self.app.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    @property
    def open(self) -> bool:
        """Whether it was not closed by the test itself."""
        return shiboken6.isValid(self.app)

    @property
    def desks(self) -> Desks:
        """The desks of the open shop."""
        assert self.app.desks is not None
        return self.app.desks

    @property
    def words(self) -> Words:
        """The screen's words."""
        return self.app.words

    @property
    def view(self) -> CounterView:
        """The counter's view."""
        return self.app.counter

    @property
    def search(self) -> QWidget:
        """The search box's field."""
        return self.app.counter.find.search.edit

    def process(self) -> None:
        """Let what has come to the screen's thread be done, without waiting for more."""
        for _ in range(3):
            QApplication.processEvents()

    def settle(self) -> None:
        """Wait until every thread has answered all it was asked."""
        quiet, until_s = 0, time.monotonic() + _PATIENCE_S
        while quiet < 2:
            assert time.monotonic() < until_s, "the app does not come to rest"
            QApplication.processEvents()
            if self._idle():
                quiet += 1
            else:
                quiet = 0
                time.sleep(0.001)

    def wait(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        until_s = time.monotonic() + _PATIENCE_S
        while not holds():
            assert time.monotonic() < until_s, "waited in vain"
            QApplication.processEvents()
            time.sleep(0.001)

    @contextmanager
    def held(self, *lanes: str) -> Iterator[None]:
        """Keep these threads busy, as a slow disk does, until the block ends; then settle."""
        go_on = threading.Event()
        for name in lanes:
            {"writer": self.app.writer, "reader": self.app.reader}[name].ask(go_on.wait)
        try:
            yield
        finally:
            go_on.set()
        self.settle()

    def key(
        self, key: Qt.Key, text: str = "", *, control: bool = False, gap_ms: int = 150, repeat: bool = False
    ) -> None:
        """Press and release a key, `gap_ms` after the one before. Waits for nothing."""
        self.key_ms += gap_ms
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifier, text, repeat)
            event.setTimestamp(self.key_ms)
            QCoreApplication.sendEvent(self.app.window.windowHandle(), event)

    def press(self, key: Qt.Key, *, control: bool = False) -> None:
        """Press a key that writes nothing, and wait for what it does."""
        self.key(key, chr(key.value - 64) if control else "", control=control)
        self.settle()

    def burst(self, text: str, gap_ms: int = 8) -> None:
        """Characters in the rhythm of a scanner (or, with a longer gap, of a person). Waits for nothing."""
        for character in text:
            self.key(_key_of(character), character, gap_ms=gap_ms)

    def type(self, text: str) -> None:
        """Type as a person does, and wait for what it does."""
        self.burst(text, 150)
        self.settle()

    def scan(self, text: str, end: str = "\r") -> None:
        """Scan a code, and wait for what it does."""
        self.key_ms += 500
        self.burst(text + end)
        self.settle()

    def enter(self) -> None:
        """Press Enter."""
        self.type("\r")

    def compose(self, text: str) -> None:
        """What an input method commits into the field that has the focus."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(QApplication.focusWidget(), event)
        self.settle()

    def click(self, widget: QWidget) -> None:
        """Press and release the left button in the middle of a widget that can be seen."""
        assert widget.isVisible(), widget
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def join(self, phone: str = "", name: str = "") -> MemberFile:
        """A member made behind the screen."""
        services, maker = self.desks.services, self.app.maker
        ids = (maker.operation_id(), maker.operation_id(), maker.member_id(), maker.card_id())
        answer = join(services.store, services.state.context, Join(*ids, self.clock.now_ms(), phone, name))
        assert not isinstance(answer, Refusal)
        self.desks.spooler.wake()
        self.settle()
        return answer

    def product(self, name: str, price: int) -> Product:
        """A product in the catalogue, shown on the pad."""
        product = Product(self.app.maker.operation_id(), name, price)
        save_product(self.desks.services.store, self.desks.services.state.context, product)
        self.desks.screens.products.start()
        self.settle()
        return product

    def code(self, file: MemberFile) -> str:
        """What the member's card says."""
        assert file.card_id is not None
        return card_code(self.desks.services.state.context.card_secret, file.card_id)

    def seat(self, file: MemberFile) -> None:
        """Scan a member's card."""
        self.scan(self.code(file))
        assert self.seated == file.member.id

    @property
    def seated(self) -> int | None:
        """The member on the screen."""
        facts = self.view.member._facts
        return None if facts is None else facts.member_id

    @property
    def amount(self) -> str:
        """The amount as shown."""
        return str(self.view.sale.amount.amount.text())

    @property
    def note(self) -> str:
        """The sentence in place at the counter."""
        message = self.view.message.message()
        return "" if message is None else message.text

    @property
    def said(self) -> str:
        """The sentence in the bar at the bottom."""
        message = self.app.window.bottom_bar.message.message()
        return "" if message is None else message.text

    @property
    def trouble(self) -> str:
        """The bar of a slip in trouble."""
        message = self.app.window.trouble.message()
        return "" if message is None else message.text

    @property
    def sales(self) -> tuple[PastSale, ...]:
        """Everything recorded, newest first."""
        return sales_list.recent(self.desks.services.store, 50, None).sales

    @property
    def slips(self) -> list[PrintJob]:
        """Every slip, oldest first."""
        with self.desks.services.store.read() as connection:
            return list(reversed(print_jobs.recent(connection, 100)))

    @property
    def parked(self) -> int:
        """How many sales are set aside on the disk."""
        with self.desks.services.store.read() as connection:
            return len(parked_sales.all_parked(connection))

    def balance(self, file: MemberFile, account: Account = STAMPS) -> int:
        """What the disk says a member has."""
        found = self.file(file)
        return found.standing.balance(account)

    def file(self, file: MemberFile) -> MemberFile:
        """What the disk knows of a member now."""
        services = self.desks.services
        found = look_up(services.store, services.state.context, file.member.id, self.clock.now_ms())
        assert not isinstance(found, Refusal)
        return found

    def by_phone(self, phone: str) -> int | None:
        """The member with this phone on the disk."""
        with self.desks.services.store.read() as connection:
            found = members.by_phone(connection, phone)
            return None if found is None else found.id

    def fill_disk(self) -> None:
        """From now on the database file cannot grow, and no sale fits into it any more."""
        services, maker = self.desks.services, self.app.maker
        with services.store.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        basket, choices = Basket((Line(1),)), Choices(tenders=(Tender("現金", 1, True),))
        while True:
            ids = (maker.operation_id(), maker.operation_id())
            command = RecordSale(*ids, self.clock.now_ms(), None, basket, choices)
            try:
                record_sale(services.store, services.state.context, command)
            except KnownError:
                break

    def empty_disk(self) -> None:
        """There is room again."""
        with self.desks.services.store.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")

    def _idle(self) -> bool:
        lanes = [self.app.writer, self.app.reader]
        if self.app.desks is not None:
            lanes += [self.app.desks.book, self.app.desks.painter, self.app.desks.printer_lane]
        return all(lane.idle for lane in lanes)


def set_up(folder: Path, **changes: object) -> None:
    """This till's own file, with the first start behind it."""
    wanted: dict[str, object] = {"first_start_done": True, **changes}
    till.save(folder / "till.json", TillSettings(**wanted))  # type: ignore[arg-type]


def _key_of(character: str) -> Qt.Key:
    if character in _SPECIAL:
        return _SPECIAL[character]
    upper = character.upper()
    return Qt.Key(ord(upper)) if upper.isascii() and upper.isalnum() else Qt.Key.Key_unknown
