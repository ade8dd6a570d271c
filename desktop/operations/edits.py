"""Correct an earlier sale, or open one again that was taken back: posted again as if at its own time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db import history, ledger, members
from db.store import Connection, Store
from desktop.operations import print_jobs, reversals, sales, slips
from desktop.operations.context import ShopContext
from desktop.operations.recording import new_operation
from desktop.operations.reversals import Before
from desktop.operations.sales import RecordedSale, why_not
from loyalty import detail, editing, limits
from loyalty.basket import Basket, Choices
from loyalty.editing import Edited
from loyalty.ledger import NOBODY, Operation, OperationKind, Standing
from loyalty.limits import Action
from loyalty.outcome import Outcome
from loyalty.refusals import Refusal, RefusalReason
from loyalty.replay import standing_of
from loyalty.reversals import ended_by

_ALL = 1_000_000


@dataclass(frozen=True)
class EditSale:
    """The wish to have sold something else: `reversal_id` takes the original back, `operation_id` is the sale anew."""

    operation_id: str
    reversal_id: str
    print_job_id: str
    at_ms: int
    original_id: str
    basket: Basket
    choices: Choices


@dataclass(frozen=True)
class ReopenSale:
    """The wish to have a sale again that was undone or cancelled."""

    operation_id: str
    print_job_id: str
    at_ms: int
    original_id: str


def preview_edit(store: Store, context: ShopContext, command: EditSale) -> Edited | Refusal:
    """What an edit would come to; nothing is written. An outcome with refusals would not be recorded."""
    with store.read() as connection:
        original = ledger.operation(connection, command.original_id)
        if original is None:
            return Refusal(RefusalReason.SLIP_UNKNOWN)
        return _edited(connection, context, command, reversals.before_reversing(connection, original, command.choices))


def edit(store: Store, context: ShopContext, command: EditSale) -> RecordedSale | Refusal:
    """Take the sale back and record it anew, in one transaction and at its own time; once per operation id.

    Waiting slips of the original are dropped, a new one is queued. Refused: SLIP_UNKNOWN, NOT_REVERSIBLE,
    ALREADY_REVERSED, SLIP_ALREADY_CREDITED, BALANCE_TOO_SMALL, and whatever the new basket is refused for.
    """
    refused = limits.check(context.person, Action.EDIT_SALE, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        again = sales.recorded_before(connection, context, command.operation_id)
        if again is not None:
            return again
        original = ledger.operation(connection, command.original_id)
        if original is None:
            return Refusal(RefusalReason.SLIP_UNKNOWN)
        before = reversals.before_reversing(connection, original, command.choices)
        edited = _edited(connection, context, command, before)
        refusal = edited if isinstance(edited, Refusal) else why_not(edited.outcome)
        if isinstance(edited, Refusal) or refusal is not None:
            return refusal or Refusal(RefusalReason.NOT_REVERSIBLE)
        taken = reversals.reversal_operation(
            connection, context, before, edited.reversal, command.reversal_id, original.at_ms
        )
        ledger.append(connection, taken)
        print_jobs.drop_all(connection, original.id, command.at_ms)
        return _posted(
            connection, context, command, original, taken.id, command.basket, command.choices, edited.outcome
        )


def reopen(store: Store, context: ShopContext, command: ReopenSale) -> RecordedSale | Refusal:
    """Record a sale again as it was, once per operation id and once for each time it was taken back.

    Refused: SLIP_UNKNOWN, NOT_REVERSIBLE (it stands), ALREADY_REVERSED (it was opened again or edited before), and what
    the rules refuse by now: a reward that was used elsewhere meanwhile.
    """
    refused = limits.check(context.person, Action.EDIT_SALE, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        again = sales.recorded_before(connection, context, command.operation_id)
        if again is not None:
            return again
        original = ledger.operation(connection, command.original_id)
        if original is None:
            return Refusal(RefusalReason.SLIP_UNKNOWN)
        basket, choices = detail.basket_of(original.detail), detail.choices_of(original.detail)
        before = reversals.before_reversing(connection, original, choices)
        then = _then(connection, original, before.standing)
        outcome = editing.reopen(
            context.programmes, original, before.earlier, before.standing, then, context.shop, command.operation_id
        )
        refusal = outcome if isinstance(outcome, Refusal) else why_not(outcome)
        ended = ended_by(original, before.earlier)
        if isinstance(outcome, Refusal) or refusal is not None or ended is None:
            return refusal or Refusal(RefusalReason.NOT_REVERSIBLE)
        return _posted(connection, context, command, original, ended.id, basket, choices, outcome)


def _edited(connection: Connection, context: ShopContext, command: EditSale, before: Before) -> Edited | Refusal:
    return editing.edit(
        context.programmes,
        before.original,
        before.earlier,
        before.standing,
        _then(connection, before.original, before.standing),
        command.basket,
        command.choices,
        context.shop,
        command.reversal_id,
        command.operation_id,
    )


def _then(connection: Connection, original: Operation, now: Standing) -> Standing:
    """The member as they stood just before the sale; who they are (birthday, groups) is as it is now."""
    if original.member_id is None:
        return NOBODY
    first = _first_posted(connection, original)
    every = history.of_member(connection, original.member_id, _ALL)
    before = [each for each in reversed(every) if (each.at_ms, each.id) < (first.at_ms, first.id)]
    then = standing_of(original.member_id, before)
    return replace(
        now,
        lots=then.lots,
        visits=then.visits,
        spent=then.spent,
        last_visit_ms=then.last_visit_ms,
        others={},
    )


def _first_posted(connection: Connection, sale: Operation) -> Operation:
    """The sale as it was recorded first, before it was edited or opened again."""
    while sale.kind is OperationKind.SALE and sale.reverses is not None:
        taken = ledger.operation(connection, sale.reverses)
        earlier = None if taken is None or taken.reverses is None else ledger.operation(connection, taken.reverses)
        if earlier is None:
            raise LookupError(f"operation {sale.id} stands for one that is not there")
        sale = earlier
    return sale


def _posted(
    connection: Connection,
    context: ShopContext,
    command: EditSale | ReopenSale,
    original: Operation,
    reverses: str,
    basket: Basket,
    choices: Choices,
    outcome: Outcome,
) -> RecordedSale:
    """Append the sale anew, at the original's time, and queue its slip."""
    operation = new_operation(
        connection,
        context,
        OperationKind.SALE,
        command.operation_id,
        original.at_ms,
        original.member_id,
        outcome.entries,
        reverses=reverses,
        bill=outcome.to_pay,
        counts_visit=1,
        programme_versions=original.programme_versions,
        detail=detail.detail_of(basket, choices, outcome),
    )
    ledger.append(connection, operation)
    member = None if original.member_id is None else members.get(connection, original.member_id)
    if context.prints:
        then = _then(connection, original, ledger.standing(connection, original.member_id))
        slip = slips.receipt_document(
            context, outcome, original.at_ms, member, choices.tenders, operation.slip_number, then
        )
        slips.queue(connection, slip, command.print_job_id, command.at_ms, operation)
    return RecordedSale(operation, outcome, member)
