"""The queue of slips: taken, sent, failed, asked about, sent to another printer, printed again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db import ledger, members, print_jobs
from db.print_jobs import Group, JobState, PrintJob
from db.store import Connection, Store
from desktop.operations.context import ShopContext
from desktop.till import ROLES, TillSettings
from loyalty import limits
from loyalty.errors import KnownError
from loyalty.ledger import OperationKind
from loyalty.limits import Action
from loyalty.members import Member
from loyalty.refusals import Refusal, RefusalReason
from printing import document
from printing.document import Document

_TROUBLED = frozenset(print_jobs.TROUBLED)
# What no printer has in hand just now: only this may be changed from outside.
_AT_REST = _TROUBLED | {JobState.QUEUED}
_DONE = frozenset({JobState.SENT, JobState.CONFIRMED, JobState.DROPPED})
# How many of the latest slips may all belong to what was undone before one that stands is given up.
_LOOKED_BACK = 20


@dataclass(frozen=True)
class Duty:
    """Which slips a printer prints: those handed to it, and those of its roles that none of `known` has in hand.

    Of a role that nobody knows, the printer with `rest` prints them. Nothing in `known`: every slip there is.
    """

    printer: str
    roles: tuple[str, ...]
    known: tuple[str, ...]
    rest: bool = False

    def takes(self, printer: str, role: str) -> bool:
        """Whether a slip with these two is this printer's."""
        if not self.known or printer in self.known:
            return not self.known or printer == self.printer
        return role in self.roles or (self.rest and role not in ROLES)


EVERYTHING = Duty("", ROLES, ())


def duties(till: TillSettings) -> tuple[Duty, ...]:
    """What each printer of the till prints, in the till's order."""
    known = tuple(entry.id for entry in till.printers)
    takes = {role: entry.id for role in ROLES if (entry := till.printer_for(role)) is not None}
    rest = takes.get("receipt")
    return tuple(
        Duty(entry.id, tuple(role for role in ROLES if takes[role] == entry.id), known, entry.id == rest)
        for entry in till.printers
    )


@dataclass(frozen=True)
class Belonging:
    """What people know a slip by: its operation's slip number and member; "" and None of one that has none."""

    number: str = ""
    member: Member | None = None


@dataclass(frozen=True)
class PrinterQueue:
    """One printer's slips: how many wait, how many are in its hands, and the oldest in trouble, if any, with what that
    one belongs to.
    """

    printer: str
    waiting: int
    sending: int = 0
    troubled: PrintJob | None = None
    belongs: Belonging = Belonging()

    @property
    def problem(self) -> KnownError | None:
        """What the printer said of the slip in trouble; None when nobody knows."""
        return None if self.troubled is None else problem_of(self.troubled)


@dataclass(frozen=True)
class QueueState:
    """How the queue of each printer stands."""

    printers: tuple[PrinterQueue, ...] = ()

    def of(self, printer: str) -> PrinterQueue:
        """One printer's."""
        return next((each for each in self.printers if each.printer == printer), PrinterQueue(printer, 0))

    @property
    def waiting(self) -> int:
        """How many slips wait, for whichever printer."""
        return sum(each.waiting for each in self.printers)

    @property
    def troubled(self) -> PrintJob | None:
        """The oldest slip in trouble, of whichever printer."""
        found = [each.troubled for each in self.printers if each.troubled is not None]
        return min(found, key=lambda job: (job.created_at_ms, job.id), default=None)

    @property
    def problem(self) -> KnownError | None:
        """What the printer said of that slip; None when nobody knows."""
        return None if self.troubled is None else problem_of(self.troubled)


def problem_of(job: PrintJob) -> KnownError | None:
    """What the printer said of a slip; None when it said nothing."""
    if not job.problem:
        return None
    stored = json.loads(job.problem)
    return KnownError(stored["key"], **stored["facts"])


def queue_state(store: Store, wanted: Sequence[Duty] = (EVERYTHING,)) -> QueueState:
    """How the queue of each of these printers stands now."""
    with store.read() as connection:
        found = print_jobs.groups(connection)
        return QueueState(tuple(_queue(connection, duty, found) for duty in wanted))


def take_next(
    store: Store, at_ms: int, duty: Duty = EVERYTHING, width_dots: int = 0, route: str = ""
) -> PrintJob | None:
    """The printer's oldest waiting slip as it was, marked as being sent by it, drawn this wide and by this route.

    None when nothing waits for it, or when one of its slips is in trouble: the others wait behind.
    """
    with store.write() as connection:
        found = print_jobs.groups(connection)
        if _of(duty, found, *print_jobs.TROUBLED):
            return None
        job = print_jobs.oldest(connection, _of(duty, found, JobState.QUEUED))
        if job is not None:
            print_jobs.set_state(connection, job.id, JobState.SENDING, at_ms=at_ms)
            print_jobs.hand_to(connection, job.id, duty.printer, width_dots, route)
        return job


