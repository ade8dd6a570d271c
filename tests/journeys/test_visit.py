"""A customer's day through the real window on a real display, with xdotool as people and scanner."""

from __future__ import annotations

import pytest

from db import history, members, print_jobs
from loyalty.ledger import Operation, OperationKind
from tests.journeys.till import SHOP, Till, pause, until

pytestmark = pytest.mark.journey

PHONE = "0912345678"


def newest(till: Till, kind: OperationKind, bill: int) -> Operation | None:
    """The newest operation but joinings, when it is of this kind and bill."""
    found = till.read(lambda connection: history.recent(connection, 1))
    return found[0] if found and (found[0].kind, found[0].bill) == (kind, bill) else None


def jobs(till: Till) -> list[str]:
    """The states of the print jobs, newest first."""
    return [str(job.state) for job in till.read(lambda connection: print_jobs.recent(connection, 20))]


def test_a_customer_joins_is_scanned_buys_and_takes_it_back(till: Till) -> None:
    till.start()

    till.type(PHONE, "Return")
    until("the member", lambda: till.read(lambda connection: members.by_phone(connection, PHONE)))
    until("the card on paper", lambda: till.paper.kinds() == ["member_card"])

    till.press("Escape")
    till.scan(till.paper.code(1))
    pause(till)
    till.type("320", "plus", "F12")
    sale = until("the sale", lambda: newest(till, OperationKind.SALE, 320))
    member = till.read(lambda connection: members.by_phone(connection, PHONE))
    assert member is not None
    assert sale.member_id == member.id
    until("the receipt on paper", lambda: till.paper.kinds() == ["member_card", "receipt"])

    till.press("ctrl+z")
    undone = until("the undo", lambda: newest(till, OperationKind.UNDO, -320))
    assert undone.reverses == sale.id

    till.end()
    checked = till.check()
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_slip_of_a_sale_to_nobody_is_scanned_for_a_member_once(till: Till) -> None:
    till.start()
    till.press("F2")
    till.type("95", "F12")
    sale = until("the sale", lambda: newest(till, OperationKind.SALE, 95))
    until("the slip", lambda: till.paper.kinds() == ["receipt"])
    assert till.paper.code(1) == sale.slip_number

    till.type(PHONE, "Return")
    until("the card", lambda: len(till.paper.kinds()) == 2)
    till.scan(sale.slip_number)
    credit = until("the credit", lambda: newest(till, OperationKind.CREDIT, 95))
    assert credit.reverses == sale.id
    till.scan(sale.slip_number)
    pause(till)
    assert newest(till, OperationKind.CREDIT, 95) == credit


def test_a_slip_that_waited_when_the_app_was_killed_comes_out_once(till: Till) -> None:
    till.use_printer("network", "")
    till.start()
    till.press("F2")
    till.type("120", "F12")
    until("the sale", lambda: newest(till, OperationKind.SALE, 120))
    assert jobs(till) == ["queued"]
    till.kill()

    till.use_printer("virtual")
    till.start()
    until("the slip", lambda: till.paper.kinds() == ["receipt"])
    until("its job done", lambda: jobs(till) == ["confirmed"])
    till.kill()

    till.start()
    pause(till)
    assert till.paper.kinds() == ["receipt"]
    till.end()
    assert till.check().returncode == 0


def test_a_slip_that_was_being_sent_when_the_app_was_killed_is_asked_about(till: Till, silent_printer: str) -> None:
    till.use_printer("network", silent_printer)
    till.start()
    till.press("F2")
    till.type("120", "F12")
    until("the slip on its way", lambda: jobs(till) == ["sending"])
    till.kill()

    till.use_printer("virtual")
    till.start()
    until("the question", lambda: jobs(till) == ["unknown"])
    pause(till)
    assert till.paper.kinds() == []
    assert till.read(lambda connection: len(print_jobs.troubled(connection))) == 1


def test_a_second_start_on_the_same_data_stays_out(till: Till) -> None:
    till.start()
    second = till.start_second()
    try:
        until("its window", lambda: till.title(second))
        pause(till)
        assert second.poll() is None
        assert SHOP not in till.title(second)
        till.focus()
        till.type(PHONE, "Return")
        until("the member, by the first", lambda: till.read(lambda connection: members.by_phone(connection, PHONE)))
    finally:
        second.kill()
        second.wait()
    until("its card", lambda: till.paper.kinds() == ["member_card"])
