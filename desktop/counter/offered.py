"""What the rules offer for the sale, in the groups in which the counter shows it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loyalty.codes import plain_code
from loyalty.coupons import is_code
from loyalty.ledger import Unit
from loyalty.outcome import Offer, Outcome
from loyalty.plans import Plan
from loyalty.programmes import Programme
from loyalty.programs.hand_given import reasons
from loyalty.refusals import Refusal, RefusalReason
from loyalty.taken_codes import public_code

HAND_GIVEN, COUPON, STORED_VALUE = "hand_given", "coupon", "stored_value"
KEYS = 3
# The screen's question which plan of stored value is bought; no offer is called so.
WHICH_TOP_UP = "top_up"


@dataclass(frozen=True)
class Offered:
    """Offers by what can be done with them: used, usable, and out of reach with the reason."""

    applied: tuple[Offer, ...]
    usable: tuple[Offer, ...]
    near: tuple[Offer, ...]


def grouped(outcome: Outcome, declined: Mapping[str, int]) -> Offered:
    """Everything but wallets, which pay, and codes that nobody has brought. What was declined can be taken again."""
    shown = _shown(outcome)
    applied = [offer for offer in shown if offer.chosen]
    others = [offer for offer in shown if not offer.chosen]
    usable = [offer for offer in others if offer.why_not is None and not held_back(offer, declined)]
    near = [
        offer
        for offer in others
        if held_back(offer, declined) or (offer.why_not is not None and declined.get(offer.id) != 0)
    ]
    return Offered(tuple(applied), tuple(usable), tuple(near))


def held_back(offer: Offer, declined: Mapping[str, int]) -> bool:
    """Whether it would apply by itself and does not, though nobody declined it: the basket is refused as typed."""
    return offer.automatic and not offer.chosen and offer.why_not is None and declined.get(offer.id) != 0


def offers_by_key(outcome: Outcome, kept: Sequence[str] = ()) -> tuple[Offer, ...]:
    """The three most useful rewards in the order of their keys: those that can be used before those that cannot, what
    is chosen before what applies by itself, what was earned already, as by a full card, before what points buy.

    What is `kept` (offers in the order of their keys) stays where it was, as long as it is offered at all.
    """
    ranked = sorted(_shown(outcome), key=_rank)
    known = {offer.id: offer for offer in ranked}
    others = iter([offer for offer in ranked if offer.id not in kept])
    places = [known.get(kept[place]) if place < len(kept) else None for place in range(KEYS)]
    found = [next(others, None) if offer is None else offer for offer in places]
    return tuple(offer for offer in found if offer is not None)


def wallets(outcome: Outcome) -> tuple[Offer, ...]:
    """What pays instead of money and holds something."""
    held = (offer for offer in outcome.offers if offer.is_payment)
    return tuple(offer for offer in held if outcome.before.get(offer.account, 0) > 0 or offer.most or offer.chosen)


def top_ups(outcome: Outcome, programmes: Sequence[Programme]) -> tuple[Plan, ...]:
    """The plans of stored value."""
    stored = {programme.id for programme in programmes if programme.kind == STORED_VALUE}
    return tuple(plan for plan in outcome.plans if plan.id.rpartition(":")[0] in stored)


def reasons_for(offer: Offer, programmes: Sequence[Programme]) -> tuple[str, ...]:
    """The shop's reasons of which one must be chosen when this is given by hand; none for any other reward."""
    programme = next((each for each in programmes if each.id == offer.id.rpartition(":")[0]), None)
    return reasons(programme) if programme is not None and programme.kind == HAND_GIVEN else ()


def options(question: str, outcome: Outcome, programmes: Sequence[Programme]) -> tuple[str, ...]:
    """What can be answered to a question of the screen: plans, reasons, or product ids."""
    if question == WHICH_TOP_UP:
        return tuple(plan.id for plan in top_ups(outcome, programmes))
    offer = next((each for each in outcome.offers if each.id == question), None)
    return () if offer is None else reasons_for(offer, programmes) or offer.choice


def is_coupon_code(text: str, programmes: Sequence[Programme]) -> bool:
    """Whether a text is the code of an issued coupon, or one that a programme of the shop waits for."""
    code = plain_code(text)
    return is_code(code) or (code != "" and code in map(public_code, programmes))


def first_reason(dropped: Mapping[str, Refusal]) -> tuple[str, Refusal] | None:
    """The first wish that could not be used, and why."""
    return next(iter(dropped.items()), None)


def _shown(outcome: Outcome) -> list[Offer]:
    """Without wallets and codes, and without what is out of reach where the same can be had: a card that was filled
    under earlier terms beside the one that is being filled.
    """
    offers = [offer for offer in outcome.offers if not offer.is_payment and not _needs_code(offer)]
    reached = {_same(offer) for offer in offers if offer.chosen or offer.why_not is None}
    return [offer for offer in offers if offer.chosen or offer.why_not is None or _same(offer) not in reached]


def _same(offer: Offer) -> tuple[str, str]:
    return offer.id.partition(":")[0], offer.title


def _needs_code(offer: Offer) -> bool:
    return offer.why_not is not None and offer.why_not.reason is RefusalReason.CODE_NEEDED


def _rank(offer: Offer) -> tuple[bool, bool, bool]:
    return offer.why_not is not None and not offer.chosen, offer.automatic, offer.account.unit is not Unit.REWARD
