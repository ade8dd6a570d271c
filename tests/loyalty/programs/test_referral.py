"""Referral: both sides are rewarded by the friend's first sale that reaches the amount, and lose it with its refund."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loyalty.basket import Choices
from loyalty.ledger import Account, Operation, OperationKind, Standing, Unit
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.referrals import refer, referrer_of
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import LANGUAGES
from tests.loyalty.till import DAY_MS, MEI, POINTS, Till, amount, preset

ANN, BOB = 5, 6


def referral(**terms: object) -> Programme:
    asked = {"referrer_points": 20, "referee_title": "餅乾", "points_programme": "points", "minimum_amount": 200}
    checked = read_terms("referral", {**asked, **terms}, "terms")
    assert not isinstance(checked, Refusal), checked
    return Programme("referral", 1, "referral", "推薦好友", checked)


class Pair(Till):
    """A till that knows who referred whom."""

    def __init__(self, *programmes: Programme) -> None:
        super().__init__([*programmes, *preset("point_per_hundred")])
        for member in (MEI, ANN, BOB):
            self._record(OperationKind.JOIN, member, None, 0, 0, (), {})

    def standing(self, member_id: int | None = MEI) -> Standing:
        own = super().standing(member_id)
        brought_by = referrer_of(own)
        if brought_by is None:
            return own
        return replace(own, others={**own.others, brought_by: super().standing(brought_by)})

    def refer(self, member: int, by: int, ancestors: tuple[int, ...] = ()) -> Refusal | None:
        answer = refer(
            self.programmes,
            self.standing(member),
            self.standing(by),
            self.now_ms,
            self.shop,
            self._next_id(),
            ancestors,
        )
        if isinstance(answer, Refusal):
            return answer
        self._record(OperationKind.REFER, member, None, 0, 0, answer, {})
        return None


FRIEND_GIFT = Account("referral", Unit.REWARD, "referee")


def test_the_first_sale_that_reaches_the_amount_rewards_both() -> None:
    till = Pair(referral())
    assert till.refer(MEI, ANN) is None
    till.sell(amount(199))
    assert (till.has(FRIEND_GIFT), till.has(POINTS, ANN)) == (0, 0)
    till.sell(amount(200))
    assert (till.has(FRIEND_GIFT), till.has(POINTS, ANN)) == (1, 20)
    till.sell(amount(500))
    assert (till.has(FRIEND_GIFT), till.has(POINTS, ANN)) == (1, 20)


def test_the_refund_of_that_sale_takes_it_back_from_both() -> None:
    till = Pair(referral())
    till.refer(MEI, ANN)
    sale = till.sell(amount(200))
    assert isinstance(till.refund(sale), Operation)
    assert (till.has(FRIEND_GIFT), till.has(POINTS, ANN), till.has(POINTS)) == (0, 0, 0)


def test_after_the_refund_the_next_sale_may_succeed() -> None:
    till = Pair(referral())
    till.refer(MEI, ANN)
    till.refund(till.sell(amount(200)))
    till.sell(amount(300))
    assert (till.has(FRIEND_GIFT), till.has(POINTS, ANN)) == (1, 20)


def test_a_part_refund_below_the_amount_takes_it_back_and_one_above_it_does_not() -> None:
    till = Pair(referral())
    till.refer(MEI, ANN)
    sale = till.sell(amount(300))
    till.refund(sale, 100)
    assert (till.has(FRIEND_GIFT), till.has(POINTS, ANN)) == (1, 20)
    till.refund(sale, 1)
    assert (till.has(FRIEND_GIFT), till.has(POINTS, ANN)) == (0, 0)


def test_points_already_spent_by_the_referrer_become_a_debt() -> None:
    till = Pair(referral())
    till.refer(MEI, ANN)
    sale = till.sell(amount(200))
    till.sell(amount(10), Choices(rewards={"points:coffee": 2}), member_id=ANN)
    till.refund(sale)
    assert till.has(POINTS, ANN) == -20


def test_it_waits_within_the_days_after_joining_only() -> None:
    till = Pair(referral(within_days=10))
    till.refer(MEI, ANN)
    till.now_ms += 11 * DAY_MS
    till.sell(amount(500))
    assert till.has(POINTS, ANN) == 0


@pytest.mark.parametrize(
    ("member", "by", "reason"),
    [
        (MEI, MEI, RefusalReason.REFERRAL_SELF),
        (ANN, MEI, RefusalReason.REFERRAL_LOOP),
        (MEI, BOB, RefusalReason.REFERRAL_TWICE),
    ],
)
def test_self_loop_and_twice_are_refused(member: int, by: int, reason: RefusalReason) -> None:
    till = Pair(referral())
    assert till.refer(MEI, ANN) is None
    refusal = till.refer(member, by)
    assert refusal is not None
    assert refusal.reason is reason


def test_a_longer_loop_is_refused_too() -> None:
    till = Pair(referral())
    till.refer(MEI, ANN)
    till.refer(ANN, BOB)
    refusal = till.refer(BOB, MEI, ancestors=(ANN, BOB))
    assert refusal is not None
    assert refusal.reason is RefusalReason.REFERRAL_LOOP


def test_too_late_and_no_programme_are_refused() -> None:
    late = Pair(referral(within_days=10))
    late.now_ms += 11 * DAY_MS
    refusal = late.refer(MEI, ANN)
    assert refusal == Refusal(RefusalReason.REFERRAL_TOO_LATE, {"days": 10})
    assert Pair().refer(MEI, ANN) == Refusal(RefusalReason.NO_REFERRAL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_sides_read_why(language: str) -> None:
    till = Pair(referral(referrer_title="咖啡豆"))
    till.refer(MEI, ANN)
    lines = till.explained(till.sell(amount(200)), language)
    assert len(lines) == 5
    assert not any("{" in line for line in lines)


@pytest.mark.parametrize("pieces", [(None,), (60, 40)])
def test_a_referral_without_an_amount_is_taken_back_once_nothing_of_the_sale_is_left(
    pieces: tuple[int | None, ...],
) -> None:
    till = Pair(referral(minimum_amount=0))
    till.refer(MEI, ANN)
    sale = till.sell(amount(100))
    assert (till.has(FRIEND_GIFT), till.has(POINTS, ANN)) == (1, 20)
    for piece in pieces:
        assert isinstance(till.refund(sale, piece), Operation)
    assert (till.has(FRIEND_GIFT), till.has(POINTS, ANN)) == (0, 0)


@pytest.mark.parametrize(("named", "anns", "meis", "waits"), [("points", 22, 20, False), ("nope", 2, 0, True)])
def test_points_of_a_programme_that_is_not_there_are_given_to_neither_side(
    named: str, anns: int, meis: int, waits: bool
) -> None:
    pair = Pair(referral(points_programme=named, referee_points=20, referee_title=""))
    assert pair.refer(ANN, MEI) is None
    pair.sell(amount(200), member_id=ANN)
    nope = Account("nope", Unit.POINT)
    assert (pair.has(POINTS, ANN), pair.has(POINTS), pair.has(nope, ANN), pair.has(nope)) == (anns, meis, 0, 0)
    left = [lot for lot in pair.standing(ANN).lots if lot.account.unit is Unit.REFERRAL and lot.left]
    assert bool(left) is waits
