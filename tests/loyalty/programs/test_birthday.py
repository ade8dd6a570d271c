"""The birthday: its window in either calendar, once for each birthday, and who has to agree."""

from __future__ import annotations

from datetime import date

import pytest

from loyalty.basket import Choices
from loyalty.birthdays import parse_birthday, solar_date
from loyalty.checkout import situate
from loyalty.earlier_sales import outcome_of
from loyalty.explain import programme_sentence
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import Words
from tests.loyalty.programs.terms import offer, place_of_fault, programme, stopped, why
from tests.loyalty.till import MEI, POINTS, Till, amount, cups, preset

CAKE = {"reward_kind": "free_item", "reward_title": "生日蛋糕", "reward_added": True, "reward_cost": 40}
TEN_OFF = {"reward_kind": "percent_off", "reward_percent": 10, "reward_title": "壽星 9 折", "automatic": True}
OFFER = "birthday:reward"
GIFT = Choices(rewards={OFFER: 1})
USED = Account("birthday", Unit.USE, "reward")


def birthday(**terms: object) -> Programme:
    return programme("birthday", "birthday", **{**CAKE, **terms})


def till_of(found: Programme, born: str, *others: Programme) -> Till:
    """A till at which somebody born that day stands."""
    till = Till((found, *others))
    read = parse_birthday(born)
    assert isinstance(read, Birthday)
    till.about["birthday"] = read
    return till


def given_on(till: Till, *days: str) -> list[bool]:
    """On which of these days the offer could be used."""
    open_days = []
    for day in days:
        till.at(day)
        open_days.append(why(till.quote(cups(1)), OFFER) is None)
    return open_days


def test_the_month_of_the_birthday_counts_from_its_first_day_to_its_last() -> None:
    till = till_of(birthday(), "1986-03-05")
    assert given_on(till, "2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01") == [False, True, True, False]


def test_an_roc_year_is_the_same_birthday() -> None:
    till = till_of(birthday(window="day"), "民國75年3月5日")
    assert given_on(till, "2026-03-04", "2026-03-05", "2026-03-06") == [False, True, False]


def test_the_days_around_a_birthday_cross_the_end_of_the_year() -> None:
    till = till_of(birthday(window="around", days_before=3, days_after=5), "12/30")
    days = ("2026-12-26", "2026-12-27", "2027-01-04", "2027-01-05")
    assert given_on(till, *days) == [False, True, True, False]


def test_the_29th_of_february_is_the_28th_in_a_common_year() -> None:
    till = till_of(birthday(window="day"), "1996-02-29")
    assert given_on(till, "2026-02-28", "2026-03-01") == [True, False]
    assert given_on(till, "2028-02-28", "2028-02-29") == [False, True]


def test_another_day_says_when_and_no_birthday_says_so() -> None:
    till = till_of(birthday(window="around"), "1986-05-20")
    till.at("2026-03-01")
    refusal = offer(till.quote(amount(100)), OFFER).why_not
    assert refusal == Refusal(RefusalReason.NOT_BIRTHDAY, {"day": "2026-05-13"})
    till.about = {}
    assert why(till.quote(amount(100)), OFFER) is RefusalReason.NO_BIRTHDAY
    assert why(till.quote(amount(100), member_id=None), OFFER) is RefusalReason.MEMBER_NEEDED


def test_the_gift_is_there_once_a_year() -> None:
    till = till_of(birthday(), "3/5")
    till.at("2026-03-02")
    sale = till.sell(cups(1), GIFT)
    assert [entry.reason for entry in sale.entries] == [EntryReason.USED]
    assert sale.entries[0].expires_on == date(2027, 2, 28)
    again = till.quote(cups(1), GIFT)
    assert again.dropped[OFFER] == Refusal(RefusalReason.USED_UP, {"most": 1})
    assert given_on(till, "2026-03-31", "2027-03-01") == [False, True]


def test_a_refund_in_pieces_gives_the_gift_back_with_the_last_one() -> None:
    till = till_of(birthday(), "3/5")
    till.at("2026-03-02")
    sale = till.sell(cups(2), GIFT)
    till.refund(sale, 100)
    assert till.has(USED) == 1
    till.refund(sale)
    assert till.has(USED) == 0
    assert given_on(till, "2026-03-02") == [True]


@pytest.mark.parametrize("take_back", ["undo", "cancel"])
def test_what_takes_the_sale_back_gives_the_gift_back(take_back: str) -> None:
    till = till_of(birthday(), "3/5")
    till.at("2026-03-02")
    sale = till.sell(cups(2), GIFT)
    getattr(till, take_back)(sale)
    assert till.has(USED) == 0


