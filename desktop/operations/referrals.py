"""Enter who brought a member: once, for ever; it waits for the member's first sale."""

from __future__ import annotations

from dataclasses import dataclass

from db import ledger, members, standings
from db.store import Connection, Store
from desktop.operations.context import ShopContext
from desktop.operations.recording import Recorded, new_operation, recorded_before
from loyalty import limits
from loyalty.ledger import Entry, Operation, OperationKind, Standing
from loyalty.limits import Action
from loyalty.referrals import refer as judge
from loyalty.referrals import referrer_of
from loyalty.refusals import Refusal, RefusalReason

# Nobody's line of referrers is longer in a shop; a ring that an old database may hold ends here too.
_ANCESTORS_MOST = 100


@dataclass(frozen=True)
class Refer:
    """The wish to note that `referrer_id` brought the member."""

    operation_id: str
    at_ms: int
    member_id: int
    referrer_id: int


def refer(store: Store, context: ShopContext, command: Refer) -> Recorded | Refusal:
    """Record who brought the member, once per operation id.

    Refused: MEMBER_UNKNOWN, NO_REFERRAL, REFERRAL_SELF, REFERRAL_LOOP, REFERRAL_TWICE, REFERRAL_TOO_LATE.
    """
    refused = limits.check(context.person, Action.REFER, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        again = recorded_before(connection, command.operation_id)
        if again is not None:
            return again
        member = members.get(connection, command.member_id)
        if member is None:
            return Refusal(RefusalReason.MEMBER_UNKNOWN)
        standing = ledger.standing(connection, member.id)
        entries = entries_of(connection, context, command, standing)
        if isinstance(entries, Refusal):
            return entries
        operation = record(connection, context, command, entries)
        after = ledger.standing(connection, member.id)
    return Recorded(operation, member, standing.balances(), after.balances())


def entries_of(
    connection: Connection, context: ShopContext, command: Refer, standing: Standing
) -> tuple[Entry, ...] | Refusal:
    """What a REFER operation of the member of `standing` would record, or why it cannot be."""
    if members.get(connection, command.referrer_id) is None:
        return Refusal(RefusalReason.MEMBER_UNKNOWN)
    referrer = standings.of_holder(connection, command.referrer_id)
    ancestors = _ancestors(connection, referrer)
    return judge(context.programmes, standing, referrer, command.at_ms, context.shop, command.operation_id, ancestors)


def record(connection: Connection, context: ShopContext, command: Refer, entries: tuple[Entry, ...]) -> Operation:
    """Append the REFER operation."""
    operation = new_operation(
        connection, context, OperationKind.REFER, command.operation_id, command.at_ms, command.member_id, entries
    )
    ledger.append(connection, operation)
    return operation


def _ancestors(connection: Connection, referrer: Standing) -> list[int]:
    """Who brought the referrer, who brought that one, and so on."""
    found: list[int] = []
    above = referrer_of(referrer)
    while above is not None and above not in found and len(found) < _ANCESTORS_MOST:
        found.append(above)
        above = referrer_of(standings.of_holder(connection, above))
    return found
