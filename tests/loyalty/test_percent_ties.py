"""Whole-bill percentages that take the same."""

from __future__ import annotations

from tests.loyalty.programs.terms import programme
from tests.loyalty.till import Till, amount


def test_ties_go_by_programme_id() -> None:
    def ten(programme_id: str) -> object:
        return programme("offer", programme_id, reward_kind="percent_off", reward_percent=10, reward_title="x")

    outcome = Till([ten("a"), ten("a-b")]).quote(amount(100))
    assert [each.offer_id for each in outcome.applied] == ["a:offer"]