def give_back(store: Store, job: PrintJob, at_ms: int) -> None:
    """Nothing of the slip was sent: it waits again, for whom it waited before it was taken (`job` as it was then).

    A slip of what was undone meanwhile is dropped; one that somebody settled meanwhile stays so.
    """
    with store.write() as connection:
        if _is_done(connection, job.id):
            return
        state = JobState.QUEUED if _stands(connection, job) else JobState.DROPPED
        print_jobs.set_state(connection, job.id, state, at_ms=at_ms)
        print_jobs.hand_to(connection, job.id, job.printer, job.width_dots, job.route)


def finish(store: Store, job_id: str, at_ms: int, confirmed: bool = False) -> None:
    """The printer took all of it; `confirmed` when it said that it is through."""
    with store.write() as connection:
        state = JobState.CONFIRMED if confirmed else JobState.SENT
        print_jobs.set_state(connection, job_id, state, at_ms=at_ms)


def fail(store: Store, job_id: str, error: KnownError, at_ms: int, sure: bool) -> None:
    """The printer did not take it; `sure` is false when part of it may have come out.

    A slip of what was undone meanwhile is dropped, for nobody wants it any more; one that somebody settled meanwhile
    stays so.
    """
    with store.write() as connection:
        if _is_done(connection, job_id):
            return
        state = JobState.FAILED if sure else JobState.UNKNOWN
        job = print_jobs.get(connection, job_id)
        if job is not None and not _stands(connection, job):
            state = JobState.DROPPED
        problem = json.dumps({"key": error.key, "facts": error.facts}, ensure_ascii=False)
        print_jobs.set_state(connection, job_id, state, problem=problem, at_ms=at_ms)


def mark_interrupted(store: Store, wanted: Sequence[Duty] = (EVERYTHING,)) -> QueueState:
    """At the start: jobs that were being sent when the app ended become questions, but for those of what was undone."""
    with store.write() as connection:
        for job in print_jobs.interrupted(connection):
            if not _stands(connection, job):
                print_jobs.set_state(connection, job.id, JobState.DROPPED)
    return queue_state(store, wanted)


def try_again(store: Store, duty: Duty, at_ms: int) -> int:
    """The printer is well again: what surely did not come out of it waits once more. Answers how many slips."""
    with store.write() as connection:
        return print_jobs.queue_all(connection, _of(duty, print_jobs.groups(connection), JobState.FAILED), at_ms)


def retry(store: Store, job_id: str, at_ms: int) -> None:
    """Send a failed or doubtful slip again; a doubtful one is marked as a second copy.

    Nothing happens to a slip that waits, prints or was settled meanwhile: a second press, an answer that came too late.
    """
    with store.write() as connection:
        job = print_jobs.get(connection, job_id)
        if job is not None and job.state in _TROUBLED:
            _queue_again(connection, job, at_ms)


def reroute(store: Store, job_id: str, printer: str, at_ms: int) -> None:
    """Let another printer print a slip that waits, failed or is doubtful; a doubtful one is marked as a second copy.

    `printer` is its id, "" the one that has the slip's role. Nothing happens to a slip that is done or printing.
    """
    with store.write() as connection:
        job = print_jobs.get(connection, job_id)
        if job is not None and job.state in _AT_REST:
            _queue_again(connection, job, at_ms)
            print_jobs.hand_to(connection, job.id, printer)


def reroute_all(store: Store, duty: Duty, printer: str, at_ms: int) -> int:
    """Let another printer print everything that surely did not come out of this one. Answers how many slips."""
    with store.write() as connection:
        stuck = _of(duty, print_jobs.groups(connection), JobState.FAILED, JobState.QUEUED)
        return print_jobs.queue_all(connection, stuck, at_ms, printer)


def settle(store: Store, job_id: str, came_out: bool, at_ms: int) -> None:
    """The cashier says that the slip came out, or goes on without it. Nothing happens to one that is done."""
    with store.write() as connection:
        job = print_jobs.get(connection, job_id)
        if job is not None and job.state in _AT_REST | {JobState.SENDING}:
            print_jobs.set_state(connection, job_id, JobState.SENT if came_out else JobState.DROPPED, at_ms=at_ms)


def drop(store: Store, job_id: str, at_ms: int) -> None:
    """Nobody wants the slip any more. Nothing happens to one that is done or printing."""
    with store.write() as connection:
        job = print_jobs.get(connection, job_id)
        if job is not None and job.state in _AT_REST:
            print_jobs.set_state(connection, job_id, JobState.DROPPED, at_ms=at_ms)


