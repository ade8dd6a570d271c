"""Correct a balance by hand, give a tier or take one away: always with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from db import ledger, members
from db.store import Store
from desktop.operations.context import ShopContext
from desktop.operations.recording import Recorded, new_operation, recorded_before
from loyalty import adjustments, limits
from loyalty.adjustments import Adjustment
from loyalty.ledger import Account, OperationKind, Standing
from loyalty.limits import Action
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.terms import malformed


@dataclass(frozen=True)
class Adjust:
    """The wish to add to a balance (above 0) or take from it. `expires_on` None follows the programme's terms."""

    operation_id: str
    at_ms: int
    member_id: int
    account: Account
    amount: int
    note: str
    expires_on: date | None = None


@dataclass(frozen=True)
class GiveTier:
    """The wish to give a level of the tiers by hand until a business day (None: for ever); "" takes what was given."""

    operation_id: str
    at_ms: int
    member_id: int
    programme_id: str
    level: str
    note: str
    expires_on: date | None = None


_Judge = Callable[[Standing], Adjustment | Refusal]


def adjust(store: Store, context: ShopContext, command: Adjust) -> Recorded | Refusal:
    """Correct a balance by hand, once per operation id; the reason stands in the operation's detail.

    Refused: MEMBER_UNKNOWN, REASON_NEEDED, NOTHING_TO_ADJUST, BALANCE_TOO_SMALL; MALFORMED for an unknown programme.
    """

    def judge(standing: Standing) -> Adjustment | Refusal:
        return adjustments.adjust(
            context.programmes,
            command.account,
            command.amount,
            standing,
            command.at_ms,
            context.shop,
            command.operation_id,
            command.note,
            command.expires_on,
        )

    facts = {"amount": abs(command.amount)}
    return _record(store, context, command, facts, judge)


def give_tier(store: Store, context: ShopContext, command: GiveTier) -> Recorded | Refusal:
    """Give a level by hand, or take what was given, once per operation id.

    Refused: MEMBER_UNKNOWN, REASON_NEEDED, NOTHING_TO_ADJUST; MALFORMED for an unknown programme or level.
    """

    def judge(standing: Standing) -> Adjustment | Refusal:
        programme = _programme(context, command.programme_id)
        if programme is None:
            return malformed("programme", "unknown_reference", name=command.programme_id)
        if not command.level:
            return adjustments.take_tier(programme, standing, command.operation_id, command.note)
        return adjustments.give_tier(
            programme, command.level, standing, command.operation_id, command.note, command.expires_on
        )

    return _record(store, context, command, {}, judge)


def _programme(context: ShopContext, programme_id: str) -> Programme | None:
    return next((each for each in context.programmes if each.id == programme_id), None)


def _record(
    store: Store, context: ShopContext, command: Adjust | GiveTier, facts: dict[str, int], judge: _Judge
) -> Recorded | Refusal:
    refused = limits.check(context.person, Action.ADJUST, facts)
    if refused is not None:
        return refused
    with store.write() as connection:
        again = recorded_before(connection, command.operation_id)
        if again is not None:
            return again
        member = members.get(connection, command.member_id)
        if member is None:
            return Refusal(RefusalReason.MEMBER_UNKNOWN)
        adjusted = judge(ledger.standing(connection, member.id))
        if isinstance(adjusted, Refusal):
            return adjusted
        operation = new_operation(
            connection,
            context,
            OperationKind.ADJUST,
            command.operation_id,
            command.at_ms,
            member.id,
            adjusted.entries,
            detail=adjusted.detail,
        )
        ledger.append(connection, operation)
    return Recorded(operation, member, adjusted.before, adjusted.after)
