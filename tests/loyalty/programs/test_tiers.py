"""Tiers: reached to the dollar, held, renewed, fallen from, given back with a refund."""

from __future__ import annotations

import pytest

from loyalty.checkout import situate
from loyalty.ledger import Account, Operation, Unit
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from tests.loyalty.till import Till, amount

BRONZE = {"id": "bronze", "title": "銅級", "color": "bronze", "basis": "single", "threshold": 3_000}
SILVER = {
    "id": "silver",
    "title": "銀級",
    "color": "silver",
    "basis": "cumulative",
    "threshold": 10_000,
    "discount": 10,
}
GOLD = {"id": "gold", "title": "金級", "color": "gold", "basis": "cumulative", "threshold": 30_000, "discount": 20}
SPEND = Account("tiers", Unit.SPEND)


def tiers(*levels: dict[str, object], **terms: object) -> Programme:
    """The articles' bronze, silver and gold, or other levels."""
    checked = read_terms("tiers", {"levels": levels or (BRONZE, SILVER, GOLD), **terms}, "terms")
    assert not isinstance(checked, Refusal), checked
    return Programme("tiers", 1, "tiers", "會員等級", checked)


def held(till: Till) -> frozenset[str]:
    """The levels of the member at the till, as conditions see them."""
    return situate(till.programmes, till.standing(), till.now_ms, till.shop).statuses


def spent(till: Till, *amounts: int) -> Operation:
    """Some sales, of which the last is answered."""
    return [till.sell(amount(each)) for each in amounts][-1]


@pytest.mark.parametrize(
    ("amounts", "levels"),
    [
        ((2_999,), set()),
        ((3_000,), {"bronze"}),
        ((1_500, 1_500), set()),
        ((2_000, 2_000, 2_000, 2_000, 1_999), set()),
        ((2_000, 2_000, 2_000, 2_000, 2_000), {"bronze", "silver"}),
        ((10_000, 22_221), {"bronze", "silver"}),  # the discount of silver: 19,999 paid
        ((10_000, 22_222), {"bronze", "silver", "gold"}),  # 20,000 paid
        ((30_000,), {"bronze", "silver", "gold"}),
    ],
)
def test_a_level_is_reached_to_the_dollar(amounts: tuple[int, ...], levels: set[str]) -> None:
    till = Till([tiers()])
    spent(till, *amounts)
    assert held(till) == levels


def test_the_crossing_sale_does_not_get_the_new_discount() -> None:
    till = Till([tiers()])
    outcome = till.quote(amount(10_000))
    assert outcome.to_pay == 10_000
    assert (outcome.statuses_before, outcome.statuses_after) == (frozenset(), {"bronze", "silver"})
    spent(till, 10_000)
    assert till.quote(amount(95)).to_pay == 86
