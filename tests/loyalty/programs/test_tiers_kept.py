"""Tiers: taken back with a refund, said, used, given by hand, kept over a change of the terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from loyalty.adjustments import give_tier, take_tier
from loyalty.basket import Choices
from loyalty.explain import programme_sentence
from loyalty.ledger import Operation
from loyalty.programs import read_terms
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import Words
from tests.loyalty.programs.tiers_shop import (
    BRONZE,
    GOLD,
    NO_LEVEL,
    SERVICE,
    SILVER,
    SPEND,
    VISITS,
    at_days,
    held,
    level,
    offer,
    said,
    spent,
    tiers,
)
from tests.loyalty.till import Till, amount


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
        "金級（累積滿 NT$ 30,000）：8 折，點數與回饋金 2 倍。等級維持 365 天。"
    )
    assert programme_sentence(programme, Words("en")) == (
        "銅級 (NT$ 3,000 in one purchase); 銀級 (NT$ 10,000 in all): 10% off, 免費保養 (1 a year); "
        "金級 (NT$ 30,000 in all): 20% off, double points and cashback. A level holds 365 days."
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
