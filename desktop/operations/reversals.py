"""Undo, cancel or refund an earlier sale, and credit one that was made without a member. The ledger only grows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from db import ledger, members
from db.store import Connection, Store
from desktop.operations import print_jobs, slips
from desktop.operations.context import ShopContext
from desktop.operations.recording import new_operation
from loyalty import detail, earlier_sales, limits, reversals
from loyalty.basket import Choices
from loyalty.editing import versions_then
from loyalty.ledger import SHOP, Account, EntryReason, Operation, OperationKind, Standing
from loyalty.limits import Action
from loyalty.members import Member
from loyalty.outcome import Outcome
from loyalty.refusals import Refusal, RefusalReason
from loyalty.reversals import Reversal
from loyalty.tier_history import with_statuses
from printing.layouts.holdings import Moved


@dataclass(frozen=True)
class Undo:
    """The wish to take this till's last operation back."""

    operation_id: str
    at_ms: int


@dataclass(frozen=True)
class TakeBack:
    """The wish to cancel an earlier sale, or to refund it: by amount, by `lines` (units by the line's index), or (both
    None) all that is left. `amount` is of the sale's value, however it was paid.
    """

    operation_id: str
    print_job_id: str
    at_ms: int
    original_id: str
    amount: int | None = None
    lines: Mapping[int, int] | None = None


@dataclass(frozen=True)
class Credit:
    """The wish to give an earlier sale without a member to one; the slip's till and number name the sale."""

    operation_id: str
    print_job_id: str
    at_ms: int
    till: str
    number: int
    member_id: int


@dataclass(frozen=True)
class Reversed:
    """What was taken back or credited: the new operation, the one it acts on, whose it is, the balances and the levels.

    Balances and levels are empty when the same command had been recorded before.
    """

    operation: Operation
    original: Operation
    member: Member | None
    before: Mapping[Account, int] = field(default_factory=dict)
    after: Mapping[Account, int] = field(default_factory=dict)
    statuses_before: frozenset[str] = frozenset()
    statuses_after: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Before:
    """An operation, everything that acts on it, and whose balances taking it back would move, with their standing."""

    original: Operation
    earlier: tuple[Operation, ...]
    owner_id: int | None
    standing: Standing


_Judge = Callable[[Connection, Before], Reversal | Refusal]


def undo(store: Store, context: ShopContext, command: Undo) -> Reversed | Refusal:
    """Take back this till's last operation, once per command id; a slip of it that still waits is dropped."""
    refused = limits.check(context.person, Action.UNDO, {})
    if refused is not None:
        return refused

    def judge(connection: Connection, before: Before) -> Reversal | Refusal:
        return reversals.undo(
            before.original,
            later_on_till=False,
            later_for_member=before.owner_id is not None
            and ledger.is_followed(connection, before.original, before.owner_id),
            earlier=before.earlier,
            standing=before.standing,
            at_ms=command.at_ms,
            shop=context.shop,
            operation_id=command.operation_id,
        )

    with store.write() as connection:
        again = _recorded_before(connection, command.operation_id)
        if again is not None:
            return again
        original = ledger.last_of_till(connection, context.till)
        if original is None:
            return Refusal(RefusalReason.NOT_REVERSIBLE)
        answer = _take_back(connection, context, original, command.operation_id, command.at_ms, judge)
        if isinstance(answer, Reversed):
            print_jobs.drop_all(connection, original.id, command.at_ms)
        return answer


def cancel(store: Store, context: ShopContext, command: TakeBack) -> Reversed | Refusal:
    """Void a whole sale on its own business day, with a void slip."""

    def judge(_: Connection, before: Before) -> Reversal | Refusal:
        return reversals.cancel(
            before.original,
            before.earlier,
            before.standing,
            command.at_ms,
            context.shop,
            command.operation_id,
            context.programmes,
        )

    return _reverse_and_print(store, context, command, Action.CANCEL, judge)


def refund(store: Store, context: ShopContext, command: TakeBack) -> Reversed | Refusal:
    """Give money back for all or a part of a sale; what was earned and spent is mirrored in proportion."""

    def judge(_: Connection, before: Before) -> Reversal | Refusal:
        return reversals.refund(
            before.original,
            before.earlier,
            before.standing,
            command.amount,
            command.at_ms,
            context.shop,
            command.operation_id,
            lines=command.lines,
            programmes=context.programmes,
        )

    return _reverse_and_print(store, context, command, Action.REFUND, judge)


