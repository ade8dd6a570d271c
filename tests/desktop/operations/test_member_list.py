"""The owner's list as a use case: the right to see it, counts, and the history with what became of each."""

from __future__ import annotations

import pytest

from db.members import MemberQuery
from desktop.operations import member_list, reversals
from desktop.operations.reversals import TakeBack
from loyalty.ledger import OperationKind
from loyalty.limits import Person
from loyalty.refusals import Refusal, RefusalReason
from tests.desktop.shop import Shop


@pytest.fixture
def shop(desk_shop: Shop) -> Shop:
    """A shop with lanes and a clock that can be moved on."""
    return desk_shop


def test_only_who_may_see_the_members_gets_the_list(shop: Shop) -> None:
    mei = shop.join("0912345678", "王小美")
    page = member_list.page(shop.store, shop.state.context, MemberQuery(), 10, None)
    assert not isinstance(page, Refusal)
    assert [row.id for row in page.rows] == [mei.member.id]
    shop.hand_over(Person("clerk", "小明"))
    refused = member_list.page(shop.store, shop.state.context, MemberQuery(), 10, None)
    assert refused == Refusal(RefusalReason.NOT_ALLOWED, {"action": "see_members"})


def test_counts_answer_each_query_by_its_name(shop: Shop) -> None:
    shop.join("0912345678", "王小美")
    shop.join("0922345678", "陳大文")
    queries = {"all": MemberQuery(), "wang": MemberQuery(text="王"), "none": MemberQuery(text="林")}
    assert member_list.counts(shop.store, queries) == {"all": 2, "wang": 1, "none": 0}
    assert member_list.count(shop.store, MemberQuery()) == 2


def test_the_history_comes_newest_first_with_what_acts_on_each(shop: Shop) -> None:
    mei = shop.join("0912345678", "王小美")
    shop.clock.pass_ms(1000)
    sale = shop.sell(500, mei)
    shop.clock.pass_ms(1000)
    ids = (shop.maker.operation_id(), shop.maker.operation_id())
    reversals.cancel(shop.store, shop.state.context, TakeBack(*ids, shop.clock.now_ms(), sale.id))
    first = member_list.history_page(shop.store, mei.member.id, 2, None)
    assert [past.operation.kind for past in first] == [OperationKind.CANCEL, OperationKind.SALE]
    assert [each.kind for each in first[1].reversals] == [OperationKind.CANCEL]
    last = first[-1].operation
    rest = member_list.history_page(shop.store, mei.member.id, 2, (last.at_ms, last.id))
    assert [past.operation.kind for past in rest] == [OperationKind.JOIN]
