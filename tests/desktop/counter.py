"""The whole app on a real database with its real window, worked by keys, scans and clicks as at a shop's counter."""

from __future__ import annotations

from db import members, print_jobs
from db import parked as parked_sales
from db.print_jobs import JobState, PrintJob
from desktop.operations import sales_list
from desktop.operations.members import Join, MemberFile, join, look_up
from desktop.operations.products import save as save_product
from desktop.operations.sales import RecordSale, record_sale
from desktop.operations.sales_list import PastSale
from loyalty.basket import Basket, Choices, Line, Product, Tender
from loyalty.cards import card_code
from loyalty.errors import KnownError
from loyalty.ledger import Account, Unit
from loyalty.presets import POINTS_ID, STAMP_CARD_ID
from loyalty.refusals import Refusal
from tests.desktop.window import NOON_MS, Hand, set_up

__all__ = ["NOON_MS", "POINTS", "STAMPS", "Till", "set_up"]

_FILLER = "filler"
STAMPS, POINTS = Account(STAMP_CARD_ID, Unit.STAMP), Account(POINTS_ID, Unit.POINT)


class Till(Hand):
    """What the counter shows and what the disk knows."""

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
            return [job for job in reversed(print_jobs.recent(connection, 1_000)) if job.slip != _FILLER]

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
        for size in (1_000, 100, 0):
            self._fill_slips(size)

    def _fill_slips(self, size: int) -> None:
        """No slip fits any more, however small: a sale that did not fit leaves room for a member and a card."""
        services = self.desks.services
        while True:
            job_id, now_ms = self.app.maker.operation_id(), self.clock.now_ms()
            job = PrintJob(job_id, None, _FILLER, bytes(size), JobState.SENT, now_ms)
            try:
                with services.store.write() as connection:
                    print_jobs.add(connection, job)
            except KnownError:
                break

    def empty_disk(self) -> None:
        """There is room again."""
        with self.desks.services.store.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
