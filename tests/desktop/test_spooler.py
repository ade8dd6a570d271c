"""The spooler: oldest first, one at a time, and it stops at a slip in trouble until someone decides."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from db import print_jobs
from db.print_jobs import JobState
from desktop.operations import print_jobs as operations
from desktop.operations.print_jobs import QueueState
from desktop.print_state import PrintersState, in_doubt
from loyalty.errors import KnownError
from tests.desktop.papers import Paper, job_states, rest, troubled, use, works
from tests.desktop.shop import NOON_MS, Shop


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


def test_what_was_in_hand_is_asked_about_though_the_disk_was_full_at_the_start(
    shop: Shop, paper: Paper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.sell(100)
    operations.take_next(shop.store, NOON_MS)
    shop.sell(200)
    mark, refused = operations.mark_interrupted, [KnownError("disk_full", path="shop.db")]

    def full_at_first(*wanted: Any) -> QueueState:
        if refused:
            raise refused.pop()
        return mark(*wanted)

    monkeypatch.setattr(operations, "mark_interrupted", full_at_first)
    use(shop, paper)
    shop.spooler.start()
    rest(shop, qtbot)
    assert (job_states(shop), paper.slips) == ([JobState.SENDING, JobState.QUEUED], [])
    shop.spooler.wake()
    rest(shop, qtbot)
    assert (job_states(shop), paper.slips) == ([JobState.UNKNOWN, JobState.QUEUED], [])
