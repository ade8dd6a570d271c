"""When a programme applies: lines, minimums, days and hours, people, uses."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from loyalty.basket import Line
from loyalty.checkout import situate
from loyalty.conditions import (
    ALL_FIELDS,
    EVERY_LINE,
    LineFilter,
    Minimum,
    UseLimit,
    below,
    limits,
    line_filter,
    minimum,
    not_for,
    not_now,
    period_end,
)
from loyalty.explain import explain_refusal
from loyalty.ledger import SHOP, TALLY, Account, Lot, Standing, Unit
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from loyalty.situation import Situation
from loyalty.terms import validate
from loyalty.words import Words

LATTE = Line(60, 2, "latte", "拿鐵", "飲料/咖啡", ("熱",))
TEA = Line(40, 1, "tea", "紅茶", "飲料")
CAKE = Line(120, 1, "cake", "蛋糕", "點心", ("手作", "熱"))
TYPED = Line(500)
TOP_UP = Line(1_000, 1, name="儲值", plan="wallet:big")
EVERYTHING = (LATTE, TEA, CAKE, TYPED, TOP_UP)
USES = Account("p", Unit.USE)


def terms(**given: object) -> dict[str, object]:
    """Checked terms that hold every field of the conditions."""
    found = validate(ALL_FIELDS, given, "terms")
    assert not isinstance(found, Refusal), found
    return found


def at(moment: str, shop: ShopRules | None = None, standing: Standing | None = None, *statuses: str) -> Situation:
    """The situation at a time on the shop's wall ("2026-03-06T22:00")."""
    rules = shop or ShopRules()
    at_ms = round(datetime.fromisoformat(moment + "+08:00").timestamp() * 1000)
    return situate((), standing or Standing(), at_ms, rules, statuses=frozenset(statuses))


def taken(**given: object) -> list[str]:
    found = line_filter(terms(**given))
    return [line.name or "typed" for line in EVERYTHING if found.takes(line)]


# Lines.


def test_nothing_named_takes_every_line_of_goods_but_nothing_bought_for_later() -> None:
    assert taken() == ["拿鐵", "紅茶", "蛋糕", "typed"]
    assert line_filter(terms()).is_open


def test_a_category_takes_those_below_it_and_no_namesakes() -> None:
    assert taken(categories=["飲料"]) == ["拿鐵", "紅茶"]
    assert taken(categories=["飲料/咖啡"]) == ["拿鐵"]
    assert not below("飲料水", "飲料")
    assert below("飲料", "飲料")


def test_a_product_and_a_tag_take_their_lines_beside_the_category() -> None:
    assert taken(products=["tea"]) == ["紅茶"]
    assert taken(tags=["熱"]) == ["拿鐵", "蛋糕"]
    assert taken(categories=["點心"], products=["tea"]) == ["紅茶", "蛋糕"]


def test_what_is_excluded_never_counts_by_category_product_or_tag() -> None:
    assert taken(excluded=["飲料/咖啡"]) == ["紅茶", "蛋糕", "typed"]
    assert taken(excluded=["cake"]) == ["拿鐵", "紅茶", "typed"]
    assert taken(categories=["飲料", "點心"], excluded=["熱"]) == ["紅茶"]
    assert not line_filter(terms(excluded=["x"])).is_open


def test_older_terms_with_one_category_are_read() -> None:
    assert line_filter({"category": "飲料"}) == LineFilter(("飲料",))
    assert line_filter({"category": ""}) == EVERY_LINE


# Minimums.

PAID = [(LATTE, 110), (TEA, 40), (TOP_UP, 1_000)]


@pytest.mark.parametrize(("amount", "missing"), [(149, 0), (150, 0), (151, 1), (1_000, 850)])
def test_an_amount_is_counted_on_what_is_paid_for_goods(amount: int, missing: int) -> None:
    found = Minimum(amount=amount).missing(PAID, EVERY_LINE)
    assert (found.facts["missing"] if found else 0) == missing


