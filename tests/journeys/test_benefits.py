"""What can be used on a sale, through the real window: a code, a wallet and cash, a top-up, a discount, a birthday."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from db import history, ledger, members
from loyalty.ledger import Account, Operation, OperationKind, Unit
from loyalty.members import Birthday, BirthdayCalendar, Member
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from tests.journeys.till import Till, pause, until

pytestmark = pytest.mark.journey

PHONE = "0912345678"
CODE = "OPEN50"
PAID, BONUS = Account("stored", Unit.STORED_PAID), Account("stored", Unit.STORED_BONUS)
TOP_UPS = [{"id": "2000", "pay": 2_000, "bonus": 777, "first_time": True}]
LEVELS = [
    {"id": "gold", "title": "Gold", "color": "gold", "basis": "single", "threshold": 1_000, "discount": 10},
]


def programme(kind: str, name: str, **terms: object) -> Programme:
    """A programme whose terms were checked."""
    checked = read_terms(kind, terms, name)
    assert not isinstance(checked, Refusal), checked
    return Programme(name, 1, kind, name, checked)


def sale(till: Till, bill: int) -> Operation:
    """The newest operation, once it is a sale of this bill."""

    def look() -> Operation | None:
        found = till.read(lambda connection: history.recent(connection, 1))
        return found[0] if found and (found[0].kind, found[0].bill) == (OperationKind.SALE, bill) else None

    return until(f"a sale of {bill}", look)


def member(till: Till) -> Member:
    """The member with the phone."""
    return until("the member", lambda: till.read(lambda connection: members.by_phone(connection, PHONE)))


def balance(till: Till, account: Account) -> int:
    """What the disk says the member has."""
    known = member(till).id
    return till.read(lambda connection: ledger.standing(connection, known)).balance(account)


def join(till: Till) -> None:
    """A new member comes to the counter."""
    till.type(PHONE, "Return")
    member(till)
    pause(till)


def come_again(till: Till) -> None:
    """The member comes to the counter once more."""
    till.type(PHONE, "Return")
    pause(till)


def test_a_scanned_code_takes_money_off_a_sale_to_nobody(till: Till) -> None:
    terms = {"way": "code", "code": CODE, "reward_kind": "amount_off", "reward_title": "50 off", "reward_amount": 50}
    till.publish(programme("coupon", "opening", **terms))
    till.start()
    till.press("F2")
    till.type("120")
    till.scan(CODE)
    pause(till)
    till.press("F12")
    sale(till, 70)


def test_a_top_up_pays_a_part_of_the_next_sale_and_cash_the_rest(till: Till) -> None:
    till.publish(programme("stored_value", "stored", top_ups=TOP_UPS))
    till.start()
    join(till)
    till.press("F10", "F12")
    sale(till, 2_000)
    assert (balance(till, PAID), balance(till, BONUS)) == (2_000, 777)

    come_again(till)
    till.type("320", "ctrl+1", "ctrl+1")
    till.type("200", "F8")
    till.type("500", "F12")
    sold = sale(till, 120)
    assert balance(till, PAID) == 1_800
    assert sold.detail["tenders"] == [["現金", 500, True]]


def test_a_discount_that_applies_by_itself_is_declined(till: Till) -> None:
    till.publish(programme("tiers", "tiers", levels=LEVELS))
    till.start()
    join(till)
    till.type("1000", "F12")
    sale(till, 1_000)
    come_again(till)
    till.type("100", "F12")
    sale(till, 90)
    come_again(till)
    till.type("100")
    till.press(_key_of_discount(till), "F12")
    sale(till, 100)


def test_the_birthday_gift_is_given_once(till: Till) -> None:
    till.publish(programme("birthday", "birthday", reward_kind="benefit", reward_title="Cake"))
    till.start()
    join(till)
    till.press("Escape")
    today = datetime.fromtimestamp(member(till).joined_at_ms / 1_000, ZoneInfo("Asia/Taipei"))
    born = replace(member(till), birthday=Birthday(BirthdayCalendar.SOLAR, today.month, 1))
    till.change(lambda connection: members.update(connection, born))
    come_again(till)
    till.press("F5", "F12")
    sold = sale(till, 0)
    assert "birthday" in {entry.account.programme_id for entry in sold.entries}


def _key_of_discount(till: Till) -> str:
    """Ten points make a coffee a reward that can be had: it stands before what applies by itself."""
    return "F6" if balance(till, Account("points", Unit.POINT)) >= 10 else "F5"
