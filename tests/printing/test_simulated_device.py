"""The simulated printer behind its lines: it answers, it gets into trouble, and what came out of it is known."""

from __future__ import annotations

import os
import select
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.printing.simulator.device import Device, Trouble
from tests.printing.simulator.lines import NetworkLine, SerialLine
from tests.printing.simulator.paper import Pulse

PRINTER, CAUSE, PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
DONE = b"\x1dr\x01"
CUT = b"\x1dVB\x00"
BAND = b"\x1dv0\x00\x30\x00\x64\x00" + b"\xa5" * 4_800
SLIP = b"\x1b@" + BAND * 3 + CUT


@pytest.fixture
def device() -> Device:
    return Device(384)


@pytest.fixture
def line(device: Device) -> Iterator[NetworkLine]:
    made = NetworkLine(device)
    yield made
    made.close()


def connected(line: NetworkLine) -> socket.socket:
    return socket.create_connection(("127.0.0.1", line.port), 2)


def wait_until(what) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + 3
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_it_answers_at_once_and_after_the_print(device: Device, line: NetworkLine) -> None:
    with connected(line) as talk:
        talk.sendall(PRINTER + CAUSE + PAPER)
        assert talk.recv(3, socket.MSG_WAITALL) == b"\x16\x12\x12"
        talk.sendall(SLIP + DONE)
        assert talk.recv(1) == b"\x00"
        assert [(slip.whole, len(slip.paper.rows)) for slip in device.slips] == [(True, 300)]


def test_a_question_is_answered_in_the_middle_of_the_dots(line: NetworkLine) -> None:
    with connected(line) as talk:
        talk.sendall(SLIP[:1_000] + PRINTER)
        assert talk.recv(1) == b"\x16"


def test_a_question_may_come_in_pieces(line: NetworkLine) -> None:
    with connected(line) as talk:
        for byte in PRINTER:
            talk.sendall(bytes((byte,)))
            time.sleep(0.01)
        assert talk.recv(4) == b"\x16"


def test_a_silent_printer_prints_and_says_nothing(device: Device, line: NetworkLine) -> None:
    device.silent = True
    with connected(line) as talk:
        talk.sendall(PRINTER + SLIP + DONE)
        wait_until(lambda: device.slips)
        talk.settimeout(0.05)
        with pytest.raises(TimeoutError):
            talk.recv(1)


@pytest.mark.parametrize(
    ("trouble", "answers"),
    [
        (Trouble.PAPER_OUT, b"\x1e\x32\x7e"),
        (Trouble.COVER_OPEN, b"\x1e\x16\x12"),
        (Trouble.OFFLINE, b"\x1e\x12\x12"),
    ],
)
def test_it_tells_its_trouble_and_prints_what_waits_once_that_is_over(
    device: Device, line: NetworkLine, trouble: Trouble, answers: bytes
) -> None:
    device.after(5_000, lambda: device.begin(trouble))
    device.capacity = 100_000
    with connected(line) as talk:
        talk.sendall(SLIP + DONE + PRINTER + CAUSE + PAPER)
        assert talk.recv(3, socket.MSG_WAITALL) == answers
        assert not device.slips
        device.end(trouble)
        assert talk.recv(1) == b"\x00"
        assert [slip.whole for slip in device.slips] == [True]


def test_the_roll_ends_within_a_slip_which_then_is_in_two_pieces(device: Device, line: NetworkLine) -> None:
    device.rows_left = 150
    device.capacity = 100_000
    with connected(line) as talk:
        talk.sendall(SLIP)
        wait_until(lambda: device.slips)
        talk.sendall(PAPER)
        assert talk.recv(1) == b"\x7e"
        device.end(Trouble.PAPER_OUT)
        wait_until(lambda: len(device.slips) == 2)
    assert [(slip.whole, len(slip.paper.rows)) for slip in device.slips] == [(False, 150), (False, 100)]
    with connected(line) as talk:
        talk.sendall(SLIP + DONE)
        assert talk.recv(1) == b"\x00"
    assert device.slips[-1].whole


def test_little_paper_is_told(device: Device, line: NetworkLine) -> None:
    device.paper_low = True
    with connected(line) as talk:
        talk.sendall(PAPER)
        assert talk.recv(1) == b"\x1e"
        talk.sendall(DONE)
        assert talk.recv(1) == b"\x03"


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize("byte", [1, 9, 2_500, len(SLIP) - 1])
def test_the_connection_ends_after_any_byte_and_the_slip_is_torn(
    device: Device, line: NetworkLine, byte: int, reset: bool
) -> None:
    line.cut_after(byte, reset)
    with connected(line) as talk:
        talk.sendall(SLIP[:byte])
        wait_until(lambda: line.cuts == 1)
        assert ended(talk) == ("reset" if reset else "end")
    assert device.received == byte
    assert not any(slip.whole for slip in device.slips)
    with connected(line) as talk:
        talk.sendall(SLIP + DONE)
        assert talk.recv(1) == b"\x00"
    assert [slip.whole for slip in device.slips][-1]
    assert len(device.slips[-1].paper.rows) == 300


