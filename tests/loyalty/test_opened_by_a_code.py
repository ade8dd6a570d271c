"""A programme of any kind may wait for a code: without it nothing applies, with it everything does by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.earlier_sales import credit
from loyalty.ledger import Account, Unit
from loyalty.programmes import Programme
from loyalty.programs import KINDS
from loyalty.refusals import Refusal, RefusalReason
from loyalty.taken_codes import code_taken
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import MEI, POINTS, Till, amount, preset

STAMPS = Account("card", Unit.STAMP)
SAID = Choices(codes=("vip 26",))


def told(till: Till, choices: Choices, member_id: int | None = MEI) -> dict[str, RefusalReason]:
    """Why codes opened nothing."""
    return {code: why.reason for code, why in till.quote(amount(500), choices, member_id).dropped.items()}


def test_an_offer_waits_for_its_code_and_then_applies_by_itself() -> None:
    offer = programme(
        "offer", "fans", reward_kind="percent_off", reward_percent=10, reward_title="九折", with_code="VIP26"
    )
    till = Till([offer])
    assert till.quote(amount(500)).to_pay == 500
    assert (till.quote(amount(500), SAID).to_pay, told(till, SAID)) == (450, {})


def test_a_multiplier_waits_for_its_code() -> None:
    double = programme("multiplier", "double", percent=200, with_code="VIP26")
    till = Till([*preset("point_per_hundred"), double])
    till.sell(amount(500))
    assert till.has(POINTS) == 5
    till.sell(amount(500), SAID)
    assert (till.has(POINTS), told(till, SAID)) == (15, {})


def test_extra_points_wait_for_their_code_and_go_back_with_the_sale() -> None:
    extra = programme("extra_points", "extra", programme="points", earn_per="order", earn_amount=7, with_code="VIP26")
    till = Till([*preset("point_per_hundred"), extra])
    sale = till.sell(amount(500), SAID)
    assert till.has(POINTS) == 12
    till.refund(sale)
    assert till.has(POINTS) == 0


def test_points_and_stamps_are_earned_with_their_code_and_used_without_it() -> None:
    coffee = {"id": "coffee", "title": "咖啡", "price": 5, "kind": "free_item"}
    points = programme("points", "points", with_code="VIP26", rewards=[coffee])
    card = programme("stamp_card", "card", earn_by="visit", stamps_needed=2, reward_title="餅乾", with_code="VIP27")
    till = Till([points, card])
    till.sell(amount(500))
    assert (till.has(POINTS), till.has(STAMPS)) == (0, 0)
    both = Choices(codes=("VIP26", "vip27"))
    sale = till.sell(amount(500), both)
    assert (till.has(POINTS), till.has(STAMPS), told(till, both)) == (5, 1, {})
    used = till.sell(amount(500), Choices(rewards={"points:coffee": 1}))
    assert (till.has(POINTS), till.has(STAMPS)) == (0, 1)
    till.refund(used)
    till.refund(sale)
    assert (till.has(POINTS), till.has(STAMPS)) == (0, 0)


def test_stamps_given_by_hand_pass_the_half_way_mark_of_a_card_whose_code_was_not_said() -> None:
    half = {"halfway_at": 3, "halfway_title": "糖", "with_code": "VIP26"}
    card = programme("stamp_card", "card", earn_by="visit", stamps_needed=6, reward_title="餅乾", **half)
    more = {"bonus_points": 3, "bonus_programme": "card", "bonus_unit": "stamp"}
    till = Till([card, programme("hand_given", "hand", reasons=["久等"], **more)])
    gave = till.sell(amount(100), Choices(rewards={"hand:give": 1}, notes={"hand:give": "久等"}))
    sugar = Account("card", Unit.REWARD, "halfway")
    assert (till.has(STAMPS), till.has(sugar)) == (3, 1)
    till.sell(amount(100), SAID)
    assert (till.has(STAMPS), till.has(sugar)) == (4, 1)
    till.refund(gave)
    assert (till.has(STAMPS), till.has(sugar)) == (1, 0)


_PLANS = [
    programme("membership", "plan", fee=1_200),
    programme("subscription", "plan", fee=1_200, items=[{"id": "cup", "title": "咖啡"}]),
    programme("stored_value", "plan", top_ups=[{"id": "one", "pay": 1_200, "bonus": 100}]),
    programme(
        "prepaid", "plan", items=[{"id": "ten", "title": "寄杯", "price": 1_200, "units": 10, "categories": ["咖啡"]}]
    ),
    programme("donation", "plan", cause="流浪貓", open_amount=True),
]


@pytest.mark.parametrize("open_to_all", _PLANS, ids=lambda each: each.kind)
def test_what_is_sold_for_later_is_not_shown_nor_sold_without_its_code(open_to_all: Programme) -> None:
    waiting = replace(open_to_all, terms={**open_to_all.terms, "with_code": "VIP26"})
    till = Till([waiting])
    (plan,) = Till([open_to_all]).quote(amount(500)).plans
    bought = Basket((Line(1_200, plan=plan.id),))
    assert till.quote(amount(500)).plans == ()
    assert [each.reason for each in till.quote(bought).refusals] == [RefusalReason.CODE_NEEDED]
    assert till.quote(amount(500), SAID).plans == (plan,)
    assert till.quote(bought, SAID).refusals == ()


def test_a_membership_that_was_bought_with_a_code_runs_without_it() -> None:
    vip = programme("membership", "vip", fee=1_200, discount=10, points=200, with_code="VIP26")
    till = Till([*preset("point_per_hundred"), vip])
    (plan,) = till.quote(amount(100), SAID).plans
    till.sell(Basket((Line(1_200, plan=plan.id),)), SAID)
    before = till.has(POINTS)
    sale = till.sell(amount(1_000))
    assert (sale.bill, till.has(POINTS) - before) == (900, 18)


def test_the_shop_gives_for_a_good_cause_with_the_code_to_whoever_brings_it() -> None:
    cause = programme("donation", "cats", cause="流浪貓", shop_gives="bill", shop_amount=3, with_code="VIP26")
    till = Till([cause])
    assert not any(entry.account.unit is Unit.DONATION for entry in till.quote(amount(100), member_id=None).entries)
    given = till.quote(amount(100), SAID, None)
    assert [entry.delta for entry in given.entries if entry.account.unit is Unit.DONATION] == [3]
    assert told(till, SAID, None) == {}


def test_a_code_opens_early_access_to_whoever_says_it() -> None:
    early = programme("early_access", "new", open_day="2030-01-01", categories=["新品"], with_code="VIP26")
    till = Till([early])
    new = Basket((Line(100, 1, "a", "新茶", "新品"),))
    for member_id in (MEI, None):
        assert [each.reason for each in till.quote(new, member_id=member_id).refusals] == [RefusalReason.EARLY_ACCESS]
        outcome = till.quote(new, SAID, member_id)
        assert (outcome.refusals, outcome.dropped) == ((), {})


def test_cashback_waits_for_its_code() -> None:
    till = Till([programme("cashback", "back", percent=10, with_code="VIP26")])
    till.sell(amount(500))
    till.sell(amount(500), SAID)
    assert till.has(Account("back", Unit.CASHBACK)) == 50


@pytest.mark.parametrize(
    "waiting",
    [
        programme("cashback", "back", percent=10, with_code="VIP26"),
        programme("multiplier", "double", percent=200, with_code="VIP26"),
        programme("birthday", "cake", reward_title="蛋糕", with_code="VIP26"),
        programme("offer", "fans", reward_title="餅乾", with_code="VIP26", for_everybody=False),
    ],
    ids=lambda each: each.kind,
)
def test_a_code_for_members_says_so_to_a_sale_without_one(waiting: Programme) -> None:
    assert told(Till([*preset("point_per_hundred"), waiting]), SAID, None) == {"vip 26": RefusalReason.MEMBER_NEEDED}


def test_a_code_for_everybody_is_taken_without_a_member() -> None:
    off = {"reward_kind": "percent_off", "reward_percent": 10, "reward_title": "九折"}
    till = Till([programme("offer", "fans", with_code="VIP26", **off)])
    assert told(till, SAID, None) == {}
    assert told(till, replace(SAID, rewards={"fans:offer": 0}), None) == {}


def test_a_code_of_a_day_that_is_over_says_so() -> None:
    till = Till([programme("cashback", "back", percent=10, with_code="VIP26", until_day="2020-01-01")])
    assert told(till, SAID) == {"vip 26": RefusalReason.IS_OVER}


def test_a_code_is_no_obstacle_where_what_it_opened_is_declined() -> None:
    """A correction that takes the cake out takes its discount out too; the code was typed, and stays with the sale."""
    off = {"reward_kind": "percent_off", "reward_percent": 10, "reward_title": "九折"}
    till = Till([programme("offer", "fans", with_code="VIP26", categories=["甜點"], **off)])
    assert told(till, SAID) == {"vip 26": RefusalReason.NOTHING_MATCHES}
    assert told(till, replace(SAID, rewards={"fans:offer": 0})) == {}


GOLD = {"id": "gold", "title": "金", "basis": "single", "threshold": 9_999}
SERVICE = {"id": "beans", "title": "豆子", "count": 1}


def test_points_are_earned_with_their_code_though_the_one_reward_is_for_others() -> None:
    listed = {"id": "cake", "title": "蛋糕", "price": 10, "kind": "free_item", "for_statuses": ["gold"]}
    waiting = programme("points", "points", rewards=[listed], with_code="VIP26")
    till = Till([programme("tiers", "levels", levels=[GOLD]), waiting])
    assert told(till, SAID) == {}
    till.sell(amount(500), SAID)
    assert till.has(POINTS) == 5


@pytest.mark.parametrize(("kind", "rows"), [("membership", "benefits"), ("subscription", "items")])
def test_what_is_bought_with_a_code_is_bought_again_when_its_services_are_used_up(kind: str, rows: str) -> None:
    till = Till([programme(kind, "club", fee=300, with_code="VIP26", **{rows: [SERVICE]})])
    again = Basket((Line(300, plan="club:time"),))
    till.sell(again, SAID)
    till.sell(Basket(), Choices(rewards={"club:beans": 1}))
    assert till.quote(again, SAID).dropped == {}


def test_points_still_count_double_with_the_code_of_a_gift_that_was_had() -> None:
    gift: dict[str, object] = {"reward_title": "蛋糕", "reward_added": True, "automatic": True, "uses_each": 1}
    double = programme("regulars_day", "day", effects=["reward", "multiplier"], with_code="VIP26", **gift)
    till = Till([*preset("point_per_hundred"), double])
    till.sell(amount(500), SAID)
    assert told(till, SAID) == {}
    till.sell(amount(500), SAID)
    assert till.has(POINTS) == 20


def test_what_a_shop_gives_with_a_code_is_given_for_a_sale_to_nobody_too() -> None:
    points = {"for_points": True, "points_programme": "points"}
    cause = programme("donation", "cause", cause="流浪動物", shop_amount=3, with_code="VIP26", **points)
    till = Till([*preset("point_per_hundred"), cause])
    assert told(till, SAID, None) == {}


def test_the_code_of_a_gift_alone_says_that_it_was_had() -> None:
    gift: dict[str, object] = {"reward_title": "蛋糕", "reward_added": True, "automatic": True, "uses_each": 1}
    till = Till([programme("regulars_day", "day", with_code="VIP26", **gift)])
    till.sell(amount(500), SAID)
    assert told(till, SAID) == {"vip 26": RefusalReason.USED_UP}


def test_a_code_that_nobody_knows_is_said_to_be_unknown() -> None:
    till = Till([programme("cashback", "back", percent=10, with_code="VIP26")])
    assert told(till, Choices(codes=("OTHER",))) == {"OTHER": RefusalReason.CODE_UNKNOWN}


def test_the_code_of_one_programme_is_taken_for_every_other() -> None:
    back = programme("cashback", "back", percent=10, with_code="vip26")
    coupon = programme("coupon", "coupon", code="VIP 26", reward_title="x")
    for one, other, place in ((back, coupon, "terms.with_code"), (coupon, back, "terms.code")):
        taken = code_taken(one, [other])
        assert taken is not None
        assert taken.facts["place"] == place


@pytest.mark.parametrize("at", [0, 1])
def test_the_code_of_a_stopped_programme_opens_the_one_that_has_it_now(at: int) -> None:
    old, new = (programme("cashback", name, percent=10, with_code="VIP26") for name in ("ab"[at], "ba"[at]))
    till = Till([replace(old, stopped=True), new])
    assert told(till, SAID) == {}
    till.sell(amount(500), SAID)
    assert till.has(Account(new.id, Unit.CASHBACK)) == 50


def test_a_sale_to_nobody_with_a_code_is_credited_with_what_the_code_opened() -> None:
    double = programme("multiplier", "double", percent=200, with_code="VIP26")
    extra = programme("extra_points", "extra", programme="points", earn_per="order", earn_amount=7, with_code="VIP27")
    till = Till([*preset("point_per_hundred"), double, extra])
    assert not isinstance(till.credit(till.sell(amount(500), SAID, member_id=None)), Refusal)
    assert till.has(POINTS) == 10
    assert not isinstance(till.credit(till.sell(amount(500), Choices(codes=("vip27",)), member_id=None)), Refusal)
    assert till.has(POINTS) == 22


def test_a_code_that_opened_something_for_the_first_few_is_no_matter_of_the_credit() -> None:
    off = {"reward_kind": "percent_off", "reward_percent": 10, "reward_title": "九折"}
    till = Till([*preset("point_per_hundred"), programme("offer", "fans", with_code="VIP26", first_uses=1, **off)])
    sale = till.sell(amount(500), SAID, member_id=None)
    answer = credit(till.programmes, till.standing(), sale, (), till.now_ms, till.shop)
    assert not isinstance(answer, Refusal)
    assert (sale.bill, answer.dropped, answer.earned[POINTS]) == (450, {}, 4)


@pytest.mark.parametrize(
    "waiting",
    [
        programme("offer", "fans", reward_title="九折", with_code="VIP26", until_day="2020-01-01"),
        programme("offer", "fans", reward_title="九折", with_code="VIP26", for_everybody=False),
        programme("birthday", "fans", reward_title="蛋糕", with_code="VIP26"),
        programme("occasion", "fans", reward_title="蛋糕", with_code="VIP26", month=1, day=1, for_everybody=False),
        programme("regulars_day", "fans", reward_title="蛋糕", with_code="VIP26", visits_before=99),
        programme("donation", "fans", cause="貓", for_points=True, points_programme="points", with_code="VIP26"),
        programme("stamp_card", "fans", reward_title="蛋糕", with_code="VIP26"),
        programme("points", "fans", money_off=10, money_off_points=10, with_code="VIP26"),
        programme("cashback", "fans", with_code="VIP26"),
    ],
    ids=lambda each: each.kind,
)
@pytest.mark.parametrize("member_id", [MEI, None])
def test_what_waits_for_a_code_says_nothing_else_before_the_code(waiting: Programme, member_id: int | None) -> None:
    """Else the counter shows it to everybody on all the days on which it cannot be had."""
    till = Till([waiting])
    offers = till.quote(amount(500), member_id=member_id).offers
    assert {offer.why_not.reason for offer in offers if offer.why_not} == {RefusalReason.CODE_NEEDED}


_WAIT = """offer multiplier extra_points cashback milestone surprise birthday occasion regulars_day stamp_card points
donation membership subscription stored_value prepaid early_access"""


@pytest.mark.parametrize("name", _WAIT.split())
def test_these_kinds_may_wait_for_a_code(name: str) -> None:
    (kind,) = [each for each in KINDS if each.name == name]
    assert "with_code" in {field.name for field in kind.fields}


def test_the_sentence_names_the_code() -> None:
    from loyalty.explain import programme_sentence
    from loyalty.words import Words

    found: Programme = programme("cashback", "back", percent=10, with_code="VIP26")
    assert "VIP26" in programme_sentence(found, Words())
    assert "VIP26" in programme_sentence(found, Words("en"))
