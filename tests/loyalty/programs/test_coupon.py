"""Coupons: a public code, one for the next visit, and a batch for whoever brings them."""

from __future__ import annotations

from datetime import date

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.checkout import situate
from loyalty.earlier_sales import outcome_of
from loyalty.explain import how_far, programme_sentence
from loyalty.ledger import Account, EntryReason, Operation, Unit
from loyalty.outcome import Offer, Outcome
from loyalty.programmes import Programme
from loyalty.programs import kind_of, read_terms
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import Words
from tests.loyalty.till import GIFT, MEI, POINTS, STAMPS, Till, amount, cups, preset

TEN_OFF = {"reward_kind": "percent_off", "reward_percent": 10, "reward_title": "9 折"}
FIFTY_OFF = {"reward_kind": "amount_off", "reward_amount": 50, "reward_title": "折 50 元"}
CODE, NEXT = "summer:code", "back:next"
WAITING = Account("back", Unit.REWARD)
BATCH_ID = "0192f4b0aaaa7bbb8cccdddddddddddd"


def programme(kind: str, programme_id: str, version: int = 1, **terms: object) -> Programme:
    """A programme whose terms were checked."""
    checked = read_terms(kind, terms, "terms")
    assert not isinstance(checked, Refusal), checked
    return Programme(programme_id, version, kind, f"節目 {programme_id}", checked)


def summer(**terms: object) -> Programme:
    return programme("coupon", "summer", way="code", code="Summer 10", **{**TEN_OFF, **terms})


def back(**terms: object) -> Programme:
    return programme("coupon", "back", way="next_visit", **{"after_amount": 300, **FIFTY_OFF, **terms})


def batch(**terms: object) -> Programme:
    return programme("coupon", "flyer", way="issued", valid_days=14, **{**FIFTY_OFF, **terms})


def typed(*codes: str, **rewards: int) -> Choices:
    return Choices(codes=codes, rewards=rewards)


def offer(outcome: Outcome, offer_id: str) -> Offer:
    return next(each for each in outcome.offers if each.id == offer_id)


def why(outcome: Outcome, offer_id: str) -> RefusalReason | None:
    found = offer(outcome, offer_id).why_not
    return found.reason if found else None


# A public code.


def test_a_code_takes_its_discount_off_however_it_is_written() -> None:
    till = Till((summer(),))
    for code in ("Summer 10", "SUMMER10", " summer10 "):
        assert till.quote(amount(95), typed(code)).to_pay == 86


def test_without_its_code_the_discount_waits() -> None:
    outcome = Till((summer(),)).quote(amount(95))
    assert (outcome.to_pay, why(outcome, CODE)) == (95, RefusalReason.CODE_NEEDED)


def test_a_code_that_nobody_knows_is_named() -> None:
    outcome = Till((summer(),)).quote(amount(95), typed("WINTER"))
    assert outcome.dropped == {"WINTER": Refusal(RefusalReason.CODE_UNKNOWN, {"code": "WINTER"})}


def test_a_code_needs_no_member_unless_its_uses_are_counted_for_each() -> None:
    assert Till((summer(),)).quote(amount(100), typed("SUMMER10"), None).to_pay == 90
    for terms in ({"for_everybody": False}, {"uses_each": 1}):
        outcome = Till((summer(**terms),)).quote(amount(100), typed("SUMMER10"), None)
        assert (outcome.to_pay, why(outcome, CODE)) == (100, RefusalReason.MEMBER_NEEDED)


def test_a_code_is_used_so_often_by_each_and_a_refund_gives_the_use_back() -> None:
    till = Till((summer(uses_each=1),))
    sale = till.sell(amount(100), typed("SUMMER10"))
    assert sale.bill == 90
    again = till.quote(amount(100), typed("SUMMER10"))
    assert (again.to_pay, why(again, CODE)) == (100, RefusalReason.USED_UP)
    assert isinstance(till.refund(sale, 40), Operation)
    assert till.quote(amount(100), typed("SUMMER10")).to_pay == 100
    assert isinstance(till.refund(sale), Operation)
    assert till.quote(amount(100), typed("SUMMER10")).to_pay == 90