def test_a_printer_that_keeps_half_a_band_takes_the_rest_of_it_from_the_next_job(
    device: Device, line: NetworkLine
) -> None:
    device.keeps_halves = True
    line.cut_after(2_500)
    with connected(line) as talk:
        talk.sendall(SLIP[:2_500])
        wait_until(lambda: line.cuts == 1)
    assert not device.slips
    with connected(line) as talk:
        talk.sendall(bytes(5_000) + SLIP + DONE)
        assert talk.recv(1) == b"\x00"
    assert [(slip.whole, len(slip.paper.rows)) for slip in device.slips] == [(False, 100), (True, 300)]


def ended(talk: socket.socket) -> str:
    try:
        return "end" if talk.recv(1) == b"" else "data"
    except ConnectionResetError:
        return "reset"


def test_one_connection_at_a_time_the_others_wait(device: Device, line: NetworkLine) -> None:
    with connected(line) as first, connected(line) as second:
        second.sendall(PRINTER)
        second.settimeout(0.1)
        with pytest.raises(TimeoutError):
            second.recv(1)
        first.close()
        second.settimeout(2)
        assert second.recv(1) == b"\x16"


def test_who_comes_while_somebody_holds_the_port_may_be_turned_away(line: NetworkLine) -> None:
    line.held = line.turns_away = True
    with pytest.raises(ConnectionResetError), connected(line) as talk:
        talk.recv(1)
    line.held = False
    with connected(line) as talk:
        talk.sendall(PRINTER)
        assert talk.recv(1) == b"\x16"


def test_an_unplugged_printer_refuses_and_is_found_again(line: NetworkLine) -> None:
    line.unplug()
    with pytest.raises(ConnectionRefusedError):
        connected(line)
    line.plug()
    with connected(line) as talk:
        talk.sendall(PRINTER)
        assert talk.recv(1) == b"\x16"


def test_it_reads_as_slowly_as_told(device: Device, line: NetworkLine) -> None:
    device.bytes_a_second = 50_000
    begun = time.monotonic()
    with connected(line) as talk:
        talk.sendall(SLIP + DONE)
        assert talk.recv(1) == b"\x00"
    assert time.monotonic() - begun > 0.8 * len(SLIP) / 50_000


def test_a_stalled_printer_takes_nothing_and_goes_on_where_it_stopped(device: Device, line: NetworkLine) -> None:
    device.after(3_000, lambda: device.begin(Trouble.STALLED))
    with connected(line) as talk:
        talk.sendall(SLIP + DONE)
        wait_until(lambda: device.received >= 3_000)
        time.sleep(0.05)
        assert device.received == 3_000
        device.end(Trouble.STALLED)
        assert talk.recv(1) == b"\x00"


def test_what_is_fed_out_without_a_cut_is_a_whole_slip_and_what_is_not_is_torn(
    device: Device, line: NetworkLine
) -> None:
    for end in (b"\x1bd\x04", b""):
        with connected(line) as talk:
            talk.sendall(b"\x1b@" + BAND + end)
    wait_until(lambda: len(device.slips) == 2)
    assert [slip.whole for slip in device.slips] == [True, False]


def test_a_stream_that_breaks_the_rules_is_remembered(device: Device, line: NetworkLine) -> None:
    with connected(line) as talk:
        talk.sendall(b"\x1b@\x1bz")
        wait_until(lambda: device.errors)
    assert "1b 7a" in str(device.errors[0])


def test_the_drawer_is_kicked(device: Device, line: NetworkLine) -> None:
    with connected(line) as talk:
        talk.sendall(b"\x1bp\x00\x19\xfa")
        wait_until(lambda: device.pulses)
    assert device.pulses == [Pulse(2, 50, 500)]
    assert not device.slips


# The serial line.

no_pseudo_terminals = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not Windows'")


@pytest.fixture
def serial(device: Device, tmp_path: Path) -> Iterator[SerialLine]:
    made = SerialLine(device, tmp_path)
    yield made
    made.close()


def answer(port: int, wait_s: float = 2) -> bytes:
    return os.read(port, 16) if select.select([port], [], [], wait_s)[0] else b""


@no_pseudo_terminals
def test_the_serial_line_answers_and_prints(device: Device, serial: SerialLine) -> None:
    port = os.open(serial.path, os.O_RDWR | os.O_NOCTTY)
    os.write(port, PRINTER)
    assert answer(port) == b"\x16"
    writing = threading.Thread(target=write_all, args=(port, SLIP + DONE))
    writing.start()
    assert answer(port) == b"\x00"
    writing.join()
    os.close(port)
    assert [slip.whole for slip in device.slips] == [True]


def write_all(port: int, data: bytes) -> None:
    while data:
        data = data[os.write(port, data) :]


@no_pseudo_terminals
def test_a_pulled_cable_is_an_error_for_who_writes_and_may_be_put_in_again(device: Device, serial: SerialLine) -> None:
    serial.cut_after(2_000)
    port = os.open(serial.path, os.O_RDWR | os.O_NOCTTY)
    with pytest.raises(OSError, match="Input/output"):
        write_all(port, SLIP * 20)
    os.close(port)
    serial.plug()
    port = os.open(serial.path, os.O_RDWR | os.O_NOCTTY)
    writing = threading.Thread(target=write_all, args=(port, SLIP + DONE))
    writing.start()
    assert answer(port) == b"\x00"
    writing.join()
    os.close(port)
    assert [slip.whole for slip in device.slips] == [False, True]
