"""What can be found, and that looking disturbs nobody."""

from __future__ import annotations

import errno
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest

from printing.printers import finding, library
from printing.printers.addresses import port_and_speed, usb_ids
from printing.printers.finding import Found
from tests.printing.fake_usb import FakeBus, FakeUsbPrinter
from tests.stopwatch import Stopwatch


def test_usb_printers_are_listed_by_their_makers_words() -> None:
    bus = FakeBus(FakeUsbPrinter(), FakeUsbPrinter(interface_class=8), FakeUsbPrinter(product=0x202, protocol=4))
    assert finding.usb_printers(bus) == (Found("usb", "04b8:0e15:J5KF012345", "EPSON TM-T20II"),)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("", "", ""), Found("usb", "04b8:0e15", "04b8:0e15")),
        (("Xprinter", "Xprinter XP-58", "no serial"), Found("usb", "04b8:0e15", "Xprinter XP-58")),
        (("佳博\0", "GP-58\0", ""), Found("usb", "04b8:0e15", "佳博 GP-58")),
    ],
)
def test_a_printer_with_few_words_is_listed_all_the_same(texts: tuple[str, str, str], found: Found) -> None:
    assert finding.usb_printers(FakeBus(FakeUsbPrinter(texts=texts))) == (found,)


def test_a_printer_that_this_account_may_not_open_is_listed_with_what_the_system_knows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    device = FakeUsbPrinter(fails={"open": errno.EACCES})
    assert finding.usb_printers(FakeBus(device)) == (Found("usb", "04b8:0e15", "04b8:0e15"),)
    known = tmp_path / "1-9.9.9"
    known.mkdir()
    for name, text in (("manufacturer", "EPSON\n"), ("product", "TM-T82\n"), ("serial", "J5\n")):
        (known / name).write_text(text)
    monkeypatch.setattr(finding, "_SYSFS", tmp_path)
    assert finding.usb_printers(FakeBus(device)) == (Found("usb", "04b8:0e15:J5", "EPSON TM-T82"),)
    assert (device.claimed, device.driver) == (False, True)


def test_what_is_found_can_be_written_in_the_settings() -> None:
    found = finding.usb_printers(FakeBus(FakeUsbPrinter(texts=("A", "B", "C:1"))))[0]
    assert str(usb_ids(found.address)) == "04b8:0e15:C:1"
    assert port_and_speed("/dev/ttyUSB0@9600") == ("/dev/ttyUSB0", 9_600)


def test_serial_ports_are_listed_adapters_first(monkeypatch: pytest.MonkeyPatch) -> None:
    ports = [
        SimpleNamespace(device="/dev/ttyS0", description="n/a", product=None, vid=None),
        SimpleNamespace(device="COM3", description="USB-SERIAL CH340 (COM3)", product=None, vid=0x1A86),
        SimpleNamespace(device="/dev/ttyUSB0", description="x", product="TM-T88 Serial", vid=0x067B),
    ]
    monkeypatch.setattr(library, "serial_ports", lambda: ports)
    assert finding.serial_ports() == (
        Found("serial", "/dev/ttyUSB0@9600", "ttyUSB0 TM-T88 Serial"),
        Found("serial", "COM3@9600", "USB-SERIAL CH340 (COM3)"),
        Found("serial", "/dev/ttyS0@9600", "ttyS0"),
    )


def test_the_ports_of_this_machine_can_be_listed() -> None:
    assert all(each.kind == "serial" for each in finding.serial_ports())


def test_queues_are_those_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "cups_queues", lambda: ("receipts",))
    assert finding.queues() == (Found("queue", "receipts", "receipts"),)
    windows = SimpleNamespace(EnumPrinters=lambda flags, name, level: [{"pPrinterName": "Receipts"}])
    monkeypatch.setattr(library, "win32print", lambda: windows)
    monkeypatch.setattr(finding, "sys", SimpleNamespace(platform="win32"))
    assert finding.queues() == (Found("queue", "Receipts", "Receipts"),)


