"""A queued slip stays queued until somebody says how it went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import IntegrityError

from db import ledger, members, print_jobs
from db.print_jobs import Group, JobState, PrintJob, Wanted
from db.store import Store
from tests.db.made import made_id, member, sale

FIRST = PrintJob("b", made_id(1), "receipt", b"\x00\xff", JobState.QUEUED, 100)
SECOND = PrintJob("a", None, "test_page", b"", JobState.QUEUED, 200, role="kitchen")


@pytest.fixture(autouse=True)
def queued(store: Store) -> None:
    """Two slips."""
    with store.write() as connection:
        print_jobs.add(connection, SECOND)
        print_jobs.add(connection, FIRST)


def test_a_slip_comes_back_as_it_was_queued(store: Store) -> None:
    with store.read() as connection:
        assert print_jobs.get(connection, "b") == FIRST
        assert print_jobs.get(connection, "a") == SECOND
        assert print_jobs.get(connection, "c") is None


def test_slips_wait_in_the_order_of_their_time(store: Store) -> None:
    with store.write() as connection:
        assert print_jobs.waiting(connection) == (FIRST, SECOND)
        print_jobs.set_state(connection, "b", JobState.SENT, at_ms=300)
        assert print_jobs.waiting(connection) == (SECOND,)
        assert [job.id for job in print_jobs.recent(connection, 5)] == ["a", "b"]
        assert [job.id for job in print_jobs.recent(connection, 1)] == ["a"]


def test_each_sending_counts_one_try_and_a_problem_stays_until_the_next(store: Store) -> None:
    with store.write() as connection:
        print_jobs.set_state(connection, "b", JobState.SENDING)
        print_jobs.set_state(connection, "b", JobState.FAILED, "printer_unreachable")
        failed = print_jobs.get(connection, "b")
        assert failed is not None
        assert (failed.state, failed.tried, failed.problem) == (JobState.FAILED, 1, "printer_unreachable")
        print_jobs.set_state(connection, "b", JobState.SENDING)
        again = print_jobs.get(connection, "b")
        assert again is not None
        assert (again.tried, again.problem) == (2, "")


def test_what_was_being_sent_when_the_program_ended_is_unknown(store: Store) -> None:
    with store.write() as connection:
        print_jobs.set_state(connection, "b", JobState.SENDING)
        assert [(job.id, job.state) for job in print_jobs.interrupted(connection)] == [("b", JobState.UNKNOWN)]
        assert print_jobs.interrupted(connection) == ()
        assert print_jobs.waiting(connection) == (SECOND,)


def test_the_slips_of_an_operation_are_known(store: Store) -> None:
    with store.read() as connection:
        assert print_jobs.of_operation(connection, made_id(1)) == (FIRST,)
        assert print_jobs.of_operation(connection, made_id(2)) == ()


def test_a_slip_is_queued_once_and_only_a_known_one_moves(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as connection:
        print_jobs.add(connection, FIRST)
    with pytest.raises(LookupError), store.write() as connection:
        print_jobs.set_state(connection, "c", JobState.SENT)


def plan_of(store: Store, question: Callable[[Connection], object]) -> str:
    """How the engine answers the first statement of a question."""
    asked: list[tuple[str, tuple[object, ...]]] = []
    with store.write() as connection:
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
        question(connection)
        statement, values = asked[0]
        return " / ".join(str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))


OF_KITCHEN = Group(JobState.QUEUED, "kitchen", "", 1)


@pytest.mark.parametrize(
    "question",
    [
        print_jobs.waiting,
        print_jobs.troubled,
        print_jobs.interrupted,
        partial(print_jobs.oldest, among=[OF_KITCHEN]),
        partial(print_jobs.queue_all, among=[OF_KITCHEN], at_ms=1, printer="a"),
        partial(print_jobs.page, wanted=Wanted(states=(JobState.FAILED, JobState.UNKNOWN)), limit=50),
    ],
)
def test_the_queue_is_read_without_looking_at_every_slip_ever_printed(
    store: Store, question: Callable[[Connection], object]
) -> None:
    assert "print_jobs_open" in plan_of(store, question)


def test_the_queue_is_counted_without_reading_one_slip(store: Store) -> None:
    plan = plan_of(store, print_jobs.groups)
    assert "COVERING INDEX print_jobs_open" in plan
    assert "TEMP" not in plan


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Wanted(), "print_jobs_by_time"),
        (Wanted(states=(JobState.SENT, JobState.CONFIRMED)), "print_jobs_by_time"),
        (Wanted(printers=("main",)), "print_jobs_by_time"),
        (Wanted(states=(JobState.DROPPED,)), "print_jobs_dropped"),
        (Wanted(slips=("test_page",)), "print_jobs_besides_receipts"),
        (Wanted(operations=(made_id(1),)), "print_jobs_by_operation"),
        (Wanted(members=(1, 2)), "print_jobs_by_operation"),
    ],
)
@pytest.mark.parametrize("before", [None, (150, "b")])
def test_a_page_of_the_history_walks_an_index(
    store: Store, wanted: Wanted, index: str, before: tuple[int, str] | None
) -> None:
    assert index in plan_of(store, partial(print_jobs.page, wanted=wanted, limit=50, before=before))


def ids(found: tuple[PrintJob, ...]) -> list[str]:
    """Which slips."""
    return [job.id for job in found]


def test_the_history_goes_on_behind_the_last_slip_shown(store: Store) -> None:
    with store.write() as connection:
        # Of the same moment as another: the id tells which comes first.
        print_jobs.add(connection, replace(SECOND, id="c"))
        first = print_jobs.page(connection, Wanted(), 2)
        assert ids(first) == ["c", "a"]
        assert ids(print_jobs.page(connection, Wanted(), 2, (200, "a"))) == ["b"]
        assert print_jobs.page(connection, Wanted(), 2, (100, "b")) == ()


def test_the_history_shows_what_is_asked_for(store: Store) -> None:
    with store.write() as connection:
        members.add(connection, member(1, "王小明", "0912345678"), b"0123456789")
        ledger.append(connection, sale(1))
        print_jobs.set_state(connection, "b", JobState.DROPPED)
        print_jobs.hand_to(connection, "a", "cards", 576, "big5")
        assert ids(print_jobs.page(connection, Wanted(states=(JobState.DROPPED,)), 9)) == ["b"]
        assert ids(print_jobs.page(connection, Wanted(states=(JobState.DROPPED, JobState.QUEUED)), 9)) == ["a", "b"]
        assert ids(print_jobs.page(connection, Wanted(slips=("test_page",)), 9)) == ["a"]
        assert ids(print_jobs.page(connection, Wanted(slips=("receipt", "test_page")), 9)) == ["a", "b"]
        assert ids(print_jobs.page(connection, Wanted(printers=("cards",)), 9)) == ["a"]
        assert ids(print_jobs.page(connection, Wanted(operations=(made_id(1),)), 9)) == ["b"]
        assert ids(print_jobs.page(connection, Wanted(members=(sale(1).member_id or 0,)), 9)) == ["b"]
        assert ids(print_jobs.page(connection, Wanted(members=(4711,), slips=("test_page",)), 9)) == []


def test_open_slips_are_counted_by_state_role_and_printer(store: Store) -> None:
    with store.write() as connection:
        print_jobs.add(connection, replace(SECOND, id="c", printer="bar"))
        print_jobs.set_state(connection, "b", JobState.CONFIRMED)
        assert sorted(print_jobs.groups(connection), key=lambda group: group.printer) == [
            Group(JobState.QUEUED, "kitchen", "", 1),
            Group(JobState.QUEUED, "kitchen", "bar", 1),
        ]


def test_what_a_group_holds_waits_again_for_another_printer(store: Store) -> None:
    with store.write() as connection:
        print_jobs.set_state(connection, "b", JobState.FAILED, "printer_offline", at_ms=300)
        failed = Group(JobState.FAILED, "receipt", "", 1)
        assert print_jobs.queue_all(connection, [failed], 400, "bar") == 1
        job = print_jobs.get(connection, "b")
        assert job == replace(FIRST, printer="bar")
        assert job is not None
        assert job.changed_at_ms == 400
        assert print_jobs.get(connection, "a") == SECOND
