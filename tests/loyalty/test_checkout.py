"""The checkout: price, pay, earn, settle; what is offered, and what is refused as typed."""

from __future__ import annotations

import json

import pytest

from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.detail import basket_of, choices_of, detail_of
from loyalty.earlier_sales import outcome_of
from loyalty.ledger import Account, EntryReason, LotKey, Unit
from loyalty.lots import PENDING_OPERATION
from loyalty.outcome import Outcome, RewardKind
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from tests.loyalty.till import COFFEE, GIFT, GIFTS, POINTS, STAMPS, Till, amount, cups, preset

LATTE = Line(120, 1, "latte", "拿鐵", "飲料/咖啡", ("熱",))
TEA = Line(60, 2, "tea", "紅茶", "飲料/茶")
SCONE = Line(45, 1, "scone", "司康", "點心")
TEN_OFF = {"id": "ten", "title": "折十元", "price": 1, "kind": "amount_off", "value": 10, "category": "", "cost": 10}


def rich(**terms: object) -> Till:
    """A member with two gifts and 30 points."""
    till = Till(preset("both", **terms))
    till.sell(Basket((Line(3_000),)), Choices(stamps={"stamp-card": 20}))
    return till


def reasons(outcome: Outcome) -> list[RefusalReason]:
    return [refusal.reason for refusal in outcome.refusals]


def test_a_visit_without_an_amount_is_stamped_once() -> None:
    outcome = Till(preset("both")).quote(Basket())
    assert (outcome.to_pay, outcome.counted_stamps, outcome.earned) == (0, {"stamp-card": 1}, {STAMPS: 1})
    assert outcome.entries[0].reason is EntryReason.COUNTED_BY_HAND


def test_a_quote_without_an_operation_never_opens_a_debt() -> None:
    till = Till(preset("both"))
    till._next_id = lambda: ""  # type: ignore[method-assign]
    assert till.quote(amount(500)).entries[0].lot == LotKey(PENDING_OPERATION, 0)


def test_items_are_counted_one_by_one() -> None:
    outcome = Till(preset("both")).quote(Basket((LATTE, TEA, SCONE)))
    assert outcome.counted_stamps == {"stamp-card": 4}
    assert outcome.after[STAMPS] == 4


def test_a_category_takes_those_below_it() -> None:
    till = Till(preset("both", category="飲料"))
    assert till.quote(Basket((LATTE, TEA, SCONE))).counted_stamps == {"stamp-card": 3}
    assert Till(preset("both", category="飲")).quote(Basket((LATTE,))).counted_stamps == {"stamp-card": 0}


def test_a_typed_amount_beside_items_is_no_stamp() -> None:
    till = Till(preset("both"))
    assert till.quote(Basket((LATTE, Line(500)))).counted_stamps == {"stamp-card": 1}


def test_a_count_by_hand_replaces_the_automatic_one() -> None:
    till = Till(preset("both"))
    assert till.quote(cups(5), Choices(stamps={"stamp-card": 2})).counted_stamps == {"stamp-card": 2}
    nothing = till.quote(cups(5), Choices(stamps={"stamp-card": 0}))
    assert nothing.counted_stamps == {"stamp-card": 0}
    assert all(entry.account != STAMPS for entry in nothing.entries)


def test_a_count_by_hand_has_a_limit() -> None:
    till = Till(preset("both"))
    assert till.quote(amount(60), Choices(stamps={"stamp-card": 20})).refusals == ()
    over = till.quote(amount(60), Choices(stamps={"stamp-card": 21}))
    assert over.refusals == (Refusal(RefusalReason.TOO_MANY_STAMPS, {"limit": 20}),)
    assert over.entries == ()
    assert reasons(till.quote(amount(60), Choices(stamps={"stamp-card": -1}))) == [RefusalReason.TOO_MANY_STAMPS]


def test_a_visit_is_one_stamp_however_much_is_bought() -> None:
    till = Till(preset("both", earn_by="visit"))
    assert till.quote(cups(7)).counted_stamps == {"stamp-card": 1}
    till.sell(amount(3_000))
    only_a_gift = till.quote(Basket(), Choices(rewards={COFFEE: 1}))
    assert only_a_gift.counted_stamps == {"stamp-card": 0}


def test_full_steps_of_money_are_stamps() -> None:
    till = Till(preset("coffee_passport", earn_by="amount", amount_step=150))
    assert till.quote(amount(449)).counted_stamps == {"stamp-card": 2}
    drinks = Till(preset("coffee_passport", earn_by="amount", amount_step=50, category="飲料"))
    assert drinks.quote(Basket((LATTE, SCONE, Line(500)))).counted_stamps == {"stamp-card": 2}


