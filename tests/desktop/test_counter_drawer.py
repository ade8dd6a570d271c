"""The cash drawer: open for the change of a sale in cash, shut for one by card, and opened by a key without a sale."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.operations.members import MemberFile
from desktop.till import PrinterEntry
from loyalty.limits import Person
from printing.drawer import DRAWER_PULSE
from tests.desktop.counter import Till
from tests.desktop.test_status_desk import closed_port
from tests.printing.fake_printer import PAPER_OUT, FakePrinter, Manners
from ui.facts import MessageFacts

F12 = Qt.Key.Key_F12


@pytest.fixture(autouse=True)
def no_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A printer is asked how it is when a test wishes it: a look of its own would be one more talk to count."""
    for look in ("FIRST_LOOK_MS", "TROUBLE_LOOK_MS", "IDLE_LOOK_MS"):
        monkeypatch.setattr(f"desktop.print_worker.{look}", 3_600_000)


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    """A printer on the network."""
    with closing(FakePrinter()) as opened:
        yield opened


def hang(till: Till, address: str, drawer: bool = True) -> None:
    """Print there, with the drawer on it."""
    entry = PrinterEntry("main", "", "network", address, drawer=drawer)
    till.desks.screens.settings.save_till(printers=(entry,))
    till.settle()


def kicks(till: Till, printer: FakePrinter) -> int:
    """How often the drawer was opened, once everything has arrived."""
    till.settle()
    return sum(job.count(DRAWER_PULSE) for job in printer.jobs)


@pytest.fixture
def mei(till: Till) -> MemberFile:
    """王小美."""
    return till.join("0912345678", "王小美")


def sell(till: Till, file: MemberFile, amount: str) -> None:
    """A sale to a member."""
    till.seat(file)
    till.type(amount)
    till.press(F12)


def test_a_sale_in_cash_opens_the_drawer_before_its_slip_prints(
    till: Till, mei: MemberFile, printer: FakePrinter
) -> None:
    hang(till, f"127.0.0.1:{printer.port}")
    sell(till, mei, "500")
    till.wait(lambda: len(printer.jobs) == 2)
    assert DRAWER_PULSE in printer.jobs[0]
    assert kicks(till, printer) == 1


def test_a_sale_by_card_leaves_it_shut(till: Till, mei: MemberFile, printer: FakePrinter) -> None:
    hang(till, f"127.0.0.1:{printer.port}")
    till.seat(mei)
    till.type("500")
    till.view.tender_wished.emit("1")
    till.press(F12)
    till.wait(lambda: len(printer.jobs) == 1)
    assert kicks(till, printer) == 0


def test_a_sale_that_costs_nothing_leaves_it_shut(till: Till, mei: MemberFile, printer: FakePrinter) -> None:
    hang(till, f"127.0.0.1:{printer.port}")
    till.seat(mei)
    till.type("+")
    till.press(F12)
    till.wait(lambda: len(printer.jobs) == 1)
    assert kicks(till, printer) == 0


def test_a_printer_without_a_drawer_gets_no_pulse(till: Till, mei: MemberFile, printer: FakePrinter) -> None:
    hang(till, f"127.0.0.1:{printer.port}", drawer=False)
    sell(till, mei, "500")
    till.wait(lambda: len(printer.jobs) == 1)
    assert kicks(till, printer) == 0


def test_a_key_and_a_button_open_it_without_a_sale(till: Till, printer: FakePrinter) -> None:
    hang(till, f"127.0.0.1:{printer.port}")
    before = len(till.sales)
    till.press(Qt.Key.Key_D, control=True)
    till.wait(lambda: till.said == till.words("desk.drawer_opened"))
    till.click(till.view.find.drawer_button)
    till.wait(lambda: len(printer.jobs) == 2)
    assert (kicks(till, printer), len(till.sales)) == (2, before)


def test_the_button_is_there_only_where_a_drawer_is(till: Till, printer: FakePrinter) -> None:
    assert not till.view.find.drawer_button.isVisible()
    hang(till, f"127.0.0.1:{printer.port}")
    assert till.view.find.drawer_button.isVisible()
    assert till.view.find.drawer_button.toolTip() == till.words("desk.open_drawer")


def test_the_key_without_a_drawer_says_where_to_name_one(till: Till) -> None:
    till.press(Qt.Key.Key_D, control=True)
    assert till.note == till.words("desk.no_drawer")


def test_what_keeps_it_shut_is_said_in_place_and_the_sale_stands(till: Till, mei: MemberFile) -> None:
    hang(till, closed_port())
    sell(till, mei, "500")
    till.wait(lambda: bool(till.note))
    (state,) = till.desks.spooler.state.printers
    assert state.why is not None
    why = till.words("status.why_refused")
    assert till.note == till.words("desk.drawer_printer_stopped", why=why)
    assert len(till.sales) == 1


def test_what_kept_it_shut_is_said_no_longer_than_it_is_of_use(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.counter.drawer.SAID_MS", 3_600_000)
    hang(till, closed_port())
    till.press(Qt.Key.Key_D, control=True)
    till.wait(lambda: bool(till.note))
    said_long = till.desks.counter.drawer._said_long
    assert (said_long.isActive(), said_long.interval()) == (True, 3_600_000)
    said_long.start(1)
    till.wait(lambda: not till.note)


def test_what_kept_it_shut_is_unsaid_once_the_printer_is_well(till: Till, printer: FakePrinter) -> None:
    printer.manners = Manners(answers=PAPER_OUT)
    hang(till, f"127.0.0.1:{printer.port}")
    till.press(Qt.Key.Key_D, control=True)
    till.wait(lambda: till.words("status.why_paper_out") in till.note)
    printer.manners = Manners()
    till.desks.spooler.look("main")
    till.wait(lambda: not till.note)


def test_another_note_is_left_where_it_is(till: Till, printer: FakePrinter) -> None:
    printer.manners = Manners(answers=PAPER_OUT)
    hang(till, f"127.0.0.1:{printer.port}")
    till.press(Qt.Key.Key_D, control=True)
    till.wait(lambda: bool(till.note))
    till.view.show_note(MessageFacts("something else", "warn"))
    printer.manners = Manners()
    till.desks.spooler.look("main")
    till.wait(lambda: not till.desks.spooler.state.printers[0].in_trouble)
    assert till.note == "something else"


def test_who_may_not_open_it_is_refused(till: Till, printer: FakePrinter) -> None:
    hang(till, f"127.0.0.1:{printer.port}")
    state = till.desks.state
    state.context = replace(state.context, person=Person("somebody", ""))
    till.press(Qt.Key.Key_D, control=True)
    assert till.words("refusal.action_open_drawer") in till.note
    assert kicks(till, printer) == 0
