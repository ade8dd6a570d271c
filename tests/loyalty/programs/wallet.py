"""A shop with stored value: its top-ups, paying with it, what is left of it."""

from __future__ import annotations

from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Account, Operation, Unit
from loyalty.outcome import Outcome
from loyalty.programmes import Programme
from loyalty.refusals import RefusalReason
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till

PAID, BONUS = Account("wallet", Unit.STORED_PAID), Account("wallet", Unit.STORED_BONUS)
PAY = "wallet:pay"
ROWS = [
    {"id": "big", "pay": 2_000, "bonus": 777, "first_time": True},
    {"id": "small", "pay": 500, "bonus": 25},
    {"id": "plain", "pay": 300},
]


def wallet(**terms: object) -> Programme:
    return programme("stored_value", "wallet", **{"top_ups": ROWS, **terms})


def top_up(row: str, quantity: int = 1, *goods: Line) -> Basket:
    pay = {each["id"]: each["pay"] for each in ROWS}
    return Basket((*goods, Line(int(str(pay[row])), quantity, plan=f"wallet:{row}")))


def paying(money: int) -> Choices:
    return Choices(rewards={PAY: money})


def till(*more: Programme, **terms: object) -> Till:
    return Till([wallet(**terms), *more])


def balances(at: Till) -> tuple[int, int]:
    return at.has(PAID), at.has(BONUS)


def refused(outcome: Outcome) -> list[RefusalReason]:
    return [refusal.reason for refusal in outcome.refusals]


def refunded(at: Till, sale: Operation, money: int | None = None, lines: dict[int, int] | None = None) -> Operation:
    answer = at.refund(sale, money, lines=lines)
    assert isinstance(answer, Operation), answer
    return answer
