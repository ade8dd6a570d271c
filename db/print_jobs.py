"""Slips on their way to paper, queued in the sale's own transaction: a kill between sale and paper loses none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, select, text, update

from db import schema
from db.encoding import id_bytes
from db.statements import insert_into


class JobState(StrEnum):
    """Where a slip is. Only `sent` and `dropped` are the end; `unknown` asks the cashier whether it came out."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One slip. `document` is an opaque blob, `tried` how often it was sent.

    `problem` is what the printer said, opaque here, or "". `role` names the printer that shall print it.
    """

    id: str
    operation_id: str | None
    slip: str
    document: bytes
    state: JobState
    created_at_ms: int
    tried: int = 0
    problem: str = ""
    role: str = "receipt"


_ADD = insert_into(schema.print_jobs)
_COLUMNS = [column for column in schema.print_jobs.columns if column.name != "changed_at_ms"]


def add(connection: Connection, job: PrintJob) -> None:
    """Queue a slip. The same id twice is an IntegrityError."""
    operation_id = None if job.operation_id is None else id_bytes(job.operation_id)
    times = (job.created_at_ms, job.created_at_ms)
    rest = (job.tried, job.problem, job.role)
    _ADD.run(connection, job.id, operation_id, job.slip, job.document, job.state.value, *times, *rest)


def get(connection: Connection, job_id: str) -> PrintJob | None:
    """The slip with this id."""
    found = _jobs(connection, _wanted().where(schema.print_jobs.c.id == job_id))
    return found[0] if found else None


def waiting(connection: Connection) -> tuple[PrintJob, ...]:
    """Queued slips, oldest first."""
    return _open(connection, JobState.QUEUED)


def set_state(
    connection: Connection, job_id: str, state: JobState, problem: str = "", at_ms: int | None = None
) -> None:
    """Move a slip on; SENDING counts one more try. Raises LookupError when there is no such slip."""
    jobs = schema.print_jobs
    values: dict[str, Any] = {"state": state.value, "problem": problem}
    if at_ms is not None:
        values["changed_at_ms"] = at_ms
    if state is JobState.SENDING:
        values["tried"] = jobs.c.tried + 1
    if connection.execute(update(jobs).where(jobs.c.id == job_id).values(values)).rowcount != 1:
        raise LookupError(f"no print job {job_id}")


def interrupted(connection: Connection) -> tuple[PrintJob, ...]:
    """At start: slips that were being sent when the program ended become unknown, for nobody saw them come out."""
    jobs = tuple(job.id for job in _open(connection, JobState.SENDING))
    for job_id in jobs:
        set_state(connection, job_id, JobState.UNKNOWN)
    return tuple(job for job_id in jobs if (job := get(connection, job_id)) is not None)


def troubled(connection: Connection) -> tuple[PrintJob, ...]:
    """Slips that failed, or of which nobody knows whether they came out, oldest first."""
    return _open(connection, JobState.FAILED, JobState.UNKNOWN)


def replace_document(connection: Connection, job_id: str, document: bytes) -> None:
    """Give a slip that will be sent again another document: the one marked as a second copy."""
    connection.execute(update(schema.print_jobs).where(schema.print_jobs.c.id == job_id), {"document": document})


def recent(connection: Connection, limit: int) -> tuple[PrintJob, ...]:
    """The latest slips, newest first."""
    columns = schema.print_jobs.c
    return _jobs(connection, _wanted().order_by(columns.created_at_ms.desc(), columns.id.desc()).limit(limit))


def of_operation(connection: Connection, operation_id: str) -> tuple[PrintJob, ...]:
    """Every slip of an operation, oldest first."""
    columns = schema.print_jobs.c
    wanted = _wanted().where(columns.operation_id == id_bytes(operation_id))
    return _jobs(connection, wanted.order_by(columns.created_at_ms, columns.id))


def _open(connection: Connection, *states: JobState) -> tuple[PrintJob, ...]:
    columns = schema.print_jobs.c
    # Both conditions: the partial index is only used for a question that names its own, word for word.
    wanted = _wanted().where(text(schema.OPEN_PRINT_JOBS), columns.state.in_([state.value for state in states]))
    return _jobs(connection, wanted.order_by(columns.created_at_ms, columns.id))


def _wanted() -> Select[tuple[Any, ...]]:
    return select(*_COLUMNS)


def _jobs(connection: Connection, wanted: Select[tuple[Any, ...]]) -> tuple[PrintJob, ...]:
    return tuple(_job(found) for found in connection.execute(wanted))


def _job(found: Any) -> PrintJob:
    operation_id = None if found.operation_id is None else found.operation_id.hex()
    return PrintJob(
        id=found.id,
        operation_id=operation_id,
        slip=found.slip,
        document=found.document,
        state=JobState(found.state),
        created_at_ms=found.created_at_ms,
        tried=found.tried,
        problem=found.problem,
        role=found.role,
    )
