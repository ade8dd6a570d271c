"""Recording a sale: once, whole, and by the rules as they stand inside the transaction."""

from __future__ import annotations

from dataclasses import replace

from db import ledger, print_jobs
from db.print_jobs import JobState
from desktop.operations import sales
from desktop.operations.sales import RecordedSale
from loyalty.basket import Choices, Line
from loyalty.ledger import SHOP, Account, OperationKind, Unit
from loyalty.refusals import Refusal, RefusalReason
from printing import document
from tests.desktop.operations.small_shop import CARD_REWARD, POINTS, STAMPS, SmallShop
from tests.loyalty.programs.terms import programme


def test_a_sale_earns_a_stamp_and_a_point_for_each_hundred(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 320)
    assert sale.outcome.to_pay == 320
    assert shop.balance(member, STAMPS) == 1
    assert shop.balance(member, POINTS) == 3
    shop.assert_clean()


def test_the_same_operation_id_twice_is_one_record_and_the_first_outcome(shop: SmallShop) -> None:
    member = shop.member()
    command = shop.sale_command(member, 320)
    first = sales.record_sale(shop.store, shop.context, command)
    second = sales.record_sale(shop.store, shop.context, command)
    assert isinstance(first, RecordedSale)
    assert isinstance(second, RecordedSale)
    assert second.repeated
    assert second.operation == first.operation
    assert (second.outcome.before, second.outcome.after) == (first.outcome.before, first.outcome.after)
    assert shop.balance(member, STAMPS) == 1
    with shop.store.read() as connection:
        assert len(print_jobs.waiting(connection)) == 2  # the member's card and one receipt


def test_the_slip_is_queued_in_the_sales_own_transaction(shop: SmallShop) -> None:
    sale = shop.sell(shop.member(name="王小美"), 320)
    with shop.store.read() as connection:
        jobs = print_jobs.of_operation(connection, sale.operation.id)
    assert [job.state for job in jobs] == [JobState.QUEUED]
    texts = repr(document.from_bytes(jobs[0].document))
    assert sale.operation.slip_number in texts
    assert "王小美" in texts


def test_a_till_without_a_printer_queues_nothing(shop: SmallShop) -> None:
    quiet = replace(shop.context, prints=False)
    answer = sales.record_sale(shop.store, quiet, shop.sale_command(None, 100))
    assert isinstance(answer, RecordedSale)
    with shop.store.read() as connection:
        assert print_jobs.waiting(connection) == ()


def test_ten_stamps_become_one_reward_that_one_key_redeems(shop: SmallShop) -> None:
    member = shop.member()
    shop.sell(member, 500, stamps=9)
    shop.sell(member, 50, stamps=1)
    assert shop.balance(member, CARD_REWARD) == 1
    offer = next(o.id for o in shop.sell(member).outcome.offers if o.account == CARD_REWARD)
    redeemed = shop.sell(member, rewards={offer: 1}, stamps=0)
    assert redeemed.outcome.applied[0].times == 1
    assert shop.balance(member, CARD_REWARD) == 0
    shop.assert_clean()


def test_a_refused_sale_leaves_nothing_behind(shop: SmallShop) -> None:
    answer = sales.record_sale(shop.store, shop.context, shop.sale_command(None, 0))
    assert isinstance(answer, Refusal)
    assert answer.reason is RefusalReason.AMOUNT_IS_ZERO
    with shop.store.read() as connection:
        assert ledger.last_of_till(connection, "A") is None
        assert print_jobs.waiting(connection) == ()


def test_a_million_is_refused_with_the_limit(shop: SmallShop) -> None:
    answer = sales.record_sale(shop.store, shop.context, shop.sale_command(None, 1_000_000))
    assert answer == Refusal(RefusalReason.AMOUNT_TOO_LARGE, {"limit": 999_999})


def test_no_amount_at_all_is_a_visit(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member)
    assert sale.operation.bill == 0
    assert shop.balance(member, STAMPS) == 1


def test_a_reward_that_went_meanwhile_is_not_given_twice(shop: SmallShop) -> None:
    member = shop.member()
    shop.sell(member, 1000, stamps=10)
    offer = next(o.id for o in shop.sell(member, stamps=0).outcome.offers if o.account == CARD_REWARD)
    shop.sell(member, rewards={offer: 1}, stamps=0)
    again = sales.record_sale(shop.store, shop.context, shop.sale_command(member, None, 0, {offer: 1}))
    assert isinstance(again, Refusal)
    assert shop.balance(member, CARD_REWARD) == 0


def test_slips_are_numbered_by_the_till_without_a_gap(shop: SmallShop) -> None:
    numbers = [shop.sell(None, 100).operation.number for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert shop.sell(None, 100).operation.slip_number == "A-000004"


def test_a_sale_names_who_sold_and_under_which_terms(shop: SmallShop) -> None:
    operation = shop.sell(shop.member(), 100).operation
    assert operation.kind is OperationKind.SALE
    assert operation.staff == "owner"
    assert operation.programme_versions == {"stamp-card": 1, "points": 1}


def test_an_offer_that_others_used_up_meanwhile_is_not_charged_in_silence(shop: SmallShop) -> None:
    first = {"reward_kind": "amount_off", "reward_title": "開幕折五十", "reward_amount": 50, "first_uses": 1}
    shop.run(programme("offer", "opening", automatic=True, for_everybody=True, **first))
    told = replace(shop.sale_command(None, 200), to_pay=150)
    assert shop.sold(None, (Line(300),)).outcome.to_pay == 250
    answer = sales.record_sale(shop.store, shop.context, told)
    assert answer == Refusal(RefusalReason.AMOUNT_CHANGED, {"to_pay": 200})
    confirmed = sales.record_sale(shop.store, shop.context, replace(told, to_pay=200))
    assert isinstance(confirmed, RecordedSale)
    shop.assert_clean()


def test_a_reason_for_a_gift_by_hand_is_kept_with_the_sale(shop: SmallShop) -> None:
    shop.run(programme("hand_given", "kind", reward_title="小點心", reasons=["等太久"]))
    offer = next(each.id for each in shop.sold(shop.member(), ()).outcome.offers if each.id.startswith("kind"))
    sale = shop.sold(shop.member("0922000111"), (), Choices(rewards={offer: 1}, notes={offer: "等太久"}))
    assert sale.operation.detail["notes"] == {offer: "等太久"}
    assert isinstance(shop.ring_up(shop.member("0933000111"), (), Choices(rewards={offer: 1})), Refusal)
    shop.assert_clean()


def test_donations_of_sales_without_a_member_are_counted_by_the_shop(shop: SmallShop) -> None:
    shop.run(programme("donation", "cup", cause="流浪貓", shop_gives="bill", shop_amount=2))
    shop.sold(None, (Line(100),))
    shop.sold(shop.member(), (Line(100),))
    assert shop.standing(None).others[SHOP].balance(Account("cup", Unit.DONATION)) == 4
    shop.assert_clean()
