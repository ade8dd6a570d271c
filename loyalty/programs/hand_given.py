"""Hand-given (店家贈禮): a reward that the person at the till gives for a reason from the shop's list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loyalty import conditions, rewards
from loyalty.ledger import Account, Unit
from loyalty.money import Currency
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words, listed

_REASON_NEEDED = Refusal(RefusalReason.REASON_NEEDED)


class HandGiven(PlainKind):
    """Waited too long, a photo contest, an ambassador: the reason is kept with the sale, the uses are limited."""

    name = "hand_given"
    fields = (
        Field("reasons", FieldKind.TEXTS, (), maximum=20, required=True, noun="hand_given", section="conditions"),
        *rewards.FIELDS,
        *conditions.TIME_FIELDS,
        *conditions.USE_FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """A discount has a value."""
        if terms["reward_kind"] == "amount_off" and not terms["reward_amount"]:
            return malformed(f"{place}.reward_amount", "value_needed")
        return None

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """One use on this sale; once it is chosen, a reason of the list must be chosen too."""
        offer_id = f"{programme.id}:give"
        hindered = conditions.not_now(programme.terms, situation)
        if situation.choices.rewards.get(offer_id) and hindered is None:
            named = situation.choices.notes.get(offer_id, "")
            hindered = None if named in reasons(programme) else _REASON_NEEDED
        stopped = Refusal(RefusalReason.STOPPED) if programme.stopped else None
        return (
            rewards.single(
                programme.terms,
                offer_id,
                Account(programme.id, Unit.USE),
                0,
                most=1,
                limits=conditions.limits(programme, situation),
                why_not=stopped or hindered,
            ),
        )

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """What is given, and for which reasons."""
        gift = str(programme.terms["reward_title"])
        return words("hand_given.sentence", gift=gift, reasons=listed(reasons(programme), words))


def reasons(programme: Programme) -> tuple[str, ...]:
    """The shop's list of reasons."""
    found: Any = programme.terms["reasons"]
    return tuple(found)
