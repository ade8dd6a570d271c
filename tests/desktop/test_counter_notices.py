"""What the counter tells of a sale that is being typed comes true when the sale is recorded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.operations.members import MemberFile, update
from loyalty.ledger import Account, Unit
from loyalty.members import Birthday, BirthdayCalendar
from loyalty.refusals import Refusal
from tests.desktop.benefits import benefits, keys, publish
from tests.desktop.counter import Till

COUPON = Account("back", Unit.REWARD)


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美, whose every sale of 300 brings a coupon."""
    publish(till, "back")
    return till.join("0912345678", "王小美")


def missing(till: Till) -> list[str]:
    """What is said of the coupon ahead."""
    return [text for text in till.view.member.notices.texts() if "優惠券" in text]


def test_the_way_to_a_coupon_is_told_of_what_is_paid_after_every_discount(till: Till, mei: MemberFile) -> None:
    publish(till, "five")
    till.seat(mei)
    till.type("310")
    assert missing(till) == []
    till.scan("FIVE55")
    assert missing(till) == ["再買 NT$ 5 就送優惠券：折 50"]
    till.press(Qt.Key.Key_F12)
    assert till.balance(mei, COUPON) == 0


def test_what_a_wallet_pays_brings_no_coupon_nearer(till: Till, mei: MemberFile) -> None:
    publish(till, "even")
    till.seat(mei)
    till.type("200")
    till.press(Qt.Key.Key_F12)
    till.seat(mei)
    till.type("350")
    assert missing(till) == []
    till.click(till.view.sale.wallets.buttons[0])
    assert missing(till) == ["再買 NT$ 150 就送優惠券：折 50"]


def test_nothing_is_told_of_a_coupon_before_something_is_typed(till: Till, mei: MemberFile) -> None:
    till.seat(mei)
    assert missing(till) == []


def test_a_coupon_that_this_very_sale_brings_is_not_said_to_wait(till: Till, mei: MemberFile) -> None:
    for _ in range(2):
        till.seat(mei)
        till.type("350")
        benefits(till)
        key = {**keys(till, "usable"), **keys(till, "near")}["折 50"]
        assert key.note == ("有 1 份" if till.balance(mei, COUPON) else till.words("desk.why_no_reward_left"))
        till.press(Qt.Key.Key_F12)
    assert till.balance(mei, COUPON) == 2


def test_cups_that_came_on_top_wait_like_those_that_were_paid(till: Till, mei: MemberFile) -> None:
    publish(till, "cups")
    till.seat(mei)
    benefits(till)
    till.click(next(each for each in till.view.sale.benefits.plans.buttons if each.reward().title == "寄杯拿鐵"))
    till.press(Qt.Key.Key_F12)
    till.seat(mei)
    benefits(till)
    assert keys(till, "usable")["寄杯拿鐵"].note == "有 11 份"


def test_why_not_is_short_enough_to_be_read_on_its_key(till: Till, mei: MemberFile) -> None:
    publish(till, "birthday", "from_500")
    born = replace(mei.member, birthday=Birthday(BirthdayCalendar.SOLAR, 3, 5))
    services = till.desks.services
    assert not isinstance(update(services.store, services.state.context, born, till.clock.now_ms()), Refusal)
    till.seat(mei)
    till.type("120")
    benefits(till)
    notes = {title: key.note for title, key in keys(till, "near").items()}
    assert (notes["生日蛋糕"], notes["滿 500 折 50"]) == ("2027-03-01 起", "再 NT$ 380")
