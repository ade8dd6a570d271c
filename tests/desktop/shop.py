"""A shop on a real database with its lanes, for the desks' tests: time stands at noon, ids come from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from PySide6.QtCore import QObject

from db.store import Store, open_store, sqlite_url
from desktop.clock import SetClock
from desktop.makers import Maker
from desktop.operations.members import Join, MemberFile, join
from desktop.operations.print_jobs import queue_state
from desktop.operations.products import save as save_product
from desktop.operations.sales import RecordedSale, RecordSale, record_sale
from desktop.operations.settings import load_context
from desktop.services import Services
from desktop.spooler import Spooler
from desktop.state import ShopState
from desktop.threads import Lane
from desktop.till import TillSettings
from loyalty.basket import Basket, Choices, Line, Product, Tender
from loyalty.errors import KnownError
from loyalty.ledger import Operation
from loyalty.limits import Person
from loyalty.refusals import Refusal
from loyalty.shop import CURRENCIES

NOON_MS = 1_795_320_000_000  # 2026-11-22 12:00 in Taipei
DAY_MS = 86_400_000


class Shop(QObject):
    """`services` is what a desk is given; the other methods do what the counter would have done."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.errors: list[KnownError] = []
        self.clock = SetClock(NOON_MS)
        self.maker = Maker(self.clock, Random(7).randbytes)
        self.store: Store = open_store(sqlite_url(folder / "shop.db"))
        context = load_context(self.store, "A", True, self.maker.secret, date(2026, 1, 1))
        self.state = ShopState(context, TillSettings(), self)
        self.lanes = {name: Lane(name, self.errors.append, self) for name in ("writer", "reader", "book", "painter")}
        writer, reader, book, painter = (self.lanes[name] for name in ("writer", "reader", "book", "painter"))
        self.spooler = Spooler(self.store, writer, self.clock, self.errors.append, self)
        self.services = Services(
            self.store, writer, reader, book, painter, self.spooler, self.clock, self.maker, self.state
        )

    def close(self) -> None:
        """Let the lanes finish and the database go."""
        self.spooler.close()
        for lane in self.lanes.values():
            lane.close()
        self.store.close()

    @property
    def idle(self) -> bool:
        """Whether every lane has answered all it was asked."""
        return self.spooler.idle and all(lane.idle for lane in self.lanes.values())

    @property
    def waiting_slips(self) -> int:
        """How many slips wait for the printer."""
        return queue_state(self.store).waiting

    def fill_disk(self) -> None:
        """From now on the database file cannot grow, as on a full disk."""
        with self.store.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")

    def empty_disk(self) -> None:
        """There is room again."""
        with self.store.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")

    def hand_over(self, person: Person) -> None:
        """Somebody else works at the till."""
        self.state.context = replace(self.state.context, person=person)

    def use_currency(self, code: str) -> None:
        """The shop takes another currency."""
        rules = replace(self.state.context.shop, currency=CURRENCIES[code])
        self.state.replace_context(replace(self.state.context, shop=rules))

    def join(self, phone: str = "", name: str = "") -> MemberFile:
        """A new member; nobody's phone and name make a bearer card."""
        maker = self.maker
        ids = (maker.operation_id(), maker.operation_id(), maker.member_id(), maker.card_id())
        answer = join(self.store, self.state.context, Join(*ids, self.clock.now_ms(), phone, name))
        assert not isinstance(answer, Refusal)
        return answer

    def sell(
        self, amount: int, member: MemberFile | None = None, lines: Sequence[Line] = (), choices: Choices | None = None
    ) -> Operation:
        """A sale of lines, or of a typed amount paid in cash."""
        basket = Basket(tuple(lines) or (Line(amount),))
        return self.record(basket, member, choices or Choices(tenders=(Tender("現金", basket.total, True),))).operation

    def record(self, basket: Basket, member: MemberFile | None, choices: Choices) -> RecordedSale:
        """A sale as the counter records it."""
        ids = (self.maker.operation_id(), self.maker.operation_id())
        member_id = None if member is None else member.member.id
        command = RecordSale(*ids, self.clock.now_ms(), member_id, basket, choices)
        answer = record_sale(self.store, self.state.context, command)
        assert not isinstance(answer, Refusal), answer
        return answer

    def product(self, name: str, price: int, category: str = "") -> Product:
        """A product in the catalogue."""
        product = Product(self.maker.operation_id(), name, price, category=category)
        save_product(self.store, self.state.context, product)
        return product
