"""Points or stamps that are given by hand: flat, beside a reward or alone, on the sale or for an event without one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from loyalty.basket import Basket, Choices
from loyalty.explain import programme_sentence
from loyalty.ledger import Account, EntryReason, Operation, Unit
from loyalty.programmes import Programme
from loyalty.refusals import RefusalReason
from loyalty.words import LANGUAGES, Words
from tests.loyalty.programs.terms import offer, place_of_fault, programme, stopped, why
from tests.loyalty.test_door_steps import by_mei, reasons, said
from tests.loyalty.till import GIFTS, POINTS, STAMPS, Till, amount, preset

CONTEST = "攝影比賽"
GIVE = "photo:give"
CHOSEN = Choices(rewards={GIVE: 1}, notes={GIVE: CONTEST})
TWENTY = {"bonus_points": 20, "bonus_programme": "points"}
STAMPED = {"bonus_points": 3, "bonus_unit": "stamp", "bonus_programme": "stamp-card"}


def hand_given(**terms: object) -> Programme:
    """Given for a photo contest."""
    return programme("hand_given", "photo", reasons=[CONTEST], **terms)


def _till(given: Programme, *more: Programme, **terms: object) -> Till:
    return Till([given, *(more or preset("both", **terms))])


def test_points_alone_are_given_on_a_visit_without_an_amount() -> None:
    till = _till(hand_given(**TWENTY))
    outcome = till.quote(Basket(), CHOSEN)
    assert (outcome.to_pay, outcome.earned[POINTS], outcome.after[POINTS]) == (0, 20, 20)
    sale = till.sell(Basket(), CHOSEN)
    (bonus,) = [entry for entry in sale.entries if entry.account == POINTS]
    assert (bonus.delta, bonus.reason) == (20, EntryReason.FLAT_BONUS)


def test_they_come_beside_the_reward_and_beside_what_the_sale_earns() -> None:
    till = _till(hand_given(**TWENTY, reward_title="餅乾", reward_kind="amount_off", reward_amount=30))
    outcome = till.quote(amount(230), CHOSEN)
    assert (outcome.to_pay, outcome.earned[POINTS]) == (200, 22)
    assert [(each.title, each.discount) for each in outcome.applied] == [("餅乾", 30)]


def test_nothing_is_given_without_a_reason_or_to_nobody() -> None:
    till = _till(hand_given(**TWENTY))
    assert till.quote(amount(100), Choices(rewards={GIVE: 1})).earned[POINTS] == 1
    assert till.quote(amount(100)).earned[POINTS] == 1
    nobody = till.quote(amount(100), CHOSEN, member_id=None)
    assert (nobody.entries, why(nobody, GIVE)) == ((), RefusalReason.MEMBER_NEEDED)


def test_no_multiplier_touches_them() -> None:
    triple = programme("multiplier", "triple", percent=300)
    till = _till(hand_given(**TWENTY), triple, *preset("point_per_hundred"))
    assert till.quote(amount(200), CHOSEN).earned[POINTS] == 26


def test_they_end_by_the_terms_of_the_programme_they_go_to() -> None:
    points = programme("points", "points", expires="days", expires_after=10)
    till = _till(hand_given(**TWENTY), points)
    (entry,) = till.sell(Basket(), CHOSEN).entries
    today = till.shop.calendar.business_day(till.now_ms)
    assert entry.expires_on == today + timedelta(days=10)


def test_points_that_end_when_nobody_comes_do_so_for_these_too() -> None:
    till = _till(hand_given(**TWENTY), programme("points", "points", expires="idle", expires_after=10))
    till.sell(Basket(), CHOSEN)
    till.at("2026-03-11")
    assert till.quote(Basket()).before[POINTS] == 20
    till.at("2026-03-13")
    assert till.quote(Basket()).after[POINTS] == 0


@pytest.mark.parametrize(("held", "gifts", "stamps"), [(0, 0, 4), (8, 1, 2), (6, 1, 0)])
def test_stamps_fill_the_card_with_those_of_the_sale(held: int, gifts: int, stamps: int) -> None:
    till = _till(hand_given(**STAMPED))
    for _ in range(held):
        till.sell(amount(10))
    till.sell(amount(10), CHOSEN)
    assert (till.has(GIFTS), till.has(STAMPS)) == (gifts, stamps)


def test_stamps_that_pass_half_of_the_card_bring_what_waits_there_and_lose_it_with_the_sale() -> None:
    till = _till(hand_given(**STAMPED), halfway_at=5, halfway_title="小點心")
    half = Account("stamp-card", Unit.REWARD, "halfway")
    for _ in range(3):
        till.sell(amount(10))
    sale = till.sell(Basket(), CHOSEN)
    assert (till.has(STAMPS), till.has(half)) == (6, 1)
    assert isinstance(till.cancel(sale), Operation)
    assert (till.has(STAMPS), till.has(half)) == (3, 0)


def test_so_many_stamps_fill_more_than_one_card() -> None:
    till = _till(hand_given(**{**STAMPED, "bonus_points": 20}))
    till.sell(amount(10), CHOSEN)
    assert (till.has(GIFTS), till.has(STAMPS)) == (2, 1)


@pytest.mark.parametrize(
    ("terms", "others"),
    [
        ({**TWENTY, "bonus_programme": "nope"}, ()),
        ({**TWENTY, "bonus_programme": "stamp-card"}, ()),
        ({**STAMPED, "bonus_programme": "points"}, ()),
        (TWENTY, (stopped(programme("points", "points")),)),
    ],
)
def test_nothing_goes_to_a_programme_that_is_not_there_or_holds_something_else(
    terms: dict[str, object], others: tuple[Programme, ...]
) -> None:
    till = _till(hand_given(**terms), *others)
    alone = till.quote(Basket(), CHOSEN)
    assert (alone.applied, alone.dropped[GIVE].reason) == ((), RefusalReason.BONUS_NOWHERE)
    till = _till(hand_given(**terms, reward_title="餅乾", reward_added=True), *others)
    beside = till.quote(amount(100), CHOSEN)
    assert [each.title for each in beside.applied] == ["餅乾"]
    assert EntryReason.FLAT_BONUS not in {entry.reason for entry in beside.entries}


def test_no_more_stamps_are_given_at_once_than_the_shop_ever_counts() -> None:
    till = _till(hand_given(**{**STAMPED, "bonus_points": 500}))
    refused = till.quote(Basket(), CHOSEN).dropped[GIVE]
    assert (refused.reason, refused.facts["limit"]) == (RefusalReason.TOO_MANY_STAMPS, till.shop.stamps_max)


def test_they_are_limited_as_the_reward_is() -> None:
    till = _till(hand_given(**TWENTY, uses_each=1))
    sale = till.sell(Basket(), CHOSEN)
    assert till.quote(Basket(), CHOSEN).dropped[GIVE].reason is RefusalReason.USED_UP
    till.undo(sale)
    assert till.has(POINTS) == 0
    assert till.quote(Basket(), CHOSEN).dropped == {}


@pytest.mark.parametrize("pieces", [(300,), (1, 299), (100, 100, 100)])
def test_a_refund_in_any_pieces_takes_them_back(pieces: tuple[int, ...]) -> None:
    till = _till(hand_given(**TWENTY))
    sale = till.sell(amount(300), CHOSEN)
    assert till.has(POINTS) == 23
    for piece in pieces:
        assert isinstance(till.refund(sale, piece), Operation)
    assert (till.has(POINTS), till.has(STAMPS)) == (0, 0)


def test_half_of_the_sale_given_back_takes_half_of_them() -> None:
    till = _till(hand_given(**TWENTY), *preset("point_per_hundred"))
    sale = till.sell(amount(200), CHOSEN)
    till.refund(sale, 100)
    assert till.has(POINTS) == 11


def test_points_held_pay_before_those_that_are_given() -> None:
    till = _till(hand_given(**TWENTY), *preset("point_per_hundred"))
    till.sell(amount(1_000))
    coffee = Choices(rewards={GIVE: 1, "points:coffee": 1}, notes={GIVE: CONTEST})
    sale = till.sell(Basket(), coffee)
    assert [entry.delta for entry in sale.entries if entry.account == POINTS] == [-10, 20]
    assert offer(till.quote(Basket(), CHOSEN), "points:coffee").most == 2


@pytest.mark.parametrize(
    ("terms", "place"),
    [
        ({}, "terms.reward_title"),
        ({"bonus_points": 5}, "terms.bonus_programme"),
        ({"reward_title": "折", "reward_kind": "amount_off"}, "terms.reward_amount"),
        ({**TWENTY, "bonus_unit": "money"}, "terms.bonus_unit"),
    ],
)
def test_what_gives_nothing_is_malformed(terms: dict[str, object], place: str) -> None:
    assert place_of_fault("hand_given", reasons=[CONTEST], **terms) == place


@pytest.mark.parametrize(
    ("terms", "chinese", "english"),
    [
        (TWENTY, "店家可送20 點：攝影比賽。", "The shop may give 20 points: 攝影比賽."),
        ({**STAMPED, "bonus_points": 1}, "店家可送1 章：攝影比賽。", "The shop may give 1 stamp: 攝影比賽."),
        (
            {**STAMPED, "reward_title": "餅乾"},
            "店家可送餅乾和 3 章：攝影比賽。",
            "The shop may give 餅乾 and 3 stamps: 攝影比賽.",
        ),
        ({"reward_title": "餅乾"}, "店家可送餅乾：攝影比賽。", "The shop may give 餅乾: 攝影比賽."),
    ],
)
def test_it_says_what_is_given(terms: dict[str, object], chinese: str, english: str) -> None:
    stated = hand_given(**terms)
    assert (programme_sentence(stated, Words()), programme_sentence(stated, Words("en"))) == (chinese, english)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("terms", [TWENTY, STAMPED])
def test_every_movement_is_explained(terms: dict[str, object], language: str) -> None:
    till = _till(hand_given(**terms))
    sale = till.sell(amount(100), CHOSEN)
    lines = till.explained(sale, language)
    assert len(lines) == len(sale.entries) == 3
    assert not any("{" in line for line in lines)


def test_an_event_gives_them_through_the_rules_door() -> None:
    given = {"id": "photo", "kind": "hand_given", "terms": {"reasons": [CONTEST], **TWENTY, "uses_each": 1}}
    points = {"id": "points", "kind": "points", "terms": {"expires": "days", "expires_after": 5}}
    event = by_mei("event", id="e", event=CONTEST)
    once, twice, undone = said(
        event, by_mei("event", event=CONTEST), {"step": "undo", "of": "e"}, programmes=[given, points]
    )
    assert (once["earned"]["points/point"], once["after"]["points/point"]) == (20, 20)
    assert {each["id"]: each["gives"] for each in once["offers"]} == {"photo:give": {"points/point": 20}}
    assert {lot["account"]: lot["expires"] for lot in once["lots"]}["points/point"] == "2026-01-06"
    assert reasons(twice) == ["used_up"]
    assert undone["after"]["points/point"] == 0


def test_an_event_for_a_programme_that_is_not_there_is_refused() -> None:
    given = {"id": "photo", "kind": "hand_given", "terms": {"reasons": [CONTEST], **TWENTY}}
    (answer,) = said(by_mei("event", event=CONTEST), programmes=[given])
    assert reasons(answer) == ["bonus_nowhere"]
