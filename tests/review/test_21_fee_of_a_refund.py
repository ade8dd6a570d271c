"""The fee on unspent money."""

from __future__ import annotations

from loyalty.ledger import Operation
from tests.loyalty.programs.wallet import till, top_up


def test_a_refunded_top_up_pays_the_fee_too() -> None:
    # Wrong by part 1 "Refund = unspent paid minus a fee": paying out takes the fee, refunding the top-up does not.
    at = till(fee_percent=3)
    sale = at.sell(top_up("plain"))
    at.now_ms += 5 * 86_400_000
    answer = at.refund(sale)
    assert isinstance(answer, Operation)
    assert answer.bill == -291
