"""The USB printer on a bus in memory: what is claimed, what is given back, and every failure in words."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from loyalty.words import LANGUAGES, Words
from printing.drawer import DRAWER_PULSE
from printing.printers import library
from printing.printers.addresses import UsbIds
from printing.printers.conversation import Limits
from printing.printers.printer import Delivery, Health, InDoubtError
from printing.printers.usb_printer import UsbPrinter
from tests.printing.fake_printer import PAPER_OUT, PAPER_QUESTION, QUESTION, Manners
from tests.printing.fake_usb import FakeBus, FakeUsbPrinter
from tests.stopwatch import Stopwatch

JOB = b"\x1b@" + bytes(range(256)) * 40
BEFORE = b"".join(QUESTION + bytes([question]) for question in (1, 2, 4))
LIMITS = Limits(connect_s=0.5, answer_s=0.2, stall_s=0.2, done_s=0.2, ask_again_s=0.1, settle_s=0.2)
IDS = UsbIds(0x04B8, 0x0E15)


def usb(cache_folder: Path, *devices: FakeUsbPrinter, ids: UsbIds = IDS) -> UsbPrinter:
    return UsbPrinter(ids, cache_folder=cache_folder, limits=LIMITS, backend=FakeBus(*devices))


def send(printer: UsbPrinter, job: bytes = JOB) -> Delivery:
    return printer.send(job, QImage(), "receipt A-000001")


def test_a_job_is_confirmed_and_the_printer_given_back_to_its_driver(cache_folder: Path) -> None:
    device = FakeUsbPrinter()
    printer = usb(cache_folder, device)
    assert [send(printer), send(printer)] == [Delivery.CONFIRMED] * 2
    assert device.got == BEFORE + PAPER_QUESTION + JOB + PAPER_QUESTION + BEFORE + JOB + PAPER_QUESTION
    assert (device.claimed, device.driver, device.opened) == (False, True, 0)
    assert "configure" not in device.calls


def test_a_printer_without_a_configuration_gets_one(cache_folder: Path) -> None:
    device = FakeUsbPrinter(configured=False, driver=False)
    assert send(usb(cache_folder, device)) is Delivery.CONFIRMED
    assert "configure" in device.calls


def test_a_printer_that_only_listens_is_sent_to_without_waiting(cache_folder: Path) -> None:
    device = FakeUsbPrinter(answers=False, protocol=1)
    printer = usb(cache_folder, device)
    with Stopwatch() as watch:
        assert send(printer) is Delivery.SENT
        assert printer.health() == Health(answers=False)
    assert "read" not in device.calls
    assert watch.s < 1


def test_the_setting_that_takes_plain_bytes_is_chosen(cache_folder: Path) -> None:
    device = FakeUsbPrinter(alternate=1)
    assert send(usb(cache_folder, device)) is Delivery.CONFIRMED
    assert "alternate 1" in device.calls


def test_a_printer_of_its_makers_own_class_prints_too(cache_folder: Path) -> None:
    assert send(usb(cache_folder, FakeUsbPrinter(interface_class=0xFF, protocol=0))) is Delivery.CONFIRMED


def test_two_of_a_make_are_told_apart_by_their_serial(cache_folder: Path) -> None:
    first, second = FakeUsbPrinter(), FakeUsbPrinter(texts=("EPSON", "TM-T20II", "OTHER"))
    send(usb(cache_folder, first, second, ids=UsbIds(0x04B8, 0x0E15, "OTHER")))
    assert (first.got, JOB in second.got) == (b"", True)


def test_answers_in_large_packets_are_read_whole(cache_folder: Path) -> None:
    device = FakeUsbPrinter(packet_bytes=512)
    device.listener.manners = Manners(before_answers=b"\x11\x13" * 30)
    assert send(usb(cache_folder, device)) is Delivery.CONFIRMED


def test_the_drawer_opens(cache_folder: Path) -> None:
    device = FakeUsbPrinter()
    usb(cache_folder, device).pulse(DRAWER_PULSE)
    assert device.got == DRAWER_PULSE + BEFORE


def test_what_the_printer_says_of_itself_is_raised(cache_folder: Path) -> None:
    device = FakeUsbPrinter()
    device.listener.manners = Manners(answers=PAPER_OUT)
    for ask in (usb(cache_folder, device).health, lambda: send(usb(cache_folder, device))):
        with pytest.raises(KnownError, match="printer_paper_out"):
            ask()
    assert (device.driver, device.opened) == (True, 0)


@pytest.mark.parametrize(
    ("fails", "key"),
    [
        ({"open": errno.EACCES}, "printer_usb_forbidden"),
        ({"open": errno.ENODEV}, "printer_usb_missing"),
        ({"open": 0}, "printer_usb_driver"),
        ({"driver?": errno.EACCES}, "printer_usb_forbidden"),
        ({"claim": errno.EBUSY}, "printer_usb_busy"),
        ({"detach": errno.EBUSY}, "printer_usb_busy"),
        ({"write": errno.ENODEV}, "printer_usb_missing"),
        ({"read": errno.EIO}, "printer_usb_missing"),
    ],
)
def test_a_printer_that_cannot_be_had_is_named_and_let_go(fails: dict[str, int], key: str, cache_folder: Path) -> None:
    device = FakeUsbPrinter(fails=fails)
    printer = usb(cache_folder, device)
    for ask in (printer.health, lambda: send(printer), lambda: printer.pulse(DRAWER_PULSE)):
        with pytest.raises(KnownError) as caught:
            ask()
        assert (caught.value.key, isinstance(caught.value, InDoubtError)) == (key, False)
        for language in LANGUAGES:
            assert "04b8:0e15" in Words(language)(f"error.{key}", **caught.value.facts)
    assert (JOB in device.got, device.opened, device.driver) == (False, 0, True)


def test_the_rule_that_opens_usb_to_this_account_is_said_whole() -> None:
    for language in LANGUAGES:
        said = Words(language)("error.printer_usb_forbidden", address="04b8:0e15", vendor="04b8")
        assert 'SUBSYSTEM=="usb", ATTR{idVendor}=="04b8", MODE="0666"' in said


def test_a_device_that_is_not_there_is_named(cache_folder: Path) -> None:
    others = FakeUsbPrinter(product=1), FakeUsbPrinter(interface_class=8)
    for printer in (usb(cache_folder, *others), usb(cache_folder)):
        with pytest.raises(KnownError, match="printer_usb_missing"):
            printer.health()


def test_a_serial_that_may_not_be_read_is_a_matter_of_rights(cache_folder: Path) -> None:
    device = FakeUsbPrinter(fails={"open": errno.EACCES})
    with pytest.raises(KnownError, match="printer_usb_forbidden"):
        usb(cache_folder, device, ids=UsbIds(0x04B8, 0x0E15, "J5KF012345")).health()


def test_a_cable_pulled_out_during_the_job_is_a_doubt(cache_folder: Path) -> None:
    device = FakeUsbPrinter()
    printer = usb(cache_folder, device)
    send(printer)

    class Pulled(Manners):
        @property
        def reads_until(self) -> int | None:
            if len(device.got) > 15_000:
                device.fails = {"write": errno.ENODEV, "read": errno.ENODEV, "release": errno.ENODEV}
            return None

        @reads_until.setter
        def reads_until(self, value: int | None) -> None:
            pass

    device.listener.manners = Pulled()
    with pytest.raises(InDoubtError, match="printer_dropped"):
        send(printer)
    assert device.opened == 0


def test_a_printer_that_takes_no_more_is_given_up_in_time(cache_folder: Path) -> None:
    device = FakeUsbPrinter()
    device.listener.manners = Manners(reads_until=5_000)
    with Stopwatch() as watch, pytest.raises(InDoubtError, match="printer_timeout"):
        send(usb(cache_folder, device))
    assert watch.s < 2


class HalfTaken(FakeBus):
    """A bus on which one transfer is taken in part before its time is over, which pyusb does not call an error."""

    happened = False

    def bulk_write(self, handle: FakeUsbPrinter, ep: int, intf: int, data: Any, timeout: int) -> int:
        if self.happened or len(data) < 1_000:
            return super().bulk_write(handle, ep, intf, data, timeout)
        self.happened = True
        return super().bulk_write(handle, ep, intf, data[:512], timeout)


def test_what_a_printer_left_of_a_transfer_is_sent_after_it(cache_folder: Path) -> None:
    device = FakeUsbPrinter()
    bus = HalfTaken(device)
    assert send(UsbPrinter(IDS, cache_folder=cache_folder, limits=LIMITS, backend=bus)) is Delivery.CONFIRMED
    assert (bus.happened, JOB in device.got) == (True, True)


def test_without_libusb_usb_is_called_out_of_reach(monkeypatch: pytest.MonkeyPatch, cache_folder: Path) -> None:
    import libusb_package

    monkeypatch.setattr(libusb_package, "get_libusb1_backend", lambda: None)
    monkeypatch.setattr("usb.backend.libusb1.get_backend", lambda *args, **kwargs: None)
    monkeypatch.setattr("usb.backend.openusb.get_backend", lambda *args, **kwargs: None)
    monkeypatch.setattr("usb.backend.libusb0.get_backend", lambda *args, **kwargs: None)
    with pytest.raises(KnownError, match="printer_usb_unavailable"):
        UsbPrinter(IDS, cache_folder=cache_folder).health()


def test_the_libusb_that_comes_with_the_app_can_be_asked() -> None:
    assert isinstance(library.usb_devices(), list)
