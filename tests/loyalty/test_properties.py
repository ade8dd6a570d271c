"""What holds for every sale, whatever is typed: hypothesis looks for the case that breaks it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from loyalty.basket import Basket, Choices, Line
from loyalty.earlier_sales import outcome_of
from loyalty.ledger import DEBT, Account, Entry, EntryReason, LotKey, Operation, OperationKind
from loyalty.outcome import Outcome
from loyalty.programmes import Programme
from loyalty.refusals import Refusal
from loyalty.replay import standing_of
from tests.loyalty.till import COFFEE, GIFT, MEI, STAMPS, Till, preset

MONEY = "points:money"
TEN_OFF = {
    "id": "ten",
    "title": "折十元",
    "price": 3,
    "kind": "amount_off",
    "value": 10,
    "category": "",
    "cost": 10,
}
FREE_COFFEE = {
    "id": "coffee",
    "title": "咖啡",
    "price": 4,
    "kind": "free_item",
    "value": 0,
    "category": "飲料",
    "cost": 20,
}


@st.composite
def programmes(draw: st.DrawFn) -> tuple[Programme, ...]:
    return preset(
        "both",
        stamps_needed=draw(st.integers(1, 6)),
        earn_by=draw(st.sampled_from(("item", "visit", "amount"))),
        amount_step=draw(st.integers(1, 90)),
        category=draw(st.sampled_from(("", "飲料"))),
        points_per_step=draw(st.integers(1, 3)),
        carry=draw(st.booleans()),
        rewards=[FREE_COFFEE, TEN_OFF],
        money_off=draw(st.integers(0, 5)),
        money_off_points=draw(st.integers(1, 3)),
    )


catalogue_lines = st.builds(
    Line,
    unit_price=st.integers(0, 300),
    quantity=st.integers(1, 9),
    product_id=st.just("p"),
    category=st.sampled_from(("飲料/咖啡", "飲料", "點心")),
)
baskets = st.lists(st.one_of(catalogue_lines, st.builds(Line, unit_price=st.integers(1, 900))), max_size=4).map(
    lambda lines: Basket(tuple(lines))
)
choices = st.builds(
    Choices,
    rewards=st.dictionaries(st.sampled_from((GIFT, COFFEE, "points:ten", MONEY, "gone")), st.integers(0, 9)),
    stamps=st.dictionaries(st.just("stamp-card"), st.integers(0, 20)),
)


@dataclass(frozen=True)
class Step:
    """A sale, then perhaps a refund of some earlier sale in parts of ten."""

    basket: Basket
    choices: Choices
    refund_of: int
    tenths: int


steps = st.lists(st.builds(Step, baskets, choices, st.integers(0, 30), st.integers(0, 10)), max_size=7)


def play(till: Till, days: list[Step]) -> list[Operation]:
    """Sell everything, refunding here and there; the sales that were made."""
    sales: list[Operation] = []
    for step in days:
        sales.append(till.sell(step.basket, step.choices))
        if step.tenths:
            sale = sales[step.refund_of % len(sales)]
            till.refund(sale, max(1, sale.bill * step.tenths // 10))
    return sales


def checked(till: Till) -> None:
    """A lot is never overdrawn, a debt never exceeds 0, and an account never holds both."""
    lots = till.standing().lots
    assert all(lot.left > 0 for lot in lots if lot.key != DEBT)
    assert all(lot.left < 0 for lot in lots if lot.key == DEBT)
    in_debt = {lot.account for lot in lots if lot.key == DEBT}
    assert not any(lot.key != DEBT and lot.account in in_debt for lot in lots)


@given(programmes(), steps)
def test_a_lot_is_never_overdrawn(terms: tuple[Programme, ...], days: list[Step]) -> None:
    till = Till(terms)
    play(till, days)
    checked(till)
    running: dict[tuple[Account, LotKey], int] = {}
    for operation in till.operations:
        for entry in operation.entries:
            at = (entry.account, entry.lot)
            running[at] = running.get(at, 0) + entry.delta
            assert running[at] >= 0 or entry.lot == DEBT


@given(programmes(), steps, baskets, choices)
def test_the_listing_order_of_programmes_never_changes_a_result(
    terms: tuple[Programme, ...], days: list[Step], basket: Basket, chosen: Choices
) -> None:
    till, other = Till(terms), Till(terms[::-1])
    play(till, days)
    play(other, days)
    assert till.operations == other.operations
    assert till.quote(basket, chosen) == other.quote(basket, chosen)


@given(programmes(), steps, baskets, choices)
def test_a_quote_changes_nothing(
    terms: tuple[Programme, ...], days: list[Step], basket: Basket, chosen: Choices
) -> None:
    till = Till(terms)
    play(till, days)
    before = (till.standing(), basket.lines, dict(chosen.rewards), dict(chosen.stamps))
    first = till.quote(basket, chosen)
    assert (till.standing(), basket.lines, dict(chosen.rewards), dict(chosen.stamps)) == before
    assert till.quote(basket, chosen) == first


def moved(outcome: Outcome) -> dict[Account, int]:
    totals = dict(outcome.before)
    for entry in outcome.entries:
        totals[entry.account] = totals.get(entry.account, 0) + entry.delta
    return totals


@given(programmes(), steps, baskets, choices)
def test_the_entries_sum_to_what_changed(
    terms: tuple[Programme, ...], days: list[Step], basket: Basket, chosen: Choices
) -> None:
    till = Till(terms)
    play(till, days)
    outcome = till.quote(basket, chosen)
    assert moved(outcome) == dict(outcome.after)
    assert [entry.position for entry in outcome.entries] == list(range(len(outcome.entries)))
    assert all(entry.delta for entry in outcome.entries)


@given(programmes(), steps, baskets, choices)
def test_no_reward_is_worth_more_than_the_bill(
    terms: tuple[Programme, ...], days: list[Step], basket: Basket, chosen: Choices
) -> None:
    till = Till(terms)
    play(till, days)
    outcome = till.quote(basket, chosen)
    assert 0 <= outcome.to_pay <= outcome.subtotal
    assert outcome.total == sum(line.net for line in outcome.lines)
    assert sum(applied.discount for applied in outcome.applied) == outcome.discount <= outcome.subtotal
    assert all(0 <= line.discount <= line.gross for line in outcome.lines)
    assert all(0 <= line.free_units <= line.line.quantity for line in outcome.lines)
    for offer in outcome.offers:
        assert offer.chosen <= offer.most
        assert (offer.most == 0) == (offer.why_not is not None)


@given(programmes(), steps, baskets, choices)
def test_a_recorded_sale_is_rebuilt_as_it_was_answered(
    terms: tuple[Programme, ...], days: list[Step], basket: Basket, chosen: Choices
) -> None:
    till = Till(terms)
    play(till, days)
    first = till.quote(basket, chosen)
    sale = till.sell(basket, chosen)
    sale = replace(sale, detail=json.loads(json.dumps(sale.detail)))
    assert outcome_of(sale, terms, till.shop) == replace(first, dropped={})


@given(programmes(), steps, baskets, st.integers(1, 3))
def test_free_items_never_earn_a_stamp(
    terms: tuple[Programme, ...], days: list[Step], basket: Basket, times: int
) -> None:
    till = Till(preset("both", earn_by="item", rewards=[FREE_COFFEE, TEN_OFF]))
    play(till, days)
    outcome = till.quote(basket, Choices(rewards={GIFT: times, COFFEE: times}))
    if any(line.product_id is not None for line in basket.lines):
        paid = sum(
            line.line.quantity - line.free_units
            for line in outcome.lines
            if line.line.product_id is not None and line.reward_id is None
        )
        assert outcome.earned.get(STAMPS, 0) == paid


def settled(entry: Entry) -> bool:
    """Whether it turned what another sale had made of a balance back into it."""
    return entry.reason is EntryReason.SETTLED


@given(programmes(), steps, baskets, choices, steps, st.lists(st.integers(1, 2_000), max_size=6))
def test_refunding_everything_in_any_pieces_restores_every_balance(
    terms: tuple[Programme, ...],
    days: list[Step],
    basket: Basket,
    chosen: Choices,
    after: list[Step],
    pieces: list[int],
) -> None:
    """Whatever was sold before or between: the sale's own movements and those of its refunds sum to nothing.

    What is settled besides is turned into what it was made of, and was not the sale's own.
    """
    till = Till(terms)
    play(till, days)
    sale = till.sell(basket, chosen)
    play(till, [Step(step.basket, step.choices, 0, 0) for step in after])
    for piece in pieces:
        till.refund(sale, piece)
    last = till.refund(sale)
    assert not isinstance(last, Refusal) or last.reason == "already_reversed"
    own = [each for each in till.operations if sale.id in (each.id, each.reverses)]
    assert sum(each.bill for each in own) == 0
    mirrored = [replace(each, entries=tuple(entry for entry in each.entries if not settled(entry))) for each in own]
    assert all(total == 0 for total in standing_of(MEI, mirrored).balances().values())
    checked(till)


@given(programmes(), steps, baskets, choices, st.integers(0, 5_000))
def test_a_refund_never_fills_a_card(
    terms: tuple[Programme, ...], days: list[Step], basket: Basket, chosen: Choices, money: int
) -> None:
    till = Till(terms)
    play(till, days)
    sale = till.sell(basket, chosen)
    till.refund(sale, money)
    back = [each for each in till.operations if each.kind is OperationKind.REFUND]
    reasons = {entry.reason for each in back for entry in each.entries}
    assert reasons <= {
        EntryReason.TAKEN_BACK,
        EntryReason.GIVEN_BACK,
        EntryReason.FILLS_DEBT,
        EntryReason.SETTLED,
    }


@given(programmes(), steps, baskets, choices)
def test_an_undone_sale_leaves_the_lots_as_they_were(
    terms: tuple[Programme, ...], days: list[Step], basket: Basket, chosen: Choices
) -> None:
    till = Till(terms)
    play(till, days)
    before = {(lot.account, lot.key): lot.left for lot in till.standing().lots}
    till.undo(till.sell(basket, chosen))
    after = till.standing()
    assert till.standing().visits == len([each for each in till.operations if each.kind is OperationKind.SALE]) - 1
    assert {(lot.account, lot.key): lot.left for lot in after.lots} == before
