"""The serial printer on a pseudo-terminal: the port itself, a slow line, a cable pulled out, a printer that is busy."""

from __future__ import annotations

import errno
import fcntl
import os
import termios
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from serial import Serial

from loyalty.errors import KnownError
from loyalty.words import LANGUAGES, Words
from printing.drawer import DRAWER_PULSE
from printing.printers import library
from printing.printers.conversation import Limits
from printing.printers.printer import Delivery, Health, InDoubtError
from printing.printers.serial_printer import SerialPrinter
from tests.printing.fake_printer import FakeSerialPrinter, Manners
from tests.stopwatch import Stopwatch

JOB = b"\x1b@" + bytes(range(256)) * 40
# Whoever answers is waited for as long as it takes; a silence is waited for no longer than a test has time for.
PATIENT = Limits(connect_s=30, answer_s=30, stall_s=30, done_s=30, ask_again_s=0.1, settle_s=30, still_s=30)
SHORT = Limits(connect_s=0.5, answer_s=0.2, stall_s=0.3, done_s=0.3, ask_again_s=0.1, settle_s=0.2, still_s=0.3)


def serial(path: str, cache_folder: Path, speed: int = 115_200, limits: Limits = PATIENT) -> SerialPrinter:
    return SerialPrinter(path, speed, cache_folder=cache_folder, limits=limits)


def send(printer: SerialPrinter, job: bytes = JOB) -> Delivery:
    return printer.send(job, QImage(), "receipt A-000001")


def ways(printer: SerialPrinter) -> list[Callable[[], object]]:
    return [printer.health, lambda: send(printer), lambda: printer.pulse(DRAWER_PULSE)]


def failures(printer: SerialPrinter, name: str) -> set[str]:
    """The keys of every way's error, each of which says where in both languages and is no doubt."""
    keys = set()
    for way in ways(printer):
        with pytest.raises(KnownError) as caught:
            way()
        assert not isinstance(caught.value, InDoubtError)
        for language in LANGUAGES:
            assert name in Words(language)(f"error.{caught.value.key}", **caught.value.facts)
        keys.add(caught.value.key)
    return keys


def test_a_slow_line_is_given_the_time_that_its_bytes_take(
    fake_serial_printer: FakeSerialPrinter, cache_folder: Path
) -> None:
    fake_serial_printer.listener.manners = Manners(bytes_per_second=9_600)
    limits = replace(PATIENT, stall_s=0.5, done_s=0.3)
    printer = serial(fake_serial_printer.path, cache_folder, 38_400, limits)
    started = time.monotonic()
    assert send(printer) is Delivery.CONFIRMED
    # Longer than the limits of whoever takes no more or does not get done; the bytes have their own time.
    assert time.monotonic() - started > 1
    assert fake_serial_printer.got.count(JOB) == 1


def test_a_wire_that_drops_is_not_heard_as_a_byte(fake_serial_printer: FakeSerialPrinter, cache_folder: Path) -> None:
    with serial(fake_serial_printer.path, cache_folder).line(1.0) as line:
        heard = termios.tcgetattr(line._port.fd)[0]
    # A 0 is what a printer says that has printed everything; a break or a bad frame would come as one.
    assert heard & termios.IGNBRK
    assert heard & termios.IGNPAR


def test_a_missing_port_is_named(cache_folder: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "ttyUSB0")
    assert failures(serial(path, cache_folder), path) == {"printer_port_missing"}


