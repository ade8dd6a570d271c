"""A printer on USB without its maker's driver, through libusb. On Windows the installed printer's queue is the way."""

from __future__ import annotations

import errno
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loyalty.errors import KnownError
from printing.printers import library
from printing.printers.addresses import UsbIds
from printing.printers.conversation import Deadline, Limits
from printing.printers.line_printer import LinePrinter

PRINTER_CLASS = 7  # bInterfaceClass of the USB Printer Class, version 1.1
_VENDOR_CLASS = 0xFF  # what some makers give instead
_TALKS_BYTES = (1, 2)  # bInterfaceProtocol, same place: one way, both ways; others talk IPP or in packets

_PIECE_BYTES = 2_048
_BYTES_PER_SECOND = 16_000
_LOOK_AGAIN_S = 0.005


class UsbPrinter(LinePrinter):
    """Claims the printer for each job and gives it back, to the system's own driver too.

    The device is never reset, which would make it forget what it has not printed yet. `backend` is pyusb's; the libusb
    that comes with the app when None.
    """

    def __init__(self, ids: UsbIds, *, cache_folder: Path, limits: Limits | None = None, backend: Any = None) -> None:
        super().__init__(str(ids), limits or Limits(), cache_folder)
        self._ids = ids
        self._backend = backend

    @contextmanager
    def line(self, limit_s: float) -> Iterator[UsbLine]:
        """Raises KnownError printer_usb_missing, printer_usb_forbidden, printer_usb_busy, printer_usb_driver (another
        driver holds it for good) or printer_usb_unavailable (no libusb)."""
        with library.quiet():
            transport_class = library.usb_transport(self.cache_folder)
            device = self._found(library.usb_devices(self._backend, self._ids.vendor, self._ids.product))
            with self._naming():
                claimed = _claimed(device)
            ends = claimed.ends
            transport = transport_class(self._ids.vendor, self._ids.product, in_ep=ends.from_it, out_ep=ends.to_it)
            transport.device = device
            try:
                yield UsbLine(transport, ends)
            finally:
                _give_back(transport, device, claimed)

    def lost(self) -> KnownError:
        """printer_usb_missing."""
        return KnownError("printer_usb_missing", **self.facts)

    def _found(self, devices: list[Any]) -> Any:
        with self._naming():
            for device in devices:
                if not self._ids.serial or device.serial_number == self._ids.serial:
                    return device
        raise self.lost()

    @contextmanager
    def _naming(self) -> Iterator[None]:
        try:
            yield
        except NotImplementedError as error:
            # libusb sees the device, but Windows gives it to another driver.
            raise KnownError("printer_usb_driver", **self.facts) from error
        except ValueError as error:
            # pyusb says so of texts that it may not read.
            raise self._forbidden() from error
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EPERM):
                raise self._forbidden() from error
            busy = KnownError("printer_usb_busy", **self.facts)
            raise (busy if error.errno == errno.EBUSY else self.lost()) from error

    def _forbidden(self) -> KnownError:
        return KnownError("printer_usb_forbidden", vendor=f"{self._ids.vendor:04x}", **self.facts)


@dataclass(frozen=True, slots=True)
class _Ends:
    """The addresses of a printer's endpoints; `from_it` is 0 for one that never says anything."""

    to_it: int
    from_it: int
    packet_bytes: int


@dataclass(frozen=True, slots=True)
class _Claimed:
    interface: int
    ends: _Ends
    from_driver: bool


