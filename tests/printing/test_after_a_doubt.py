"""A printer that was left in the middle of a slip, or in trouble: nothing of it is eaten, printed or opened later."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from printing.document import Cut, Document, Text
from printing.drawer import DRAWER_PULSE
from printing.printers.network import NetworkPrinter
from printing.printers.printer import Delivery, InDoubtError
from printing.render import render
from tests.printing.fault_case import QUICK, WIDTH
from tests.printing.printed import rows_of
from tests.printing.simulator.device import Device, Trouble
from tests.printing.simulator.lines import NetworkLine

SLIP = Document("receipt", "zh_tw", (*(Text(f"拿鐵咖啡 {number}") for number in range(30)), Cut()))


@pytest.fixture
def device(qapp: Any) -> Device:
    """A printer that waits for the rest of a picture on the next connection."""
    made = Device(WIDTH)
    made.keeps_halves = True
    return made


@pytest.fixture
def line(device: Device) -> Iterator[NetworkLine]:
    """Its port."""
    made = NetworkLine(device)
    yield made
    made.close()


def printer(line: NetworkLine, cache: Path) -> NetworkPrinter:
    return NetworkPrinter("127.0.0.1", line.port, cache_folder=cache, limits=QUICK)


def rest(device: Device) -> None:
    deadline = time.monotonic() + 5
    while not device.at_rest:
        assert time.monotonic() < deadline
        time.sleep(0.005)


def send(printer: NetworkPrinter, device: Device, name: str = "receipt") -> Delivery:
    try:
        return printer.send(render(SLIP, WIDTH).data, QImage(), name)
    finally:
        rest(device)


def break_off(printer: NetworkPrinter, device: Device, line: NetworkLine, name: str = "receipt") -> None:
    line.cut_after(len(render(SLIP, WIDTH).data) // 2, True)
    with pytest.raises(InDoubtError):
        send(printer, device, name)


def whole_slips(device: Device) -> int:
    rows = rows_of(render(SLIP, WIDTH).picture, WIDTH)
    return sum(piece.whole and piece.paper.rows == rows for piece in device.slips)


@pytest.mark.parametrize("restarted", [False, True])
def test_a_printer_that_cannot_be_asked_prints_the_slip_after_a_broken_one_whole(
    device: Device, line: NetworkLine, cache_folder: Path, restarted: bool
) -> None:
    device.silent = True
    first = printer(line, cache_folder)
    break_off(first, device, line)
    assert send(printer(line, cache_folder) if restarted else first, device) is Delivery.SENT
    assert whole_slips(device) == 1


def test_the_slip_after_a_test_page_that_broke_off_is_whole(
    device: Device, line: NetworkLine, cache_folder: Path
) -> None:
    in_use, tried = printer(line, cache_folder), printer(line, cache_folder)
    assert send(in_use, device) is Delivery.CONFIRMED
    break_off(tried, device, line, "test_page")
    assert send(in_use, device) is Delivery.CONFIRMED
    assert whole_slips(device) == 2


def test_nothing_is_sent_before_a_slip_while_all_went_well(
    device: Device, line: NetworkLine, cache_folder: Path
) -> None:
    device.silent = True
    ours = printer(line, cache_folder)
    lengths = []
    for _ in range(2):
        before = device.received
        send(ours, device)
        lengths.append(device.received - before)
    assert lengths[0] == lengths[1] < len(render(SLIP, WIDTH).data) + 10


def test_a_drawer_that_was_said_to_stay_shut_does_not_open_once_the_trouble_is_over(
    device: Device, line: NetworkLine, cache_folder: Path
) -> None:
    ours = printer(line, cache_folder)
    ours.health()
    device.begin(Trouble.COVER_OPEN)
    with pytest.raises(KnownError, match="printer_cover_open"):
        ours.pulse(DRAWER_PULSE)
    device.end(Trouble.COVER_OPEN)
    rest(device)
    assert device.pulses == []
    ours.pulse(DRAWER_PULSE)
    rest(device)
    assert len(device.pulses) == 1
