"""Surprise (驚喜禮): now and then a sale brings a gift that nobody announced, within a budget."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from loyalty import conditions
from loyalty.earning import Earning, Sold
from loyalty.ledger import Account
from loyalty.money import Currency
from loyalty.programmes import Programme
from loyalty.programs import gifts
from loyalty.programs.kind import PlainKind, whole
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind
from loyalty.words import Words


class Surprise(PlainKind):
    """About one sale in N brings the gift; the first N of the shop and the uses of each member are its budget."""

    name = "surprise"
    fields = (
        Field("one_in", FieldKind.WHOLE_NUMBER, 20, minimum=1, maximum=10_000, noun="surprise", section="earning"),
        *gifts.FIELDS,
        conditions.MINIMUM_AMOUNT,
        *conditions.TIME_FIELDS,
        *conditions.PEOPLE_FIELDS,
        *conditions.CODE_FIELDS,
        *conditions.USE_FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """As a gift must be."""
        return gifts.fault(terms, place)

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """The gifts that wait."""
        return (gifts.account(programme),)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """The gifts that wait; never announced before."""
        return gifts.waiting(programme) if situation.held(gifts.account(programme)) else ()

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """The gift where chance has it and the budget still holds it."""
        situation, minimum = sold.situation, whole(programme, "minimum_amount")
        if not situation.with_member or sold.base < minimum or not _is_lucky(programme, situation):
            return ()
        if conditions.not_now(programme.terms, situation) or conditions.not_for(programme.terms, situation):
            return ()
        limits = conditions.limits(programme, situation)
        if any(limit.left(situation) == 0 for limit in limits):
            return ()
        gift = gifts.given(programme, situation, minimum, base=sold.base)
        return (*gifts.uses(limits), *gift) if gift else ()

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """How often, and what; for the owner's eyes."""
        return words(
            "surprise.sentence", one_in=whole(programme, "one_in"), gift=gifts.promised(programme, currency, words)
        )

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """The gift that waits."""
        return gifts.next_step(programme, balances, words)


def _is_lucky(programme: Programme, situation: Situation) -> bool:
    """Chance that is the same for the preview and for the sale: drawn from who comes, how often, and the day."""
    standing = situation.standing
    drawn = f"{programme.id} {standing.member_id} {standing.visits} {situation.day.isoformat()}"
    return zlib.crc32(drawn.encode()) % whole(programme, "one_in") == 0
