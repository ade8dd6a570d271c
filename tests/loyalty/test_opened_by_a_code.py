"""A programme of any kind may wait for a code: without it nothing applies, with it everything does by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loyalty.basket import Choices
from loyalty.earlier_sales import credit
from loyalty.ledger import Account, Unit
from loyalty.programmes import Programme
from loyalty.programs import KINDS
from loyalty.refusals import Refusal, RefusalReason
from loyalty.taken_codes import code_taken
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import MEI, POINTS, Till, amount, preset

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
    ],
    ids=lambda each: each.kind,
)
@pytest.mark.parametrize("member_id", [MEI, None])
def test_what_waits_for_a_code_says_nothing_else_before_the_code(waiting: Programme, member_id: int | None) -> None:
    """Else the counter shows it to everybody on all the days on which it cannot be had."""
    till = Till([waiting])
    offers = till.quote(amount(500), member_id=member_id).offers
    assert {offer.why_not.reason for offer in offers if offer.why_not} == {RefusalReason.CODE_NEEDED}


_WAIT = "offer multiplier extra_points cashback milestone surprise birthday occasion regulars_day"


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