@pytest.mark.parametrize(("quantity", "missing"), [(3, 0), (4, 1)])
def test_a_quantity_is_counted_in_units(quantity: int, missing: int) -> None:
    found = Minimum(quantity=quantity).missing(PAID, EVERY_LINE)
    assert (found.facts["missing"] if found else 0) == missing


def test_a_minimum_on_matching_lines_leaves_the_others_out() -> None:
    coffee = LineFilter(("飲料/咖啡",))
    assert Minimum(amount=111, on_matching=True).missing(PAID, coffee) == Refusal(
        RefusalReason.MINIMUM_AMOUNT, {"missing": 1, "minimum": 111}
    )
    assert Minimum(amount=111).missing(PAID, coffee) is None
    assert Minimum(quantity=3, on_matching=True, lines=LineFilter(("飲料",))).missing(PAID, coffee) is None


def test_the_amount_is_named_before_the_quantity() -> None:
    found = Minimum(quantity=9, amount=999).missing(PAID, EVERY_LINE)
    assert found is not None
    assert found.reason is RefusalReason.MINIMUM_AMOUNT


def test_each_use_asks_for_the_minimum_again() -> None:
    assert Minimum(quantity=2).uses(PAID, EVERY_LINE, 5) == 5
    assert Minimum(quantity=2, each_use=True).uses(PAID, EVERY_LINE, 5) == 1
    assert Minimum(amount=50, each_use=True).uses(PAID, EVERY_LINE, 5) == 3
    assert Minimum(amount=50, each_use=True).uses(PAID, EVERY_LINE, 2) == 2
    assert Minimum(quantity=1, amount=100, each_use=True).uses(PAID, EVERY_LINE, 5) == 1


def test_a_minimum_is_read_from_the_terms() -> None:
    assert minimum(terms(minimum_quantity=2, minimum_amount=300, minimum_on="matching")) == Minimum(2, 300, True)
    assert minimum(terms()) == Minimum()


# Days and hours.


@pytest.mark.parametrize(
    ("day", "reason"),
    [("2026-02-28", "not_yet"), ("2026-03-01", None), ("2026-03-31", None), ("2026-04-01", "is_over")],
)
def test_first_and_last_day_count_whole(day: str, reason: str | None) -> None:
    asked = terms(from_day="2026-03-01", until_day="2026-03-31")
    for hour in ("00:00", "23:59"):
        found = not_now(asked, at(f"{day}T{hour}"))
        assert (found.reason if found else None) == reason


def test_a_day_is_the_shops_business_day() -> None:
    bar = ShopRules(day_starts_at_hour=4)
    asked = terms(until_day="2026-03-31")
    assert not_now(asked, at("2026-04-01T03:59", bar)) is None
    assert not_now(asked, at("2026-04-01T04:00", bar)) is not None


def test_a_weekday_is_that_of_the_business_day() -> None:
    bar = ShopRules(day_starts_at_hour=4)
    asked = terms(weekdays=["sat", "fri"])
    assert not_now(asked, at("2026-03-06T12:00")) is None
    assert not_now(asked, at("2026-03-08T03:00", bar)) is None
    found = not_now(asked, at("2026-03-08T12:00"))
    assert found == Refusal(RefusalReason.OTHER_WEEKDAY, {"weekdays": "fri,sat"})


@pytest.mark.parametrize(
    ("start", "end", "hour", "is_open"),
    [
        ("14:00", "17:00", "13:59", False),
        ("14:00", "17:00", "14:00", True),
        ("14:00", "17:00", "16:59", True),
        ("14:00", "17:00", "17:00", False),
        ("22:00", "02:00", "21:59", False),
        ("22:00", "02:00", "23:30", True),
        ("22:00", "02:00", "00:00", True),
        ("22:00", "02:00", "02:00", False),
        ("", "12:00", "00:00", True),
        ("", "12:00", "12:00", False),
        ("18:00", "", "23:59", True),
        ("18:00", "", "17:59", False),
    ],
)
def test_hours_begin_on_the_minute_end_before_it_and_may_cross_midnight(
    start: str, end: str, hour: str, is_open: bool
) -> None:
    found = not_now(terms(from_time=start, until_time=end), at(f"2026-03-06T{hour}"))
    assert (found is None) == is_open
    assert found is None or found.reason is RefusalReason.OTHER_HOURS