def preview(
    store: Store,
    context: ShopContext,
    original_id: str,
    kind: OperationKind,
    amount: int | None,
    at_ms: int,
    lines: Mapping[int, int] | None = None,
) -> Reversal | Refusal:
    """What a cancel or refund would do; nothing is written."""
    with store.read() as connection:
        original = ledger.operation(connection, original_id)
        if original is None:
            return Refusal(RefusalReason.SLIP_UNKNOWN)
        before = before_reversing(connection, original)
    known = before.original, before.earlier, before.standing
    programmes = context.programmes
    if kind is OperationKind.CANCEL:
        answer = reversals.cancel(*known, at_ms, context.shop, "", programmes)
    else:
        answer = reversals.refund(*known, amount, at_ms, context.shop, "", lines=lines, programmes=programmes)
    return answer if isinstance(answer, Refusal) else _with_levels(context, before, answer, at_ms)


def _with_levels(context: ShopContext, before: Before, reversal: Reversal, at_ms: int) -> Reversal:
    """The levels that rest on the sale go with it; a customer without a card has none."""
    if before.owner_id is None:
        return reversal
    return with_statuses(reversal, context.programmes, before.standing, at_ms, context.shop)


def preview_credit(
    store: Store, context: ShopContext, sale_id: str, member_id: int, at_ms: int
) -> tuple[Member, Outcome] | Refusal:
    """What crediting a sale would give this member; nothing is written."""
    with store.read() as connection:
        sale = ledger.operation(connection, sale_id)
        member = members.get(connection, member_id)
        if sale is None or member is None:
            return Refusal(RefusalReason.SLIP_UNKNOWN if sale is None else RefusalReason.MEMBER_UNKNOWN)
        standing = ledger.standing(connection, member.id)
        outcome = credit_outcome(connection, context, sale, standing, at_ms)
    return outcome if isinstance(outcome, Refusal) else (member, outcome)


def credit_outcome(
    connection: Connection,
    context: ShopContext,
    sale: Operation,
    standing: Standing,
    at_ms: int,
    operation_id: str = "",
) -> Outcome | Refusal:
    """What a sale earns for the member of `standing`, by the programmes as they were when it was made."""
    then = versions_then(context.programmes, sale)
    earlier = everything_on(connection, sale)
    outcome = earlier_sales.credit(then, standing, sale, earlier, at_ms, context.shop, operation_id)
    if isinstance(outcome, Outcome) and outcome.refusals:
        return outcome.refusals[0]
    return outcome


