"""The network printer against a real TCP server: what only a network can do to a job."""

from __future__ import annotations

import socket
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from loyalty.words import LANGUAGES, Words
from printing.printers.conversation import Limits
from printing.printers.network import NetworkPrinter
from printing.printers.printer import Delivery, Health, InDoubtError
from tests.printing.fake_printer import PAPER_OUT, PAPER_QUESTION, QUESTION, FakePrinter, Manners
from tests.stopwatch import Stopwatch

JOB = b"\x1b@" + bytes(range(256)) * 40
BEFORE = b"".join(QUESTION + bytes([question]) for question in (1, 2, 4)) + PAPER_QUESTION
# Whoever answers is waited for as long as it takes; a silence is waited for no longer than a test has time for.
PATIENT = Limits(connect_s=30, answer_s=30, stall_s=30, done_s=30, ask_again_s=0.1, settle_s=30, still_s=30)
SHORT = Limits(connect_s=0.5, answer_s=0.3, stall_s=0.4, done_s=0.4, ask_again_s=0.1, settle_s=0.3, still_s=0.3)


def network(printer: FakePrinter, cache_folder: Path, limits: Limits = PATIENT) -> NetworkPrinter:
    return NetworkPrinter("127.0.0.1", printer.port, cache_folder=cache_folder, limits=limits)


def sent(printer: FakePrinter, cache_folder: Path, job: bytes = JOB, limits: Limits = PATIENT) -> Delivery:
    return network(printer, cache_folder, limits).send(job, QImage(), "receipt A-000001")


def failure(
    printer: FakePrinter,
    cache_folder: Path,
    job: bytes = JOB,
    in_doubt: bool = False,
    limits: Limits = PATIENT,
) -> str:
    with pytest.raises(KnownError) as caught:
        sent(printer, cache_folder, job, limits)
    assert isinstance(caught.value, InDoubtError) is in_doubt
    assert caught.value.facts == {"address": f"127.0.0.1:{printer.port}"}
    for language in LANGUAGES:
        assert str(printer.port) in Words(language)(f"error.{caught.value.key}", **caught.value.facts)
    return caught.value.key


def wait_for_jobs(printer: FakePrinter, count: int) -> None:
    deadline = time.monotonic() + 30
    while len(printer.jobs) < count and time.monotonic() < deadline:
        time.sleep(0.005)
    assert len(printer.jobs) == count


def test_each_job_has_a_connection_of_its_own(fake_printer: FakePrinter, cache_folder: Path) -> None:
    for _ in range(3):
        assert sent(fake_printer, cache_folder) is Delivery.CONFIRMED
    wait_for_jobs(fake_printer, 3)
    assert fake_printer.jobs == [BEFORE + JOB + PAPER_QUESTION] * 3


@pytest.mark.parametrize("resets", [False, True])
def test_a_printer_that_hangs_up_before_the_job_serves_another_till(
    fake_printer: FakePrinter, cache_folder: Path, resets: bool
) -> None:
    fake_printer.manners = Manners(hangs_up_after=3, resets=resets)
    assert failure(fake_printer, cache_folder) == "printer_busy"


@pytest.mark.parametrize("silent", [False, True])
@pytest.mark.parametrize("resets", [False, True])
@pytest.mark.parametrize("after", [15, 500, len(JOB) * 50])
def test_a_connection_that_breaks_off_during_the_job_is_named(
    fake_printer: FakePrinter, cache_folder: Path, after: int, resets: bool, silent: bool
) -> None:
    fake_printer.manners = Manners(hangs_up_after=after, resets=resets)
    if silent:
        fake_printer.manners.answers, fake_printer.manners.paper_answer = {}, None
    limits = SHORT if silent else PATIENT
    assert failure(fake_printer, cache_folder, JOB * 60, in_doubt=True, limits=limits) == "printer_dropped"


def test_a_printer_that_hangs_up_after_the_last_byte_has_confirmed_nothing(
    fake_printer: FakePrinter, cache_folder: Path
) -> None:
    fake_printer.manners = Manners(hangs_up_after=len(BEFORE + JOB), papers=1)
    assert failure(fake_printer, cache_folder, in_doubt=True) == "printer_dropped"


def test_a_stalled_printer_is_given_up_and_gets_nothing_later(fake_printer: FakePrinter, cache_folder: Path) -> None:
    fake_printer.manners = Manners(reads_until=5_000)
    with Stopwatch() as watch:
        assert failure(fake_printer, cache_folder, JOB * 2_000, in_doubt=True, limits=SHORT) == "printer_timeout"
    assert watch.s < 3
    # The second connection asks why.
    wait_for_jobs(fake_printer, 2)
    assert len(fake_printer.jobs[0]) < 20_000


def test_a_stalled_printer_says_why_on_a_new_connection(fake_printer: FakePrinter, cache_folder: Path) -> None:
    fake_printer.manners = Manners(reads_until=5_000)
    fake_printer.then = Manners(answers=PAPER_OUT)
    limits = replace(PATIENT, stall_s=0.4, still_s=0.3)
    assert failure(fake_printer, cache_folder, JOB * 2_000, in_doubt=True, limits=limits) == "printer_paper_out"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not say what is unsent")
