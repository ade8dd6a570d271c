"""A sale edited after its points were spent and ended: nothing of later sales pays for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.editing import Edited, edit
from loyalty.ledger import Account, Lot, Operation, OperationKind, Standing, Unit
from loyalty.living import living
from loyalty.replay import standing_of
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import MEI, Till, amount, cups

POINTS = Account("pts", Unit.POINT)
TERMS = {"expires": "days", "expires_after": 30, "rewards": [{"id": "c", "title": "coffee", "price": 10}]}


def held(till: Till) -> list[Lot]:
    """The points that can be used today."""
    day = till.shop.calendar.business_day(till.now_ms)
    alive = living(till.programmes, till.standing(), day, till.shop.calendar)
    return [lot for lot in alive.lots if lot.account == POINTS]


def edited(till: Till, sale: Operation, basket: Basket, then: Standing | None = None) -> None:
    """Record the sale with another basket; nobody was there before it unless `then` says so."""
    then = then or replace(standing_of(MEI, []), others=till.standing().others)
    known = sale, till.acting_on(sale), till.standing(), then, basket, Choices(), till.shop
    answer = edit(till.programmes, *known, till._next_id(), f"{len(till.operations) + 2:032x}")
    assert isinstance(answer, Edited)
    now_ms, till.now_ms = till.now_ms, sale.at_ms
    taken, posted = answer.reversal, answer.outcome
    till._record(OperationKind.EDIT, MEI, sale.id, taken.bill, taken.counts_visit, taken.entries, {})
    till.now_ms = sale.at_ms
    till._record(OperationKind.SALE, MEI, till.operations[-1].id, posted.to_pay, 1, posted.entries, {})
    till.now_ms = now_ms


@pytest.fixture
def till() -> Till:
    """Ten points of January that were spent in time, and ten of February."""
    till = Till([programme("points", "pts", **TERMS)])
    till.at("2026-01-01")
    till.sell(amount(1_000))
    till.at("2026-01-10")
    till.sell(Basket(), Choices(rewards={"pts:c": 1}))
    till.at("2026-02-10")
    till.sell(amount(1_000))
    return till


@pytest.mark.parametrize(("money", "left"), [(1_000, 10), (1_200, 10), (500, 5), (100, 1)])
def test_points_that_were_spent_in_time_stay_spent(till: Till, money: int, left: int) -> None:
    edited(till, till.operations[0], Basket((Line(money),)))
    assert sum(lot.left for lot in held(till)) == left
    assert [lot.left > 0 for lot in till.standing().lots if lot.account == POINTS and lot in held(till)] == [True]


def test_points_of_a_later_sale_keep_their_day(till: Till) -> None:
    till.at("2026-02-12")
    edited(till, till.operations[2], Basket((Line(1_000),)))
    standing: Standing = till.standing()
    assert standing.balance(POINTS) == 10


def test_points_that_are_spent_and_not_ended_yet_take_nothing_of_those_that_end_later() -> None:
    till = Till([programme("points", "pts", **TERMS)])
    till.at("2026-01-01")
    first = till.sell(amount(1_000))
    till.sell(Basket(), Choices(rewards={"pts:c": 1}))
    till.at("2026-01-20")
    till.sell(amount(1_000))
    edited(till, first, Basket((Line(1_000),)))
    assert [str(lot.expires_on) for lot in held(till)] == ["2026-02-19"]


def test_a_card_begun_under_old_terms_is_finished_under_them_by_an_edit_too() -> None:
    old = replace(programme("stamp_card", "card", stamps_needed=3, reward_title="old"), from_day=date(2026, 1, 1))
    new = programme("stamp_card", "card", version=2, stamps_needed=2, reward_title="new")
    new = replace(new, from_day=date(2026, 2, 1), earlier=(old,))
    till = Till([old])
    till.at("2026-01-10")
    till.sell(cups(2))
    till.programmes = [new]
    till.at("2026-02-10")
    then, sale = till.standing(), till.sell(cups(1))
    card = [Account("card", Unit.REWARD), Account("card", Unit.REWARD, "v2"), Account("card", Unit.STAMP)]
    assert [till.has(each) for each in card] == [1, 0, 0]
    edited(till, replace(sale, programme_versions={"card": 2}), cups(1), then)
    assert [till.has(each) for each in card] == [1, 0, 0]


def test_points_that_ended_because_nobody_came_do_not_come_back_by_an_edit() -> None:
    till = Till([programme("points", "pts", expires="idle", expires_after=30)])
    till.at("2026-01-01")
    first = till.sell(amount(1_000))
    till.at("2026-03-10")
    till.sell(amount(100))
    edited(till, first, Basket((Line(1_200),)))
    assert sum(lot.left for lot in held(till)) == 1
