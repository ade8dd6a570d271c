"""What is corrected or given by hand: once, with a reason, never below nothing."""

from __future__ import annotations

from desktop.operations import adjustments, reversals
from desktop.operations.adjustments import Adjust, GiveTier
from desktop.operations.recording import Recorded
from desktop.operations.reversals import Reversed, Undo
from loyalty.basket import Line
from loyalty.ledger import Account, OperationKind, Unit
from loyalty.refusals import Refusal, RefusalReason
from tests.desktop.operations.small_shop import POINTS, SmallShop
from tests.loyalty.programs.terms import programme

LEVEL = {"id": "gold", "title": "金", "basis": "cumulative", "threshold": 30_000, "discount": 10}


def adjust(shop: SmallShop, member: int, amount: int, note: str = "漏蓋") -> Recorded | Refusal:
    command = Adjust(shop.maker.operation_id(), shop.clock.now_ms(), member, POINTS, amount, note)
    return adjustments.adjust(shop.store, shop.context, command)


def give(shop: SmallShop, member: int, level: str, programme_id: str = "tiers") -> Recorded | Refusal:
    ids = shop.maker.operation_id(), shop.clock.now_ms()
    return adjustments.give_tier(shop.store, shop.context, GiveTier(*ids, member, programme_id, level, "老朋友"))


def test_points_are_added_and_taken_with_the_reason_in_the_ledger(shop: SmallShop) -> None:
    member = shop.member()
    added = adjust(shop, member, 5)
    assert isinstance(added, Recorded)
    assert (added.before.get(POINTS, 0), added.after[POINTS]) == (0, 5)
    assert (added.operation.kind, added.operation.detail) == (OperationKind.ADJUST, {"note": "漏蓋"})
    assert isinstance(adjust(shop, member, -2), Recorded)
    assert shop.balance(member, POINTS) == 3
    shop.assert_clean()


def test_without_a_reason_or_below_nothing_it_is_refused(shop: SmallShop) -> None:
    member = shop.member()
    assert adjust(shop, member, 5, " ") == Refusal(RefusalReason.REASON_NEEDED)
    assert adjust(shop, member, -1) == Refusal(
        RefusalReason.BALANCE_TOO_SMALL, {"missing": 1, "missing_1": 1, "unit_1": "point", "programme_1": "點數"}
    )
    assert adjust(shop, 7, 1) == Refusal(RefusalReason.MEMBER_UNKNOWN)


def test_the_same_command_twice_is_one_record(shop: SmallShop) -> None:
    member = shop.member()
    command = Adjust(shop.maker.operation_id(), shop.clock.now_ms(), member, POINTS, 5, "漏蓋")
    for _ in range(2):
        assert isinstance(adjustments.adjust(shop.store, shop.context, command), Recorded)
    assert shop.balance(member, POINTS) == 5


def test_an_adjustment_can_be_undone(shop: SmallShop) -> None:
    member = shop.member()
    adjust(shop, member, 5)
    undone = reversals.undo(shop.store, shop.context, Undo(shop.maker.operation_id(), shop.clock.now_ms()))
    assert isinstance(undone, Reversed)
    assert shop.balance(member, POINTS) == 0
    shop.assert_clean()


def test_a_tier_given_by_hand_holds_on_the_next_sale_until_it_is_taken(shop: SmallShop) -> None:
    shop.run(programme("tiers", "tiers", levels=[LEVEL]))
    member = shop.member()
    assert shop.sold(member, (Line(1_000),)).outcome.to_pay == 1_000
    assert isinstance(give(shop, member, "gold"), Recorded)
    assert shop.balance(member, Account("tiers", Unit.TIER, "gold")) == 1
    assert shop.sold(member, (Line(1_000),)).outcome.to_pay == 900
    assert isinstance(give(shop, member, ""), Recorded)
    assert shop.sold(member, (Line(1_000),)).outcome.to_pay == 1_000
    assert give(shop, member, "") == Refusal(RefusalReason.NOTHING_TO_ADJUST)
    shop.assert_clean()


def test_a_tier_that_does_not_exist_is_refused(shop: SmallShop) -> None:
    shop.run(programme("tiers", "tiers", levels=[LEVEL]))
    member = shop.member()
    for answer in (give(shop, member, "platinum"), give(shop, member, "gold", "nothing")):
        assert isinstance(answer, Refusal)
        assert answer.reason is RefusalReason.MALFORMED
