"""Milestone (里程碑禮): a gift at the Nth visit, once or again at every N."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loyalty import conditions
from loyalty.earning import Earning, Sold
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.money import Currency
from loyalty.programmes import Programme
from loyalty.programs import gifts
from loyalty.programs.kind import PlainKind, whole
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.situation import Notice, Situation
from loyalty.terms import Field, FieldKind
from loyalty.words import Words


class Milestone(PlainKind):
    """A gift that a visit brings; each milestone once, also when visits before it are taken back and made again."""

    name = "milestone"
    fields = (
        Field("visits", FieldKind.WHOLE_NUMBER, 10, minimum=1, maximum=9_999, noun="milestone", section="earning"),
        Field("repeats", FieldKind.YES_NO, False, noun="milestone", section="earning"),
        *gifts.FIELDS,
        conditions.MINIMUM_AMOUNT,
        *conditions.TIME_FIELDS,
        *conditions.PEOPLE_FIELDS,
        *conditions.CODE_FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """As a gift must be."""
        return gifts.fault(terms, place)

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """The gifts that wait."""
        return (gifts.account(programme),)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """The gifts that wait."""
        return gifts.waiting(programme) if situation.held(gifts.account(programme)) else ()

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """The gift where this visit is the milestone and reaches the least amount."""
        situation, minimum = sold.situation, whole(programme, "minimum_amount")
        visit = situation.standing.visits + 1
        done = Account(programme.id, Unit.USE, str(visit))
        if not _is_milestone(programme, visit) or situation.held(done) or sold.base < minimum:
            return ()
        if conditions.not_now(programme.terms, situation) or conditions.not_for(programme.terms, situation):
            return ()
        gift = gifts.given(programme, situation, minimum, visit=visit, base=sold.base)
        if not gift:
            return ()
        fact = {"minimum": minimum, "base": sold.base} if minimum else {}
        once = Earning(done, 1, EntryReason.USED, fact, tally=True)
        return (once, *gift)

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """How many visits are missing to the next one."""
        visits, step = situation.standing.visits, whole(programme, "visits")
        missing = step - visits % step if programme.terms["repeats"] else step - visits
        if missing <= 0 or not situation.with_member:
            return ()
        return (Notice("milestone.notice_ahead", programme.id, {"missing": missing}),)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """At which visit, what, and what it asks for."""
        key = "milestone.sentence_every" if programme.terms["repeats"] else "milestone.sentence"
        return words(key, visits=whole(programme, "visits"), gift=gifts.promised(programme, currency, words))

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """The gift that waits."""
        return gifts.next_step(programme, balances, words)


def _is_milestone(programme: Programme, visit: int) -> bool:
    step = whole(programme, "visits")
    return visit % step == 0 if programme.terms["repeats"] else visit == step
