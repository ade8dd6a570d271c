"""What holds for every sale in a shop of any kinds with any history; `random_shops` checks the rest at each step."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from functools import cache
from random import Random

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from loyalty.basket import Basket, Choices
from loyalty.checkout import quote
from loyalty.door import play_through
from loyalty.door_case import read_case
from loyalty.earlier_sales import outcome_of
from loyalty.ledger import TALLY, Standing, Unit
from loyalty.outcome import Outcome
from loyalty.programmes import Programme
from tests.loyalty.random_sales import Sales
from tests.loyalty.random_shops import play
from tests.loyalty.random_sold_before import SoldBefore
from tests.loyalty.random_world import MEMBERS, World

# A seed is no simpler for being smaller: nothing to shrink.
any_shop = settings(phases=(Phase.explicit, Phase.generate))
seeds = st.integers(0, 100_000)
members = st.sampled_from((*MEMBERS, None))


@cache
def shop_of(seed: int) -> World:
    """A shop with its history; whoever takes it must not record in it."""
    return play(seed, careful=True)


def sale_in(world: World, member: int | None) -> tuple[Standing, Basket, Choices]:
    """A sale that somebody may want there."""
    basket, choices = Sales(world).wanted(member)
    return world.standing(member), basket, choices


def quoted(world: World, sale: tuple[Standing, Basket, Choices], *without: str) -> Outcome:
    """What it would be, without some of the programmes."""
    programmes = [each for each in world.programmes if each.id not in without]
    return quote(programmes, *sale, world.now_ms, world.shop, world.next_id())


@any_shop
@given(seeds, members, st.randoms(use_true_random=False))
def test_no_order_of_programmes_or_lots_changes_a_result(seed: int, member: int | None, chance: Random) -> None:
    world = shop_of(seed)
    standing, basket, choices = sale_in(world, member)
    programmes: list[Programme] = list(world.programmes)
    lots = list(standing.lots)
    chance.shuffle(programmes)
    chance.shuffle(lots)
    other = replace(standing, lots=tuple(lots))
    shuffled = quote(programmes, other, basket, choices, world.now_ms, world.shop, world.next_id())
    assert shuffled == quoted(world, (standing, basket, choices))


@any_shop
@given(seeds, members)
def test_a_quote_changes_nothing(seed: int, member: int | None) -> None:
    world = shop_of(seed)
    sale = sale_in(world, member)
    before = copy.deepcopy((sale, world.programmes, world.shop))
    first = quoted(world, sale)
    assert (sale, world.programmes, world.shop) == before
    assert quoted(world, sale) == first


@any_shop
@given(seeds)
def test_a_step_sent_twice_is_recorded_once(seed: int) -> None:
    """The same sale again answers what was recorded the first time, and every later step finds the same shop."""
    world = shop_of(seed)
    case = world.case()
    twice = [again for step in case["steps"] for again in ([step, step] if step["step"] == "sale" else [step])]
    once, first = play_through(read_case(json.dumps(case)))
    state, answers = play_through(read_case(json.dumps({**case, "steps": twice})))
    assert state.ledger.operations == once.ledger.operations
    recorded = [each for each in first if each["step"] == "sale" and "operation" in each]
    assert sum("repeated" in each for each in answers) == len(recorded)


@any_shop
@given(seeds, members)
def test_a_recorded_sale_is_told_again_as_it_was(seed: int, member: int | None) -> None:
    world = copy.deepcopy(shop_of(seed))
    sale = Sales(world).sell()
    assume(sale is not None)
    assert sale is not None
    told = outcome_of(sale, world.programmes, world.shop)
    assert (told.to_pay, told.entries) == (sale.bill, sale.entries)


@any_shop
@given(seeds)
def test_a_sale_refunded_in_any_pieces_leaves_every_balance_as_it_was(seed: int) -> None:
    world = copy.deepcopy(shop_of(seed))
    before = world.seen["sale refunded in pieces"]
    SoldBefore(world).refund_in_pieces()
    assert world.seen["sale refunded in pieces"] - before in (0, 1)


@any_shop
@given(seeds, members)
def test_no_reward_is_worth_more_than_the_bill(seed: int, member: int | None) -> None:
    world = shop_of(seed)
    outcome = quoted(world, sale_in(world, member))
    assume(not outcome.refusals)
    assert 0 <= outcome.to_pay <= outcome.subtotal
    assert sum(applied.discount + applied.paid for applied in outcome.applied) == outcome.subtotal - outcome.to_pay
    assert all(0 <= line.discount <= line.gross for line in outcome.lines)
    for applied in outcome.applied:
        assert sum(applied.shares) in (0, applied.discount)
        assert 0 <= applied.discount + applied.paid <= outcome.subtotal
    for offer in outcome.offers:
        assert offer.chosen <= max(offer.most, offer.chosen if offer.automatic else 0)
        assert (offer.most == 0) == (offer.why_not is not None), offer


@any_shop
@given(seeds, members)
def test_no_lot_is_overdrawn_and_no_wallet_pays_what_it_does_not_hold(seed: int, member: int | None) -> None:
    world = shop_of(seed)
    standing, basket, choices = sale_in(world, member)
    outcome = quoted(world, (standing, basket, choices))
    left = {(lot.account, lot.key): lot.left for lot in standing.lots}
    for entry in outcome.entries:
        if entry.holder is None:
            at = (entry.account, entry.lot)
            left[at] = left.get(at, 0) + entry.delta
            assert left[at] >= 0 or not entry.lot.operation_id, (seed, entry)
    for account, amount in outcome.after.items():
        before = outcome.before.get(account, 0)
        assert (
            amount >= min(0, before)
            or account.unit is Unit.REMAINDER
            or TALLY in {lot.key for lot in standing.lots if lot.account == account}
        ), (seed, account, before, amount)


@any_shop
@given(seeds, st.sampled_from(MEMBERS))
def test_free_items_never_earn(seed: int, member: int) -> None:
    """What a reward hands out, on top or among what was bought, has no base and no stamp."""
    world = shop_of(seed)
    outcome = quoted(world, sale_in(world, member))
    paid_units = 0
    for line in outcome.lines:
        assert line.base <= line.net
        if line.reward_id is not None or line.free_units == line.line.quantity:
            assert line.base == 0
        if line.reward_id is None and line.line.product_id is not None:
            paid_units += line.line.quantity - line.free_units
    for programme in world.programmes:
        by_item = programme.kind == "stamp_card" and programme.terms["earn_by"] == "item"
        typed_only = all(line.line.product_id is None for line in outcome.lines if line.reward_id is None)
        by_hand = is_counted_by_hand(world, programme, outcome)
        if by_item and not world.shop.counts_free_item and not typed_only and not by_hand:
            assert outcome.counted_stamps.get(programme.id, 0) <= paid_units, (seed, programme)


def is_counted_by_hand(world: World, programme: Programme, outcome: Outcome) -> bool:
    """Whether the cashier counted the stamps of this card."""
    return any(
        entry.reason == "counted_by_hand" and entry.account.programme_id == programme.id for entry in outcome.entries
    )
