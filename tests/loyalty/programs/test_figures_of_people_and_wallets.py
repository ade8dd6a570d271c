"""Figures of chance, referrals, points and prepaid items that a plausible slip would get right by accident."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from loyalty.adjustments import give_tier
from loyalty.basket import Basket, Choices, Line
from loyalty.checkout import situate
from loyalty.ledger import DEBT, Account, Entry, EntryReason, LotKey, OperationKind, Unit
from loyalty.paying_out import PaidOut
from loyalty.programs import kind_of, read_terms
from loyalty.programs.subscription import due
from loyalty.programs.tiers import tier_of
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import Words
from tests.loyalty.programs.terms import place_of_fault, programme, why
from tests.loyalty.programs.tiers_shop import BRONZE, GOLD, SERVICE, level, notices, tiers
from tests.loyalty.till import DAY_MS, MEI, POINTS, Till, amount, cups, preset

OFF = {"id": "off", "title": "折", "price": 1, "kind": "amount_off", "value": 150}


def test_a_surprise_comes_to_some_visits_and_not_to_all() -> None:
    till, lucky = Till([programme("surprise", "luck", one_in=4, reward_title="餅乾")]), 0
    for _ in range(60):
        lucky += bool(till.sell(amount(100)).entries)
    assert 3 <= lucky <= 30


def test_a_surprise_is_for_members_and_for_bills_that_reach_its_amount() -> None:
    till = Till([programme("surprise", "luck", one_in=1, reward_title="餅乾", minimum_amount=200)])
    assert till.quote(amount(199)).entries == till.quote(amount(200), member_id=None).entries == ()
    assert till.quote(amount(200)).offers == ()  # never announced before
    till.sell(amount(200))
    assert till.has(Account("luck", Unit.REWARD)) == 1
    assert [each.most for each in till.quote(amount(200)).offers] == [1]


@pytest.mark.parametrize("only", [{"referrer_title": "餅乾"}, {"referee_title": "餅乾"}])
def test_a_referral_may_give_to_one_side_alone(only: dict[str, object]) -> None:
    assert not isinstance(read_terms("referral", only, "terms"), Refusal)
    assert place_of_fault("referral", minimum_amount=100) == "terms.referrer_title"


def test_a_referral_says_what_each_side_gets_and_what_waits() -> None:
    terms = {"referrer_title": "餅乾", "referrer_points": 20, "referee_title": "茶", "points_programme": "points"}
    found, words = programme("referral", "ref", **terms), Words("zh_tw")
    both = words("programme.gift_both", reward="餅乾", points=words("programme.bonus_shown", points=20))
    sentence = kind_of(found).sentence(found, Till([]).shop.currency, words)
    facts = {"days": found.terms["within_days"], "minimum": "NT$ 100"}
    assert sentence == words("referral.sentence", referrer=both, referee="茶", **facts)
    waiting = {Account("ref", Unit.REWARD, "referee"): 2}
    assert "2" in kind_of(found).next_step(found, waiting, words)
    assert kind_of(found).next_step(found, {}, words) == ""


def test_nobody_is_told_of_a_referral_that_does_not_wait() -> None:
    found = programme("referral", "ref", referee_title="茶")
    till = Till([found])
    situation = situate(till.programmes, till.standing(), till.now_ms, till.shop)
    assert kind_of(found).notices(found, situation) == ()


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (OFF, None),
        ({**OFF, "kind": "percent_off", "value": 10}, None),
        ({**OFF, "kind": "percent_off", "value": 100}, None),
        ({**OFF, "kind": "percent_off", "value": 101}, "terms.rewards[0].value"),
        ({**OFF, "value": 0}, "terms.rewards[0].value"),
    ],
)
def test_percent_ends_at_a_hundred_and_money_does_not(row: dict[str, object], place: str | None) -> None:
    checked = read_terms("points", {"rewards": [row]}, "terms")
    assert (checked.facts["place"] if isinstance(checked, Refusal) else None) == place


def test_points_buy_what_is_for_gold_members_only_where_one_is_gold() -> None:
    gold = {"id": "gold", "title": "金", "basis": "cumulative", "threshold": 1_000}
    points = preset("point_per_hundred", rewards=[{**OFF, "for_statuses": ["gold"], "category": "", "cost": 0}])
    till = Till([*points, programme("tiers", "tiers", levels=[gold])])
    till.sell(amount(500))
    assert why(till.quote(amount(400)), "points:off") is RefusalReason.OTHER_TIER
    till.sell(amount(500))
    outcome = till.quote(amount(400), Choices(rewards={"points:off": 1}))
    assert (outcome.to_pay, outcome.after[POINTS]) == (250, 10 - 1 + 2)


def test_what_was_prepaid_goes_back_also_where_the_first_item_is_used_up() -> None:
    items = [
        {"id": "latte", "title": "拿鐵", "products": ["latte"], "units": 2, "price": 100, "bonus": 1},
        {"id": "cake", "title": "蛋糕", "categories": ["甜點"], "units": 3, "price": 240},
    ]
    till = Till([programme("prepaid", "cups", items=items)])
    assert set(till.quote(Basket()).before) == {
        Account("cups", Unit.ITEM, "latte"),
        Account("cups", Unit.ITEM, "latte/bonus"),
        Account("cups", Unit.ITEM, "cake"),
    }
    till.sell(Basket((Line(100, plan="cups:latte"), Line(240, plan="cups:cake"))))
    till.sell(cups(3), Choices(rewards={"cups:take-latte": 3}))
    answer = till.pay_out("cups", MEI)
    assert isinstance(answer, PaidOut)
    assert answer.bill == -240
    assert till.standing().balances() == {}


@pytest.mark.parametrize(("stamps", "halfway", "gifts"), [(4, 0, 0), (5, 1, 0), (9, 1, 0), (10, 1, 1), (15, 2, 1)])
def test_a_sale_that_passes_several_marks_brings_each_of_their_rewards(stamps: int, halfway: int, gifts: int) -> None:
    card = programme("stamp_card", "card", reward_title="一杯", halfway_at=5, halfway_title="餅乾")
    till = Till([card])
    till.sell(amount(100), Choices(stamps={"card": stamps}))
    found = till.has(Account("card", Unit.REWARD, "halfway")), till.has(Account("card", Unit.REWARD))
    assert found == (halfway, gifts)


def test_stamps_by_money_say_what_they_were_counted_on() -> None:
    till = Till([programme("stamp_card", "card", reward_title="一杯", earn_by="amount", amount_step=100)])
    (entry,) = till.sell(amount(250)).entries
    assert (entry.delta, entry.reason) == (2, EntryReason.EARNED_BY_AMOUNT)
    assert dict(entry.facts) == {"base": 250, "step": 100, "rate": 1, "carried_in": 0}


@pytest.mark.parametrize(("kind", "free_units", "said"), [("free_item", 1, False), ("free_item", 3, True)])
def test_an_offer_says_how_many_are_free_where_there_are_several(kind: str, free_units: int, said: bool) -> None:
    found = programme("offer", "deal", reward_kind=kind, reward_title="咖啡", free_units=free_units)
    sentence = kind_of(found).sentence(found, Till([]).shop.currency, Words("zh_tw"))
    assert (str(free_units) in sentence) is said
    plain = replace(found, terms={**found.terms, "reward_kind": "benefit"})
    assert str(free_units) not in kind_of(plain).sentence(plain, Till([]).shop.currency, Words("zh_tw"))


@pytest.mark.parametrize(
    ("kind", "terms", "place"),
    [
        ("hand_given", {"reasons": [], "reward_title": "x"}, "terms.reasons"),
        ("points", {"rewards": [{"id": "", "title": "x"}]}, "terms.rewards[0].id"),
        ("points", {"rewards": [{"id": "x", "title": ""}]}, "terms.rewards[0].title"),
        ("points", {"multipliers": [{"category": ""}]}, "terms.multipliers[0].category"),
        ("membership", {"benefits": [{"id": "", "title": "x"}]}, "terms.benefits[0].id"),
        ("membership", {"benefits": [{"id": "x", "title": ""}]}, "terms.benefits[0].title"),
    ],
)
def test_what_has_to_be_told_is_asked_for(kind: str, terms: dict[str, object], place: str) -> None:
    assert place_of_fault(kind, **terms) == place


def test_a_level_has_its_own_benefits_and_not_those_of_the_level_below() -> None:
    found = tiers(BRONZE, GOLD, benefits=[{**SERVICE, "level": "bronze"}, {**SERVICE, "level": "gold", "id": "tea"}])
    till = Till([found])
    till.sell(amount(3_000))
    assert [each.id for each in till.quote(amount(100)).offers] == ["tiers:service"]
    till.sell(amount(30_000))
    assert {each.id for each in till.quote(amount(100)).offers} == {"tiers:gold", "tiers:tea"}


def test_a_level_may_earn_less_than_everybody() -> None:
    half = tiers({"id": "staff", "title": "員工", "basis": "single", "threshold": 100, "points": 50})
    till = Till([half, *preset("point_per_hundred")])
    till.sell(amount(400))
    assert till.quote(amount(400)).earned[POINTS] == 2


def test_the_level_of_an_earlier_day_is_asked_again_after_that_of_a_later_one() -> None:
    till = Till([tiers(level("gold", "single", 100), validity_days=10, grace_days=0)])
    till.sell(amount(100))
    known, basket = till.standing(), Basket()
    levels = [
        situate(till.programmes, known, till.now_ms + days * DAY_MS, till.shop, basket).statuses for days in (1, 20, 1)
    ]
    assert levels == [{"gold"}, set(), {"gold"}]


def test_what_a_subscription_brings_monthly_counts_until_the_month_is_over_also_over_new_year() -> None:
    item = {"id": "beans", "title": "豆", "count": 1, "every": "month"}
    till = Till([programme("subscription", "box", fee=600, months=3, items=[item])])
    till.at("2026-12-15")
    till.sell(Basket((Line(600, plan="box:time"),)))
    until = []
    for day in ("2026-12-20", "2027-01-14", "2027-01-15", "2027-02-20"):
        till.at(day)
        until += [each.until.isoformat() for each in due(till.programmes[0], [till.standing()], till.now_ms, till.shop)]
    assert until == ["2027-01-14", "2027-01-14", "2027-02-14", "2027-03-14"]


@pytest.mark.parametrize("side", ["referrer", "referee"])
def test_points_for_either_side_name_the_programme_they_go_to(side: str) -> None:
    assert place_of_fault("referral", **{f"{side}_points": 20}) == "terms.points_programme"


def test_items_that_go_back_are_worth_what_they_cost_each_and_not_each_other() -> None:
    items = [
        {"id": "latte", "title": "拿鐵", "products": ["latte"], "units": 2, "price": 100},
        {"id": "cake", "title": "蛋糕", "categories": ["甜點"], "units": 3, "price": 240},
    ]
    till = Till([programme("prepaid", "cups", items=items)])
    till.sell(Basket((Line(100, plan="cups:latte"), Line(240, plan="cups:cake"))))
    till.sell(cups(1), Choices(rewards={"cups:take-latte": 1}))
    answer = till.pay_out("cups", MEI)
    assert isinstance(answer, PaidOut)
    assert answer.bill == -(50 + 240)


@pytest.mark.parametrize(
    ("today", "wanted", "day"),
    [("2026-03-03", 5, "2026-03-05"), ("2026-03-06", 5, "2026-04-05"), ("2026-04-29", 31, "2026-04-30")],
)
def test_the_next_day_of_a_month_is_told_in_this_month_while_it_is_to_come(today: str, wanted: int, day: str) -> None:
    till = Till([programme("regulars_day", "day", day_of_month=wanted, reward_title="茶", reward_added=True)])
    till.at(today)
    (found,) = till.quote(amount(100)).offers
    assert found.why_not == Refusal(RefusalReason.NOT_YET, {"day": day})


def test_how_many_more_visits_make_a_regular_is_counted() -> None:
    till = Till([programme("regulars_day", "day", visits_before=5, reward_title="茶", reward_added=True)])
    missing = []
    for _ in range(6):
        (found,) = till.quote(amount(100)).offers
        missing.append(found.why_not.facts["missing"] if found.why_not else 0)
        till.sell(amount(100))
    assert missing == [5, 4, 3, 2, 1, 0]


def test_stamps_of_two_sales_pass_the_half_way_mark_together() -> None:
    till = Till([programme("stamp_card", "card", reward_title="一杯", halfway_at=5, halfway_title="餅乾")])
    for stamps in (3, 2):
        till.sell(amount(100), Choices(stamps={"card": stamps}))
    assert till.has(Account("card", Unit.REWARD, "halfway")) == 1


def test_a_card_begun_under_old_terms_is_not_full_before_its_last_stamp() -> None:
    old = programme("stamp_card", "card", reward_title="一杯", stamps_needed=5)
    till = Till([old])
    till.sell(amount(100), Choices(stamps={"card": 3}))
    new = programme("stamp_card", "card", 2, reward_title="一杯", stamps_needed=8)
    till.programmes = [replace(new, earlier=(old,), from_day=date(2026, 3, 2))]
    till.now_ms += 2 * DAY_MS
    found = []
    for _ in range(3):
        till.sell(amount(100), Choices(stamps={"card": 1}))
        found.append((till.has(Account("card", Unit.STAMP)), till.has(Account("card", Unit.REWARD))))
    assert found == [(4, 0), (0, 1), (1, 1)]


@pytest.mark.parametrize(
    ("day", "key"), [("2026-03-23", "paid"), ("2026-03-24", "ends"), ("2026-03-25", "ends"), ("2026-03-31", "ends")]
)
def test_the_end_of_a_subscription_is_told_on_every_day_of_its_last_week(day: str, key: str) -> None:
    found = programme("subscription", "box", fee=600, items=[{"id": "beans", "title": "豆"}])
    till = Till([found])
    till.sell(Basket((Line(600, plan="box:time"),)))
    till.at(day)
    situation = situate(till.programmes, till.standing(), till.now_ms, till.shop)
    assert kind_of(found).notices(found, situation)[-1].key == f"subscription.notice_{key}"


def test_from_every_level_it_is_told_how_far_it_is_to_the_next_one() -> None:
    till, found = Till([tiers(level("a", "single", 100), level("b", "single", 200), level("c", "single", 300))]), []
    for money in (50, 100, 200, 300):
        till.sell(amount(money))
        found.append([notice.facts["title"] for notice in notices(till) if "_next_" in notice.key])
    assert found == [["a"], ["b"], ["c"], []]


def test_a_level_given_by_hand_has_not_to_be_kept_by_buying() -> None:
    found = tiers(BRONZE, GOLD)
    till = Till([found])
    till.sell(amount(3_000))
    assert [notice.key for notice in notices(till) if "_keep_" in notice.key] == ["tiers.notice_keep_single"]
    till.adjust(give_tier(found, "gold", till.standing(), "e" * 32, "大使"))
    assert [notice.key for notice in notices(till) if "_keep_" in notice.key] == []


def test_a_surprise_needs_its_day_and_its_people_both() -> None:
    till = Till([programme("surprise", "luck", one_in=1, reward_title="餅乾", weekdays=["mon"], for_tags=["x"])])
    found = []
    for day, tags in (("2026-03-01", ("x",)), ("2026-03-02", ()), ("2026-03-02", ("x",))):
        till.at(day)
        till.about = {"tags": tags}
        found.append(bool(till.quote(amount(100)).entries))
    assert found == [False, False, True]


def test_what_a_referral_brings_is_handed_out_on_top() -> None:
    till = Till([programme("referral", "ref", referee_title="拿鐵")])
    gift = Account("ref", Unit.REWARD, "referee")
    given = Entry(0, gift, 1, LotKey("a" * 32, 0), EntryReason.REFERRAL_REWARDED)
    till._record(OperationKind.SALE, MEI, None, 0, 1, (given,), {})
    outcome = till.quote(cups(1), Choices(rewards={"ref:referee": 1}))
    assert (outcome.to_pay, len(outcome.lines)) == (60, 2)


def test_a_level_given_by_hand_is_held_since_the_day_it_was_given() -> None:
    found = tiers(GOLD)
    till, since = Till([found]), []
    for day in ("2026-03-01", "2026-05-01"):
        till.at(day)
        till.adjust(give_tier(found, "gold", till.standing(), f"{len(since)}" * 32, "大使"))
        since.append(tier_of(found, situate([found], till.standing(), till.now_ms, till.shop)).since)
    assert since == [date(2026, 3, 1), date(2026, 5, 1)]


def test_a_top_up_of_any_amount_has_no_price_of_its_own() -> None:
    till = Till([programme("stored_value", "wallet", free_amount=True, top_ups=[{"id": "small", "pay": 500}])])
    assert {plan.id: (plan.price, plan.is_open) for plan in till.quote(Basket()).plans} == {
        "wallet:small": (500, False),
        "wallet:free": (0, True),
    }


@pytest.mark.parametrize(("first", "second", "bonus"), [("a", "b", 10), ("b", "a", 30)])
def test_of_two_top_ups_on_one_sale_the_one_entered_first_is_the_first(first: str, second: str, bonus: int) -> None:
    rows = [
        {"id": "a", "pay": 100, "bonus": 10, "first_time": True},
        {"id": "b", "pay": 300, "bonus": 30, "first_time": True},
    ]
    prices = {"a": 100, "b": 300}
    till = Till([programme("stored_value", "wallet", top_ups=rows)])
    till.sell(Basket(tuple(Line(prices[each], plan=f"wallet:{each}") for each in (first, second))))
    assert (till.has(Account("wallet", Unit.STORED_PAID)), till.has(Account("wallet", Unit.STORED_BONUS))) == (
        400,
        bonus,
    )


def test_a_referral_of_one_programme_waits_for_that_one_alone() -> None:
    till = Till([programme("referral", name, referee_title="茶") for name in ("a", "b", "c")])
    waiting = Entry(0, Account("b", Unit.REFERRAL, "5"), 1, LotKey("a" * 32, 0), EntryReason.REFERRAL_BEGUN)
    till._record(OperationKind.REFER, MEI, None, 0, 0, (waiting,), {})
    situation = situate(till.programmes, till.standing(), till.now_ms, till.shop)
    told = [each.id for each in till.programmes if kind_of(each).notices(each, situation)]
    assert told == ["b"]


def test_units_given_on_top_that_are_owed_are_taken_off_what_goes_back() -> None:
    item = {"id": "latte", "title": "拿鐵", "products": ["latte"], "units": 4, "price": 100, "bonus": 1}
    till = Till([programme("prepaid", "cups", items=[item])])
    till.sell(Basket((Line(100, plan="cups:latte"),)))
    owed = Entry(0, Account("cups", Unit.ITEM, "latte/bonus"), -2, DEBT, EntryReason.TAKEN_BACK)
    till._record(OperationKind.REFUND, MEI, None, 0, 0, (owed,), {})
    answer = till.pay_out("cups", MEI)
    assert isinstance(answer, PaidOut)
    assert answer.bill == -75
    assert [(entry.account, entry.delta) for entry in answer.entries] == [(Account("cups", Unit.ITEM, "latte"), -3)]


def test_a_reward_of_older_terms_that_a_visit_finds_ended_was_there_before_it() -> None:
    idle = {"expires": "idle", "expires_after": 30, "stamps_needed": 2}
    old = programme("stamp_card", "card", reward_title="茶", **idle)
    till = Till([old])
    till.sell(amount(100), Choices(stamps={"card": 2}))
    new = programme("stamp_card", "card", 2, reward_title="咖啡", **idle)
    till.programmes = [replace(new, earlier=(old,), from_day=date(2026, 3, 2))]
    till.now_ms += 40 * DAY_MS
    told, gift = till.quote(amount(100)), Account("card", Unit.REWARD)
    assert (told.before[gift], told.after.get(gift, 0)) == (1, 0)
