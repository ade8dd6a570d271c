"""Whatever is done at the till in whatever order, across days and restarts, the derived figures are the ledger's."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from db import history, ledger
from db import programmes as kept_programmes
from db import settings as kept_settings
from db.check import check
from db.store import open_store, sqlite_url
from desktop.makers import Maker
from desktop.operations import edits, expiry, members, reversals, sales
from desktop.operations.context import ShopContext
from desktop.operations.day_figures import TOLD
from desktop.operations.day_report import day_report
from desktop.operations.programmes import reload
from desktop.operations.sales import RecordedSale
from loyalty import checkout
from loyalty.basket import Basket, Choices, Line
from loyalty.gallery import gallery_in
from loyalty.ledger import SHOP, Operation, Standing
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.outcome import Outcome
from loyalty.refusals import Refusal
from loyalty.replay import standing_of
from loyalty.shop import ShopRules
from loyalty.words import Words
from tests.desktop.operations.small_shop import DAY_MS, MINUTE_MS, MORNING_MS, HandClock

OPENED = date(2026, 11, 1)
baskets = st.lists(
    st.builds(
        Line,
        unit_price=st.sampled_from((35, 60, 120, 450, 3_000)),
        quantity=st.integers(1, 4),
        product_id=st.sampled_from(("latte", "cake")),
        category=st.sampled_from(("飲料/咖啡", "甜點")),
    ),
    max_size=3,
).map(lambda lines: Basket(tuple(lines)))


class AnyHistory(RuleBasedStateMachine):
    """Three members, every ready programme, one real file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="regulars-any-"))
        self.clock = HandClock(MORNING_MS)
        self.make = Maker(self.clock, Random(3).randbytes)
        self.store = open_store(sqlite_url(self.folder / "shop.db"))
        self.context = ShopContext(ShopRules(), (), bytes(32), prints=False)
        self.members: list[int] = []
        self.sales: list[Operation] = []

    @initialize()
    def open_shop(self) -> None:
        with self.store.write() as connection:
            kept_settings.set_card_secret(connection, bytes(32))
            for programme in gallery_in(Words("zh_tw"), OPENED):
                kept_programmes.publish(connection, programme, OPENED)
        self._open_day()
        for number in range(3):
            make, birthday = self.make, Birthday(BirthdayCalendar.SOLAR, 11, 21 + number)
            ids = make.operation_id(), make.operation_id(), make.member_id(), make.card_id()
            command = members.Join(*ids, self.clock.now_ms(), birthday=birthday)
            answer = members.join(self.store, self.context, command)
            assert not isinstance(answer, Refusal)
            self.members.append(answer.member.id)

    def _open_day(self) -> None:
        day = self.context.shop.calendar.business_day(self.clock.ms)
        self.context = replace(self.context, programmes=reload(self.store, self.context, day).programmes, day=day)

    def _quote(self, member: int | None, basket: Basket, choices: Choices) -> Outcome:
        with self.store.read() as connection:
            standing = ledger.standing(connection, member, choices.codes)
        known = (self.context.programmes, standing, basket, choices, self.clock.now_ms(), self.context.shop)
        return checkout.quote(*known)

    def _sell(self, member: int | None, basket: Basket, choices: Choices) -> None:
        ids = self.make.operation_id(), self.make.operation_id()
        command = sales.RecordSale(*ids, self.clock.now_ms(), member, basket, choices)
        answer = sales.record_sale(self.store, self.context, command)
        if isinstance(answer, RecordedSale):
            self.sales.append(answer.operation)
            again = sales.record_sale(self.store, self.context, command)
            assert isinstance(again, RecordedSale)
            assert (again.repeated, again.operation) == (True, answer.operation)

    def _who(self, which: int) -> int | None:
        return None if which == len(self.members) else self.members[which]

    @rule(which=st.integers(0, 3), basket=baskets)
    def sell(self, which: int, basket: Basket) -> None:
        self._sell(self._who(which), basket, Choices())

    @rule(which=st.integers(0, 2), basket=baskets, picked=st.integers(0, 40), times=st.integers(1, 3))
    def redeem(self, which: int, basket: Basket, picked: int, times: int) -> None:
        member = self.members[which]
        usable = [each for each in self._quote(member, basket, Choices()).offers if each.most]
        if usable:
            offer = usable[picked % len(usable)]
            listed = [reason for each in self.context.programmes for reason in _reasons(each.terms)]
            choices = Choices(rewards={offer.id: min(times, offer.most)}, notes={offer.id: listed[0]})
            self._sell(member, basket, choices)

    @rule(which=st.integers(0, 2), picked=st.integers(0, 20))
    def buy(self, which: int, picked: int) -> None:
        plans = self._quote(self.members[which], Basket(), Choices()).plans
        plan = plans[picked % len(plans)]
        line = Line(100 if plan.is_open else plan.price, plan=plan.id)
        self._sell(self.members[which], Basket((line,)), Choices())

    def _take_back(self, picked: int, amount: int | None) -> reversals.TakeBack:
        ids = self.make.operation_id(), self.make.operation_id()
        return reversals.TakeBack(*ids, self.clock.now_ms(), self.sales[-1 - picked % len(self.sales)].id, amount)

    @precondition(lambda self: self.sales)
    @rule(picked=st.integers(0, 9), amount=st.none() | st.integers(1, 500))
    def refund(self, picked: int, amount: int | None) -> None:
        reversals.refund(self.store, self.context, self._take_back(picked, amount))

    @precondition(lambda self: self.sales)
    @rule(picked=st.integers(0, 2))
    def cancel(self, picked: int) -> None:
        reversals.cancel(self.store, self.context, self._take_back(picked, None))

    @rule()
    def undo(self) -> None:
        reversals.undo(self.store, self.context, reversals.Undo(self.make.operation_id(), self.clock.now_ms()))

    @precondition(lambda self: self.sales)
    @rule(picked=st.integers(0, 9), basket=baskets)
    def edit(self, picked: int, basket: Basket) -> None:
        ids = self.make.operation_id(), self.make.operation_id(), self.make.operation_id()
        original = self.sales[-1 - picked % len(self.sales)]
        # The reversal's id comes before the sale's.
        command = edits.EditSale(ids[1], ids[0], ids[2], self.clock.now_ms(), original.id, basket, Choices())
        answer = edits.edit(self.store, self.context, command)
        if isinstance(answer, RecordedSale):
            self.sales.append(answer.operation)

    @rule(days=st.sampled_from((0, 1, 3, 30, 100, 400)))
    def let_time_pass(self, days: int) -> None:
        self.clock.ms += days * DAY_MS + 7 * MINUTE_MS
        self._open_day()
        if expiry.is_due(self.store, self.context, self.clock.ms):
            done = expiry.expire_day(self.store, self.context, self.clock.ms, lambda *_: None, lambda: False)
            assert done.finished
            again = expiry.expire_day(self.store, self.context, self.clock.ms, lambda *_: None, lambda: False)
            assert again.holders == 0

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = open_store(sqlite_url(self.folder / "shop.db"))
        self._open_day()

    def teardown(self) -> None:
        try:
            with self.store.read() as connection:
                assert check(connection).differences == ()
                for member in self.members:
                    own = history.of_member(connection, member, 10_000)
                    derived = standing_of(member, reversed(own))
                    assert told(ledger.standing(connection, member)) == told(derived)
            self._days_add_up()
        finally:
            self.store.close()
            shutil.rmtree(self.folder)

    def _days_add_up(self) -> None:
        """The reports of all days together owe what all holders have, and each day's money is in its tenders."""
        first, last = OPENED, self.context.shop.calendar.business_day(self.clock.ms)
        owed: dict[tuple[str, str], int] = {}
        for number in range((last - first).days + 1):
            report = day_report(self.store, self.context, first + timedelta(days=number))
            money = report.money
            assert sum(amount for _, amount in money.tenders) == money.sales_money - money.money_back
            for each in report.movements:
                assert each.given - each.taken == each.owed
                place = (each.title, each.unit.value)
                owed[place] = owed.get(place, 0) + each.owed
        assert {place: amount for place, amount in owed.items() if amount} == self._held()

    def _held(self) -> dict[tuple[str, str], int]:
        """What all members and the shop hold of each unit that a report tells."""
        names = {programme.id: programme.name for programme in self.context.programmes}
        with self.store.read() as connection:
            rows = connection.exec_driver_sql("SELECT programme_id, unit, member_id, balance FROM balances").fetchall()
        held: dict[tuple[str, str], int] = {}
        for programme_id, unit, member_id, balance in rows:
            told_unit = unit.partition("/")[0]
            if told_unit in TOLD and (told_unit != "donation" or member_id == SHOP):
                place = (names[programme_id], told_unit)
                held[place] = held.get(place, 0) + balance
        return {place: amount for place, amount in held.items() if amount}


def _reasons(terms: Any) -> list[str]:
    return list(terms.get("reasons", ()))


def told(standing: Standing) -> object:
    """A standing as the ledger alone knows it; nobody in this shop moves the balances of another member."""
    return dict(standing.balances()), standing.visits, standing.spent, standing.last_visit_ms


@pytest.mark.sweep
def test_any_history_leaves_the_derived_figures_as_the_ledger_has_them(whole_sweeps: bool) -> None:
    many = settings(
        max_examples=300 if whole_sweeps else 20,
        stateful_step_count=40 if whole_sweeps else 25,
        deadline=None,
        derandomize=not whole_sweeps,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(AnyHistory, settings=many)
