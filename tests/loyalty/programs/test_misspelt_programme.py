"""A programme that another one names must be there, run and hold points: else nothing is earned for it, or used up."""

from __future__ import annotations

import pytest

from loyalty.earnable import earnable
from loyalty.joining import join_entries
from loyalty.ledger import Account, Standing, Unit
from loyalty.programmes import Programme
from tests.loyalty.programs.terms import programme, stopped
from tests.loyalty.till import MEI, POINTS, STAMPS, Till, amount, preset

BONUS = {"bonus_points": 5}
EFFECT = {"effects": ["bonus"], "bonus_points": 5, "uses_each": 1}
NAMING = [
    ("extra_points", "programme", {"earn_per": "order", "earn_amount": 5, "uses_each": 9}),
    ("milestone", "bonus_programme", {**BONUS, "visits": 1}),
    ("surprise", "bonus_programme", {**BONUS, "one_in": 1, "uses_each": 9}),
    ("regulars_day", "bonus_programme", EFFECT),
]


def _till(naming: Programme) -> Till:
    return Till([naming, *preset("both", starting_stamps=0, points_per_step=1)])


@pytest.mark.parametrize(("kind", "name", "terms"), NAMING)
def test_points_go_to_the_programme_that_is_named(kind: str, name: str, terms: dict[str, object]) -> None:
    till = _till(programme(kind, "giver", **terms, **{name: "points"}))
    till.sell(amount(100))
    assert till.has(POINTS) == 6


@pytest.mark.parametrize("named", ["nope", "stamp-card", "giver"])
@pytest.mark.parametrize(("kind", "name", "terms"), NAMING)
def test_nothing_is_earned_or_used_up_for_one_that_is_not_there_or_holds_no_points(
    kind: str, name: str, terms: dict[str, object], named: str
) -> None:
    till = _till(programme(kind, "giver", **terms, **{name: named}))
    sale = till.sell(amount(100))
    assert {entry.account for entry in sale.entries} == {STAMPS, POINTS}


@pytest.mark.parametrize(("kind", "name", "terms"), NAMING)
def test_what_somebody_still_holds_of_it_does_not_make_it_be_there(
    kind: str, name: str, terms: dict[str, object]
) -> None:
    till = _till(programme(kind, "giver", **terms, **{name: "gone"}))
    others = till.programmes
    till.programmes = [programme("points", "gone")]
    till.sell(amount(100))
    till.programmes = others
    till.sell(amount(100))
    assert till.has(Account("gone", Unit.POINT)) == 1


@pytest.mark.parametrize(("kind", "name", "terms"), NAMING)
def test_a_stopped_one_takes_nothing_and_uses_nothing_up(kind: str, name: str, terms: dict[str, object]) -> None:
    till = Till([programme(kind, "giver", **terms, **{name: "points"}), stopped(programme("points", "points"))])
    assert till.sell(amount(100)).entries == ()


def test_the_reward_beside_points_for_nobody_is_given_all_the_same() -> None:
    gift = programme("milestone", "gift", visits=1, reward_title="蛋糕", bonus_points=5, bonus_programme="nope")
    till = Till([gift])
    till.sell(amount(100))
    assert till.has(Account("gift", Unit.REWARD)) == 1
    assert till.has(Account("nope", Unit.POINT)) == 0


def test_nobody_is_welcomed_with_points_of_a_programme_that_is_not_there() -> None:
    welcome = programme("welcome", "welcome", bonus_points=50, bonus_programme="nope")
    assert join_entries([welcome], Standing(MEI), 0, Till([]).shop, "1" * 32) == ()


def test_what_ends_by_the_terms_of_its_own_programme() -> None:
    day = Till([]).shop.calendar.business_day(0)
    ending = programme("points", "ending", expires="days", expires_after=2)
    found = earnable([ending, programme("points", "lasting"), stopped(programme("points", "ended"))], day)
    ends = {account.programme_id: last and (last - day).days for account, last in found.items()}
    assert ends == {"ending": 2, "lasting": None}
