"""Undo after edits: each is taken back by itself, the last one first, and then the sale."""

from __future__ import annotations

from dataclasses import replace

from desktop.operations import edits
from desktop.operations.edits import HandOver, UndoLast
from desktop.operations.reversals import Reversed
from desktop.operations.sales import RecordedSale
from loyalty.basket import Line
from loyalty.ledger import OperationKind
from loyalty.refusals import Refusal, RefusalReason
from tests.desktop.operations.small_shop import DAY_MS, POINTS, SmallShop
from tests.desktop.operations.test_edits import edit, edit_command


def undo_last(shop: SmallShop) -> Reversed | Refusal:
    reversal_id, job_id, operation_id = (shop.maker.operation_id() for _ in range(3))
    command = UndoLast(operation_id, reversal_id, job_id, shop.clock.now_ms())
    first, again = (edits.undo(shop.store, shop.context, command) for _ in range(2))
    assert isinstance(first, Refusal) or (isinstance(again, Reversed) and again.operation == first.operation)
    return first


def test_undo_after_an_edit_takes_the_edit_back_and_then_the_sale(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 3_200).operation
    assert isinstance(edit(shop, sale.id, Line(320)), RecordedSale)
    assert shop.balance(member, POINTS) == 3
    undone = undo_last(shop)
    assert isinstance(undone, Reversed)
    assert (undone.operation.kind, undone.operation.bill, undone.operation.at_ms) == (
        OperationKind.SALE,
        3_200,
        sale.at_ms,
    )
    assert shop.balance(member, POINTS) == 32
    whole = undo_last(shop)
    assert isinstance(whole, Reversed)
    assert (whole.operation.kind, shop.balance(member, POINTS)) == (OperationKind.UNDO, 0)
    shop.assert_clean()


def test_undo_after_two_edits_goes_back_one_by_one(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 3_200).operation
    first = edit(shop, sale.id, Line(320))
    assert isinstance(first, RecordedSale)
    assert isinstance(edit(shop, first.operation.id, Line(500)), RecordedSale)
    for bill, points in ((320, 3), (3_200, 32), (-3_200, 0)):
        undone = undo_last(shop)
        assert isinstance(undone, Reversed)
        assert (undone.operation.bill, shop.balance(member, POINTS)) == (bill, points)
    shop.assert_clean()


def test_an_edit_after_an_undone_one_is_undone_by_itself(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 3_200).operation
    assert isinstance(edit(shop, sale.id, Line(320)), RecordedSale)
    back = undo_last(shop)
    assert isinstance(back, Reversed)
    assert isinstance(edit(shop, back.operation.id, Line(700)), RecordedSale)
    for bill in (3_200, -3_200):
        undone = undo_last(shop)
        assert isinstance(undone, Reversed)
        assert undone.operation.bill == bill
    shop.assert_clean()


def test_a_sale_that_an_edit_gave_to_somebody_else_goes_back_to_its_member(shop: SmallShop) -> None:
    mei, hao = shop.member(), shop.member("0922000111")
    sale = shop.sell(mei, 500).operation
    command = replace(edit_command(shop, sale.id, Line(500)), hand_over=HandOver(hao))
    assert isinstance(edits.edit(shop.store, shop.context, command), RecordedSale)
    assert (shop.balance(mei, POINTS), shop.balance(hao, POINTS)) == (0, 5)
    assert isinstance(undo_last(shop), Reversed)
    assert (shop.balance(mei, POINTS), shop.balance(hao, POINTS)) == (5, 0)
    shop.assert_clean()


def test_an_edit_of_a_sale_from_long_ago_is_not_undone_by_a_key(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 3_200).operation
    shop.clock.ms += DAY_MS
    assert isinstance(edit(shop, sale.id, Line(320)), RecordedSale)
    assert undo_last(shop) == Refusal(RefusalReason.UNDO_TOO_LATE, {"minutes": 10})
    assert shop.balance(member, POINTS) == 3


def test_undo_of_anything_else_is_as_before(shop: SmallShop) -> None:
    member = shop.member()
    shop.sell(member, 3_200)
    undone = undo_last(shop)
    assert isinstance(undone, Reversed)
    assert (undone.operation.kind, shop.balance(member, POINTS)) == (OperationKind.UNDO, 0)
