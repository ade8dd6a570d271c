"""Points that end so many days after the last visit."""

from __future__ import annotations

from dataclasses import replace

from loyalty.basket import Basket, Choices
from loyalty.checkout import quote
from loyalty.ledger import EntryReason
from tests.loyalty.till import DAY_MS, POINTS, Till, amount, cups, preset


def test_points_ended_by_idleness_stay_ended_after_the_next_visit() -> None:
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    till.sell(amount(1_000))
    till.now_ms += 40 * DAY_MS
    told = till.quote(amount(100))
    assert (told.before[POINTS], told.after[POINTS]) == (10, 1)
    assert told.entries[0].reason is EntryReason.EXPIRED
    till.sell(amount(100))
    assert till.quote(amount(100)).before[POINTS] == 1


def test_what_a_visit_finds_ended_is_recorded_in_one_order_however_its_lots_are_listed() -> None:
    till = Till(preset("both", expires="idle", expires_after=30))
    till.sell(cups(12))
    till.now_ms += 40 * DAY_MS
    known = till.standing()
    entries = [
        quote(till.programmes, replace(known, lots=lots), Basket(), Choices(), till.now_ms, till.shop).entries
        for lots in (known.lots, known.lots[::-1])
    ]
    assert sum(entry.reason is EntryReason.EXPIRED for entry in entries[0]) > 1
    assert entries[0] == entries[1]
