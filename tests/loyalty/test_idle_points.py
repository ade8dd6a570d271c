"""Points that end so many days after the last visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from loyalty.adjustments import adjust
from loyalty.basket import Basket, Choices
from loyalty.checkout import quote
from loyalty.ledger import EntryReason
from loyalty.outlook import endings
from tests.loyalty.till import DAY_MS, POINTS, Till, amount, cups, preset


def day_of(till: Till) -> date:
    """The business day."""
    return till.shop.calendar.business_day(till.now_ms)


def test_points_ended_by_idleness_stay_ended_after_the_next_visit() -> None:
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    till.sell(amount(1_000))
    till.now_ms += 40 * DAY_MS
    told = till.quote(amount(100))
    assert (told.before[POINTS], told.after[POINTS]) == (10, 1)
    assert told.entries[0].reason is EntryReason.EXPIRED
    till.sell(amount(100))
    assert till.quote(amount(100)).before[POINTS] == 1


def test_points_given_by_hand_to_somebody_long_absent_last_their_days() -> None:
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    till.sell(amount(1_000))
    till.now_ms += 40 * DAY_MS
    given = adjust(till.programmes, POINTS, 50, till.standing(), till.now_ms, till.shop, till._next_id(), "歡迎回來")
    till.adjust(given)
    assert endings(till.programmes, till.standing(), day_of(till), till.shop)[0].last_day == day_of(till) + timedelta(
        days=30
    )
    till.now_ms += 30 * DAY_MS
    assert till.quote(amount(100)).after[POINTS] == 51
    till.now_ms += DAY_MS
    assert till.quote(amount(100)).after[POINTS] == 1


def test_a_visit_keeps_points_given_by_hand_as_long_as_all_others() -> None:
    till = Till(preset("point_per_hundred", expires="idle", expires_after=30))
    till.sell(amount(1_000))
    till.now_ms += 10 * DAY_MS
    till.adjust(adjust(till.programmes, POINTS, 5, till.standing(), till.now_ms, till.shop, till._next_id(), "補"))
    till.now_ms += 10 * DAY_MS
    till.sell(amount(100))
    till.now_ms += 29 * DAY_MS
    assert till.quote(amount(100)).after[POINTS] == 17


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
