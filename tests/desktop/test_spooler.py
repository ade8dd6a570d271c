"""The spooler: oldest first, one at a time, and it stops at a slip in trouble until someone decides."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from db import print_jobs
from db.print_jobs import JobState, PrintJob
from desktop.operations import print_jobs as operations
from desktop.operations.print_jobs import duties
from desktop.print_state import PrintersState, in_doubt
from desktop.print_worker import FIRST_LOOK_MS, IDLE_LOOK_MS, TROUBLE_LOOK_MS, Outlet, PrintWorker
from desktop.till import PrinterEntry, TillSettings
from loyalty.errors import KnownError
from printing import document
from printing.drawer import DRAWER_PULSE
from printing.printers.printer import Delivery, Health, InDoubtError
from tests.desktop.shop import Shop


class Paper:
    """A printer that takes slips, or fails as told."""

    def __init__(self) -> None:
        self.slips: list[str] = []
        self.widths: list[int] = []
        self.pulses: list[bytes] = []
        self.trouble: str = ""
        self.in_doubt = False
        self.answers = True
        self.paper_low = False
        self.meanwhile: Callable[[], object] = int

    def send(self, data: bytes, picture: QImage, name: str) -> Delivery:
        self.meanwhile()
        if self.trouble:
            raise self._problem()
        assert data
        self.slips.append(name)
        self.widths.append(picture.width())
        return Delivery.CONFIRMED if self.answers else Delivery.SENT

    def health(self) -> Health:
        if self.trouble:
            raise KnownError(self.trouble, address="127.0.0.1:9100")
        return Health(self.answers, self.paper_low)

    def pulse(self, data: bytes) -> None:
        if self.trouble:
            raise KnownError(self.trouble, address="127.0.0.1:9100")
        self.pulses.append(data)

    def _problem(self) -> KnownError:
        kind = InDoubtError if self.in_doubt else KnownError
        return kind(self.trouble, address="127.0.0.1:9100")


MAIN = PrinterEntry("main", "", "network", "127.0.0.1:9100")


def use(shop: Shop, paper: Paper | None, width_dots: int = 384) -> None:
    """Print on this one printer, or on none."""
    entry = replace(MAIN, width_dots=width_dots)
    use_all(shop, {entry: paper} if paper is not None else {})


def use_all(shop: Shop, papers: Mapping[PrinterEntry, Paper]) -> None:
    """Print on these."""
    till = TillSettings(printers=tuple(papers))
    jobs = zip(papers.items(), duties(till), strict=True)
    shop.spooler.use([Outlet(entry, duty, paper) for (entry, paper), duty in jobs])


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def states(shop: Shop) -> list[PrintersState]:
    """Everything the spooler said."""
    said: list[PrintersState] = []
    shop.spooler.changed.connect(said.append)
    return said


def job_states(shop: Shop) -> list[JobState]:
    """Each slip's state, oldest first."""
    with shop.store.read() as connection:
        return [job.state for job in reversed(print_jobs.recent(connection, 20))]


def troubled(shop: Shop) -> str:
    """The oldest slip in trouble."""
    job = shop.spooler.state.troubled
    assert job is not None
    return job.id


def works(shop: Shop) -> bool:
    """Whether the only printer is known to work."""
    (state,) = shop.spooler.state.printers
    return state.works


def rest(shop: Shop, qtbot: QtBot) -> None:
    """Let it come to rest."""
    qtbot.waitUntil(lambda: shop.idle)


