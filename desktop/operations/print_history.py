"""What was printed, and what was not: the slips newest first, by page, and one of them as it came out."""

from __future__ import annotations

from dataclasses import dataclass

from db import ledger, members, print_jobs, search
from db.print_jobs import JobState, Place, PrintJob, Wanted
from db.store import Connection, Store
from desktop.operations.context import ShopContext
from desktop.operations.sales_list import FOUND_MEMBERS_MAX, slip_of
from loyalty.cards import parse_card
from loyalty.ledger import Operation
from loyalty.members import Member
from loyalty.refusals import Refusal
from printing import document
from printing.document import Qr

_CARDS = ("member_card", "stamp_card")


@dataclass(frozen=True)
class HistoryWish:
    """Which slips are looked for. `text` may be a slip's number, a name, a phone or a member's number; "" is any.

    An empty tuple leaves a question open; `printers` are ids of printers that have or had the slip.
    """

    text: str = ""
    states: tuple[JobState, ...] = ()
    slips: tuple[str, ...] = ()
    printers: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedSlip:
    """A slip with what it belongs to, and whose it is; None for a test page, or an anonymous sale."""

    job: PrintJob
    operation: Operation | None
    member: Member | None


@dataclass(frozen=True)
class HistoryPage:
    """Some slips, newest first; `next` continues behind them, None when there are no more."""

    slips: tuple[PrintedSlip, ...]
    next: Place | None


def history(
    store: Store, context: ShopContext, wish: HistoryWish, limit: int, before: Place | None = None
) -> HistoryPage:
    """The slips that are wished for, newest first. `before` is the `next` of the page before."""
    with store.browse() as connection:
        wanted = Wanted(wish.states, wish.slips, wish.printers)
        if wish.text.strip():
            found = _meant(connection, context, wish, wanted)
            if found is None:
                return HistoryPage((), None)
            wanted = found
        jobs = print_jobs.page(connection, wanted, limit, before)
        slips = tuple(_printed(connection, context, job) for job in jobs)
    return HistoryPage(slips, (jobs[-1].created_at_ms, jobs[-1].id) if len(jobs) == limit else None)


def one(store: Store, context: ShopContext, job_id: str) -> PrintedSlip | None:
    """One slip; None when there is none with this id."""
    with store.browse() as connection:
        job = print_jobs.get(connection, job_id)
        return None if job is None else _printed(connection, context, job)


def _meant(connection: Connection, context: ShopContext, wish: HistoryWish, wanted: Wanted) -> Wanted | None:
    """A number that opens with a till's letter means a slip only, as in the list of sales. None: nothing is meant."""
    slip = slip_of(wish.text, context.till)
    operation = None if slip is None else ledger.by_slip(connection, *slip)
    operations = () if operation is None else (operation.id,)
    people: tuple[int, ...] = ()
    if operation is None or wish.text.strip()[0].isdigit():
        people = tuple(row.id for row in search.find(connection, wish.text, FOUND_MEMBERS_MAX))
    if not operations and not people:
        return None
    return Wanted(wanted.states, wanted.slips, wanted.printers, operations, people)


def _printed(connection: Connection, context: ShopContext, job: PrintJob) -> PrintedSlip:
    if job.operation_id is None:
        return PrintedSlip(job, None, _holder(connection, context, job) if job.slip in _CARDS else None)
    operation = ledger.operation(connection, job.operation_id)
    member_id = None if operation is None else operation.member_id
    return PrintedSlip(job, operation, None if member_id is None else members.get(connection, member_id))


def _holder(connection: Connection, context: ShopContext, job: PrintJob) -> Member | None:
    """Whose card it is: one that is printed once more belongs to no operation, but its code says whose it is."""
    codes = (block.data for block in document.from_bytes(job.document).blocks if isinstance(block, Qr))
    cards = (parse_card(context.card_secret, code) for code in codes)
    held = (members.by_card(connection, card) for card in cards if not isinstance(card, Refusal))
    return next(held, None)
