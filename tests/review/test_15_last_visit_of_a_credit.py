"""What is derived from the ledger after a credited sale was cancelled."""

from __future__ import annotations

from tests.loyalty.till import Till, amount, preset


def test_a_cancelled_credited_sale_is_no_last_visit() -> None:
    # Wrong by part 3 "re-derivable to the unit": 0 visits, but a last one (the store leaves it out, the replay does not).
    till = Till(preset("both"))
    sale = till.sell(amount(100), member_id=None)
    till.credit(sale)
    till.cancel(sale)
    standing = till.standing()
    assert (standing.visits, standing.last_visit_ms) == (0, None)
