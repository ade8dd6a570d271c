"""The connection dropped at every 500th byte and at every change of state: no slip lost, none twice without a word."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from printing.printers import network
from printing.printers.network import NetworkPrinter
from printing.printers.printer import Delivery, InDoubtError
from tests.desktop.shop import Shop
from tests.printing.fault_case import Desk, Outcome, Tally, play
from tests.printing.simulator.device import Device, Trouble
from tests.printing.simulator.lines import NetworkLine, SerialLine

STEP = 500
# The questions before a job, the slip of these sales, and the question after it.
TALK_BYTES = 18_500


@pytest.fixture
def desk(qapp: Any, tmp_path: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A shop at its counter. The simulated printer prints at once, and so is not given a printer's time."""
    monkeypatch.setattr(network.NetworkLine, "bytes_per_second", 100_000)
    shop = Shop(tmp_path)
    yield Desk(shop, cache_folder)
    shop.close()
    assert not shop.errors


def nothing(_device: Device, _line: NetworkLine) -> None:
    """No fault, or none to mend."""


def cut(byte: int, reset: bool, _device: Device, line: NetworkLine) -> None:
    """The connection ends after so many bytes."""
    line.cut_after(byte, reset)


def begins(trouble: Trouble, byte: int, device: Device, _line: NetworkLine) -> None:
    """Trouble comes once so many bytes have come."""
    device.after(byte, partial(device.begin, trouble))


def ends(trouble: Trouble, device: Device, _line: NetworkLine) -> None:
    """Somebody saw to it."""
    device.end(trouble)


def the_roll_ends(rows: int, device: Device, _line: NetworkLine) -> None:
    """So many rows are left on the roll."""
    device.rows_left = rows


def told(tally: Tally) -> None:
    """Show the counts to whoever runs this with -s, and fail for what must never be."""
    sys.stdout.write(f"\n{tally.table()}\n")
    assert not tally.wrong, tally.table()


def test_without_a_fault_a_slip_is_confirmed(desk: Desk) -> None:
    tally = Tally()
    play(desk, "no fault", nothing, nothing, tally)
    assert (tally.wrong, dict(tally.outcomes)) == ([], {Outcome.CONFIRMED: 1})
    assert TALK_BYTES - STEP < tally.longest <= TALK_BYTES


class BoastfulPrinter(NetworkPrinter):
    """Takes every doubt for a success."""

    def send(self, data: bytes, picture: QImage, name: str) -> Delivery:
        try:
            return super().send(data, picture, name)
        except InDoubtError:
            return Delivery.CONFIRMED


class HastyPrinter(NetworkPrinter):
    """Takes every doubt for a failure."""

    def send(self, data: bytes, picture: QImage, name: str) -> Delivery:
        try:
            return super().send(data, picture, name)
        except InDoubtError as error:
            raise KnownError(error.key, **error.facts) from error


@pytest.mark.parametrize(
    ("kind", "said"), [(BoastfulPrinter, "confirmed without a question"), (HastyPrinter, "failed, they say")]
)
def test_a_printer_that_lies_is_found_out(desk: Desk, kind: type[NetworkPrinter], said: str) -> None:
    desk.network_printer = kind
    tally = Tally()
    play(desk, "a liar", partial(cut, 9_000, False), nothing, tally)
    assert any(said in each for each in tally.wrong)


def places(whole: bool) -> list[int]:
    """Where faults are put: within the questions before the slip and at every 500th byte, or at a few of these."""
    if whole:
        return sorted({*range(1, 30), *range(STEP, TALK_BYTES + STEP, STEP)})
    return [1, 14, 9_000]


@pytest.mark.sweep
@pytest.mark.parametrize("reset", [False, True], ids=["end", "reset"])
@pytest.mark.parametrize("keeps_halves", [False, True], ids=["forgets", "keeps"])
def test_a_connection_dropped_at_any_byte(desk: Desk, whole_sweeps: bool, reset: bool, keeps_halves: bool) -> None:
    tally = Tally()

    def fault(byte: int, device: Device, line: NetworkLine) -> None:
        device.keeps_halves = keeps_halves
        cut(byte, reset, device, line)

    for byte in places(whole_sweeps):
        play(desk, f"cut at byte {byte}", partial(fault, byte), nothing, tally)
    told(tally)