def test_only_the_first_have_it_members_or_not() -> None:
    till = Till((summer(first_uses=2),))
    till.sell(amount(100), typed("SUMMER10"), None)
    last = till.sell(amount(100), typed("SUMMER10"))
    outcome = till.quote(amount(100), typed("SUMMER10"), None)
    assert (outcome.to_pay, why(outcome, CODE)) == (100, RefusalReason.GONE)
    till.undo(last)
    assert till.quote(amount(100), typed("SUMMER10"), None).to_pay == 90


def test_a_code_has_its_days() -> None:
    till = Till((summer(from_day="2026-06-01", until_day="2026-06-30"),))
    for day, reason in (("2026-05-31", RefusalReason.NOT_YET), ("2026-07-01", RefusalReason.IS_OVER)):
        till.at(day)
        outcome = till.quote(amount(100), typed("SUMMER10"))
        assert outcome.dropped["SUMMER10"].reason is reason
    for day in ("2026-06-01", "2026-06-30"):
        till.at(day, hour=23)
        assert till.quote(amount(100), typed("SUMMER10")).to_pay == 90


def test_a_code_below_its_minimum_says_how_much_is_missing() -> None:
    till = Till((summer(minimum_amount=500),))
    refusal = till.quote(amount(463), typed("SUMMER10")).dropped["SUMMER10"]
    assert refusal == Refusal(RefusalReason.MINIMUM_AMOUNT, {"missing": 37, "minimum": 500})
    assert till.quote(amount(500), typed("SUMMER10")).to_pay == 450


def test_a_code_alone_takes_no_other_discount_beside_it() -> None:
    till = Till((summer(alone=True), programme("coupon", "fifty", code="FIFTY", **FIFTY_OFF)))
    outcome = till.quote(amount(200), typed("SUMMER10", "FIFTY"))
    assert (outcome.to_pay, outcome.dropped["FIFTY"].reason) == (180, RefusalReason.NOT_WITH_OTHERS)
    outcome = till.quote(amount(200), typed("FIFTY", "SUMMER10"))
    assert (outcome.to_pay, outcome.dropped["SUMMER10"].reason) == (150, RefusalReason.NOT_WITH_OTHERS)


def test_a_code_alone_that_misses_its_minimum_leaves_the_others_in_peace() -> None:
    till = Till((summer(alone=True, minimum_amount=500), programme("coupon", "fifty", code="FIFTY", **FIFTY_OFF)))
    outcome = till.quote(amount(200), typed("SUMMER10", "FIFTY"))
    assert outcome.to_pay == 150
    assert outcome.dropped["SUMMER10"].reason is RefusalReason.MINIMUM_AMOUNT


def test_a_stopped_code_gives_nothing() -> None:
    till = Till((Programme(**{**_as_dict(summer()), "stopped": True}),))
    assert till.quote(amount(100), typed("SUMMER10")).dropped["SUMMER10"].reason is RefusalReason.CODE_UNKNOWN


def _as_dict(found: Programme) -> dict[str, object]:
    return {name: getattr(found, name) for name in ("id", "version", "kind", "name", "terms")}


# For the next visit.


def test_a_sale_that_reaches_the_amount_brings_a_coupon_for_the_next_one() -> None:
    till = Till((back(),))
    assert till.sell(amount(299))
    assert till.has(WAITING) == 0
    first = till.quote(amount(300), Choices(rewards={NEXT: 1}))
    assert (first.to_pay, first.dropped[NEXT].reason) == (300, RefusalReason.NO_REWARD_LEFT)
    sale = till.sell(amount(300))
    granted = sale.entries[0]
    assert (granted.reason, granted.delta, granted.facts) == (EntryReason.GRANTED, 1, {"minimum": 300, "base": 300})
    assert granted.expires_on == date(2026, 3, 31)
    assert till.sell(amount(120), Choices(rewards={NEXT: 1})).bill == 70
    assert till.has(WAITING) == 0