def credit(store: Store, context: ShopContext, command: Credit) -> Reversed | Refusal:
    """Give an earlier sale without a member to one, once: earned by the rules as of the sale's own time."""
    refused = limits.check(context.person, Action.CREDIT, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        again = _recorded_before(connection, command.operation_id)
        if again is not None:
            return again
        sale = ledger.by_slip(connection, command.till, command.number)
        member = members.get(connection, command.member_id)
        if sale is None or member is None:
            return Refusal(RefusalReason.SLIP_UNKNOWN if sale is None else RefusalReason.MEMBER_UNKNOWN)
        standing = ledger.standing(connection, member.id)
        outcome = credit_outcome(connection, context, sale, standing, command.at_ms, command.operation_id)
        if isinstance(outcome, Refusal):
            return outcome
        operation = _credit_operation(connection, context, command, sale, outcome)
        ledger.append(connection, operation)
        if context.prints:
            moved, after = _moved(operation, outcome), ledger.standing(connection, member.id)
            slip = slips.reversal_document(context, operation, sale, member, moved, after)
            slips.queue(connection, slip, command.print_job_id, command.at_ms, operation)
            slips.queue_welcomes(connection, context, operation, outcome, member, standing, command.print_job_id)
        return Reversed(operation, sale, member, outcome.before, outcome.after)


def _reverse_and_print(
    store: Store, context: ShopContext, command: TakeBack, action: Action, judge: _Judge
) -> Reversed | Refusal:
    refused = limits.check(context.person, action, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        again = _recorded_before(connection, command.operation_id)
        if again is not None:
            return again
        original = ledger.operation(connection, command.original_id)
        if original is None:
            return Refusal(RefusalReason.SLIP_UNKNOWN)
        answer = _take_back(connection, context, original, command.operation_id, command.at_ms, judge)
        if isinstance(answer, Reversed) and context.prints:
            moved = _moved(answer.operation, answer)
            after = None if answer.member is None else ledger.standing(connection, answer.member.id)
            slip = slips.reversal_document(context, answer.operation, answer.original, answer.member, moved, after)
            slips.queue(connection, slip, command.print_job_id, command.at_ms, answer.operation)
        return answer


def before_reversing(connection: Connection, original: Operation, choices: Choices | None = None) -> Before:
    """What the rules need to take an operation back, and to post it again with these choices."""
    earlier = everything_on(connection, original)
    owner_id = reversals.member_of(original, earlier)
    holders = reversals.holders_of(original, earlier)
    codes = () if choices is None else choices.codes
    return Before(original, earlier, owner_id, ledger.standing(connection, owner_id, codes, holders))


def everything_on(connection: Connection, original: Operation) -> tuple[Operation, ...]:
    """What acts on an operation or on the credits of it, the sale posted again after it was taken back, and what
    business days ended of the lots it opened."""
    direct = ledger.reversals_of(connection, original.id)
    further = [
        later
        for each in direct
        if each.kind is not OperationKind.REFUND
        for later in ledger.reversals_of(connection, each.id)
    ]
    return (*direct, *further, *_endings(connection, (original, *direct)))


def _endings(connection: Connection, opened: Sequence[Operation]) -> Iterator[Operation]:
    """What ended a lot of these operations: a day's expiry, or a visit that found it ended."""
    ids = {each.id for each in opened}
    holders = {entry.holder_in(each.member_id) for each in opened for entry in each.entries}
    for holder in sorted(holders - {SHOP}):
        for ending in ledger.endings(connection, holder, opened[0].at_ms):
            ended = (entry for entry in ending.entries if entry.reason is EntryReason.EXPIRED)
            if any(entry.lot.operation_id in ids for entry in ended):
                yield ending


def _take_back(
    connection: Connection, context: ShopContext, original: Operation, operation_id: str, at_ms: int, judge: _Judge
) -> Reversed | Refusal:
    before = before_reversing(connection, original)
    reversal = judge(connection, before)
    if isinstance(reversal, Refusal):
        return reversal
    operation = reversal_operation(connection, context, before, reversal, operation_id, at_ms)
    ledger.append(connection, operation)
    member = None if before.owner_id is None else members.get(connection, before.owner_id)
    told = _with_levels(context, before, reversal, at_ms)
    levels = told.statuses_before, told.statuses_after
    return Reversed(operation, original, member, reversal.before, reversal.after, *levels)


def _moved(operation: Operation, did: Reversed | Outcome) -> Moved:
    """What the slip tells of it."""
    return Moved(did.before, did.after, operation.entries, did.statuses_before, did.statuses_after)


def reversal_operation(
    connection: Connection,
    context: ShopContext,
    before: Before,
    reversal: Reversal,
    operation_id: str,
    at_ms: int,
) -> Operation:
    """The operation of a reversal, not yet appended."""
    return new_operation(
        connection,
        context,
        reversal.kind,
        operation_id,
        at_ms,
        before.owner_id,
        reversal.entries,
        reverses=before.original.id,
        bill=reversal.bill,
        counts_visit=reversal.counts_visit,
        programme_versions=before.original.programme_versions,
        detail=reversal.detail,
    )


def _credit_operation(
    connection: Connection, context: ShopContext, command: Credit, sale: Operation, outcome: Outcome
) -> Operation:
    return new_operation(
        connection,
        context,
        OperationKind.CREDIT,
        command.operation_id,
        command.at_ms,
        command.member_id,
        outcome.entries,
        reverses=sale.id,
        bill=outcome.to_pay,
        counts_visit=1,
        programme_versions=sale.programme_versions,
        detail=detail.detail_of(detail.basket_of(sale.detail), detail.choices_of(sale.detail), outcome),
    )


def _recorded_before(connection: Connection, operation_id: str) -> Reversed | None:
    operation = ledger.operation(connection, operation_id)
    if operation is None or operation.reverses is None:
        return None
    original = ledger.operation(connection, operation.reverses)
    if original is None:
        raise LookupError(f"operation {operation.id} points at one that is not there")
    member = None if operation.member_id is None else members.get(connection, operation.member_id)
    return Reversed(operation, original, member)
