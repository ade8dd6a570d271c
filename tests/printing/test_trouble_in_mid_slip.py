"""Trouble in the middle of a slip is named while it lasts, and a slip that met it is never called confirmed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from printing.document import Cut, Document, Text
from printing.printers.conversation import Limits
from printing.printers.line_printer import LinePrinter
from printing.printers.network import NetworkPrinter
from printing.printers.pieces import in_parts
from printing.printers.printer import Delivery, Health, InDoubtError
from printing.printers.serial_printer import SerialPrinter
from printing.render import render
from tests.printing.printed import rows_of
from tests.printing.simulator.device import Device, Job, Trouble
from tests.printing.simulator.lines import NetworkLine, SerialLine
from tests.stopwatch import Stopwatch

WIDTH, PACE = 384, 8_000
STATUS = b"\x10\x04\x01"
SLIP = Document("receipt", "zh_tw", (*(Text(f"拿鐵咖啡 {number}") for number in range(30)), Cut()))


@pytest.fixture
def device(qapp: Any) -> Device:
    """As slow as printers are."""
    made = Device(WIDTH)
    made.bytes_a_second = PACE
    return made


@pytest.fixture(params=["network", "serial"])
def printer(
    request: pytest.FixtureRequest, device: Device, cache_folder: Path, tmp_path: Path
) -> Iterator[LinePrinter]:
    """One that was never spoken to."""
    line = NetworkLine(device) if request.param == "network" else SerialLine(device, tmp_path / "ports")
    if isinstance(line, NetworkLine):
        yield NetworkPrinter("127.0.0.1", line.port, cache_folder=cache_folder)
    else:
        yield SerialPrinter(str(line.path), 115_200, cache_folder=cache_folder)
    line.close()


def send(printer: LinePrinter) -> Delivery:
    return printer.send(render(SLIP, WIDTH).data, QImage(), "receipt")


@pytest.mark.parametrize(
    ("trouble", "key"),
    [
        (Trouble.PAPER_OUT, "printer_paper_out"),
        (Trouble.COVER_OPEN, "printer_cover_open"),
        (Trouble.OFFLINE, "printer_offline"),
    ],
)
def test_trouble_in_the_middle_is_named_within_two_seconds_of_it(
    printer: LinePrinter, device: Device, trouble: Trouble, key: str
) -> None:
    watch, began = Stopwatch(), list[float]()

    def begin() -> None:
        device.begin(trouble)
        began.append(watch.s)

    device.after(6_000, begin)
    with watch, pytest.raises(InDoubtError, match=key):
        send(printer)
    assert watch.s - began[0] < 2


def test_a_slip_in_two_halves_is_a_question_though_the_new_roll_was_quick(printer: LinePrinter, device: Device) -> None:
    def end_of_the_roll() -> None:
        device.begin(Trouble.PAPER_OUT)
        threading.Timer(1.2, device.end, [Trouble.PAPER_OUT]).start()

    device.after(6_000, end_of_the_roll)
    with pytest.raises(InDoubtError, match="printer_paper_out"):
        send(printer)


def test_a_printer_that_stands_still_is_told_of_before_it_is_given_up(printer: LinePrinter, device: Device) -> None:
    watch, began = Stopwatch(), list[float]()
    told: list[tuple[float, Health | None]] = []
    printer.told = lambda health: told.append((watch.s, health))

    def begin() -> None:
        began.append(watch.s)
        device.begin(Trouble.STALLED)

    device.after(6_000, begin)
    with watch, pytest.raises(InDoubtError, match="printer_timeout"):
        send(printer)
    stood_still = [at for at, health in told if health is None]
    assert stood_still
    assert stood_still[0] - began[0] < 2


def test_a_slow_line_is_no_printer_that_stands_still(
    device: Device, cache_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """9600 baud: what was written before a question takes longer than an answer may."""
    device.bytes_a_second = 960
    line = SerialLine(device, tmp_path / "ports")
    patient = Limits(answer_s=30, still_s=30, stall_s=30, done_s=30, settle_s=30)
    printer = SerialPrinter(str(line.path), 9_600, cache_folder=cache_folder, limits=patient)
    came: list[bytes] = []
    take = device.receive

    def keep(job: Job, data: bytes) -> None:
        came.append(data)
        take(job, data)

    monkeypatch.setattr(device, "receive", keep)
    told: list[Health | None] = []
    printer.told = told.append
    short = Document("receipt", "zh_tw", (*(Text(f"拿鐵咖啡 {number}") for number in range(9)), Cut()))
    try:
        data = render(short, WIDTH).data
        assert len(data) > 3_000
        assert printer.send(data, QImage(), "receipt") is Delivery.CONFIRMED
    finally:
        line.close()
    assert told == [Health(True, False)]
    between = b"".join(came).split(STATUS)[1:-1]
    limits = Limits()
    assert limits.answer_s < max(map(len, between)) / 960 < limits.still_s


def test_questions_in_the_middle_leave_no_dot_on_the_paper(printer: LinePrinter, device: Device) -> None:
    device.bytes_a_second = 0
    assert send(printer) is Delivery.CONFIRMED
    assert device.errors == []
    (slip,) = device.slips
    assert slip.paper.rows == rows_of(render(SLIP, WIDTH).picture, WIDTH)


def test_what_a_printer_says_of_its_paper_before_a_slip_is_told(printer: LinePrinter, device: Device) -> None:
    device.bytes_a_second = 0
    told: list[Health | None] = []
    printer.told = told.append
    device.paper_low = True
    send(printer)
    device.paper_low = False
    send(printer)
    assert told == [Health(True, True), Health(True)]


def test_a_picture_is_parted_between_its_rows_and_nothing_else_is() -> None:
    dots = bytes(range(256)) * 3
    picture = b"\x1dv0\0" + (8).to_bytes(2, "little") + (96).to_bytes(2, "little") + dots
    letters = b"\x1b@" + b"\xa4\xa4" * 300
    parts = list(in_parts(letters + picture + b"\x1dVB\0", 256))
    assert parts[0] == letters
    assert parts[-1] == b"\x1dVB\0"
    assert all(len(part) <= 256 for part in parts[1:])
    assert b"".join(part[8:] for part in parts[1:-1]) == dots
    assert sum(int.from_bytes(part[6:8], "little") for part in parts[1:-1]) == 96
    assert b"".join(in_parts(picture[:40], 256)) == picture[:40]
