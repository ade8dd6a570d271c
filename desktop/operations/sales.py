"""Record a sale, once: recomputed by the rules inside the transaction, with its slip queued in the same commit."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from db import ledger, members, parked
from db.store import Connection, Store
from desktop.operations import slips
from desktop.operations.context import ShopContext
from desktop.operations.recording import new_operation
from loyalty import checkout, detail, earlier_sales, limits
from loyalty.basket import Basket, Choices
from loyalty.ledger import Operation, OperationKind
from loyalty.limits import Action
from loyalty.members import Member
from loyalty.outcome import Outcome
from loyalty.refusals import Refusal, RefusalReason

_OF_THE_MONEY = (RefusalReason.TENDERED_TOO_LITTLE, RefusalReason.TENDERED_TOO_MUCH)


@dataclass(frozen=True)
class RecordSale:
    """The wish to record a sale. `parked_id` names the parked sale that this one finishes, if any. `to_pay` is what the
    customer was told; the sale is not recorded at another amount. None where nobody was told any.
    """

    operation_id: str
    print_job_id: str
    at_ms: int
    member_id: int | None
    basket: Basket
    choices: Choices
    parked_id: str = ""
    to_pay: int | None = None


@dataclass(frozen=True)
class RecordedSale:
    """What was committed. `repeated` is true when this id had been recorded before and nothing was written now."""

    operation: Operation
    outcome: Outcome
    member: Member | None
    repeated: bool = False


def record_sale(store: Store, context: ShopContext, command: RecordSale) -> RecordedSale | Refusal:
    """Commit the sale and queue its slip, or say why not; the same operation id again returns the first outcome.

    Raises KnownError when the disk cannot take it: then nothing was stored.
    """
    refused = _not_allowed(context, command.choices)
    if refused is not None:
        return refused
    with store.write() as connection:
        recorded = recorded_before(connection, context, command.operation_id)
        if recorded is not None:
            parked.take(connection, command.parked_id)
            return recorded
        member = None if command.member_id is None else members.get(connection, command.member_id)
        standing = ledger.standing(connection, command.member_id, command.choices.codes)
        outcome = checkout.quote(
            context.programmes,
            standing,
            command.basket,
            command.choices,
            command.at_ms,
            context.shop,
            command.operation_id,
        )
        refusal = _changed(command, outcome) or why_not(outcome)
        if refusal is not None:
            return refusal
        operation = _operation(connection, context, command, outcome)
        ledger.append(connection, operation)
        if command.parked_id:
            parked.take(connection, command.parked_id)
        if context.prints:
            tenders, job_id = command.choices.tenders, command.print_job_id
            slips.queue_sale(connection, context, operation, outcome, member, standing, tenders, job_id)
    return RecordedSale(operation, outcome, member)


def why_not(outcome: Outcome) -> Refusal | None:
    """Why an outcome must not be recorded: a reward that another till took meanwhile is refused, for the customer was
    told another amount. A code that lost against a better discount stays unused, and the customer keeps it; one for
    members alone waits for the member to whom the sale is credited.
    """
    rewards = {offer.id for offer in outcome.offers}
    lost = (why for name, why in outcome.dropped.items() if not _may_stay(why, is_code=name not in rewards))
    return next(chain(outcome.refusals, lost), None)


def _may_stay(why: Refusal, *, is_code: bool) -> bool:
    if why.reason is RefusalReason.MEMBER_NEEDED:
        return is_code
    return why.reason is RefusalReason.OTHER_DISCOUNT_BETTER


def _changed(command: RecordSale, outcome: Outcome) -> Refusal | None:
    """AMOUNT_CHANGED: an offer for the first few went to somebody else, a programme turned with the hour or the day.

    A reward that is gone says so itself; of money that no longer does, the amount is the reason.
    """
    refused = why_not(outcome)
    if command.to_pay in (None, outcome.to_pay) or (refused is not None and refused.reason not in _OF_THE_MONEY):
        return None
    return Refusal(RefusalReason.AMOUNT_CHANGED, {"to_pay": outcome.to_pay})


def _not_allowed(context: ShopContext, choices: Choices) -> Refusal | None:
    """Selling, using rewards, and giving one for a reason of the shop's list are each somebody's to do or not."""
    actions = [Action.SELL]
    if choices.rewards or choices.codes:
        actions.append(Action.REDEEM)
    if choices.notes:
        actions.append(Action.GIVE_BY_HAND)
    answers = (limits.check(context.person, action, {}) for action in actions)
    return next((refused for refused in answers if refused is not None), None)


def recorded_before(connection: Connection, context: ShopContext, operation_id: str) -> RecordedSale | None:
    """The sale that this id recorded, told again as it was; None when it is new."""
    operation = ledger.operation(connection, operation_id)
    if operation is None:
        return None
    member = None if operation.member_id is None else members.get(connection, operation.member_id)
    outcome = earlier_sales.outcome_of(operation, context.programmes, context.shop)
    return RecordedSale(operation, outcome, member, repeated=True)


def _operation(connection: Connection, context: ShopContext, command: RecordSale, outcome: Outcome) -> Operation:
    return new_operation(
        connection,
        context,
        OperationKind.SALE,
        command.operation_id,
        command.at_ms,
        command.member_id,
        outcome.entries,
        bill=outcome.to_pay,
        counts_visit=1,
        detail=detail.detail_of(command.basket, command.choices, outcome),
    )
