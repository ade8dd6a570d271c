"""A sale begun before midnight and finished within half an hour is judged by its beginning, at the counter too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.operations import expiry
from desktop.operations import programmes as operations
from loyalty.ledger import Account, Unit
from loyalty.refusals import Refusal
from tests.desktop import benefits
from tests.desktop.benefits import publish, to_pay
from tests.desktop.counter import Till
from tests.desktop.test_parking import take_up

TODAY = benefits.TODAY
TOMORROW = TODAY + timedelta(days=1)
F2, F9, F12 = Qt.Key.Key_F2, Qt.Key.Key_F9, Qt.Key.Key_F12
MINUTE_MS = 60_000
FIVE_TO_MIDNIGHT_MS = (11 * 60 + 55) * MINUTE_MS
LAST_DAY: dict[str, object] = {
    "reward_kind": "amount_off",
    "reward_title": "折 50",
    "reward_amount": 50,
    "until_day": "2026-11-22",
}
GIFT: dict[str, object] = {
    "reward_kind": "amount_off",
    "reward_title": "迎新折 50",
    "reward_amount": 50,
    "valid_days": 1,
}


@pytest.fixture
def late(till: Till, monkeypatch: pytest.MonkeyPatch) -> Till:
    """Five minutes before the midnight that ends an offer."""
    monkeypatch.setitem(benefits.TERMS, "last_day", ("offer", "最後一天", LAST_DAY))
    publish(till, "last_day")
    till.clock.pass_ms(FIVE_TO_MIDNIGHT_MS)
    return till


def typed(till: Till) -> None:
    """A sale of 200 that waits for F12."""
    till.press(F2)
    till.type("200")
    assert to_pay(till) == "NT$ 150"


def test_what_was_begun_before_midnight_is_paid_as_it_was_told(late: Till) -> None:
    typed(late)
    late.clock.pass_ms(10 * MINUTE_MS)
    late.type("0")
    assert to_pay(late) == "NT$ 1,950"
    late.press(F12)
    assert [sale.operation.bill for sale in late.sales] == [1_950]


def test_half_an_hour_later_the_new_day_counts(late: Till) -> None:
    typed(late)
    late.clock.pass_ms(31 * MINUTE_MS)
    late.press(F12)
    assert late.sales == ()
    assert to_pay(late) == "NT$ 200"


def test_a_sale_begun_after_midnight_is_one_of_the_new_day(late: Till) -> None:
    typed(late)
    late.press(F12)
    late.clock.pass_ms(10 * MINUTE_MS)
    late.press(F2)
    late.type("200")
    assert to_pay(late) == "NT$ 200"


def test_terms_that_begin_at_midnight_are_for_what_is_begun_after_it(late: Till) -> None:
    services = late.desks.services
    store, context = services.store, services.state.context
    running = next(each for each in context.programmes if each.id == "last_day")
    dearer = replace(running, terms={**running.terms, "reward_amount": 90, "until_day": ""})
    assert not isinstance(operations.publish(store, context, dearer, TOMORROW, TODAY), Refusal)
    typed(late)
    late.clock.pass_ms(10 * MINUTE_MS)
    late.desks.new_day.look()
    late.settle()
    assert services.state.context.day == TOMORROW
    assert to_pay(late) == "NT$ 150"
    late.press(F12)
    late.press(F2)
    late.type("200")
    assert (late.sales[0].operation.bill, to_pay(late)) == (150, "NT$ 110")


def test_what_was_typed_and_taken_away_again_begins_nothing(late: Till) -> None:
    typed(late)
    late.press(Qt.Key.Key_Escape)
    late.clock.pass_ms(10 * MINUTE_MS)
    late.press(F2)
    late.type("200")
    assert to_pay(late) == "NT$ 200"


def test_a_sale_set_aside_keeps_its_beginning(late: Till) -> None:
    typed(late)
    late.press(F9)
    assert late.parked == 1
    late.clock.pass_ms(10 * MINUTE_MS)
    take_up(late)
    assert to_pay(late) == "NT$ 150"


def test_the_turn_of_the_day_takes_nothing_that_a_begun_sale_may_still_use(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(benefits.TERMS, "hello", ("welcome", "迎新", GIFT))
    publish(till, "hello")
    mei = till.join("0912345678", "王小美")
    gift = Account("hello", Unit.REWARD)
    till.clock.pass_ms(24 * 60 * MINUTE_MS + FIVE_TO_MIDNIGHT_MS)
    till.seat(mei)
    till.press(F2)
    till.type("200")
    till.clock.pass_ms(10 * MINUTE_MS)
    ended = at_the_turn(till)
    assert (ended, till.balance(mei, gift)) == (0, 1)
    till.clock.pass_ms(26 * MINUTE_MS)
    assert (at_the_turn(till), till.balance(mei, gift)) == (1, 0)


def at_the_turn(till: Till) -> int:
    """Of how many holders something ended."""
    services = till.desks.services
    context, now_ms = services.state.context, till.clock.now_ms()
    if not expiry.is_due(services.store, context, now_ms):
        return 0
    return expiry.expire_day(services.store, context, now_ms, lambda *_: None, lambda: False).holders
