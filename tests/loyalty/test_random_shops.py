"""Random shops, baskets and histories: order of programmes, lots, sums, words and refunds in pieces always hold."""

from __future__ import annotations

import pytest

from tests.loyalty.random_shops import run, table, too_rare


@pytest.mark.sweep
def test_random_shops_hold_what_every_shop_must(whole_sweeps: bool) -> None:
    count = 10_000 if whole_sweeps else 120
    seen = run(count, seed=1)
    assert min(seen[what] for what in ("sale refunded in pieces", "refund of a part", "edit", "expire")) > 0
    if whole_sweeps:
        assert too_rare(seen, count // 20) == [], "\n" + table(seen)
