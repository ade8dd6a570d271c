"""The network printer against a real TCP server."""

from __future__ import annotations

import socket
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from loyalty.words import LANGUAGES, Words
from printing.printers.network import NetworkPrinter
from printing.printers.printer import InDoubtError
from tests.printing.fake_printer import PAPER_QUESTION, QUESTION, FakePrinter, Manners

JOB = b"\x1b@" + bytes(range(256)) * 40
BEFORE = b"".join(QUESTION + bytes([question]) for question in (1, 2, 4))
OK = 0x12


def sent(printer: FakePrinter, cache_folder: Path, job: bytes = JOB) -> None:
    network = NetworkPrinter(
        "127.0.0.1", printer.port, timeout_s=0.5, cache_folder=cache_folder, answer_s=0.2, done_s=0.3, taken_s=0.5
    )
    network.send(job, QImage(), "receipt A-000001")


def failure(printer: FakePrinter, cache_folder: Path, job: bytes = JOB, partly: bool = False) -> str:
    with pytest.raises(KnownError) as caught:
        sent(printer, cache_folder, job)
    assert isinstance(caught.value, InDoubtError) is partly
    assert caught.value.facts == {"address": f"127.0.0.1:{printer.port}"}
    for language in LANGUAGES:
        assert str(printer.port) in Words(language)(f"error.{caught.value.key}", **caught.value.facts)
    return caught.value.key


def wait_for_jobs(printer: FakePrinter, count: int) -> None:
    deadline = time.monotonic() + 3
    while len(printer.jobs) < count and time.monotonic() < deadline:
        time.sleep(0.005)
    assert len(printer.jobs) == count


def test_a_printer_that_answers_gets_the_job_between_the_questions(
    fake_printer: FakePrinter, cache_folder: Path
) -> None:
    sent(fake_printer, cache_folder)
    wait_for_jobs(fake_printer, 1)
    assert fake_printer.jobs == [BEFORE + JOB + PAPER_QUESTION]


def test_each_job_has_a_connection_of_its_own(fake_printer: FakePrinter, cache_folder: Path) -> None:
    for _ in range(3):
        sent(fake_printer, cache_folder)
    wait_for_jobs(fake_printer, 3)


def test_a_silent_printer_is_unknown_and_gets_the_job_all_the_same(
    fake_printer: FakePrinter, cache_folder: Path
) -> None:
    fake_printer.manners = Manners(answers={}, paper_answer=None)
    sent(fake_printer, cache_folder)
    wait_for_jobs(fake_printer, 1)
    assert fake_printer.jobs == [QUESTION + b"\x01" + JOB]


def test_an_answer_that_is_none_counts_as_silence(fake_printer: FakePrinter, cache_folder: Path) -> None:
    fake_printer.manners = Manners(answers={1: 0xFF}, paper_answer=None)
    sent(fake_printer, cache_folder)
    wait_for_jobs(fake_printer, 1)
    assert fake_printer.jobs == [QUESTION + b"\x01" + JOB]


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        ({1: OK | 0x08, 2: OK | 0x20, 4: OK | 0x60}, "printer_paper_out"),
        ({1: OK, 2: OK, 4: OK | 0x60}, "printer_paper_out"),
        ({1: OK | 0x08, 2: OK | 0x04, 4: OK}, "printer_cover_open"),
        ({1: OK | 0x08, 2: OK | 0x40, 4: OK}, "printer_faulty"),
        ({1: OK | 0x08, 2: OK, 4: OK}, "printer_offline"),
    ],
)
def test_what_the_printer_says_of_itself_stops_the_job_before_it_starts(
    fake_printer: FakePrinter, cache_folder: Path, answers: dict[int, int], key: str
) -> None:
    fake_printer.manners = Manners(answers=answers)
    assert failure(fake_printer, cache_folder) == key
    wait_for_jobs(fake_printer, 1)
    assert fake_printer.jobs == [BEFORE]


