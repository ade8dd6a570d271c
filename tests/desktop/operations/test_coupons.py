"""Coupons for whoever brings them: put out once, used once, found by their code among thousands."""

from __future__ import annotations

import pytest

from desktop.operations import coupons, reversals
from desktop.operations.coupons import Issue, Issued
from desktop.operations.reversals import Reversed, TakeBack, Undo
from loyalty.basket import Choices, Line
from loyalty.ledger import SHOP, Account, OperationKind, Unit
from loyalty.refusals import Refusal, RefusalReason
from tests.desktop.operations.small_shop import DAY_MS, SmallShop
from tests.loyalty.programs.terms import programme


@pytest.fixture
def flyers(shop: SmallShop) -> SmallShop:
    """A shop whose flyers take fifty off."""
    terms = {"way": "issued", "reward_kind": "amount_off", "reward_title": "折五十", "reward_amount": 50}
    shop.run(programme("coupon", "flyer", **terms))
    return shop


def issue(shop: SmallShop, count: int = 3, programme_id: str = "flyer") -> Issued | Refusal:
    command = Issue(shop.maker.operation_id(), shop.clock.now_ms(), programme_id, count)
    return coupons.issue(shop.store, shop.context, command)


def issued(shop: SmallShop, count: int = 3) -> tuple[str, ...]:
    answer = issue(shop, count)
    assert isinstance(answer, Issued)
    return answer.codes


def test_a_batch_is_put_out_once(flyers: SmallShop) -> None:
    command = Issue(flyers.maker.operation_id(), flyers.clock.now_ms(), "flyer", 3)
    first = coupons.issue(flyers.store, flyers.context, command)
    assert isinstance(first, Issued)
    assert coupons.issue(flyers.store, flyers.context, command) == first
    assert (first.operation.kind, len(set(first.codes))) == (OperationKind.ISSUE, 3)
    flyers.assert_clean()


@pytest.mark.parametrize("with_member", [True, False])
def test_a_code_takes_money_off_once_typed_in_any_way(flyers: SmallShop, with_member: bool) -> None:
    member = flyers.member() if with_member else None
    code = issued(flyers)[1]
    typed = Choices(codes=(f" {code[:4].lower()} {code[4:]}",))
    assert flyers.sold(member, (Line(200),), typed).outcome.to_pay == 150
    again = flyers.ring_up(member, (Line(200),), typed)
    assert isinstance(again, Refusal)
    assert again.reason is RefusalReason.CODE_USED
    flyers.assert_clean()


def test_the_standing_holds_the_coupons_that_were_typed_and_no_others(flyers: SmallShop) -> None:
    codes = issued(flyers, 200)
    held = flyers.standing(None, codes[5], codes[7]).others[SHOP]
    assert {lot.account for lot in held.lots} == {Account("flyer", Unit.COUPON, codes[at]) for at in (5, 7)}
    assert flyers.standing(None).others == {}


def test_an_undone_sale_gives_the_coupon_back(flyers: SmallShop) -> None:
    code = issued(flyers)[0]
    flyers.sold(None, (Line(200),), Choices(codes=(code,)))
    undone = reversals.undo(flyers.store, flyers.context, Undo(flyers.maker.operation_id(), flyers.clock.now_ms()))
    assert isinstance(undone, Reversed)
    assert flyers.sold(None, (Line(200),), Choices(codes=(code,))).outcome.to_pay == 150
    flyers.assert_clean()


def test_a_coupon_is_good_on_its_last_day_and_not_after(flyers: SmallShop) -> None:
    first, second, _ = issued(flyers)
    flyers.clock.ms += 30 * DAY_MS
    assert flyers.sold(None, (Line(200),), Choices(codes=(first,))).outcome.to_pay == 150
    flyers.clock.ms += DAY_MS
    assert isinstance(flyers.ring_up(None, (Line(200),), Choices(codes=(second,))), Refusal)


def test_a_code_that_loses_against_a_better_percentage_is_kept_for_another_day(flyers: SmallShop) -> None:
    percent = {"way": "issued", "reward_kind": "percent_off", "reward_title": "九折", "reward_percent": 10}
    day = {"reward_kind": "percent_off", "reward_title": "八折", "reward_percent": 20}
    flyers.run(programme("coupon", "ten", **percent), programme("offer", "twenty", **day))
    answer = issue(flyers, 1, "ten")
    assert isinstance(answer, Issued)
    sale = flyers.sold(None, (Line(1_000),), Choices(codes=answer.codes))
    assert sale.outcome.to_pay == 800
    assert flyers.standing(None, *answer.codes).others[SHOP].balances()
    flyers.assert_clean()


def test_no_batch_of_nothing_and_none_of_another_programme(flyers: SmallShop) -> None:
    assert issue(flyers, 0) == Refusal(RefusalReason.QUANTITY_OUT_OF_RANGE, {"limit": 1_000})
    for programme_id in ("points", "nothing"):
        answer = issue(flyers, 1, programme_id)
        assert isinstance(answer, Refusal)
        assert answer.reason is RefusalReason.MALFORMED


def test_a_coupon_given_back_after_its_end_is_as_old_as_when_it_was_put_out(flyers: SmallShop) -> None:
    code = issued(flyers)[0]
    (lot,) = flyers.standing(None, code).others[SHOP].lots
    for days in (40, 20):
        sale = flyers.sold(None, (Line(200),), Choices(codes=(code,))).operation
        flyers.clock.ms += days * DAY_MS
        names = flyers.maker.operation_id(), flyers.maker.operation_id()
        back = reversals.refund(flyers.store, flyers.context, TakeBack(*names, flyers.clock.now_ms(), sale.id))
        assert isinstance(back, Reversed)
        (given,) = flyers.standing(None, code).others[SHOP].lots
        assert (given.earned_at_ms, given.key == lot.key) == (lot.earned_at_ms, False)
    flyers.assert_clean()
