"""Which printer a till has, and the printer made from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from loyalty.errors import KnownError
from printing.picture import WIDTH_58_MM, WIDTH_80_MM
from printing.printers.file import FilePrinter
from printing.printers.network import PORT, NetworkPrinter
from printing.printers.printer import NoPrinter, Printer
from printing.printers.virtual import VirtualPrinter

KINDS = ("virtual", "file", "network", "none")
WIDTHS = (WIDTH_58_MM, 512, WIDTH_80_MM)


@dataclass(frozen=True, slots=True)
class PrinterSettings:
    """`address` is a path for "file", "host" or "host:port" (or "[IPv6]:port") for "network", "" for the others."""

    kind: str = "virtual"
    address: str = ""
    width_dots: int = WIDTH_58_MM


def checked(settings: PrinterSettings) -> PrinterSettings:
    """The settings, if a printer can be made of them.

    Raises KnownError printer_settings_unreadable for an unknown kind or width, printer_address_wrong (address) for an
    address that names no file or no host and port.
    """
    if settings.kind not in KINDS or settings.width_dots not in WIDTHS:
        raise KnownError("printer_settings_unreadable")
    if settings.kind == "file" and not settings.address.strip():
        raise KnownError("printer_address_wrong", address=settings.address)
    if settings.kind == "network":
        host_and_port(settings.address)
    return settings


def host_and_port(address: str) -> tuple[str, int]:
    """ "192.168.1.50" is port 9100; "host:9101" and "[fe80::1]:9101" name another.

    Raises KnownError printer_address_wrong (address).
    """
    text = address.strip()
    host, _, port = text.rpartition(":") if text.count(":") == 1 or "]:" in text else (text, "", str(PORT))
    host = host.removeprefix("[").removesuffix("]")
    if not _names_a_host(host):
        raise KnownError("printer_address_wrong", address=address)
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        raise KnownError("printer_address_wrong", address=address)
    return host, int(port)


def _names_a_host(host: str) -> bool:
    """Whether the system could look it up: "a..b" is no name to the domain name system."""
    if not host or any(character.isspace() or character in "/[]" for character in host):
        return False
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


def open_printer(settings: PrinterSettings, folder: Path, cache_folder: Path | None = None) -> Printer:
    """The printer of the settings. `folder` is where the virtual printer keeps its slips, `cache_folder` where the
    printer library may keep its list of models (default: a folder inside `folder`). Raises KnownError like `checked`.
    """
    settings = checked(settings)
    cache = cache_folder if cache_folder is not None else folder / "cache"
    match settings.kind:
        case "network":
            host, port = host_and_port(settings.address)
            return NetworkPrinter(host, port, cache_folder=cache)
        case "file":
            return FilePrinter(Path(settings.address.strip()), cache)
        case "virtual":
            return VirtualPrinter(folder)
        case _:
            return NoPrinter()