def test_a_coupon_waits_until_its_last_day_whole() -> None:
    till = Till((back(),))
    till.sell(amount(300))
    till.at("2026-03-31", hour=23)
    assert till.quote(amount(120), Choices(rewards={NEXT: 1})).to_pay == 70
    till.at("2026-04-01", hour=0)
    assert till.quote(amount(120), Choices(rewards={NEXT: 1})).to_pay == 120


def test_a_refund_below_the_amount_takes_the_coupon_back() -> None:
    till = Till((back(),))
    sale = till.sell(amount(400))
    till.refund(sale, 100)
    assert till.has(WAITING) == 1
    till.refund(sale, 1)
    assert till.has(WAITING) == 0


def test_a_coupon_already_used_becomes_a_debt_that_the_next_one_fills() -> None:
    till = Till((back(),))
    sale = till.sell(amount(300))
    till.sell(amount(100), Choices(rewards={NEXT: 1}))
    till.refund(sale)
    assert till.has(WAITING) == -1
    till.sell(amount(300))
    assert till.has(WAITING) == 0


def test_the_refund_of_the_sale_that_used_it_gives_it_back() -> None:
    till = Till((back(),))
    till.sell(amount(300))
    used = till.sell(amount(100), Choices(rewards={NEXT: 1}))
    till.refund(used, 20)
    assert till.has(WAITING) == 0
    till.refund(used)
    assert till.has(WAITING) == 1


def test_the_discounted_bill_is_what_must_reach_the_amount() -> None:
    till = Till((back(), summer()))
    till.sell(amount(320), typed("SUMMER10"))
    assert till.has(WAITING) == 0


def test_how_much_more_brings_a_coupon_is_told() -> None:

    till, found = Till((back(),)), back()
    situation = situate(till.programmes, till.standing(), till.now_ms, till.shop, amount(260))
    (notice,) = kind_of(found).notices(found, situation)
    assert notice.facts["money_missing"] == 40
    assert Words("zh_tw")(notice.key, **{**notice.facts, "money_missing": "NT$ 40"}).startswith("再買 NT$ 40")


def test_what_was_promised_under_older_terms_is_kept() -> None:
    till = Till((back(),))
    till.sell(amount(300))
    old = till.programmes[0]
    new = programme("coupon", "back", 2, way="next_visit", after_amount=300, **{**FIFTY_OFF, "reward_amount": 10})
    till.programmes = (Programme(**{**_as_dict(new), "earlier": (old,)}),)
    till.sell(amount(300))
    assert till.quote(amount(100), Choices(rewards={NEXT: 1})).to_pay == 50
    assert till.quote(amount(100), Choices(rewards={"back:next@v2": 1})).to_pay == 90
    assert till.quote(amount(100), Choices(rewards={NEXT: 1, "back:next@v2": 1})).to_pay == 40


def test_a_stopped_programme_brings_no_coupon_but_keeps_those_that_wait() -> None:
    till = Till((back(),))
    till.sell(amount(300))
    till.programmes = (Programme(**{**_as_dict(back()), "stopped": True}),)
    till.sell(amount(300))
    assert till.has(WAITING) == 1
    assert till.quote(amount(120), Choices(rewards={NEXT: 1})).to_pay == 70


# A batch for whoever brings them.


def test_a_percent_coupon_that_loses_against_a_better_one_is_not_used_up() -> None:
    twenty = {**TEN_OFF, "reward_percent": 20, "reward_title": "8 折"}
    till = Till((batch(**TEN_OFF), summer(**twenty)))
    (code,) = till.issue(till.programmes[0], 1)
    outcome = till.quote(amount(95), typed(code, "SUMMER10"))
    assert outcome.to_pay == 76
    assert outcome.dropped[code] == Refusal(RefusalReason.OTHER_DISCOUNT_BETTER, {"title": "8 折"})
    till.sell(amount(95), typed(code, "SUMMER10"))
    assert till.quote(amount(95), typed(code)).to_pay == 86


