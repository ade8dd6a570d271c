"""What is ahead of a member: what ends soon, and the figures that are told."""

from __future__ import annotations

from datetime import date

from loyalty.basket import Basket, Choices, Line
from loyalty.holdings import held_in, level_title
from loyalty.ledger import Account, Unit
from loyalty.outlook import Ending, endings, outlook, standing_after
from loyalty.programmes import Programme
from loyalty.programs import completed
from tests.loyalty.till import DAY_MS, MINUTE_MS, NOON_MS, Till, amount

CASHBACK = Account("back", Unit.CASHBACK)
PAID, BONUS = Account("wallet", Unit.STORED_PAID), Account("wallet", Unit.STORED_BONUS)


def back(**terms: object) -> Programme:
    return completed(Programme("back", 1, "cashback", "回饋", {"percent": 10, **terms}))


def wallet() -> Programme:
    row = {"id": "big", "pay": 1_000, "bonus": 100}
    return completed(Programme("wallet", 1, "stored_value", "儲值金", {"top_ups": [row]}))


def tiers() -> Programme:
    levels = [
        {"id": level, "title": title, "basis": "cumulative", "threshold": threshold}
        for level, title, threshold in (("silver", "銀級", 100), ("gold", "金級", 1_000))
    ]
    return completed(Programme("tiers", 1, "tiers", "等級", {"levels": levels}))


def test_what_ends_within_thirty_days_is_told_and_nothing_later() -> None:
    till = Till([back(expires="days", expires_after=30)])
    till.sell(amount(500))
    ends = Ending(CASHBACK, 50, date(2026, 3, 31))
    today = date(2026, 3, 1)
    assert endings(till.programmes, till.standing(), today, till.shop) == (ends,)
    assert endings(till.programmes, till.standing(), today, till.shop, days=29) == ()
    assert endings(till.programmes, till.standing(), date(2026, 4, 1), till.shop) == ()


def test_what_ends_on_one_day_is_one_sum() -> None:
    till = Till([back(expires="days", expires_after=30)])
    till.sell(amount(500))
    till.now_ms += MINUTE_MS
    till.sell(amount(300))
    assert [each.amount for each in outlook(till.programmes, till.standing(), till.now_ms, till.shop).endings] == [80]


def test_a_balance_that_ends_with_the_last_visit_counts_from_it() -> None:
    till = Till([back(expires="idle", expires_after=20)])
    till.sell(amount(500))
    (ending,) = endings(till.programmes, till.standing(), date(2026, 3, 2), till.shop)
    assert ending.last_day == date(2026, 3, 21)


def test_the_standing_after_a_quote_is_the_one_that_the_sale_leaves() -> None:
    till = Till([back(expires="days", expires_after=30), wallet(), tiers()])
    till.sell(Basket((Line(1_000, name="儲值金", plan="wallet:big"),)))
    till.now_ms += DAY_MS
    basket, choices = amount(400), Choices({"wallet:pay": 1_050})
    before = till.standing()
    sold = till.quote(basket, choices)
    promised = standing_after(before, sold.entries, till.now_ms, visits=1)
    at_ms = till.now_ms
    till.sell(basket, choices)
    assert promised.balances() == {account: left for account, left in till.standing().balances().items() if left}
    assert (promised.visits, promised.last_visit_ms) == (2, at_ms)


def test_stored_value_and_its_bonus_are_one_figure_with_two_parts() -> None:
    programme = wallet()
    (held,) = held_in(programme, {PAID: 800, BONUS: 100})
    assert held.amount({PAID: 800, BONUS: 100}) == 900
    assert held.of(Unit.STORED_BONUS).amount({PAID: 800, BONUS: 100}) == 100
    assert held_in(programme, {}) == ()


def test_gifts_of_earlier_terms_are_counted_with_todays() -> None:
    card = completed(Programme("card", 2, "stamp_card", "集點卡", {"reward_title": "咖啡"}))
    own, older = Account("card", Unit.REWARD), Account("card", Unit.REWARD, "v1")
    told = held_in(card, {own: 1, older: 2})
    assert [(each.unit, each.amount({own: 1, older: 2})) for each in told] == [(Unit.STAMP, 0), (Unit.REWARD, 3)]


def test_prepaid_items_are_told_by_their_names_even_when_they_are_sold_no_more() -> None:
    item = {"id": "latte", "title": "拿鐵", "categories": ["咖啡"]}
    before = completed(Programme("kept", 1, "prepaid", "寄杯", {"items": [item]}))
    tea = {"id": "tea", "title": "茶", "categories": ["茶"]}
    now = completed(Programme("kept", 2, "prepaid", "寄杯", {"items": [tea]}, earlier=(before,)))
    paid, bonus = Account("kept", Unit.ITEM, "latte"), Account("kept", Unit.ITEM, "latte/bonus")
    (held,) = held_in(now, {paid: 7, bonus: 1})
    assert (held.title, held.amount({paid: 7, bonus: 1})) == ("拿鐵", 8)


def test_a_stopped_programme_is_told_while_something_is_left() -> None:
    stopped = completed(Programme("back", 1, "cashback", "回饋", {}, stopped=True))
    assert held_in(stopped, {CASHBACK: 0}) == ()
    assert len(held_in(stopped, {CASHBACK: 5})) == 1


def test_the_highest_level_names_a_tier() -> None:
    assert level_title(tiers(), {"silver", "gold"}) == "金級"
    assert level_title(tiers(), ()) == ""
    assert level_title(back(), {"gold"}) == ""


def test_the_outlook_tells_the_tier_and_how_far_it_is_to_the_next() -> None:
    till = Till([tiers()])
    till.sell(amount(963))
    ahead = outlook(till.programmes, till.standing(), NOON_MS + DAY_MS, till.shop)
    keys = {notice.key: notice.facts for notice in ahead.notices}
    assert keys["tiers.notice_next_money"] == {"title": "金級", "money_missing": 37}
    assert ahead.statuses == {"silver"}