def test_paper_that_is_only_near_its_end_prints(fake_printer: FakePrinter, cache_folder: Path) -> None:
    fake_printer.manners = Manners(answers={1: OK, 2: OK, 4: OK | 0x0C}, paper_answer=0x03 & 0x6C)
    sent(fake_printer, cache_folder)


def test_paper_that_ends_during_the_job_is_named(fake_printer: FakePrinter, cache_folder: Path) -> None:
    fake_printer.manners = Manners(paper_answer=0x0C)
    assert failure(fake_printer, cache_folder, partly=True) == "printer_paper_out"


def test_a_printer_that_falls_silent_is_asked_again(fake_printer: FakePrinter, cache_folder: Path) -> None:
    out = {1: OK | 0x08, 2: OK | 0x20, 4: OK | 0x60}
    fake_printer.manners = Manners(later_answers=out, paper_answer=None)
    assert failure(fake_printer, cache_folder, partly=True) == "printer_paper_out"


def test_a_busy_printer_that_is_fine_has_its_job(fake_printer: FakePrinter, cache_folder: Path) -> None:
    fake_printer.manners = Manners(paper_answer=None)
    sent(fake_printer, cache_folder)
    wait_for_jobs(fake_printer, 1)
    assert fake_printer.jobs[0].startswith(BEFORE + JOB)


@pytest.mark.parametrize("resets", [False, True])
def test_a_printer_that_hangs_up_before_the_job_has_printed_nothing(
    fake_printer: FakePrinter, cache_folder: Path, resets: bool
) -> None:
    fake_printer.manners = Manners(hangs_up_after=3, resets=resets)
    assert failure(fake_printer, cache_folder) == "printer_unreachable"


@pytest.mark.parametrize("resets", [False, True])
@pytest.mark.parametrize("after", [9, 500])
def test_a_connection_that_breaks_off_during_the_job_is_named(
    fake_printer: FakePrinter, cache_folder: Path, after: int, resets: bool
) -> None:
    fake_printer.manners = Manners(paper_answer=None, hangs_up_after=after, resets=resets)
    assert failure(fake_printer, cache_folder, JOB * 400, partly=True) == "printer_dropped"


def test_a_stalled_printer_is_given_up(fake_printer: FakePrinter, cache_folder: Path) -> None:
    fake_printer.manners = Manners(reads=False)
    started = time.monotonic()
    assert failure(fake_printer, cache_folder, JOB * 2_000, partly=True) == "printer_timeout"
    assert time.monotonic() - started < 3


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not say what is unsent")
def test_a_printer_that_stalls_is_given_up_although_the_whole_job_was_written(
    fake_printer: FakePrinter, cache_folder: Path
) -> None:
    # It takes the beginning into its small memory and nothing more; the rest waits in ours, where a write succeeds.
    fake_printer.manners = Manners(reads=False)
    fake_printer.make_small()
    assert failure(fake_printer, cache_folder, JOB * 2, partly=True) == "printer_timeout"


def test_nobody_listening_is_refused(cache_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(KnownError) as caught:
        NetworkPrinter("127.0.0.1", port, cache_folder=cache_folder).send(JOB, QImage(), "x")
    assert caught.value.key == "printer_refused"


@pytest.mark.parametrize("host", ["printer.invalid", "192.168.1..50"])
def test_a_name_that_leads_nowhere_is_unreachable(cache_folder: Path, host: str) -> None:
    with pytest.raises(KnownError) as caught:
        NetworkPrinter(host, timeout_s=0.3, cache_folder=cache_folder).send(JOB, QImage(), "x")
    assert caught.value.key == "printer_unreachable"


def test_a_printer_works_from_its_own_thread(fake_printer: FakePrinter, cache_folder: Path) -> None:
    thread = threading.Thread(target=sent, args=(fake_printer, cache_folder))
    thread.start()
    thread.join()
    wait_for_jobs(fake_printer, 1)