def test_codes_keep_the_order_in_which_they_were_typed() -> None:
    fifty = programme("coupon", "fifty", code="FIFTY", **FIFTY_OFF)
    seventy = programme("coupon", "seventy", code="SEVENTY", **{**FIFTY_OFF, "reward_amount": 70})
    till = Till((fifty, seventy))
    one = till.quote(amount(100), typed("FIFTY", "SEVENTY"))
    assert [(each.offer_id, each.discount) for each in one.applied] == [("fifty:code", 50), ("seventy:code", 50)]
    other = till.quote(amount(100), typed("SEVENTY", "FIFTY"))
    assert [(each.offer_id, each.discount) for each in other.applied] == [("seventy:code", 70), ("fifty:code", 30)]


def test_what_exceeds_the_bill_is_lost_and_said_before() -> None:
    till = Till((back(),))
    till.sell(amount(300))
    before = offer(till.quote(amount(30)), NEXT)
    assert (before.most, before.lost) == (1, 20)
    after = offer(till.quote(amount(30), Choices(rewards={NEXT: 1})), NEXT)
    assert (after.chosen, after.lost) == (1, 20)
    assert offer(till.quote(amount(50)), NEXT).lost == 0
    assert till.sell(amount(30), Choices(rewards={NEXT: 1})).bill == 0


def test_a_coupon_beside_a_stamp_card_and_points_in_any_order_of_programmes() -> None:
    programmes = (*preset("both"), back(), summer(), batch())
    first, second = Till(programmes), Till(programmes[::-1])
    for till in (first, second):
        till.sell(amount(400))
        till.sell(cups(11))
        codes = till.issue(programmes[-1], 1)
        till.sell(cups(6), Choices(codes=("SUMMER10", *codes), rewards={NEXT: 1, GIFT: 1}))
    assert first.operations == second.operations
    last = first.operations[-1]
    # 6 x 60, one free: 300; 10 % off: 270; 50 and 50 off: 170.
    assert last.bill == 170
    assert (first.has(STAMPS), first.has(POINTS), first.has(WAITING)) == (7, 4 + 6 + 1, 1)


@pytest.mark.parametrize("language", ["zh_tw", "en"])
def test_every_entry_of_a_coupon_says_why(language: str) -> None:
    till = Till((back(), batch(), summer(uses_each=3, first_uses=5)))
    codes = till.issue(till.programmes[1], 1)
    till.sell(amount(300))
    sale = till.sell(amount(400), Choices(codes=(*codes, "SUMMER10"), rewards={NEXT: 1}))
    till.refund(sale)
    for operation in till.operations:
        lines = till.explained(operation, language)
        assert lines
        assert all(lines)
        assert "{" not in "".join(lines)


SENTENCES = [
    (summer(minimum_amount=500, uses_each=1), "優惠碼 Summer 10：打 9 折（滿 NT$ 500，每人限 1 次）。"),
    (summer(alone=True), "優惠碼 Summer 10：打 9 折，不與其他優惠並用。"),
    (back(), "消費滿 NT$ 300 送下次可用的優惠券：折 NT$ 50，30 天內有效。"),
    (back(after_amount=0, categories=["飲料/咖啡"]), "每次消費送下次可用的優惠券：折 NT$ 50（限咖啡），30 天內有效。"),
    (batch(weekdays=["mon", "tue"]), "優惠券：折 NT$ 50（週一、週二），發出後 14 天內有效，憑券一次。"),
]


@pytest.mark.parametrize(("found", "sentence"), SENTENCES)
def test_a_coupon_states_itself(found: Programme, sentence: str) -> None:
    assert programme_sentence(found, Words("zh_tw")) == sentence
    assert "{" not in programme_sentence(found, Words("en"))


def test_what_waits_is_told() -> None:
    till = Till((back(),))
    till.sell(amount(300))
    balances = till.standing(MEI).balances()
    assert how_far(till.programmes[0], balances, Words("zh_tw")) == "有 1 張優惠券：折 50 元"
    assert how_far(till.programmes[0], balances, Words("en")) == "1 coupon: 折 50 元"
    assert how_far(till.programmes[0], {}, Words("zh_tw")) == ""