def test_the_cheapest_matching_unit_becomes_free() -> None:
    outcome = rich().quote(Basket((LATTE, TEA, SCONE)), Choices(rewards={GIFT: 2}))
    assert [(line.discount, line.free_units) for line in outcome.lines] == [(0, 0), (60, 1), (45, 1)]
    assert (outcome.subtotal, outcome.discount, outcome.to_pay) == (285, 105, 180)


def test_only_matching_units_become_free() -> None:
    outcome = rich(category="飲料/咖啡").quote(Basket((TEA, LATTE, SCONE)), Choices(rewards={GIFT: 1}))
    assert [line.free_units for line in outcome.lines] == [0, 1, 0]


def test_what_finds_no_unit_is_handed_out_on_top() -> None:
    outcome = rich(category="飲料/咖啡").quote(Basket((LATTE,)), Choices(rewards={GIFT: 2}))
    assert [(line.line.name, line.free_units, line.reward_id) for line in outcome.lines] == [
        ("拿鐵", 1, None),
        ("免費一杯", 1, GIFT),
    ]
    assert outcome.to_pay == 0


def test_points_are_earned_on_what_is_paid() -> None:
    outcome = rich().quote(Basket((Line(120, 2, "latte"),)), Choices(rewards={GIFT: 1}))
    assert outcome.earned == {POINTS: 1, STAMPS: 1}


def test_an_amount_off_is_shared_over_the_lines_exactly() -> None:
    till = rich(rewards=[TEN_OFF])
    outcome = till.quote(Basket((Line(7), Line(7), Line(7))), Choices(rewards={"points:ten": 1}))
    assert [line.discount for line in outcome.lines] == [4, 3, 3]
    assert (outcome.discount, outcome.to_pay) == (10, 11)


def test_an_amount_off_never_goes_below_nothing() -> None:
    till = rich(rewards=[TEN_OFF])
    outcome = till.quote(amount(25), Choices(rewards={"points:ten": 5}))
    assert (outcome.to_pay, outcome.applied[0].times, outcome.applied[0].discount) == (0, 3, 25)
    assert outcome.offers[0].most == 3
    assert outcome.dropped["points:ten"] == Refusal(RefusalReason.NO_REWARD_LEFT, {"most": 3})


def test_there_is_nothing_to_take_off_nothing() -> None:
    till = rich(rewards=[TEN_OFF])
    offer = till.quote(Basket()).offers[0]
    assert offer.why_not == Refusal(RefusalReason.NOTHING_TO_DISCOUNT)


def test_free_items_come_before_amounts_off() -> None:
    till = rich(rewards=[TEN_OFF])
    outcome = till.quote(Basket((TEA,)), Choices(rewards={"points:ten": 9, GIFT: 1}))
    assert [(each.offer_id, each.times, each.discount) for each in outcome.applied] == [
        (GIFT, 1, 60),
        ("points:ten", 6, 60),
    ]


def test_points_as_money_are_off_until_a_rate_is_set() -> None:
    assert [offer.id for offer in rich().quote(Basket()).offers] == [COFFEE, GIFT]
    till = rich(money_off=2, money_off_points=3)
    outcome = till.quote(amount(100), Choices(rewards={"points:money": 4}))
    assert (outcome.to_pay, outcome.after[POINTS]) == (92, 30 - 12)
    money = outcome.offers[1]
    assert (money.id, money.kind, money.price, money.value, money.most) == (
        "points:money",
        RewardKind.AMOUNT_OFF,
        3,
        2,
        10,
    )


def test_points_as_money_pay_after_every_discount() -> None:
    till = rich(rewards=[{**TEN_OFF, "value": 70}], money_off=1)
    outcome = till.quote(amount(80), Choices(rewards={"points:money": 29, "points:ten": 1}))
    assert [(each.offer_id, each.discount, each.paid) for each in outcome.applied] == [
        ("points:ten", 70, 0),
        ("points:money", 0, 10),
    ]
    assert outcome.to_pay == 0


