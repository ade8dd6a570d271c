"""Correct an earlier sale, or open one again that was taken back: posted again as if at its own time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db import history, ledger, members
from db.store import Connection, Store
from desktop.operations import print_jobs, reversals, sales, slips
from desktop.operations.context import ShopContext
from desktop.operations.recording import new_operation
from desktop.operations.reversals import Before, Reversed
from desktop.operations.sales import RecordedSale, why_not
from loyalty import detail, editing, limits
from loyalty.basket import Basket, Choices
from loyalty.editing import Edited, Receiver
from loyalty.ledger import NOBODY, Operation, OperationKind, Standing
from loyalty.limits import Action
from loyalty.outcome import Outcome
from loyalty.refusals import Refusal, RefusalReason
from loyalty.replay import standing_of
from loyalty.reversals import Reversal, ended_by, holders_of, take_back_to_edit, too_late

_ALL = 1_000_000
# What a sale remembers that was posted because an edit was undone.
_UNDOES = "undoes_edit"


@dataclass(frozen=True)
class HandOver:
    """The sale belongs to this member, or with None to a customer without a card."""

    member_id: int | None


@dataclass(frozen=True)
class EditSale:
    """The wish to have sold something else: `reversal_id` takes the original back, `operation_id` is the sale anew.
    Without `hand_over` it stays whose it is. `undoes`: it gives the sale the content back that an edit took from it.
    """

    operation_id: str
    reversal_id: str
    print_job_id: str
    at_ms: int
    original_id: str
    basket: Basket
    choices: Choices
    hand_over: HandOver | None = None
    undoes: bool = False


@dataclass(frozen=True)
class UndoLast:
    """The wish to have this till's last operation undone; the other two ids serve where that is an edit."""

    operation_id: str
    reversal_id: str
    print_job_id: str
    at_ms: int


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


def preview_reopen(store: Store, context: ShopContext, original_id: str) -> Outcome | Refusal:
    """What opening a sale again would come to; nothing is written. An outcome with refusals would not be recorded."""
    with store.read() as connection:
        original = ledger.operation(connection, original_id)
        if original is None:
            return Refusal(RefusalReason.SLIP_UNKNOWN)
        before = reversals.before_reversing(connection, original, detail.choices_of(original.detail))
        return _reopened(connection, context, before, "")


def may_edit(connection: Connection, context: ShopContext, original: Operation) -> Reversal | Refusal:
    """Whether a sale may be edited at all: what taking it back would move, or why not."""
    before = reversals.before_reversing(connection, original)
    return take_back_to_edit(original, before.earlier, before.standing, context.shop, "", context.programmes)


