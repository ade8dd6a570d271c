"""A sale that was typed wrong is sold anew at its own time; one taken back by mistake is there again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db import ledger, print_jobs
from db import members as member_rows
from desktop.operations import edits, members, reversals, sales_list
from desktop.operations.edits import EditSale, HandOver, ReopenSale
from desktop.operations.reversals import Credit, Reversed, TakeBack, Undo
from desktop.operations.sales import RecordedSale
from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Account, OperationKind, Unit
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.outcome import Outcome
from loyalty.refusals import Refusal, RefusalReason
from tests.desktop.operations.small_shop import CARD_REWARD, DAY_MS, NO_CHOICES, POINTS, STAMPS, SmallShop
from tests.loyalty.programs.terms import programme


def edit_command(shop: SmallShop, original: str, *lines: Line, choices: Choices = NO_CHOICES) -> EditSale:
    ids = shop.maker.operation_id(), shop.maker.operation_id(), shop.maker.operation_id()
    # The reversal's id comes before the sale's.
    return EditSale(ids[1], ids[0], ids[2], shop.clock.now_ms(), original, Basket(lines), choices)


def edit(shop: SmallShop, original: str, *lines: Line, choices: Choices = NO_CHOICES) -> RecordedSale | Refusal:
    return edits.edit(shop.store, shop.context, edit_command(shop, original, *lines, choices=choices))


def reopen(shop: SmallShop, original: str) -> RecordedSale | Refusal:
    ids = shop.maker.operation_id(), shop.maker.operation_id()
    return edits.reopen(shop.store, shop.context, ReopenSale(*ids, shop.clock.now_ms(), original))


def take_back(shop: SmallShop, original: str) -> TakeBack:
    return TakeBack(shop.maker.operation_id(), shop.maker.operation_id(), shop.clock.now_ms(), original)


def test_an_edited_sale_stands_at_its_own_time_with_what_the_new_basket_earns(shop: SmallShop) -> None:
    member = shop.member()
    wrong = shop.sell(member, 3_200).operation
    shop.clock.ms += 3 * DAY_MS
    shop.sell(member, 100)
    answer = edit(shop, wrong.id, Line(320))
    assert isinstance(answer, RecordedSale), answer
    sale = answer.operation
    assert (sale.kind, sale.at_ms, sale.business_day, sale.bill) == (
        OperationKind.SALE,
        wrong.at_ms,
        wrong.business_day,
        320,
    )
    assert (shop.balance(member, POINTS), shop.balance(member, STAMPS)) == (4, 2)
    standing = shop.standing(member)
    assert (standing.visits, standing.spent) == (2, 420)
    shop.assert_clean()


def test_the_same_edit_twice_is_one_record(shop: SmallShop) -> None:
    member = shop.member()
    wrong = shop.sell(member, 3_200).operation
    command = edit_command(shop, wrong.id, Line(320))
    first = edits.edit(shop.store, shop.context, command)
    second = edits.edit(shop.store, shop.context, command)
    assert isinstance(first, RecordedSale)
    assert isinstance(second, RecordedSale)
    assert (second.operation, second.repeated) == (first.operation, True)
    assert shop.balance(member, POINTS) == 3
    shop.assert_clean()


def test_a_preview_writes_nothing_and_says_the_same(shop: SmallShop) -> None:
    member = shop.member()
    wrong = shop.sell(member, 3_200).operation
    command = edit_command(shop, wrong.id, Line(320))
    shown = edits.preview_edit(shop.store, shop.context, command)
    assert not isinstance(shown, Refusal)
    assert shop.balance(member, POINTS) == 32
    answer = edits.edit(shop.store, shop.context, command)
    assert isinstance(answer, RecordedSale)
    assert answer.operation.entries == shown.outcome.entries


def test_an_edited_sale_is_edited_refunded_and_taken_back_like_any_other(shop: SmallShop) -> None:
    member = shop.member()
    first = shop.sell(member, 3_200).operation
    second = edit(shop, first.id, Line(320))
    assert isinstance(second, RecordedSale)
    assert edit(shop, first.id, Line(320)) == Refusal(RefusalReason.ALREADY_REVERSED)
    third = edit(shop, second.operation.id, Line(500))
    assert isinstance(third, RecordedSale)
    refunded = reversals.refund(shop.store, shop.context, take_back(shop, third.operation.id))
    assert isinstance(refunded, Reversed)
    assert (shop.balance(member, POINTS), shop.standing(member).spent) == (0, 0)
    shop.assert_clean()


def test_what_the_rules_refuse_leaves_the_sale_as_it_is(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 320).operation
    assert edit(shop, sale.id, Line(0)) == Refusal(RefusalReason.AMOUNT_IS_ZERO)
    assert edit(shop, "0" * 32, Line(1)) == Refusal(RefusalReason.SLIP_UNKNOWN)
    assert shop.balance(member, POINTS) == 3
    shop.assert_clean()


def test_the_tier_of_the_sales_own_day_counts(shop: SmallShop) -> None:
    level = {"id": "gold", "title": "金", "basis": "cumulative", "threshold": 1_000, "discount": 10}
    shop.run(programme("tiers", "tiers", levels=[level]))
    member = shop.member()
    before = shop.sold(member, (Line(900),)).operation
    shop.sold(member, (Line(900),))
    assert shop.sold(member, (Line(100),)).outcome.to_pay == 90
    answer = edit(shop, before.id, Line(800))
    assert isinstance(answer, RecordedSale)
    assert answer.outcome.to_pay == 800
    shop.assert_clean()


def test_a_new_slip_is_queued_and_the_old_one_that_waits_is_dropped(shop: SmallShop) -> None:
    sale = shop.sell(None, 3_200).operation
    answer = edit(shop, sale.id, Line(320))
    assert isinstance(answer, RecordedSale)
    with shop.store.read() as connection:
        assert [job.operation_id for job in print_jobs.waiting(connection)] == [answer.operation.id]


@pytest.mark.parametrize("whose", ["member", "nobody"])
def test_a_cancelled_sale_is_opened_again_as_it_was_once(shop: SmallShop, whose: str) -> None:
    member = shop.member() if whose == "member" else None
    sale = shop.sell(member, 320).operation
    assert reopen(shop, sale.id) == Refusal(RefusalReason.NOT_REVERSIBLE)
    reversals.cancel(shop.store, shop.context, take_back(shop, sale.id))
    again = reopen(shop, sale.id)
    assert isinstance(again, RecordedSale), again
    assert (again.operation.at_ms, again.operation.bill) == (sale.at_ms, 320)
    if member is not None:
        assert (shop.balance(member, POINTS), shop.standing(member).visits) == (3, 1)
    assert reopen(shop, sale.id) == Refusal(RefusalReason.ALREADY_REVERSED)
    with shop.store.read() as connection:
        ended = again.operation.reverses
        assert ended is not None
        assert ledger.operation(connection, ended) is not None
    shop.assert_clean()


def test_an_undone_sale_is_opened_again_and_undone_again(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 320).operation
    reversals.undo(shop.store, shop.context, Undo(shop.maker.operation_id(), shop.clock.now_ms()))
    assert isinstance(reopen(shop, sale.id), RecordedSale)
    undone = reversals.undo(shop.store, shop.context, Undo(shop.maker.operation_id(), shop.clock.now_ms()))
    assert isinstance(undone, Reversed), undone
    assert shop.balance(member, POINTS) == 0
    shop.assert_clean()


def test_a_reward_that_went_elsewhere_meanwhile_keeps_its_sale_closed(shop: SmallShop) -> None:
    member = shop.member()
    shop.sell(member, 500, stamps=10)
    offer = next(each.id for each in shop.sell(member, stamps=0).outcome.offers if each.account == CARD_REWARD)
    sale = shop.sell(member, rewards={offer: 1}, stamps=0).operation
    reversals.cancel(shop.store, shop.context, take_back(shop, sale.id))
    shop.sell(member, rewards={offer: 1}, stamps=0)
    answer = reopen(shop, sale.id)
    assert isinstance(answer, Refusal)
    assert shop.balance(member, CARD_REWARD) == 0
    shop.assert_clean()


def test_the_list_shows_what_was_corrected(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 3_200).operation
    edit(shop, sale.id, Line(320))
    kinds = [each.operation.kind for each in sales_list.recent(shop.store, 9, None).sales]
    assert kinds == [OperationKind.SALE, OperationKind.EDIT, OperationKind.SALE]


def test_a_sale_that_was_opened_again_is_edited_as_the_visit_it_was_first(shop: SmallShop) -> None:
    shop.run(programme("milestone", "second", visits=2, reward_title="禮"))
    member = shop.member()
    shop.sell(member, 100)
    sale = shop.sell(member, 100).operation
    shop.clock.ms += 60_000
    cancelled = reversals.cancel(shop.store, shop.context, take_back(shop, sale.id))
    assert isinstance(cancelled, Reversed), cancelled
    opened = reopen(shop, sale.id)
    assert isinstance(opened, RecordedSale), opened
    assert shop.balance(member, Account("second", Unit.REWARD)) == 1
    edited = edit(shop, opened.operation.id, Line(120))
    assert isinstance(edited, RecordedSale), edited
    assert shop.balance(member, Account("second", Unit.REWARD)) == 1
    shop.assert_clean()


def test_an_edited_sale_keeps_the_birthday_of_its_time(shop: SmallShop) -> None:
    half = programme("birthday", "bday", reward_kind="percent_off", reward_percent=50, reward_title="x", automatic=True)
    shop.run(half)
    member = shop.member()
    born(shop, member, 11)
    sale = shop.sell(member, 1_000).operation
    assert sale.bill == 500
    born(shop, member, 5)
    answer = edit(shop, sale.id, Line(1_100))
    assert isinstance(answer, RecordedSale)
    assert answer.operation.bill == 550
    assert shop.sell(member, 1_000).operation.bill == 1_000


def test_a_birthday_told_after_a_sale_gives_nothing_to_it(shop: SmallShop) -> None:
    half = programme("birthday", "bday", reward_kind="percent_off", reward_percent=50, reward_title="x", automatic=True)
    shop.run(half)
    member = shop.member()
    sale = shop.sell(member, 1_000).operation
    born(shop, member, 11)
    answer = edit(shop, sale.id, Line(1_100))
    assert isinstance(answer, RecordedSale)
    assert answer.operation.bill == 1_100
    assert shop.sell(member, 1_000).operation.bill == 500


def born(shop: SmallShop, member: int, month: int) -> None:
    with shop.store.read() as connection:
        known = member_rows.get(connection, member)
    assert known is not None
    changed = replace(known, birthday=Birthday(BirthdayCalendar.SOLAR, month, 3))
    members.update(shop.store, shop.context, changed, shop.clock.now_ms())


def test_a_credit_that_was_undone_is_not_opened_again_but_credited_again(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(None, 100).operation
    ids = shop.maker.operation_id(), shop.maker.operation_id()
    command = Credit(*ids, shop.clock.now_ms(), sale.till, sale.number, member)
    assert isinstance(reversals.credit(shop.store, shop.context, command), Reversed)
    undone = reversals.undo(shop.store, shop.context, Undo(shop.maker.operation_id(), shop.clock.now_ms()))
    assert isinstance(undone, Reversed), undone
    assert reopen(shop, command.operation_id) == Refusal(RefusalReason.NOT_REVERSIBLE)
    shop.assert_clean()


def hand_over(shop: SmallShop, original: str, member_id: int | None, *lines: Line) -> RecordedSale | Refusal:
    command = replace(edit_command(shop, original, *lines), hand_over=HandOver(member_id))
    return edits.edit(shop.store, shop.context, command)


def test_a_sale_of_the_wrong_member_becomes_the_right_ones_at_its_own_time(shop: SmallShop) -> None:
    wrong, right = shop.member("0912345678"), shop.member("0922333444")
    sale = shop.sell(wrong, 320).operation
    shop.clock.ms += DAY_MS
    answer = hand_over(shop, sale.id, right, Line(320))
    assert isinstance(answer, RecordedSale), answer
    assert (answer.operation.member_id, answer.operation.at_ms, answer.operation.bill) == (right, sale.at_ms, 320)
    assert (shop.balance(wrong, POINTS), shop.standing(wrong).visits, shop.standing(wrong).spent) == (0, 0, 0)
    assert (shop.balance(right, POINTS), shop.standing(right).visits, shop.standing(right).spent) == (3, 1, 320)
    assert shop.balance(wrong, STAMPS) == 0
    shop.assert_clean()
    refunded = reversals.refund(shop.store, shop.context, take_back(shop, answer.operation.id))
    assert isinstance(refunded, Reversed)
    assert shop.balance(right, POINTS) == 0
    shop.assert_clean()


def test_a_sale_is_taken_from_a_member_and_given_back(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 320).operation
    nobodys = hand_over(shop, sale.id, None, Line(320))
    assert isinstance(nobodys, RecordedSale)
    assert (nobodys.operation.member_id, shop.balance(member, POINTS), shop.standing(member).visits) == (None, 0, 0)
    again = hand_over(shop, nobodys.operation.id, member, Line(400))
    assert isinstance(again, RecordedSale)
    assert (shop.balance(member, POINTS), shop.standing(member).visits) == (4, 1)
    shop.assert_clean()


def test_the_tier_of_whose_the_sale_becomes_counts_and_not_that_of_whose_it_was(shop: SmallShop) -> None:
    level = {"id": "gold", "title": "金", "basis": "cumulative", "threshold": 1_000, "discount": 10}
    shop.run(programme("tiers", "tiers", levels=[level]))
    gold, plain = shop.member("0912345678"), shop.member("0922333444")
    shop.sold(gold, (Line(1_000),))
    sale = shop.sold(gold, (Line(100),)).operation
    assert sale.bill == 90
    handed = hand_over(shop, sale.id, plain, Line(100))
    assert isinstance(handed, RecordedSale)
    assert handed.operation.bill == 100
    back = hand_over(shop, handed.operation.id, gold, Line(100))
    assert isinstance(back, RecordedSale)
    assert back.operation.bill == 90
    shop.assert_clean()


def test_handing_a_sale_to_somebody_unknown_or_to_whose_it_is(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 320).operation
    assert hand_over(shop, sale.id, 12345, Line(320)) == Refusal(RefusalReason.MEMBER_UNKNOWN)
    same = hand_over(shop, sale.id, member, Line(320))
    assert isinstance(same, RecordedSale)
    assert shop.balance(member, POINTS) == 3
    shop.assert_clean()


def test_a_preview_of_opening_again_writes_nothing_and_says_the_same(shop: SmallShop) -> None:
    member = shop.member()
    sale = shop.sell(member, 320).operation
    assert edits.preview_reopen(shop.store, shop.context, sale.id) == Refusal(RefusalReason.NOT_REVERSIBLE)
    reversals.cancel(shop.store, shop.context, take_back(shop, sale.id))
    shown = edits.preview_reopen(shop.store, shop.context, sale.id)
    assert isinstance(shown, Outcome)
    assert shop.balance(member, POINTS) == 0
    answer = reopen(shop, sale.id)
    assert isinstance(answer, RecordedSale)
    assert shown.after == answer.outcome.after


def test_a_code_that_only_the_first_may_use_goes_along_with_the_sale(shop: SmallShop) -> None:
    terms = {"way": "code", "code": "FIRST1", "reward_kind": "amount_off", "reward_title": "x", "reward_amount": 20}
    shop.run(programme("coupon", "few", **terms, first_uses=1))
    wrong, right = shop.member("0912345678"), shop.member("0922333444")
    sale = shop.sold(wrong, (Line(100),), Choices(codes=("FIRST1",))).operation
    assert sale.bill == 80
    command = edit_command(shop, sale.id, Line(100), choices=Choices(codes=("FIRST1",)))
    handed = edits.edit(shop.store, shop.context, replace(command, hand_over=HandOver(right)))
    assert isinstance(handed, RecordedSale), handed
    assert handed.operation.bill == 80
    assert isinstance(shop.ring_up(wrong, (Line(100),), Choices(codes=("FIRST1",))), Refusal)
    shop.assert_clean()
