"""Money paid beforehand: topped up, spent, refunded into its own bucket, paid out."""

from __future__ import annotations

import pytest

from desktop.operations import paying_out, reversals, sales_list
from desktop.operations.paying_out import PayOut
from desktop.operations.recording import Recorded
from desktop.operations.reversals import Reversed, TakeBack
from loyalty.basket import Choices, Line
from loyalty.ledger import Account, OperationKind, Unit
from loyalty.refusals import Refusal, RefusalReason
from loyalty.reversals import Reversal
from tests.desktop.operations.small_shop import SmallShop
from tests.loyalty.programs.terms import programme

PAID = Account("wallet", Unit.STORED_PAID)
BONUS = Account("wallet", Unit.STORED_BONUS)
TOP_UP = (Line(2_000, plan="wallet:two"),)


@pytest.fixture
def wallet(shop: SmallShop) -> SmallShop:
    """A shop that gives 777 on top of the first 2,000."""
    row = {"id": "two", "pay": 2_000, "bonus": 777, "first_time": True}
    shop.run(programme("stored_value", "wallet", top_ups=[row], fee_percent=3))
    return shop


def money(shop: SmallShop, member: int) -> tuple[int, int]:
    return shop.balance(member, PAID), shop.balance(member, BONUS)


def pay(amount: int) -> Choices:
    return Choices(rewards={"wallet:pay": amount})


def test_the_bonus_comes_with_the_first_top_up_only_and_both_pay(wallet: SmallShop) -> None:
    member = wallet.member()
    wallet.sold(member, TOP_UP)
    wallet.sold(member, TOP_UP)
    assert money(wallet, member) == (4_000, 777)
    sale = wallet.sold(member, (Line(500),), pay(500))
    assert (sale.operation.bill, sale.outcome.paid, money(wallet, member)) == (0, 500, (3_500, 777))
    wallet.assert_clean()


def test_a_refund_gives_the_wallet_its_share_and_the_rest_in_money(wallet: SmallShop) -> None:
    member = wallet.member()
    wallet.sold(member, TOP_UP)
    sale = wallet.sold(member, (Line(300, name="a"), Line(100, name="b")), pay(200)).operation
    assert (sale.bill, money(wallet, member)) == (200, (1_800, 777))
    ids = wallet.maker.operation_id(), wallet.maker.operation_id()
    part = TakeBack(*ids, wallet.clock.now_ms(), sale.id, lines={1: 1})
    first = reversals.refund(wallet.store, wallet.context, part)
    assert isinstance(first, Reversed)
    assert (first.operation.bill, money(wallet, member)) == (-50, (1_850, 777))
    ids = wallet.maker.operation_id(), wallet.maker.operation_id()
    rest = reversals.refund(wallet.store, wallet.context, TakeBack(*ids, wallet.clock.now_ms(), sale.id))
    assert isinstance(rest, Reversed)
    assert (rest.operation.bill, money(wallet, member)) == (-150, (2_000, 777))
    wallet.assert_clean()


def test_paying_out_gives_back_what_is_unspent_less_the_fee_and_withdraws_the_bonus(wallet: SmallShop) -> None:
    member = wallet.member()
    wallet.sold(member, TOP_UP)
    wallet.sold(member, (Line(1_000),), pay(1_000))
    command = PayOut(wallet.maker.operation_id(), wallet.clock.now_ms(), member, "wallet")
    shown = paying_out.preview(wallet.store, wallet.context, member, "wallet", wallet.clock.now_ms())
    assert not isinstance(shown, Refusal)
    for _ in range(2):
        paid = paying_out.pay_out(wallet.store, wallet.context, command)
        assert isinstance(paid, Recorded)
    assert (shown.money, shown.fee) == (970, 30)
    assert (paid.operation.kind, paid.operation.bill, money(wallet, member)) == (OperationKind.PAY_OUT, -970, (0, 0))
    other = PayOut(wallet.maker.operation_id(), wallet.clock.now_ms(), member, "wallet")
    refused = paying_out.pay_out(wallet.store, wallet.context, other)
    assert refused == Refusal(RefusalReason.NOTHING_TO_PAY_OUT)
    wallet.assert_clean()


def test_goods_go_back_though_the_top_up_beside_them_is_spent_in_part(wallet: SmallShop) -> None:
    member = wallet.member()
    sale = wallet.sold(member, (Line(110, name="拿鐵"), *TOP_UP, Line(90, 2, name="可頌"))).operation
    wallet.sold(member, (Line(100),), pay(100))
    opened = sales_list.open_sale(wallet.store, wallet.context, sale.id, wallet.clock.now_ms())
    assert not isinstance(opened, Refusal)
    assert isinstance(opened.refund, Reversal)
    assert opened.refund.bill == -290
    ids = (wallet.maker.operation_id(), wallet.maker.operation_id(), wallet.clock.now_ms())
    whole = reversals.refund(wallet.store, wallet.context, TakeBack(*ids, sale.id))
    assert isinstance(whole, Refusal)
    assert whole.reason is RefusalReason.BALANCE_TOO_SMALL
    back = reversals.refund(wallet.store, wallet.context, TakeBack(*ids, sale.id, lines={0: 1, 2: 2}))
    assert isinstance(back, Reversed)
    assert back.operation.bill == -290
    assert money(wallet, member) == (1_900, 777)
    again = sales_list.open_sale(wallet.store, wallet.context, sale.id, wallet.clock.now_ms())
    assert not isinstance(again, Refusal)
    assert again.refund == Refusal(
        RefusalReason.BALANCE_TOO_SMALL,
        {"missing": 100, "missing_1": 100, "unit_1": "stored_paid", "programme_1": "節目 wallet"},
    )
    wallet.assert_clean()


def test_a_preview_of_a_refund_by_line_writes_nothing(wallet: SmallShop) -> None:
    member = wallet.member()
    sale = wallet.sold(member, (Line(300), Line(100, 2))).operation
    shown = reversals.preview(
        wallet.store, wallet.context, sale.id, OperationKind.REFUND, None, wallet.clock.now_ms(), {1: 1}
    )
    assert not isinstance(shown, Refusal)
    assert shown.bill == -100
    assert wallet.standing(member).spent == 500
