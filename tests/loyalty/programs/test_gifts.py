"""Welcome, milestone, surprise and hand-given: gifts that an event brings."""

from __future__ import annotations

import pytest

from loyalty.basket import Choices
from loyalty.explain import programme_sentence
from loyalty.joining import join_entries
from loyalty.ledger import SHOP, Account, EntryReason, Operation, OperationKind, Standing, Unit
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import LANGUAGES, Words
from tests.loyalty.till import DAY_MS, MEI, POINTS, Till, amount, preset

CAKE = {"reward_title": "小蛋糕", "reward_cost": 30, "valid_days": 30}


def programme(kind: str, **terms: object) -> Programme:
    checked = read_terms(kind, terms, "terms")
    assert not isinstance(checked, Refusal), checked
    return Programme(kind, 1, kind, kind, checked)


def gift(kind: str) -> Account:
    return Account(kind, Unit.REWARD)


def test_a_new_member_is_welcomed_once_and_the_gift_ends_after_its_days() -> None:
    welcome = programme("welcome", **CAKE)
    till = Till([welcome])
    entries = join_entries([welcome], Standing(MEI), till.now_ms, till.shop, "1" * 32)
    (entry,) = entries
    assert (entry.account, entry.delta, entry.reason) == (gift("welcome"), 1, EntryReason.GRANTED)
    till._record(OperationKind.JOIN, MEI, None, 0, 0, entries, {})
    till.now_ms += 30 * DAY_MS
    assert [offer.most for offer in till.quote(amount(100)).offers] == [1]
    till.now_ms += DAY_MS
    assert till.quote(amount(100)).offers == ()


def test_a_welcome_gift_of_points_goes_to_the_points_programme() -> None:
    welcome = programme("welcome", bonus_points=50, bonus_programme="points")
    programmes = [welcome, *preset("point_per_hundred")]
    entries = join_entries(programmes, Standing(MEI), 0, Till([]).shop, "1" * 32)
    assert [(entry.account, entry.delta) for entry in entries] == [(POINTS, 50)]


@pytest.mark.parametrize(
    ("terms", "place"),
    [
        ({}, "terms.reward_title"),
        ({"bonus_points": 5}, "terms.bonus_programme"),
        ({"reward_title": "折", "reward_kind": "amount_off"}, "terms.reward_amount"),
    ],
)
def test_a_gift_of_nothing_is_malformed(terms: dict[str, object], place: str) -> None:
    refusal = read_terms("welcome", terms, "terms")
    assert isinstance(refusal, Refusal)
    assert refusal.facts["place"] == place


def test_the_third_visit_brings_the_gift_once() -> None:
    till = Till([programme("milestone", visits=3, **CAKE)])
    had = []
    for _ in range(6):
        till.sell(amount(100))
        had.append(till.has(gift("milestone")))
    assert had == [0, 0, 1, 1, 1, 1]


def test_every_third_visit_brings_one_where_it_repeats() -> None:
    till = Till([programme("milestone", visits=3, repeats=True, **CAKE)])
    for _ in range(7):
        till.sell(amount(100))
    assert till.has(gift("milestone")) == 2


def test_a_milestone_taken_back_returns_with_the_visit_made_again() -> None:
    till = Till([programme("milestone", visits=2, **CAKE)])
    till.sell(amount(100))
    second = till.sell(amount(100))
    assert isinstance(till.cancel(second), Operation)
    assert till.has(gift("milestone")) == 0
    till.sell(amount(100))
    assert till.has(gift("milestone")) == 1


def test_a_milestone_is_not_reached_twice_by_cancelling_an_earlier_visit() -> None:
    till = Till([programme("milestone", visits=2, **CAKE)])
    first = till.sell(amount(100))
    till.sell(amount(100))
    assert isinstance(till.cancel(first), Operation)
    till.sell(amount(100))
    assert till.has(gift("milestone")) == 1


