"""Random shops, baskets and histories: the order of programmes, lots, sums and refunds in pieces always hold."""

from __future__ import annotations

import pytest

from tests.loyalty.random_shops import run


@pytest.mark.sweep
def test_random_shops_hold_what_every_shop_must(whole_sweeps: bool) -> None:
    seen = run(10_000 if whole_sweeps else 150, seed=1)
    assert seen["pieces"] > 0
    assert seen["refund"] > 0
