"""The page of one member, and who is due next, over a real file."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from db import holders
from desktop.operations import adjustments, member_page, paying_out, referrals, subscriptions
from desktop.operations.adjustments import GiveTier
from desktop.operations.member_page import MemberPage
from desktop.operations.paying_out import PayOut
from desktop.operations.print_jobs import queue_state
from desktop.operations.recording import Recorded
from desktop.operations.referrals import Refer
from loyalty.basket import Line
from loyalty.refusals import Refusal, RefusalReason
from tests.desktop.operations.small_shop import DAY_MS, SmallShop
from tests.loyalty.programs.terms import programme

LEVELS = [
    {"id": "silver", "title": "銀級", "basis": "cumulative", "threshold": 100},
    {"id": "gold", "title": "金級", "basis": "cumulative", "threshold": 1_000},
]


def look(shop: SmallShop, member: int) -> MemberPage:
    found = member_page.look(shop.store, shop.context, member, shop.clock.now_ms())
    assert isinstance(found, MemberPage)
    return found


def test_the_levels_held_are_told_from_the_newest_back(shop: SmallShop) -> None:
    shop.run(programme("tiers", "tiers", levels=LEVELS))
    mei = shop.member()
    shop.sold(mei, (Line(100),))
    shop.clock.ms += 10 * DAY_MS
    shop.sold(mei, (Line(900),))
    page = look(shop, mei)
    assert [(each.title, each.day.isoformat()) for each in page.tiers["tiers"]] == [
        ("金級", "2026-12-02"),
        ("銀級", "2026-11-22"),
    ]
    assert page.outlook.statuses == {"silver", "gold"}


def test_a_tier_given_by_hand_is_in_the_history(shop: SmallShop) -> None:
    shop.run(programme("tiers", "tiers", levels=LEVELS))
    mei = shop.member()
    command = GiveTier(shop.maker.operation_id(), shop.clock.now_ms(), mei, "tiers", "gold", "開幕志工")
    assert isinstance(adjustments.give_tier(shop.store, shop.context, command), Recorded)
    assert [each.title for each in look(shop, mei).tiers["tiers"]] == ["金級"]


def test_every_end_is_told_however_far_ahead(shop: SmallShop) -> None:
    shop.run(programme("cashback", "back", percent=10, expires="days", expires_after=200))
    mei = shop.member()
    shop.sold(mei, (Line(500),))
    (ending,) = look(shop, mei).outlook.endings
    assert (ending.amount, ending.last_day.isoformat()) == (50, "2027-06-10")


def test_who_brought_whom_is_told_on_both_pages(shop: SmallShop) -> None:
    shop.run(programme("referral", "friends", referrer_points=5, points_programme="points"))
    old, friend = shop.member(), shop.member("0922000111")
    referrals.refer(shop.store, shop.context, Refer(shop.maker.operation_id(), shop.clock.now_ms(), friend, old))
    assert [each.id for each in look(shop, old).brought] == [friend]
    referrer = look(shop, friend).referrer
    assert referrer is not None
    assert referrer.id == old
    assert look(shop, old).referrer is None


def test_a_stranger_has_no_page(shop: SmallShop) -> None:
    answer = member_page.look(shop.store, shop.context, 12345, shop.clock.now_ms())
    assert answer == Refusal(RefusalReason.MEMBER_UNKNOWN)


def test_who_is_due_next_comes_first(shop: SmallShop) -> None:
    items = [{"id": "beans", "title": "咖啡豆", "count": 2, "every": "period", "cost": 200}]
    shop.run(programme("subscription", "beans", fee=500, months=1, items=items))
    late, soon, nobody = shop.member(), shop.member("0922000111"), shop.member("0933000222")
    fee = Line(500, name="訂閱", plan="beans:time")
    shop.sold(soon, (fee,))
    shop.clock.ms += 3 * DAY_MS
    shop.sold(late, (fee,))
    shop.sold(nobody, (Line(60),))
    found = subscriptions.all_due(shop.store, shop.context, shop.clock.now_ms())
    assert not isinstance(found, Refusal)
    assert [(each.member.id, each.due.left) for each in found] == [(soon, 2), (late, 2)]
    shop.sell(soon, rewards={"beans:beans": 1})
    found = subscriptions.all_due(shop.store, shop.context, shop.clock.now_ms())
    assert not isinstance(found, Refusal)
    assert found[0].due.left == 1
    assert subscriptions.all_due(shop.store, shop.context, shop.clock.now_ms() + 60 * DAY_MS) == ()


@pytest.mark.parametrize(
    ("statement", "index"), [(holders._BROUGHT, "lots_of_referred"), (holders._PAID_TIME, "lots_of_paid_times")]
)
def test_neither_list_walks_everybodys_lots(shop: SmallShop, statement: object, index: str) -> None:
    with shop.store.read() as connection:
        sql = statement.sql(connection.dialect)  # type: ignore[attr-defined]
        values = ("x",) * sql.count("?")
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
        assert connection.execute(text("SELECT 1")).scalar() == 1
    assert any(index in row[3] for row in plan), plan


def test_a_pay_out_prints_its_slip_once(shop: SmallShop) -> None:
    shop.run(programme("stored_value", "wallet", free_amount=True))
    mei = shop.member()
    shop.sold(mei, (Line(200, name="儲值", plan="wallet:free"),))
    waiting = queue_state(shop.store).waiting
    command = PayOut(shop.maker.operation_id(), shop.clock.now_ms(), mei, "wallet", shop.maker.operation_id())
    for _ in range(2):
        assert isinstance(paying_out.pay_out(shop.store, shop.context, command), Recorded)
    assert queue_state(shop.store).waiting == waiting + 1
