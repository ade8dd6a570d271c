"""What becomes of a till's list of printers when one is kept or removed."""

from __future__ import annotations

from dataclasses import replace

from desktop.printers.shelf import free_roles, kept, printed_by, removed
from desktop.till import ROLES, PrinterEntry

SCREEN = PrinterEntry("main", "", "virtual", "")
COUNTER = PrinterEntry("a", "櫃檯", "network", "10.0.0.1", 576, "picture", ("receipt", "card"), True)
BAR = PrinterEntry("b", "吧台", "usb", "04b8:0e15", 384, "picture", ("kitchen",))


def test_paper_on_the_screen_goes_when_a_printer_takes_all_it_did() -> None:
    assert kept((SCREEN,), COUNTER) == (COUNTER,)


def test_paper_on_the_screen_that_still_prints_something_stays() -> None:
    assert kept((SCREEN,), BAR) == (SCREEN, BAR)


def test_paper_on_the_screen_that_was_in_reserve_stays_in_reserve() -> None:
    reserve = replace(SCREEN, roles=())
    assert kept((reserve, BAR), COUNTER) == (reserve, BAR, COUNTER)


def test_a_role_is_printed_by_one_and_a_printer_without_any_stays_in_reserve() -> None:
    takes_all = replace(BAR, roles=ROLES)
    assert kept((COUNTER, BAR), takes_all) == (replace(COUNTER, roles=()), takes_all)


def test_a_changed_printer_keeps_its_place() -> None:
    wider = replace(COUNTER, width_dots=512)
    assert kept((COUNTER, BAR), wider) == (wider, BAR)


def test_what_a_removed_printer_did_the_first_of_the_rest_does() -> None:
    assert removed((COUNTER, BAR), "a") == (replace(BAR, roles=ROLES),)
    assert removed((COUNTER, BAR), "b") == (replace(COUNTER, roles=ROLES),)


def test_without_any_printer_slips_appear_on_the_screen() -> None:
    assert removed((COUNTER,), "a") == (SCREEN,)


def test_a_printer_that_is_gone_already_is_not_removed_twice() -> None:
    assert removed((COUNTER,), "b") == (COUNTER,)


def test_the_first_that_has_a_role_prints_it() -> None:
    also = replace(BAR, roles=("receipt", "kitchen"))
    assert printed_by((COUNTER, also), "") == {"receipt": COUNTER, "card": COUNTER, "kitchen": also}
    assert printed_by((COUNTER, also), "a") == {"receipt": also, "kitchen": also}


def test_the_first_printer_of_paper_prints_everything_and_a_second_what_it_is_given() -> None:
    assert free_roles((SCREEN,)) == ROLES
    assert free_roles((SCREEN, BAR)) == ()
