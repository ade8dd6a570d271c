"""Which printer a till has, and the printer made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from loyalty.errors import KnownError
from printing.paper import WIDTH_58_MM, WIDTH_80_MM
from printing.printers.addresses import host_and_port, port_and_speed, usb_ids
from printing.printers.printer import NoPrinter, Printer
from printing.printers.virtual import VirtualPrinter
from printing.route import TextRoute

KINDS = ("virtual", "network", "usb", "serial", "queue", "file", "none")
WIDTHS = (WIDTH_58_MM, 512, WIDTH_80_MM)

_READERS: dict[str, Callable[[str], object]] = {"network": host_and_port, "usb": usb_ids, "serial": port_and_speed}
_NAMED = ("file", "queue")


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """How a printer is reached and what paper it has. `route` is the value of a TextRoute.

    `address` by kind: network "host" or "host:port" (or "[IPv6]:port"), usb "04b8:0e15" or "04b8:0e15:SERIAL", serial
    "/dev/ttyUSB0@115200" or "COM3@9600" (9600 without an @), queue the queue's name, file a path, "" for the others.
    """

    kind: str = "virtual"
    address: str = ""
    width_dots: int = WIDTH_58_MM
    route: str = TextRoute.PICTURE.value


def checked(settings: PrinterSettings) -> PrinterSettings:
    """The settings, if a printer can be made of them.

    Raises KnownError printer_settings_unreadable for an unknown kind, width or route, printer_address_wrong (address)
    for an address that its kind cannot have.
    """
    if settings.kind not in KINDS or settings.width_dots not in WIDTHS or settings.route not in set(TextRoute):
        raise KnownError("printer_settings_unreadable")
    if settings.kind in _NAMED and not settings.address.strip():
        raise KnownError("printer_address_wrong", address=settings.address)
    if settings.kind in _READERS:
        _READERS[settings.kind](settings.address)
    return settings


def same_device(one: PrinterSettings, other: PrinterSettings) -> bool:
    """Whether two settings reach one device by one way, however the address is written. False for what is no address.

    Each is spoken to on a lane of its own: two of one device would be held up by each other. Two names of one host are
    not known to be the same.
    """
    try:
        device = _device(one)
        return one.kind == other.kind and device is not None and device == _device(other)
    except KnownError:
        return False


def _device(settings: PrinterSettings) -> object:
    """What the address names; None of a kind that needs none."""
    match settings.kind:
        case "network":
            host, port = host_and_port(settings.address)
            return host.lower(), port
        case "usb":
            return usb_ids(settings.address)
        case "serial":
            return port_and_speed(settings.address)[0]
        case "file" | "queue":
            return settings.address.strip()
        case _:
            return None


def open_printer(settings: PrinterSettings, folder: Path, cache_folder: Path | None = None) -> Printer:
    """The printer of the settings, each kind brought in when it is the one.

    `folder` is where the virtual printer keeps its slips, `cache_folder` where the printer library may keep its list of
    models (default: a folder inside `folder`). Raises KnownError like `checked`.
    """
    settings = checked(settings)
    cache = cache_folder if cache_folder is not None else folder / "cache"
    match settings.kind:
        case "network":
            from printing.printers.network import NetworkPrinter

            host, port = host_and_port(settings.address)
            return NetworkPrinter(host, port, cache_folder=cache)
        case "usb":
            from printing.printers.usb_printer import UsbPrinter

            return UsbPrinter(usb_ids(settings.address), cache_folder=cache)
        case "serial":
            from printing.printers.serial_printer import SerialPrinter

            line, speed = port_and_speed(settings.address)
            return SerialPrinter(line, speed, cache_folder=cache)
        case "queue":
            from printing.printers.queue_printer import queue_printer

            return queue_printer(settings.address.strip(), cache)
        case "file":
            from printing.printers.file import FilePrinter

            return FilePrinter(Path(settings.address.strip()), cache)
        case "virtual":
            return VirtualPrinter(folder)
        case _:
            return NoPrinter()
