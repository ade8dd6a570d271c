"""The queue of slips: taken, sent, failed, asked about, printed again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from db import ledger, print_jobs
from db.print_jobs import JobState, PrintJob
from db.store import Connection, Store
from desktop.operations import slips
from desktop.operations.context import ShopContext
from loyalty import limits
from loyalty.errors import KnownError
from loyalty.ledger import OperationKind
from loyalty.limits import Action
from loyalty.refusals import Refusal, RefusalReason
from printing import document
from printing.document import Document

_NOT_THROUGH = frozenset({JobState.SENDING, JobState.UNKNOWN, JobState.FAILED})
# How many of the latest slips may all belong to what was undone before one that stands is given up.
_LOOKED_BACK = 20


@dataclass(frozen=True)
class QueueState:
    """What the counter's printer line needs: how many wait, and the job that is in trouble, if any."""

    waiting: int
    troubled: PrintJob | None

    @property
    def problem(self) -> KnownError | None:
        """What the printer said of the slip in trouble; None when nobody knows."""
        if self.troubled is None or not self.troubled.problem:
            return None
        stored = json.loads(self.troubled.problem)
        return KnownError(stored["key"], **stored["facts"])


def take_next(store: Store, at_ms: int) -> PrintJob | None:
    """The oldest waiting job, marked as being sent; None when nothing waits."""
    with store.write() as connection:
        waiting = print_jobs.waiting(connection)
        if not waiting:
            return None
        print_jobs.set_state(connection, waiting[0].id, JobState.SENDING, at_ms=at_ms)
        return waiting[0]


def finish(store: Store, job_id: str, at_ms: int) -> None:
    """The printer took all of it."""
    with store.write() as connection:
        print_jobs.set_state(connection, job_id, JobState.SENT, at_ms=at_ms)


def fail(store: Store, job_id: str, error: KnownError, at_ms: int, sure: bool) -> None:
    """The printer did not take it; `sure` is false when part of it may have come out.

    A slip of what was undone meanwhile is dropped, for nobody wants it any more.
    """
    with store.write() as connection:
        state = JobState.FAILED if sure else JobState.UNKNOWN
        job = print_jobs.get(connection, job_id)
        if job is not None and not _stands(connection, job):
            state = JobState.DROPPED
        problem = json.dumps({"key": error.key, "facts": error.facts}, ensure_ascii=False)
        print_jobs.set_state(connection, job_id, state, problem=problem, at_ms=at_ms)


def mark_interrupted(store: Store) -> QueueState:
    """At the start: jobs that were being sent when the app ended become questions."""
    with store.write() as connection:
        print_jobs.interrupted(connection)
    return queue_state(store)


def queue_state(store: Store) -> QueueState:
    """How the queue stands now."""
    with store.read() as connection:
        troubled = print_jobs.troubled(connection)
        return QueueState(len(print_jobs.waiting(connection)), troubled[0] if troubled else None)


def retry(store: Store, job_id: str, at_ms: int) -> None:
    """Send a failed or doubtful slip again; a doubtful one is marked as a second copy.

    Nothing happens to a slip that waits or was settled meanwhile: a second press, an answer that came too late.
    """
    with store.write() as connection:
        job = print_jobs.get(connection, job_id)
        if job is None or job.state not in _NOT_THROUGH:
            return
        if job.state is JobState.UNKNOWN:
            second = document.as_second_copy(document.from_bytes(job.document))
            print_jobs.replace_document(connection, job_id, document.to_bytes(second))
        print_jobs.set_state(connection, job_id, JobState.QUEUED, at_ms=at_ms)


def settle(store: Store, job_id: str, came_out: bool, at_ms: int) -> None:
    """The cashier says that the slip came out, or goes on without it."""
    with store.write() as connection:
        print_jobs.set_state(connection, job_id, JobState.SENT if came_out else JobState.DROPPED, at_ms=at_ms)


def print_again(store: Store, context: ShopContext, operation_id: str, job_id: str, at_ms: int) -> PrintJob | Refusal:
    """Queue a second copy (補印) of the slip of an operation; `operation_id` "" means the newest slip of all.

    What was undone has no slip any more: NO_SLIP, or the newest that still stands.
    """
    refused = limits.check(context.person, Action.PRINT_AGAIN, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        if operation_id:
            jobs = print_jobs.of_operation(connection, operation_id)
        else:
            jobs = print_jobs.recent(connection, _LOOKED_BACK)
        job = next((job for job in jobs if _stands(connection, job)), None)
        if job is None:
            return Refusal(RefusalReason.NO_SLIP)
        second = document.as_second_copy(document.from_bytes(job.document))
        again = replace(
            job,
            id=job_id,
            document=document.to_bytes(second),
            state=JobState.QUEUED,
            created_at_ms=at_ms,
            tried=0,
            problem="",
        )
        print_jobs.add(connection, again)
        return again


def drop_all(connection: Connection, operation_id: str, at_ms: int) -> None:
    """The operation was undone: no slip of it that waits, failed or is asked about is printed any more."""
    for job in print_jobs.of_operation(connection, operation_id):
        if job.state in (JobState.QUEUED, JobState.FAILED, JobState.UNKNOWN):
            print_jobs.set_state(connection, job.id, JobState.DROPPED, at_ms=at_ms)


def queue_document(store: Store, slip: Document, job_id: str, at_ms: int) -> None:
    """Queue a slip that belongs to no operation: a card to stamp by hand, a test page."""
    with store.write() as connection:
        slips.queue(connection, slip, job_id, at_ms, None)


def _stands(connection: Connection, job: PrintJob) -> bool:
    if job.operation_id is None:
        return True
    return all(later.kind is not OperationKind.UNDO for later in ledger.reversals_of(connection, job.operation_id))