@pytest.mark.sweep
@pytest.mark.parametrize("trouble", Trouble)
def test_a_printer_that_gets_into_trouble_at_any_byte(desk: Desk, whole_sweeps: bool, trouble: Trouble) -> None:
    tally = Tally()
    for byte in places(whole_sweeps)[0 if whole_sweeps else 1 :]:
        play(desk, f"{trouble} at byte {byte}", partial(begins, trouble, byte), partial(ends, trouble), tally)
    told(tally)


@pytest.mark.sweep
def test_a_roll_that_ends_at_any_row(desk: Desk, whole_sweeps: bool) -> None:
    tally = Tally()
    for rows in range(0, 600, 20) if whole_sweeps else (0, 300):
        play(desk, f"{rows} rows left", partial(the_roll_ends, rows), partial(ends, Trouble.PAPER_OUT), tally)
    told(tally)


def unplugged(_device: Device, line: NetworkLine) -> None:
    """Nobody listens."""
    line.unplug()


def plugged(_device: Device, line: NetworkLine) -> None:
    """Somebody put the cable in again."""
    if line.is_unplugged:
        line.plug()


def held(turns_away: bool, _device: Device, line: NetworkLine) -> None:
    """Another till has the printer."""
    line.held, line.turns_away = True, turns_away


def let_go(_device: Device, line: NetworkLine) -> None:
    """The other till is done."""
    line.held = False


@pytest.mark.parametrize(
    ("fault", "mended"),
    [(unplugged, plugged), (partial(held, False), let_go), (partial(held, True), let_go)],
    ids=["unplugged", "another till's", "another till's, which turns ours away"],
)
def test_a_printer_that_was_there_and_is_not_prints_once_it_is_again(
    desk: Desk,
    fault: Callable[[Device, NetworkLine], object],
    mended: Callable[[Device, NetworkLine], object],
) -> None:
    tally = Tally()

    def answers_and_then(device: Device, line: NetworkLine) -> None:
        desk.shop.spooler.look("main")
        desk.wait(lambda: device.received > 0 and desk.shop.idle)
        desk.wait(lambda: device.at_rest)
        fault(device, line)

    play(desk, "not there", answers_and_then, mended, tally)
    assert (tally.wrong, dict(tally.outcomes)) == ([], {Outcome.FAILED_THEN_ONCE: 1})


@pytest.mark.sweep
def test_a_silent_printer_whose_connection_drops_at_any_byte(desk: Desk, whole_sweeps: bool) -> None:
    """It cannot be asked: what it took to its last byte counts as sent."""
    tally = Tally()

    def fault(byte: int, device: Device, line: NetworkLine) -> None:
        device.silent = True
        cut(byte, True, device, line)

    for byte in places(whole_sweeps):
        play(desk, f"silent, cut at byte {byte}", partial(fault, byte), nothing, tally)
    told(tally)


def pulled(byte: int, _device: Device, line: SerialLine) -> None:
    """The cable is pulled after so many bytes."""
    line.cut_after(byte)


def put_in(_device: Device, line: SerialLine) -> None:
    """And put in again."""
    if line.is_out:
        line.plug()


@pytest.mark.sweep
@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not Windows'")
def test_a_serial_cable_pulled_at_any_byte(desk: Desk, whole_sweeps: bool) -> None:
    tally = Tally()
    play(desk, "serial", nothing, nothing, tally, by_serial=True)
    assert dict(tally.outcomes) == {Outcome.CONFIRMED: 1}
    for byte in places(whole_sweeps)[:: 1 if whole_sweeps else 2]:
        play(desk, f"pulled at byte {byte}", partial(pulled, byte), put_in, tally, by_serial=True)
    told(tally)
