"""The conversation with a printer, the same over a network and a serial line, with a printer of every manner."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from loyalty.errors import KnownError
from loyalty.words import LANGUAGES, Words
from printing.drawer import DRAWER_PULSE
from printing.printers.conversation import Conversation, Limits
from printing.printers.line_printer import LinePrinter
from printing.printers.memory import Memory
from printing.printers.network import NetworkPrinter
from printing.printers.printer import Delivery, Health, InDoubtError
from printing.printers.serial_printer import SerialPrinter
from printing.printers.status import AnswerReader
from tests.printing.fake_printer import PAPER_OUT, PAPER_QUESTION, QUESTION, FakePrinter, FakeSerialPrinter, Manners
from tests.stopwatch import Stopwatch

JOB = b"\x1b@" + bytes(range(256)) * 4
BEFORE = b"".join(QUESTION + bytes([question]) for question in (1, 2, 4))
# Whoever answers is waited for as long as it takes; a silence is waited for no longer than a test has time for.
PATIENT = Limits(connect_s=30, answer_s=30, stall_s=30, done_s=30, ask_again_s=0.1, settle_s=30)
SHORT = Limits(connect_s=30, answer_s=0.3, stall_s=0.4, done_s=0.4, ask_again_s=0.1, settle_s=0.4)
OK = 0x12


class Pair:
    """A printer and what reaches it."""

    def __init__(self, printer: LinePrinter, device: FakePrinter | FakeSerialPrinter) -> None:
        self.printer = printer
        self.device = device

    def behave(self, manners: Manners) -> None:
        if isinstance(self.device, FakePrinter):
            self.device.manners = manners
        else:
            self.device.listener.manners = manners

    def wait_no_longer_than(self, limits: Limits) -> None:
        self.printer.limits = self.printer._conversation._limits = limits

    def send(self, job: bytes = JOB) -> Delivery:
        return self.printer.send(job, QImage(), "receipt A-000001")

    def got(self, size: int) -> bytes:
        deadline = time.monotonic() + 30
        while len(self._came()) < size and time.monotonic() < deadline:
            time.sleep(0.005)
        return self._came()

    def _came(self) -> bytes:
        return b"".join(self.device.jobs) if isinstance(self.device, FakePrinter) else self.device.got


@pytest.fixture(params=["network", "serial"])
def pair(request: pytest.FixtureRequest, cache_folder: Path) -> Iterator[Pair]:
    if request.param == "network":
        device = request.getfixturevalue("fake_printer")
        yield Pair(NetworkPrinter("127.0.0.1", device.port, cache_folder=cache_folder, limits=PATIENT), device)
    else:
        device = request.getfixturevalue("fake_serial_printer")
        yield Pair(SerialPrinter(device.path, 115_200, cache_folder=cache_folder, limits=PATIENT), device)


def failure(pair: Pair, in_doubt: bool, job: bytes = JOB) -> str:
    with pytest.raises(KnownError) as caught:
        pair.send(job)
    assert isinstance(caught.value, InDoubtError) is in_doubt, caught.value
    for language in LANGUAGES:
        assert pair.printer.address in Words(language)(f"error.{caught.value.key}", **caught.value.facts)
    return caught.value.key


def test_a_printer_that_answers_after_the_job_confirms_it(pair: Pair) -> None:
    assert pair.send() is Delivery.CONFIRMED
    first = BEFORE + PAPER_QUESTION + JOB + PAPER_QUESTION
    assert pair.got(len(first)) == first
    # Only the first job asks whether it answers at all.
    assert pair.send() is Delivery.CONFIRMED
    both = first + BEFORE + JOB + PAPER_QUESTION
    assert pair.got(len(both)) == both


def test_a_printer_that_never_answers_gets_the_job_all_the_same(pair: Pair) -> None:
    pair.wait_no_longer_than(SHORT)
    pair.behave(Manners(answers={}, paper_answer=None))
    assert pair.printer.health() == Health(answers=False)
    assert pair.send() is Delivery.SENT
    assert pair.got(len(JOB) + 6)[-len(JOB) :] == JOB


def test_a_printer_that_answers_only_in_real_time_is_sent_to(pair: Pair) -> None:
    pair.wait_no_longer_than(SHORT)
    pair.behave(Manners(paper_answer=None))
    assert [pair.send(), pair.send()] == [Delivery.SENT, Delivery.SENT]


def test_a_printer_that_answered_and_falls_silent_before_a_job_gets_nothing(pair: Pair) -> None:
    pair.send()
    pair.wait_no_longer_than(SHORT)
    pair.behave(Manners(answers={}, paper_answer=None))
    assert failure(pair, in_doubt=False) == "printer_silent"
    with pytest.raises(KnownError, match="printer_silent"):
        pair.printer.health()


def test_a_printer_that_falls_silent_during_the_job_is_a_doubt(pair: Pair) -> None:
    pair.wait_no_longer_than(SHORT)
    pair.behave(Manners(later_answers={}, papers=1))
    assert failure(pair, in_doubt=True) == "printer_timeout"


def test_a_printer_that_confirms_otherwise_and_does_not_now_is_a_doubt_though_it_is_well(pair: Pair) -> None:
    pair.wait_no_longer_than(SHORT)
    pair.behave(Manners(papers=1))
    assert failure(pair, in_doubt=True) == "printer_timeout"


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        (PAPER_OUT, "printer_paper_out"),
        ({1: OK, 2: OK, 4: OK | 0x60}, "printer_paper_out"),
        ({1: OK | 0x08, 2: OK | 0x04, 4: OK}, "printer_cover_open"),
        ({1: OK | 0x08, 2: OK | 0x40, 4: OK}, "printer_faulty"),
        ({1: OK | 0x08, 2: OK, 4: OK}, "printer_offline"),
    ],
)
def test_what_the_printer_says_of_itself_stops_the_job_before_it_starts(
    pair: Pair, answers: dict[int, int], key: str
) -> None:
    pair.behave(Manners(answers=answers))
    assert failure(pair, in_doubt=False) == key
    with pytest.raises(KnownError, match=key):
        pair.printer.health()
    assert pair.got(2 * len(BEFORE)) == BEFORE * 2


def test_trouble_during_the_job_is_named_while_waiting_for_the_answer(pair: Pair) -> None:
    pair.behave(Manners(later_answers=PAPER_OUT, papers=1))
    with Stopwatch() as watch:
        assert failure(pair, in_doubt=True) == "printer_paper_out"
    assert watch.s < 1


def test_paper_that_ends_with_the_job_is_named(pair: Pair) -> None:
    pair.send()
    pair.behave(Manners(paper_answer=0x0C))
    assert failure(pair, in_doubt=True) == "printer_paper_out"


def test_paper_near_its_end_prints_and_is_told(pair: Pair) -> None:
    pair.behave(Manners(answers={1: OK, 2: OK, 4: OK | 0x0C}, paper_answer=0x03))
    assert pair.send() is Delivery.CONFIRMED
    assert pair.printer.health() == Health(answers=True, paper_low=True)


def test_much_paper_of_few_bytes_is_given_the_time_of_a_slow_printer(pair: Pair) -> None:
    pair.send()
    pair.wait_no_longer_than(replace(PATIENT, done_s=0.4))
    pair.behave(Manners(prints_for_s=0.9))
    assert pair.printer.send(JOB, QImage(384, 8_000, QImage.Format.Format_Mono), "receipt") is Delivery.CONFIRMED


def test_a_printer_that_prints_for_long_is_waited_for(pair: Pair) -> None:
    pair.send()
    pair.behave(Manners(prints_for_s=0.3))
    assert pair.send() is Delivery.CONFIRMED


class Time:
    """The module `time` of a conversation: it passes only while somebody waits."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def monotonic(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds


