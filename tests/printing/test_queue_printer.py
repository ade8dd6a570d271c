"""Queues of the system: CUPS by stand-ins for its two commands, Windows by a stand-in for pywin32."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from loyalty.words import LANGUAGES, Words
from printing.drawer import DRAWER_PULSE
from printing.printers import library, queue_printer
from printing.printers.printer import Delivery, Health, InDoubtError
from printing.printers.queue_printer import CupsQueue, WindowsQueue
from tests.stopwatch import Stopwatch

JOB = b"\x1b@" + bytes(range(256)) * 40
IDLE = "printer receipts is idle.  enabled since Sun 22 Nov 2026\n"
STOPPED = "printer receipts disabled since Sun 22 Nov 2026 -\n\tPaused\n"


def failures(printer: CupsQueue | WindowsQueue, in_doubt: bool = False) -> set[str]:
    keys = set()
    for way in (lambda: printer.send(JOB, QImage(), "receipt A-000001"), lambda: printer.pulse(DRAWER_PULSE)):
        with pytest.raises(KnownError) as caught:
            way()
        assert isinstance(caught.value, InDoubtError) is in_doubt
        for language in LANGUAGES:
            assert Words(language)(f"error.{caught.value.key}", **caught.value.facts)
        keys.add(caught.value.key)
    return keys


Commands = Callable[..., None]


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Puts an `lp` and an `lpstat` on the path that say and return what they are told; what `lp` got is kept."""
    if sys.platform == "win32":
        pytest.skip("Windows has no CUPS")
    monkeypatch.setenv("PATH", str(tmp_path))

    def write(name: str, script: str) -> None:
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)

    def put(lpstat: str = f"echo '{IDLE}'", lp: str = "") -> None:
        write("lpstat", lpstat)
        write("lp", lp or f'/bin/cat > "{tmp_path}/got"; echo "$@" > "{tmp_path}/arguments"; echo "$LC_ALL" >&2')

    return put


def test_a_job_goes_to_the_queue_raw_and_whole(commands: Commands, tmp_path: Path) -> None:
    commands()
    printer = CupsQueue("receipts")
    assert printer.health() == Health(answers=False)
    assert printer.send(JOB, QImage(), "receipt A-000001") is Delivery.SENT
    assert (tmp_path / "got").read_bytes() == JOB
    assert (tmp_path / "arguments").read_text() == "-d receipts -t receipt A-000001 -o raw\n"
    printer.pulse(DRAWER_PULSE)
    assert (tmp_path / "got").read_bytes() == DRAWER_PULSE


@pytest.mark.parametrize(
    ("lpstat", "key"),
    [
        ("echo 'lpstat: Invalid destination name in list \"receipts\".' >&2; exit 1", "printer_queue_missing"),
        (f"echo '{STOPPED}'", "printer_queue_stopped"),
        ("echo 'lpstat: Unable to connect to server' >&2; exit 1", "printer_queues_unavailable"),
        ("echo 'lpstat: Scheduler is not running.' >&2; exit 1", "printer_queues_unavailable"),
        ("exec /bin/sleep 30", "printer_queues_unavailable"),
    ],
)
def test_a_queue_that_does_not_print_is_named_within_two_seconds(commands: Commands, lpstat: str, key: str) -> None:
    commands(lpstat=lpstat)
    with Stopwatch() as watch, pytest.raises(KnownError, match=key):
        CupsQueue("receipts").health()
    assert watch.s < 2
    if "sleep" not in lpstat:
        assert failures(CupsQueue("receipts")) == {key}


def test_a_computer_without_cups_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert failures(CupsQueue("receipts")) == {"printer_queues_unavailable"}
    with pytest.raises(KnownError, match="printer_queues_unavailable"):
        queue_printer.cups_queues()


def test_a_job_that_cups_refuses_has_not_printed(commands: Commands) -> None:
    commands(lp="echo 'lp: Destination \"receipts\" is not accepting jobs.' >&2; exit 1")
    assert failures(CupsQueue("receipts")) == {"printer_queue_refused"}


def test_a_command_that_does_not_end_is_a_doubt(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_printer, "_HAND_OVER_S", 0.2)
    commands(lp="exec /bin/sleep 30")
    with Stopwatch() as watch:
        assert failures(CupsQueue("receipts"), in_doubt=True) == {"printer_timeout"}
    assert watch.s < 10