def drop_all(connection: Connection, operation_id: str, at_ms: int) -> None:
    """The operation was undone: no slip of it that waits, failed or is asked about is printed any more."""
    for job in print_jobs.of_operation(connection, operation_id):
        if job.state in _AT_REST:
            print_jobs.set_state(connection, job.id, JobState.DROPPED, at_ms=at_ms)


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
            jobs = _latest(connection, context.till)
        return _second_copy(connection, jobs, job_id, at_ms)


def _latest(connection: Connection, till: str) -> tuple[PrintJob, ...]:
    """The newest slips; of one operation the first, which tells of it, and not what was printed after that."""
    found: dict[str, PrintJob] = {}
    recent = print_jobs.recent(connection, _LOOKED_BACK)
    for job in (*_before_its_time(connection, till, recent), *recent):
        if job.operation_id is None:
            found[job.id] = job
        elif job.operation_id not in found:
            found[job.operation_id] = print_jobs.of_operation(connection, job.operation_id)[0]
    return tuple(found.values())


def _before_its_time(connection: Connection, till: str, recent: Sequence[PrintJob]) -> tuple[PrintJob, ...]:
    """The slips of the till's last operation where the clock was set back before it; its number tells."""
    last = ledger.last_of_till(connection, till)
    shown = recent[0].operation_id if recent else None
    newest = None if shown is None else ledger.operation(connection, shown)
    if last is None or newest is None or newest.till != till:
        return ()
    set_back = newest.number < last.number and newest.at_ms > last.at_ms
    return print_jobs.of_operation(connection, last.id) if set_back else ()


def print_slip_again(
    store: Store, context: ShopContext, slip_id: str, job_id: str, at_ms: int, printer: str = ""
) -> PrintJob | Refusal:
    """Queue a second copy (補印) of exactly this slip, on this printer ("" for the one that has its role).

    NO_SLIP when there is none, or when what it belongs to was undone.
    """
    refused = limits.check(context.person, Action.PRINT_AGAIN, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        job = print_jobs.get(connection, slip_id)
        return _second_copy(connection, () if job is None else (job,), job_id, at_ms, printer)


def queue_document(
    store: Store, slip: Document, job_id: str, at_ms: int, role: str = "receipt", printer: str = ""
) -> None:
    """Queue a slip that belongs to no operation: a card to stamp by hand, a test page."""
    job = PrintJob(job_id, None, slip.slip, document.to_bytes(slip), JobState.QUEUED, at_ms, role=role, printer=printer)
    with store.write() as connection:
        print_jobs.add(connection, job)


def _is_done(connection: Connection, job_id: str) -> bool:
    job = print_jobs.get(connection, job_id)
    return job is not None and job.state in _DONE


def _of(duty: Duty, found: Sequence[Group], *states: JobState) -> list[Group]:
    return [group for group in found if group.state in states and duty.takes(group.printer, group.role)]


def _queue(connection: Connection, duty: Duty, found: Sequence[Group]) -> PrinterQueue:
    waiting, sending = (
        sum(group.amount for group in _of(duty, found, state)) for state in (JobState.QUEUED, JobState.SENDING)
    )
    troubled = print_jobs.oldest(connection, _of(duty, found, *print_jobs.TROUBLED))
    return PrinterQueue(duty.printer, waiting, sending, troubled, _belonging(connection, troubled))


def _belonging(connection: Connection, job: PrintJob | None) -> Belonging:
    operation = None if job is None or job.operation_id is None else ledger.operation(connection, job.operation_id)
    if operation is None:
        return Belonging()
    member = None if operation.member_id is None else members.get(connection, operation.member_id)
    return Belonging(operation.slip_number, member)


def _queue_again(connection: Connection, job: PrintJob, at_ms: int) -> None:
    if job.state is JobState.UNKNOWN:
        second = document.as_second_copy(document.from_bytes(job.document))
        print_jobs.replace_document(connection, job.id, document.to_bytes(second))
    print_jobs.set_state(connection, job.id, JobState.QUEUED, at_ms=at_ms)


def _second_copy(
    connection: Connection, jobs: Sequence[PrintJob], job_id: str, at_ms: int, printer: str = ""
) -> PrintJob | Refusal:
    job = next((job for job in jobs if _stands(connection, job)), None)
    if job is None:
        return Refusal(RefusalReason.NO_SLIP)
    again = PrintJob(
        id=job_id,
        operation_id=job.operation_id,
        slip=job.slip,
        document=document.to_bytes(document.as_second_copy(document.from_bytes(job.document))),
        state=JobState.QUEUED,
        created_at_ms=at_ms,
        role=job.role,
        printer=printer,
    )
    print_jobs.add(connection, again)
    return again


def _stands(connection: Connection, job: PrintJob) -> bool:
    if job.operation_id is None:
        return True
    return all(later.kind is not OperationKind.UNDO for later in ledger.reversals_of(connection, job.operation_id))
