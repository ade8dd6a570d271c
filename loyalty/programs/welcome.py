"""Welcome (入會禮): a gift for whoever joins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loyalty import conditions
from loyalty.earning import Earning
from loyalty.ledger import Account
from loyalty.money import Currency
from loyalty.programmes import Programme
from loyalty.programs import gifts
from loyalty.programs.kind import PlainKind
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.situation import Situation
from loyalty.words import Words


class Welcome(PlainKind):
    """One gift on joining, in the days that the terms name."""

    name = "welcome"
    fields = (*gifts.FIELDS, *conditions.TIME_FIELDS)

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """As a gift must be."""
        return gifts.fault(terms, place)

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """The gift that waits."""
        return (gifts.account(programme),)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """The gift that waits."""
        return gifts.waiting(programme) if situation.held(gifts.account(programme)) else ()

    def joined(self, programme: Programme, situation: Situation) -> tuple[Earning, ...]:
        """The gift, in its time."""
        return () if conditions.not_now(programme.terms, situation) else gifts.given(programme, situation)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """What a new member gets, and how long it can be used."""
        gift, days = gifts.described(programme, words), programme.terms["valid_days"]
        return words("welcome.sentence", gift=gift, days=days) if days else words("welcome.sentence_always", gift=gift)

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """The gift that waits."""
        return gifts.next_step(programme, balances, words)