def test_a_milestone_goes_once_the_sale_no_longer_reaches_its_amount() -> None:
    till = Till([programme("milestone", visits=1, minimum_amount=200, **CAKE)])
    sale = till.sell(amount(300))
    till.refund(sale, 100)
    assert till.has(gift("milestone")) == 1
    till.refund(sale, 1)
    assert till.has(gift("milestone")) == 0


def test_a_surprise_is_the_same_in_the_preview_and_in_the_sale_and_keeps_its_budget() -> None:
    till = Till([programme("surprise", one_in=2, first_uses=3, **CAKE)])
    lucky = 0
    for _ in range(40):
        shown = till.quote(amount(100)).entries
        assert till.sell(amount(100)).entries == shown
        lucky += bool(shown)
    assert lucky == till.has(gift("surprise")) == 3
    assert till.has(Account("surprise", Unit.USE), SHOP) == 3


def test_a_reward_given_by_hand_needs_a_reason_of_the_list() -> None:
    till = Till([programme("hand_given", reasons=["等太久"], reward_title="小點心", reward_added=True)])
    offer = "hand_given:give"
    without = till.quote(amount(100), Choices(rewards={offer: 1}))
    assert without.dropped[offer].reason is RefusalReason.REASON_NEEDED
    other = till.quote(amount(100), Choices(rewards={offer: 1}, notes={offer: "朋友"}))
    assert other.dropped[offer].reason is RefusalReason.REASON_NEEDED
    given = till.quote(amount(100), Choices(rewards={offer: 1}, notes={offer: "等太久"}))
    assert [applied.title for applied in given.applied] == ["小點心"]


def test_what_is_given_by_hand_is_limited() -> None:
    terms = {"reasons": ["等太久"], "reward_title": "小點心", "uses_each": 1, "uses_every": "month"}
    till = Till([programme("hand_given", **terms)])
    chosen = Choices(rewards={"hand_given:give": 1}, notes={"hand_given:give": "等太久"})
    till.sell(amount(100), chosen)
    assert till.quote(amount(100), chosen).dropped["hand_given:give"].reason is RefusalReason.USED_UP
    till.now_ms += 31 * DAY_MS
    assert till.quote(amount(100), chosen).dropped == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_movement_of_a_gift_is_explained(language: str) -> None:
    programmes = [programme("milestone", visits=1, **CAKE, bonus_points=5, bonus_programme="points")]
    till = Till([*programmes, *preset("point_per_hundred")])
    sale = till.sell(amount(100))
    lines = till.explained(sale, language)
    assert len(lines) == 4
    assert not any("{" in line for line in lines)


@pytest.mark.parametrize(
    ("kind", "terms", "chinese", "english"),
    [
        ("welcome", {}, "加入會員送小蛋糕，30 天內可用。", "New members get 小蛋糕, valid for 30 days."),
        ("welcome", {"valid_days": 0}, "加入會員送小蛋糕。", "New members get 小蛋糕."),
        (
            "milestone",
            {"visits": 50, "minimum_amount": 100},
            "第 50 次來店送小蛋糕（滿 NT$ 100，30 天內可用）。",
            "小蛋糕 (from NT$ 100, valid for 30 days) at visit 50.",
        ),
        (
            "milestone",
            {"visits": 10, "repeats": True, "valid_days": 0},
            "每 10 次來店送小蛋糕。",
            "小蛋糕 every 10 visits.",
        ),
        (
            "surprise",
            {"one_in": 20, "first_uses": 200, "valid_days": 1},
            "大約每 20 筆送一次驚喜：小蛋糕（前 200 份，1 天內可用）。",
            "About one sale in 20 brings 小蛋糕 (the first 200, valid for 1 day).",
        ),
    ],
)
def test_a_gift_says_what_it_asks_for_and_how_long_it_waits(
    kind: str, terms: dict[str, object], chinese: str, english: str
) -> None:
    stated = programme(kind, **(CAKE | terms))
    assert programme_sentence(stated, Words()) == chinese
    assert programme_sentence(stated, Words("en")) == english
