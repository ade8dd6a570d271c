"""Slips on their way to paper, queued in the sale's own transaction: a kill between sale and paper loses none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, func, insert, or_, select, text, tuple_, update

from db import schema
from db.encoding import id_bytes
from db.statements import Statement


class JobState(StrEnum):
    """Where a slip is. `sent`: handed over to a printer that cannot be asked; `confirmed`: the printer said that it is
    through. These and `dropped` are the end; `unknown` asks the cashier whether it came out.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    UNKNOWN = "unknown"
    FAILED = "failed"
    DROPPED = "dropped"


TROUBLED = (JobState.FAILED, JobState.UNKNOWN)
Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One slip. `document` is an opaque blob, `tried` how often it was sent.

    `problem` is what the printer said, opaque here, or "". `role` names the kind of printer that shall print it;
    `printer` is the id of the one that has it in hand or printed it, or that it was sent to by hand, "" while its role
    decides. `width_dots` and `route` tell how it was drawn there last, 0 and "" before. `changed_at_ms` is when it
    came to its state.
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
    printer: str = ""
    width_dots: int = 0
    route: str = ""
    changed_at_ms: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """How many open slips of one state share a role and a printer."""

    state: JobState
    role: str
    printer: str
    amount: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which slips a list shows; an empty tuple leaves a question open.

    `operations` (ids) and `members` (ids) together name whose slips are meant: those of either.
    """

    states: tuple[JobState, ...] = ()
    slips: tuple[str, ...] = ()
    printers: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    members: tuple[int, ...] = ()


_C = schema.print_jobs.columns
_OPEN = text(schema.OPEN_PRINT_JOBS)
# The last two are known only once it prints.
_ADDED = [column.name for column in _C if column.name not in ("width_dots", "route")]
_ADD = Statement(insert(schema.print_jobs), *_ADDED)


def add(connection: Connection, job: PrintJob) -> None:
    """Queue a slip. The same id twice is an IntegrityError."""
    operation_id = None if job.operation_id is None else id_bytes(job.operation_id)
    times = (job.created_at_ms, job.created_at_ms)
    rest = (job.tried, job.problem, job.role, job.printer)
    _ADD.run(connection, job.id, operation_id, job.slip, job.document, job.state.value, *times, *rest)


def get(connection: Connection, job_id: str) -> PrintJob | None:
    """The slip with this id."""
    found = _jobs(connection, _wanted().where(_C.id == job_id))
    return found[0] if found else None


def waiting(connection: Connection) -> tuple[PrintJob, ...]:
    """Queued slips, oldest first."""
    return _open(connection, JobState.QUEUED)


def groups(connection: Connection) -> tuple[Group, ...]:
    """Every open slip counted, without reading one."""
    kinds = (_C.state, _C.role, _C.printer)
    found = connection.execute(select(*kinds, func.count()).where(_OPEN).group_by(*kinds))
    return tuple(Group(JobState(state), role, printer, amount) for state, role, printer, amount in found)


def oldest(connection: Connection, among: Sequence[Group]) -> PrintJob | None:
    """The oldest slip of these groups."""
    found: list[PrintJob] = []
    for group in among:
        first = _wanted().where(_OPEN, *_in_group(group)).order_by(_C.created_at_ms, _C.id).limit(1)
        found += _jobs(connection, first)
    return min(found, key=_place, default=None)


def set_state(
    connection: Connection, job_id: str, state: JobState, problem: str = "", at_ms: int | None = None
) -> None:
    """Move a slip on; SENDING counts one more try. Raises LookupError when there is no such slip."""
    values: dict[str, Any] = {"state": state.value, "problem": problem}
    if at_ms is not None:
        values["changed_at_ms"] = at_ms
    if state is JobState.SENDING:
        values["tried"] = _C.tried + 1
    _change(connection, job_id, values)


def hand_to(connection: Connection, job_id: str, printer: str, width_dots: int = 0, route: str = "") -> None:
    """Say which printer has the slip ("" for whichever has its role) and how it is drawn there.

    Raises LookupError when there is no such slip.
    """
    _change(connection, job_id, {"printer": printer, "width_dots": width_dots, "route": route})


def queue_all(connection: Connection, among: Sequence[Group], at_ms: int, printer: str | None = None) -> int:
    """Let every slip of these groups wait, for another printer where one is named. Answers how many there were."""
    values: dict[str, Any] = {"state": JobState.QUEUED.value, "problem": "", "changed_at_ms": at_ms}
    if printer is not None:
        values["printer"] = printer
    for group in among:
        connection.execute(update(schema.print_jobs).where(_OPEN, *_in_group(group)).values(values))
    return sum(group.amount for group in among)


def interrupted(connection: Connection) -> tuple[PrintJob, ...]:
    """At start: slips that were being sent when the program ended become unknown, for nobody saw them come out."""
    jobs = tuple(job.id for job in _open(connection, JobState.SENDING))
    for job_id in jobs:
        set_state(connection, job_id, JobState.UNKNOWN)
    return tuple(job for job_id in jobs if (job := get(connection, job_id)) is not None)


def troubled(connection: Connection) -> tuple[PrintJob, ...]:
    """Slips that failed, or of which nobody knows whether they came out, oldest first."""
    return _open(connection, *TROUBLED)


def replace_document(connection: Connection, job_id: str, document: bytes) -> None:
    """Give a slip that will be sent again another document: the one marked as a second copy."""
    connection.execute(update(schema.print_jobs).where(_C.id == job_id), {"document": document})


def recent(connection: Connection, limit: int) -> tuple[PrintJob, ...]:
    """The latest slips, newest first."""
    return page(connection, Wanted(), limit)


def page(connection: Connection, wanted: Wanted, limit: int, before: Place | None = None) -> tuple[PrintJob, ...]:
    """Slips newest first. `before` is the (created_at_ms, id) of the last one already shown."""
    query = _wanted()
    if wanted.states:
        query = query.where(_C.state.in_([state.value for state in wanted.states]))
        # A partial index is only used for a question that names its own condition, word for word.
        if set(wanted.states) <= _OPEN_STATES:
            query = query.where(_OPEN)
        elif wanted.states == (JobState.DROPPED,):
            query = query.where(text(schema.DROPPED_PRINT_JOBS))
    if wanted.slips:
        query = query.where(_C.slip.in_(wanted.slips))
        if "receipt" not in wanted.slips:
            query = query.where(text(schema.BESIDES_RECEIPTS))
    if wanted.printers:
        query = query.where(_C.printer.in_(wanted.printers))
    if wanted.operations or wanted.members:
        query = query.where(_whose(wanted))
    if before is not None:
        query = query.where(tuple_(_C.created_at_ms, _C.id) < before)
    return _jobs(connection, query.order_by(_C.created_at_ms.desc(), _C.id.desc()).limit(limit))


def of_operation(connection: Connection, operation_id: str) -> tuple[PrintJob, ...]:
    """Every slip of an operation, oldest first."""
    wanted = _wanted().where(_C.operation_id == id_bytes(operation_id))
    return _jobs(connection, wanted.order_by(_C.created_at_ms, _C.id))


_OPEN_STATES = {JobState.QUEUED, JobState.SENDING, JobState.UNKNOWN, JobState.FAILED}


def _in_group(group: Group) -> tuple[Any, ...]:
    return _C.state == group.state.value, _C.role == group.role, _C.printer == group.printer


def _whose(wanted: Wanted) -> Any:
    of_members = select(schema.operations.c.id).where(
        schema.operations.c.member_id.is_not(None), schema.operations.c.member_id.in_(wanted.members)
    )
    named = [id_bytes(operation_id) for operation_id in wanted.operations]
    has_operation = text("operation_id IS NOT NULL")
    return has_operation & or_(_C.operation_id.in_(named), _C.operation_id.in_(of_members))


def _change(connection: Connection, job_id: str, values: dict[str, Any]) -> None:
    if connection.execute(update(schema.print_jobs).where(_C.id == job_id).values(values)).rowcount != 1:
        raise LookupError(f"no print job {job_id}")


def _open(connection: Connection, *states: JobState) -> tuple[PrintJob, ...]:
    wanted = _wanted().where(_OPEN, _C.state.in_([state.value for state in states]))
    return _jobs(connection, wanted.order_by(_C.created_at_ms, _C.id))


def _wanted() -> Select[tuple[Any, ...]]:
    return select(*_C)


def _place(job: PrintJob) -> Place:
    return job.created_at_ms, job.id


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
        printer=found.printer,
        width_dots=found.width_dots,
        route=found.route,
        changed_at_ms=found.changed_at_ms,
    )