# People.


def test_one_of_the_named_tiers_or_tags_is_enough() -> None:
    asked = terms(for_statuses=["gold"], for_tags=["鄰居"])
    member = Standing(1)
    assert not_for(asked, at("2026-03-06T12:00", None, member, "gold")) is None
    assert not_for(asked, at("2026-03-06T12:00", None, Standing(1, tags=("鄰居",)))) is None
    found = not_for(asked, at("2026-03-06T12:00", None, member, "silver"))
    assert found == Refusal(RefusalReason.OTHER_TIER, {"wanted": "gold,鄰居"})
    assert not_for(asked, at("2026-03-06T12:00")) == Refusal(RefusalReason.MEMBER_NEEDED)
    assert not_for(terms(), at("2026-03-06T12:00")) is None


# Uses.


def used(count: int) -> Lot:
    return Lot(TALLY, USES, count, 0)


def test_uses_are_counted_for_each_and_for_everybody_together() -> None:
    programme = Programme("p", 1, "coupon", "P", terms(first_uses=100, uses_each=2, uses_every="month"))
    situation = at("2026-02-10T12:00", None, Standing(1, (used(1),), others={SHOP: Standing(SHOP, (used(98),))}))
    each, first = limits(programme, situation)
    assert each == UseLimit(USES, 2, date(2026, 2, 28))
    assert first == UseLimit(USES, 100, None, SHOP)
    assert (each.left(situation), first.left(situation)) == (1, 2)


def test_no_limit_is_none_and_a_part_is_counted_apart() -> None:
    situation = at("2026-02-10T12:00")
    assert limits(Programme("p", 1, "coupon", "P", terms()), situation) == ()
    (found,) = limits(Programme("p", 1, "coupon", "P", terms(uses_each=1)), situation, "bonus")
    assert found == UseLimit(Account("p", Unit.USE, "bonus"), 1)


def test_what_was_used_too_often_leaves_nothing() -> None:
    limit = UseLimit(USES, 1)
    assert limit.left(at("2026-02-10T12:00", None, Standing(1, (used(3),)))) == 0


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("day", date(2026, 12, 30)),
        ("week", date(2027, 1, 3)),
        ("month", date(2026, 12, 31)),
        ("year", date(2026, 12, 31)),
        ("ever", None),
    ],
)
def test_a_period_ends_with_its_last_day(period: str, last: date | None) -> None:
    assert period_end(period, date(2026, 12, 30)) == last


def test_february_ends_on_its_own_day() -> None:
    assert period_end("month", date(2028, 2, 1)) == date(2028, 2, 29)
    assert period_end("month", date(2026, 1, 31)) == date(2026, 1, 31)


@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_every_reason_is_told_with_how_far_to_go(language: str) -> None:
    asked = terms(from_day="2026-03-10", weekdays=["mon"], for_tags=["VIP"])
    situation = at("2026-03-06T12:00", None, Standing(1))
    reasons = [
        not_now(asked, situation),
        not_now(terms(until_day="2026-01-01"), situation),
        not_now(terms(weekdays=["mon", "tue"]), situation),
        not_now(terms(from_time="20:00"), situation),
        not_for(asked, situation),
        Minimum(amount=500).missing(PAID, EVERY_LINE),
        Minimum(quantity=9).missing(PAID, EVERY_LINE),
    ]
    told = [explain_refusal(reason, Words(language)) for reason in reasons if reason is not None]
    assert len(told) == len(set(told)) == 7
    assert "{" not in "".join(told)
