"""A printer's address as typed or found, taken apart. Each raises KnownError printer_address_wrong (address)."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from loyalty.errors import KnownError

PORT = 9100
SPEED = 9_600
SPEEDS = (1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200, 230_400)

_USB = re.compile(r"([0-9a-f]{4}):([0-9a-f]{4})(?::(\S+))?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class UsbIds:
    """Which USB device: `serial` tells two of the same make apart, "" takes the first."""

    vendor: int
    product: int
    serial: str = ""

    def __str__(self) -> str:
        return f"{self.vendor:04x}:{self.product:04x}" + (f":{self.serial}" if self.serial else "")


def host_and_port(address: str) -> tuple[str, int]:
    """ "192.168.1.50" is port 9100; "host:9101" and "[fe80::1]:9101" name another."""
    text = address.strip()
    host, _, port = text.rpartition(":") if text.count(":") == 1 or "]:" in text else (text, "", str(PORT))
    host = host.removeprefix("[").removesuffix("]")
    if not _names_a_host(host):
        raise KnownError("printer_address_wrong", address=address)
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
        raise KnownError("printer_address_wrong", address=address)
    return host, int(port)


def usb_ids(address: str) -> UsbIds:
    """ "04b8:0e15" or "04b8:0e15:SERIAL": vendor and product in hexadecimal, as lists of USB devices show them."""
    match = _USB.fullmatch(address.strip())
    if match is None:
        raise KnownError("printer_address_wrong", address=address)
    return UsbIds(int(match[1], 16), int(match[2], 16), match[3] or "")


def port_and_speed(address: str) -> tuple[str, int]:
    """ "/dev/ttyUSB0@115200" or "COM3@9600": the port and its bits a second, 9600 where none are named."""
    port, at, speed = address.strip().partition("@")
    if not at:
        speed = str(SPEED)
    if not port or not speed.isascii() or not speed.isdigit() or int(speed) not in SPEEDS:
        raise KnownError("printer_address_wrong", address=address)
    return port, int(speed)


def _names_a_host(host: str) -> bool:
    """Whether the system could look it up: "a..b" is no name to the domain name system. What is written like an IP
    address, in digits and dots or with colons, must be one.
    """
    if not host or any(character.isspace() or character in "/[]" for character in host):
        return False
    if ":" in host or all(character.isdigit() or character == "." for character in host):
        return _is_ip_address(host)
    try:
        looked_up = host.encode("idna").decode("ascii")
    except UnicodeError:
        return False
    # Full-width figures and dots, as an input method for Chinese writes them, would be looked up as another name.
    return looked_up.casefold() == host.casefold() or "xn--" in looked_up


def _is_ip_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
