"""Who brought whom: noted once, rewarded on both sides at the first sale, taken back with it."""

from __future__ import annotations

import pytest

from desktop.operations import members, referrals, reversals
from desktop.operations.members import MemberFile
from desktop.operations.recording import Recorded
from desktop.operations.referrals import Refer
from desktop.operations.reversals import Reversed, TakeBack, Undo
from loyalty.basket import Line
from loyalty.ledger import OperationKind
from loyalty.refusals import Refusal, RefusalReason
from tests.desktop.operations.small_shop import DAY_MS, POINTS, SmallShop
from tests.loyalty.programs.terms import programme


@pytest.fixture
def bringing(shop: SmallShop) -> SmallShop:
    """A shop that gives fifty points to who brings somebody, and twenty to the friend."""
    terms = {"referrer_points": 50, "referee_points": 20, "points_programme": "points", "minimum_amount": 100}
    shop.run(programme("referral", "friends", **terms))
    return shop


def refer(shop: SmallShop, member: int, referrer: int) -> Recorded | Refusal:
    command = Refer(shop.maker.operation_id(), shop.clock.now_ms(), member, referrer)
    return referrals.refer(shop.store, shop.context, command)


def test_both_sides_are_rewarded_at_the_friends_first_sale_that_reaches_the_amount(bringing: SmallShop) -> None:
    old, friend = bringing.member(), bringing.member("0922000111")
    assert isinstance(refer(bringing, friend, old), Recorded)
    bringing.sold(friend, (Line(60),))
    assert bringing.balance(old, POINTS) == 0
    bringing.sold(friend, (Line(100),))
    assert (bringing.balance(old, POINTS), bringing.balance(friend, POINTS)) == (50, 21)
    bringing.sold(friend, (Line(100),))
    assert (bringing.balance(old, POINTS), bringing.balance(friend, POINTS)) == (50, 22)
    bringing.assert_clean()


def test_a_refund_of_that_sale_takes_both_back_also_what_was_spent_meanwhile(bringing: SmallShop) -> None:
    old, friend = bringing.member(), bringing.member("0922000111")
    refer(bringing, friend, old)
    sale = bringing.sold(friend, (Line(100),)).operation
    coffee = next(each.id for each in bringing.sold(old, ()).outcome.offers if each.account == POINTS)
    bringing.sell(old, rewards={coffee: 2})
    ids = bringing.maker.operation_id(), bringing.maker.operation_id()
    taken = reversals.refund(bringing.store, bringing.context, TakeBack(*ids, bringing.clock.now_ms(), sale.id))
    assert isinstance(taken, Reversed), taken
    assert (bringing.balance(old, POINTS), bringing.balance(friend, POINTS)) == (-20, 0)
    bringing.assert_clean()


def test_the_same_command_twice_is_one_record(bringing: SmallShop) -> None:
    old, friend = bringing.member(), bringing.member("0922000111")
    command = Refer(bringing.maker.operation_id(), bringing.clock.now_ms(), friend, old)
    first = referrals.refer(bringing.store, bringing.context, command)
    second = referrals.refer(bringing.store, bringing.context, command)
    assert isinstance(first, Recorded)
    assert isinstance(second, Recorded)
    assert (first.operation, second.before) == (second.operation, {})
    assert first.operation.kind is OperationKind.REFER


def test_self_and_loops_and_a_second_time_are_refused(bringing: SmallShop) -> None:
    a, b, c = (bringing.member(f"09220001{number}1") for number in range(3))
    assert refer(bringing, a, a) == Refusal(RefusalReason.REFERRAL_SELF)
    assert isinstance(refer(bringing, b, a), Recorded)
    assert isinstance(refer(bringing, c, b), Recorded)
    assert refer(bringing, a, c) == Refusal(RefusalReason.REFERRAL_LOOP)
    assert refer(bringing, b, c) == Refusal(RefusalReason.REFERRAL_TWICE)
    assert refer(bringing, 99, a) == Refusal(RefusalReason.MEMBER_UNKNOWN)
    assert refer(bringing, a, 99) == Refusal(RefusalReason.MEMBER_UNKNOWN)


def test_entered_by_mistake_it_is_undone_and_entered_again(bringing: SmallShop) -> None:
    wrong, right, friend = (bringing.member(f"09220001{number}1") for number in range(3))
    refer(bringing, friend, wrong)
    undone = reversals.undo(bringing.store, bringing.context, Undo(bringing.maker.operation_id(), bringing.clock.ms))
    assert isinstance(undone, Reversed), undone
    assert isinstance(refer(bringing, friend, right), Recorded)
    bringing.sold(friend, (Line(100),))
    assert (bringing.balance(wrong, POINTS), bringing.balance(right, POINTS)) == (0, 50)
    bringing.assert_clean()


def test_joining_may_say_who_brought_the_newcomer(bringing: SmallShop) -> None:
    old = bringing.member()
    command = bringing.join_command("0922000111", referrer_id=old)
    joined = members.join(bringing.store, bringing.context, command)
    assert isinstance(joined, MemberFile)
    assert members.join(bringing.store, bringing.context, command) == joined
    bringing.sold(joined.member.id, (Line(100),))
    assert bringing.balance(old, POINTS) == 50
    bringing.assert_clean()


def test_joining_with_a_referrer_who_is_nobody_makes_nobody(bringing: SmallShop) -> None:
    command = bringing.join_command("0922000111", referrer_id=5)
    assert members.join(bringing.store, bringing.context, command) == Refusal(RefusalReason.MEMBER_UNKNOWN)
    assert isinstance(members.join(bringing.store, bringing.context, bringing.join_command("0922000111")), MemberFile)


def test_after_ninety_days_it_is_too_late(bringing: SmallShop) -> None:
    old, friend = bringing.member(), bringing.member("0922000111")
    bringing.clock.ms += 91 * DAY_MS
    assert refer(bringing, friend, old) == Refusal(RefusalReason.REFERRAL_TOO_LATE, {"days": 90})
