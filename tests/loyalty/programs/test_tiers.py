"""Tiers: reached to the dollar, held, renewed, fallen from, given by hand, given back with a refund."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from loyalty.adjustments import give_tier, take_tier
from loyalty.basket import Basket, Choices, Line
from loyalty.checkout import situate
from loyalty.explain import explain_notice, programme_sentence
from loyalty.ledger import Account, Operation, Unit
from loyalty.outcome import Offer
from loyalty.programmes import Programme
from loyalty.programs import kind_of, read_terms
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from loyalty.situation import Notice
from loyalty.words import Words
from tests.loyalty.till import POINTS, STAMPS, Till, amount, cups, preset

BRONZE: dict[str, object] = {"id": "bronze", "title": "銅級", "basis": "single", "threshold": 3_000}
SILVER: dict[str, object] = {"id": "silver", "title": "銀級", "threshold": 10_000, "discount": 10}
GOLD: dict[str, object] = {"id": "gold", "title": "金級", "threshold": 30_000, "discount": 20, "points": 200}
SERVICE = {"level": "silver", "id": "service", "title": "免費保養", "count": 1, "cost": 300}
SPEND, VISITS = Account("tiers", Unit.SPEND), Account("tiers", Unit.SPEND, "visit")
NO_LEVEL: set[str] = set()


def tiers(*levels: dict[str, object], **terms: object) -> Programme:
    """The articles' bronze, silver and gold, or other levels."""
    checked = read_terms("tiers", {"levels": levels or (BRONZE, SILVER, GOLD), **terms}, "terms")
    assert not isinstance(checked, Refusal), checked
    return Programme("tiers", 1, "tiers", "會員等級", checked)


def level(name: str, basis: str, threshold: int) -> dict[str, object]:
    """One level that gives nothing."""
    return {"id": name, "title": name, "basis": basis, "threshold": threshold}


def held(till: Till) -> frozenset[str]:
    """The levels of the member at the till, as conditions see them."""
    return situate(till.programmes, till.standing(), till.now_ms, till.shop).statuses


def spent(till: Till, *amounts: int) -> Operation:
    """Some sales, of which the last is answered."""
    return [till.sell(amount(each)) for each in amounts][-1]


def notices(till: Till) -> list[Notice]:
    """What the tiers tell about the member."""
    situation = situate(till.programmes, till.standing(), till.now_ms, till.shop)
    own = [each for each in till.programmes if each.kind == "tiers"]
    return [notice for each in own for notice in kind_of(each).notices(each, situation)]


def said(till: Till, language: str) -> list[str]:
    """The same, as sentences."""
    return [explain_notice(each, "會員等級", Words(language)) for each in notices(till)]


def offer(till: Till, name: str) -> Offer | None:
    """One offer of the tiers, on a basket of NT$1,000."""
    return next((each for each in till.quote(amount(1_000)).offers if each.id == f"tiers:{name}"), None)


