"""What another till used up meanwhile is read anew when it refused a sale, so that the next press sees it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.operations.sales import RecordedSale, RecordSale, record_sale
from loyalty.basket import Basket, Choices, Line
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from tests.desktop import benefits
from tests.desktop.benefits import publish, to_pay
from tests.desktop.counter import Till

F = {number: getattr(Qt.Key, f"Key_F{number}") for number in range(1, 13)}
OPENING: dict[str, object] = {
    "reward_kind": "amount_off",
    "reward_title": "開幕折 50",
    "reward_amount": 50,
    "first_uses": 1,
}


@pytest.fixture
def first_one(till: Till, monkeypatch: pytest.MonkeyPatch) -> Till:
    """A shop that takes fifty off the first sale of all."""
    assert not isinstance(read_terms("offer", OPENING, "terms"), Refusal)
    monkeypatch.setitem(benefits.TERMS, "opening", ("offer", "開幕", OPENING))
    publish(till, "opening")
    till.desks.counter.sale.begin()
    till.settle()
    return till


def sold_at_another_till(till: Till) -> None:
    """Somebody else's sale, which uses the offer up."""
    services, maker = till.desks.services, till.app.maker
    ids = (maker.operation_id(), maker.operation_id())
    command = RecordSale(*ids, till.clock.now_ms(), None, Basket((Line(300),)), Choices())
    answer = record_sale(services.store, services.state.context, command)
    assert isinstance(answer, RecordedSale)
    assert answer.operation.bill == 250


@pytest.mark.parametrize("tendered", ["", "500"])
@pytest.mark.parametrize("with_member", [False, True])
def test_an_offer_used_up_meanwhile_is_told_before_the_sale_is_recorded(
    first_one: Till, tendered: str, with_member: bool
) -> None:
    till = first_one
    if with_member:
        till.seat(till.join("0912345678", "王小美"))
    else:
        till.press(F[2])
    till.type("200")
    assert to_pay(till) == "NT$ 150"
    if tendered:
        till.press(F[8])
        till.type(tendered)
    sold_at_another_till(till)
    till.press(F[12])
    assert [sale.operation.bill for sale in till.sales] == [250]
    assert till.note == "應付金額剛剛變成 NT$ 200，請再確認一次。"
    assert to_pay(till) == "NT$ 200"
    till.press(F[12])
    assert [sale.operation.bill for sale in till.sales] == [200, 250]