def test_two_rewards_cannot_spend_the_same_points() -> None:
    till = rich(rewards=[{**TEN_OFF, "price": 20}, {**TEN_OFF, "id": "more", "price": 15}])
    outcome = till.quote(amount(500), Choices(rewards={"points:more": 1, "points:ten": 1}))
    assert [each.offer_id for each in outcome.applied] == ["points:more"]
    assert outcome.dropped == {
        "points:ten": Refusal(RefusalReason.NOT_ENOUGH_POINTS, {"missing": 5, "programme": "點數"})
    }


def test_a_reward_earned_by_this_sale_is_for_the_next() -> None:
    till = Till(preset("both"))
    till.sell(cups(9))
    outcome = till.quote(cups(1), Choices(rewards={GIFT: 1}))
    assert (outcome.applied, outcome.after[GIFTS]) == ((), 1)
    assert outcome.dropped[GIFT] == Refusal(RefusalReason.NOT_ENOUGH_STAMPS, {"missing": 1, "programme": "咖啡護照"})


def test_a_unit_becomes_free_only_once() -> None:
    outcome = rich().quote(Basket((LATTE,)), Choices(rewards={GIFT: 1, COFFEE: 1}))
    assert [(line.free_units, line.reward_id) for line in outcome.lines] == [(1, None), (1, COFFEE)]
    assert (outcome.to_pay, outcome.discount) == (0, 120)


def test_what_one_reward_spends_another_no_longer_has() -> None:
    till = rich(rewards=[{**TEN_OFF, "price": 12}, {**TEN_OFF, "id": "more", "price": 7}])
    outcome = till.quote(amount(500), Choices(rewards={"points:ten": 2, "points:more": 1}))
    assert [(each.offer_id, each.times) for each in outcome.applied] == [("points:ten", 2)]
    assert outcome.after[POINTS] == 6 + 4


def test_an_unknown_reward_is_dropped_and_the_sale_stands() -> None:
    outcome = rich().quote(amount(60), Choices(rewards={"points:gone": 1, GIFT: 0}))
    assert outcome.dropped == {"points:gone": Refusal(RefusalReason.UNKNOWN_REWARD)}
    assert outcome.refusals == ()


def test_without_a_member_nothing_is_earned_or_redeemed() -> None:
    outcome = Till(preset("both")).quote(cups(2), Choices(rewards={GIFT: 1}), member_id=None)
    assert (outcome.entries, outcome.earned, outcome.to_pay) == ((), {}, 120)
    assert [offer.why_not for offer in outcome.offers] == [Refusal(RefusalReason.MEMBER_NEEDED)] * 2
    assert outcome.dropped == {GIFT: Refusal(RefusalReason.MEMBER_NEEDED)}
    assert outcome.counted_stamps == {"stamp-card": 2}


def test_a_stopped_programme_earns_nothing_and_its_balances_are_used() -> None:
    till = rich()
    till.programmes = [Programme(p.id, p.version + 1, p.kind, p.name, p.terms, stopped=True) for p in till.programmes]
    outcome = till.quote(cups(5), Choices(rewards={GIFT: 1, COFFEE: 1}))
    assert outcome.earned == {}
    assert (outcome.after[GIFTS], outcome.after[POINTS]) == (1, 20)


def test_a_programme_that_is_gone_keeps_its_balances() -> None:
    till = rich()
    till.programmes = preset("coffee_passport")
    assert till.quote(cups(1)).before[POINTS] == 30


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (Line(0), Refusal(RefusalReason.AMOUNT_IS_ZERO)),
        (Line(-1), Refusal(RefusalReason.AMOUNT_IS_NEGATIVE)),
        (Line(1_000_000), Refusal(RefusalReason.AMOUNT_TOO_LARGE, {"limit": 999_999})),
        (Line(1_002, 999), Refusal(RefusalReason.AMOUNT_TOO_LARGE, {"limit": 999_999})),
        (Line(5, 0), Refusal(RefusalReason.QUANTITY_OUT_OF_RANGE, {"limit": 999})),
        (Line(5, 1_000, "latte"), Refusal(RefusalReason.QUANTITY_OUT_OF_RANGE, {"limit": 999})),
    ],
)
def test_a_line_that_cannot_be_sold_is_refused_with_its_reason(line: Line, refusal: Refusal) -> None:
    outcome = rich().quote(Basket((line,)), Choices(rewards={GIFT: 1}))
    assert (outcome.refusals, outcome.entries, outcome.after) == ((refusal,), (), outcome.before)
    assert outcome.to_pay >= 0


def test_a_free_product_may_be_sold() -> None:
    assert rich().quote(Basket((Line(0, 1, "water"),))).refusals == ()