def test_a_birthday_moved_ahead_brings_no_second_gift_in_the_year() -> None:
    till = till_of(birthday(), "12/20")
    till.at("2026-12-20")
    till.sell(cups(1), GIFT)
    till.about["birthday"] = Birthday(BirthdayCalendar.SOLAR, 2, 3)
    assert given_on(till, "2027-02-03") == [False]
    assert given_on(till, "2028-02-03") == [True]


def test_a_birthday_changed_within_twelve_months_needs_the_lead() -> None:
    till = till_of(birthday(), "3/5")
    till.about["birthday_changed_on"] = date(2025, 3, 6)
    till.at("2026-03-05")
    assert why(till.quote(cups(1)), OFFER) is RefusalReason.BIRTHDAY_CHANGED
    agreed = Choices(rewards={OFFER: 1}, notes={OFFER: "店長看過證件"})
    assert till.quote(cups(1), agreed).applied[0].offer_id == OFFER
    till.at("2026-03-06")
    assert why(till.quote(cups(1)), OFFER) is None


def test_joining_inside_the_month_counts() -> None:
    till = till_of(birthday(), "3/5")
    till.at("2026-03-28")
    till.about["joined_at_ms"] = till.now_ms
    assert why(till.quote(cups(1)), OFFER) is None


@pytest.mark.parametrize("year", range(2024, 2040))
def test_a_lunar_birthday_comes_once_in_each_lunar_year(year: int) -> None:
    """The sixth month has 29 days in some years: its 30th is then the 29th."""
    born = Birthday(BirthdayCalendar.LUNAR, 6, 30)
    till = Till((birthday(window="day"),))
    till.about["birthday"] = born
    till.at(solar_date(born, year).isoformat())
    till.sell(cups(1), GIFT)
    assert why(till.quote(cups(1)), OFFER) is RefusalReason.USED_UP
    till.at(solar_date(born, year + 1).isoformat())
    assert why(till.quote(cups(1)), OFFER) is None


def test_a_lunar_birthday_at_the_end_of_the_year_falls_into_the_next_solar_one() -> None:
    till = till_of(birthday(window="day"), "農曆12/29")
    assert given_on(till, "2026-02-16", "2027-02-05") == [True, True]
    till.at("2026-02-16")
    till.sell(cups(1), GIFT)
    assert given_on(till, "2026-02-16", "2027-02-05") == [False, True]


def test_the_solar_month_in_which_a_lunar_birthday_falls_is_the_one_that_counts() -> None:
    till = till_of(birthday(), "農曆8/15")
    assert given_on(till, "2026-09-01", "2026-09-25", "2026-10-01") == [True, True, False]


def test_a_discount_works_by_itself_and_competes_with_others() -> None:
    better = programme(
        "coupon", "code", code="TWENTY", reward_kind="percent_off", reward_percent=20, reward_title="8 折"
    )
    till = till_of(birthday(**TEN_OFF), "3/5", better)
    till.at("2026-03-05")
    assert till.quote(amount(95)).to_pay == 86
    outcome = till.quote(amount(95), Choices(codes=("TWENTY",)))
    assert (outcome.to_pay, why(outcome, OFFER)) == (76, RefusalReason.OTHER_DISCOUNT_BETTER)
    till.sell(amount(95), Choices(codes=("TWENTY",)))
    assert till.has(USED) == 0


def test_an_automatic_discount_can_be_kept_for_a_larger_bill() -> None:
    till = till_of(birthday(**TEN_OFF), "3/5")
    till.at("2026-03-05")
    till.sell(amount(30), Choices(rewards={OFFER: 0}))
    assert till.quote(amount(1_000)).to_pay == 900


def test_points_are_doubled_in_the_month_at_every_visit() -> None:
    doubled = birthday(effects=["multiplier"], multiplier_percent=200)
    till = till_of(doubled, "3/5", *preset("point_per_hundred"))
    till.at("2026-03-05")
    for _ in range(2):
        till.sell(amount(250))
    assert till.has(POINTS) == 10
    till.at("2026-04-01")
    till.sell(amount(250))
    assert till.has(POINTS) == 12


def test_a_gift_doubled_points_and_points_on_top_go_together() -> None:
    terms = {"effects": ["reward", "multiplier", "bonus"], "bonus_points": 30, "bonus_programme": "points"}
    till = till_of(birthday(**terms), "3/5", *preset("point_per_hundred"))
    till.at("2026-03-05")
    sale = till.sell(amount(250), GIFT)
    # 250 counts as 500: 5 points; the 30 on top are not doubled.
    assert till.has(POINTS) == 35
    assert sale.entries[-1].lot.operation_id == sale.id
    till.sell(amount(250))
    assert till.has(POINTS) == 40
    till.refund(sale)
    assert till.has(POINTS) == 5
    till.sell(amount(250), GIFT)
    assert till.has(POINTS) == 40


