"""Hand-given (店家贈禮): a reward, points or stamps that the till gives for a reason from the shop's list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from loyalty import conditions, rewards
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.money import Currency
from loyalty.outcome import RewardKind
from loyalty.plans import PlanPart
from loyalty.programmes import Programme
from loyalty.programs import gifts
from loyalty.programs.kind import PlainKind, text, whole
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind
from loyalty.words import Words, listed

_REASON_NEEDED = Refusal(RefusalReason.REASON_NEEDED)
_STOPPED = Refusal(RefusalReason.STOPPED)
_UNITS = (Unit.POINT.value, Unit.STAMP.value)
_UNIT = Field("bonus_unit", FieldKind.CHOICE, Unit.POINT.value, choices=_UNITS, noun="hand_given", section="rewards")


class HandGiven(PlainKind):
    """Waited too long, a photo contest, an ambassador: the reason is kept with the sale, the uses are limited.

    Points and stamps go to the programme that the terms name, and end by its terms.
    """

    name = "hand_given"
    fields = (
        Field("reasons", FieldKind.TEXTS, (), maximum=20, required=True, noun="hand_given", section="conditions"),
        *gifts.REWARD_FIELDS,
        *(replace(field, noun="hand_given") for field in gifts.BONUS_FIELDS),
        _UNIT,
        *conditions.TIME_FIELDS,
        *conditions.USE_FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """As a gift must be."""
        return gifts.fault(terms, place)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """One use on this sale; once it is chosen, a reason of the list must be chosen too."""
        offer_id = f"{programme.id}:give"
        hindered = conditions.not_now(programme.terms, situation) or _hindered_bonus(programme, situation)
        if situation.choices.rewards.get(offer_id) and hindered is None:
            named = situation.choices.notes.get(offer_id, "")
            hindered = None if named in reasons(programme) else _REASON_NEEDED
        given = rewards.single(
            programme.terms,
            offer_id,
            Account(programme.id, Unit.USE),
            0,
            most=1,
            limits=conditions.limits(programme, situation),
            gives=_bonus(programme, situation),
            why_not=_STOPPED if programme.stopped else hindered,
        )
        if has_reward(programme):
            return (given,)
        return (replace(given, kind=RewardKind.BENEFIT, title=programme.name, value=0, added=False),)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """What is given, and for which reasons."""
        gift, amount = text(programme, "reward_title").strip(), whole(programme, "bonus_points")
        shown = words(f"entry.quantity_{text(programme, 'bonus_unit')}", amount=amount) if amount else ""
        if gift and shown:
            gift = words("programme.gift_both", reward=gift, points=shown)
        return words("hand_given.sentence", gift=gift or shown, reasons=listed(reasons(programme), words))


def reasons(programme: Programme) -> tuple[str, ...]:
    """The shop's list of reasons."""
    found: Any = programme.terms["reasons"]
    return tuple(found)


def has_reward(programme: Programme) -> bool:
    """Whether there is a reward in it, or points and stamps alone."""
    return bool(text(programme, "reward_title").strip())


def _account(programme: Programme) -> Account:
    """Where the points or stamps go."""
    return Account(text(programme, "bonus_programme"), Unit(text(programme, "bonus_unit")))


def _bonus(programme: Programme, situation: Situation) -> tuple[PlanPart, ...]:
    """The points or stamps of one use; none for a programme that is not there."""
    account, amount = _account(programme), whole(programme, "bonus_points")
    if not amount or account not in situation.earnable:
        return ()
    return (PlanPart(account, amount, EntryReason.FLAT_BONUS, situation.earnable[account]),)


def _hindered_bonus(programme: Programme, situation: Situation) -> Refusal | None:
    """BONUS_NOWHERE where nothing would be given at all; TOO_MANY_STAMPS for more than one sale may ever count."""
    account, amount = _account(programme), whole(programme, "bonus_points")
    if not has_reward(programme) and account not in situation.earnable:
        return Refusal(RefusalReason.BONUS_NOWHERE, {"programme": account.programme_id})
    if account.unit is Unit.STAMP and amount > situation.shop.stamps_max:
        return Refusal(RefusalReason.TOO_MANY_STAMPS, {"limit": situation.shop.stamps_max})
    return None