def test_cash_gives_change() -> None:
    outcome = rich().quote(amount(288), Choices(tenders=(Tender("現金", 500, gives_change=True),)))
    assert (outcome.tendered, outcome.change, outcome.refusals) == (500, 212, ())


def test_too_little_money_is_said_and_still_shown() -> None:
    outcome = rich().quote(amount(288), Choices(tenders=(Tender("現金", 200, gives_change=True),)))
    assert outcome.refusals == (Refusal(RefusalReason.TENDERED_TOO_LITTLE, {"missing": 88}),)
    assert outcome.earned == {POINTS: 2, STAMPS: 1}


def test_a_card_gives_no_change() -> None:
    till = rich()
    card, cash = Tender("信用卡", 300), Tender("現金", 100, gives_change=True)
    over = till.quote(amount(288), Choices(tenders=(card,)))
    assert over.refusals == (Refusal(RefusalReason.TENDERED_TOO_MUCH, {"over": 12}),)
    mixed = till.quote(amount(288), Choices(tenders=(card, cash)))
    assert (mixed.change, mixed.refusals) == (100, (Refusal(RefusalReason.TENDERED_TOO_MUCH, {"over": 12}),))
    assert till.quote(amount(350), Choices(tenders=(card, cash))).change == 50
    assert reasons(till.quote(amount(5), Choices(tenders=(Tender("x", -1),)))) == [RefusalReason.AMOUNT_IS_NEGATIVE]


def test_every_account_of_the_programmes_has_a_balance() -> None:
    outcome = Till(preset("both", carry=True)).quote(Basket())
    assert set(outcome.before) == {POINTS, Account("points", Unit.REMAINDER), STAMPS, GIFTS}


def test_the_detail_goes_through_json_and_back() -> None:
    till = rich(rewards=[TEN_OFF])
    basket = Basket((LATTE, TEA, Line(33)))
    choices = Choices(
        rewards={GIFT: 1, "points:ten": 2},
        stamps={"stamp-card": 4},
        tenders=(Tender("現金", 1_000, gives_change=True),),
    )
    first = till.quote(basket, choices)
    detail = json.loads(json.dumps(detail_of(basket, choices, first), ensure_ascii=False))
    assert basket_of(detail) == basket
    assert choices_of(detail) == choices
    assert outcome_of(till.sell(basket, choices), till.programmes, ShopRules()) == first


def test_the_detail_leaves_out_what_a_reward_put_on_top() -> None:
    till = rich()
    choices = Choices(rewards={GIFT: 1})
    detail = detail_of(amount(80), choices, till.quote(amount(80), choices))
    assert basket_of(detail) == amount(80)


def test_a_plain_visit_leaves_a_small_detail() -> None:
    till = Till(preset("both"))
    assert detail_of(Basket(), Choices(), till.quote(Basket())) == {"counted": {"stamp-card": 1}}


def test_a_sale_without_a_member_is_rebuilt_as_it_was() -> None:
    till = Till(preset("both"))
    first = till.quote(cups(2), member_id=None)
    assert outcome_of(till.sell(cups(2), member_id=None), till.programmes, till.shop) == first


def test_limits_themselves_are_allowed() -> None:
    assert rich().quote(amount(999_999)).refusals == ()
    assert rich().quote(amount(288), Choices(tenders=(Tender("信用卡", 288),))).refusals == ()
    cash = Tender("現金", 12, gives_change=True)
    handed_back = rich().quote(amount(288), Choices(tenders=(Tender("信用卡", 288), cash)))
    assert (handed_back.change, handed_back.refusals) == (12, ())


def test_a_basket_that_is_refused_shows_nothing_to_pay_below_zero() -> None:
    assert rich().quote(amount(-5)).to_pay == 0


def test_a_reward_and_points_leave_by_their_own_reason() -> None:
    outcome = rich().quote(amount(60), Choices(rewards={GIFT: 2, COFFEE: 1}))
    spent = {(entry.account, entry.reason, entry.delta) for entry in outcome.entries if entry.delta < 0}
    assert spent == {(GIFTS, EntryReason.REWARD_TAKEN, -1), (POINTS, EntryReason.POINTS_SPENT, -10)}


def test_a_product_that_costs_nothing_is_not_what_a_reward_makes_free() -> None:
    outcome = rich().quote(Basket((Line(0, 1, "water"), Line(1, 1, "candy"))), Choices(rewards={GIFT: 1}))
    assert [line.free_units for line in outcome.lines] == [0, 1]
