"""Who is due next: what subscribers have still to get, the soonest first."""

from __future__ import annotations

from dataclasses import dataclass

from db import holders, members, standings
from db.store import Store
from desktop.operations.context import ShopContext
from loyalty import limits
from loyalty.limits import Action
from loyalty.members import Member
from loyalty.programs.subscription import Due, due
from loyalty.refusals import Refusal


@dataclass(frozen=True)
class DueMember:
    """A member, and what is due to them of which programme."""

    member: Member
    programme: str
    due: Due


def all_due(store: Store, context: ShopContext, at_ms: int) -> tuple[DueMember, ...] | Refusal:
    """Everybody who has something left of a subscription that runs at `at_ms`, what ends soonest first."""
    refused = limits.check(context.person, Action.SEE_MEMBERS, {})
    if refused is not None:
        return refused
    found: list[DueMember] = []
    with store.browse() as connection:
        for programme in context.programmes:
            if programme.kind != "subscription":
                continue
            held = (standings.of_holder(connection, each) for each in holders.with_paid_time(connection, programme.id))
            for each in due(programme, held, at_ms, context.shop):
                member = members.get(connection, each.member_id)
                if member is not None:
                    found.append(DueMember(member, programme.name, each))
    return tuple(sorted(found, key=lambda each: (each.due.until, each.due.member_id, each.due.item_id)))