class ScriptedLine:
    """Says the next of its lines whenever it is asked something; None says nothing."""

    piece_bytes = bytes_per_second = 100_000

    def __init__(self, time: Time, *lines: bytes | None) -> None:
        self._time = time
        self._lines = list(lines)
        self._says = b""
        self.asked: list[bytes] = []

    def write(self, data: bytes, limit_s: float) -> None:
        if data == PAPER_QUESTION or data[:2] == QUESTION:
            self.asked.append(data)
            self._says += self._lines.pop(0) or b""

    def read(self, limit_s: float) -> bytes:
        said, self._says = self._says, b""
        self._time.sleep(0 if said else min(limit_s, 0.01))
        return said

    def unsent(self) -> int:
        return 0


def test_a_late_answer_is_not_taken_for_that_to_another_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Time()
    monkeypatch.setattr("printing.printers.conversation.time", clock)
    limits = Limits(answer_s=0.05, done_s=0.6, ask_again_s=0.02)
    # Bit 2 in the answer to the first question tells of the drawer; in that to the second it is an open cover.
    drawer, fine = b"\x16", b"\x12"
    before = (drawer, fine, fine, b"\0")
    line = ScriptedLine(clock, *before, None, None, None, drawer + drawer, fine, fine, *[None] * 80)
    with pytest.raises(InDoubtError, match="printer_timeout"):
        Conversation(limits, Memory(tmp_path, "x"), address="x").send(line, JOB)
    # Silence, silence, the first answer with a late one beside it: only then the second question.
    assert line.asked[4:10] == [PAPER_QUESTION, *[BEFORE[:3]] * 3, BEFORE[3:6], BEFORE[6:9]]


def test_what_a_printer_says_unasked_is_no_answer(pair: Pair) -> None:
    # GS a: four bytes, of which the last three look like answers to GS r, here of a roll that has ended.
    pair.behave(Manners(before_answers=bytes([0x14, 0x00, 0x0C, 0x0F])))
    assert pair.send() is Delivery.CONFIRMED