def test_points_on_top_end_by_their_own_terms() -> None:
    terms = {"effects": ["bonus"], "bonus_programme": "points", "expires": "days", "expires_after": 10}
    till = till_of(birthday(**terms), "3/5", *preset("point_per_hundred"))
    till.at("2026-03-05")
    till.sell(amount(250))
    ends = {lot.expires_on for lot in till.standing().lots if lot.account == POINTS}
    assert ends == {None, date(2026, 3, 15)}


def test_points_on_top_need_the_programme_they_go_to() -> None:
    till = till_of(birthday(effects=["bonus"], bonus_programme="gone"), "3/5")
    till.at("2026-03-05")
    assert till.sell(amount(250)).entries == ()


def test_a_stopped_programme_gives_nothing() -> None:
    till = till_of(stopped(birthday(**TEN_OFF)), "3/5")
    till.at("2026-03-05")
    outcome = till.quote(amount(95))
    assert (outcome.to_pay, outcome.offers) == (95, ())


def test_a_minimum_says_how_much_is_missing() -> None:
    till = till_of(birthday(minimum_amount=200), "3/5")
    till.at("2026-03-05")
    assert till.quote(amount(160), GIFT).dropped[OFFER].facts["missing"] == 40


def test_the_counter_is_told_of_the_birthday() -> None:
    found = birthday()
    till = till_of(found, "3/5")

    def told() -> list[str]:
        situation = situate(till.programmes, till.standing(), till.now_ms, till.shop)
        return [Words("zh_tw")(each.key, **each.facts) for each in kind_of(found).notices(found, situation)]

    till.at("2026-02-05")
    assert told() == []
    till.at("2026-03-05")
    assert told() == ["生日優惠到 2026-03-31：生日蛋糕"]
    till.about["birthday_changed_on"] = date(2026, 1, 1)
    assert told() == ["生日改過，要店長同意才能給生日優惠"]
    del till.about["birthday_changed_on"]
    till.sell(cups(1), GIFT)
    assert told() == ["今年的生日優惠用過了"]


SENTENCES = [
    (birthday(), "生日當月送生日蛋糕，一年一次。", "In the month of the birthday: a gift: 生日蛋糕, once a year."),
    (birthday(window="day", **TEN_OFF), "生日當天打 9 折，一年一次。", "On the birthday: 10% off, once a year."),
    (
        birthday(window="around", effects=["multiplier"], multiplier_percent=150),
        "生日前 7 天到後 7 天點數與回饋金 1.5 倍。",
        "From 7 days before the birthday to 7 after it: 1.5 times the points and cashback.",
    ),
]


@pytest.mark.parametrize(("found", "chinese", "english"), SENTENCES)
def test_it_states_itself(found: Programme, chinese: str, english: str) -> None:
    assert programme_sentence(found, Words("zh_tw")) == chinese
    assert programme_sentence(found, Words("en")) == english


@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_every_entry_says_why(language: str) -> None:
    terms = {"effects": ["reward", "bonus"], "bonus_programme": "points"}
    till = till_of(birthday(**terms), "3/5", *preset("both"))
    till.at("2026-03-05")
    till.refund(till.sell(cups(10), GIFT))
    for operation in till.operations:
        lines = till.explained(operation, language)
        assert all(lines)
        assert "{" not in "".join(lines)


def test_money_off_needs_a_value_and_points_on_top_a_programme() -> None:
    assert place_of_fault("birthday", reward_kind="amount_off", reward_title="折") == "terms.reward_amount"
    assert place_of_fault("birthday", effects=["bonus"]) == "terms.bonus_programme"
    assert place_of_fault("birthday", effects=[]) == "terms.effects"


def test_a_merged_member_has_the_years_gift_once() -> None:
    """Uses are balances: whoever takes over another's ledger takes over what was used."""
    till = till_of(birthday(), "3/5")
    till.at("2026-03-05")
    till.sell(cups(1), GIFT)
    assert [lot.account for lot in till.standing(MEI).lots] == [USED]


def test_a_sale_told_again_shows_the_gift_as_used() -> None:
    till = till_of(birthday(), "3/5")
    till.at("2026-03-05")
    outcome = till.quote(cups(1), GIFT)
    sale = till.sell(cups(1), GIFT)
    again = outcome_of(sale, till.programmes, till.shop)
    assert (again.lines, again.applied, again.entries) == (outcome.lines, outcome.applied, outcome.entries)
    assert (offer(again, OFFER).chosen, offer(again, OFFER).why_not) == (1, None)


def test_it_may_be_for_some_people_only() -> None:
    till = till_of(birthday(for_tags=["VIP"]), "3/5")
    till.at("2026-03-05")
    assert why(till.quote(cups(1)), OFFER) is RefusalReason.OTHER_TIER
    till.about["tags"] = ("VIP",)
    assert why(till.quote(cups(1)), OFFER) is None