def test_slips_come_out_oldest_first(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    member = shop.join("0912345678")
    shop.sell(100, member)
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert paper.slips == ["member_card", "receipt"]
    assert job_states(shop) == [JobState.CONFIRMED, JobState.CONFIRMED]


def test_without_a_printer_slips_wait(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert (job_states(shop), shop.spooler.state.waiting) == ([JobState.QUEUED], 1)
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert paper.slips == ["receipt"]


def test_a_printer_taken_away_while_a_slip_is_on_its_way_leaves_it_waiting(
    shop: Shop, paper: Paper, qtbot: QtBot
) -> None:
    shop.sell(100)
    use(shop, paper)
    shop.spooler.wake()
    writer = shop.lanes["writer"]
    writer.catch_up()  # The slip is being taken from the queue now.
    use(shop, None)
    writer.catch_up()
    rest(shop, qtbot)
    assert (job_states(shop), paper.slips) == ([JobState.QUEUED], [])


@pytest.mark.parametrize(
    ("trouble", "state", "asks"),
    [
        ("printer_unreachable", JobState.FAILED, False),
        ("printer_paper_out", JobState.FAILED, False),
        ("printer_paper_out", JobState.UNKNOWN, True),
        ("printer_dropped", JobState.UNKNOWN, True),
        ("printer_timeout", JobState.UNKNOWN, True),
    ],
)
def test_a_slip_in_trouble_stops_the_queue_and_says_what_is_known(
    shop: Shop, paper: Paper, qtbot: QtBot, states: list[PrintersState], trouble: str, state: JobState, asks: bool
) -> None:
    shop.sell(100)
    shop.sell(200)
    paper.trouble, paper.in_doubt = trouble, asks
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert job_states(shop) == [state, JobState.QUEUED]
    last = states[-1]
    assert last.troubled is not None
    assert (in_doubt(last.troubled), last.waiting) == (asks, 1)
    assert last.problem is not None
    assert last.problem.key == trouble


def test_retry_sends_it_again_and_goes_on(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    shop.sell(200)
    paper.trouble = "printer_unreachable"
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    paper.trouble = ""
    shop.spooler.retry(troubled(shop))
    shop.spooler.retry(troubled(shop))
    rest(shop, qtbot)
    assert paper.slips == ["receipt", "receipt"]
    assert job_states(shop) == [JobState.CONFIRMED, JobState.CONFIRMED]


@pytest.mark.parametrize(("came_out", "state"), [(True, JobState.SENT), (False, JobState.DROPPED)])
def test_settling_it_goes_on_with_the_next(
    shop: Shop, paper: Paper, qtbot: QtBot, came_out: bool, state: JobState
) -> None:
    shop.sell(100)
    shop.sell(200)
    paper.trouble = "printer_timeout"
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    paper.trouble = ""
    shop.spooler.settle(came_out, troubled(shop))
    rest(shop, qtbot)
    assert job_states(shop) == [state, JobState.CONFIRMED]
    assert len(paper.slips) == 1


def test_waking_it_while_it_prints_sends_nothing_twice(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    for amount in (100, 200, 300):
        shop.sell(amount)
    use(shop, paper)
    for _ in range(5):
        shop.spooler.wake()
    qtbot.waitUntil(lambda: len(paper.slips) >= 1)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert len(paper.slips) == 3


def test_a_slip_queued_while_another_prints_is_not_forgotten(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    more = [200]
    paper.meanwhile = lambda: shop.sell(more.pop()) if more else None
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert len(paper.slips) == 2


def test_slips_that_were_being_sent_when_the_app_was_killed_become_questions(
    shop: Shop, paper: Paper, qtbot: QtBot, states: list[PrintersState]
) -> None:
    shop.sell(100)
    with shop.store.write() as connection:
        job = print_jobs.waiting(connection)[0]
        print_jobs.set_state(connection, job.id, JobState.SENDING, at_ms=shop.clock.now_ms())
    use(shop, paper)
    shop.spooler.start()
    rest(shop, qtbot)
    troubled = states[-1].troubled
    assert troubled is not None
    assert in_doubt(troubled)
    assert paper.slips == []


def test_the_printed_picture_is_told(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    told: list[tuple[str, int]] = []
    shop.spooler.printed.connect(lambda kind, picture: told.append((kind, picture.width())))
    shop.sell(100)
    use(shop, paper, 576)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert told == [("receipt", 576)]


@pytest.mark.parametrize(
    ("trouble", "written_by", "state"),
    [("printer_refused", "fail", JobState.FAILED), ("", "finish", JobState.CONFIRMED)],
)
def test_how_a_slip_went_is_written_down_when_the_disk_takes_it_again(
    shop: Shop,
    paper: Paper,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    trouble: str,
    written_by: str,
    state: JobState,
) -> None:
    write = getattr(operations, written_by)
    full = [True]

    def written(*told: object) -> None:
        if full:
            raise KnownError("disk_full", path="shop.db")
        write(*told)

    monkeypatch.setattr(operations, written_by, written)
    shop.sell(100)
    paper.trouble = trouble
    use(shop, paper)
    shop.spooler.wake()
    qtbot.waitUntil(shop.spooler._later.isActive)
    assert job_states(shop) == [JobState.SENDING]
    full.clear()
    shop.spooler._later.start(0)
    qtbot.waitUntil(lambda: job_states(shop) == [state])
    rest(shop, qtbot)
    assert len(paper.slips) == (0 if trouble else 1)


def test_a_printer_is_said_to_work_only_while_it_takes_slips(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    use(shop, paper)
    assert not works(shop)
    shop.sell(100)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert works(shop)
    paper.trouble = "printer_unreachable"
    shop.sell(200)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert not works(shop)


CARDS = PrinterEntry("cards", "", "network", "127.0.0.1:9101", 576, roles=("card",))


@pytest.fixture
def cards() -> Paper:
    """A second printer, for cards."""
    return Paper()


def job(shop: Shop, place: int = 0) -> PrintJob:
    """A slip, the newest first."""
    with shop.store.read() as connection:
        return print_jobs.recent(connection, 20)[place]


def card_and_receipt(shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot) -> None:
    """Somebody joins and buys: a card and a receipt, on a printer each."""
    shop.sell(100, shop.join("0912345678"))
    use_all(shop, {MAIN: paper, CARDS: cards})
    shop.spooler.wake()
    rest(shop, qtbot)


def test_each_printer_prints_the_slips_of_its_roles_and_what_was_printed_where_is_kept(
    shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot
) -> None:
    card_and_receipt(shop, paper, cards, qtbot)
    assert (paper.slips, cards.slips) == (["receipt"], ["member_card"])
    assert (paper.widths, cards.widths) == ([384], [576])
    receipt, card = job(shop), job(shop, 1)
    assert (receipt.printer, receipt.width_dots, receipt.route) == ("main", 384, "picture")
    assert (card.printer, card.width_dots, card.changed_at_ms > card.created_at_ms) == ("cards", 576, True)


def test_a_printer_in_trouble_stops_only_its_own_slips(shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot) -> None:
    cards.trouble = "printer_paper_out"
    card_and_receipt(shop, paper, cards, qtbot)
    shop.sell(200)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert paper.slips == ["receipt", "receipt"]
    assert [each.in_trouble for each in shop.spooler.state.printers] == [False, True]
    assert shop.spooler.state.worst_first()[0].entry == CARDS


def test_two_printers_print_at_the_same_time(shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot) -> None:
    both = threading.Barrier(2, timeout=5)
    paper.meanwhile = cards.meanwhile = both.wait
    card_and_receipt(shop, paper, cards, qtbot)
    assert (paper.slips, cards.slips) == (["receipt"], ["member_card"])


def test_what_surely_did_not_come_out_is_printed_by_itself_once_the_printer_is_well(
    shop: Shop, paper: Paper, qtbot: QtBot
) -> None:
    shop.sell(100)
    shop.sell(200)
    paper.trouble = "printer_paper_out"
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert job_states(shop) == [JobState.FAILED, JobState.QUEUED]
    paper.trouble = ""
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert job_states(shop) == [JobState.CONFIRMED, JobState.CONFIRMED]
    assert not document.from_bytes(job(shop, 1).document).second_copy


def test_what_may_have_come_out_is_never_printed_again_by_itself(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    paper.trouble, paper.in_doubt = "printer_dropped", True
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    paper.trouble = ""
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert (job_states(shop), paper.slips) == ([JobState.UNKNOWN], [])


def test_a_slip_that_fails_though_the_printer_says_it_is_well_is_tried_ever_more_seldom(
    shop: Shop, paper: Paper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "health", lambda: Health(answers=True))
    shop.sell(100)
    paper.trouble = "printer_refused"
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    waits = []
    for _ in range(8):
        waits.append(worker(shop)._look.interval())
        shop.spooler.look("main")
        rest(shop, qtbot)
    assert waits == [2_500, 5_000, 10_000, 20_000, 40_000, 80_000, 80_000, 80_000]
    paper.trouble = ""
    shop.spooler.look("main")
    rest(shop, qtbot)
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert (paper.slips, worker(shop)._look.interval()) == (["receipt"], IDLE_LOOK_MS)


def worker(shop: Shop) -> PrintWorker:
    """The main printer's worker."""
    return shop.spooler._workers["main"]


def test_a_printer_is_asked_how_it_is_seldom_when_it_is_well_and_often_in_trouble(
    shop: Shop, paper: Paper, qtbot: QtBot
) -> None:
    use(shop, paper)
    assert worker(shop)._look.interval() == FIRST_LOOK_MS
    paper.paper_low = True
    shop.spooler.look("main")
    rest(shop, qtbot)
    state = worker(shop).state
    assert (state.works, state.paper_low, worker(shop)._look.interval()) == (True, True, IDLE_LOOK_MS)
    paper.trouble = "printer_cover_open"
    shop.spooler.look("main")
    rest(shop, qtbot)
    state = worker(shop).state
    assert (state.works, state.in_trouble, worker(shop)._look.interval()) == (False, True, TROUBLE_LOOK_MS)
    assert worker(shop)._look.isActive()


def test_the_same_trouble_is_told_once(shop: Shop, paper: Paper, qtbot: QtBot, states: list[PrintersState]) -> None:
    use(shop, paper)
    paper.trouble = "printer_cover_open"
    shop.spooler.look("main")
    rest(shop, qtbot)
    told = len(states)
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert len(states) == told


def test_the_screen_as_a_printer_is_never_asked(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    paper.trouble = "printer_offline"
    use_all(shop, {replace(MAIN, kind="virtual"): paper})
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert not worker(shop).state.in_trouble


def test_a_printer_at_work_is_not_asked_meanwhile(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    go_on = threading.Event()
    paper.meanwhile = lambda: go_on.wait(5)
    shop.sell(100)
    use(shop, paper)
    shop.spooler.wake()
    qtbot.waitUntil(lambda: worker(shop).state.queue.sending == 1)
    paper.trouble = "printer_offline"
    shop.spooler.look("main")
    assert worker(shop)._look.isActive()
    paper.trouble = ""
    go_on.set()
    rest(shop, qtbot)
    assert not worker(shop).state.in_trouble


def test_another_printer_takes_over_all_that_did_not_come_out(
    shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot
) -> None:
    shop.sell(100)
    shop.sell(200)
    paper.trouble = "printer_unreachable"
    use_all(shop, {MAIN: paper, CARDS: cards})
    shop.spooler.wake()
    rest(shop, qtbot)
    shop.spooler.reroute_all("main", "cards")
    rest(shop, qtbot)
    assert cards.slips == ["receipt", "receipt"]
    assert [job(shop, place).printer for place in (0, 1)] == ["cards", "cards"]
    assert cards.widths == [576, 576]


def test_a_slip_in_doubt_goes_elsewhere_as_a_second_copy(shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    paper.trouble, paper.in_doubt = "printer_dropped", True
    use_all(shop, {MAIN: paper, CARDS: cards})
    shop.spooler.wake()
    rest(shop, qtbot)
    shop.spooler.reroute(troubled(shop), "cards")
    rest(shop, qtbot)
    assert cards.slips == ["receipt"]
    assert document.from_bytes(job(shop).document).second_copy


def test_a_printer_taken_out_of_the_till_leaves_its_slips_to_the_one_that_has_the_role_now(
    shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot
) -> None:
    cards.trouble = "printer_unreachable"
    card_and_receipt(shop, paper, cards, qtbot)
    use_all(shop, {MAIN: paper})
    shop.spooler.wake()
    rest(shop, qtbot)
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert paper.slips == ["receipt", "member_card"]


def test_nobody_waits_for_a_printer_that_was_taken_out_while_it_prints(
    shop: Shop, paper: Paper, cards: Paper, qtbot: QtBot
) -> None:
    go_on = threading.Event()
    paper.meanwhile = lambda: go_on.wait(5)
    shop.sell(100)
    use(shop, paper)
    shop.spooler.wake()
    qtbot.waitUntil(lambda: worker(shop).state.queue.sending == 1)
    began = time.monotonic()
    use_all(shop, {CARDS: cards})
    assert time.monotonic() - began < 0.2
    go_on.set()
    rest(shop, qtbot)
    assert (job_states(shop), paper.slips, cards.slips) == ([JobState.CONFIRMED], ["receipt"], [])
    assert shop.spooler._leaving == []


def test_a_slip_taken_for_paper_of_another_width_is_drawn_anew(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    use(shop, paper)
    shop.spooler.wake()
    shop.lanes["writer"].catch_up()
    use(shop, paper, 576)
    rest(shop, qtbot)
    assert (paper.widths, job(shop).width_dots) == ([576], 576)


def test_the_drawer_is_kicked_at_once_and_what_keeps_it_shut_is_said(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    heard: list[KnownError | None] = []
    use(shop, paper)
    shop.spooler.kick_drawer("main", heard.append)
    rest(shop, qtbot)
    assert (paper.pulses, heard) == ([DRAWER_PULSE], [None])
    paper.trouble = "printer_unreachable"
    shop.spooler.kick_drawer("main", heard.append)
    rest(shop, qtbot)
    assert heard[1] is not None
    assert heard[1].key == "printer_unreachable"
    assert worker(shop).state.in_trouble
    assert len(paper.pulses) == 1


def test_a_printer_that_cannot_be_made_keeps_its_slips_and_says_why(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    till = TillSettings(printers=(MAIN,))
    wrong = KnownError("printer_address_wrong", address="nowhere")
    shop.spooler.use([Outlet(MAIN, duties(till)[0], None, wrong)])
    shop.spooler.wake()
    rest(shop, qtbot)
    (state,) = shop.spooler.state.printers
    assert (state.why, state.queue.waiting, job_states(shop)) == (wrong, 1, [JobState.QUEUED])
    heard: list[KnownError | None] = []
    shop.spooler.kick_drawer("main", heard.append)
    assert heard == [wrong]
    use(shop, paper)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert paper.slips == ["receipt"]


def test_closing_waits_for_the_slip_that_prints_and_takes_no_other(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    shop.sell(100)
    shop.sell(200)
    paper.meanwhile = lambda: time.sleep(0.1)
    use(shop, paper)
    shop.spooler.wake()
    qtbot.waitUntil(lambda: worker(shop).state.queue.sending == 1)
    shop.spooler.close()
    shop.lanes["writer"].catch_up()
    assert (job_states(shop), paper.slips) == ([JobState.CONFIRMED, JobState.QUEUED], ["receipt"])


def test_a_printer_that_cannot_be_asked_has_sent_and_not_confirmed(shop: Shop, paper: Paper, qtbot: QtBot) -> None:
    paper.answers = False
    shop.sell(100)
    use(shop, paper)
    shop.spooler.look("main")
    rest(shop, qtbot)
    assert not works(shop)
    shop.spooler.wake()
    rest(shop, qtbot)
    assert (job_states(shop), works(shop)) == ([JobState.SENT], True)
