"""Everything that the page of one member tells beside the counter's panel, in one short read."""

from __future__ import annotations

from dataclasses import dataclass

from db import holders, members
from db.store import Connection, Store
from desktop.operations.context import ShopContext
from desktop.operations.members import MemberFile, look_up
from loyalty.ledger import Standing
from loyalty.members import Member
from loyalty.outlook import Outlook, outlook
from loyalty.referrals import referrer_of
from loyalty.refusals import Refusal
from loyalty.tier_history import TierChange, tier_history

BROUGHT_MOST = 20


@dataclass(frozen=True)
class MemberPage:
    """The member's file, what ends when (however far ahead), who brought whom, and each ladder's changes by its id."""

    file: MemberFile
    outlook: Outlook
    referrer: Member | None
    brought: tuple[Member, ...]
    tiers: dict[str, tuple[TierChange, ...]]


def look(store: Store, context: ShopContext, member_id: int, at_ms: int) -> MemberPage | Refusal:
    """The page of this member. Refused: MEMBER_UNKNOWN."""
    file = look_up(store, context, member_id, at_ms)
    if isinstance(file, Refusal):
        return file
    with store.read() as connection:
        referrer = _referrer(connection, file.standing)
        ids = holders.brought_by(connection, member_id, BROUGHT_MOST)
        brought = [members.get(connection, each) for each in ids]
    return MemberPage(
        file,
        outlook(context.programmes, file.standing, at_ms, context.shop, days=None),
        referrer,
        tuple(each for each in brought if each is not None),
        {
            programme.id: tier_history(programme, file.standing, at_ms, context.shop)
            for programme in context.programmes
            if programme.kind == "tiers"
        },
    )


def _referrer(connection: Connection, standing: Standing) -> Member | None:
    brought_by = referrer_of(standing)
    return None if brought_by is None else members.get(connection, brought_by)