class Neighbours:
    """Printers on addresses of the loopback network, on one port; what they were sent is kept."""

    def __init__(self, *hosts: str) -> None:
        self.heard: list[bytes] = []
        self._servers = [socket.create_server((hosts[0], 0))]
        self.port = self._servers[0].getsockname()[1]
        self._servers += [socket.create_server((host, self.port)) for host in hosts[1:]]
        self._threads = [threading.Thread(target=self._listen, args=(server,)) for server in self._servers]
        for thread in self._threads:
            thread.start()

    def _listen(self, server: socket.socket) -> None:
        with server, server.accept()[0] as connection:
            connection.settimeout(30)
            self.heard.append(connection.recv(100))

    def wait(self) -> None:
        for thread in self._threads:
            thread.join()


HOSTS = [f"127.0.0.{number}" for number in range(1, 255)]


def test_printers_of_the_network_are_found_and_sent_nothing() -> None:
    neighbours = Neighbours("127.0.0.7", "127.0.0.120", "127.0.0.254")
    told: list[Found] = []
    progress: list[tuple[int, int]] = []
    found = finding.network_printers(
        told.append, lambda: False, lambda *so_far: progress.append(so_far), hosts=HOSTS, port=neighbours.port
    )
    neighbours.wait()
    assert [each.title for each in found] == ["127.0.0.7", "127.0.0.120", "127.0.0.254"]
    assert set(told) == set(found)
    assert found[0] == Found("network", f"127.0.0.7:{neighbours.port}", "127.0.0.7")
    assert neighbours.heard == [b""] * 3
    assert progress[-1] == (254, 254)
    assert progress == sorted(progress)


@pytest.fixture
def deaf() -> Iterator[int]:
    """A port on which every address of the loopback network is silent: its queue of connections is full."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.bind(("0.0.0.0", 0))
        server.listen(0)
        port: int = server.getsockname()[1]
        for _ in range(4):
            filling = stack.enter_context(socket.socket())
            filling.setblocking(False)
            filling.connect_ex(("127.0.0.1", port))
        time.sleep(0.05)
        yield port


def test_a_network_of_silence_is_looked_through_in_seconds(deaf: int) -> None:
    began_s = time.monotonic()
    with Stopwatch() as watch:
        assert finding.network_printers(print, lambda: False, hosts=HOSTS[1:], port=deaf) == ()
    assert time.monotonic() - began_s > 1.5
    assert watch.s < 4


def test_a_search_can_be_stopped_and_leaves_nothing_open(deaf: int) -> None:
    looked: list[tuple[int, int]] = []
    # A press in the middle: after the first moment in which it looked.
    finding.network_printers(print, lambda: bool(looked), lambda *so_far: looked.append(so_far), hosts=HOSTS, port=deaf)
    ((looked_at, of_all),) = looked
    assert looked_at < of_all == 254


def test_hosts_that_cannot_be_reached_at_all_are_passed_over() -> None:
    hosts = ["255.255.255.255", "127.0.0.1"]
    progress: list[tuple[int, int]] = []
    assert finding.network_printers(print, lambda: False, lambda *so_far: progress.append(so_far), hosts, 1) == ()
    assert progress[-1] == (2, 2)


def test_only_the_private_networks_of_this_machine_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = ["192.168.1.20", "8.8.8.8", "169.254.3.4", "10.0.5.1", "192.168.1.21"]
    monkeypatch.setattr(finding, "_own_addresses", lambda: ours)
    hosts = list(finding._neighbours())
    assert len(hosts) == 254 - 2 + 254 - 1
    assert hosts[0] == "192.168.1.1"
    assert "192.168.1.20" not in hosts
    assert "10.0.5.254" in hosts


def test_a_machine_in_many_networks_is_done_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "_own_addresses", lambda: [f"10.0.{net}.1" for net in range(40)])
    # 64 at a time, half a second each: eight seconds.
    assert len(list(finding._neighbours())) == 4 * 253


def test_the_addresses_of_this_machine_can_be_read() -> None:
    assert all(len(address.split(".")) == 4 for address in finding._own_addresses())