def test_a_file_that_is_no_port_is_named(cache_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    assert failures(serial(str(path), cache_folder), str(path)) == {"printer_port_missing"}
    assert path.read_text() == "mine"


def test_a_port_that_another_program_has_is_busy(fake_serial_printer: FakeSerialPrinter, cache_folder: Path) -> None:
    path = fake_serial_printer.path
    with Serial(path, exclusive=True):
        assert failures(serial(path, cache_folder), path) == {"printer_port_busy"}
    assert send(serial(path, cache_folder)) is Delivery.CONFIRMED


def test_a_printer_keeps_other_programs_out_while_it_prints(
    fake_serial_printer: FakeSerialPrinter, cache_folder: Path
) -> None:
    with serial(fake_serial_printer.path, cache_folder).line(0.5):
        other = os.open(fake_serial_printer.path, os.O_RDWR | os.O_NOCTTY) if os.geteuid() == 0 else None
        if other is None:
            with pytest.raises(OSError, match="busy"):
                os.open(fake_serial_printer.path, os.O_RDWR | os.O_NOCTTY)
            return
        # The system lets root in, but says that the port is taken.
        with pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(other)


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "printer_port_forbidden"),
        (OSError(errno.EBUSY, "Device or resource busy"), "printer_port_busy"),
        (OSError(errno.EIO, "Input/output error"), "printer_port_missing"),
        (termios.error(errno.EIO, "Input/output error"), "printer_port_missing"),
        (ValueError("Not a valid baudrate"), "printer_port_missing"),
    ],
)
def test_why_a_port_does_not_open_is_told(
    error: Exception, key: str, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*args: object) -> None:
        raise error

    monkeypatch.setattr(library, "serial_port", opened)
    assert failures(serial("/dev/ttyUSB0", cache_folder), "/dev/ttyUSB0") == {key}


def test_a_cable_pulled_out_during_the_job_is_a_doubt(
    fake_serial_printer: FakeSerialPrinter, cache_folder: Path
) -> None:
    fake_serial_printer.listener.manners = Manners(reads_until=5_000)

    def pull_in_the_middle() -> None:
        while len(fake_serial_printer.got) < 5_000:
            time.sleep(0.005)
        fake_serial_printer.unplug()

    pull = threading.Thread(target=pull_in_the_middle)
    pull.start()
    with pytest.raises(InDoubtError, match="printer_dropped"):
        send(serial(fake_serial_printer.path, cache_folder), JOB * 20)
    pull.join()


def test_a_cable_pulled_out_between_jobs_is_a_missing_port(
    fake_serial_printer: FakeSerialPrinter, cache_folder: Path
) -> None:
    printer = serial(fake_serial_printer.path, cache_folder)
    assert printer.health() == Health(answers=True)
    fake_serial_printer.unplug()
    assert failures(printer, fake_serial_printer.path) == {"printer_port_missing"}


def test_a_printer_that_takes_no_more_is_given_up_in_time_and_the_port_closed_at_once(
    fake_serial_printer: FakeSerialPrinter, cache_folder: Path
) -> None:
    fake_serial_printer.listener.manners = Manners(reads_until=5_000)
    with Stopwatch() as watch, pytest.raises(InDoubtError, match="printer_timeout"):
        send(serial(fake_serial_printer.path, cache_folder, limits=SHORT), JOB * 20)
    assert watch.s < 3


class Wires:
    """A port whose printer shows on its wires whether it takes anything."""

    def __init__(self) -> None:
        self.dsr = self.cts = True
        self.in_waiting = self.out_waiting = 0
        self.write_timeout = self.timeout = 0.0
        self.taken: list[tuple[bytes, bool]] = []
        self.fd = -1

    def write(self, data: bytes) -> None:
        self.taken.append((data, self.dsr))

    def read(self, size: int) -> bytes:
        return b""

    def reset_output_buffer(self) -> None:
        raise termios.error(errno.EIO, "Input/output error")

    def close(self) -> None:
        self.taken.append((b"closed", self.dsr))


def test_a_busy_printer_is_waited_for_and_asked_all_the_same(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = Wires()
    monkeypatch.setattr(library, "serial_port", lambda *args: port)
    for done_to_a_port in ("_keep_to_ourselves", "_hear_no_breaks"):
        monkeypatch.setattr(f"printing.printers.serial_printer.{done_to_a_port}", lambda port: None)
    with serial("COM3", cache_folder).line(0.5) as line:
        line.write(b"job 1", 0.2)
        port.dsr = False
        line.write(b"\x10\x04\x01", 0.2)
        with pytest.raises(TimeoutError):
            line.write(b"job 2", 0.1)
        ready = threading.Timer(0.1, lambda: setattr(port, "dsr", True))
        ready.start()
        line.write(b"job 3", 30)
        ready.join()
    assert port.taken == [(b"job 1", True), (b"\x10\x04\x01", False), (b"job 3", True), (b"closed", True)]
