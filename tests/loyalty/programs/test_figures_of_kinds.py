"""Figures of single kinds that a plausible slip would leave right for the usual sale and wrong for the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.checkout import situate
from loyalty.ledger import Account, Entry, EntryReason, Operation, Unit
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.outcome import RewardKind
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.programs.gifts import described, next_step
from loyalty.programs.kind import not_enough
from loyalty.refusals import RefusalReason
from loyalty.rewards import RewardTerms
from loyalty.situation import Notice
from loyalty.words import Words
from tests.loyalty.programs.terms import offer, place_of_fault, programme, why
from tests.loyalty.till import POINTS, Till, amount, cups, preset

NOTHING = Basket()
CAKE = Line(120, 1, "cake", "蛋糕", "點心")


def told(till: Till, basket: Basket = NOTHING, member: bool = True) -> list[Notice]:
    """What the programmes have to tell at the counter."""
    standing = till.standing() if member else till.standing(None)
    situation = situate(till.programmes, standing, till.now_ms, till.shop, basket)
    return [notice for each in till.programmes for notice in kind_of(each).notices(each, situation)]


def entry_of(sale: Operation, account: Account) -> Entry:
    (entry,) = [each for each in sale.entries if each.account == account]
    return entry


def test_a_milestone_that_repeats_comes_at_its_visits_and_at_no_other() -> None:
    till, had, ahead = Till([programme("milestone", "m", visits=3, repeats=True, reward_title="蛋糕")]), [], []
    for _ in range(7):
        ahead.append(told(till)[0].facts["missing"])
        till.sell(amount(100))
        had.append(till.has(Account("m", Unit.REWARD)))
    assert had == [0, 0, 1, 1, 1, 2, 2]
    assert ahead == [3, 2, 1, 3, 2, 1, 3]


def test_a_milestone_tells_members_how_far_it_is_until_it_was_reached() -> None:
    till, ahead = Till([programme("milestone", "m", visits=3, reward_title="蛋糕")]), []
    for _ in range(5):
        ahead.append([notice.facts["missing"] for notice in told(till)])
        till.sell(amount(100))
    assert ahead == [[3], [2], [1], [], []]
    assert told(till, member=False) == []


def test_a_gift_that_was_taken_is_gone_and_the_one_that_waits_is_told() -> None:
    gift = programme("milestone", "m", visits=1, reward_title="蛋糕", reward_added=True)
    till, words = Till([gift]), Words("zh_tw")
    till.sell(amount(100))
    balances = till.standing().balances()
    assert "蛋糕" in next_step(gift, balances, words)
    assert next_step(gift, {}, words) == ""
    till.sell(amount(100), Choices(rewards={"m:gift": 1}))
    assert till.has(Account("m", Unit.REWARD)) == 0
    assert till.quote(amount(100)).offers == ()


def test_a_gift_is_described_by_its_reward_its_points_or_both() -> None:
    words, points = Words("zh_tw"), {"bonus_points": 50, "bonus_programme": "points"}
    shown = words("programme.bonus_shown", points=50)
    assert described(programme("welcome", "w", reward_title="蛋糕"), words) == "蛋糕"
    assert described(programme("welcome", "w", **points), words) == shown
    both = words("programme.gift_both", reward="蛋糕", points=shown)
    assert described(programme("welcome", "w", reward_title="蛋糕", **points), words) == both


def test_a_milestone_comes_with_a_bill_that_just_reaches_its_amount() -> None:
    till, found = Till([programme("milestone", "m", visits=1, minimum_amount=200, reward_title="蛋糕")]), []
    for money in (199, 200):
        found.append(bool(till.quote(amount(money)).entries))
    assert found == [False, True]


def test_the_last_day_of_a_long_lunar_month_is_a_day_to_write_down() -> None:
    lunar = {"day_of": "lunar", "month": 1, "reward_title": "茶"}
    assert programme("occasion", "day", **lunar, day=30).terms["day"] == 30
    assert place_of_fault("occasion", **lunar, day=31) == "terms.day"


@pytest.mark.parametrize("points", [50, 200])
def test_a_membership_says_where_its_points_are_not_those_of_everybody(points: int) -> None:
    said = []
    for each in (points, 100):
        found = programme("membership", "club", points=each)
        said.append(kind_of(found).sentence(found, Till([]).shop.currency, Words("zh_tw")))
    assert said[0] != said[1]


def test_how_much_more_brings_a_coupon_counts_every_unit_bought() -> None:
    back = programme(
        "coupon",
        "back",
        way="next_visit",
        after_amount=300,
        reward_kind="amount_off",
        reward_amount=50,
        reward_title="x",
    )
    (notice,) = told(Till([back]), cups(2))
    assert notice.facts["money_missing"] == 180


@pytest.mark.parametrize(
    ("day", "key"),
    [
        ("2026-03-14", "early_access.notice_soon"),
        ("2026-03-15", "early_access.notice_now"),
        ("2026-03-31", "early_access.notice_now"),
        ("2026-04-01", ""),
        ("2026-04-02", ""),
    ],
)
def test_early_access_is_told_from_before_its_day_until_everybody_may_buy(day: str, key: str) -> None:
    early = programme(
        "early_access", "new", categories=["點心"], for_tags=["tester"], early_day="2026-03-15", open_day="2026-04-01"
    )
    till = Till([early])
    till.about = {"tags": ("tester",)}
    till.at(day)
    assert [notice.key for notice in told(till)] == ([key] if key else [])


def test_what_was_sold_early_is_sold_to_everybody_on_every_later_day() -> None:
    early = programme("early_access", "new", categories=["點心"], for_tags=["tester"], open_day="2026-04-01")
    till = Till([early])
    till.at("2026-04-02")
    assert till.quote(Basket((CAKE,))).refusals == ()


def test_a_day_for_some_after_the_day_for_everybody_is_malformed() -> None:
    terms = {"categories": ["點心"], "for_tags": ["tester"], "early_day": "2026-04-02", "open_day": "2026-04-01"}
    assert place_of_fault("early_access", **terms) == "terms.open_day"


def test_points_on_top_that_may_come_twice_come_twice() -> None:
    day = programme("regulars_day", "day", effects=["bonus"], bonus_points=10, bonus_programme="points", uses_each=2)
    till = Till([day, *preset("point_per_hundred")])
    had = []
    for _ in range(3):
        till.sell(amount(10))
        had.append(till.has(POINTS))
    assert had == [10, 20, 20]


def test_a_bill_of_nothing_brings_no_points_on_top() -> None:
    day = programme("regulars_day", "day", effects=["bonus"], bonus_points=10, bonus_programme="points")
    free = programme("offer", "free", reward_kind="percent_off", reward_percent=100, reward_title="x")
    till = Till([day, free, *preset("point_per_hundred")])
    assert till.quote(cups(1)).to_pay == 0
    till.sell(cups(1))
    assert till.has(POINTS) == 0
    till.programmes = [day, *preset("point_per_hundred")]
    till.sell(amount(1))
    assert till.has(POINTS) == 10


@pytest.mark.parametrize(("scope", "to_pay"), [("order", 80), ("products", 120)])
def test_money_off_for_some_goods_acts_on_the_whole_bill_unless_it_is_for_those_goods(scope: str, to_pay: int) -> None:
    deal = programme(
        "offer", "deal", categories=["飲料/咖啡"], minimum_quantity=1, minimum_on="matching", reward_scope=scope,
        reward_kind="amount_off", reward_amount=100, reward_title="x",
    )  # fmt: skip
    assert Till([deal]).quote(Basket((*cups(1).lines, CAKE))).to_pay == to_pay


def test_points_for_each_full_step_say_what_they_were_counted_on() -> None:
    rule = programme("extra_points", "more", programme="points", earn_per="step", earn_step=50, earn_amount=2)
    double = programme("multiplier", "double", percent=200, programme="points")
    points = preset("point_per_hundred", amount_step=999_999)
    facts = {"base": 120, "step": 50, "rate": 2, "carried_in": 0}
    plain = Till([rule, *points])
    entry = entry_of(plain.sell(amount(120)), POINTS)
    assert (entry.delta, dict(entry.facts)) == (4, facts)
    doubled = Till([rule, double, *points])
    entry = entry_of(doubled.sell(amount(120)), POINTS)
    assert (entry.delta, dict(entry.facts)) == (8, {**facts, "counted": 240})


def test_cashback_says_what_it_was_counted_on_and_that_it_was_capped() -> None:
    back, account = {"step": 100, "step_amount": 3}, Account("back", Unit.CASHBACK)
    facts = {"base": 500, "step": 100, "rate": 1, "carried_in": 0, "each": 3}
    found = []
    for cap in (0, 15, 10):
        till = Till([programme("cashback", "back", percent=0, earn_cap=cap, **back)])
        entry = entry_of(till.sell(amount(500)), account)
        found.append((entry.delta, dict(entry.facts)))
    assert found == [(15, facts), (15, facts), (10, {**facts, "most": 10})]


def test_a_birthday_changed_long_ago_needs_nobody() -> None:
    gift = programme("birthday", "bday", reward_title="蛋糕", reward_added=True)
    till = Till([gift])
    till.about = {"birthday": Birthday(BirthdayCalendar.SOLAR, 3, 5), "birthday_changed_on": date(2024, 1, 1)}
    till.at("2026-03-05")
    (found,) = till.quote(cups(1)).offers
    assert found.why_not is None


def test_what_is_missing_of_a_price_counts_every_account_that_pays_it() -> None:
    first, second = Account("p", Unit.STORED_PAID), Account("p", Unit.STORED_BONUS)
    reward = RewardTerms("p:x", first, RewardKind.BENEFIT, "x", price=10, also=(second,))
    found = Programme("p", 1, "stored_value", "卡", {})
    missing = [not_enough(found, reward, held).facts["missing"] for held in ({first: 3, second: 4}, {first: -2}, {})]
    assert missing == [3, 12, 10]


def test_what_is_given_by_hand_waits_for_its_time_whoever_asks() -> None:
    """A reason does not make it the right day, and without being chosen it needs none."""
    give = programme("hand_given", "hand", reasons=["等太久"], reward_title="點心", reward_added=True, weekdays=["mon"])
    till = Till([give])
    till.at("2026-03-01")  # a Sunday
    chosen = Choices(rewards={"hand:give": 1}, notes={"hand:give": "等太久"})
    assert {why(till.quote(amount(60), each), "hand:give") for each in (Choices(), chosen)} == {
        RefusalReason.OTHER_WEEKDAY
    }
    till.at("2026-03-02")
    assert offer(till.quote(amount(60)), "hand:give").most == 1
    assert till.quote(amount(60), replace(chosen, rewards={"hand:give": 2})).applied[0].times == 1


def test_money_off_given_by_hand_has_an_amount() -> None:
    terms = {"reasons": ["等太久"], "reward_title": "折", "reward_kind": "amount_off"}
    assert place_of_fault("hand_given", **terms) == "terms.reward_amount"
    assert programme("hand_given", "hand", **terms, reward_amount=10).terms["reward_amount"] == 10


@pytest.mark.parametrize(("percent", "member", "said"), [(100, True, []), (101, True, ["1.01"]), (200, False, [])])
def test_more_points_are_told_where_a_member_earns_more(percent: int, member: bool, said: list[str]) -> None:
    till = Till([programme("multiplier", "more", percent=percent), *preset("point_per_hundred")])
    found = [each.facts["times"] for each in told(till, member=member) if each.programme_id == "more"]
    assert found == said


def test_the_reasons_of_money_moved_are_those_of_the_kind() -> None:
    rule = programme("extra_points", "more", programme="points", earn_per="order", earn_amount=5)
    till = Till([rule, *preset("point_per_hundred")])
    reasons = {entry.reason: entry.delta for entry in till.sell(amount(250)).entries if entry.account == POINTS}
    assert reasons == {EntryReason.FLAT_BONUS: 5, EntryReason.EARNED_BY_AMOUNT: 2}


# Bounds that guard something: what is divided by, a day that the calendar has, a price that is one, a name to tell.
@pytest.mark.parametrize(
    ("kind", "terms", "place"),
    [
        ("surprise", {"reward_title": "x", "one_in": 0}, "one_in"),
        ("points", {"amount_step": 0}, "amount_step"),
        ("stamp_card", {"reward_title": "x", "earn_by": "amount", "amount_step": 0}, "amount_step"),
        ("occasion", {"reward_title": "x", "day_of": "solar", "month": 0}, "month"),
        ("occasion", {"reward_title": "x", "day_of": "solar", "month": 13}, "month"),
        ("occasion", {"reward_title": "x", "day_of": "solar", "month": 1, "day": 32}, "day"),
        ("regulars_day", {"reward_title": "x", "day_of_month": 32}, "day_of_month"),
        ("membership", {"fee": 0}, "fee"),
        ("membership", {"months": 0}, "months"),
        ("membership", {"discount": 100}, "discount"),
        ("subscription", {"fee": 0, "items": [{"id": "x", "title": "x"}]}, "fee"),
        ("subscription", {"items": [{"id": "x", "title": "x", "count": 0}]}, "items[0].count"),
        ("membership", {"benefits": [{"id": "x", "title": "x", "cost": -1}]}, "benefits[0].cost"),
        ("donation", {"cause": "x", "shop_gives": "percent", "shop_percent": 0}, "shop_percent"),
        ("offer", {"reward_title": "x", "free_units": 0}, "free_units"),
        ("prepaid", {"items": [{"id": "", "title": "x", "products": ["x"], "price": 1}]}, "items[0].id"),
        ("tiers", {"levels": [], "benefits": []}, "levels"),
    ],
)
def test_terms_that_could_not_be_kept_are_refused(kind: str, terms: dict[str, object], place: str) -> None:
    assert place_of_fault(kind, **terms) == f"terms.{place}"


def test_one_unit_is_enough_to_be_prepaid() -> None:
    row = {"id": "x", "title": "x", "products": ["x"], "units": 1, "price": 1}
    assert programme("prepaid", "cups", items=[row]).terms["items"][0]["units"] == 1  # type: ignore[index]


def test_a_benefit_is_one_unless_it_says_otherwise() -> None:
    found = programme("membership", "club", benefits=[{"id": "x", "title": "x"}])
    assert [row["count"] for row in found.terms["benefits"]] == [1]  # type: ignore[attr-defined]


@pytest.mark.parametrize("scope", ["order", "products"])
@pytest.mark.parametrize(
    "terms",
    [{"reward_kind": "benefit"}, {"reward_kind": "amount_off", "reward_amount": 10}, {"reward_kind": "percent_off"}],
)
def test_what_is_for_some_goods_needs_one_of_them_whatever_it_gives(terms: dict[str, object], scope: str) -> None:
    day = programme("regulars_day", "day", categories=["點心"], reward_title="x", reward_scope=scope, **terms)
    assert why(Till([day]).quote(cups(1)), "day:reward") is RefusalReason.NOTHING_MATCHES
    assert why(Till([day]).quote(Basket((CAKE,))), "day:reward") is None
