"""A small shop for the use cases: an open store on a real file, its context, a clock that a test moves, seeded ids."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from db import ledger
from db.check import check
from db.store import Store, open_store, sqlite_url
from desktop.makers import Maker
from desktop.operations import members, sales
from desktop.operations.context import ShopContext
from desktop.operations.members import Join, MemberFile
from desktop.operations.sales import RecordedSale, RecordSale
from desktop.operations.settings import load_context
from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Account, Standing, Unit
from loyalty.members import Birthday
from loyalty.programmes import Programme
from loyalty.refusals import Refusal

STAMPS = Account("stamp-card", Unit.STAMP)
CARD_REWARD = Account("stamp-card", Unit.REWARD)
POINTS = Account("points", Unit.POINT)
# Sunday, 22 November 2026, 10:42 in Taipei.
MORNING_MS = int(datetime(2026, 11, 22, 2, 42, tzinfo=UTC).timestamp() * 1000)
MINUTE_MS = 60_000
NO_CHOICES = Choices()
DAY_MS = 24 * 60 * MINUTE_MS


class HandClock:
    """A clock that goes one second at each reading, and as far as a test moves it."""

    def __init__(self, now_ms: int = MORNING_MS) -> None:
        self.ms = now_ms

    def now_ms(self) -> int:
        """The time it was set to, and one second more at each reading."""
        self.ms += 1_000
        return self.ms


@dataclass
class SmallShop:
    """One open shop and short ways to use it."""

    store: Store
    context: ShopContext
    clock: HandClock
    maker: Maker

    def join(self, phone: str = "0912345678", name: str = "") -> MemberFile | Refusal:
        """A new member."""
        return members.join(self.store, self.context, self.join_command(phone, name))

    def join_command(
        self, phone: str, name: str = "", birthday: Birthday | None = None, referrer_id: int | None = None
    ) -> Join:
        """The wish to join, with fresh ids."""
        make = self.maker
        ids = make.operation_id(), make.operation_id(), make.member_id(), make.card_id()
        return Join(*ids, self.clock.now_ms(), phone, name, birthday, referrer_id, make.operation_id())

    def member(self, phone: str = "0912345678", name: str = "") -> int:
        """The id of a new member."""
        file = self.join(phone, name)
        assert isinstance(file, MemberFile)
        return file.member.id

    def sale_command(
        self,
        member_id: int | None,
        amount: int | None = None,
        stamps: int | None = None,
        rewards: dict[str, int] | None = None,
    ) -> RecordSale:
        """The wish to sell: an amount, a number of stamps counted by hand, rewards by offer id."""
        lines = () if amount is None else (Line(amount),)
        counted = {} if stamps is None else {"stamp-card": stamps}
        return RecordSale(
            self.maker.operation_id(),
            self.maker.operation_id(),
            self.clock.now_ms(),
            member_id,
            Basket(lines),
            Choices(rewards or {}, counted),
        )

    def sell(
        self,
        member_id: int | None,
        amount: int | None = None,
        stamps: int | None = None,
        rewards: dict[str, int] | None = None,
    ) -> RecordedSale:
        """A recorded sale."""
        answer = sales.record_sale(self.store, self.context, self.sale_command(member_id, amount, stamps, rewards))
        assert isinstance(answer, RecordedSale), answer
        return answer

    def run(self, *more: Programme) -> None:
        """Run these programmes besides the presets."""
        self.context = replace(self.context, programmes=(*self.context.programmes, *more))

    def ring_up(
        self, member_id: int | None, lines: tuple[Line, ...], choices: Choices = NO_CHOICES
    ) -> RecordedSale | Refusal:
        """Try to record a sale of these lines."""
        ids = self.maker.operation_id(), self.maker.operation_id()
        command = RecordSale(*ids, self.clock.now_ms(), member_id, Basket(lines), choices)
        return sales.record_sale(self.store, self.context, command)

    def sold(self, member_id: int | None, lines: tuple[Line, ...], choices: Choices = NO_CHOICES) -> RecordedSale:
        """A recorded sale of these lines."""
        answer = self.ring_up(member_id, lines, choices)
        assert isinstance(answer, RecordedSale), answer
        return answer

    def standing(self, member_id: int | None, *codes: str) -> Standing:
        """What the rules know, of a member or of nobody."""
        with self.store.read() as connection:
            return ledger.standing(connection, member_id, codes)

    def balance(self, member_id: int, account: Account) -> int:
        """A member's balance as the counter sees it."""
        file = members.look_up(self.store, self.context, member_id, self.clock.now_ms())
        assert isinstance(file, MemberFile)
        return file.standing.balance(account)

    def assert_clean(self) -> None:
        """Everything derived agrees with the ledger."""
        with self.store.read() as connection:
            report = check(connection)
        assert report.differences == ()


@contextmanager
def open_small_shop(folder: Path) -> Iterator[SmallShop]:
    """A new shop with both presets in `folder`."""
    clock = HandClock()
    maker = Maker(clock, Random(5).randbytes)
    store = open_store(sqlite_url(folder / "shop.db"))
    context = load_context(store, "A", True, maker.secret, datetime.fromtimestamp(MORNING_MS / 1000, UTC).date())
    try:
        yield SmallShop(store, context, clock, maker)
    finally:
        store.close()
