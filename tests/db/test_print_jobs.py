"""A queued slip stays queued until somebody says how it went."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.exc import IntegrityError

from db import print_jobs
from db.print_jobs import JobState, PrintJob
from db.store import Store
from tests.db.made import made_id

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


@pytest.mark.parametrize("question", [print_jobs.waiting, print_jobs.troubled, print_jobs.interrupted])
def test_the_queue_is_read_without_looking_at_every_slip_ever_printed(
    store: Store, question: Callable[[Connection], object]
) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []
    with store.write() as connection:
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
        question(connection)
        statement, values = asked[0]
        plan = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert any("print_jobs_open" in line for line in plan), plan
