"""Earlier sales as use cases: paging, finding, and whose a sale is."""

from __future__ import annotations

import pytest

from desktop.operations import reversals, sales_list
from desktop.operations.reversals import Credit, TakeBack, Undo
from desktop.operations.sales_list import PastSale
from loyalty.basket import Basket, Choices
from loyalty.ledger import OperationKind
from loyalty.refusals import Refusal, RefusalReason
from loyalty.reversals import Reversal
from tests.desktop.shop import Shop


@pytest.fixture
def shop(desk_shop: Shop) -> Shop:
    """A shop with lanes and a clock that can be moved on."""
    return desk_shop


def pages(shop: Shop, text: str = "", limit: int = 3) -> list[PastSale]:
    """Every page, one after the other."""
    found: list[PastSale] = []
    before = None
    while True:
        if text:
            page = sales_list.find(shop.store, shop.state.context, text, limit, before)
        else:
            page = sales_list.recent(shop.store, limit, before)
        found += page.sales
        if page.next is None:
            return found
        before = page.next


def test_pages_hold_every_sale_once_whatever_joins_stand_between(shop: Shop) -> None:
    sold = []
    for number in range(11):
        shop.join(f"09{number:08d}")
        shop.join()
        sold.append(shop.sell(100).id)
        shop.clock.pass_ms(1)
    for limit in (1, 2, 3, 11, 50):
        assert [sale.operation.id for sale in pages(shop, limit=limit)] == sold[::-1]


def test_a_members_sales_are_found_in_pages_too(shop: Shop) -> None:
    mei, ming = shop.join("0912345678", "王小美"), shop.join("0922345678", "王小明")
    sold = []
    for number in range(10):
        shop.clock.pass_ms(1)
        sold.append(shop.sell(100, mei if number % 2 else ming).id)
    shop.sell(100)
    assert [sale.operation.id for sale in pages(shop, "王")] == sold[::-1]
    assert {sale.member and sale.member.name for sale in pages(shop, "小美")} == {"王小美"}


def test_bare_digits_mean_a_slip_and_a_phone(shop: Shop) -> None:
    mei = shop.join("0912345002", "王小美")
    lone = shop.sell(100)
    hers = shop.sell(200, mei)
    assert lone.slip_number == "A-000002"
    assert {sale.operation.id for sale in pages(shop, "002")} == {lone.id, hers.id}
    assert [sale.operation.id for sale in pages(shop, "A-2")] == [lone.id]
    assert [sale.operation.id for sale in pages(shop, "002", limit=1)] == [hers.id, lone.id]


def test_a_slip_of_another_till_is_not_this_tills(shop: Shop) -> None:
    shop.sell(100)
    assert sales_list.by_slip(shop.store, shop.state.context, "B-1") is None
    assert sales_list.by_slip(shop.store, shop.state.context, "nothing") is None


def test_a_credited_sale_is_its_members_until_the_credit_is_undone(shop: Shop) -> None:
    mei = shop.join("0912345678", "王小美")
    sale = shop.sell(500)
    ids = (shop.maker.operation_id(), shop.maker.operation_id())
    command = Credit(*ids, shop.clock.now_ms(), sale.till, sale.number, mei.member.id)
    reversals.credit(shop.store, shop.state.context, command)
    assert [past.member and past.member.name for past in pages(shop)] == ["王小美", "王小美"]
    reversals.undo(shop.store, shop.state.context, Undo(shop.maker.operation_id(), shop.clock.now_ms()))
    assert pages(shop)[-1].member is None


def test_a_credit_that_was_undone_is_not_said_of_its_sale_any_more(shop: Shop) -> None:
    mei, sale = shop.join("0912345678", "王小美"), shop.sell(100)
    ids = (shop.maker.operation_id(), shop.maker.operation_id(), shop.clock.now_ms())
    reversals.credit(shop.store, shop.state.context, Credit(*ids, sale.till, sale.number, mei.member.id))
    (credited,) = [each for each in pages(shop) if each.operation.id == sale.id]
    assert [each.kind for each in credited.reversals] == [OperationKind.CREDIT]
    reversals.undo(shop.store, shop.state.context, Undo(shop.maker.operation_id(), shop.clock.now_ms()))
    (free,) = [each for each in pages(shop) if each.operation.id == sale.id]
    assert (free.member, free.reversals) == (None, ())


def test_a_sale_credited_again_after_an_undo_is_its_new_members(shop: Shop) -> None:
    mei, ming = shop.join("0912345678", "王小美"), shop.join("0922345678", "王小明")
    sale = shop.sell(500)
    for member in (mei, ming):
        ids = (shop.maker.operation_id(), shop.maker.operation_id())
        command = Credit(*ids, shop.clock.now_ms(), sale.till, sale.number, member.member.id)
        opened = sales_list.open_sale(shop.store, shop.state.context, sale.id, shop.clock.now_ms())
        assert not isinstance(opened, Refusal)
        assert not isinstance(opened.credit, Refusal)
        reversals.credit(shop.store, shop.state.context, command)
        if member is mei:
            reversals.undo(shop.store, shop.state.context, Undo(shop.maker.operation_id(), shop.clock.now_ms()))
    assert pages(shop)[-1].member == ming.member


def test_an_opened_sale_says_what_is_left(shop: Shop) -> None:
    sale = shop.sell(500)
    ids = (shop.maker.operation_id(), shop.maker.operation_id())
    reversals.refund(shop.store, shop.state.context, TakeBack(*ids, shop.clock.now_ms(), sale.id, 200))
    opened = sales_list.open_sale(shop.store, shop.state.context, sale.id, shop.clock.now_ms())
    assert not isinstance(opened, Refusal)
    assert isinstance(opened.refund, Reversal)
    assert opened.refund.bill == -300
    assert opened.credit == Refusal(RefusalReason.ALREADY_REVERSED)
    assert opened.has_slip


def test_a_sale_that_is_not_there_is_refused(shop: Shop) -> None:
    answer = sales_list.open_sale(shop.store, shop.state.context, shop.maker.operation_id(), shop.clock.now_ms())
    assert answer == Refusal(RefusalReason.SLIP_UNKNOWN)


def test_a_credit_is_previewed_without_being_written(shop: Shop) -> None:
    mei = shop.join("0912345678", "王小美")
    sale = shop.sell(500)
    now_ms = shop.clock.now_ms()
    answer = reversals.preview_credit(shop.store, shop.state.context, sale.id, mei.member.id, now_ms)
    assert not isinstance(answer, Refusal)
    assert answer[0] == mei.member
    assert sum(entry.delta for entry in answer[1].entries) == sum(answer[1].after.values())
    assert len(pages(shop)) == 1
    hers = shop.record(Basket(), mei, Choices()).operation
    refused = reversals.preview_credit(shop.store, shop.state.context, hers.id, mei.member.id, now_ms)
    assert refused == Refusal(RefusalReason.SLIP_HAS_MEMBER)
    nobody = reversals.preview_credit(shop.store, shop.state.context, sale.id, 5, now_ms)
    assert nobody == Refusal(RefusalReason.MEMBER_UNKNOWN)
