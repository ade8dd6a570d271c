"""What printers there are to choose from. Call it on a lane of its own: each look takes from milliseconds to seconds.

Looking changes nothing and prints nothing.
"""

from __future__ import annotations

import errno
import ipaddress
import selectors
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from printing.printers import library
from printing.printers.addresses import PORT, SPEED, UsbIds
from printing.printers.conversation import Deadline
from printing.printers.queue_printer import cups_queues
from printing.printers.usb_printer import is_printer

_AT_ONCE = 64
_CONNECT_S = 0.5
_LOOK_AGAIN_S = 0.05
_ON_ITS_WAY = (0, errno.EINPROGRESS, errno.EWOULDBLOCK, 10_035)  # the last is Windows' WSAEWOULDBLOCK
_NETWORKS_MAX = 4  # each is looked through in two seconds

_SYSFS = Path("/sys/bus/usb/devices")


@dataclass(frozen=True, slots=True)
class Found:
    """A printer, or what may be one. `kind` and `address` as in PrinterSettings; `title` is what people know it by."""

    kind: str
    address: str
    title: str


def usb_printers(backend: Any = None) -> tuple[Found, ...]:
    """USB devices of the printer class, those too that this account may not open.

    `backend` is pyusb's; the libusb that comes with the app when None. Raises KnownError printer_usb_unavailable.
    """
    return tuple(_usb_found(device) for device in library.usb_devices(backend) if _is_usb_printer(device))


def serial_ports() -> tuple[Found, ...]:
    """The serial ports, whatever hangs on them; real USB adapters first. Their speed is a guess: 9600."""
    ports = sorted(library.serial_ports(), key=lambda port: (port.vid is None, port.device))
    return tuple(Found("serial", f"{port.device}@{SPEED}", _port_title(port)) for port in ports)


def queues() -> tuple[Found, ...]:
    """The printers installed in Windows, or the queues of CUPS. Raises KnownError printer_queues_unavailable."""
    names = _windows_queues() if sys.platform == "win32" else cups_queues()
    return tuple(Found("queue", name, name) for name in names)


def network_printers(
    on_found: Callable[[Found], None],
    stopped: Callable[[], bool],
    on_progress: Callable[[int, int], None] | None = None,
    hosts: Iterable[str] | None = None,
    port: int = PORT,
) -> tuple[Found, ...]:
    """Who takes connections on the printers' port: the /24 around each private address of this machine, in seconds.

    To be called only when somebody asked for it. Each connection is closed at once with nothing sent. `on_found` and
    `on_progress(looked at, all)` are called on the caller's thread; the search ends early once `stopped()` is true.
    """
    found: list[Found] = []

    def take(host: str) -> None:
        found.append(Found("network", host if port == PORT else f"{host}:{port}", host))
        on_found(found[-1])

    with _Search(list(_neighbours() if hosts is None else hosts), port) as search:
        while not search.over and not stopped():
            for host in search.step():
                take(host)
            if on_progress is not None:
                on_progress(search.looked_at, len(search.hosts))
    return tuple(sorted(found, key=lambda each: tuple(map(int, each.title.split(".")))))


class _Search:
    """Connections to many hosts at once, on one thread."""

    def __init__(self, hosts: list[str], port: int) -> None:
        self.hosts = hosts
        self.looked_at = 0
        self._port = port
        self._waiting = iter(hosts)
        self._open: dict[socket.socket, tuple[str, Deadline]] = {}
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> _Search:
        return self

    def __exit__(self, *_: object) -> None:
        for connection in list(self._open):
            self._close(connection)
        self._selector.close()

    @property
    def over(self) -> bool:
        """Whether every host was looked at."""
        return self.looked_at == len(self.hosts)

    def step(self) -> list[str]:
        """Who answered in the next moment."""
        for host in islice(self._waiting, _AT_ONCE - len(self._open)):
            self._begin(host)
        ready = [key.fileobj for key, _ in self._selector.select(_LOOK_AGAIN_S)]
        taking = []
        for connection, (host, deadline) in list(self._open.items()):
            if connection in ready and not connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                taking.append(host)
            if connection in ready or not deadline.left():
                self._close(connection)
        return taking

    def _begin(self, host: str) -> None:
        connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        connection.setblocking(False)
        if connection.connect_ex((host, self._port)) not in _ON_ITS_WAY:
            connection.close()
            self.looked_at += 1
            return
        self._selector.register(connection, selectors.EVENT_WRITE)
        self._open[connection] = host, Deadline(_CONNECT_S)

    def _close(self, connection: socket.socket) -> None:
        del self._open[connection]
        self._selector.unregister(connection)
        connection.close()
        self.looked_at += 1


def _neighbours() -> Iterator[str]:
    """Every other address in the /24 of each private IPv4 address of an interface that is up."""
    ours = [ipaddress.IPv4Address(address) for address in _own_addresses()]
    private = [address for address in ours if address.is_private and not address.is_link_local]
    networks = dict.fromkeys(ipaddress.IPv4Network((address, 24), strict=False) for address in private)
    for network in islice(networks, _NETWORKS_MAX):
        yield from (str(host) for host in network.hosts() if host not in ours)


def _own_addresses() -> list[str]:
    # Imported late: 3 ms that only a search needs.
    from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface

    wanted = QNetworkInterface.InterfaceFlag.IsUp | QNetworkInterface.InterfaceFlag.IsRunning
    return [
        entry.ip().toString()
        for interface in QNetworkInterface.allInterfaces()
        if interface.flags() & wanted == wanted and not interface.flags() & QNetworkInterface.InterfaceFlag.IsLoopBack
        for entry in interface.addressEntries()
        if entry.ip().protocol() == QAbstractSocket.NetworkLayerProtocol.IPv4Protocol
    ]


def _is_usb_printer(device: Any) -> bool:
    """What a device is for stands in its descriptors, which the system reads for everybody."""
    with suppress(OSError, NotImplementedError):
        return any(is_printer(interface) for configuration in device for interface in configuration)
    return False


def _usb_found(device: Any) -> Found:
    maker, product, serial = (_usb_text(device, name) for name in ("manufacturer", "product", "serial_number"))
    # A serial with a blank in it, which some makers leave unset, could not be written as an address.
    ids = UsbIds(device.idVendor, device.idProduct, serial if len(serial.split()) == 1 else "")
    title = product if product.startswith(maker) else f"{maker} {product}"
    return Found("usb", str(ids), title.strip() or str(ids))


def _usb_text(device: Any, name: str) -> str:
    """The maker's words for a device: "" where this account may not ask it and the system does not say."""
    with suppress(OSError, ValueError, NotImplementedError):
        return str(getattr(device, name) or "").strip("\0 ")
    ports = ".".join(map(str, device.port_numbers or ()))
    with suppress(OSError):
        path = _SYSFS / f"{device.bus}-{ports}" / {"serial_number": "serial"}.get(name, name)
        return path.read_text(encoding="utf-8", errors="replace").strip()
    return ""


def _port_title(port: Any) -> str:
    """ "COM3 USB Serial", or only the port's name where the system knows no more ("n/a")."""
    words = port.product or (port.description if port.description != "n/a" else "")
    name = Path(port.device).name
    return f"{name} {words}" if words and name not in words else words or name


def _windows_queues() -> tuple[str, ...]:
    """PRINTER_ENUM_LOCAL (2) and PRINTER_ENUM_CONNECTIONS (4), at level 4, which asks no printer (winspool.h)."""
    return tuple(str(each["pPrinterName"]) for each in library.win32print().EnumPrinters(2 | 4, None, 4))