def test_a_mute_printer_that_stalls_is_given_up_although_the_whole_job_was_written(
    fake_printer: FakePrinter, cache_folder: Path
) -> None:
    # It takes the beginning into its small memory and nothing more; the rest waits in ours, where a write succeeds.
    fake_printer.manners = Manners(reads=False)
    fake_printer.make_small()
    assert failure(fake_printer, cache_folder, JOB * 2, in_doubt=True, limits=SHORT) == "printer_timeout"


def test_a_printer_of_the_network_that_takes_its_time_is_waited_for(
    fake_printer: FakePrinter, cache_folder: Path
) -> None:
    fake_printer.manners = Manners(prints_for_s=0.25)
    printer = network(fake_printer, cache_folder)
    assert [printer.send(JOB, QImage(), "x") for _ in range(2)] == [Delivery.CONFIRMED] * 2


def refusing_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def test_nobody_listening_is_refused(cache_folder: Path) -> None:
    printer = NetworkPrinter("127.0.0.1", refusing_port(), cache_folder=cache_folder)
    for ask in (printer.health, lambda: printer.send(JOB, QImage(), "x"), lambda: printer.pulse(b"\x1bp\0\x19\xfa")):
        with pytest.raises(KnownError, match="printer_refused"):
            ask()


def test_a_printer_that_was_reached_and_refuses_may_be_off_or_serve_another_till(cache_folder: Path) -> None:
    printer = FakePrinter()
    till = NetworkPrinter("127.0.0.1", printer.port, cache_folder=cache_folder)
    assert till.health() == Health(answers=True)
    printer.close()
    with pytest.raises(KnownError, match="printer_refused") as caught:
        till.send(JOB, QImage(), "x")
    said = Words("zh_tw")("error.printer_refused", **caught.value.facts)
    assert "可能關著" in said
    assert "別台電腦正在用" in said


def test_a_printer_that_ends_the_connection_while_it_is_made_serves_another_till(
    fake_printer: FakePrinter, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def turned_away(*args: object, **kwargs: object) -> socket.socket:
        raise ConnectionResetError("turned away")

    monkeypatch.setattr("printing.printers.network._connected", turned_away)
    assert failure(fake_printer, cache_folder) == "printer_busy"


def test_a_printer_that_ends_the_connection_as_soon_as_it_is_made_serves_another_till(
    fake_printer: FakePrinter, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ended(socket.socket):
        def setsockopt(self, *args: object) -> None:
            raise OSError("the connection is gone")

    made: list[Ended] = []

    def connected(*args: object, **kwargs: object) -> socket.socket:
        made.append(Ended())
        return made[-1]

    monkeypatch.setattr("printing.printers.network._connected", connected)
    assert failure(fake_printer, cache_folder) == "printer_busy"
    assert [each.fileno() for each in made] == [-1]


def test_a_connection_leaves_no_line_in_the_log(
    fake_printer: FakePrinter, cache_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        sent(fake_printer, cache_folder)
    assert caplog.messages == []


@pytest.mark.parametrize("host", ["printer.invalid", "192.168.1..50"])
def test_a_name_that_leads_nowhere_is_unreachable(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    look_up = socket.getaddrinfo

    def nobody(name: str, *args: object, **kwargs: object) -> object:
        # As the system says it. A name service that does not answer, as where there is no network, takes its time.
        if name == "printer.invalid":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return look_up(name, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with Stopwatch() as watch, pytest.raises(KnownError, match="printer_unreachable"):
        NetworkPrinter(host, cache_folder=cache_folder, limits=PATIENT).health()
    assert watch.s < 1


def test_a_name_service_that_does_not_answer_is_not_waited_for(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = threading.Event()

    def look_up(*args: object, **kwargs: object) -> list[object]:
        release.wait(30)
        raise OSError("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    printer = NetworkPrinter("printer.local", cache_folder=cache_folder)
    with Stopwatch() as watch, pytest.raises(KnownError, match="printer_unreachable"):
        printer.health()
    release.set()
    assert watch.s < 2


def test_a_doubt_stays_one_where_a_broken_connection_lets_nothing_be_set(
    fake_printer: FakePrinter, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printing.printers.network._FORGET_UNSENT", b"")
    fake_printer.manners = Manners(reads_until=5_000)
    assert failure(fake_printer, cache_folder, JOB * 1_000, in_doubt=True, limits=SHORT) == "printer_timeout"


def test_a_name_with_several_addresses_is_tried_until_one_listens(
    fake_printer: FakePrinter, cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = (socket.AF_INET, socket.SOCK_STREAM, 0, "")
    found = [(*kinds, ("127.0.0.9", 0)), (*kinds, ("127.0.0.1", 0))]
    look_up = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: found if host == "p" else look_up(host, *a, **k))
    printer = NetworkPrinter("p", fake_printer.port, cache_folder=cache_folder, limits=PATIENT)
    assert printer.send(JOB, QImage(), "x") is Delivery.CONFIRMED


def test_a_printer_works_from_its_own_thread(fake_printer: FakePrinter, cache_folder: Path) -> None:
    thread = threading.Thread(target=sent, args=(fake_printer, cache_folder))
    thread.start()
    thread.join()
    wait_for_jobs(fake_printer, 1)
