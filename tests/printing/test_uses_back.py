"""A benefit that comes back: the slip of an undo, a cancel or a refund says how often it can be had again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.ledger import Operation, OperationKind
from loyalty.programmes import Programme
from loyalty.words import Words
from printing.layouts import reversal
from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, amount
from tests.printing import samples
from tests.printing.test_layouts import texts

SERVICE = {"id": "service", "title": "保養", "count": 2, "cost": 300}
MEMBERSHIP = programme("membership", "club", benefits=[SERVICE])
SUBSCRIPTION = programme("subscription", "club", items=[SERVICE])


def _slip(known: Programme, kind: OperationKind, language: str, uses: int = 1) -> list[str]:
    """What the slip says of a sale that used the benefit so often, taken back."""
    till = Till([known])
    till.sell(Basket((Line(int(str(known.terms["fee"])), plan=f"{known.id}:time"),)))
    sales = [till.sell(amount(100), Choices(rewards={"club:service": 1})) for _ in range(uses)]
    before = till.standing().balances()
    back = {OperationKind.UNDO: till.undo, OperationKind.CANCEL: till.cancel, OperationKind.REFUND: till.refund}
    answer = back[kind](sales[-1])
    assert isinstance(answer, Operation), answer
    sample = samples.taken_back(Words(language), kind)
    facts = replace(
        sample, programmes=(known,), entries=answer.entries, before=before, after=till.standing().balances()
    )
    return texts(reversal.reversal(facts, Words(language)))


@pytest.mark.parametrize("known", [MEMBERSHIP, SUBSCRIPTION], ids=["membership", "subscription"])
@pytest.mark.parametrize("kind", [OperationKind.UNDO, OperationKind.CANCEL, OperationKind.REFUND])
def test_a_benefit_that_comes_back_is_on_the_slip_once(known: Programme, kind: OperationKind) -> None:
    assert [line for line in _slip(known, kind, "zh_tw") if "保養" in line] == ["保養還有 2 次"]
    assert [line for line in _slip(known, kind, "en") if "保養" in line] == ["保養: 2 left"]


def test_what_was_used_before_stays_used() -> None:
    assert "保養還有 1 次" in _slip(MEMBERSHIP, OperationKind.REFUND, "zh_tw", uses=2)


def test_what_is_counted_for_the_member_and_the_shop_is_no_line_of_the_slip() -> None:
    terms = {"way": "code", "code": "HELLO", "reward_title": "折十元", "reward_kind": "amount_off", "reward_amount": 10}
    coupon = programme("coupon", "code", **terms, uses_each=1, first_uses=9)
    till = Till([coupon])
    sale = till.sell(amount(100), Choices(codes=("HELLO",)))
    answer = till.cancel(sale)
    assert isinstance(answer, Operation)
    assert len(answer.entries) == 2
    facts = replace(samples.taken_back(Words(), OperationKind.CANCEL), programmes=(coupon,), entries=answer.entries)
    lines = texts(reversal.reversal(replace(facts, before={}, after={}), Words()))
    assert not any("次" in line for line in lines)