def edit(store: Store, context: ShopContext, command: EditSale) -> RecordedSale | Refusal:
    """Take the sale back and record it anew, in one transaction and at its own time; once per operation id.

    Waiting slips of the original are dropped, a new one is queued. Refused: SLIP_UNKNOWN, NOT_REVERSIBLE,
    ALREADY_REVERSED, SLIP_ALREADY_CREDITED, BALANCE_TOO_SMALL, MEMBER_UNKNOWN, and whatever the new basket is refused
    for.
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
        member_id = original.member_id if command.hand_over is None else command.hand_over.member_id
        return _posted(
            connection, context, command, original, taken.id, member_id, command.basket, command.choices, edited.outcome
        )


def undo(store: Store, context: ShopContext, command: UndoLast) -> Reversed | Refusal:
    """Take this till's last operation back, or where that is an edit the edit alone: the sale is again what it was.

    Refused as by `reversals.undo` and `edit`.
    """
    with store.read() as connection:
        last = ledger.last_of_till(connection, context.till)
        before = None if last is None else _before_edit(connection, last)
    if last is None or before is None:
        return reversals.undo(store, context, reversals.Undo(command.operation_id, command.at_ms))
    refused = limits.check(context.person, Action.UNDO, {}) or too_late(last, command.at_ms, context.shop)
    if refused is not None:
        return refused
    handed = None if before.member_id == last.member_id else HandOver(before.member_id)
    content = detail.basket_of(before.detail), detail.choices_of(before.detail)
    ids = command.operation_id, command.reversal_id, command.print_job_id
    answer = edit(store, context, EditSale(*ids, command.at_ms, last.id, *content, handed, undoes=True))
    return answer if isinstance(answer, Refusal) else Reversed(answer.operation, last, answer.member)


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
        outcome = _reopened(connection, context, before, command.operation_id)
        refusal = outcome if isinstance(outcome, Refusal) else why_not(outcome)
        ended = ended_by(original, before.earlier)
        if isinstance(outcome, Refusal) or refusal is not None or ended is None:
            return refusal or Refusal(RefusalReason.NOT_REVERSIBLE)
        return _posted(connection, context, command, original, ended.id, original.member_id, basket, choices, outcome)


def _reopened(connection: Connection, context: ShopContext, before: Before, operation_id: str) -> Outcome | Refusal:
    now, original = before.standing, before.original
    then = _then(connection, original, original.member_id, now)
    return editing.reopen(context.programmes, original, before.earlier, now, then, context.shop, operation_id)


def _edited(connection: Connection, context: ShopContext, command: EditSale, before: Before) -> Edited | Refusal:
    handed = command.hand_over
    if handed and handed.member_id is not None and members.get(connection, handed.member_id) is None:
        return Refusal(RefusalReason.MEMBER_UNKNOWN)
    return editing.edit(
        context.programmes,
        before.original,
        before.earlier,
        before.standing,
        _then(connection, before.original, before.original.member_id, before.standing),
        command.basket,
        command.choices,
        context.shop,
        command.reversal_id,
        command.operation_id,
        receiver=None if handed is None else _receiver(connection, before, handed.member_id, command.choices),
    )


def _receiver(connection: Connection, before: Before, member_id: int | None, choices: Choices) -> Receiver | None:
    """Whose the sale becomes; None where it is theirs already."""
    original = before.original
    if member_id == original.member_id:
        return None
    holders = {*holders_of(original, before.earlier), *filter(None, [original.member_id])} - {member_id}
    now = ledger.standing(connection, member_id, choices.codes, holders)
    return Receiver(now, _then(connection, original, member_id, now))


def _then(connection: Connection, original: Operation, member_id: int | None, now: Standing) -> Standing:
    """A member as they stood just before the sale; who they are (birthday, groups) is as it is now."""
    if member_id is None:
        return NOBODY
    first = _first_posted(connection, original)
    every = history.of_member(connection, member_id, _ALL)
    before = [each for each in reversed(every) if (each.at_ms, each.id) < (first.at_ms, first.id)]
    then = standing_of(member_id, before)
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


def _before_edit(connection: Connection, sale: Operation) -> Operation | None:
    """The sale as it was before the last edit that still counts; None where none does."""
    posted = [sale]
    while (earlier := _edited_from(connection, posted[-1])) is not None:
        posted.append(earlier)
    counts: list[Operation] = []
    for each in reversed(posted):
        if each.detail.get(_UNDOES):
            counts.pop()
        else:
            counts.append(each)
    return counts[-2] if len(counts) > 1 else None


def _edited_from(connection: Connection, sale: Operation) -> Operation | None:
    """The sale that an edit, or the undo of one, took back to post this one; None where it was not edited."""
    taken = None if sale.reverses is None else ledger.operation(connection, sale.reverses)
    if sale.kind is not OperationKind.SALE or taken is None or taken.kind is not OperationKind.EDIT:
        return None
    return None if taken.reverses is None else ledger.operation(connection, taken.reverses)


def _note(command: EditSale | ReopenSale) -> dict[str, object]:
    return {_UNDOES: True} if isinstance(command, EditSale) and command.undoes else {}


def _posted(
    connection: Connection,
    context: ShopContext,
    command: EditSale | ReopenSale,
    original: Operation,
    reverses: str,
    member_id: int | None,
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
        member_id,
        outcome.entries,
        reverses=reverses,
        bill=outcome.to_pay,
        counts_visit=1,
        programme_versions=original.programme_versions,
        detail=detail.detail_of(basket, choices, outcome) | _note(command),
    )
    ledger.append(connection, operation)
    member = None if member_id is None else members.get(connection, member_id)
    if context.prints:
        then = _then(connection, original, member_id, ledger.standing(connection, member_id))
        slip = slips.receipt_document(
            context, outcome, original.at_ms, member, choices.tenders, operation.slip_number, then
        )
        slips.queue(connection, slip, command.print_job_id, command.at_ms, operation)
    return RecordedSale(operation, outcome, member)
