"""Give back as money what is unspent of a top-up or of prepaid items."""

from __future__ import annotations

from dataclasses import dataclass

from db import ledger, members
from db.store import Store
from desktop.operations import slips
from desktop.operations.context import ShopContext
from desktop.operations.recording import Recorded, new_operation, recorded_before
from loyalty import limits, paying_out
from loyalty.ledger import OperationKind
from loyalty.limits import Action
from loyalty.paying_out import PaidOut
from loyalty.refusals import Refusal, RefusalReason
from printing.layouts.holdings import Moved


@dataclass(frozen=True)
class PayOut:
    """The wish to give back all that is unspent of one programme; "" as `print_job_id` queues no slip."""

    operation_id: str
    at_ms: int
    member_id: int
    programme_id: str
    print_job_id: str = ""


def pay_out(store: Store, context: ShopContext, command: PayOut) -> Recorded | Refusal:
    """Record it, once per operation id; the operation's `bill` is the money that goes back, below 0.

    Refused: MEMBER_UNKNOWN, NOTHING_TO_PAY_OUT. It cannot be undone: the money is out of the house.
    """
    with store.write() as connection:
        again = recorded_before(connection, command.operation_id)
        if again is not None:
            return again
        member = members.get(connection, command.member_id)
        if member is None:
            return Refusal(RefusalReason.MEMBER_UNKNOWN)
        standing = ledger.standing(connection, member.id)
        paid = paying_out.pay_out(
            context.programmes, command.programme_id, standing, command.at_ms, context.shop, command.operation_id
        )
        if isinstance(paid, Refusal):
            return paid
        refused = limits.check(context.person, Action.PAY_OUT, {"amount": paid.money})
        if refused is not None:
            return refused
        operation = new_operation(
            connection,
            context,
            OperationKind.PAY_OUT,
            command.operation_id,
            command.at_ms,
            member.id,
            paid.entries,
            bill=paid.bill,
            detail={"fee": paid.fee} if paid.fee else {},
        )
        ledger.append(connection, operation)
        if context.prints and command.print_job_id:
            slip = slips.reversal_document(
                context, operation, None, member, Moved(paid.before, paid.after, operation.entries)
            )
            slips.queue(connection, slip, command.print_job_id, command.at_ms, operation)
    return Recorded(operation, member, paid.before, paid.after)


def preview(store: Store, context: ShopContext, member_id: int, programme_id: str, at_ms: int) -> PaidOut | Refusal:
    """What would go back; nothing is written."""
    with store.read() as connection:
        if members.get(connection, member_id) is None:
            return Refusal(RefusalReason.MEMBER_UNKNOWN)
        standing = ledger.standing(connection, member_id)
    return paying_out.pay_out(context.programmes, programme_id, standing, at_ms, context.shop, "")