def test_unasked_words_alone_confirm_nothing(pair: Pair) -> None:
    pair.send()
    pair.wait_no_longer_than(SHORT)
    pair.behave(Manners(before_answers=bytes([0x10, 0x00, 0x00, 0x00]), papers=0))
    assert failure(pair, in_doubt=True) == "printer_timeout"


def test_dots_that_look_like_a_question_do_not_stop_the_job(pair: Pair) -> None:
    assert pair.send(JOB + b"\x10\x04\x01\x10\x04\x02\x10\x04\x04" * 20) is Delivery.CONFIRMED


def test_a_printer_that_waits_for_the_rest_of_an_earlier_job_gets_white_dots_first(pair: Pair) -> None:
    pair.wait_no_longer_than(SHORT)
    pair.behave(Manners(eats=5_000))
    assert pair.send() is Delivery.CONFIRMED
    came = pair.got(len(JOB) + 18_432 + 2 * len(PAPER_QUESTION))
    assert came.endswith(PAPER_QUESTION + JOB + PAPER_QUESTION)


def test_a_printer_that_stays_stuck_after_a_doubt_gets_no_further_slip(pair: Pair) -> None:
    pair.wait_no_longer_than(SHORT)
    pair.behave(Manners(papers=1))
    failure(pair, in_doubt=True)
    pair.behave(Manners(papers=0))
    assert failure(pair, in_doubt=False) == "printer_stuck"
    pair.wait_no_longer_than(PATIENT)
    pair.behave(Manners())
    assert pair.send() is Delivery.CONFIRMED


def test_the_drawer_opens_before_anything_is_asked(pair: Pair) -> None:
    pair.printer.pulse(DRAWER_PULSE)
    assert pair.got(len(DRAWER_PULSE + BEFORE)) == DRAWER_PULSE + BEFORE
    pair.behave(Manners(answers={1: OK | 0x08, 2: OK | 0x04, 4: OK}))
    with pytest.raises(KnownError, match="printer_cover_open"):
        pair.printer.pulse(DRAWER_PULSE)


def test_a_printer_that_takes_nothing_is_given_up_in_time(pair: Pair) -> None:
    pair.send()
    pair.wait_no_longer_than(SHORT)
    pair.behave(Manners(reads_until=0))
    with Stopwatch() as watch:
        assert failure(pair, in_doubt=False, job=JOB * 2_000) == "printer_silent"
        with pytest.raises(KnownError, match="printer_silent"):
            pair.printer.health()
    assert watch.s < 2


def test_a_silent_printer_that_answered_before_a_restart_gets_nothing_until_a_test_page(
    pair: Pair, cache_folder: Path
) -> None:
    pair.printer.health()
    if isinstance(pair.device, FakePrinter):
        pair.printer = NetworkPrinter("127.0.0.1", pair.device.port, cache_folder=cache_folder, limits=SHORT)
    else:
        pair.printer = SerialPrinter(pair.device.path, 115_200, cache_folder=cache_folder, limits=SHORT)
    pair.behave(Manners(answers={}, paper_answer=None))
    assert failure(pair, in_doubt=False) == "printer_silent"
    assert pair.printer.send(JOB, QImage(), "test_page") is Delivery.SENT
    assert [pair.send(), pair.printer.health()] == [Delivery.SENT, Health(answers=False)]


def test_a_memory_that_cannot_be_written_lasts_as_long_as_the_program(tmp_path: Path) -> None:
    (tmp_path / "answering").write_text("a file")
    memory = Memory(tmp_path, "COM3")
    memory.keep()
    assert memory.has_answered
    assert not Memory(tmp_path, "COM3").has_answered
    memory.forget()
    assert not memory.has_answered


def test_noise_without_end_is_no_answer(tmp_path: Path) -> None:
    class Noise:
        piece_bytes = bytes_per_second = 10_000

        def write(self, data: bytes, limit_s: float) -> None:
            pass

        def read(self, limit_s: float) -> bytes:
            return b"\xff" * 16

        def unsent(self) -> int:
            return 0

    with Stopwatch() as watch:
        assert Conversation(SHORT, Memory(tmp_path, "x"), address="x").send(Noise(), JOB) is Delivery.SENT
    assert watch.s < 1


def test_answers_are_told_apart_in_pieces_of_any_size() -> None:
    said = bytes([0x12, 0x18, 0x00, 0x0F, 0x16, 0x0F, 0x03, 0x11, 0x13, 0xFF, 0x72])
    whole, single = AnswerReader(), AnswerReader()
    whole.feed(said)
    for byte in said:
        single.feed(bytes([byte]))
    assert whole.real_time == single.real_time == [0x12, 0x16, 0x72]
    assert whole.queued == single.queued == [0x03]