class UsbLine:
    """A claimed interface as a line."""

    piece_bytes = _PIECE_BYTES
    bytes_per_second = _BYTES_PER_SECOND

    def __init__(self, transport: Any, ends: _Ends) -> None:
        self._transport = transport
        self._ends = ends

    def write(self, data: bytes, limit_s: float) -> None:
        """A transfer waits for a printer that is busy. One that took a part before the time was over is no error to
        pyusb, and the library does not tell how much: the rest is a transfer of its own.
        """
        while data:
            with library.usb_timeouts():
                taken = self._transport.device.write(self._ends.to_it, data, _milliseconds(limit_s))
            if not taken:
                raise TimeoutError("the printer takes no more")
            data = data[taken:]

    def read(self, limit_s: float) -> bytes:
        """A whole packet is always read: the library's sixteen bytes are too few for some printers' packets.

        Printers also send empty packets, which are no answer.
        """
        deadline = Deadline(limit_s)
        while self._ends.from_it:
            with suppress(TimeoutError), library.usb_timeouts():
                wait = _milliseconds(deadline.left())
                came = bytes(self._transport.device.read(self._ends.from_it, self._ends.packet_bytes, wait))
                if came:
                    return came
            if not deadline.left():
                break
            time.sleep(_LOOK_AGAIN_S)
        return b""

    def unsent(self) -> int:
        """0: a transfer ends when the printer has taken it."""
        return 0


def is_printer(interface: Any) -> bool:
    """Whether a USB interface is of the printer class and takes plain bytes."""
    return interface.bInterfaceClass == PRINTER_CLASS and interface.bInterfaceProtocol in _TALKS_BYTES


def _claimed(device: Any) -> _Claimed:
    """Claim the printer's interface. Raises OSError, or NotImplementedError on Windows without WinUSB."""
    undo = ExitStack()
    undo.callback(library.usb_close, device)
    with undo:
        interface = _interface(library.usb_configuration(device))
        number = interface.bInterfaceNumber
        from_driver = _taken_from_driver(device, number)
        if from_driver:
            undo.callback(_back_to_driver, device, number)
        library.usb_claim(device, number)
        if interface.bAlternateSetting:
            interface.set_altsetting()
        undo.pop_all()
    return _Claimed(number, _ends(interface), from_driver)


def _taken_from_driver(device: Any, interface: int) -> bool:
    """Whether the system's own driver had the printer and stepped aside; only Linux and macOS can ask it to."""
    try:
        if not device.is_kernel_driver_active(interface):
            return False
        device.detach_kernel_driver(interface)
    except NotImplementedError:
        return False
    return True


def _interface(configuration: Any) -> Any:
    """The printer's interface. Raises OSError when the device has none."""
    interfaces = list(configuration)
    printers = [each for each in interfaces if is_printer(each)]
    others = [each for each in interfaces if each.bInterfaceClass == _VENDOR_CLASS and _outputs(each)]
    if not printers and not others:
        raise OSError(errno.ENODEV, "no printer's interface")
    return (printers or others)[0]


def _ends(interface: Any) -> _Ends:
    inputs = [end for end in interface if end.bEndpointAddress & 0x80 and _is_bulk(end)]
    packet_bytes = inputs[0].wMaxPacketSize if inputs else 0
    return _Ends(_outputs(interface)[0].bEndpointAddress, inputs[0].bEndpointAddress if inputs else 0, packet_bytes)


def _outputs(interface: Any) -> list[Any]:
    return [end for end in interface if not end.bEndpointAddress & 0x80 and _is_bulk(end)]


def _is_bulk(end: Any) -> bool:
    """bmAttributes, bits 0 and 1: 2 is a bulk endpoint (USB 2.0, table 9-13)."""
    return bool(end.bmAttributes & 3 == 2)


def _give_back(transport: Any, device: Any, claimed: _Claimed) -> None:
    """A device that was pulled out needs nothing given back."""
    with suppress(OSError):
        library.usb_release(device, claimed.interface)
    if claimed.from_driver:
        _back_to_driver(device, claimed.interface)
    with suppress(OSError):
        transport.close()


def _back_to_driver(device: Any, interface: int) -> None:
    with suppress(OSError):
        device.attach_kernel_driver(interface)


def _milliseconds(seconds: float) -> int:
    """At least 1: libusb waits for ever when told 0."""
    return max(1, round(seconds * 1_000))
