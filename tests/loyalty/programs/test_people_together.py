"""Tiers, membership, subscription, points and stamps in one shop: no order matters, and what is refunded is undone."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Operation
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from tests.loyalty.programs.tiers_shop import SERVICE, SILVER, level, tiers
from tests.loyalty.till import DAY_MS, Till, preset


def programme(kind: str, name: str, **terms: object) -> Programme:
    """One programme of a kind."""
    checked = read_terms(kind, terms, "terms")
    assert not isinstance(checked, Refusal), checked
    return Programme(name, 1, kind, name, checked)


SHOP = (
    tiers(level("friend", "visits", 2), {**SILVER, "threshold": 900, "points": 150}, benefits=[SERVICE]),
    programme("membership", "vip", fee=300, discount=15, points=200),
    programme("subscription", "box", fee=200, items=[{"id": "beans", "title": "豆子", "count": 2}]),
    *preset("both", carry=True),
)
LINES = st.lists(
    st.one_of(
        st.builds(Line, st.integers(1, 900), st.integers(1, 3), st.just("latte"), st.just("拿鐵")),
        st.builds(Line, st.integers(1, 900)),
        st.just(Line(300, plan="vip:time")),
        st.just(Line(200, plan="box:time")),
    ),
    max_size=4,
    unique_by=lambda line: line.plan or id(line),
)
CHOICES = st.sampled_from(
    [
        Choices(),
        Choices(rewards={"box:beans": 1}),
        Choices(rewards={"tiers:service": 1}),
        Choices(rewards={"vip:discount": 0}),
    ]
)
SALES = st.lists(st.tuples(LINES, CHOICES, st.integers(0, 200)), min_size=1, max_size=6)


def played(till: Till, sales: list[tuple[list[Line], Choices, int]]) -> list[Operation]:
    """Sales, each some days after the one before."""
    found = []
    for lines, choices, days in sales:
        till.now_ms += days * DAY_MS
        found.append(till.sell(Basket(tuple(lines)), choices))
    return found


@given(SALES, st.sampled_from(list(permutations(range(len(SHOP))))))
def test_the_order_of_the_programmes_never_matters(
    sales: list[tuple[list[Line], Choices, int]], order: tuple[int, ...]
) -> None:
    one, other = Till(SHOP), Till([SHOP[index] for index in order])
    assert [each.entries for each in played(one, sales)] == [each.entries for each in played(other, sales)]


@given(SALES, st.lists(st.integers(1, 400), max_size=3))
def test_refunding_the_last_sale_in_any_pieces_restores_every_balance(
    sales: list[tuple[list[Line], Choices, int]], pieces: list[int]
) -> None:
    till = Till(SHOP)
    played(till, sales[:-1])
    till.now_ms += sales[-1][2] * DAY_MS
    before = {account: held for account, held in till.standing().balances().items() if held}
    statuses = till.quote(Basket()).statuses_before
    sale = till.sell(Basket(tuple(sales[-1][0])), sales[-1][1])
    for piece in pieces:
        till.refund(sale, piece)
    till.refund(sale)
    assert {account: held for account, held in till.standing().balances().items() if held} == before
    assert till.quote(Basket()).statuses_before == statuses


@given(SALES)
def test_every_entry_is_said_in_both_languages(sales: list[tuple[list[Line], Choices, int]]) -> None:
    till = Till(SHOP)
    for operation in played(till, sales):
        assert all("{" not in each for language in ("zh_tw", "en") for each in till.explained(operation, language))
