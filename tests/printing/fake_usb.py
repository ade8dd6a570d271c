"""A USB bus in memory, as pyusb sees one through its backend, with printers that behave as told."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from usb.backend import IBackend
from usb.core import USBError, USBTimeoutError

from tests.printing.fake_printer import Listener, Manners

PRINTER = 7
OUT, IN = 0x03, 0x84
_TEXT = 3


@dataclass
class FakeUsbPrinter:
    """One device. `fails` names what goes wrong by the call: a number of errno, or 0 for "not supported"."""

    vendor: int = 0x04B8
    product: int = 0x0E15
    texts: tuple[str, str, str] = ("EPSON", "TM-T20II", "J5KF012345")
    interface_class: int = PRINTER
    protocol: int = 2
    alternate: int = 0
    answers: bool = True
    packet_bytes: int = 64
    configured: bool = True
    driver: bool = True
    fails: dict[str, int] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    said: bytearray = field(default_factory=bytearray)
    claimed: bool = False
    opened: int = 0

    def __post_init__(self) -> None:
        self.listener = Listener(Manners(), self.said.extend)

    @property
    def got(self) -> bytes:
        return self.listener.got

    def call(self, name: str) -> None:
        self.calls.append(name)
        if name in self.fails:
            if self.fails[name] == 0:
                raise NotImplementedError("not supported")
            raise USBError(name, None, self.fails[name])


class FakeBus(IBackend):  # type: ignore[misc]
    """The backend of some printers. It cannot reset one: a reset makes a printer forget."""

    def __init__(self, *printers: FakeUsbPrinter) -> None:
        self.printers = printers

    def enumerate_devices(self) -> Iterator[FakeUsbPrinter]:
        return iter(self.printers)

    def get_device_descriptor(self, dev: FakeUsbPrinter) -> Any:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=dev.vendor, idProduct=dev.product, bcdDevice=0x100, iManufacturer=1,
            iProduct=2, iSerialNumber=3 if dev.texts[2] else 0, bNumConfigurations=1, address=4, bus=1,
            port_number=2, port_numbers=(9, 9, 9), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: FakeUsbPrinter, config: int) -> Any:
        if config:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1, iConfiguration=0,
            bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: FakeUsbPrinter, intf: int, alt: int, config: int) -> Any:
        if intf or alt > dev.alternate:
            raise IndexError
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=alt, bNumEndpoints=1 + dev.answers,
            bInterfaceClass=dev.interface_class, bInterfaceSubClass=1, iInterface=0, extra_descriptors=[],
            bInterfaceProtocol=dev.protocol if alt == dev.alternate else 4,
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: FakeUsbPrinter, ep: int, intf: int, alt: int, config: int) -> Any:
        if ep > dev.answers:
            raise IndexError
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(OUT, IN)[ep], bmAttributes=2, bInterval=0, bRefresh=0,
            wMaxPacketSize=dev.packet_bytes, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: FakeUsbPrinter) -> FakeUsbPrinter:
        dev.call("open")
        dev.opened += 1
        return dev

    def close_device(self, handle: FakeUsbPrinter) -> None:
        handle.opened -= 1

    def get_configuration(self, handle: FakeUsbPrinter) -> int:
        return int(handle.configured)

    def set_configuration(self, handle: FakeUsbPrinter, value: int) -> None:
        handle.call("configure")
        handle.configured = True

    def set_interface_altsetting(self, handle: FakeUsbPrinter, intf: int, alt: int) -> None:
        handle.call(f"alternate {alt}")

    def claim_interface(self, handle: FakeUsbPrinter, intf: int) -> None:
        handle.call("claim")
        if handle.driver:
            raise USBError("the driver has it", None, errno.EBUSY)
        handle.claimed = True

    def release_interface(self, handle: FakeUsbPrinter, intf: int) -> None:
        handle.call("release")
        handle.claimed = False

    def is_kernel_driver_active(self, handle: FakeUsbPrinter, intf: int) -> bool:
        handle.call("driver?")
        return handle.driver

    def detach_kernel_driver(self, handle: FakeUsbPrinter, intf: int) -> None:
        handle.call("detach")
        handle.driver = False

    def attach_kernel_driver(self, handle: FakeUsbPrinter, intf: int) -> None:
        handle.call("attach")
        handle.driver = True

    def bulk_write(self, handle: FakeUsbPrinter, ep: int, intf: int, data: Any, timeout: int) -> int:
        handle.call("write")
        assert ep == OUT
        assert timeout > 0
        stalled = handle.listener.manners.reads_until
        if stalled is not None and len(handle.got) >= stalled:
            time.sleep(timeout / 1_000)
            raise USBTimeoutError("timeout", None, errno.ETIMEDOUT)
        handle.listener.take(data.tobytes())
        return len(data)

    def bulk_read(self, handle: FakeUsbPrinter, ep: int, intf: int, buff: Any, timeout: int) -> int:
        handle.call("read")
        assert ep == IN
        assert timeout > 0
        assert len(buff) == handle.packet_bytes
        if not handle.said:
            time.sleep(timeout / 1_000)
            raise USBTimeoutError("timeout", None, errno.ETIMEDOUT)
        size = min(len(handle.said), len(buff))
        for place in range(size):
            buff[place] = handle.said[place]
        del handle.said[:size]
        return size

    def ctrl_transfer(
        self, handle: FakeUsbPrinter, request_type: int, request: int, value: int, index: int, data: Any, timeout: int
    ) -> int:
        """The texts of a device: descriptor 0 lists the languages (English), the others are UTF-16."""
        number = value & 0xFF
        text = b"\x09\x04" if number == 0 else handle.texts[number - 1].encode("utf-16-le")
        answer = bytes([len(text) + 2, _TEXT]) + text
        for place, byte in enumerate(answer[: len(data)]):
            data[place] = byte
        return min(len(answer), len(data))
