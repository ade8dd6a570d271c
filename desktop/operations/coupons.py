"""Issue coupons for whoever brings them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db import ledger
from db.store import Connection, Store
from desktop.operations import slips
from desktop.operations.context import ShopContext
from desktop.operations.recording import new_operation
from loyalty import coupons, limits
from loyalty.ledger import Operation, OperationKind, Standing
from loyalty.limits import Action
from loyalty.programmes import Programme
from loyalty.refusals import Refusal
from loyalty.terms import malformed


@dataclass(frozen=True)
class Issue:
    """The wish to put out so many coupons of a programme; "" as `print_job_id` prints none of them."""

    operation_id: str
    at_ms: int
    programme_id: str
    count: int
    print_job_id: str = ""


@dataclass(frozen=True)
class Issued:
    """The codes that were put out, to be printed, and the last business day on which they may be used."""

    operation: Operation
    programme: Programme
    codes: tuple[str, ...]
    expires_on: date | None


def issue(store: Store, context: ShopContext, command: Issue) -> Issued | Refusal:
    """Record a batch; the same operation id again answers the same codes.

    Refused: STOPPED, QUANTITY_OUT_OF_RANGE; MALFORMED for a programme that is unknown or issues no coupons.
    """
    refused = limits.check(context.person, Action.ISSUE, {"count": command.count})
    if refused is not None:
        return refused
    programme = next((each for each in context.programmes if each.id == command.programme_id), None)
    if programme is None or programme.terms.get("way") != "issued":
        return malformed("programme", "unknown_reference", name=command.programme_id)
    day = context.shop.calendar.business_day(command.at_ms)
    with store.write() as connection:
        again = ledger.operation(connection, command.operation_id)
        if again is not None:
            return issued_of(again, programme)
        batch = coupons.issue(programme, command.count, command.operation_id, day)
        if isinstance(batch, Refusal):
            return batch
        operation = new_operation(
            connection, context, OperationKind.ISSUE, command.operation_id, command.at_ms, None, batch.entries
        )
        ledger.append(connection, operation)
        if context.prints and command.print_job_id:
            _queue(connection, context, issued_of(operation, programme), command.print_job_id)
    return issued_of(operation, programme)


def _queue(connection: Connection, context: ShopContext, issued: Issued, job_id: str) -> None:
    """A slip for each coupon: where the paper ends between two, only the rest is missing."""
    for place, code in enumerate(issued.codes):
        slip = slips.coupon_document(context, issued.programme, code, issued.expires_on)
        slips.queue(connection, slip, slips.following(job_id, place), issued.operation.at_ms, issued.operation)


def issued_of(operation: Operation, programme: Programme) -> Issued:
    """What an ISSUE operation put out."""
    codes = tuple(entry.account.part for entry in operation.entries)
    return Issued(operation, programme, codes, operation.entries[0].expires_on)


def with_codes(store: Store, codes: Iterable[str]) -> Standing:
    """What the shop itself holds, the coupons of these codes as typed among it; nobody's standing with it beside."""
    with store.read() as connection:
        return ledger.standing(connection, None, codes)
