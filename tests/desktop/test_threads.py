"""A lane: one thread, answers in order on the screen's thread, stale ones dropped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, wait
from functools import partial
from typing import Any

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop.threads import Lane
from loyalty.errors import KnownError


@pytest.fixture
def errors() -> list[KnownError]:
    """What reached the lane's own handler."""
    return []


@pytest.fixture
def lane(qapp: Any, errors: list[KnownError]) -> Iterator[Lane]:
    """A lane that is ended after the test."""
    made = Lane("test", errors.append)
    yield made
    made.close()


def fail(key: str) -> None:
    """Work that the world refuses."""
    raise KnownError(key)


def test_answers_come_in_order_on_the_screens_thread(lane: Lane, qtbot: QtBot) -> None:
    got: list[tuple[int, bool]] = []
    for number in range(5):
        lane.ask(lambda number=number: number, lambda it: got.append((it, on_screen())))
    qtbot.waitUntil(lambda: lane.idle)
    assert got == [(number, True) for number in range(5)]


def test_an_answer_waits_until_whoever_asked_is_done(lane: Lane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """However quick the thread was: an answer inside the question finds its asker half done."""
    submit = lane._executor.submit

    def done_at_once(*work: Any) -> Future[Any]:
        future = submit(*work)
        wait([future])
        return future

    monkeypatch.setattr(lane._executor, "submit", done_at_once)
    got: list[int] = []
    lane.ask(lambda: 1, got.append)
    assert got == []
    qtbot.waitUntil(lambda: got == [1])


def on_screen() -> bool:
    """Whether this is the screen's thread."""
    return threading.current_thread() is threading.main_thread()


def test_work_runs_on_another_thread_and_the_lane_is_busy_meanwhile(lane: Lane, qtbot: QtBot) -> None:
    go_on, where = threading.Event(), []
    lane.ask(lambda: (go_on.wait(), where.append(on_screen())))
    assert not lane.idle
    go_on.set()
    qtbot.waitUntil(lambda: lane.idle)
    assert where == [False]


def test_only_the_newest_question_of_a_kind_is_answered_and_others_are_not_even_asked(lane: Lane, qtbot: QtBot) -> None:
    go_on, asked, got = threading.Event(), [], []
    lane.ask(go_on.wait)
    for text in ("a", "b", "c"):
        lane.ask(partial(asked.append, text), lambda _, text=text: got.append(text), newest_of="search")
    lane.ask(partial(asked.append, "x"), lambda _: got.append("x"), newest_of="other")
    go_on.set()
    qtbot.waitUntil(lambda: lane.idle)
    assert (asked, got) == (["c", "x"], ["c", "x"])


def test_a_stale_failure_is_dropped_like_a_stale_answer(lane: Lane, qtbot: QtBot, errors: list[KnownError]) -> None:
    go_on = threading.Event()
    lane.ask(lambda: (go_on.wait(), fail("disk_failed")), newest_of="search")
    lane.ask(int, newest_of="search")
    go_on.set()
    qtbot.waitUntil(lambda: lane.idle)
    assert errors == []


def test_a_known_error_goes_to_who_asked_or_else_to_the_lanes_handler(
    lane: Lane, qtbot: QtBot, errors: list[KnownError]
) -> None:
    own: list[KnownError] = []
    lane.ask(partial(fail, "disk_full"), failed=own.append)
    lane.ask(partial(fail, "disk_failed"))
    qtbot.waitUntil(lambda: lane.idle)
    assert [error.key for error in own] == ["disk_full"]
    assert [error.key for error in errors] == ["disk_failed"]


def test_a_bug_is_raised_on_the_screens_thread_and_the_lane_goes_on(lane: Lane, qtbot: QtBot) -> None:
    got: list[int] = []
    with capture_exceptions() as raised:
        lane.ask(lambda: 1 // 0)
        lane.ask(lambda: 7, got.append)
        qtbot.waitUntil(lambda: lane.idle)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]
    assert got == [7]


def test_whoever_waits_for_an_answer_hears_of_a_bug_too(lane: Lane, qtbot: QtBot) -> None:
    heard: list[KnownError] = []
    with capture_exceptions() as raised:
        lane.ask(lambda: 1 // 0, failed=heard.append)
        qtbot.waitUntil(lambda: lane.idle)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]
    assert [error.key for error in heard] == ["unexpected"]


def test_catching_up_hands_over_every_answer_without_an_event_loop(lane: Lane) -> None:
    got: list[int] = []
    lane.ask(lambda: 7, got.append)
    lane.catch_up()
    assert (got, lane.idle) == ([7], True)


def test_closing_finishes_what_is_queued_and_drops_what_comes_later(qapp: Any) -> None:
    done, got = [], []
    lane = Lane("closing", lambda error: None)
    for number in range(3):
        lane.ask(partial(done.append, number), lambda _, number=number: got.append(number))
    lane.close()
    lane.ask(partial(done.append, 9))
    lane.catch_up()
    assert (done, got) == ([0, 1, 2], [0, 1, 2])
