"""The report of a day: its money adds up, what was undone never happened, and its head is found again in the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db import days, ledger
from desktop.operations import day_report, edits, expiry, paying_out, reversals
from desktop.operations.day_report import DayReport
from desktop.operations.edits import EditSale
from desktop.operations.paying_out import PayOut
from desktop.operations.products import save as save_product
from desktop.operations.recording import Recorded
from desktop.operations.reversals import Reversed, TakeBack, Undo
from desktop.operations.sales import RecordedSale
from loyalty.basket import Basket, Choices, Line, Product, Tender
from loyalty.heads import head_text, parse_head
from loyalty.ledger import Operation, Unit
from printing.document import Row
from printing.layouts.day_report import Movement
from tests.desktop.operations.small_shop import DAY_MS, POINTS, SmallShop
from tests.loyalty.programs.terms import programme

TODAY = date(2026, 11, 22)
CASH, CARD = "現金", "信用卡"


def report(shop: SmallShop, day: date = TODAY) -> DayReport:
    return day_report.day_report(shop.store, shop.context, day)


def sell(shop: SmallShop, member: int | None, amount: int, way: str = CASH, handed: int = 0) -> Operation:
    tender = Tender(way, handed or amount, gives_change=way == CASH)
    return shop.sold(member, (Line(amount),), Choices(tenders=(tender,))).operation


def back(shop: SmallShop, sale: Operation, amount: int | None = None) -> TakeBack:
    return TakeBack(shop.maker.operation_id(), shop.maker.operation_id(), shop.clock.now_ms(), sale.id, amount)


def refund(shop: SmallShop, sale: Operation, amount: int | None = None) -> None:
    assert isinstance(reversals.refund(shop.store, shop.context, back(shop, sale, amount)), Reversed)


def cancel(shop: SmallShop, sale: Operation) -> None:
    assert isinstance(reversals.cancel(shop.store, shop.context, back(shop, sale)), Reversed)


def undo(shop: SmallShop) -> None:
    wish = Undo(shop.maker.operation_id(), shop.clock.now_ms())
    assert isinstance(reversals.undo(shop.store, shop.context, wish), Reversed)


def edit(shop: SmallShop, sale: Operation, amount: int) -> None:
    ids = shop.maker.operation_id(), shop.maker.operation_id(), shop.maker.operation_id()
    lines, choices = Basket((Line(amount),)), Choices(tenders=(Tender(CASH, amount, gives_change=True),))
    command = EditSale(ids[1], ids[0], ids[2], shop.clock.now_ms(), sale.id, lines, choices)
    answer = edits.edit(shop.store, shop.context, command)
    assert isinstance(answer, RecordedSale), answer


def adds_up(found: DayReport) -> bool:
    money = found.money
    return sum(amount for _, amount in money.tenders) == money.sales_money - money.money_back


def moved(found: DayReport, unit: Unit) -> Movement:
    return next(each for each in found.movements if each.unit is unit)


def test_an_empty_day_is_empty(shop: SmallShop) -> None:
    found = report(shop)
    assert (found.money.sales, found.money.tenders, found.movements, found.redeemed) == (0, (), (), ())
    assert (found.first_slip, found.last_slip, found.head, found.new_members) == ("", "", "", 0)


def test_what_each_way_of_paying_holds_is_the_sales_less_what_went_back(shop: SmallShop) -> None:
    sell(shop, None, 320, handed=1_000)
    by_card = sell(shop, None, 500, CARD)
    third = sell(shop, None, 200)
    refund(shop, by_card, 100)
    cancel(shop, third)
    found = report(shop)
    assert (found.money.sales, found.money.sales_money) == (3, 1_020)
    assert found.money.tenders == ((CASH, 320), (CARD, 400))
    assert (found.money.refunds, found.money.cancelled, found.money.money_back) == (1, 1, 300)
    assert adds_up(found)


def test_a_way_that_was_not_noted_is_named_on_the_paper(shop: SmallShop) -> None:
    shop.sold(None, (Line(90),))
    found = report(shop)
    assert found.money.tenders == (("", 90),)
    paper = day_report.document(shop.context, found, shop.clock.now_ms())
    assert [block.right for block in paper.blocks if isinstance(block, Row) and block.left == "未註明付款方式"] == [
        "90"
    ]


def test_what_was_undone_on_its_day_never_happened(shop: SmallShop) -> None:
    member = shop.member()
    sell(shop, member, 300)
    undo(shop)
    found = report(shop)
    assert (found.money.sales, found.money.sales_money, found.money.money_back, found.money.undone) == (0, 0, 0, 1)
    assert (found.movements, found.money.tenders) == ((), ())


def test_what_was_undone_after_midnight_went_back_on_that_day(shop: SmallShop) -> None:
    shop.clock.ms += DAY_MS - (shop.clock.ms + 8 * 3_600_000) % DAY_MS - 60_000
    sell(shop, None, 300)
    shop.clock.ms += 120_000
    undo(shop)
    first, second = report(shop), report(shop, TODAY + timedelta(days=1))
    assert (first.money.sales_money, first.money.tenders) == (300, ((CASH, 300),))
    assert (second.money.sales, second.money.money_back, second.money.tenders) == (0, 300, ((CASH, -300),))
    assert adds_up(first)
    assert adds_up(second)


@pytest.mark.parametrize("hour", [0, 12])
def test_a_day_that_began_at_another_hour_when_its_sales_were_made_is_reported_whole(
    shop: SmallShop, hour: int
) -> None:
    def begins_at(starts: int) -> None:
        shop.context = replace(shop.context, shop=replace(shop.context.shop, day_starts_at_hour=starts))

    begins_at(12 - hour)
    recorded: set[date] = set()
    for _ in range(24):
        recorded.add(sell(shop, None, 100).business_day)
        shop.clock.ms += DAY_MS // 24
    begins_at(hour)
    assert sum(report(shop, day).money.sales_money for day in recorded) == 2_400


@pytest.mark.parametrize("later", [0, 3])
def test_a_corrected_sale_counts_once_on_its_own_day(shop: SmallShop, later: int) -> None:
    wrong = sell(shop, None, 3_200)
    shop.clock.ms += later * DAY_MS
    edit(shop, wrong, 320)
    found = report(shop)
    assert (found.money.sales, found.money.sales_money, found.money.tenders) == (1, 320, ((CASH, 320),))
    other = report(shop, TODAY + timedelta(days=3))
    assert (other.money.sales, other.money.money_back) == (0, 0)


def test_stamps_and_points_given_and_taken_and_what_is_owed(shop: SmallShop) -> None:
    member = shop.member()
    shop.sell(member, 1_250, stamps=10)
    shop.sell(member, 100, rewards={"stamp-card:gift": 1})
    found = report(shop)
    stamps, rewards, points = (moved(found, unit) for unit in (Unit.STAMP, Unit.REWARD, Unit.POINT))
    assert (stamps.given, stamps.taken, stamps.owed) == (11, 10, 1)
    assert (rewards.given, rewards.taken, rewards.owed) == (1, 1, 0)
    assert (points.given, points.taken, points.owed) == (shop.balance(member, POINTS), 0, shop.balance(member, POINTS))
    assert [(each.times, each.cost) for each in found.redeemed] == [(1, 25)]
    assert found.new_members == 1


def test_a_free_item_of_the_catalogue_costs_what_it_cost(shop: SmallShop) -> None:
    latte = Product("latte", "拿鐵", 120, cost=41)
    save_product(shop.store, shop.context, latte)
    member = shop.member()
    card = next(each for each in shop.context.programmes if each.id == "stamp-card")
    unsaid = replace(card, terms={**card.terms, "reward_cost": 0})
    programmes = tuple(unsaid if each is card else each for each in shop.context.programmes)
    shop.context = replace(shop.context, programmes=programmes)
    shop.sell(member, 100, stamps=10)
    shop.sold(member, (Line(120, 2, "latte", "拿鐵"),), Choices(rewards={"stamp-card:gift": 1}))
    found = report(shop)
    assert [(each.times, each.cost) for each in found.redeemed] == [(1, 41)]
    assert found.discounts == ((card.name, 120),)


def test_what_a_cancel_kept_is_in_the_drawer_though_the_sale_was_opened_again(shop: SmallShop) -> None:
    coffee = {"id": "coffee", "title": "咖啡", "price": 10, "kind": "free_item", "cost": 45}
    rules = replace(shop.context.shop, negative_balance="pay")
    shop.context = replace(shop.context, shop=rules, programmes=(programme("points", "points", rewards=[coffee]),))
    member = shop.member()
    sale = sell(shop, member, 1_000)
    shop.sold(member, (), Choices(rewards={"points:coffee": 1}))
    cancel(shop, sale)
    assert report(shop).money.tenders == ((CASH, 45),)
    ids = shop.maker.operation_id(), shop.maker.operation_id()
    again = edits.reopen(shop.store, shop.context, edits.ReopenSale(*ids, shop.clock.now_ms(), sale.id))
    assert isinstance(again, RecordedSale)
    found = report(shop)
    # 1,000 came in, 955 went back, 1,000 came in again; the customer has the points that 45 were paid for.
    assert (again.operation.bill, shop.balance(member, POINTS)) == (1_000, 10)
    assert (found.money.tenders, adds_up(found)) == (((CASH, 1_045),), True)
    assert moved(found, Unit.POINT).owed == 10


def test_what_only_some_may_have_costs_what_the_owner_typed(shop: SmallShop) -> None:
    """A level's service, a year's gift, what a subscription holds: nobody without a card is offered any of them."""
    care = {"id": "care", "title": "保養", "cost": 200}
    level = {"id": "gold", "title": "金", "basis": "single", "threshold": 100}
    tiers = programme("tiers", "levels", levels=[level], benefits=[{"level": "gold", **care}])
    year = programme("membership", "year", fee=100, benefits=[{"id": "gift", "title": "年禮", "cost": 70}])
    beans = {"id": "beans", "title": "豆子", "count": 2, "cost": 90}
    shop.run(tiers, year, programme("subscription", "monthly", fee=300, items=[beans]))
    member = shop.member()
    shop.sold(member, (Line(500), Line(100, plan="year:time"), Line(300, plan="monthly:time")))
    shop.sold(member, (), Choices(rewards={"levels:care": 1, "year:gift": 1, "monthly:beans": 2}))
    expected = {("保養", 1, 200), ("年禮", 1, 70), ("豆子", 2, 180)}
    assert {(each.title, each.times, each.cost) for each in report(shop).redeemed} == expected
    shop.context = replace(shop.context, programmes=())
    assert {(each.title, each.times, each.cost) for each in report(shop).redeemed} == expected


def test_what_is_given_by_hand_is_a_reward_and_its_points_alone_are_not(shop: SmallShop) -> None:
    given = {"reasons": ["等太久"], "bonus_points": 5, "bonus_programme": POINTS.programme_id}
    shop.run(programme("hand_given", "sorry", **given))
    shop.run(programme("hand_given", "cake", reward_title="小點心", reward_cost=12, **given))
    member = shop.member()
    for name in ("sorry:give", "cake:give"):
        shop.sold(member, (), Choices(rewards={name: 1}, notes={name: "等太久"}))
    found = report(shop)
    assert [(each.title, each.times, each.cost) for each in found.redeemed] == [("小點心", 1, 12)]
    assert moved(found, Unit.POINT).given == 10


def test_top_ups_wallets_and_pay_outs(shop: SmallShop) -> None:
    row = {"id": "two", "pay": 2_000, "bonus": 777}
    shop.run(programme("stored_value", "wallet", top_ups=[row], fee_percent=3))
    member = shop.member()
    cash = Choices(tenders=(Tender(CASH, 2_000, gives_change=True),))
    shop.sold(member, (Line(2_000, plan="wallet:two"),), cash)
    shop.sold(member, (Line(1_000),), Choices(rewards={"wallet:pay": 1_000}))
    command = PayOut(shop.maker.operation_id(), shop.clock.now_ms(), member, "wallet")
    assert isinstance(paying_out.pay_out(shop.store, shop.context, command), Recorded)
    found = report(shop)
    assert (found.top_ups, found.top_ups_paid, found.top_ups_bonus) == (1, 2_000, 777)
    assert found.wallets == (("節目 wallet", 1_000),)
    assert (found.money.pay_outs, found.money.money_back, found.money.tenders) == (1, 970, ((CASH, 1_030),))
    assert found.redeemed == ()
    assert (moved(found, Unit.STORED_PAID).given, moved(found, Unit.STORED_PAID).owed) == (2_000, 0)
    assert adds_up(found)


def test_what_the_day_ended_is_taken(shop: SmallShop) -> None:
    shop.run(programme("points", "short", amount_step=100, expires="days", expires_after=1))
    member = shop.member()
    sell(shop, member, 500)
    shop.clock.ms += 2 * DAY_MS
    done = expiry.expire_day(shop.store, shop.context, shop.clock.now_ms(), lambda *_: None, lambda: False)
    assert done.holders == 1
    found = report(shop, TODAY + timedelta(days=2))
    (ended,) = (each for each in found.movements if each.title == "節目 short")
    assert (ended.given, ended.taken, ended.owed) == (0, 5, -5)
    assert found.money.sales == 0


def test_only_this_tills_day_is_counted(shop: SmallShop) -> None:
    sell(shop, None, 100)
    shop.clock.ms += DAY_MS
    sell(shop, None, 200)
    assert report(shop).money.sales_money == 100
    assert report(shop, TODAY + timedelta(days=1)).money.sales_money == 200
    assert report(shop, TODAY + timedelta(days=2)).money.sales_money == 0
    shop.context = replace(shop.context, till="B")
    assert report(shop).money.sales_money == 0


def test_first_and_last_slip_and_the_head_of_the_chain(shop: SmallShop) -> None:
    sell(shop, None, 100)
    sell(shop, None, 200)
    found = report(shop)
    assert (found.first_slip, found.last_slip) == ("A-000001", "A-000002")
    with shop.store.read() as connection:
        number, end = ledger.head(connection, "A")
        assert days.chain_at(connection, "A", 2) == end
        assert days.chain_at(connection, "A", 3) is None
    assert found.head == head_text("A", number, end)
    head = parse_head(found.head)
    assert head is not None
    assert (head.till, head.number, head.digits) == ("A", 2, end.hex()[:16])


def test_a_reward_that_is_only_a_lower_price_is_a_discount_and_no_reward(shop: SmallShop) -> None:
    level = {"id": "gold", "title": "金", "basis": "cumulative", "threshold": 100, "discount": 10}
    shop.run(programme("tiers", "tiers", levels=[level]))
    member = shop.member()
    sell(shop, member, 200)
    shop.sold(member, (Line(1_000),))
    found = report(shop)
    assert found.discounts == (("節目 tiers", 100),)
    assert found.redeemed == ()


def test_each_question_walks_an_index(shop: SmallShop) -> None:
    with shop.store.read() as connection:
        for statement, values, index in (
            (days._DONE, (0, 1, "A", "2026-11-22"), "operations_by_time"),
            (days._JOINED, ("2026-11-22", "A"), "operations_unshown"),
            (days._ENDED, ("2026-11-22", "A/expiry"), "operations_unshown"),
        ):
            sql = f"EXPLAIN QUERY PLAN {statement.sql(connection.dialect)}"
            plan = " ".join(str(row) for row in connection.exec_driver_sql(sql, values))
            assert "SCAN" not in plan, plan
            assert index in plan
