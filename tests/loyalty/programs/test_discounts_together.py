"""Discounts, gifts and multipliers of many programmes at once, on baskets nobody thought of."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Operation
from loyalty.programmes import Programme
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, preset

FRIDAY = "2026-03-06"
CATEGORIES = ("飲料/咖啡", "飲料", "點心", "")

rewards = st.one_of(
    st.fixed_dictionaries(
        {
            "reward_kind": st.just("percent_off"),
            "reward_percent": st.integers(1, 100),
            "reward_scope": st.sampled_from(("order", "products", "cheapest")),
            "reward_cap": st.sampled_from((0, 0, 30)),
        }
    ),
    st.fixed_dictionaries(
        {
            "reward_kind": st.just("amount_off"),
            "reward_amount": st.integers(1, 400),
            "reward_scope": st.sampled_from(("order", "products", "cheapest")),
        }
    ),
    st.fixed_dictionaries({"reward_kind": st.just("free_item"), "reward_added": st.booleans()}),
    st.fixed_dictionaries({"reward_kind": st.just("benefit")}),
)
conditions = st.fixed_dictionaries(
    {
        "categories": st.sampled_from(([], ["飲料"], ["點心"])),
        "minimum_amount": st.sampled_from((0, 0, 50, 150)),
        "minimum_quantity": st.sampled_from((0, 0, 2)),
        "minimum_on": st.sampled_from(("all", "matching")),
    }
)


@st.composite
def programmes(draw: st.DrawFn) -> tuple[Programme, ...]:
    """Points, a stamp card, and from two to six others of every kind that takes something off."""
    found = list(preset("both"))
    for number in range(draw(st.integers(2, 6))):
        terms = {"reward_title": f"R{number}", **draw(rewards), **draw(conditions)}
        kind = draw(st.sampled_from(("offer", "coupon", "regulars_day", "multiplier")))
        if kind == "offer":
            repeats = draw(st.booleans()) and bool(terms["minimum_amount"] or terms["minimum_quantity"])
            terms |= {"repeats": repeats, "alone": draw(st.integers(0, 4)) == 0, "uses_each": draw(st.integers(0, 2))}
        elif kind == "coupon":
            terms |= {"code": f"CODE{number}", "alone": draw(st.integers(0, 4)) == 0}
        elif kind == "regulars_day":
            effects = draw(st.sampled_from((["reward"], ["reward", "bonus"], ["multiplier", "bonus"])))
            terms |= {"effects": effects, "bonus_programme": "points", "automatic": True, "weekdays": ["fri"]}
        else:
            terms = {"percent": draw(st.sampled_from((0, 50, 200))), "categories": terms["categories"]}
        found.append(programme(kind, f"p{number}", **terms))
    return tuple(found)


lines = st.builds(
    lambda price, quantity, number, category: Line(price, quantity, f"id{number}", f"N{number}", category),
    st.integers(1, 200),
    st.integers(1, 4),
    st.integers(0, 3),
    st.sampled_from(CATEGORIES),
)
baskets = st.builds(lambda found: Basket(tuple(found)), st.lists(lines, min_size=1, max_size=5))
TYPED = Choices(codes=tuple(f"CODE{number}" for number in range(6)))


def till_with(found: tuple[Programme, ...]) -> Till:
    till = Till(found)
    till.at(FRIDAY)
    return till


@settings(max_examples=150, deadline=None)
@given(programmes(), baskets)
def test_the_listing_order_never_changes_what_a_sale_is(found: tuple[Programme, ...], basket: Basket) -> None:
    assert till_with(found).quote(basket, TYPED) == till_with(found[::-1]).quote(basket, TYPED)


@settings(max_examples=150, deadline=None)
@given(programmes(), baskets)
def test_discounts_add_up_and_never_exceed_what_they_act_on(found: tuple[Programme, ...], basket: Basket) -> None:
    outcome = till_with(found).quote(basket, TYPED)
    assert all(0 <= line.discount <= line.gross for line in outcome.lines)
    assert outcome.discount == sum(line.discount for line in outcome.lines) == outcome.subtotal - outcome.to_pay
    assert outcome.discount == sum(applied.discount for applied in outcome.applied)
    assert all(0 <= line.free_units <= line.line.quantity for line in outcome.lines)
    for offer in outcome.offers:
        assert (offer.most == 0) == (offer.why_not is not None)
        assert offer.chosen <= offer.most
        assert offer.lost >= 0


@settings(max_examples=100, deadline=None)
@given(programmes(), baskets)
def test_one_programme_more_never_makes_a_basket_dearer(found: tuple[Programme, ...], basket: Basket) -> None:
    """Where none wants to be alone, and none asks for a minimum that another's discount may spoil."""
    plain = [each for each in found if not each.terms.get("alone") and not each.terms.get("minimum_amount")]
    plain = [each for each in plain if not each.terms.get("minimum_quantity")]
    plain = [each for each in plain if each.terms.get("reward_scope", "order") == "order"]
    paid = [till_with(tuple(plain[:count])).quote(basket, TYPED).to_pay for count in range(2, len(plain) + 1)]
    assert all(fewer >= more for fewer, more in pairwise(paid))


@settings(max_examples=150, deadline=None)
@given(programmes(), baskets, st.lists(st.integers(1, 300), max_size=4))
def test_refunds_in_any_pieces_restore_every_balance(
    found: tuple[Programme, ...], basket: Basket, pieces: list[int]
) -> None:
    till = till_with(found)
    till.sell(basket, TYPED)
    before = till.standing()
    sale = till.sell(basket, TYPED)
    left = sale.bill
    for piece in pieces:
        if piece < left:
            assert isinstance(till.refund(sale, piece), Operation)
            left -= piece
    assert isinstance(till.refund(sale), Operation)
    after = till.standing()
    held = {account: amount for account, amount in after.balances().items() if amount}
    assert held == {account: amount for account, amount in before.balances().items() if amount}
    assert after.spent == before.spent