@pytest.mark.parametrize(
    ("amounts", "levels"),
    [
        ((2_999,), set()),
        ((3_000,), {"bronze"}),
        ((1_500, 1_500), set()),
        ((2_000, 2_000, 2_000, 2_000, 1_999), set()),
        ((2_000, 2_000, 2_000, 2_000, 2_000), {"bronze", "silver"}),
        ((10_000, 22_221), {"bronze", "silver"}),  # with silver's discount 19,999 are paid
        ((10_000, 22_222), {"bronze", "silver", "gold"}),
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


def test_the_crossing_sale_gets_the_new_tier_where_the_shop_wants_it_and_keeps_it() -> None:
    till = Till([tiers()], ShopRules(crossing_gets_tier=True))
    assert till.quote(amount(9_999)).to_pay == 9_999
    outcome = till.quote(amount(10_000))
    assert outcome.to_pay == 9_000
    assert outcome.statuses_before == outcome.statuses_after == {"bronze", "silver"}
    spent(till, 10_000)
    assert till.has(SPEND) == 10_000
    assert held(till) == {"bronze", "silver"}
    spent(till, 1_000)
    assert till.has(SPEND) == 10_900


def test_without_a_member_nothing_is_counted_and_nothing_is_off() -> None:
    till = Till([tiers()], ShopRules(crossing_gets_tier=True))
    outcome = till.quote(amount(10_000), member_id=None)
    assert (outcome.to_pay, outcome.entries) == (10_000, ())


def test_the_best_level_takes_its_own_percent_and_can_be_declined() -> None:
    till = Till([tiers()])
    spent(till, 30_000)
    assert till.quote(amount(1_000)).to_pay == 800
    assert [each.offer_id for each in till.quote(amount(1_000)).applied] == ["tiers:gold"]
    assert till.quote(amount(1_000), Choices(rewards={"tiers:gold": 0})).to_pay == 1_000


def test_a_level_multiplies_points_and_leaves_stamps() -> None:
    till = Till([tiers(), *preset("both")])
    till.sell(amount(30_000))
    before = till.has(POINTS), till.has(STAMPS)
    till.sell(cups(5, 100))
    assert (till.has(POINTS) - before[0], till.has(STAMPS) - before[1]) == (8, 5)  # 400 paid, counted twice


# Holding, renewing, falling.


def at_days(till: Till, *days: str) -> list[set[str]]:
    """The levels held on some days."""
    found = []
    for day in days:
        till.at(day)
        found.append(set(held(till)))
    return found


def test_a_level_holds_a_year_and_the_grace_then_falls_one_step_that_holds_again() -> None:
    till = Till([tiers()])
    spent(till, 30_000)  # 2026-03-01
    one, two, three = {"bronze"}, {"bronze", "silver"}, {"bronze", "silver", "gold"}
    assert at_days(till, "2027-03-01", "2027-03-31", "2027-04-01") == [three, three, two]
    assert at_days(till, "2028-04-30", "2028-05-01", "2029-05-31") == [two, one, one]
    assert at_days(till, "2029-06-01", "2040-01-01") == [NO_LEVEL, NO_LEVEL]


def test_validity_of_0_days_is_for_ever() -> None:
    till = Till([tiers(validity_days=0)])
    spent(till, 3_000)
    assert at_days(till, "2046-03-01") == [{"bronze"}]
    assert [each.key for each in notices(till)] == ["tiers.notice_held_ever", "tiers.notice_next_money"]


def test_one_more_purchase_renews_a_level_of_one_purchase_from_its_day() -> None:
    till = Till([tiers(BRONZE)])
    spent(till, 3_000)
    till.at("2026-12-01")
    spent(till, 2_999, 3_000)
    till.at("2027-12-15")  # the days of grace
    assert held(till) == {"bronze"}
    spent(till, 2_999)
    assert at_days(till, "2027-12-31", "2028-01-01") == [{"bronze"}, NO_LEVEL]


def test_the_days_of_grace_can_still_renew() -> None:
    till = Till([tiers(BRONZE)])
    spent(till, 3_000)
    till.at("2027-03-31")
    spent(till, 3_000)
    assert at_days(till, "2028-04-29", "2028-04-30") == [{"bronze"}, NO_LEVEL]


def test_a_cumulative_level_is_renewed_by_the_same_sum_counted_anew() -> None:
    till = Till([tiers(level("silver", "cumulative", 10_000))])
    spent(till, 15_000)
    till.at("2026-06-01")
    spent(till, 9_999)
    assert at_days(till, "2027-04-01") == [NO_LEVEL]
    till.at("2026-06-02")
    spent(till, 1)
    assert at_days(till, "2027-04-01", "2027-07-02", "2027-07-03") == [{"silver"}, {"silver"}, NO_LEVEL]


def test_after_a_step_down_the_sums_begin_anew() -> None:
    till = Till([tiers()])
    spent(till, 30_000)
    till.at("2027-04-01")
    assert held(till) == {"bronze", "silver"}
    till.sell(amount(11_111))  # 10,000 paid: renews silver, and is the first of the next gold
    assert [(each.key, each.facts.get("money_missing")) for each in notices(till)] == [
        ("tiers.notice_held", None),
        ("tiers.notice_keep_money", 10_000),
        ("tiers.notice_next_money", 20_000),
    ]
    till.sell(amount(22_222))
    assert held(till) == {"bronze", "silver", "gold"}


def test_a_rolling_level_looks_at_the_last_365_days() -> None:
    till = Till([tiers(level("vip", "rolling", 5_000))])
    spent(till, 2_500)
    till.at("2027-03-01")  # a year later to the day: the first sale is out
    spent(till, 2_499)
    assert held(till) == NO_LEVEL
    till.at("2028-02-28")  # the last day on which it is in
    spent(till, 2_500)
    assert held(till) == NO_LEVEL
    spent(till, 1)
    assert held(till) == {"vip"}


def test_visits_make_a_level_however_little_is_spent() -> None:
    till = Till([tiers(level("friend", "visits", 3))])
    till.sell(amount(1))
    till.sell(Basket())
    assert (held(till), till.has(VISITS)) == (NO_LEVEL, 2)
    till.sell(Basket((Line(100), Line(50))))
    assert held(till) == {"friend"}
    assert at_days(till, "2027-03-31", "2027-04-01") == [{"friend"}, NO_LEVEL]


def test_business_days_decide_not_hours() -> None:
    till = Till([tiers(BRONZE)], ShopRules(day_starts_at_hour=4))
    till.at("2026-03-02", 3)
    spent(till, 3_000)  # still the business day of March 1
    till.at("2027-04-01", 3)
    assert held(till) == {"bronze"}
    till.at("2027-04-01", 4)
    assert held(till) == NO_LEVEL


def test_a_zone_whose_clocks_change_counts_the_same_days() -> None:
    till = Till([tiers(BRONZE)], ShopRules(time_zone="Europe/London"))
    till.at("2026-07-01", 0)
    spent(till, 3_000)
    till.at("2027-07-31", 23)
    assert held(till) == {"bronze"}
    till.at("2027-08-01", 0)
    assert held(till) == NO_LEVEL


# Taking back.


def test_a_refund_withdraws_a_tier_that_rested_on_it_and_leaves_the_discounts_used() -> None:
    till = Till([tiers()])
    spent(till, 9_000)
    crossing = spent(till, 1_000)
    later = till.sell(amount(100))
    assert (held(till), later.bill) == ({"bronze", "silver"}, 90)
    till.refund(crossing, 91)
    assert held(till) == {"bronze"}
    assert later.bill == 90


def test_refunds_in_pieces_cancel_and_undo_leave_nothing() -> None:
    for pieces in ((1, 1_000, None), (None,), (3_333, 3_333, 3_334)):
        till = Till([tiers(level("friend", "visits", 1), SILVER)])
        sale = spent(till, 10_000)
        for piece in pieces:
            assert held(till) == ({"friend", "silver"} if till.has(SPEND) == 10_000 else {"friend"})
            till.refund(sale, piece)
        assert (held(till), till.has(SPEND), till.has(VISITS)) == (NO_LEVEL, 0, 0)
    for take_back in (Till.cancel, Till.undo):
        till = Till([tiers(level("friend", "visits", 1))])
        take_back(till, spent(till, 10_000))
        assert (held(till), till.has(SPEND), till.has(VISITS)) == (NO_LEVEL, 0, 0)


def test_a_visit_stays_a_visit_when_a_part_is_refunded() -> None:
    till = Till([tiers(level("friend", "visits", 1))])
    sale = spent(till, 1_000)
    till.refund(sale, 999)
    assert (till.has(SPEND), till.has(VISITS)) == (1, 1)


def test_every_entry_and_notice_is_said_in_both_languages() -> None:
    till = Till([tiers(level("friend", "visits", 5), GOLD, benefits=[{**SERVICE, "level": "friend"}])])
    sale = spent(till, 1_200)
    assert till.explained(sale, "zh_tw") == ("會員等級：計入消費 NT$ 1,200", "會員等級：計入 1 次來店")
    assert till.explained(sale, "en") == ("會員等級: NT$ 1,200 counted", "會員等級: 1 visit counted")
    back = till.refund(sale)
    assert isinstance(back, Operation)
    assert len(till.explained(back, "zh_tw")) == len(till.explained(back, "en")) == 2
    assert said(till, "zh_tw") == ["再來 5 次升friend"]
    assert said(till, "en") == ["5 visits to friend"]


def test_how_far_it_is_to_the_next_level_is_said() -> None:
    till = Till([tiers(SILVER)])
    spent(till, 9_963)
    assert said(till, "zh_tw") == ["差 NT$ 37 升銀級"]
    spent(till, 37)
    assert said(till, "zh_tw") == ["銀級會員，到 2027-03-01", "再消費 NT$ 10,000 續銀級"]
    till.at("2027-03-02")
    assert said(till, "zh_tw")[0] == "銀級會員的寬限期，到 2027-03-31"
    assert said(till, "en")[0] == "銀級, days of grace until 2027-03-31"


def test_the_sentence_states_the_whole_programme() -> None:
    programme = tiers(BRONZE, SILVER, GOLD, benefits=[SERVICE])
    assert programme_sentence(programme, Words("zh_tw")) == (
        "銅級（單筆滿 NT$ 3,000）；銀級（累積滿 NT$ 10,000）：9 折，免費保養每年 1 次；"
        "金級（累積滿 NT$ 30,000）：8 折，點數兩倍。等級維持 365 天。"
    )
    assert programme_sentence(programme, Words("en")) == (
        "銅級 (NT$ 3,000 in one purchase); 銀級 (NT$ 10,000 in all): 10% off, 免費保養 (1 a year); "
        "金級 (NT$ 30,000 in all): 20% off, double points. A level holds 365 days."
    )


# Benefits.


def test_a_yearly_benefit_is_counted_and_comes_again_next_year() -> None:
    till = Till([tiers(SILVER, benefits=[SERVICE], validity_days=0)])
    assert offer(till, "service") is None
    spent(till, 10_000)
    use = Choices(rewards={"tiers:service": 1})
    till.sell(amount(100), use)
    found = offer(till, "service")
    assert found is not None
    assert found.why_not == Refusal(RefusalReason.USED_UP, {"most": 1})
    till.at("2027-02-28")
    assert till.quote(amount(100), use).dropped["tiers:service"].reason is RefusalReason.USED_UP
    till.at("2027-03-01")
    assert [each.offer_id for each in till.quote(amount(100), use).applied] == ["tiers:silver", "tiers:service"]


def test_what_is_not_used_in_a_year_is_not_carried() -> None:
    till = Till([tiers(SILVER, benefits=[SERVICE], validity_days=0)])
    spent(till, 10_000)
    till.at("2029-03-01")
    till.sell(amount(100), Choices(rewards={"tiers:service": 1}))
    found = offer(till, "service")
    assert found is not None
    assert found.most == 0


def test_a_refunded_sale_gives_its_benefit_back() -> None:
    till = Till([tiers(SILVER, benefits=[SERVICE])])
    spent(till, 10_000)
    sale = till.sell(amount(100), Choices(rewards={"tiers:service": 1}))
    till.refund(sale)
    found = offer(till, "service")
    assert found is not None
    assert found.most == 1


# Given by hand.


def test_a_tier_given_by_hand_is_a_floor() -> None:
    till = Till([tiers()])
    given = till.adjust(give_tier(tiers(), "silver", till.standing(), "f" * 32, "攝影比賽第一名"))
    assert held(till) == {"bronze", "silver"}
    assert till.quote(amount(100)).to_pay == 90
    assert till.explained(given, "zh_tw") == ("會員等級：店家給的等級",)
    assert given.detail == {"note": "攝影比賽第一名"}
    assert at_days(till, "2040-01-01") == [{"bronze", "silver"}]
    till.sell(amount(33_334))
    assert held(till) == {"bronze", "silver", "gold"}
    assert at_days(till, "2050-01-01") == [{"bronze", "silver"}]


def test_a_tier_given_until_a_day_ends_with_it_and_one_taken_away_at_once() -> None:
    till = Till([tiers()])
    spent(till, 3_000)
    till.adjust(give_tier(tiers(), "gold", till.standing(), "e" * 32, "大使", date(2026, 6, 30)))
    assert at_days(till, "2026-06-30") == [{"bronze", "silver", "gold"}]
    assert said(till, "zh_tw")[0] == "金級會員，到 2026-06-30"
    assert at_days(till, "2026-07-01") == [{"bronze"}]
    till.adjust(give_tier(tiers(), "gold", till.standing(), "d" * 32, "大使"))
    taken = till.adjust(take_tier(tiers(), till.standing(), "c" * 32, "不再合作"))
    assert held(till) == {"bronze"}
    till.undo(taken)
    assert held(till) == {"bronze", "silver", "gold"}


# Versions, stopping, terms.


def test_a_raised_threshold_takes_no_level_away_before_its_days_are_over() -> None:
    old = tiers(level("silver", "cumulative", 5_000))
    new = replace(tiers(level("silver", "cumulative", 10_000)), version=2, from_day=date(2026, 4, 1), earlier=(old,))
    till = Till([old])
    spent(till, 6_000)
    till.programmes = [new]
    assert at_days(till, "2026-04-01", "2027-03-31", "2027-04-01") == [{"silver"}, {"silver"}, NO_LEVEL]
    till.at("2026-05-01")
    spent(till, 9_999)
    assert at_days(till, "2027-04-01") == [NO_LEVEL]


def test_a_lowered_threshold_holds_from_its_first_day() -> None:
    old = tiers(level("silver", "cumulative", 10_000))
    new = replace(tiers(level("silver", "cumulative", 6_000)), version=2, from_day=date(2026, 4, 1), earlier=(old,))
    till = Till([old])
    spent(till, 6_000)
    till.programmes = [new]
    assert at_days(till, "2026-04-01", "2027-05-01", "2027-05-02") == [{"silver"}, {"silver"}, NO_LEVEL]


def test_a_level_that_a_new_version_dropped_leaves_the_one_below() -> None:
    old = tiers()
    new = replace(tiers(BRONZE, GOLD), version=2, from_day=date(2026, 4, 1), earlier=(old,))
    till = Till([old])
    spent(till, 10_000)
    till.programmes = [new]
    assert at_days(till, "2026-04-01") == [{"bronze"}]


def test_a_stopped_programme_counts_nothing_more_and_keeps_its_levels() -> None:
    till = Till([tiers()])
    spent(till, 10_000)
    till.programmes = [replace(tiers(), stopped=True)]
    assert till.quote(amount(100)).to_pay == 90
    till.sell(amount(100))
    assert till.has(SPEND) == 10_000
    assert at_days(till, "2027-04-01") == [{"bronze"}]


@pytest.mark.parametrize(
    ("terms", "place", "detail"),
    [
        ({}, "p.levels", "empty"),
        ({"levels": [SILVER, SILVER]}, "p.levels[1].id", "used_twice"),
        ({"levels": [{**SILVER, "threshold": 0}]}, "p.levels[0].threshold", "below_minimum"),
        ({"levels": [GOLD], "benefits": [SERVICE]}, "p.benefits[0].level", "unknown_reference"),
        ({"levels": [SILVER], "benefits": [{**SERVICE, "id": "silver"}]}, "p.benefits[0].id", "used_twice"),
    ],
)
def test_terms_that_do_not_fit_are_refused_by_their_place(terms: dict[str, object], place: str, detail: str) -> None:
    answer = read_terms("tiers", terms, "p")
    assert isinstance(answer, Refusal)
    assert (answer.facts["place"], answer.facts["detail"]) == (place, detail)