def test_a_coupon_of_some_goods_counts_and_takes_off_only_those() -> None:
    terms = {**TEN_OFF, "reward_scope": "products", "categories": ["飲料"], "reward_percent": 50}
    till = Till((summer(**terms),))
    basket = Basket((Line(60, 1, "latte", "拿鐵", "飲料/咖啡"), Line(100, 1, "cake", "蛋糕", "點心")))
    assert [line.discount for line in till.quote(basket, typed("SUMMER10")).lines] == [30, 0]
    cake = till.quote(Basket(basket.lines[1:]), typed("SUMMER10"))
    assert cake.dropped["SUMMER10"].reason is RefusalReason.NOTHING_MATCHES


def test_money_off_that_takes_nothing_off_is_malformed() -> None:
    found = read_terms("coupon", {"code": "X", "reward_kind": "amount_off", "reward_title": "折"}, "terms")
    assert isinstance(found, Refusal)
    assert found.facts["place"] == "terms.reward_amount"


def test_a_public_code_must_be_written() -> None:
    found = read_terms("coupon", dict(TEN_OFF), "terms")
    assert isinstance(found, Refusal)
    assert found.facts["place"] == "terms.code"


def test_a_sale_told_again_shows_its_coupons_as_used() -> None:
    till = Till((batch(), summer()))
    (code,) = till.issue(till.programmes[0], 1)
    sale = till.sell(amount(300), typed(code, "SUMMER10"))
    again = outcome_of(sale, till.programmes, till.shop)
    assert (again.to_pay, again.entries, again.dropped) == (sale.bill, sale.entries, {})
    assert [(each.chosen, each.why_not) for each in again.offers] == [(1, None), (1, None)]


def test_a_free_item_among_those_bought_counts_for_the_coupons_own_minimum() -> None:
    terms = {"reward_kind": "free_item", "reward_title": "咖啡一杯", "minimum_quantity": 2}
    till = Till((summer(**terms),))
    assert [till.quote(cups(count), typed("SUMMER10")).to_pay for count in (1, 2, 3)] == [60, 60, 120]


def test_only_coupons_that_wait_are_a_balance_to_show() -> None:
    assert kind_of(back()).accounts(back()) == (WAITING,)
    assert kind_of(summer()).accounts(summer()) == ()
    shown = offer(Till((back(),)).quote(amount(100)), NEXT).why_not
    assert shown == Refusal(RefusalReason.NO_REWARD_LEFT, {"programme": "節目 back"})


def test_a_sale_that_costs_nothing_brings_no_coupon() -> None:
    till = Till((back(after_amount=0), summer(reward_percent=100)))
    till.sell(amount(100), typed("SUMMER10"))
    assert till.has(WAITING) == 0
    till.sell(amount(1))
    assert till.has(WAITING) == 1


def test_nothing_is_told_where_nothing_is_missing() -> None:
    till = Till((back(),))

    def told(found: Programme, basket: Basket) -> int:
        situation = situate(till.programmes, till.standing(), till.now_ms, till.shop, basket)
        return len(kind_of(found).notices(found, situation))

    assert [told(back(), amount(money)) for money in (299, 300, 301)] == [1, 0, 0]
    assert (told(back(), Basket()), told(summer(), amount(1)), told(batch(), amount(1))) == (0, 0, 0)
    assert told(Programme(**{**_as_dict(back()), "stopped": True}), amount(1)) == 0


def test_one_coupon_of_a_kind_is_used_on_one_sale() -> None:
    till = Till((back(), summer(**FIFTY_OFF), batch()))
    (code,) = till.issue(till.programmes[2], 1)
    till.sell(amount(300))
    till.sell(amount(300))
    for offer_id, codes in ((NEXT, ()), (CODE, ("SUMMER10",)), (f"flyer:{code}", (code,))):
        outcome = till.quote(amount(300), Choices(codes=codes, rewards={offer_id: 2}))
        assert (outcome.to_pay, outcome.applied[0].times) == (250, 1)
        assert offer(outcome, offer_id).most == 1
