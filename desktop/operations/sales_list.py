"""Earlier sales: the newest, those of a slip's number or of a member, and one of them whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from db import history, ledger, members, print_jobs, search
from db.store import Connection, Store
from desktop.operations import edits, reversals
from desktop.operations.context import ShopContext
from desktop.operations.member_list import past
from loyalty.ledger import NOBODY, Operation, OperationKind
from loyalty.members import Member
from loyalty.outcome import Outcome
from loyalty.pieces import units_left
from loyalty.refusals import Refusal, RefusalReason
from loyalty.reversals import Reversal, member_of

Before = tuple[int, str]

FOUND_MEMBERS_MAX = 20
_NOT_LISTED = frozenset({OperationKind.JOIN, OperationKind.EXPIRE})
_SLIP = re.compile(r"([A-Za-z]{0,8})[-\s]*(\d{1,15})", re.ASCII)


@dataclass(frozen=True)
class PastSale:
    """An operation, whose it is (by a later credit too), and everything that acts on it, oldest first."""

    operation: Operation
    member: Member | None
    reversals: tuple[Operation, ...]


@dataclass(frozen=True)
class SalePage:
    """Some operations, newest first; `next` continues behind them, None when there are no more."""

    sales: tuple[PastSale, ...]
    next: Before | None


@dataclass(frozen=True)
class OpenedSale:
    """One operation whole. What may be done with it is what would come of it, or the Refusal that says why not.
    `refund` is of all that is left, or of all that can go back where not all can.

    `has_slip` tells whether there is a slip to print again. `original` is the operation that this one acts on; of a
    sale that was posted again it is the sale that was taken back.
    """

    sale: PastSale
    original: Operation | None
    cancel: Reversal | Refusal
    refund: Reversal | Refusal
    credit: Outcome | Refusal
    edit: Reversal | Refusal
    reopen: Outcome | Refusal
    has_slip: bool


def slip_of(text: str, till: str) -> tuple[str, int] | None:
    """Till and number of a slip as typed: "A-000123", "a123"; "123" is one of this till. None for anything else."""
    found = _SLIP.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    number = int(found[2])
    return (found[1].upper() or till, number) if 0 < number < 1 << 63 else None


def by_slip(store: Store, context: ShopContext, text: str) -> Operation | None:
    """The operation whose slip carries this number."""
    slip = slip_of(text, context.till)
    if slip is None:
        return None
    with store.browse() as connection:
        return ledger.by_slip(connection, *slip)


def recent(store: Store, limit: int, before: Before | None) -> SalePage:
    """Everybody's operations but joinings and expiries, newest first."""
    with store.browse() as connection:
        return _page(connection, history.recent(connection, limit, before), limit)


def find(store: Store, context: ShopContext, text: str, limit: int, before: Before | None) -> SalePage:
    """Operations of the slip and of the members that the text may mean, newest first.

    A number that opens with a till's letter means a slip only; bare digits may also be a member's phone or number.
    """
    with store.browse() as connection:
        slip = slip_of(text, context.till)
        of_slip = None if slip is None else ledger.by_slip(connection, *slip)
        if of_slip is not None and not text.strip()[0].isdigit():
            return _page(connection, [of_slip], limit)
        found: dict[str, Operation] = {}
        if of_slip is not None and (before is None or _place(of_slip) < before):
            found[of_slip.id] = of_slip
        for row in search.find(connection, text, FOUND_MEMBERS_MAX):
            found.update((each.id, each) for each in history.of_member(connection, row.id, limit, before))
        return _page(connection, sorted(found.values(), key=_place, reverse=True), limit)


def open_sale(store: Store, context: ShopContext, operation_id: str, at_ms: int) -> OpenedSale | Refusal:
    """One operation with what may be done with it at `at_ms`."""
    with store.browse() as connection:
        operation = ledger.operation(connection, operation_id)
        if operation is None:
            return Refusal(RefusalReason.SLIP_UNKNOWN)
        sale = _past_sale(connection, operation)
        original = _original(connection, operation)
        credit = reversals.credit_outcome(connection, context, operation, NOBODY, at_ms)
        edit = edits.may_edit(connection, context, operation)
        has_slip = bool(print_jobs.of_operation(connection, operation_id))
    return OpenedSale(
        sale=sale,
        original=original,
        cancel=reversals.preview(store, context, operation_id, OperationKind.CANCEL, None, at_ms),
        refund=_refund(store, context, sale, at_ms),
        credit=credit,
        edit=edit,
        reopen=edits.preview_reopen(store, context, operation_id),
        has_slip=has_slip,
    )


def _original(connection: Connection, operation: Operation) -> Operation | None:
    if operation.reverses is None:
        return None
    found = ledger.operation(connection, operation.reverses)
    if operation.kind is not OperationKind.SALE or found is None or found.reverses is None:
        return found
    # The customer's slip bears the number of the sale, not of what took it back.
    return ledger.operation(connection, found.reverses)


def _refund(store: Store, context: ShopContext, sale: PastSale, at_ms: int) -> Reversal | Refusal:
    """What a refund of all that is left would do. Where something bought on the sale is used already: of all lines
    that can go back without it, so that a coffee is not kept for the money that was topped up beside it.
    """
    original = sale.operation

    def judged(lines: dict[int, int] | None) -> Reversal | Refusal:
        return reversals.preview(store, context, original.id, OperationKind.REFUND, None, at_ms, lines)

    answer = judged(None)
    if not isinstance(answer, Refusal) or answer.reason is not RefusalReason.BALANCE_TOO_SMALL:
        return answer
    going: dict[int, int] = {}
    refunds = [each for each in sale.reversals if each.kind is OperationKind.REFUND]
    for index, count in units_left(original, refunds).items():
        tried = judged({**going, index: count}) if count else answer
        if not isinstance(tried, Refusal):
            going[index], answer = count, tried
    return answer


def _place(operation: Operation) -> Before:
    return operation.at_ms, operation.id


def _page(connection: Connection, newest: Sequence[Operation], limit: int) -> SalePage:
    shown = newest[:limit]
    sales = tuple(_past_sale(connection, each) for each in shown if each.kind not in _NOT_LISTED)
    return SalePage(sales, _place(shown[-1]) if len(shown) == limit else None)


def _past_sale(connection: Connection, operation: Operation) -> PastSale:
    member_id = member_of(operation, reversals.everything_on(connection, operation))
    member = None if member_id is None else members.get(connection, member_id)
    return PastSale(operation, member, past(connection, operation).reversals)