def test_the_names_of_the_queues_are_read(commands: Commands) -> None:
    commands(lpstat="echo receipts; echo kitchen_80")
    assert queue_printer.cups_queues() == ("receipts", "kitchen_80")


class Windows:
    """pywin32's win32print with one printer."""

    error = type("error", (Exception,), {})

    def __init__(self, status: int = 0, attributes: int = 0, fails: str = "") -> None:
        self.known = {"Status": status, "Attributes": attributes}
        self.fails = fails
        self.handles = 0

    def OpenPrinter(self, name: str) -> int:
        if name != "Receipts":
            raise self.error(1801, "OpenPrinter", "The printer name is invalid.")
        self.handles += 1
        return 7

    def GetPrinter(self, handle: int, level: int) -> dict[str, int]:
        assert (handle, level) == (7, 2)
        return self.known

    def ClosePrinter(self, handle: int) -> None:
        self.handles -= 1


class Raw:
    """python-escpos' Win32Raw: its calls in their order."""

    def __init__(self, windows: Windows, queue: str) -> None:
        self.windows = windows
        self.queue = queue
        self.device: Any = None
        self.done: list[object] = []

    def open(self, job_name: str, raise_not_found: bool) -> None:
        self.device = None if self.windows.fails == "open" else 7
        self.done.append(job_name)

    def _raw(self, data: bytes) -> None:
        if self.windows.fails == "write":
            raise self.windows.error(6, "WritePrinter", "The handle is invalid.")
        self.done.append(data)

    def close(self) -> None:
        self.done.append("closed")


def windows_queue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, windows: Windows, made: list[Raw]) -> WindowsQueue:
    def transport(queue: str) -> Raw:
        made.append(Raw(windows, queue))
        return made[-1]

    monkeypatch.setattr(library, "win32print", lambda: windows)
    monkeypatch.setattr(library, "windows_queue_transport", lambda cache_folder: transport)
    return WindowsQueue("Receipts", tmp_path)


def test_a_job_goes_through_the_spooler_of_windows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    windows, made = Windows(), list[Raw]()
    printer = windows_queue(monkeypatch, tmp_path, windows, made)
    assert printer.health() == Health(answers=False)
    assert printer.send(JOB, QImage(), "receipt A-000001") is Delivery.SENT
    assert made[0].done == ["receipt A-000001", JOB, "closed"]
    assert windows.handles == 0


@pytest.mark.parametrize(
    ("windows", "key"),
    [
        (Windows(status=0x10), "printer_paper_out"),
        (Windows(status=0x400000), "printer_cover_open"),
        (Windows(status=0x80), "printer_offline"),
        (Windows(attributes=0x400), "printer_offline"),
        (Windows(status=0x2), "printer_faulty"),
        (Windows(status=0x1), "printer_queue_stopped"),
        (Windows(fails="open"), "printer_queue_refused"),
    ],
)
def test_what_windows_knows_of_a_printer_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, windows: Windows, key: str
) -> None:
    assert failures(windows_queue(monkeypatch, tmp_path, windows, [])) == {key}


def test_a_printer_that_was_taken_from_windows_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    printer = windows_queue(monkeypatch, tmp_path, Windows(), [])
    printer.queue = "Kitchen"
    assert failures(printer) == {"printer_queue_missing"}


def test_a_spooler_that_fails_in_the_middle_is_a_doubt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    printer = windows_queue(monkeypatch, tmp_path, Windows(fails="write"), [])
    assert failures(printer, in_doubt=True) == {"printer_queue_refused"}


def test_each_system_has_its_own_queues(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert isinstance(queue_printer.queue_printer("Receipts", tmp_path), CupsQueue)
    monkeypatch.setattr(queue_printer, "sys", SimpleNamespace(platform="win32"))
    assert isinstance(queue_printer.queue_printer("Receipts", tmp_path), WindowsQueue)


def test_no_shell_reads_the_name_of_a_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def run(command: object, **options: object) -> None:
        seen.append((command, options.get("shell", False)))
        raise FileNotFoundError

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(KnownError):
        CupsQueue("x; touch y").health()
    assert seen == [(["lpstat", "-p", "x; touch y"], False)]
