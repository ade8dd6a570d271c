"""Printers that need no network: the virtual one, a file, none at all; and the settings that choose one."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from printing.drawer import DRAWER_PULSE
from printing.picture import paint
from printing.printers.addresses import UsbIds, host_and_port, port_and_speed, usb_ids
from printing.printers.file import FilePrinter
from printing.printers.network import NetworkPrinter
from printing.printers.printer import Delivery, Health, InDoubtError, NoPrinter, Printer
from printing.printers.queue_printer import QueuePrinter
from printing.printers.serial_printer import SerialPrinter
from printing.printers.settings import PrinterSettings, checked, open_printer, same_device
from printing.printers.usb_printer import UsbPrinter
from printing.printers.virtual import VirtualPrinter
from tests.conftest import ROOT
from tests.printing import samples
from tests.stopwatch import Stopwatch


def picture() -> QImage:
    return paint(samples.slips("zh_tw")["receipt"], 384)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_two_virtual_printers_in_one_folder_keep_every_slip(tmp_path: Path) -> None:
    one, other = VirtualPrinter(tmp_path), VirtualPrinter(tmp_path)
    for printer in (one, other, one, other):
        printer.send(b"\x1b@", picture(), "receipt")
    assert len(names(tmp_path)) == 8


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        ("network", "10.0.0.9", " 10.0.0.9:9100 ", True),
        ("network", "Printer.local", "printer.local:9100", True),
        ("network", "10.0.0.9:9100", "10.0.0.9:9101", False),
        ("usb", "04b8:0e15", "04B8:0E15", True),
        ("usb", "04b8:0e15:X1", "04b8:0e15:X2", False),
        ("serial", "/dev/ttyUSB0", "/dev/ttyUSB0@115200", True),
        ("serial", "COM3", "COM4", False),
        ("queue", "Counter", "Counter ", True),
        ("file", "/dev/usb/lp0", "/dev/usb/lp1", False),
        ("network", "no address", "no address", False),
        ("virtual", "", "", False),
    ],
)
def test_one_device_is_known_however_its_address_is_written(kind: str, one: str, other: str, same: bool) -> None:
    assert same_device(PrinterSettings(kind, one), PrinterSettings(kind, other, 576)) is same
    assert not same_device(PrinterSettings(kind, one), PrinterSettings("none", other))


def test_the_virtual_printer_keeps_the_picture_and_the_exact_bytes(tmp_path: Path) -> None:
    printer = VirtualPrinter(tmp_path / "slips")
    printer.send(b"\x1b@one", picture(), "receipt A-000001")
    printer.send(b"\x1b@two", picture(), "會員卡 A/../000002")
    assert names(tmp_path / "slips") == [
        "000001-receipt_A-000001.bin",
        "000001-receipt_A-000001.png",
        "000002-會員卡_A_000002.bin",
        "000002-會員卡_A_000002.png",
    ]
    assert (tmp_path / "slips" / "000001-receipt_A-000001.bin").read_bytes() == b"\x1b@one"
    kept = QImage(str(tmp_path / "slips" / "000001-receipt_A-000001.png"))
    assert kept.convertToFormat(QImage.Format.Format_RGB32) == picture().convertToFormat(QImage.Format.Format_RGB32)


def test_the_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    VirtualPrinter(tmp_path).send(b"", picture(), "a")
    (tmp_path / "notes.txt").write_text("not a slip")
    VirtualPrinter(tmp_path).send(b"", picture(), "")
    assert "000002-slip.png" in names(tmp_path)


def test_of_a_slip_that_the_disk_had_no_room_for_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def no_room_for_pictures(path: Path, data: bytes) -> int:
        if path.suffix == ".png":
            write(path, data[:10])
            raise OSError(errno.ENOSPC, "no space left")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", no_room_for_pictures)
    printer = VirtualPrinter(tmp_path)
    for _ in range(2):
        with pytest.raises(KnownError):
            printer.send(b"x", picture(), "a")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "slips").write_text("a file")
    with pytest.raises(KnownError) as caught:
        VirtualPrinter(tmp_path / "slips").send(b"", picture(), "a")
    assert caught.value.key == "printer_folder_unwritable"


def test_a_slip_that_was_not_kept_does_not_take_a_number(tmp_path: Path) -> None:
    printer = VirtualPrinter(tmp_path / "slips")
    (tmp_path / "slips").write_text("a file")
    with pytest.raises(KnownError):
        printer.send(b"", picture(), "a")
    (tmp_path / "slips").unlink()
    printer.send(b"", picture(), "a")
    assert names(tmp_path / "slips") == ["000001-a.bin", "000001-a.png"]


def test_a_file_printer_writes_the_whole_job(tmp_path: Path, cache_folder: Path) -> None:
    job = bytes(range(256)) * 500
    printer = FilePrinter(tmp_path / "lp0", cache_folder)
    printer.send(b"earlier" * 100_000, picture(), "a")
    printer.send(job, picture(), "b")
    assert (tmp_path / "lp0").read_bytes() == job


def unwritable(tmp_path: Path) -> list[Path]:
    return [tmp_path, tmp_path / "missing" / "lp0", Path("/dev/full")]


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
def test_a_file_that_takes_no_bytes_is_named(tmp_path: Path, cache_folder: Path) -> None:
    for path in unwritable(tmp_path):
        with pytest.raises(KnownError) as caught:
            FilePrinter(path, cache_folder).send(b"x" * 100_000, picture(), "a")
        assert caught.value.key == "printer_file_unwritable"
        assert caught.value.facts == {"path": str(path)}
        # Only the device was opened, and took a part for all we know.
        assert isinstance(caught.value, InDoubtError) is (path == Path("/dev/full"))


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes")
def test_a_device_that_takes_no_more_is_given_up(tmp_path: Path, cache_folder: Path) -> None:
    os.mkfifo(tmp_path / "lp0")
    printer = FilePrinter(tmp_path / "lp0", cache_folder, stall_s=0.2)
    with pytest.raises(KnownError, match="printer_file_unwritable"):
        printer.send(b"nobody reads", picture(), "a")
    reader = os.open(tmp_path / "lp0", os.O_RDONLY | os.O_NONBLOCK)
    with Stopwatch() as watch, pytest.raises(InDoubtError, match="printer_timeout"):
        printer.send(b"x" * 1_000_000, picture(), "a")
    os.close(reader)
    assert watch.s < 2


@pytest.mark.skipif(sys.platform != "linux", reason="the length of a pipe")
def test_a_device_that_was_closed_too_early_would_forget_the_end_of_a_slip(tmp_path: Path, cache_folder: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    os.mkfifo(tmp_path / "lp0")
    reader = os.open(tmp_path / "lp0", os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4_096)
    with pytest.raises(InDoubtError, match="printer_timeout"):
        FilePrinter(tmp_path / "lp0", cache_folder, stall_s=0.2).send(b"the end", picture(), "a")
    os.close(reader)


def test_a_file_that_another_program_holds_is_busy(
    tmp_path: Path, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*args: object) -> int:
        raise OSError(errno.EBUSY, "Device or resource busy")

    monkeypatch.setattr(os, "open", opened)
    with pytest.raises(KnownError, match="printer_port_busy"):
        FilePrinter(tmp_path / "lp0", cache_folder).send(b"x", picture(), "a")


def test_the_drawer_opens_behind_the_last_job_of_a_file(tmp_path: Path, cache_folder: Path) -> None:
    printer = FilePrinter(tmp_path / "lp0", cache_folder)
    assert printer.send(b"job", picture(), "a") is Delivery.SENT
    printer.pulse(DRAWER_PULSE)
    assert (tmp_path / "lp0").read_bytes() == b"job" + DRAWER_PULSE
    assert printer.health() == Health(answers=False)


def test_a_file_that_cannot_be_written_is_not_well(tmp_path: Path, cache_folder: Path) -> None:
    for path in (tmp_path, tmp_path / "missing" / "lp0"):
        printer = FilePrinter(path, cache_folder)
        for ask in (printer.health, lambda printer=printer: printer.pulse(DRAWER_PULSE)):
            with pytest.raises(KnownError, match="printer_file_unwritable"):
                ask()


def test_the_virtual_printer_knows_that_a_slip_is_whole_and_has_no_drawer(tmp_path: Path) -> None:
    printer = VirtualPrinter(tmp_path)
    assert printer.send(b"", picture(), "a") is Delivery.CONFIRMED
    printer.pulse(DRAWER_PULSE)
    assert printer.health() == Health(answers=True)
    assert names(tmp_path) == ["000001-a.bin", "000001-a.png"]


def test_the_drawer_is_opened_by_a_command_of_its_own() -> None:
    # ESC p, pin 2, 50 ms on, 500 ms off.
    assert bytes([27, 112, 0, 25, 250]) == DRAWER_PULSE


def test_no_printer_takes_everything() -> None:
    assert NoPrinter().send(b"x", picture(), "a") is Delivery.SENT
    NoPrinter().pulse(DRAWER_PULSE)
    assert NoPrinter().health() == Health(answers=False)


IMPORTS = """
import logging, sys, threading
from pathlib import Path
from printing.printers import library
from printing.printers import file, finding, network, queue_printer, serial_printer, settings, usb_printer
dear = {"escpos", "serial", "usb", "libusb_package"}
assert not any(name.partition(".")[0] in dear for name in sys.modules)
library.network_transport(Path(sys.argv[1]))
library.file_transport(Path(sys.argv[1]))
library.serial_transport(Path(sys.argv[1]))
library.usb_transport(Path(sys.argv[1]))
library.windows_queue_transport(Path(sys.argv[1]))
assert logging.getLogger().handlers == []
"""


def test_the_library_leaves_no_handler_no_warning_and_no_folder_behind(tmp_path: Path) -> None:
    cache, temporary = tmp_path / "cache", tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-W", "error", "-c", IMPORTS, str(cache)]
    environment = {"PATH": "", "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(temporary.iterdir()) == []
    assert [path.suffix for path in cache.iterdir()] == [".pickle"]


def test_a_cache_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(KnownError) as caught:
        FilePrinter(tmp_path / "lp0", tmp_path / "cache").send(b"x", picture(), "a")
    assert caught.value.key == "printer_folder_unwritable"


@pytest.mark.parametrize(
    "settings", [PrinterSettings("laser"), PrinterSettings(width_dots=100), PrinterSettings(route="latin")]
)
def test_an_unknown_kind_width_or_route_is_refused(settings: PrinterSettings) -> None:
    with pytest.raises(KnownError) as caught:
        checked(settings)
    assert caught.value.key == "printer_settings_unreadable"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("192.168.1.50", ("192.168.1.50", 9100)),
        (" printer.local:9101 ", ("printer.local", 9101)),
        ("[fe80::1]:9102", ("fe80::1", 9102)),
        ("fe80::1", ("fe80::1", 9100)),
        ("[::1]", ("::1", 9100)),
    ],
)
def test_an_address_is_a_host_and_perhaps_a_port(address: str, target: tuple[str, int]) -> None:
    assert host_and_port(address) == target


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        ":9100",
        "host:",
        "host:0",
        "host:70000",
        "host:９１００",
        "a b",
        "http://host",
        "host/9",
        "192.168.1..50",
        "192.168.1.",
        "192.168.1",
        "999.1.1.1",
        "192.168.1.50.9100",
        "１９２.168.1",
        "１２７.０.０.１：9",
        "192．168．1．50",
        "192。168。1。50",
        "fe80::1::2",
    ],
)
def test_an_address_that_leads_nowhere_is_refused_when_it_is_set(address: str) -> None:
    with pytest.raises(KnownError) as caught:
        checked(PrinterSettings("network", address))
    assert caught.value.key == "printer_address_wrong"


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        (PrinterSettings("virtual"), VirtualPrinter),
        (PrinterSettings("file", "/dev/usb/lp0"), FilePrinter),
        (PrinterSettings("network", "localhost"), NetworkPrinter),
        (PrinterSettings("usb", "04b8:0e15"), UsbPrinter),
        (PrinterSettings("serial", "/dev/ttyUSB0@115200", 576, "big5"), SerialPrinter),
        (PrinterSettings("queue", "receipts"), QueuePrinter),
        (PrinterSettings("none"), NoPrinter),
    ],
)
def test_the_settings_choose_the_printer(settings: PrinterSettings, kind: type[Printer], tmp_path: Path) -> None:
    assert isinstance(open_printer(settings, tmp_path), kind)


@pytest.mark.parametrize("kind", ["file", "queue"])
def test_a_printer_without_its_name_is_refused(kind: str) -> None:
    with pytest.raises(KnownError) as caught:
        open_printer(PrinterSettings(kind, " "), Path())
    assert caught.value.key == "printer_address_wrong"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/dev/ttyUSB0@115200", ("/dev/ttyUSB0", 115_200)),
        ("COM3@9600", ("COM3", 9_600)),
        (" COM12 ", ("COM12", 9_600)),
    ],
)
def test_a_serial_address_is_a_port_and_perhaps_a_speed(address: str, target: tuple[str, int]) -> None:
    assert port_and_speed(address) == target


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("04b8:0e15", UsbIds(0x04B8, 0x0E15)),
        (" 04B8:0E15:J5KF:1 ", UsbIds(0x04B8, 0x0E15, "J5KF:1")),
    ],
)
def test_a_usb_address_is_its_ids_and_perhaps_a_serial(address: str, ids: UsbIds) -> None:
    assert usb_ids(address) == ids
    assert usb_ids(str(ids)) == ids


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("usb", ""),
        ("usb", "04b8"),
        ("usb", "4b8:e15"),
        ("usb", "04b8:0e15:"),
        ("usb", "04b8:0e1g"),
        ("serial", ""),
        ("serial", "@9600"),
        ("serial", "COM3@"),
        ("serial", "COM3@9601"),
        ("serial", "COM3@９６００"),
    ],
)
def test_an_address_that_its_kind_cannot_have_is_refused(kind: str, address: str) -> None:
    with pytest.raises(KnownError, match="printer_address_wrong"):
        checked(PrinterSettings(kind, address))
