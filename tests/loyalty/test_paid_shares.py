"""A refund in pieces of what money, wallets and points paid together: each piece adds up by itself."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from loyalty.adjustments import adjust
from loyalty.basket import Choices
from loyalty.detail import read_detail
from loyalty.ledger import Account, Operation, Unit
from loyalty.pieces import not_in_money
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, amount

BACK = Account("back", Unit.CASHBACK)
POINTS = Account("points", Unit.POINT)
PAID = Account("wallet", Unit.STORED_PAID)
HELD = 400


def _sold(
    value: int, back: int, points: int, stored: int, rate: tuple[int, int] = (1, 1), gifts: int = 0
) -> tuple[Till, Operation]:
    """A sale that cashback, points at a rate (money, points) and stored value paid, as far as it goes."""
    worth, price = rate
    gift = {"id": "cup", "title": "杯子", "price": 7, "kind": "benefit"}
    terms = {"money_off": worth, "money_off_points": price, "rewards": [gift], "amount_step": 999_999}
    till = Till(
        [
            programme("cashback", "back", percent=0, step=999_999, step_amount=1),
            programme("points", "points", **terms),
            programme("stored_value", "wallet", top_ups=[{"id": "plain", "pay": HELD}]),
        ]
    )
    for account in (BACK, POINTS, PAID):
        till.adjust(adjust(till.programmes, account, HELD, till.standing(), till.now_ms, till.shop, "0" * 32, "start"))
    wishes = {"back:pay": back, "points:money": points, "wallet:pay": stored, "points:cup": gifts}
    return till, till.sell(amount(value), Choices(rewards={name: times for name, times in wishes.items() if times}))


def _refunded(till: Till, sale: Operation, money: int | None) -> tuple[int, int, int, int]:
    """What one piece gave back: (money, cashback, points, stored value)."""
    before = [till.has(account) for account in (BACK, POINTS, PAID)]
    piece = till.refund(sale, money)
    assert isinstance(piece, Operation), piece
    after = [till.has(account) for account in (BACK, POINTS, PAID)]
    back, points, stored = (now - was for was, now in zip(before, after, strict=True))
    assert -piece.bill >= 0
    assert min(back, points, stored) >= 0
    return -piece.bill, back, points, stored


def test_points_of_one_dollar_get_the_share_that_makes_a_piece_whole() -> None:
    till, sale = _sold(277, 61, 33, 120)
    assert sale.bill == 63
    first = _refunded(till, sale, 100)
    assert first == (23, 21, 12, 44)
    last = _refunded(till, sale, None)
    assert last == (40, 40, 21, 76)
    assert till.has(POINTS) == HELD


def test_points_of_a_reward_beside_them_go_back_by_their_own_share() -> None:
    till, sale = _sold(277, 61, 33, 120, gifts=1)
    assert _refunded(till, sale, 100) == (23, 21, 12 + 2, 44)
    assert _refunded(till, sale, None) == (40, 40, 21 + 5, 76)


def test_a_point_worth_five_goes_back_only_where_the_piece_holds_one() -> None:
    till, sale = _sold(100, 20, 12, 0, rate=(5, 1))
    assert sale.bill == 20
    assert _refunded(till, sale, 4) == (2, 2, 0, 0)
    money, back, points, _ = _refunded(till, sale, 20)
    assert money + back + 5 * points == 20


def test_what_no_part_can_give_is_told_as_waiting_and_comes_with_a_later_piece() -> None:
    till, sale = _sold(100, 0, 20, 0, rate=(5, 1))
    seven = till.refund(sale, 7)
    assert isinstance(seven, Operation)
    assert (seven.bill, not_in_money(seven.bill, seven.detail)) == (0, 5)
    three = till.refund(sale, 3)
    assert isinstance(three, Operation)
    assert (three.bill, not_in_money(three.bill, three.detail)) == (0, 5)


@example(value=2, back=0, points=1, stored=0, rate=(7, 3), pieces=[1])
@given(
    st.integers(1, 400),
    st.integers(0, 80),
    st.integers(0, 80),
    st.integers(0, 120),
    st.sampled_from([(1, 1), (5, 1), (3, 10), (5, 2), (7, 3)]),
    st.lists(st.integers(1, 90), max_size=8),
)
def test_each_piece_adds_up_and_all_of_them_restore_everything(
    value: int, back: int, points: int, stored: int, rate: tuple[int, int], pieces: list[int]
) -> None:
    till, sale = _sold(value, back, points, stored, rate)
    paid, spent = _paid_with_points(sale)
    left, points_back, owed = value, 0, 0
    for piece in (*pieces, value):
        asked = min(piece, left)
        if asked == 0:
            break
        left -= asked
        money, cash, given, kept = _refunded(till, sale, asked)
        was, points_back = _worth(paid, spent, points_back), points_back + given
        in_points = _worth(paid, spent, points_back) - was
        owed += asked - money - cash - kept - in_points
        # A bill smaller than the points are worth makes each of them worth less.
        if paid > spent:
            recorded = till.operations[-1]
            assert 0 <= owed < rate[0]
            assert not_in_money(recorded.bill, recorded.detail) == cash + kept + in_points
        else:
            assert owed in ((0,) if paid == spent else (0, 1))
    assert owed == 0
    assert all(till.has(account) == HELD for account in (BACK, POINTS, PAID))


def _worth(paid: int, spent: int, points: int) -> int:
    return paid * points // spent if spent else 0


def _paid_with_points(sale: Operation) -> tuple[int, int]:
    """(the money that points paid, the points of it)."""
    paid = sum(each.paid for each in read_detail(sale.detail).applied if each.offer_id == "points:money")
    return paid, -sum(entry.delta for entry in sale.entries if entry.account == POINTS)
